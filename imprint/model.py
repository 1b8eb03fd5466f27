"""What is published, as frozen values: no input, no output, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from imprint.errors import Where

RESERVED_HOSTS = ("example.org", "example.com", "example.net")  # RFC 2606: addresses that stand for "not set yet"


WHERE = {"where": True}  # marks fields that tell where something was written, and nothing of what is published


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
    NOTICE = "notice"  # in front of the page that stands in for an edition which must not be used any more


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


class Support(StrEnum):
    """How well what is known carries a claim."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    ONE_SIDED = "one-sided"  # there is evidence against it as well
    OUT_OF_DATE = "out-of-date"
    UNSUPPORTED = "unsupported"
    HOPE = "hope"  # of what may come, not of what is known


class Status(StrEnum):
    """The status of a publication on a given day."""

    DRAFT = "draft"
    CURRENT = "current"
    OVERDUE = "overdue"
    WITHDRAWN = "withdrawn"


class Decision(StrEnum):
    """What a person decided about a pair of texts."""

    APPROVED = "approved"
    CHANGES_NEEDED = "changes-needed"


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
    WITHDRAWN_ON = "withdrawn_on"
    WITHDRAWAL_REASON = "withdrawal_reason"
    REPLACEMENT = "replacement"


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
    abbreviations: tuple[str, ...] = ()  # in small letters, with the full stop that ends no sentence
    closing: tuple[str, ...] = ()  # those that may be a sentence's last word: its full stop is theirs

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
    lines: tuple[tuple[str, int], ...] = field(default=(), metadata=WHERE)  # of each key in its file

    def line(self, key: str) -> Where:
        """Where a key stands, or where it would."""
        return replace(self.where, line=dict(self.lines).get(key, 1))

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
class NamedHarm:
    """A harm that an intervention can do: its name, and other words that a text may name it by."""

    name: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Intervention:
    """A treatment the publication speaks of; its class, status and worst harm switch disclaimers on."""

    name: str
    kind: str  # for example surgery; `when: {intervention-kind: …}` in the registry refers to it
    status: EvidenceStatus
    worst_harm: Harm
    harms: tuple[NamedHarm, ...] = ()


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
class Gates:
    """What a text may measure at most: a school grade, a SMOG grade, the words of a sentence."""

    plain_grade: float = 6
    plain_smog: float = 9
    plain_sentence_words: int = 20
    full_grade: float = 12


@dataclass(frozen=True)
class Criterion:
    """One thing that a quality frame asks, and the codes of the checks that prove it, or only help to judge it."""

    id: str
    part: str
    asks: str
    proved_by: tuple[str, ...] = ()
    helped_by: tuple[str, ...] = ()
    needs: str = ""  # what the text must have for a check to prove anything


@dataclass(frozen=True)
class Frame:
    """A list of criteria by which people judge a text, from whom it is, and who may grant anything by it."""

    id: str
    name: str
    source: str
    note: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class Score:
    """What a person has judged of one criterion, as recorded; ``verdict`` is yes, no or n/a."""

    frame: str
    criterion: str
    verdict: str
    by: str
    role: str | None
    date: date
    note: str | None
    where: Where


@dataclass(frozen=True)
class Withdrawal:
    """From which day on a publication must not be used any more, why not, and the address of what to read instead."""

    date: date
    reason: ByLevel
    replacement: str | None = None


@dataclass(frozen=True)
class Claim:
    """A statement marked in the source, and which top-level block of its prose it stands in."""

    kind: ClaimKind
    text: str
    block: int
    line: int = field(metadata=WHERE)
    id: str = ""  # under which its evidence is recorded; its counterpart at the other level has the same


@dataclass(frozen=True)
class Backing:
    """What is recorded of a claim's evidence, by the claim's id.

    ``counter`` are the sources that speak against it; ``numbers`` stand in a source, so the text may say them.
    """

    id: str
    support: Support
    sources: tuple[str, ...]
    counter: tuple[str, ...]
    numbers: tuple[str, ...]
    note: str
    where: Where


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
    lines: tuple[tuple[int, int], ...] = field(metadata=WHERE)
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
    stale: bool | None = None


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
class Review:
    """What a person decided about a pair on a day, with the normalised lines that lay before them at each level."""

    section: str  # the id of a pair: of a section, or "*" for what belongs to the whole
    decision: Decision
    by: str
    role: str
    date: date
    scope: str
    full: tuple[str, ...]
    plain: tuple[str, ...]
    where: Where

    def at(self, level: Level) -> tuple[str, ...]:
        """The lines of a level that were reviewed."""
        return self.full if level is Level.FULL else self.plain


@dataclass(frozen=True)
class Acceptance:
    """A finding that a person has looked at and answers for, by its code, its section and the words it is about."""

    code: str
    section: str
    words: str
    by: str
    role: str
    date: date
    why: str
    where: Where


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
    reviews: tuple[Review, ...] = ()  # every recorded decision, in the order of the file
    accepted: tuple[Acceptance, ...] = ()
    claims: tuple[Backing, ...] = ()
    withdrawal: Withdrawal | None = None
    lines: tuple[tuple[str, int], ...] = field(default=(), metadata=WHERE)  # of each key of the metadata
    gates: Gates = Gates()
    scores: tuple[Score, ...] = ()

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

    def line(self, key: str) -> Where:
        """Where a key of the metadata stands ("dates.next_review"), or else the one that it belongs below."""
        lines = dict(self.lines)
        return replace(self.where, line=lines.get(key) or lines.get(key.partition(".")[0]) or 1)

    def status(self, as_of: date) -> Status:
        """Withdrawn from its day on; draft without sign-off, reviewer, dates, address or complete publisher; overdue
        when the review is due.
        """
        if self.withdrawal and as_of >= self.withdrawal.date:
            return Status.WITHDRAWN
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
