"""Tells the characters of a PDF that no font in it can draw: a box stands in their place.

For what a font lacks it draws the box of its glyph 0, ".notdef"; some writers give each lacking sign a copy of it, so
that it is told by its outline. A font whose box is blank would not be found out; ours have one. A font that is not
embedded is another one on each device.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

UNKNOWN = 0x10FFFD  # for private use: no font has it, so this gives the outline of what it does not have
Outline = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Lack:
    """A character that is not drawn as itself, and the font that should have drawn it."""

    text: str
    font: str
    is_embedded: bool


def lacks(textpage: Any) -> Iterator[Lack]:
    """What is printed on a page and cannot be drawn, each character of each font once, in the file's order."""
    seen: set[tuple[str, int]] = set()
    for text, font in _printed(textpage):
        mark = text, ctypes.addressof(font.contents)
        if mark not in seen:
            seen.add(mark)
            is_embedded, outline = bool(pdfium.FPDFFont_GetIsEmbedded(font)), _outline(font, ord(text))
            is_box = outline == _outline(font, UNKNOWN) if outline else False  # empty: drawn together with others
            if is_box or not is_embedded:
                yield Lack(text, _name(font), is_embedded)


def _printed(textpage: Any) -> Iterator[tuple[str, Any]]:
    """Every printed character with its font; white space has no ink, and what pdfium makes up no font."""
    fonts: dict[int, Any] = {}
    for index in range(pdfium.FPDFText_CountChars(textpage)):
        text, found = chr(pdfium.FPDFText_GetUnicode(textpage, index)), pdfium.FPDFText_GetTextObject(textpage, index)
        if found and not text.isspace() and not _is_made_up(textpage, index):
            address = ctypes.addressof(found.contents)
            if address not in fonts:
                fonts[address] = pdfium.FPDFTextObj_GetFont(found)
            yield text, fonts[address]


def _is_made_up(textpage: Any, index: int) -> bool:
    """True for a space between words, and for the sign that pdfium has for a hyphen at the end of a line."""
    return 1 in (pdfium.FPDFText_IsGenerated(textpage, index), pdfium.FPDFText_IsHyphen(textpage, index))


def _name(font: Any) -> str:
    """The font's name, without the six letters that tell its part of the signs."""
    buffer = ctypes.create_string_buffer(200)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, 200)
    return buffer.value.decode("utf-8", "replace").rpartition("+")[2]


def _outline(font: Any, character: int) -> Outline:
    """The points of a character's outline; none where it has no ink."""
    path = pdfium.FPDFFont_GetGlyphPath(font, character, 1000.0)
    count = pdfium.FPDFGlyphPath_CountGlyphSegments(path) if path else 0
    return tuple(_point(pdfium.FPDFGlyphPath_GetGlyphPathSegment(path, number)) for number in range(max(count, 0)))


def _point(segment: Any) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPathSegment_GetPoint(segment, x, y)
    return x.value, y.value
