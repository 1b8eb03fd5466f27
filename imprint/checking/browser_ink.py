"""Compares a page as it is with the same page where some text is recoloured: what differs is the visible ink of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]  # height × width × RGB
Mask = NDArray[np.bool_]
Shades = NDArray[np.float32]  # relative luminance, 0 (black) to 1 (white)

DENSITY = 2  # device pixels per CSS px: a stem of small type is then at least two pixels wide
VISIBLE = 24  # of 255: a smaller change of colour is seen by nobody (the text is all but transparent)
SOLID = 160  # of 255: pixels of the reference that lie well inside a letter
REACH = 4  # device pixels around a letter that count as its surroundings
CROWD = 0.12  # the part of the surroundings that may be of any colour (an underline, a neighbour's edge)
STRUCK_CONTRAST = 1.6  # a line this close to the colour of the text reads as a stroke of it


@dataclass(frozen=True)
class Spot:
    """Where one piece of text stands in the pictures: edges in device pixels, one pair of edges per letter."""

    box: tuple[int, int, int, int]
    letters: tuple[tuple[int, int], ...]
    base: int
    size: float


@dataclass(frozen=True)
class Ink:
    """What is visible of one piece of text.

    share is that of the ink that should be there, weakest the same of the worst letter (0 to 1); contrast is 1 to 21;
    struck tells of a line through the piece.
    """

    share: float
    weakest: float
    contrast: float
    struck: bool


_LINEAR = np.array(
    [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in np.arange(256) / 255], dtype=np.float32
)
_WEIGHTS = np.array([0.2126, 0.7152, 0.0722], dtype=np.float32)


def luminance(picture: Picture) -> Shades:
    """Relative luminance of each pixel (WCAG 2.2, definition of relative luminance)."""
    return np.asarray(_LINEAR[picture] @ _WEIGHTS, dtype=np.float32)


def contrast(one: float, other: float) -> float:
    """Contrast ratio of two luminances, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def grown(mask: Mask, pixels: int) -> Mask:
    """The mask with every pixel that lies within so many steps of it."""
    for _ in range(pixels):
        wide = mask.copy()
        wide[1:] |= mask[:-1]
        wide[:-1] |= mask[1:]
        mask = wide.copy()
        mask[:, 1:] |= wide[:, :-1]
        mask[:, :-1] |= wide[:, 1:]
    return mask


@dataclass(frozen=True)
class _Sheet:
    """Both pictures of one stop, boiled down to what every spot is measured with."""

    original: Picture
    drawn: Picture  # the reference, 0 to 255
    solid: Mask  # where the reference has ink
    found: Mask  # where recolouring changed the picture
    near: Mask  # the same, and one pixel around
    around: Mask  # near the letters, and touched by none
    clear: Mask  # touched by no letter


def judge(
    original: Picture, recoloured: Sequence[Picture], reference: Picture, spots: Sequence[Spot]
) -> tuple[Ink, ...]:
    """Measure each spot's visible ink; the reference tells (0 to 255) where it would be if nothing hid it."""
    found = np.any([_changed(original, other) for other in recoloured], axis=0)
    solid, clear = reference >= SOLID, ~grown(found | (reference > 0), 1)
    sheet = _Sheet(original, reference, solid, found, grown(found, 1), grown(solid, REACH) & clear, clear)
    return tuple(_piece(sheet, spot) for spot in spots)


def _changed(one: Picture, other: Picture) -> Mask:
    change = np.maximum(one, other) - np.minimum(one, other)
    return np.asarray(np.maximum(np.maximum(change[..., 0], change[..., 1]), change[..., 2]) >= VISIBLE)


def _piece(sheet: _Sheet, spot: Spot) -> Ink:
    left, top, right, bottom = (max(0, edge) for edge in spot.box)
    area = (slice(max(0, top - REACH), bottom + REACH), slice(left, max(right, left + 1)))
    solid = sheet.solid[area]
    if not solid.any():
        solid = sheet.drawn[area] > 0
    hit = solid & sheet.near[area]
    share = float(np.count_nonzero(hit) / np.count_nonzero(solid)) if solid.any() else 0.0
    shades = luminance(sheet.original[area])
    text, ratio = _against(shades, solid & sheet.found[area], sheet.around[area], sheet.clear[area])
    struck = ratio >= 2 and len(spot.letters) >= 3 and _struck(shades, text, sheet.drawn[area], spot, area[0].start)
    return Ink(share, _weakest(hit, solid, spot.letters, left), ratio, struck)


def _weakest(hit: Mask, solid: Mask, letters: Sequence[tuple[int, int]], shift: int) -> float:
    hits, all_of = (np.concatenate(([0], mask.sum(axis=0).cumsum())) for mask in (hit, solid))
    width = solid.shape[1]
    shares = []
    for left, right in letters:
        start, stop = (min(width, max(0, edge - shift)) for edge in (left, right))
        expected = all_of[stop] - all_of[start]
        shares.append(float((hits[stop] - hits[start]) / expected) if expected else 0.0)
    return min(shares, default=0.0)


def _against(shades: Shades, ink: Mask, around: Mask, clear: Mask) -> tuple[float, float]:
    """The luminance of the ink and its contrast with the nearest part of what surrounds it."""
    ground = shades[around] if around.any() else shades[clear]
    if not ink.any() or not ground.size:
        return 0.0, 1.0
    text = _ranked(shades[ink], 0.5)
    return text, contrast(text, _ranked(ground, CROWD if _ranked(ground, 0.5) > text else 1 - CROWD))


def _ranked(values: Shades, part: float) -> float:
    place = int(part * (values.size - 1))
    return float(np.partition(values, place)[place])


def _struck(shades: Shades, text: float, drawn: Picture, spot: Spot, first_row: int) -> bool:
    """Whether a row at the height of the small letters has the colour of the text even between the letters."""
    start, stop = (max(0, int(spot.base - part * spot.size) - first_row) for part in (0.5, 0.08))
    gaps = ~grown(drawn[start:stop] > 16, 1)
    alike = (np.maximum(shades[start:stop], text) + 0.05) / (
        np.minimum(shades[start:stop], text) + 0.05
    ) < STRUCK_CONTRAST
    between, filled = np.count_nonzero(gaps, axis=1), np.count_nonzero(gaps & alike, axis=1)
    return bool(((between >= 6) & (filled >= 0.9 * between)).any())
