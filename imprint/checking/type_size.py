"""Finds letters in a PDF that are smaller than an edition for readers with poor sight may have."""

from collections.abc import Iterator
from itertools import groupby

import pypdfium2

from imprint.checking.pdf_text import measure, read_page

SAMPLE = 60  # characters of the small words that are told
ROUNDING = 0.05  # points


def smaller_type(data: bytes, least: float) -> Iterator[tuple[int, float, str]]:
    """The pages (from 1), sizes in points and first words of every stretch of text set smaller than ``least``."""
    document = pypdfium2.PdfDocument(data)
    try:
        for number, page in enumerate(document, 1):
            for size, stretch in groupby(_sized(page), key=lambda pair: pair[0]):
                if size < least - ROUNDING:
                    yield number, size, "".join(sign for _, sign in stretch).strip()[:SAMPLE]
    finally:
        document.close()


def _sized(page: pypdfium2.PdfPage) -> Iterator[tuple[float, str]]:
    """Every sign of a page with its size in points; a space has the size of what stands before it."""
    textpage = page.get_textpage()
    text, size = read_page(page, textpage), 0.0
    for sign, glyph in zip(text.text, text.glyphs, strict=True):
        size = round(measure(textpage, sign, glyph).size, 1) if glyph.object >= 0 else size
        if size:
            yield size, sign
