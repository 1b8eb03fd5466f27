"""Looks at all of a document in one way: are its colours, its targets and its room enough for everyone who reads it?

Colours are computed from styles, element over element; text under or on more than plain colours is photographed.
What this cannot see: the letters in a picture, and what scripts would do, which are off. In forced colours it takes the
reader's colours as Chromium does; a -webkit-text-fill-color that refuses them would be overlooked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import dist, floor
from typing import Any, Literal

from playwright.async_api import JSHandle

from imprint.checking.browser_camera import photograph, stops
from imprint.checking.browser_looks import Look
from imprint.checking.browser_tab import Tab, adjust
from imprint.checking.browser_verdict import CONTRAST, WHOLE, Piece, Seen

BODY_CONTRAST = 7.0  # WCAG 2.2, 1.4.6 (AAA), for what is read at length
TARGET = 24.0  # CSS px: WCAG 2.2, 2.5.8

FlawKind = Literal["contrast", "target", "sideways", "cut", "over", "unreached", "disordered", "focus"]


@dataclass(frozen=True)
class Flaw:
    """One thing in a document that some readers would stumble over, in words for people."""

    kind: FlawKind
    detail: str


async def survey(tab: Tab, eye: JSHandle, look: Look) -> tuple[Flaw, ...]:
    """Everything that is wrong in one way of looking at the document in the tab."""
    await adjust(tab, look)
    spaced, on_paper = (json.dumps(wanted) for wanted in (look.spaced, look.media == "print"))
    scene = json.loads(await eye.evaluate(f"eye => {{ eye.space({spaced}); return eye.survey({on_paper}); }}"))
    seen = await _photographs(tab, eye, scene)
    return (
        *_covered(scene["texts"], seen),
        *_pale(scene["texts"], seen),
        *_small(scene["targets"]),
        *_displaced(scene["displaced"]),
    )


async def _photographs(tab: Tab, eye: JSHandle, scene: Mapping[str, Any]) -> Mapping[int, Seen]:
    """What the camera sees of the text whose colours the styles do not tell."""
    told = [piece for text in scene["texts"] for piece in text["pieces"]]
    pieces = [Piece(**{**one, "box": tuple(one["box"]) if one["box"] else None}) for one in told]
    seen: dict[int, Seen] = {}
    for top, ids in stops(pieces, scene["width"], scene["height"], scene["scrollable"]):
        seen.update(await photograph(eye, tab.camera, top, ids, whole=scene["glass"]))
    return seen


def _covered(texts: Sequence[Mapping[str, Any]], seen: Mapping[int, Seen]) -> Iterator[Flaw]:
    """Text of which the camera sees nothing, or not all, because of what lies over it."""
    told = []
    for text in texts:
        for one in text["pieces"]:
            if (found := seen.get(one["id"])) and found.obstacle and found.ink.share < WHOLE:
                told.append((text["element"], found.obstacle, text["words"]))
                break
    for (element, obstacle), words in _alike(told, 2):
        yield Flaw("over", f"{words} in {element} lies under {obstacle}")


def _pale(texts: Sequence[Mapping[str, Any]], seen: Mapping[int, Seen]) -> Iterator[Flaw]:
    """Text with too little contrast; of texts that are alike, the first is told."""
    weak = []
    for text in texts:
        needed = BODY_CONTRAST if text["body"] else CONTRAST
        ratio = floor(_ratio(text, seen) * 100) / 100
        if ratio < needed:
            weak.append((text["element"], ratio, needed, text["words"]))
    for (element, ratio, needed), words in _alike(weak, 3):
        told = f"{words} in {element} has a contrast of {ratio:g} to 1; {needed:g} to 1 is needed"
        yield Flaw("contrast", told)


def _alike(told: Sequence[tuple[Any, ...]], parts: int) -> Iterator[tuple[tuple[Any, ...], str]]:
    """What has the same first parts, once, with the words of the first of them; the words are what comes last."""
    groups: dict[tuple[Any, ...], list[str]] = {}
    for one in told:
        groups.setdefault(one[:parts], []).append(one[-1])
    for key, words in groups.items():
        yield key, _quoted(words[0]) + (" and more like it" if len(words) > 1 else "")


def _ratio(text: Mapping[str, Any], seen: Mapping[int, Seen]) -> float:
    """The contrast that the styles tell; where they do not tell it, the worst that the camera saw."""
    if not text["pieces"]:
        return float(text["ratio"])
    found = [seen[one["id"]] for one in text["pieces"] if one["id"] in seen]
    return min((one.ink.contrast for one in found if not one.obstacle), default=21.0)


def _small(targets: Sequence[Mapping[str, Any]]) -> Iterator[Flaw]:
    """Targets under the least size that no rule excuses: neither a sentence around them nor room around them."""
    small = [min(one["size"]) < TARGET - 0.01 for one in targets]
    for number, one in enumerate(targets):
        if small[number] and not one["inline"]:
            others = [(other, small[at]) for at, other in enumerate(targets) if at != number]
            near = next((other for other, is_small in others if _crowds(one["box"], other["box"], is_small)), None)
            if near is not None:
                width, height = one["size"]
                size = f"{height:.0f} px high" if height < width else f"{width:.0f} px wide"
                told = f"{one['element']} {_quoted(one['words'])} is {size}, and close to {_quoted(near['words'])}"
                yield Flaw("target", f"{told}; 24 × 24 px are needed")


def _crowds(box: Sequence[float], other: Sequence[float], is_small: bool) -> bool:
    """Whether a circle of the least size on the target touches another target, or the circle of another small one."""
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    nearest = (min(max(middle[0], other[0]), other[2]), min(max(middle[1], other[1]), other[3]))
    centre = ((other[0] + other[2]) / 2, (other[1] + other[3]) / 2)
    return dist(middle, nearest) < TARGET / 2 or (is_small and dist(middle, centre) < TARGET)


def _displaced(told: Sequence[Mapping[str, Any]]) -> Iterator[Flaw]:
    """What a reader cannot see without scrolling sideways, or not at all, or only through other text."""
    facts = [(one["kind"], one["element"], one["by"], one["words"]) for one in told]
    for (kind, element, by), words in _alike(facts, 3):
        if kind == "sideways":
            box = f" inside {by}" if by else ""
            yield Flaw("sideways", f"{words} in {element} is too wide and has to be scrolled sideways{box}")
        elif kind == "cut":
            yield Flaw("cut", f"{words} in {element} is cut off by {by}")
        else:
            yield Flaw("over", f"{words} in {element} is printed over {_quoted(by)}")


def _quoted(words: str) -> str:
    return f"“{words[:60]}{'…' if len(words) > 60 else ''}”"
