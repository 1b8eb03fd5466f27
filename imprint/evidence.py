"""What a check hands out beside its findings: where in the finished files it has found what is required."""

from dataclasses import dataclass, field

from imprint.errors import Finding
from imprint.model import Edition, Kind, Level, Place


@dataclass(frozen=True)
class Need:
    """A wording that an edition must carry, how often it must stand there, and how often it was found.

    ``place`` is None for the fallback of an embed.
    """

    disclaimer: str
    level: Level
    place: Place | None
    wording: str
    wanted: int
    found: int


@dataclass(frozen=True)
class Box:
    """A rectangle in a picture, its edges as parts of the picture's width and height (0 to 1, from the top left)."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Sight:
    """One place where a required wording was found; ``leaf`` names it: "page 3", a document of an ebook.

    ``boxes`` tell where it is painted: the number of the view, from 0, and a box for each of its lines.
    """

    disclaimer: str
    level: Level
    place: Place | None
    wording: str
    leaf: str
    boxes: tuple[tuple[int, Box], ...] = ()


@dataclass(frozen=True)
class Passage:
    """A paragraph or heading of a transcript: pieces of text, each with the number of the sight that it is, if any."""

    pieces: tuple[tuple[str, int | None], ...]
    is_heading: bool = False


@dataclass(frozen=True)
class View:
    """One page of an edition as a picture (PNG, sizes in pixels); without a picture, its text with what was found."""

    leaf: str
    picture: bytes = field(default=b"", repr=False)
    width: int = 0
    height: int = 0
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class Said:
    """A block of text as it was read back from a finished file; ``leaf`` names where: "page 3", a document of an ebook.

    ``section`` is the id of the section it stands in, "" outside of them. Notices are no part of the text that was
    written, and headings, lists and cells need not be sentences.
    """

    level: Level
    section: str
    kind: Kind
    text: str
    leaf: str
    is_notice: bool = False


@dataclass(frozen=True)
class Evidence:
    """What was looked for in one edition, where it was found, pictures of that, and all that its file says."""

    edition: Edition
    needs: tuple[Need, ...]
    sights: tuple[Sight, ...] = ()
    views: tuple[View, ...] = ()
    said: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Measures:
    """What was counted in an edition's words: of one section, of the whole text ("") or of its notices.

    ``per_paragraph`` are the sentences of one, ``longest`` the words of a sentence, ``passive`` how many sentences.
    The grades are None where there is no sentence to measure.
    """

    edition: str
    level: Level
    section: str
    words: int
    sentences: int
    per_paragraph: float | None
    longest: int
    passive: int
    rare: tuple[str, ...]
    unexplained: tuple[str, ...]
    grade: float | None
    smog: float | None
    ease: float | None
    of_notices: bool = False


@dataclass(frozen=True)
class Proof:
    """What a check found wrong in the finished files of a publication, each finding once; and its evidence."""

    findings: tuple[Finding, ...]
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Judged:
    """What one official validator, in one version, says of one finished file, counted."""

    validator: str
    version: str
    path: str
    errors: int
    warnings: int
