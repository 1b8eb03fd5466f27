"""Reads a PDF's text as blocks by its tags, in the order that a screen reader follows; a page's margin comes last."""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import merge
from itertools import count, groupby, pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from imprint.checking.blocks import Block, Region, UnreadableError, fold
from imprint.checking.pdf_text import PageText, read_page
from imprint.checking.places import SECTION_HEADINGS

HEADINGS = {f"H{level}": level for level in range(1, 7)}
PARAGRAPHS = {
    *HEADINGS,
    *(
        "BibEntry",
        "Caption",
        "FENote",
        "Figure",
        "Formula",
        "H",
        "LBody",
        "Lbl",
        "Note",
        "P",
        "TD",
        "TH",
        "TOCI",
        "Title",
    ),
}
NOWHERE = -1


@dataclass(frozen=True)
class Paper:
    """A PDF as it was read; ``unnamed`` counts, by page, the pictures for which no words stand in."""

    blocks: tuple[Block, ...]
    pages: int
    title: str
    language: str
    runs_code: bool
    unnamed: tuple[int, ...]


@dataclass(frozen=True)
class _Tag:
    """Where marked content stands in the tag tree: its paragraph (a number), heading level and section."""

    paragraph: int
    heading: int | None = None
    section: int | None = None


def read_pdf(data: bytes) -> Paper:
    """The PDF in these bytes; raises UnreadableError when they are none that opens, or one without tags."""
    try:
        document: Any = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(f"it is no PDF that opens ({error})") from error
    try:
        if not pdfium.FPDFCatalog_IsTagged(document):
            raise UnreadableError("it has no tags, so a screen reader cannot follow it")
        pages = [_Sheet(page, number) for number, page in enumerate(document, start=1)]
        blocks = tuple(_placed(pages))
        return Paper(
            blocks,
            len(pages),
            document.get_metadata_value("Title"),
            _text(lambda buffer, size: pdfium.FPDFCatalog_GetLanguage(document, buffer, size)),
            pdfium.FPDFDoc_GetJavaScriptActionCount(document) > 0,
            tuple(sheet.number for sheet in pages for _ in range(sheet.unnamed)),
        )
    finally:
        document.close()


MARGIN = _Tag(NOWHERE)


class _Sheet:
    """One page: its text, and what its part of the tag tree says of each piece of it."""

    def __init__(self, page: Any, number: int) -> None:
        self.number, self.unnamed = number, 0
        self.text: PageText = read_page(page, page.get_textpage())
        self.tags: dict[int, _Tag] = {}
        self.pictures: list[tuple[int, Block, _Tag]] = []
        self._paragraphs, self._sections = count(), count(1)
        tree = pdfium.FPDF_StructTree_GetForPage(page)
        if tree:
            for child in range(pdfium.FPDF_StructTree_CountChildren(tree)):
                self._walk(pdfium.FPDF_StructTree_GetChildAtIndex(tree, child), _Tag(next(self._paragraphs)))
            pdfium.FPDF_StructTree_Close(tree)

    def blocks(self) -> Iterator[tuple[Block, _Tag]]:
        """The page's blocks with what the tag tree says of them, then its margin as one block."""
        for _, block, tag in merge(self.pictures, self._told(), key=lambda one: one[0]):
            yield block, tag
        margin = self.text.text[self.text.body_end :]
        if margin.strip():
            start = self.text.body_end + len(margin) - len(margin.lstrip())
            yield Block(margin.strip(), Region.FOOTER, page=self.number, start=start, seams=self._seams(start)), MARGIN

    def _told(self) -> Iterator[tuple[int, Block, _Tag]]:
        """The blocks of the tagged text, each with the rank of its first content in the tree."""
        ranks = {content: rank for rank, content in enumerate(self.tags)}
        body = range(self.text.body_end)
        for tag, places in groupby(body, key=self._tag_at):
            first, *rest = places
            text = self.text.text[first : (rest or [first])[-1] + 1]
            if text.strip():
                start = first + len(text) - len(text.lstrip())
                block = Block(text.strip(), Region.MAIN, page=self.number, heading=tag.heading, start=start)
                yield ranks.get(self.text.glyphs[start].content, 0), block, tag

    def _walk(self, element: Any, around: _Tag) -> None:
        kind = _text(lambda buffer, size: pdfium.FPDF_StructElement_GetType(element, buffer, size))
        tag = self._entered(kind, around)
        alt = _text(lambda buffer, size: pdfium.FPDF_StructElement_GetAltText(element, buffer, size))
        self.unnamed += kind == "Figure" and not alt
        if kind == "Figure" and alt:
            picture = Block("", Region.MAIN, page=self.number, picture=fold(alt))
            self.pictures.append((len(self.tags), picture, tag))
        for child in range(pdfium.FPDF_StructElement_CountChildren(element)):
            content = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, child)
            inner = pdfium.FPDF_StructElement_GetChildAtIndex(element, child)
            if content != NOWHERE:
                self.tags[content] = tag
            elif inner:
                self._walk(inner, tag)

    def _entered(self, kind: str, around: _Tag) -> _Tag:
        """Inside a paragraph all is one block; around paragraphs every element without a name of its own is one."""
        if around.heading is not None:
            return around
        if kind == "Sect":
            return _Tag(next(self._paragraphs), None, next(self._sections))
        if kind in PARAGRAPHS:
            return replace(around, paragraph=next(self._paragraphs), heading=HEADINGS.get(kind))
        return around

    def _tag_at(self, place: int) -> _Tag:
        """The tag of the character there; a space belongs to what stands before it."""
        while place >= 0:
            content = self.text.glyphs[place].content
            if content in self.tags:
                return self.tags[content]
            place -= 1
        return _Tag(NOWHERE)

    def _seams(self, start: int) -> frozenset[int]:
        """Where, in the margin, one text object ends and the next begins: artifacts have no numbers that would tell."""
        printed = [(n, glyph.object) for n, glyph in enumerate(self.text.glyphs[start:]) if glyph.object != NOWHERE]
        changes = [(one[0] + 1, other[0]) for one, other in pairwise(printed) if one[1] != other[1]]
        return frozenset(place for change in changes for place in change)


def _placed(sheets: Sequence[_Sheet]) -> Iterator[Block]:
    """Gives each block its offset in the whole text and the number of its section.

    A section that breaks over columns or pages is tagged in pieces: a piece that does not begin with a section's
    heading continues the section before it.
    """
    offset, section = 0, 0
    for sheet in sheets:
        before: int | None = None
        for block, tag in sheet.blocks():
            inside = tag.section
            begins = inside is not None and inside != before
            before = inside
            section += begins and block.heading is not None and block.heading <= SECTION_HEADINGS
            sections = (section,) if inside is not None and section else ()
            yield replace(block, start=block.start + offset, sections=sections)
        offset += len(sheet.text.text) + 1


def _text(ask: Callable[[Any, int], int]) -> str:
    """What pdfium answers in UTF-16, asked for its length first."""
    size = ask(None, 0)
    buffer = (ctypes.c_ushort * (size // 2))()
    ask(buffer, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")
