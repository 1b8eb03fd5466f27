"""The words of a publication as editorial rules read them: every piece with its place, and its sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from imprint.errors import Where
from imprint.model import Kind, Level, Prose, Publication, Section, Stretch

_END = re.compile(r"(?<=[.!?…])[”’\"')\]]*\s+(?=[“‘\"'(\[]*[^\W_a-z])|\n")
_SHORT = re.compile(
    r"(?:\b[A-Za-z]|\b(?:e\.g|i\.e|approx|dr|mr|mrs|ms|prof|st|vs|no|fig|al|etc|incl))\.$", re.IGNORECASE
)


@dataclass(frozen=True)
class Piece:
    """A title, message, heading, paragraph, item, cell, picture's words or caption, at one level.

    ``section`` is None for what stands in the metadata; ``name`` tells what it is, where that is not the text itself.
    """

    level: Level
    section: Section | None
    text: str
    where: Where
    stretch: Stretch | None = None
    name: str = ""

    @property
    def kind(self) -> Kind:
        """What it is to its readers."""
        return self.stretch.kind if self.stretch else Kind.HEADING if self.section else Kind.PARAGRAPH

    def at(self, place: int) -> Where:
        """The line of the source file in which a letter stands."""
        return replace(self.where, line=self.stretch.line(place)) if self.stretch else self.where

    def sentence(self, place: int) -> tuple[int, int]:
        """Where the sentence that holds a letter begins and ends."""
        return sentence(self.text, place)


def pieces(publication: Publication, level: Level) -> Iterator[Piece]:
    """All that readers of a level get to read of an author's words, in reading order."""
    for name, text in (("titles", publication.titles), ("main_message", publication.main_message)):
        where = publication.line(f"{name}.{level}")
        yield Piece(level, None, text.at(level), where, name=name)
    yield Piece(level, None, publication.audience, publication.line("audience"), name="audience")
    for section in publication.sections_at(level):
        yield from pieces_of(section, level)


def pieces_of(section: Section, level: Level) -> Iterator[Piece]:
    """The heading and the stretches of a section at a level."""
    prose: Prose | None = section.at(level)
    if prose:
        yield Piece(level, section, section.headings.at(level), section.where)
        yield from (Piece(level, section, one.text, section.where, one) for one in prose.stretches)


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends; a full stop behind a short form ends none."""
    ends = [one.end() for one in _END.finditer(text) if not _SHORT.search(text[: one.start()].rstrip("”’\"')]"))]
    return list(zip([0, *ends], [*ends, len(text)], strict=True))


def sentence(text: str, place: int) -> tuple[int, int]:
    """Where the sentence that holds a letter begins and ends."""
    return next((start, end) for start, end in sentences(text) if place < end or end == len(text))


def quoted(text: str, longest: int = 90) -> str:
    """Words in quotation marks, the middle left out where they are many."""
    told = " ".join(text.split())
    if len(told) > longest:
        told = f"{told[: longest // 2].rpartition(' ')[0]} … {told[-longest // 2 :].partition(' ')[2]}"
    return f"“{told}”"
