"""What an edition prints, in order: chapters of passages and notices, as frozen values."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from imprint.model import Edition, Level, Publication, Status, Words


@dataclass(frozen=True)
class Run:
    """A stretch of a notice's text; ``href`` makes it a link where the format can follow one."""

    text: str
    href: str | None = None


@dataclass(frozen=True)
class Notice:
    """A disclaimer with its slots filled, ready to be printed by the one macro."""

    id: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The exact wording."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Passage:
    """Blocks of an allowed pandoc AST, as canonical JSON, and where they stand: equal ones can stand twice."""

    blocks: str
    place: str  # level, section and number of the first block


@dataclass(frozen=True)
class Chapter:
    """One section at one level, with the notices its claims call for."""

    id: str
    heading: str
    parts: tuple[Passage | Notice, ...]


@dataclass(frozen=True)
class Entry:
    """A glossary term with its meaning."""

    term: str
    meaning: str


@dataclass(frozen=True)
class Text:
    """The text of one level: title, main message, what stands in front, chapters."""

    level: Level
    title: str
    main_message: str
    front: tuple[Notice, ...]
    chapters: tuple[Chapter, ...]

    def passages(self) -> Iterator[Passage]:
        """The prose in the order of the edition."""
        for chapter in self.chapters:
            yield from (part for part in chapter.parts if isinstance(part, Passage))


@dataclass(frozen=True)
class Document:
    """Everything one edition prints."""

    publication: Publication
    edition: Edition
    words: Words
    as_of: date
    status: Status
    texts: tuple[Text, ...]  # the edition's own level first
    end: tuple[Notice, ...]
    footer: tuple[Notice, ...]
    embed: tuple[Notice, ...]
    glossary: tuple[Entry, ...]

    @property
    def is_notice(self) -> bool:
        """True where a notice stands in for the edition: no text is left."""
        return not any(text.chapters for text in self.texts)

    def passages(self) -> tuple[Passage, ...]:
        """All prose, in the order of the edition."""
        return tuple(passage for text in self.texts for passage in text.passages())
