"""Runs axe in documents of a folder, in the machine's Chromium; a program of its own, with a browser of its own.

    python -m imprint.validating.axe_worker BROWSER FOLDER DOCUMENT…

prints {"version": …, "pages": [[[look, impact, rule, message, element], …], …]}, a list of faults for each document.
"""

import json
import sys
from collections.abc import Iterator
from importlib.resources import files
from mimetypes import guess_type
from pathlib import Path
from typing import Any, Literal, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from playwright.sync_api import Page, Route, sync_playwright

ORIGIN = "http://imprint.invalid"  # .invalid is never resolved (RFC 2606)
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
WIDTHS = (320, 768, 1280)
HEIGHT = 900
# Every rule with one of the tags, also those that axe runs only where they are asked for by name: experimental ones.
# But one: "hidden-content" judges nothing. It reports every element that is hidden, for a person to bring to light.
# Here those are the links in print, where no link leads anywhere; on the screen they are shown and judged.
LEFT_OUT = ("hidden-content",)
RUN = """async ([tags, left_out]) => {
    const ids = axe.getRules(tags).map(rule => rule.ruleId);
    const rules = Object.fromEntries(ids.map(id => [id, {enabled: !left_out.includes(id)}]));
    const found = await axe.run(document, {runOnly: tags, rules: rules, resultTypes: ["violations", "incomplete"]});
    return {violations: found.violations, incomplete: found.incomplete};
}"""

Fault = tuple[str, str, str, str, str]


class Look(NamedTuple):
    """A way of looking at a document."""

    name: str
    media: Literal["screen", "print"] = "screen"
    scheme: Literal["light", "dark"] = "light"
    forced: Literal["active", "none"] = "none"


LOOKS = (Look("light"), Look("dark", scheme="dark"), Look("forced colours", forced="active"), Look("print", "print"))


def main(browser: str, folder: Path, documents: list[str]) -> None:
    """Opens each document once, looks at it in every way and prints what axe finds."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser)
        context = chromium.new_context()
        context.route("**/*", lambda route: _serve(route, folder))
        context.add_init_script(path=str(files("axe_playwright_python") / "axe.min.js"))
        page = context.new_page()
        found = [list(_faults(page, document)) for document in documents]
        version = page.evaluate("axe.version") if documents else ""
        chromium.close()
    sys.stdout.write(json.dumps({"version": version, "pages": found}))


def _faults(page: Page, document: str) -> Iterator[Fault]:
    page.goto(f"{ORIGIN}/{quote(document)}")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        for look in LOOKS:
            page.emulate_media(media=look.media, color_scheme=look.scheme, forced_colors=look.forced)
            found = page.evaluate(RUN, [list(TAGS), list(LEFT_OUT)])
            for results, unsure in ((found["violations"], ""), (found["incomplete"], "cannot tell")):
                for rule in results:
                    yield from _places(f"{width} px, {look.name}", rule, unsure)


def _places(look: str, rule: dict[str, Any], unsure: str) -> Iterator[Fault]:
    for node in rule["nodes"]:
        target = " ".join(" >>> ".join(step) if isinstance(step, list) else step for step in node["target"])
        details = [check["message"] for kind in ("any", "all", "none") for check in node[kind] if check["message"]]
        message = "; ".join((rule["help"], *details))
        yield (look, unsure or node["impact"] or rule["impact"], rule["id"], message, target)


def _serve(route: Route, folder: Path) -> None:
    """A file of the folder; whatever else a document asks for is refused (our own check names it)."""
    address = urlsplit(route.request.url)
    file = (folder / unquote(address.path).lstrip("/")).resolve()
    if (
        f"{address.scheme}://{address.netloc}" != ORIGIN
        or not file.is_relative_to(folder.resolve())
        or not file.is_file()
    ):
        route.abort()
        return
    route.fulfill(body=file.read_bytes(), content_type=guess_type(file.name)[0] or "application/octet-stream")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
