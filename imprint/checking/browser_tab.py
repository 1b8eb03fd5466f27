"""One page of the browser, what runs inside it, and how it is made to look at things as a reader does."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import cache
from importlib import resources

from playwright.async_api import CDPSession, Page, Request, Route

from imprint.checking.browser_host import Host
from imprint.checking.browser_ink import DENSITY
from imprint.checking.browser_looks import Look

SCRIPTS = ("browser_text.js", "browser_reasons.js", "browser_survey.js", "browser_keys.js", "browser_stage.js")


@dataclass(frozen=True)
class Turn:
    """What goes document by document, in the order in which they were begun, waits for one and sets the other."""

    before: asyncio.Event
    after: asyncio.Event


@dataclass
class Tab:
    """One page of the browser, which shows document after document, and the session that takes its pictures.

    ``host`` answers what the document asks for that it shows now, ``turn`` is the document's; the rest never changes.
    """

    page: Page
    camera: CDPSession
    host: Host
    turn: Turn

    async def answer(self, route: Route, request: Request) -> None:
        """Whatever the page asks for goes to the host of its document."""
        await self.host.answer(route, request)


@cache
def script() -> str:
    """What runs in the page: a function of the wordings that are looked for, which gives the eye."""
    parts = (resources.files(__package__).joinpath(name).read_text("utf-8") for name in SCRIPTS)
    return "(wordings) => {\n" + "\n".join(parts) + "}"


async def adjust(tab: Tab, look: Look) -> None:
    """Makes the page as wide as the look, in its colours and for its medium."""
    # The window is set through the session that takes the pictures: for any other, Chromium lays the page out anew.
    window = {"width": look.width, "height": look.height, "deviceScaleFactor": DENSITY, "mobile": False}
    await tab.camera.send("Emulation.setDeviceMetricsOverride", window)
    await tab.page.emulate_media(
        media=look.media,
        color_scheme=look.scheme,
        forced_colors="active" if look.forced else "none",
        reduced_motion="no-preference",
    )
