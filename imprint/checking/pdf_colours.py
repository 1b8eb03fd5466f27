"""Measures the contrast of every word on a PDF's page with the ground it is printed on.

The ground is the page drawn without its text. The ink is the colour that the word is filled with; where a word lies in
a form, whose transparency may change that, it is the strongest that the drawn page has there.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from imprint.checking.pdf_ink import CLUTTER, luminance_of, ratio_to
from imprint.checking.pdf_text import Letter, walk_objects

SCALE = 2  # pixels per point
PAINTED = (pdfium.FPDF_TEXTRENDERMODE_FILL, pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE)


Colour = tuple[float, float, float, float]  # red, green, blue, opacity, 0 to 1
UNPAINTED: Colour = (0.0, 0.0, 0.0, 0.0)
BESIDE = 21.0  # told of what stands beside the paper, which other checks find


@dataclass(frozen=True)
class _Print:
    """A page drawn without its text, and with it where a form decides how some of that looks; pixels of luminance."""

    ground: NDArray[np.uint8]
    seen: NDArray[np.uint8] | None
    left: float
    top: float

    def place(self, word: Sequence[Letter]) -> tuple[slice, slice]:
        """The rows and columns in which a word lies."""
        lefts, bottoms, rights, tops = zip(*(letter.box for letter in word), strict=True)
        rows = (self.top - max(tops), self.top - min(bottoms))
        columns = (min(lefts) - self.left, max(rights) - self.left)
        return _pixels(*rows), _pixels(*columns)


def contrasts(page: Any, words: Sequence[Sequence[Letter]]) -> Iterator[float]:
    """The contrast (1 to 21) of each word, given its letters, on a page that nobody else uses: it is changed."""
    texts = {number: one for number, one in enumerate(walk_objects(page)) if _is_text(one[0])}
    inks = {number: _ink(found, around) for number, (found, around) in texts.items()}
    left, _, _, top = page.get_bbox()
    seen = _draw(page) if None in inks.values() else None
    for found, _ in texts.values():
        pdfium.FPDFPageObj_SetIsActive(found, False)
    drawn = _Print(_draw(page), seen, left, top)
    for word in words:
        place = drawn.place(word)
        yield min(_ratio(drawn, inks[number], place) for number in {letter.object for letter in word})


def _is_text(found: Any) -> bool:
    return bool(pdfium.FPDFPageObj_GetType(found) == pdfium.FPDF_PAGEOBJ_TEXT)


def _ink(found: Any, around: Sequence[Any]) -> Colour | None:
    """The colour of a text object; None where that does not tell how it looks."""
    if pdfium.FPDFTextObj_GetTextRenderMode(found) not in PAINTED:
        return UNPAINTED
    parts = [ctypes.c_uint() for _ in range(4)]
    told = pdfium.FPDFPageObj_GetFillColor(found, *parts)
    if around or not told:
        return None
    red, green, blue, opacity = (part.value / 255 for part in parts)
    return red, green, blue, opacity


def _draw(page: Any) -> NDArray[np.uint8]:
    bitmap = page.render(scale=SCALE, rev_byteorder=True)
    picture: NDArray[np.uint8] = bitmap.to_numpy()[:, :, :3].copy()
    bitmap.close()
    return picture


def _pixels(start: float, end: float) -> slice:
    return slice(max(math.floor(start * SCALE), 0), max(math.ceil(end * SCALE), 1))


def _ratio(drawn: _Print, ink: Colour | None, place: tuple[slice, slice]) -> float:
    """The contrast with the ground, leaving out the quarter that is farthest from the ink."""
    pixels = drawn.ground[place]
    if not pixels.size:
        return BESIDE
    ground = luminance_of(pixels)
    if ink is None:
        assert drawn.seen is not None
        return float(ratio_to(ground, luminance_of(drawn.seen[place])).max())
    solid = np.array(ink[:3], dtype=np.float32) * 255
    mixed = pixels[:1, :1] if ink[3] == 0 else (solid * ink[3] + pixels * (1 - ink[3])).round().astype(np.uint8)
    ratios = ratio_to(ground, luminance_of(mixed)).ravel()
    rank = int(CLUTTER * (ratios.size - 1))
    return float(np.partition(ratios, rank)[rank])
