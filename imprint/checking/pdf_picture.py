"""Draws the pages of a finished PDF, and tells where on them wordings stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pypdfium2

from imprint.checking.pdf_paint import Box as Paper
from imprint.checking.pdf_paint import Letter, PdfPaint
from imprint.checking.pictures import WIDTH, Picture, Stroke, lines, packed
from imprint.evidence import Box

Placed = tuple[int, Box]  # the number of the page from 0, the part of it


def pages(data: bytes) -> tuple[Picture, ...]:
    """Every page of a PDF as a picture, all equally wide."""
    document: Any = pypdfium2.PdfDocument(data)
    try:
        return tuple(_drawn(page) for page in document)
    finally:
        document.close()


def places(data: bytes, wordings: Sequence[str]) -> Mapping[tuple[str, int], tuple[Placed, ...]]:
    """The boxes of each line of each wording, by wording and by its offset in the file's text, as the check has it."""
    with PdfPaint(data) as paint:
        return {
            (wording, position): tuple((page, box) for box in _boxes(letters, paper))
            for wording in wordings
            for page, position, letters, paper in paint.places(wording)
        }


def _drawn(page: Any) -> Picture:
    bitmap = page.render(scale=WIDTH / page.get_width())
    picture = packed(bitmap.to_pil())
    bitmap.close()
    return picture


def _boxes(letters: Sequence[Letter], paper: Paper) -> list[Box]:
    left, bottom, right, top = paper
    width, height = right - left, top - bottom
    strokes = [
        Stroke(
            (letter.box[0] - left, top - letter.box[3], letter.box[2] - left, top - letter.box[1]),
            top - letter.baseline,
            letter.size,
        )
        for letter in letters
    ]
    return [Box(x / width, y / height, end / width, low / height) for x, y, end, low in lines(strokes)]
