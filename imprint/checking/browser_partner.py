"""Looks at a partner's page in headless Chromium, which reaches nothing but what it is handed.

Every request goes through the ``Serve`` that it is given; what that does not hand over does not exist for the page. The
browser is offline and knows no server, so that nothing gets by. It looks from a world of its own in the page, where the
page's scripts have changed none of the functions that it uses.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, CDPSession, Page, Playwright, Request, Route, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from imprint.checking.browser_paint import BrowserError

Answer = tuple[bytes, Mapping[str, str]]  # what lies at an address, and with which headers
Serve = Callable[[str], Answer | None]
PATIENCE = 30_000  # ms that a page may take to load
SETTLING = 1_500  # ms for its scripts to do their work
MOST_FRAMES = 10
PASSED_ON = ("content-type", "content-security-policy", "access-control-allow-origin", "x-frame-options")
ARGUMENTS = [
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-features=IsolateOrigins,site-per-process,DnsOverHttps,PreloadMediaEngagementData",
    "--disable-site-isolation-trials",
    "--dns-prefetch-disable",
]
WHOLE = """(() => {
  const roots = [];
  const walk = (node) => {
    for (const one of node.querySelectorAll("*")) {
      if (!one.shadowRoot) continue;
      roots.push(one.shadowRoot);
      walk(one.shadowRoot);
    }
  };
  walk(document);
  return "<!DOCTYPE html>" + document.documentElement.getHTML({ shadowRoots: roots });
})()"""


@dataclass(frozen=True)
class Looked:
    """How many texts of the article show, what is wrong with which disclaimer, and the page as its scripts left it."""

    shown: int
    wrong: Mapping[str, str]
    html: str
    refused: tuple[str, ...]


class PartnerBrowser:
    """A context manager that holds one Chromium for many pages; ``sandbox`` is off only where it must run as root."""

    def __init__(self, executable: Path, *, sandbox: bool) -> None:
        self._executable, self._sandbox = executable, sandbox
        self._playwright: Playwright | None = None
        self._chromium: Chromium | None = None

    def __enter__(self) -> Self:
        self._playwright = sync_playwright().start()
        try:
            self._chromium = self._playwright.chromium.launch(
                executable_path=self._executable, chromium_sandbox=self._sandbox, args=ARGUMENTS
            )
        except PlaywrightError as error:
            self.__exit__(None, None, None)
            raise BrowserError(f"the browser {self._executable} does not start: {_first_line(error)}") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._chromium:
            self._chromium.close()
        if self._playwright:
            self._playwright.stop()
        self._chromium = self._playwright = None

    def look(self, address: str, serve: Serve, wordings: Sequence[str], article: Sequence[str]) -> Looked:
        """What a reader meets at the address; BrowserError where the browser cannot show it."""
        if not self._chromium:
            raise BrowserError("the browser is not running: use it in a with statement")
        context = self._chromium.new_context(
            offline=True, service_workers="block", accept_downloads=False, viewport={"width": 1280, "height": 900}
        )
        try:
            return _looked(context, address, serve, {"wordings": [*wordings], "article": [*article], "paper": False})
        except PlaywrightError as error:
            raise BrowserError(f"the browser cannot show {address}: {_first_line(error)}") from error
        finally:
            with suppress(PlaywrightError):
                context.close()


@cache
def seen() -> str:
    """The function that looks, as it runs in the page."""
    text = resources.files(__package__).joinpath("browser_seen.js").read_text("utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("//"))


def _looked(context: BrowserContext, address: str, serve: Serve, asked: Mapping[str, Any]) -> Looked:
    refused: list[str] = []
    context.route("**/*", lambda route, request: _hand(route, request, serve, refused))
    context.route_web_socket("**/*", lambda socket: socket.close())
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.goto(address, timeout=PATIENCE, wait_until="load")
    page.wait_for_timeout(SETTLING)
    for frame in page.frames[1:][:MOST_FRAMES]:
        with suppress(PlaywrightError):  # one that is loaded only where a reader comes to it, or is gone
            frame.frame_element().scroll_into_view_if_needed(timeout=SETTLING)
            frame.wait_for_load_state("load", timeout=SETTLING)
    found = [json.loads(one) for one in _evaluated(context, page, f"JSON.stringify(({seen()})({json.dumps(asked)}))")]
    whole = next(_evaluated(context, page, WHOLE), "")
    shown = [one for one in found if one["shown"]]
    told = max(shown or found, key=lambda one: (one["shown"], -len(one["wrong"])))
    return Looked(sum(one["shown"] for one in found), told["wrong"], whole, tuple(refused))


def _hand(route: Route, request: Request, serve: Serve, refused: list[str]) -> None:
    """Hands over what may be had; aborts all else, and whatever would send something."""
    answer = serve(request.url) if request.method == "GET" else None
    if answer is None:
        refused.append(request.url)
        route.abort("blockedbyclient")
        return
    body, headers = answer
    route.fulfill(status=200, body=body, headers={key: headers[key] for key in PASSED_ON if key in headers})


def _evaluated(context: BrowserContext, page: Page, expression: str) -> Iterator[Any]:
    """What an expression gives in the page and in each of its frames, looked at from a world that no script reaches."""
    session: CDPSession = context.new_cdp_session(page)
    tree = session.send("Page.getFrameTree")["frameTree"]
    for frame in _frames(tree):
        world = session.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": "imprint"})
        asked = {"expression": expression, "contextId": world["executionContextId"], "returnByValue": True}
        told = session.send("Runtime.evaluate", {**asked, "timeout": PATIENCE})
        if "exceptionDetails" in told and frame == tree["frame"]["id"]:
            raise BrowserError(f"the page cannot be looked at: {told['exceptionDetails'].get('text', '')}")
        if "value" in told["result"]:
            yield told["result"]["value"]


def _frames(tree: Mapping[str, Any]) -> Iterator[str]:
    yield tree["frame"]["id"]
    for one in tree.get("childFrames", ()):
        yield from _frames(one)


def _first_line(error: PlaywrightError) -> str:
    return error.message.strip().splitlines()[0]
