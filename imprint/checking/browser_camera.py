"""Takes the pictures of a page in the browser, wherever the text is that must be seen."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from PIL import Image
from playwright.async_api import CDPSession, JSHandle

from imprint.checking.browser_ink import DENSITY, Ink, Picture, Spot, judge
from imprint.checking.browser_verdict import WHOLE, Piece, Seen

MARGIN = 6  # CSS px around the text in a picture
SPARED = 200_000  # CSS px² of nothing in a picture: more takes longer than a second picture
EDGE = 0.15  # of the window's height: text is looked at nearer to the middle where scrolling allows, as a reader would
Edges = tuple[float, float, float, float]  # left, top, right, bottom in CSS px
Extent = tuple[float, float, Edges, int]  # upper and lower edge of a piece, all its edges, and its number


def stops(pieces: Sequence[Piece], width: float, height: float, scrollable: float) -> Iterator[tuple[int, list[int]]]:
    """How far to scroll, and which pieces to look at there: each once, away from the window's edges if possible."""
    boxes = sorted(
        (piece.box[1], piece.box[3], piece.box, piece.id)
        for piece in pieces
        if piece.box and piece.box[2] > 0 and piece.box[0] < width
    )
    waiting = [box for box in boxes if box[1] > 0 and box[0] < scrollable + height]
    while waiting:
        top = int(min(max(waiting[0][0] - EDGE * height, 0), scrollable))
        end = top + height * (1 if top >= int(scrollable) else 1 - EDGE)
        here = [box for box in waiting if box[1] <= end] or waiting[:1]
        waiting = [box for box in waiting if box not in here]
        yield from ((top, [box[3] for box in near]) for near in _neighbours(here))


def _neighbours(boxes: Sequence[Extent]) -> Iterator[list[Extent]]:
    """The same boxes in groups, each of which is photographed in less time than two parts of it would be."""
    group: list[Extent] = []
    around: Edges = (0, 0, 0, 0)
    for box in boxes:
        wider = _around(around, box[2]) if group else box[2]
        if group and _area(wider) > _area(around) + _area(box[2]) + SPARED:
            yield group
            group, wider = [], box[2]
        group.append(box)
        around = wider
    yield group


def _around(one: Edges, other: Edges) -> Edges:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _area(edges: Edges) -> float:
    return (edges[2] - edges[0]) * (edges[3] - edges[1])


async def photograph(
    eye: JSHandle, camera: CDPSession, top: int, ids: Sequence[int], whole: bool
) -> Mapping[int, Seen]:
    """Photograph pieces of text at one scroll position as they are and recoloured, and measure their ink.

    whole photographs the window and not a part of it.
    """
    answer = await eye.evaluate(f"(eye, ids) => eye.view({top}, ids, {DENSITY}, {MARGIN})", list(ids))
    view: dict[str, Any] = json.loads(answer)
    if not view["pieces"]:
        return {}
    original = await picture(camera, view, whole)
    reference = np.asarray(Image.open(io.BytesIO(base64.b64decode(view["reference"]))).getchannel("A"))
    spots = [_spot(piece, view["clip"]) for piece in view["pieces"]]
    recoloured: list[Picture] = []
    inks: tuple[Ink, ...] = ()
    for way in (1, 2):  # the second colour only where the first left a doubt
        await eye.evaluate(f"eye => eye.recolour({way})")
        recoloured.append(await picture(camera, view, whole))
        inks = judge(original, recoloured, reference, spots)
        if all(ink.share >= WHOLE for ink in inks):
            break
    return {piece["id"]: Seen(ink, piece["obstacle"]) for piece, ink in zip(view["pieces"], inks, strict=True)}


async def picture(camera: CDPSession, view: Mapping[str, Any], whole: bool = False) -> Picture:
    """The part of the window with the text; a clipped picture is faster, and lacks backdrop-filters (Chromium 156)."""
    left, top, right, bottom = view["clip"]
    across, down = view["scroll"]
    area = {"x": left + across, "y": top + down, "width": right - left, "height": bottom - top, "scale": 1}
    how = {"format": "png", "optimizeForSpeed": True} | ({} if whole else {"clip": area})
    answer = await camera.send("Page.captureScreenshot", how)
    image = Image.open(io.BytesIO(base64.b64decode(answer["data"])))
    pixels = np.asarray(image if image.mode == "RGB" else image.convert("RGB"))
    return pixels[top * DENSITY : bottom * DENSITY, left * DENSITY : right * DENSITY] if whole else pixels


def _spot(piece: Mapping[str, Any], clip: Sequence[int]) -> Spot:
    def across(edge: float) -> int:
        return round((edge - clip[0]) * DENSITY)

    def down(edge: float) -> int:
        return round((edge - clip[1]) * DENSITY)

    left, top, right, bottom = piece["box"]
    letters = tuple((across(start), across(end)) for start, end in filter(None, piece["letters"]))
    box = (across(left), down(top), across(right), down(bottom))
    return Spot(box, letters, down(piece["base"]), piece["size"] * DENSITY)
