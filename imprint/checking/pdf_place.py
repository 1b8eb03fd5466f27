"""Judges from their places on the paper whether the letters of a wording can be read: no picture is needed for this."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from imprint.checking.pdf_faults import Flaw
from imprint.checking.pdf_render import Box
from imprint.checking.pdf_text import Letter

ROUNDING = 0.05  # points: sizes in a PDF are not exact
ON_PAPER = 0.9  # of a letter's box
OVERLAP = 0.25  # of a letter's box that other text may share
LEAN = 0.15  # em that a slanted letter's box may reach over its neighbour's, where a link begins or ends between them
LEVEL = 0.5  # em between baselines of one line: more than a raised or lowered sign needs
LINE_STEP = 3.0  # em from one line to the next


def misplaced(letters: Sequence[Letter], page: Sequence[Letter], paper: Box, least: float) -> Iterator[Flaw]:
    """Yields what place and size alone show of a wording's letters, `page` being all the letters around."""
    for number, letter in enumerate(letters):
        if letter.size < least - ROUNDING:
            yield Flaw("small", number)
        if not letter.upright:
            yield Flaw("turned", number)
        if not on_paper(letter, paper):
            yield Flaw("clipped", number)
    yield from (Flaw("crowded", number) for number in _crowded(letters, page))
    if all(letter.upright for letter in letters):
        yield from (Flaw("scattered", number) for number in _scattered(letters))


def on_paper(letter: Letter, paper: Box) -> bool:
    """Tells whether a letter lies on the paper, but for a hair."""
    left, bottom, right, top = letter.box
    wide = min(right, paper[2]) - max(left, paper[0])
    high = min(top, paper[3]) - max(bottom, paper[1])
    return max(wide, 0.0) * max(high, 0.0) >= ON_PAPER * (right - left) * (top - bottom)


def _scattered(letters: Sequence[Letter]) -> Iterator[int]:
    """Numbers the letters where the reading jumps: neither on along the line, nor to the next line or column."""
    for number, (before, after) in enumerate(pairwise(letters), start=1):
        drop = (before.baseline - after.baseline) / before.size
        if abs(drop) < LEVEL:
            follows = after.box[0] > before.box[2] - LEVEL * before.size
        elif drop > 0:
            follows = drop < LINE_STEP and after.box[0] < before.box[0] + LEVEL * before.size
        else:
            follows = after.box[0] > before.box[0]
        if not follows:
            yield number


def _crowded(letters: Sequence[Letter], others: Sequence[Letter]) -> list[int]:
    """Numbers the letters that text of another line or another text object is printed across."""
    others = list(_near(letters, others))
    mine, theirs = (np.array([letter.box for letter in group]) for group in (letters, others))
    wide = np.minimum(mine[:, None, 2], theirs[None, :, 2]) - np.maximum(mine[:, None, 0], theirs[None, :, 0])
    high = np.minimum(mine[:, None, 3], theirs[None, :, 3]) - np.maximum(mine[:, None, 1], theirs[None, :, 1])
    shared = np.clip(wide, 0, None) * np.clip(high, 0, None)
    area = (mine[:, 2] - mine[:, 0]) * (mine[:, 3] - mine[:, 1])
    crossed = (shared > OVERLAP * area[:, None]) & (area > 0)[:, None]
    return [int(number) for number in np.flatnonzero((crossed & ~_neighbours(letters, others, wide)).any(axis=1))]


def _near(letters: Sequence[Letter], others: Sequence[Letter]) -> Iterator[Letter]:
    """The other letters within the box around all of these; at least these themselves."""
    lefts, bottoms, rights, tops = zip(*(letter.box for letter in letters), strict=True)
    left, bottom, right, top = min(lefts), min(bottoms), max(rights), max(tops)
    for other in others:
        x, y, end, height = other.box
        if x <= right and end >= left and y <= top and height >= bottom:
            yield other


def _neighbours(letters: Sequence[Letter], others: Sequence[Letter], wide: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Pairs on one line whose boxes may touch: of one text object, as in a ligature, or by no more than a slant.

    ``wide`` tells by how much (points) each pair overlaps across the line.
    """
    objects = [np.array([letter.object for letter in group]) for group in (letters, others)]
    baselines = [np.array([letter.baseline for letter in group]) for group in (letters, others)]
    sizes = np.array([letter.size for letter in letters])[:, None]
    level = np.abs(baselines[0][:, None] - baselines[1][None, :]) < 0.15 * sizes
    alike = objects[0][:, None] == objects[1][None, :]
    touching: NDArray[np.bool_] = level & (alike | (wide < LEAN * sizes))
    return touching
