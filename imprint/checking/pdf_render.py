"""Draws one piece of a PDF page in the five ways that show which ink the reader gets and what took the rest."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from imprint.checking.pdf_text import walk_objects

SCALE = 4  # pixels per point: 32 for the em of 8 pt type; a power of two keeps the crops exact
BLACK, WHITE = 0, 255
WIDENING = 1000.0

Shades = NDArray[np.float32]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Exposure:
    """A piece of a page in pixels: what is `seen` (RGB 0..255) and how much ink of some text objects (0..1)
    is `visible`, is there with `nothing_else` on the page, and is there when not even clipped (`whole`)."""

    seen: NDArray[np.uint8]
    visible: Shades
    nothing_else: Shades
    whole: Shades
    left: float
    top: float
    across: float
    up: float

    def pixels(self, box: Box) -> Box:
        """Turns a box on the paper (left, bottom, right, top in points) into left, top, right, bottom in pixels."""
        left, bottom, right, top = box
        return self.column(left), self.row(top), self.column(right), self.row(bottom)

    def column(self, x: float) -> float:
        """Turns a distance on the paper into a column of the picture."""
        return x * self.across - self.left

    def row(self, y: float) -> float:
        """Turns a height on the paper into a row of the picture."""
        return y * self.up - self.top


def expose(page: Any, box: Box, objects: Collection[int]) -> Exposure:
    """Draws the box of a page that nobody else uses (it is changed) for the text objects with these numbers.

    The visible ink is what changes when only these objects change from black to white, whatever hides the rest.
    """
    crop, left, top, across, up = _frame(page, box)
    walked = list(walk_objects(page))
    texts = [walked[number] for number in sorted(objects)]
    seen = _draw(page, crop)
    visible = _ink(page, crop, [found for found, _ in texts])
    _leave_only(walked, texts)
    nothing_else = _ink(page, crop, [found for found, _ in texts])
    # without a clipping path to widen, the same would be drawn again
    whole = _ink(page, crop, [found for found, _ in texts]) if _unclip(texts) else nothing_else
    return Exposure(seen, visible, nothing_else, whole, left, top, across, up)


def _frame(page: Any, box: Box) -> tuple[tuple[float, ...], float, float, float, float]:
    """Cuts the box out of the page on whole pixels: pypdfium2's crop, then the numbers of `Exposure`."""
    x, bottom, right, y = page.get_bbox()
    width, height = math.ceil((right - x) * SCALE), math.ceil((y - bottom) * SCALE)
    across, up = width / (right - x), -height / (y - bottom)
    first = min(max(math.floor((box[0] - x) * across), 0), width - 1)
    last = max(min(math.ceil((box[2] - x) * across), width), first + 1)
    above = min(max(math.floor((box[3] - y) * up), 0), height - 1)
    below = max(min(math.ceil((box[1] - y) * up), height), above + 1)
    crop = tuple(pixels / SCALE for pixels in (first, height - below, width - last, above))
    return crop, first + x * across, above + y * up, across, up


def _draw(page: Any, crop: tuple[float, ...], channels: slice | int = slice(3)) -> NDArray[np.uint8]:
    bitmap = page.render(scale=SCALE, crop=crop, rev_byteorder=True)
    picture: NDArray[np.uint8] = bitmap.to_numpy()[:, :, channels].copy()
    bitmap.close()
    return picture


def _ink(page: Any, crop: tuple[float, ...], texts: Sequence[Any]) -> Shades:
    """Measures how much of every pixel these text objects own, by drawing them once white and once black.

    The share is the same in red, green and blue, so that one of them is enough.
    """
    pictures = []
    for shade in (WHITE, BLACK):
        for text in texts:
            pdfium.FPDFPageObj_SetFillColor(text, shade, shade, shade, 255)
            pdfium.FPDFPageObj_SetStrokeColor(text, shade, shade, shade, 255)
        pictures.append(_draw(page, crop, 1).astype(np.float32))
    ink: Shades = np.clip((pictures[0] - pictures[1]) / np.float32(255), 0, 1)
    return ink


def _leave_only(walked: Sequence[tuple[Any, tuple[Any, ...]]], texts: Sequence[tuple[Any, tuple[Any, ...]]]) -> None:
    """Takes everything off the page but these texts and the forms they lie in."""
    for found, _ in walked:
        pdfium.FPDFPageObj_SetIsActive(found, False)
    for found, around in texts:
        for kept in (found, *around):
            pdfium.FPDFPageObj_SetIsActive(kept, True)


def _unclip(texts: Sequence[tuple[Any, tuple[Any, ...]]]) -> bool:
    """Makes every clipping path around these texts far wider than the page, from its own middle; False: it has none."""
    has_clips = False
    kept = {ctypes.addressof(part.contents): part for found, around in texts for part in (found, *around)}
    for part in kept.values():
        middle = _clip_middle(part)
        if middle is not None:
            has_clips = True
            x, y = (centre * (1 - WIDENING) for centre in middle)
            pdfium.FPDFPageObj_TransformClipPath(part, WIDENING, 0, 0, WIDENING, x, y)
    return has_clips


def _clip_middle(part: Any) -> tuple[float, float] | None:
    """Finds the middle of what all the clipping paths of an object leave free; None: it has none."""
    clip = pdfium.FPDFPageObj_GetClipPath(part)
    count = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
    if count < 1:
        return None
    bounds = np.array([_path_bounds(clip, number) for number in range(count)])
    left, bottom = bounds[:, :2].max(axis=0)
    right, top = bounds[:, 2:].min(axis=0)
    return float(left + right) / 2, float(bottom + top) / 2


def _path_bounds(clip: Any, number: int) -> tuple[float, float, float, float]:
    points = []
    for place in range(pdfium.FPDFClipPath_CountPathSegments(clip, number)):
        x, y = ctypes.c_float(), ctypes.c_float()
        segment = pdfium.FPDFClipPath_GetPathSegment(clip, number, place)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((x.value, y.value))
    columns, rows = zip(*points, strict=True)
    return min(columns), min(rows), max(columns), max(rows)
