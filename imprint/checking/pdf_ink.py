"""Judges from pixels whether every letter of a wording is there, whole, uncovered, unstruck and dark enough.

Contrast is WCAG 2's: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imprint.checking.pdf_faults import ENOUGH_CONTRAST, Flaw, Kind
from imprint.checking.pdf_render import Box, Exposure, Shades
from imprint.checking.pdf_text import Letter

ENOUGH_INK = 0.85  # of a letter: a hair may be lost where the next line's box begins
LINE_CONTRAST = 3.0  # WCAG 2.2, 1.4.11: a line fainter than this beside the ink does not read as a strike
TRACE = 0.2  # of a row of pixels that a strike takes, even a dotted one; without a strike it is nothing
FAINT = 0.02  # ink below this is none
CLUTTER = 0.25  # of a letter's surroundings that may come close to its colour: neighbours, an underline


@dataclass(frozen=True)
class _Patch:
    """A stretch of letters of one line in the picture: slices, the baseline's row, the em in pixels."""

    place: tuple[slice, slice]
    baseline: float
    em: float


def look(exposure: Exposure, words: Sequence[Sequence[tuple[int, Letter]]]) -> Iterator[Flaw]:
    """Yields each letter's gravest flaw; letters come with their numbers, by word, each word from one text object."""
    luminance = luminance_of(exposure.seen)
    inks = _inks(exposure, luminance, [letter for word in words for _, letter in word])
    for word in words:
        ink = inks[word[0][1].object]
        struck = _is_struck(exposure, luminance, word, ink)
        for number, letter in word:
            kind = _loss(exposure, letter)
            contrast = _contrast(exposure, luminance, letter, ink)
            if struck and kind != "hidden":
                yield Flaw("struck", number)
            elif kind:
                yield Flaw(kind, number)
            elif contrast < ENOUGH_CONTRAST:
                yield Flaw("contrast", number, contrast)


def _loss(exposure: Exposure, letter: Letter) -> Kind | None:
    """Names what took the letter's ink, if something did."""
    place = _patch(exposure, [letter], 1).place
    whole = float(exposure.whole[place].sum())
    alone = float(exposure.nothing_else[place].sum())
    visible = float(exposure.visible[place].sum())
    if whole < 1.0:  # not one pixel's worth
        return "hidden"
    if alone < ENOUGH_INK * whole:
        return "clipped"
    return "covered" if visible < ENOUGH_INK * alone else None


def _inks(exposure: Exposure, luminance: Shades, letters: Sequence[Letter]) -> dict[int, float]:
    """The luminance of each text object's ink (it has one colour), taken where its strokes fill whole pixels."""
    shades: dict[int, list[tuple[Shades, Shades]]] = {}
    for letter in letters:
        place = _patch(exposure, [letter], 0).place
        uncovered = exposure.visible[place] >= ENOUGH_INK * exposure.whole[place]
        found = shades.setdefault(letter.object, [])
        found.append((exposure.whole[place][uncovered], luminance[place][uncovered]))
    return {number: _fullest(*map(np.concatenate, zip(*found, strict=True))) for number, found in shades.items()}


def _fullest(ink: Shades, shades: Shades) -> float:
    if not ink.size or ink.max() < FAINT:
        return 1.0  # nothing to see; `_loss` says so
    return float(np.median(shades[ink >= 0.98 * ink.max()]))


def _contrast(exposure: Exposure, luminance: Shades, letter: Letter, ink: float) -> float:
    """Measures the ink against the letter's close surroundings, leaving out the quarter most like it.

    What lies below the baseline does not count where there is paper above it: it may be an underline.
    """
    patch = _patch(exposure, [letter], max(2, round(0.06 * letter.size * exposure.across)))
    around = exposure.whole[patch.place] < FAINT
    above = around & (_rows(patch) < patch.baseline)[:, None]
    counted = above if above.any() else around
    if not counted.any():
        return 1.0
    ratios = ratio_to(luminance[patch.place][counted], ink)
    rank = int(CLUTTER * ratios.size)
    return float(np.partition(ratios, rank)[rank])


def _is_struck(exposure: Exposure, luminance: Shades, word: Sequence[tuple[int, Letter]], ink: float) -> bool:
    """Tells whether a line runs through the word, painted over its ink or behind it."""
    patch = _patch(exposure, [letter for _, letter in word], 2)
    return _struck_over(exposure, patch) or _struck_behind(exposure, luminance, patch, ink)


def _struck_over(exposure: Exposure, patch: _Patch) -> bool:
    """A strip of rows lost ink while rows above and below it kept theirs."""
    there = exposure.nothing_else[patch.place].sum(axis=1)
    left = exposure.visible[patch.place].sum(axis=1)
    inked = there > 0.1 * max(float(there.max()), 1.0)
    lost = left < (1 - TRACE) * there
    return _strip(patch, lost & inked, ~lost & inked)


def _struck_behind(exposure: Exposure, luminance: Shades, patch: _Patch, ink: float) -> bool:
    """Between the letters a strip of rows has the ink's colour while rows above and below it have not."""
    gaps = exposure.whole[patch.place] < FAINT
    alike = (ratio_to(luminance[patch.place], ink) < LINE_CONTRAST) & gaps
    counts = gaps.sum(axis=1)
    filled = (alike.sum(axis=1) > TRACE * counts) & (counts >= 2)
    return _strip(patch, filled, (counts >= 2) & ~filled)


def _strip(patch: _Patch, bad: NDArray[np.bool_], good: NDArray[np.bool_]) -> bool:
    """Tells whether bad rows lie where a strike runs, above the baseline (an underline lies below), between good."""
    rows = _rows(patch)
    through = bad & (rows < patch.baseline - 0.1 * patch.em) & (rows > patch.baseline - 0.75 * patch.em)
    if not through.any():
        return False
    first, last = np.flatnonzero(through)[[0, -1]]
    return bool(good[:first].any() and good[last + 1 :].any() and 2 * through.sum() < len(rows))


def _rows(patch: _Patch) -> NDArray[np.float64]:
    """The middles of the patch's rows, counted in the whole picture."""
    return np.arange(patch.place[0].start, patch.place[0].stop) + 0.5


def _patch(exposure: Exposure, letters: Sequence[Letter], more: int) -> _Patch:
    """Cuts the letters of a line out of the picture with `more` pixels on every side."""
    boxes = [exposure.pixels(letter.box) for letter in letters]
    height, width = exposure.whole.shape
    left, top, right, bottom = _around(boxes)
    rows = slice(max(math.floor(top) - more, 0), max(min(math.ceil(bottom) + more, height), 0))
    columns = slice(max(math.floor(left) - more, 0), max(min(math.ceil(right) + more, width), 0))
    return _Patch((rows, columns), exposure.row(letters[0].baseline), letters[0].size * exposure.across)


def _around(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


_SHADES = np.arange(256, dtype=np.float32) / np.float32(255)
_LINEAR = np.where(_SHADES <= 0.04045, _SHADES / 12.92, ((_SHADES + 0.055) / 1.055) ** 2.4)


def luminance_of(picture: NDArray[np.uint8]) -> Shades:
    """Relative luminance 0..1 of sRGB pixels, as WCAG 2 defines it."""
    red, green, blue = (_LINEAR[picture[:, :, channel]] for channel in range(3))
    luminance: Shades = (0.2126 * red + 0.7152 * green + 0.0722 * blue).astype(np.float32)
    return luminance


def ratio_to(shades: Shades, ink: float | Shades) -> Shades:
    """The contrast (1 to 21) of shades with one shade, or one by one with as many."""
    lighter, darker = np.maximum(shades, ink), np.minimum(shades, ink)
    ratio: Shades = ((lighter + 0.05) / (darker + 0.05)).astype(np.float32)
    return ratio
