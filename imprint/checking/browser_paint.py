"""The eye for HTML and EPUB documents: looks at finished files in headless Chromium as a reader would.

Each wording is found in the rendered text, then photographed twice: as it is, and with exactly its letters recoloured.
The pixels that differ are its visible ink. They are held against the same letters drawn where nothing hides them, and
against what surrounds them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import CDPSession, JSHandle, Playwright, Request, Route, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from imprint.checking.browser_camera import photograph, stops
from imprint.checking.browser_host import Host
from imprint.checking.browser_keys import keyboard
from imprint.checking.browser_looks import FOCUSED, LOOKS, SURVEYED, Fault, Look, Sighting
from imprint.checking.browser_picture import SHEET, Portrait, portrait
from imprint.checking.browser_survey import Flaw, survey
from imprint.checking.browser_tab import Tab, adjust, script
from imprint.checking.browser_verdict import Occurrence, Seen, Window, occurrence, sighting

__all__ = ["LOOKS", "Browser", "BrowserError", "Fault", "Flaw", "Look", "Sighting"]

PATIENCE = 20_000  # ms that a page may take to load


class BrowserError(Exception):
    """The browser could not be started, or could not open the document."""


class Browser:
    """A context manager that holds one Chromium for many documents; it fetches nothing but the files it is given."""

    def __init__(self, executable: Path) -> None:
        self._executable = executable
        self._playwright: Playwright | None = None
        self._chromium: Chromium | None = None
        self._tab: Tab | None = None
        self._host = Host({}, 0)
        self._numbers = count(1)
        self._focus_seen: set[tuple[str, str]] = set()

    def __enter__(self) -> Self:
        self._playwright = sync_playwright().start()
        try:
            self._chromium = self._playwright.chromium.launch(executable_path=self._executable)
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
        self._chromium = self._playwright = self._tab = None

    @property
    def name(self) -> str:
        """The browser's name and version, for the record of who has looked."""
        return f"Chromium {self._chromium.version}" if self._chromium else "Chromium, not running"

    @property
    def requests_refused(self) -> tuple[str, ...]:
        """Every address that the document last looked at asked for and that is not a file of its tree."""
        return tuple(self._host.refused)

    def look(
        self,
        files: Mapping[str, bytes],
        path: str,
        wordings: Sequence[str],
        *,
        looks: Sequence[Look] = LOOKS,
        minimum_size: float,
    ) -> Mapping[tuple[str, str], tuple[Sighting, ...]]:
        """Every occurrence of each wording in the document at path, by look and wording, in document order.

        White space is folded, code points must be exact; a wording that is nowhere in the rendered text has no
        sighting. minimum_size is in CSS px. Raises BrowserError if the document cannot be opened.
        """
        if not all(map(_folded, wordings)):
            raise BrowserError("a wording to look for is empty")
        with self._showing(files, path, looks[0]) as tab:
            return dict(_every_look(tab, _eye(tab, wordings), wordings, looks, minimum_size))

    def portray(self, files: Mapping[str, bytes], path: str, wordings: Sequence[str]) -> Portrait:
        """Pictures of the document at path, and where in them each wording stands; raises BrowserError as ``look``."""
        with self._showing(files, path, SHEET) as tab:
            return portrait(_eye(tab, wordings), tab.camera, wordings)

    def survey(self, files: Mapping[str, bytes], path: str) -> Mapping[str, tuple[Flaw, ...]]:
        """What readers would stumble over in the document at path, by look: colours, targets, room, keyboard.

        Raises BrowserError if the document cannot be opened.
        """
        with self._showing(files, path, SURVEYED[0]) as tab:
            eye = _eye(tab, ())
            eye.evaluate("eye => eye.settle()")
            seen = {look.name: survey(tab, eye, look) for look in SURVEYED}
            adjust(tab, FOCUSED[0])
            keys = keyboard(tab, eye, FOCUSED, self._focus_seen)
            return {name: (*flaws, *keys.get(name, ())) for name, flaws in seen.items()}

    @contextmanager
    def _showing(self, files: Mapping[str, bytes], path: str, look: Look) -> Iterator[Tab]:
        """The tab, with the document at path in it."""
        if not self._chromium:
            raise BrowserError("the browser is not running: use it in a with statement")
        if path not in files:
            raise BrowserError(f"there is no file {path} to look at")
        self._host = Host(files, next(self._numbers))
        try:
            tab = self._tab = self._tab or self._new_tab(self._chromium)
            adjust(tab, look)
            tab.page.goto(self._host.address(path), timeout=PATIENCE)
            yield tab
            tab.page.goto("about:blank")  # what this document might still ask for is not held against the next
        except PlaywrightError as error:
            self._close_tab()
            raise BrowserError(f"the browser cannot show {path}: {_first_line(error)}") from error

    def _new_tab(self, chromium: Chromium) -> Tab:
        context = chromium.new_context(
            java_script_enabled=False, offline=True, service_workers="block", accept_downloads=False, no_viewport=True
        )
        context.route("**/*", self._answer)
        page = context.new_page()
        return Tab(context, page, context.new_cdp_session(page))

    def _answer(self, route: Route, request: Request) -> None:
        self._host.answer(route, request)

    def _close_tab(self) -> None:
        tab, self._tab = self._tab, None
        with suppress(PlaywrightError):
            if tab:
                tab.context.close()


def _first_line(error: PlaywrightError) -> str:
    return error.message.strip().splitlines()[0]


def _folded(wording: str) -> str:
    return re.sub(r"[ \t\n\r\f]+", " ", wording).strip(" ")


def _eye(tab: Tab, wordings: Sequence[str]) -> JSHandle:
    return tab.page.evaluate_handle(script(), [_folded(wording) for wording in wordings])


def _every_look(
    tab: Tab, eye: JSHandle, wordings: Sequence[str], looks: Sequence[Look], minimum: float
) -> Iterator[tuple[tuple[str, str], tuple[Sighting, ...]]]:
    for look in looks:
        adjust(tab, look)
        sightings = _one_look(eye, tab.camera, look, minimum)
        for number, wording in enumerate(wordings):
            yield (look.name, wording), tuple(found for at, found in sightings if at == number)


def _one_look(eye: JSHandle, camera: CDPSession, look: Look, minimum: float) -> list[tuple[int, Sighting]]:
    scene: dict[str, Any] = json.loads(eye.evaluate("async eye => { await eye.settle(); return eye.locate(); }"))
    places: list[Occurrence] = [occurrence(raw) for raw in scene["sightings"]]
    pieces = [piece for place in places for piece in place.pieces]
    seen: dict[int, Seen] = {}
    for top, ids in stops(pieces, scene["width"], scene["height"], scene["scrollable"]):
        seen.update(photograph(eye, camera, top, ids, whole=scene["glass"]))
    page = Window(look, scene["width"], scene["height"] + scene["scrollable"])
    return [(place.wording, sighting(place, seen, page, minimum)) for place in places]
