"""What is published, as frozen values: no input, no output, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from imprint.errors import Where

RESERVED_HOSTS = ("example.org", "example.com", "example.net")  # RFC 2606: addresses that stand for "not set yet"


class Level(StrEnum):
    """The reading level of a text."""

    FULL = "full"
    PLAIN = "plain"


class Format(StrEnum):
    """The kind of file an edition is."""

    PAGE = "page"
    LEAFLET = "leaflet"
    EBOOK = "ebook"
    EMBED = "embed"
    TEXT = "text"
    BRAILLE = "braille"
    AUDIO = "audio"


class Place(StrEnum):
    """Where a disclaimer stands; `docs/authoring.md` says what each place means in each format."""

    FRONT = "front"
    FIRST_BENEFIT = "first-benefit"
    BENEFIT = "benefit"
    RISK = "risk"
    UNCERTAINTY = "uncertainty"
    END = "end"
    FOOTER = "footer"
    EMBED = "embed"


class ClaimKind(StrEnum):
    """What a marked claim speaks of."""

    BENEFIT = "benefit"
    RISK = "risk"
    UNCERTAINTY = "uncertainty"


class Kind(StrEnum):
    """What a stretch of text is to its readers."""

    PARAGRAPH = "paragraph"
    ITEM = "item"  # of a list
    HEADING = "heading"
    CELL = "cell"  # of a table
    PICTURE = "picture"  # the words that stand in for one
    CAPTION = "caption"


class EvidenceStatus(StrEnum):
    """How settled an intervention is."""

    ESTABLISHED = "established"
    MIXED = "mixed"
    EXPERIMENTAL = "experimental"


class Harm(StrEnum):
    """The worst harm an intervention is known to have caused."""

    NONE = "none"
    MILD = "mild"
    SERIOUS = "serious"
    DEATH = "death"


class Status(StrEnum):
    """The status of a publication on a given day."""

    DRAFT = "draft"
    CURRENT = "current"
    OVERDUE = "overdue"


class Slot(StrEnum):
    """A gap in a disclaimer's wording, filled from a typed field."""

    # one value per jurisdiction: a sentence with one of these is printed once for each jurisdiction
    EMERGENCY = "emergency"
    URGENT = "urgent"
    REGULATOR = "regulator"
    ADR_SCHEME = "adr_scheme"
    # one value per publication; None where it is not set
    LAST_REVIEWED = "last_reviewed"
    NEXT_REVIEW = "next_review"
    VERSION = "version"
    URL = "url"
    FULL_URL = "full_url"
    PLAIN_URL = "plain_url"
    PUBLISHER = "publisher"
    FEEDBACK = "feedback"
    FORMATS_CONTACT = "formats_contact"
    AUTHORS = "authors"
    REVIEWERS = "reviewers"
    FUNDERS = "funders"
    COMPETING_INTERESTS = "competing_interests"
    LICENCE = "licence"


JURISDICTION_SLOTS = (Slot.EMERGENCY, Slot.URGENT, Slot.REGULATOR, Slot.ADR_SCHEME)


def is_set(address: str | None) -> bool:
    """True when a URL or e-mail address is given and not one of the reserved example domains."""
    if not address:
        return False
    host = (
        (urlsplit(address).hostname or "") if "://" in address else address.rpartition("@")[2].partition(":")[0].lower()
    )
    return not any(host == reserved or host.endswith("." + reserved) for reserved in RESERVED_HOSTS)


@dataclass(frozen=True)
class Tool:
    """A program of the machine, by the command that starts it, and the Debian package that brings it."""

    command: str
    package: str


@dataclass(frozen=True)
class Kit:
    """What lies beside an embed's snippet and carries the same text, by the files' names."""

    frame: str  # a page to show in an iframe
    data: str  # the text as data, of which a script makes the same embed
    card: str  # for programs that ask by oEmbed how to show the page
    script: str  # what pages with JavaScript may load
    guide: str  # the page for webmasters; it speaks of every level


@dataclass(frozen=True)
class Edition:
    """One product of a publication: a name, the level(s) it carries, a format and the file it becomes."""

    name: str
    format: Format
    levels: tuple[Level, ...]  # the edition's own level first; an ebook carries the plain text as its last part
    filename: str
    media_type: str
    pages: int | None = None  # how many it may have at most, where it is one sheet
    smallest_type: float | None = None  # points, where it is made for readers with poor sight
    tools: tuple[Tool, ...] = ()  # without which it can be neither made nor proven
    kit: Kit | None = None  # of an embed

    @property
    def level(self) -> Level:
        """The edition's own reading level."""
        return self.levels[0]


@dataclass(frozen=True)
class Words:
    """The words templates print around a text, in one language, and how that language writes a date."""

    language: str
    texts: Mapping[str, str]
    months: tuple[str, ...]

    def date(self, day: date) -> str:
        """The day as a reader writes it, for example "22 November 2026"."""
        return f"{day.day} {self.months[day.month - 1]} {day.year}"


def words_for(language: str, words: Mapping[str, Words]) -> Words | None:
    """The words of a language, or else of its primary language (RFC 5646); None where there are none."""
    return words.get(language) or words.get(language.split("-", maxsplit=1)[0])


@dataclass(frozen=True)
class Colours:
    """The publisher's colours, as #rrggbb; ``primary`` carries white text, ``tint`` carries black text."""

    primary: str
    accent: str
    tint: str


@dataclass(frozen=True)
class Publisher:
    """Who publishes; a field that is None, or an address under a reserved domain, is not set yet."""

    name: str | None
    base_url: str  # ends in "/"
    email: str | None
    phone: str | None
    feedback: str | None
    formats_contact: str | None
    embed_path: str  # where partners put the embed's files on their own site; starts and ends in "/"
    colours: Colours
    where: Where
    partner_terms: str | None = None  # on which terms partners may show the text: words, or a web address
    partner_origins: tuple[str, ...] = ()  # the partners' sites that may tell an iframe's height

    @property
    def is_complete(self) -> bool:
        """True when every field a reader needs is set."""
        return bool(self.name) and all(map(is_set, (self.base_url, self.feedback, self.formats_contact)))


@dataclass(frozen=True)
class Person:
    """A named author or reviewer, with the role that qualifies them."""

    name: str
    role: str | None = None

    def __str__(self) -> str:
        return f"{self.name} ({self.role})" if self.role else self.name


@dataclass(frozen=True)
class Intervention:
    """A treatment the publication speaks of; its class, status and worst harm switch disclaimers on."""

    name: str
    kind: str  # for example surgery; `when: {intervention-kind: …}` in the registry refers to it
    status: EvidenceStatus
    worst_harm: Harm


@dataclass(frozen=True)
class Dates:
    """The days that matter; ``updated`` is the day the text last changed and dates the files."""

    updated: date
    published: date | None = None
    last_reviewed: date | None = None
    next_review: date | None = None


@dataclass(frozen=True)
class Licence:
    """The licence the rights holder gave, never a guess."""

    name: str
    url: str | None = None


@dataclass(frozen=True)
class Certification:
    """Somebody's statement that the e-book keeps to a standard of accessibility, never a guess."""

    standard: str  # as EPUB Accessibility 1.1, section 4.2.1 has it: "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
    by: str
    date: date
    report: str | None = None


@dataclass(frozen=True)
class ByLevel:
    """One short text per reading level."""

    full: str
    plain: str

    def at(self, level: Level) -> str:
        """The text for a level."""
        return self.full if level is Level.FULL else self.plain


@dataclass(frozen=True)
class Claim:
    """A statement marked in the source, and which top-level block of its prose it stands in."""

    kind: ClaimKind
    text: str
    block: int
    line: int
    id: str = ""  # under which its evidence is recorded; its counterpart at the other level has the same


@dataclass(frozen=True)
class Mark:
    """Which letters of a stretch are a claim."""

    start: int
    end: int
    kind: ClaimKind
    id: str = ""


@dataclass(frozen=True)
class Stretch:
    """A paragraph, item, cell … of a text in the author's words, without citations, and what is known of its letters.

    ``lines`` tell at which letter (from 0) which line of the source file begins; ``cites`` behind which letter which
    source is cited; ``block`` counts the top-level blocks of its prose from 0.
    """

    kind: Kind
    text: str
    block: int
    lines: tuple[tuple[int, int], ...]
    cites: tuple[tuple[int, str], ...] = ()
    marks: tuple[Mark, ...] = ()

    def line(self, place: int = 0) -> int:
        """The line of the source file in which a letter stands."""
        return max((one for one in self.lines if one[0] <= place), default=self.lines[0])[1]


@dataclass(frozen=True)
class Prose:
    """The blocks of one section at one level: an allowed pandoc AST as canonical JSON, the claims in it, and its words.

    ``stretches`` are what authors wrote, line by line, for rules that read words; editions are made of ``blocks``.
    """

    blocks: str
    claims: tuple[Claim, ...] = ()
    stretches: tuple[Stretch, ...] = ()

    def has(self, kind: ClaimKind) -> bool:
        """True when a claim of this kind is marked here."""
        return any(claim.kind is kind for claim in self.claims)


@dataclass(frozen=True)
class Section:
    """What stands under one ``##`` heading: the full text, its plain counterpart, or one of them alone."""

    id: str
    headings: ByLevel
    full: Prose | None
    plain: Prose | None
    where: Where

    def at(self, level: Level) -> Prose | None:
        """The section's text at a level, or None where it has none."""
        return self.full if level is Level.FULL else self.plain


@dataclass(frozen=True)
class Figure:
    """A decoded, size-checked raster picture, by the address the text uses for it."""

    path: str
    data: bytes
    media_type: str
    width: int
    height: int


@dataclass(frozen=True)
class Term:
    """A glossary entry: the term, the forms it takes in a text, and what it means at each level."""

    term: str
    forms: tuple[str, ...]
    meaning: ByLevel


@dataclass(frozen=True)
class Reference:
    """One CSL item, as canonical JSON."""

    key: str
    csl: str


@dataclass(frozen=True)
class Jurisdiction:
    """Where readers live: the numbers and bodies that disclaimers name."""

    id: str
    name: str
    emergency: str
    urgent: str
    regulator: str
    adr_scheme: str


@dataclass(frozen=True)
class Sentence:
    """One sentence of a wording; ``unset`` is printed instead while one of its slots has no value."""

    say: str
    unset: str | None = None


Wording = tuple[Sentence, ...]


@dataclass(frozen=True)
class When:
    """When a disclaimer is required: every condition that is stated must hold; the vocabulary is closed."""

    always: bool = False
    readers_on_treatment: bool | None = None
    intervention_status: tuple[EvidenceStatus, ...] = ()
    intervention_harm: tuple[Harm, ...] = ()
    intervention_kind: tuple[str, ...] = ()
    any_intervention: bool | None = None
    reviewed: bool | None = None
    status: tuple[Status, ...] = ()
    overdue: bool | None = None
    format: tuple[Format, ...] = ()
    both_levels: bool | None = None


@dataclass(frozen=True)
class Disclaimer:
    """A required statement: when it is required, where it stands, its wording, what every wording must convey."""

    id: str
    when: When
    places: tuple[Place, ...]
    full: Wording
    plain: Wording
    footer: Wording | None
    must_convey: tuple[tuple[str, ...], ...]
    where: Where

    def at(self, level: Level, place: Place) -> Wording:
        """The wording for a level at a place; footers may have a shorter one."""
        if place is Place.FOOTER and self.footer is not None:
            return self.footer
        return self.full if level is Level.FULL else self.plain


@dataclass(frozen=True)
class Publication:
    """Everything that is needed to build every edition of one publication, read and found sound."""

    id: str
    version: str
    language: str
    titles: ByLevel
    main_message: ByLevel
    audience: str
    readers_on_treatment: bool
    conditions: tuple[str, ...]
    interventions: tuple[Intervention, ...]
    jurisdictions: tuple[Jurisdiction, ...]
    authors: tuple[Person, ...]
    reviewers: tuple[Person, ...]
    funding: tuple[str, ...]
    competing_interests: str | None
    dates: Dates
    licence: Licence | None
    canonical_url: str  # the publication's folder: the full page; the plain page is plain.html beside it
    publisher: Publisher
    sections: tuple[Section, ...]
    plain_order: tuple[str, ...]  # ids of the sections that have a plain text, in the plain edition's order
    figures: tuple[Figure, ...]
    references: tuple[Reference, ...]
    glossary: tuple[Term, ...]
    disclaimers: tuple[Disclaimer, ...]
    where: Where
    certification: Certification | None = None
    pending: tuple[str, ...] = ()  # pairs that no review approves as they are now
    stale: tuple[str, ...] = ()  # those of them that were approved before they changed

    @property
    def certified(self) -> Certification | None:
        """The certification, unless the text has changed since: then it speaks of another text."""
        one = self.certification
        return one if one and one.date >= self.dates.updated else None

    def sections_at(self, level: Level) -> tuple[Section, ...]:
        """The sections that have a text at this level, in that level's own order."""
        if level is Level.FULL:
            return tuple(section for section in self.sections if section.full)
        by_id = {section.id: section for section in self.sections}
        return tuple(by_id[key] for key in self.plain_order)

    def status(self, as_of: date) -> Status:
        """Draft without sign-off, reviewer, dates, address or complete publisher; overdue when the review is due."""
        days = self.dates
        is_complete = self.publisher.is_complete and is_set(self.canonical_url) and not self.pending
        if not (self.reviewers and days.last_reviewed and days.next_review and is_complete):
            return Status.DRAFT
        return Status.OVERDUE if as_of > days.next_review else Status.CURRENT


@dataclass(frozen=True)
class Catalogue:
    """All publications found sound under one source folder, in the order of their ids."""

    publications: tuple[Publication, ...]
    publisher: Publisher


@dataclass(frozen=True)
class Artefact:
    """A finished file: where it goes, its bytes, and the edition it belongs to."""

    publication: str
    language: str
    edition: str
    level: Level
    path: str  # relative to the publication's output folder
    media_type: str
    data: bytes = field(repr=False)
