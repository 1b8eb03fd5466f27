"""Photographs a whole document in the browser, cut into sheets, and tells where on them wordings stand."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.async_api import CDPSession, JSHandle

from imprint.checking.browser_looks import Look
from imprint.checking.browser_verdict import Occurrence, occurrence
from imprint.checking.pictures import WIDTH, Edges, Picture, Stroke, lines, packed
from imprint.evidence import Box

SHEET = Look("sheet", 794, height=1123)  # A4, so that screens and paper can be put side by side
DENSITY = WIDTH / SHEET.width
HEIGHT = "async eye => { await eye.settle(); return document.scrollingElement.scrollHeight; }"
TALLEST = 16_000  # pixels that Chromium photographs at once
FAINT = 8  # of 255: a smaller change of colour is no edge
EARLY = 0.25  # of a sheet: so far up its end may be moved to keep a line of text whole

Placed = tuple[int, Box]  # the number of the sheet from 0, the part of it


@dataclass(frozen=True)
class Portrait:
    """A document's sheets, and the boxes of each line of each wording by wording and number of its occurrence."""

    sheets: tuple[Picture, ...]
    places: Mapping[tuple[str, int], tuple[Placed, ...]]


async def portrait(eye: JSHandle, camera: CDPSession, wordings: Sequence[str]) -> Portrait:
    """The document in a window as wide as a sheet and as high as all of it, in light colours."""
    await _window(camera, min(float(await eye.evaluate(HEIGHT)), TALLEST / DENSITY))
    scene: dict[str, Any] = json.loads(await eye.evaluate("eye => eye.locate()"))
    image = await _photograph(camera)
    edges = list(_cuts(image, round(SHEET.height * DENSITY)))
    sheets = tuple(packed(image.crop((0, top, image.width, bottom))) for top, bottom in edges)
    return Portrait(sheets, dict(_places(scene, wordings, edges, image.width)))


async def _window(camera: CDPSession, height: float) -> None:
    size = {"width": SHEET.width, "height": round(height), "deviceScaleFactor": DENSITY, "mobile": False}
    await camera.send("Emulation.setDeviceMetricsOverride", size)


async def _photograph(camera: CDPSession) -> Image.Image:
    answer = await camera.send("Page.captureScreenshot", {"format": "png", "optimizeForSpeed": True})
    return Image.open(io.BytesIO(base64.b64decode(answer["data"]))).convert("RGB")


def _cuts(image: Image.Image, height: int) -> Iterator[tuple[int, int]]:
    """The first and last row of each sheet; it ends in the widest gap near its foot, so that no line of text is cut."""
    top = 0
    while image.height - top > height:
        first = top + round(height * (1 - EARLY))
        foot = np.asarray(image.crop((0, first, image.width, top + height)).convert("L")).astype(np.int16)
        bottom = first + _gap((np.abs(np.diff(foot, axis=1)) > FAINT).sum(axis=1))
        yield top, bottom
        top = bottom
    yield top, image.height


def _gap(busy: NDArray[np.int64]) -> int:
    """The middle of the longest run of rows in which the fewest things stand; of equal runs, the last."""
    quiet = np.flatnonzero(busy == busy.min())
    runs = np.split(quiet, np.flatnonzero(np.diff(quiet) > 1) + 1)
    longest = max(runs, key=lambda run: (len(run), run[-1]))
    return int(longest[len(longest) // 2]) + 1


def _places(
    scene: Mapping[str, Any], wordings: Sequence[str], edges: Sequence[tuple[int, int]], width: int
) -> Iterator[tuple[tuple[str, int], tuple[Placed, ...]]]:
    for raw in scene["sightings"]:
        found: Occurrence = occurrence(raw)
        pieces = [Stroke(piece.box, piece.base, piece.size) for piece in found.pieces if piece.box]
        boxes = tuple(placed for line in lines(pieces) for placed in _on_sheets(line, edges, width))
        yield (wordings[found.wording], found.index), boxes


def _on_sheets(line: Edges, edges: Sequence[tuple[int, int]], width: int) -> Iterator[Placed]:
    """The sheet or sheets that show a line; nothing of it where the picture ends before."""
    left, top, right, bottom = (edge * DENSITY for edge in line)
    for number, (first, last) in enumerate(edges):
        above, below = max(top, first), min(bottom, last)
        if above < below:
            height = last - first
            yield number, Box(left / width, (above - first) / height, right / width, (below - first) / height)
