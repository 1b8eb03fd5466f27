"""The eye for HTML and EPUB documents: looks at finished files in headless Chromium as a reader would.

Each wording is found in the rendered text, then photographed twice: as it is, and with exactly its letters recoloured.
The pixels that differ are its visible ink. They are held against the same letters drawn where nothing hides them, and
against what surrounds them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from playwright.async_api import CDPSession, JSHandle

from imprint.checking.browser_camera import photograph, stops
from imprint.checking.browser_keys import keyboard
from imprint.checking.browser_looks import FOCUSED, LOOKS, SURVEYED, Fault, Look, Sighting
from imprint.checking.browser_picture import SHEET, Portrait, portrait
from imprint.checking.browser_survey import Flaw, survey
from imprint.checking.browser_tab import Tab, adjust, script
from imprint.checking.browser_tabs import BrowserError, Tabs, Task
from imprint.checking.browser_verdict import Occurrence, Seen, Window, occurrence, sighting

__all__ = ["LOOKS", "Browser", "BrowserError", "Fault", "Flaw", "Look", "Looked", "Sighting"]


@dataclass(frozen=True)
class Looked:
    """Every occurrence of each wording in a document, by look and wording, in document order; what it asked in vain."""

    sightings: Mapping[tuple[str, str], tuple[Sighting, ...]]
    refused: tuple[str, ...]  # addresses that are none of the files of its tree


class Browser:
    """A context manager that holds one Chromium for many documents; it fetches nothing but the files it is given.

    What is asked of it is begun at once, in the order in which it is asked, and several documents are looked at beside
    each other. The answers are futures, which raise BrowserError where the document cannot be opened.
    """

    def __init__(self, executable: Path) -> None:
        self._tabs = Tabs(executable)
        self._gathered: list[list[Task]] | None = None
        self._focus_seen: set[tuple[str, str]] = set()

    def __enter__(self) -> Self:
        self._tabs.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._tabs.stop()

    @property
    def name(self) -> str:
        """The browser's name and version, for the record of who has looked."""
        return f"Chromium {self._tabs.version}" if self._tabs.version else "Chromium, not running"

    @contextmanager
    def together(self) -> Iterator[None]:
        """Whatever is asked inside begins at its end; a document of which several things are asked is opened once."""
        gathered: list[list[Task]] = []
        self._gathered = gathered
        try:
            yield
        finally:
            self._gathered = None
        for tasks in gathered:
            self._tabs.begin(tasks)

    def look(
        self,
        files: Mapping[str, bytes],
        path: str,
        wordings: Sequence[str],
        *,
        looks: Sequence[Look] = LOOKS,
        minimum_size: float,
    ) -> Future[Looked]:
        """Every occurrence of each wording in the document at path, in each of the looks.

        White space is folded, code points must be exact; a wording that is nowhere in the rendered text has no
        sighting. minimum_size is in CSS px.
        """
        return self._asked(Task(files, path, looks[0], partial(_look, wordings, looks, minimum_size)))

    def portray(self, files: Mapping[str, bytes], path: str, wordings: Sequence[str]) -> Future[Portrait]:
        """Pictures of the document at path, and where in them each wording stands."""
        return self._asked(Task(files, path, SHEET, partial(_portray, wordings)))

    def survey(self, files: Mapping[str, bytes], path: str) -> Future[Mapping[str, tuple[Flaw, ...]]]:
        """What readers would stumble over in the document at path, by look: colours, targets, room, keyboard."""
        return self._asked(Task(files, path, SURVEYED[0], self._survey))

    def _asked(self, task: Task) -> Future[Any]:
        if self._gathered is None:
            self._tabs.begin([task])
            return task.told
        for tasks in self._gathered:
            if tasks[0].path == task.path and tasks[0].files == task.files:
                tasks.append(task)
                break
        else:
            self._gathered.append([task])
        return task.told

    async def _survey(self, tab: Tab) -> Mapping[str, tuple[Flaw, ...]]:
        eye = await _eye(tab, ())
        await eye.evaluate("eye => eye.settle()")
        seen = {look.name: await survey(tab, eye, look) for look in SURVEYED}
        await (
            tab.turn.before.wait()
        )  # where the keyboard is seen well in one document, it is not looked for in the next
        await adjust(tab, FOCUSED[0])
        keys = await keyboard(tab, eye, FOCUSED, self._focus_seen)
        tab.turn.after.set()
        return {name: (*flaws, *keys.get(name, ())) for name, flaws in seen.items()}


def _folded(wording: str) -> str:
    return re.sub(r"[ \t\n\r\f]+", " ", wording).strip(" ")


async def _eye(tab: Tab, wordings: Sequence[str]) -> JSHandle:
    return await tab.page.evaluate_handle(script(), [_folded(wording) for wording in wordings])


async def _portray(wordings: Sequence[str], tab: Tab) -> Portrait:
    return await portrait(await _eye(tab, wordings), tab.camera, wordings)


async def _look(wordings: Sequence[str], looks: Sequence[Look], minimum: float, tab: Tab) -> Looked:
    if not all(map(_folded, wordings)):
        raise BrowserError("a wording to look for is empty")
    eye = await _eye(tab, wordings)
    seen = {}
    for look in looks:
        await adjust(tab, look)
        found = await _one_look(eye, tab.camera, look, minimum)
        for number, wording in enumerate(wordings):
            seen[look.name, wording] = tuple(one for at, one in found if at == number)
    return Looked(seen, tuple(tab.host.refused))


async def _one_look(eye: JSHandle, camera: CDPSession, look: Look, minimum: float) -> list[tuple[int, Sighting]]:
    told = await eye.evaluate("async eye => { await eye.settle(); return eye.locate(); }")
    scene: dict[str, Any] = json.loads(told)
    places: list[Occurrence] = [occurrence(raw) for raw in scene["sightings"]]
    pieces = [piece for place in places for piece in place.pieces]
    seen: dict[int, Seen] = {}
    for top, ids in stops(pieces, scene["width"], scene["height"], scene["scrollable"]):
        seen.update(await photograph(eye, camera, top, ids, whole=scene["glass"]))
    page = Window(look, scene["width"], scene["height"] + scene["scrollable"])
    return [(place.wording, sighting(place, seen, page, minimum)) for place in places]
