"""Reads the words of a PDF page in the order a reader meets them, each with its place on the paper."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

import pypdfium2.raw as pdfium

from imprint.checking.pdf_tags import Tags, read_tags

MARGIN_ZONE = 71.0  # 25 mm in points: where running text lies on a page without tags
NOWHERE = -1
LINE_END_HYPHEN = "\x02"  # what pdfium reports for a hyphen that ends a line


@dataclass(frozen=True)
class Glyph:
    """One printed character: pdfium's number for it, its text object and its marked content (-1: none)."""

    index: int
    object: int
    content: int


GAP = Glyph(NOWHERE, NOWHERE, NOWHERE)


@dataclass(frozen=True)
class Letter:
    """A character measured on the paper, in points with y upwards; `size` is what the reader's eye gets."""

    text: str
    box: tuple[float, float, float, float]
    baseline: float
    size: float
    upright: bool
    object: int


@dataclass(frozen=True)
class Heading:
    """A heading of the tag tree; `position` counts in the document's folded text, `size` is in points."""

    page: int
    position: int
    level: int
    text: str
    size: float


@dataclass(frozen=True)
class PageText:
    """A page's whitespace-folded text; `glyphs[i]` printed `text[i]`; from `body_end` on it is margin text."""

    text: str
    glyphs: tuple[Glyph, ...]
    body_end: int
    headings: tuple[tuple[int, int, int], ...] = ()  # (start, end, level)


@dataclass(frozen=True)
class _Run:
    """Characters that follow each other in the file under one marked content."""

    first: int
    characters: tuple[tuple[str, Glyph], ...]

    @property
    def content(self) -> int:
        return self.characters[0][1].content

    @property
    def end(self) -> int:
        return self.first + len(self.characters)


def walk_objects(page: Any) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Yields every object of the page with the form objects around it, always in the same order."""
    count = pdfium.FPDFPage_CountObjects(page)
    yield from _walk(page, pdfium.FPDFPage_GetObject, count, ())


def _walk(holder: Any, get: Any, count: int, around: tuple[Any, ...]) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    for number in range(count):
        found = get(holder, number)
        yield found, around
        if pdfium.FPDFPageObj_GetType(found) == pdfium.FPDF_PAGEOBJ_FORM:
            inner = pdfium.FPDFFormObj_CountObjects(found)
            yield from _walk(found, pdfium.FPDFFormObj_GetObject, inner, (*around, found))


def read_page(page: Any, textpage: Any) -> PageText:
    """Gives a page's text in tag order, then its margin text.

    WeasyPrint leaves margin boxes out of the tag tree, and no author can put text there or take it out: what the
    tree does not reach is margin text. A page without tags is read in the file's order, its margin told by place.
    """
    tags = read_tags(page)
    runs = _runs(textpage, _object_table(page))
    if tags.rank:
        body = sorted((run for run in runs if run.content in tags.rank), key=lambda run: tags.rank[run.content])
        margin = [run for run in runs if run.content not in tags.rank]
    else:
        body = [run for run in runs if not _near_edge(page, textpage, run)]
        margin = [run for run in runs if _near_edge(page, textpage, run)]
    letters, glyphs = _fold(_join(textpage, body))
    more_letters, more_glyphs = _fold(_join(textpage, margin))
    gap = bool(letters and more_letters)
    return PageText(
        text="".join(letters) + " " * gap + "".join(more_letters),
        glyphs=(*glyphs, *[GAP] * gap, *more_glyphs),
        body_end=len(letters),
        headings=_heading_spans(glyphs, tags),
    )


def measure(textpage: Any, text: str, glyph: Glyph) -> Letter:
    """Measures one printed character; its size is font size × the smaller stretch of the text matrix."""
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetCharBox(textpage, glyph.index, left, right, bottom, top)
    pdfium.FPDFText_GetCharOrigin(textpage, glyph.index, x, y)
    pdfium.FPDFText_GetMatrix(textpage, glyph.index, matrix)
    across, up = math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d)
    turned = abs(matrix.b) > 0.05 * across or abs(matrix.c) > 0.4 * up  # a slanted face leans, by less than this
    return Letter(
        text=text,
        box=(left.value, bottom.value, right.value, top.value),
        baseline=y.value,
        size=pdfium.FPDFText_GetFontSize(textpage, glyph.index) * min(across, up),
        upright=matrix.a > 0 and matrix.d > 0 and not turned,
        object=glyph.object,
    )


def _object_table(page: Any) -> dict[int, tuple[int, int]]:
    """Maps a text object's address to its number in `walk_objects` and its marked content."""
    return {
        ctypes.addressof(found.contents): (number, pdfium.FPDFPageObj_GetMarkedContentID(found))
        for number, (found, _) in enumerate(walk_objects(page))
        if pdfium.FPDFPageObj_GetType(found) == pdfium.FPDF_PAGEOBJ_TEXT
    }


def _runs(textpage: Any, table: dict[int, tuple[int, int]]) -> list[_Run]:
    """Cuts the file's characters where the marked content changes, or without marks the text object.

    White space that pdfium makes up stays with what it follows.
    """
    runs: list[_Run] = []
    mark, first = GAP, 0
    characters = list(_characters(textpage, table))
    for place, (_, glyph) in enumerate(characters):
        if glyph.object != NOWHERE and not _same_mark(glyph, mark):
            runs.append(_Run(first, tuple(characters[first:place])))
            mark, first = glyph, place
    runs.append(_Run(first, tuple(characters[first:])))
    return [run for run in runs if run.characters]


def _characters(textpage: Any, table: dict[int, tuple[int, int]]) -> Iterator[tuple[str, Glyph]]:
    for index in range(pdfium.FPDFText_CountChars(textpage)):
        text = chr(pdfium.FPDFText_GetUnicode(textpage, index))
        found = pdfium.FPDFText_GetTextObject(textpage, index)
        place = table[ctypes.addressof(found.contents)] if found else (NOWHERE, NOWHERE)
        yield "-" if text == LINE_END_HYPHEN else text, Glyph(index, *place)


def _same_mark(glyph: Glyph, other: Glyph) -> bool:
    return glyph.content == other.content and (glyph.content != NOWHERE or glyph.object == other.object)


def _join(textpage: Any, runs: list[_Run]) -> Iterator[tuple[str, Glyph]]:
    """Strings runs together; where that leaves the file's order, the paper tells whether a space lies between."""
    for run, after in zip_longest(runs, runs[1:]):
        if after is not None and run.end == after.first:
            yield from run.characters
            continue
        printed = [pair for pair in run.characters if pair[1].object != NOWHERE]
        yield from printed
        if after is not None and printed and not _touching(textpage, printed[-1], after.characters[0]):
            yield " ", GAP


def _touching(textpage: Any, before: tuple[str, Glyph], after: tuple[str, Glyph]) -> bool:
    """Tells whether one printed letter follows another on its line without a gap."""
    left, right = measure(textpage, *before), measure(textpage, *after)
    same_line = abs(left.baseline - right.baseline) < 0.2 * left.size
    return same_line and abs(right.box[0] - left.box[2]) < 0.15 * left.size


def _fold(characters: Iterator[tuple[str, Glyph]]) -> tuple[list[str], list[Glyph]]:
    """Makes every stretch of white space one space, none at either end."""
    letters: list[str] = []
    glyphs: list[Glyph] = []
    pending: list[Glyph] = []
    for text, glyph in characters:
        if text.isspace():
            pending.append(glyph)
            continue
        if letters and pending and not _is_broken_address(letters[-1], pending):
            letters.append(" ")
            glyphs.append(GAP)
        pending = []
        letters.append(text)
        glyphs.append(glyph)
    return letters, glyphs


def _is_broken_address(before: str, spaces: list[Glyph]) -> bool:
    """Tells whether a line merely ends after a slash: no space was printed there, pdfium made the white space up."""
    return before == "/" and all(space.object == NOWHERE for space in spaces)


def _heading_spans(glyphs: list[Glyph], tags: Tags) -> tuple[tuple[int, int, int], ...]:
    places: dict[tuple[int, int], list[int]] = {}
    for place, glyph in enumerate(glyphs):
        if glyph.content in tags.heading:
            places.setdefault(tags.heading[glyph.content], []).append(place)
    return tuple((min(found), max(found) + 1, level) for (_, level), found in places.items())


def _near_edge(page: Any, textpage: Any, run: _Run) -> bool:
    printed = [pair for pair in run.characters if pair[1].object != NOWHERE]
    if not printed:
        return False
    height = pdfium.FPDF_GetPageHeightF(page)
    return not MARGIN_ZONE <= measure(textpage, *printed[0]).baseline <= height - MARGIN_ZONE
