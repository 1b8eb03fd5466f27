"""What every reader makes of a finished file: its text as blocks, in the order in which it is read."""

from dataclasses import dataclass, field
from enum import StrEnum
from xml.etree.ElementTree import Element

from imprint.model import Level


class Region(StrEnum):
    """The part of a page a block stands in."""

    MAIN = "main"
    FOOTER = "footer"  # the footer of a page, or the margin of a sheet of paper
    FALLBACK = "fallback"  # what an embed leaves on a partner's page when its shadow root is taken out
    OTHER = "other"  # beside the running text: site header, navigation


class UnreadableError(Exception):
    """A file is not what its name says; the message tells why, in an editor's words."""


@dataclass(frozen=True)
class Block:
    """A paragraph, list item, heading …: its visible text with white space folded, and where it stands.

    ``sections`` numbers the section elements around it, outermost first. ``hidden`` tells which attribute hides it.
    ``whole`` numbers the list, table or other whole of several blocks that it is part of; 0 for none.
    ``start`` is its offset in the file's text and ``seams`` the offsets in its own text between which a wording
    counts as standing alone: a paper margin does not tell where one paragraph ends and the next begins.
    """

    text: str
    region: Region
    document: str = ""  # a file inside an ebook
    page: int | None = None  # of a PDF, from 1
    heading: int | None = None
    sections: tuple[int, ...] = ()
    level: Level | None = None
    hidden: str = ""
    whole: int = 0
    start: int = 0
    seams: frozenset[int] = frozenset()
    picture: str = ""  # the words that stand in for a picture; such a block has no text of its own
    element: Element | None = field(default=None, compare=False, repr=False)

    @property
    def leaf(self) -> str:
        """What a footer must stand on, each time: the sheet of a PDF, or the document."""
        return f"page {self.page}" if self.page else self.document

    def holds_alone(self, start: int, end: int) -> bool:
        """True when the words from start to end are a whole paragraph, not words in the middle of one."""
        return (start == 0 or start in self.seams) and (end == len(self.text) or end in self.seams)


def fold(text: str) -> str:
    """The text with every run of white space as one space, and nothing else changed."""
    return " ".join(text.split())
