"""Goes through a document by the Tab key as readers without a mouse do: is all reached, in order, and seen?"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from playwright.async_api import CDPSession, JSHandle

from imprint.checking.browser_camera import picture
from imprint.checking.browser_ink import DENSITY, Picture, luminance
from imprint.checking.browser_looks import Look
from imprint.checking.browser_survey import Flaw
from imprint.checking.browser_tab import Tab, adjust

CHANGE = 3.0  # WCAG 2.2, 2.4.13: between the same pixels with and without the focus
MARGIN = 8  # CSS px around a target in its picture: an outline may stand off
GONE = -2  # where the keyboard may be beside the targets: on nothing of the page
TAB = {"type": "rawKeyDown", "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}


async def keyboard(
    tab: Tab, eye: JSHandle, looks: Sequence[Look], seen: set[tuple[str, str]]
) -> Mapping[str, tuple[Flaw, ...]]:
    """What is wrong for readers who use the keyboard, by the name of the look; the order is looked at in the first.

    What was seen well once, by its style sheets and its own style, is added to ``seen`` and not photographed again.
    """
    page: dict[str, Any] = json.loads(await eye.evaluate("eye => eye.lineUp()"))
    targets: list[dict[str, str]] = page["targets"]
    if not targets:
        return {}
    path = await _walk(tab.camera, eye, len(targets))
    kinds: dict[str, int] = {}
    for place, mark in path:
        if place >= 0 and (page["sheets"], mark) not in seen:
            kinds.setdefault(mark, place)
    found = {}
    for look in looks:
        await adjust(tab, look)
        found[look.name] = tuple([one async for one in _unseen(tab.camera, eye, targets, sorted(kinds.values()))])
    if not any(found.values()):
        seen.update((page["sheets"], mark) for mark in kinds)
    found[looks[0].name] = (*_lost([place for place, _ in path], targets), *found[looks[0].name])
    return found


async def _walk(camera: CDPSession, eye: JSHandle, most: int) -> list[tuple[int, str]]:
    """Where the keyboard is after each Tab, with how its place is shown, until it leaves the page or comes round."""
    path: list[tuple[int, str]] = []
    for _ in range(2 * most + 2):  # what scrolls may be stopped at as well
        await camera.send("Input.dispatchKeyEvent", TAB)
        at: dict[str, Any] = json.loads(await eye.evaluate("eye => eye.reached()"))
        if at["index"] == GONE or (at["index"] >= 0 and at["index"] in [place for place, _ in path]):
            break
        path.append((at["index"], at["mark"]))
    return path


def _lost(path: Sequence[int], targets: Sequence[Mapping[str, str]]) -> Iterator[Flaw]:
    """What is out of order or left out; where Tab is held fast, everything after it is left out."""
    stops = [place for place in path if place >= 0]
    for earlier, later in pairwise(stops):
        if later < earlier:
            told = f"the Tab key goes from {_named(targets[earlier])} back to {_named(targets[later])}"
            yield Flaw("disordered", told)
    for place, target in enumerate(targets):
        if place not in stops:
            yield Flaw("unreached", f"the Tab key does not reach {_named(target)}")


async def _unseen(
    camera: CDPSession, eye: JSHandle, targets: Sequence[Mapping[str, str]], places: Sequence[int]
) -> AsyncIterator[Flaw]:
    """One target of each kind with the keyboard on it, against the same without."""
    for place in places:
        view: dict[str, Any] = json.loads(await eye.evaluate(f"eye => eye.hold({place}, {MARGIN})"))
        left, top, right, bottom = view["clip"]
        if not view["held"] or right <= left or bottom <= top:
            yield Flaw("focus", f"while the keyboard is on {_named(targets[place])}, it is not on the page")
            continue
        held = await picture(camera, view)
        await eye.evaluate("eye => eye.letGo()")
        outline = sum(2 * (width + height) for width, height in view["lines"])
        if _changed(held, await picture(camera, view)) < outline * DENSITY * DENSITY:
            told = f"nobody sees that the keyboard is on {_named(targets[place])}"
            yield Flaw("focus", f"{told}: too little changes by {CHANGE:g} to 1")


def _changed(one: Picture, other: Picture) -> int:
    """How many pixels change enough to be seen."""
    first, second = (luminance(each) + np.float32(0.05) for each in (one, other))
    return int(np.count_nonzero(np.maximum(first, second) >= CHANGE * np.minimum(first, second)))


def _named(target: Mapping[str, str]) -> str:
    return f"{target['element']} “{target['words']}”"
