"""Puts an embed into a partner's page in one way, and looks at what a reader meets of it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import resources
from itertools import count
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, Frame, Page
from playwright.sync_api import Error as PlaywrightError

from tests.embedding.conftest import MOUNT, Kit
from tests.embedding.pages import POLICIES, Host
from tests.embedding.sites import Site

SEEN = re.sub(
    r"^//.*\n", "", (resources.files("imprint.checking") / "browser_seen.js").read_text("utf-8"), flags=re.MULTILINE
).strip()
WAIT = 1500  # ms for a script that is let run to do its work
NUMBERS = count(1)
THEIRS = "sample.test/sample/en/"  # where the sample's publisher says to be
TRUSTED = """
  const policy = globalThis.trustedTypes?.createPolicy("host", { createHTML: (one) => one });
  const html = policy ? policy.createHTML(text) : text;
  const place = document.getElementById("place");"""
INSERTIONS = {
    "innerHTML": "place.innerHTML = html",
    "insertAdjacentHTML": "place.insertAdjacentHTML('beforeend', html)",
    "setHTMLUnsafe": "place.setHTMLUnsafe(html)",
    "React": "ReactDOM.createRoot(place).render(React.createElement('div', {dangerouslySetInnerHTML: {__html: html}}))",
    "DOMPurify": "place.innerHTML = DOMPurify.sanitize(text, {RETURN_TRUSTED_TYPE: Boolean(globalThis.trustedTypes)})",
}
STYLED = """[...document.querySelectorAll("imprint-leaflet")]
  .every((one) => [...(one.shadowRoot?.querySelectorAll("link") ?? [])].every((link) => link.sheet))"""
LIBRARIES = {"React": "/react.js", "DOMPurify": "/purify.js"}


@dataclass(frozen=True)
class Look:
    """One way of looking: the width of the window, the medium, how large the reader has set text."""

    name: str
    width: int = 1280
    media: Literal["screen", "print"] = "screen"
    text: int = 100  # per cent; at 200 the window is half as wide, too, as at a zoom of 200 %


LOOKS = (Look("screen"), Look("print", 794, "print"), Look("320 px", 320), Look("200 % text", 640, text=200))


@dataclass(frozen=True)
class Way:
    """One way in which the embed comes into a page: which code, put in how, with which scripts."""

    name: str
    code: str = "snippet"
    insertion: str = ""  # by the parser, else one of INSERTIONS
    loads: bool = False  # the kit's script
    runs: bool = True  # JavaScript is on
    filter: str = ""  # on the partner's server


@dataclass(frozen=True)
class Seen:
    """What a reader meets: how many texts of the article, and what is wrong with which disclaimer."""

    shown: int
    wrong: dict[str, str]


class Bench:
    """Two tabs, one with JavaScript and one without, that show page after page."""

    def __init__(self, browser: Browser, partner: Site, publisher: Site, kit: Kit, sanitised: dict[str, str]) -> None:
        self.partner, self.publisher, self.kit, self.sanitised = partner, publisher, kit, sanitised
        self._contexts = {on: browser.new_context(java_script_enabled=on) for on in (True, False)}
        self._tabs = {on: context.new_page() for on, context in self._contexts.items()}

    def close(self) -> None:
        """Lets go of the tabs."""
        for context in self._contexts.values():
            context.close()

    def tab(self, way: Way) -> Page:
        """The tab for a way."""
        return self._tabs[way.runs]

    def context(self, way: Way) -> BrowserContext:
        return self._contexts[way.runs]

    def code(self, way: Way) -> str:
        """What is pasted, with the publisher's site where it is here."""
        text = self.sanitised.get(way.filter) or self.kit.codes[f"full-{way.code}"]
        text = re.sub(rf'((?:src|data-status)=")https://{THEIRS}', rf"\1{self.publisher.address}{MOUNT}", text)
        if way.code == "element":
            text = text.replace(f'src="{MOUNT}', f'src="{self.publisher.address}{MOUNT}')
        return text if way.loads else text.replace(self.kit.loader, "")

    def open(self, host: Host, policy: str, way: Way) -> Page:
        """The partner's page in the tab, with the embed in it."""
        code, tab = self.code(way), self.tab(way)
        library = f'<script src="{LIBRARIES[way.insertion]}"></script>' if way.insertion in LIBRARIES else ""
        head = library + (self.kit.loader if way.loads else "")
        path = f"/page/{next(NUMBERS)}{host.ending}"
        self.partner.files[path] = host.page("" if way.insertion else code, head).encode()
        if POLICIES[policy]:
            self.partner.policies[path] = POLICIES[policy]
        tab.set_viewport_size({"width": 1280, "height": 900})
        tab.emulate_media(media="screen", **_colours(host))
        tab.goto(self.partner.address + path)
        if way.insertion:
            tab.evaluate(f"text => {{ {TRUSTED} {INSERTIONS[way.insertion]}; }}", code)
        self._settle(tab, way)
        return tab

    def _settle(self, tab: Page, way: Way) -> None:
        """Waits for what a script does, where one may run; where none may, it is over at once."""
        if way.insertion == "React":
            tab.wait_for_function("document.getElementById('place').textContent.length > 100", timeout=WAIT)
        if way.loads and tab.evaluate("Boolean(customElements.get('imprint-leaflet'))"):
            ready = "!document.querySelector('imprint-leaflet') || document.querySelector('imprint-leaflet').shadowRoot"
            with suppress(PlaywrightError):  # where a policy or a filter forbids it, it never comes
                tab.wait_for_function(ready, timeout=WAIT if way.code == "element" else 200)
        if way.insertion or way.loads:
            with suppress(PlaywrightError):  # a style sheet that a script put in is still on its way
                tab.wait_for_function(STYLED, timeout=WAIT)
        if way.code == "frame":
            with suppress(PlaywrightError):
                tab.wait_for_load_state("networkidle", timeout=WAIT)

    def look(self, tab: Page, host: Host, look: Look) -> Seen:
        """What shows in one way of looking; of an iframe, what it shows of its page."""
        tab.set_viewport_size({"width": look.width, "height": 900})
        tab.emulate_media(media=look.media, **_colours(host))
        tab.evaluate(f"document.documentElement.style.fontSize = {look.text} === 100 ? '' : '{look.text}%'")
        asked = {"wordings": self.kit.wordings, "article": self.kit.article, "paper": look.media == "print"}
        frames = [one for one in tab.frames[1:] if one.url.startswith("http") and _is_drawn(one)]
        found: list[dict[str, Any]] = [one.evaluate(SEEN, asked) for one in (tab.main_frame, *frames)]
        shown = [one for one in found if one["shown"]]
        told = max(shown or found, key=lambda one: one["shown"])
        return Seen(sum(one["shown"] for one in found), told["wrong"])

    def spoken(self, way: Way) -> str:
        """All that a screen reader finds in the page and its frames."""
        tab = self.tab(way)
        session = self.context(way).new_cdp_session(tab)
        tree = session.send("Page.getFrameTree")["frameTree"]
        frames = [tree["frame"]["id"], *(one["frame"]["id"] for one in tree.get("childFrames", ()))]
        said = []
        for frame in frames:
            with suppress(PlaywrightError):
                nodes = session.send("Accessibility.getFullAXTree", {"frameId": frame})["nodes"]
                said += list(_texts(nodes[0], {one["nodeId"]: one for one in nodes}))
        session.detach()
        return "".join("".join(said).split())  # a link cuts its words off from the spaces around them


@contextmanager
def bench(browser: Browser, partner: Site, publisher: Site, kit: Kit, sanitised: dict[str, str]) -> Iterator[Bench]:
    """The bench, for as long as it is needed."""
    made = Bench(browser, partner, publisher, kit, sanitised)
    try:
        yield made
    finally:
        made.close()


def _texts(node: dict[str, Any], nodes: dict[str, dict[str, Any]]) -> Iterator[str]:
    """All texts below a node of the accessibility tree, in the order in which they are read."""
    if node.get("role", {}).get("value") == "StaticText":
        yield str(node.get("name", {}).get("value", ""))
        return
    for child in node.get("childIds", ()):
        if child in nodes:
            yield from _texts(nodes[child], nodes)


def _colours(host: Host) -> dict[str, Any]:
    forced = host.scheme == "forced"
    return {"color_scheme": "light" if forced else host.scheme, "forced_colors": "active" if forced else "none"}


def _is_drawn(frame: Frame) -> bool:
    box = frame.frame_element().bounding_box()
    return box is not None and box["width"] > 1 and box["height"] > 1
