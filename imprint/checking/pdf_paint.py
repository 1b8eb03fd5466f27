"""Finds a wording in a finished PDF and tells whether a reader can see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, groupby
from types import TracebackType
from typing import Any

import pypdfium2

from imprint.checking.pdf_colours import contrasts
from imprint.checking.pdf_faults import Fault, Flaw, Kind, faults, words
from imprint.checking.pdf_glyphs import Lack, lacks
from imprint.checking.pdf_ink import look
from imprint.checking.pdf_place import misplaced, on_paper
from imprint.checking.pdf_render import Box, expose
from imprint.checking.pdf_text import NOWHERE, Heading, Letter, PageText, measure, read_page

__all__ = ["Box", "Fault", "Heading", "Kind", "Letter", "PdfPaint", "Sighting"]

AROUND = 3.0  # points of paper drawn around a wording
SAMPLE = 60  # characters that are told of a stretch of text


@dataclass(frozen=True)
class Sighting:
    """One place where a wording stands: page from 1, offset in the document's folded text, size in points.

    No faults means visible and prominent.
    """

    page: int
    position: int
    in_margin: bool
    size: float
    faults: tuple[Fault, ...]


class PdfPaint:
    """A finished PDF, read by what is painted; for one thread at a time."""

    def __init__(self, data: bytes) -> None:
        """Opens the file, or raises ValueError when the bytes are no PDF that opens without a password."""
        try:
            self._document: Any = pypdfium2.PdfDocument(data)
            self.pages: int = len(self._document)
            self._sheets = [_Sheet(self._document, number) for number in range(self.pages)]
        except pypdfium2.PdfiumError as error:
            raise ValueError(f"this is not a readable PDF ({error})") from error
        self._starts = [0, *accumulate(len(sheet.read.text) + 1 for sheet in self._sheets)]

    def __enter__(self) -> PdfPaint:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file."""
        self._document.close()

    @cached_property
    def text(self) -> str:
        """The document's whitespace-folded text: page after page, each in reading order, its margin text last."""
        return " ".join(sheet.read.text for sheet in self._sheets)

    def headings(self) -> tuple[Heading, ...]:
        """Every heading of the tag tree in reading order; none in a file without tags."""
        return tuple(
            Heading(number + 1, self._starts[number] + start, level, text, round(sheet.letter(start).size, 2))
            for number, sheet in enumerate(self._sheets)
            for start, level, text in sheet.headings()
        )

    def smaller_than(self, least: float) -> Iterator[tuple[int, float, str]]:
        """The page (from 1), size in points and first words of the smallest type on each page that has some."""
        for page, sheet in enumerate(self._sheets, 1):
            stretches = [(size, words) for size, words in sheet.stretches() if size < least]
            if stretches:
                yield page, *min(stretches, key=lambda stretch: stretch[0])

    def contrasts(self) -> Iterator[tuple[int, int, str, float]]:
        """Every printed word: page (from 1), offset in the document's folded text, the word, its contrast (1 to 21)."""
        for number, sheet in enumerate(self._sheets):
            for start, word, ratio in sheet.contrasts():
                yield number + 1, self._starts[number] + start, word, ratio

    def lacks(self) -> Iterator[tuple[int, Lack]]:
        """What no font in the file can draw, with its page (from 1)."""
        for number, sheet in enumerate(self._sheets, 1):
            yield from ((number, lack) for lack in sheet.lacks())

    def find(self, wording: str, *, minimum_size: float) -> tuple[Sighting, ...]:
        """Every whole occurrence of the exact wording on a page (white space folded), with all that hides it.

        A wording that runs over a page break, or that hyphenation or letter spacing broke up, is not found.
        """
        sought = " ".join(wording.split())
        if not sought:
            raise ValueError("an empty wording stands everywhere")
        return tuple(
            self._sighting(number, start, sought, minimum_size)
            for number, sheet in enumerate(self._sheets)
            for start in _occurrences(sheet.read.text, sought)
        )

    def places(self, wording: str) -> Iterator[tuple[int, int, Sequence[Letter], Box]]:
        """Each occurrence without a look at it: number of the page from 0, offset in the document, letters, paper."""
        sought = " ".join(wording.split())
        for number, sheet in enumerate(self._sheets):
            for start in _occurrences(sheet.read.text, sought):
                yield number, self._starts[number] + start, sheet.spelling(start, sought), sheet.paper

    def _sighting(self, number: int, start: int, wording: str, minimum_size: float) -> Sighting:
        sheet = self._sheets[number]
        letters = sheet.spelling(start, wording)
        flaws = [*sheet.misplaced(letters, minimum_size), *sheet.unseen(wording, letters)]
        return Sighting(
            page=number + 1,
            position=self._starts[number] + start,
            in_margin=start >= sheet.read.body_end,
            size=round(min(letter.size for letter in letters), 2),
            faults=faults(wording, letters, flaws, minimum_size),
        )


class _Sheet:
    """One page: its text once read, and a fresh copy of it for every look."""

    def __init__(self, document: Any, number: int) -> None:
        self._document, self._number = document, number
        self._page = document[number]
        self._textpage = self._page.get_textpage()
        self.paper: Box = self._page.get_bbox()
        self.read: PageText = read_page(self._page, self._textpage)

    @cached_property
    def letters(self) -> dict[int, Letter]:
        """Every printed character by its place in the page's text."""
        return {
            place: measure(self._textpage, self.read.text[place], glyph)
            for place, glyph in enumerate(self.read.glyphs)
            if glyph.object != NOWHERE
        }

    def stretches(self) -> Iterator[tuple[float, str]]:
        """The page's text in stretches of one size, in points to a tenth, each with its first words."""
        for size, places in groupby(self.letters, key=lambda place: round(self.letters[place].size, 1)):
            stretch = list(places)
            yield size, self.read.text[stretch[0] : stretch[-1] + 1][:SAMPLE]

    def contrasts(self) -> Iterator[tuple[int, str, float]]:
        """Where each word starts, the word, and its contrast; measured on a fresh copy of the page."""
        places = [
            list(group) for printed, group in groupby(range(len(self.read.text)), self.letters.__contains__) if printed
        ]
        copy = self._document[self._number]
        ratios = contrasts(copy, [[self.letters[place] for place in word] for word in places])
        for word, ratio in zip(places, ratios, strict=True):
            yield word[0], self.read.text[word[0] : word[-1] + 1], ratio
        copy.close()

    def lacks(self) -> Iterator[Lack]:
        """What no font can draw of it."""
        return lacks(self._textpage)

    def letter(self, place: int) -> Letter:
        """The printed character at a place of the page's text."""
        return self.letters[place]

    def spelling(self, start: int, wording: str) -> list[Letter]:
        """The printed characters of a wording that starts there, without its spaces."""
        return [self.letter(start + place) for place, text in enumerate(wording) if text != " "]

    def headings(self) -> Iterator[tuple[int, int, str]]:
        """Where each heading starts, its level and its text."""
        for start, end, level in self.read.headings:
            yield start, level, self.read.text[start:end]

    def misplaced(self, letters: Sequence[Letter], minimum_size: float) -> Iterator[Flaw]:
        """The flaws that place and size show."""
        return misplaced(letters, list(self.letters.values()), self.paper, minimum_size)

    def unseen(self, wording: str, letters: Sequence[Letter]) -> list[Flaw]:
        """The flaws that only a picture shows; drawn from a fresh copy of the page, since drawing changes it."""
        printed = [(number, letter) for number, letter in enumerate(letters) if on_paper(letter, self.paper)]
        if not printed:
            return []
        left, bottom, right, top = zip(*(letter.box for _, letter in printed), strict=True)
        box = (min(left) - AROUND, min(bottom) - AROUND, max(right) + AROUND, max(top) + AROUND)
        copy = self._document[self._number]
        exposure = expose(copy, box, {letter.object for _, letter in printed})
        copy.close()
        return list(look(exposure, words(wording, printed)))


def _occurrences(text: str, sought: str) -> Iterator[int]:
    start = text.find(sought)
    while start >= 0:
        yield start
        start = text.find(sought, start + len(sought))
