"""Pictures of finished pages for people to look at: equally wide, in few colours, with the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from PIL import Image

WIDTH = 640  # pixels: 10.5 pt of an A4 page can just be read
COLOURS = 32
LEVEL = 0.5  # em between the baselines of one line
BACK = 0.5  # em that a letter may stand to the left of the one before it, on the same line

Edges = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Picture:
    """A PNG and its size in pixels."""

    data: bytes = field(repr=False)
    width: int
    height: int


@dataclass(frozen=True)
class Stroke:
    """A letter or a word where it is painted, its baseline and its size; y goes down."""

    edges: Edges
    base: float
    size: float


def packed(image: Image.Image) -> Picture:
    """The image as a PNG with a palette: pages have few colours, and so a third of the bytes shows them as well."""
    few = image.convert("RGB").quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    file = io.BytesIO()
    few.save(file, "PNG", compress_level=6)  # 9 takes four times as long for a twentieth less
    return Picture(file.getvalue(), image.width, image.height)


def lines(strokes: Sequence[Stroke]) -> Iterator[Edges]:
    """What goes around the strokes of each line; what continues in another column is another line."""
    line: list[Stroke] = []
    for stroke in strokes:
        if line and not _goes_on(line[-1], stroke):
            yield _around(line)
            line = []
        line.append(stroke)
    if line:
        yield _around(line)


def _goes_on(before: Stroke, after: Stroke) -> bool:
    is_level = abs(before.base - after.base) < LEVEL * before.size
    return is_level and after.edges[0] > before.edges[2] - BACK * before.size


def _around(line: Sequence[Stroke]) -> Edges:
    lefts, tops, rights, bottoms = zip(*(stroke.edges for stroke in line), strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
