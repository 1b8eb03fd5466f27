"""What partners and programs must know of a publication: ``status.json`` beside its editions (docs/status.schema.json).

It lists the finished files with their digests, so that a copy can be compared, and the days that decide its status, so
that a copy can be judged on a later day as well.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from pydantic import ConfigDict, TypeAdapter, ValidationError

from imprint.model import Artefact, ByLevel, Level, Publication, Status, is_set
from imprint.publishing.files import Files
from imprint.publishing.manifest import ABOUT, STATUS, Entry, Record, by_publication, entry
from imprint.publishing.plan import Shelf

STATUS_FILE = "status.json"
SHAPE = 1  # goes up when a key changes its meaning or goes away
_STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True)
class Gone:
    """From which day on the publication must not be used, why not, and the address of what to read instead."""

    date: date
    reason: ByLevel
    replacement: str | None

    __pydantic_config__ = _STRICT


@dataclass(frozen=True)
class File:
    """A finished file: of which edition, where it lies beside this one, and by what it is told from any other."""

    edition: str
    level: Level
    file: str
    media_type: str
    bytes: int
    sha256: str

    __pydantic_config__ = _STRICT


@dataclass(frozen=True)
class Standing:
    """How a publication stands on the day for which it was built; ``pending`` counts parts without a sign-off."""

    status_file: int
    publication: str
    language: str
    title: ByLevel
    version: str
    status: Status
    as_of: date
    updated: date
    published: date | None
    last_reviewed: date | None
    next_review: date | None
    withdrawn: Gone | None
    url: str | None
    pending: int
    artefacts: tuple[File, ...]

    __pydantic_config__ = _STRICT

    def status_on(self, as_of: date) -> Status:
        """The status on another day: what was current can have become overdue or withdrawn."""
        if self.withdrawn and as_of >= self.withdrawn.date:
            return Status.WITHDRAWN
        if self.status is Status.DRAFT or self.next_review is None:
            return Status.DRAFT
        return Status.OVERDUE if as_of > self.next_review else Status.CURRENT


def with_status(shelf: Shelf, publications: Sequence[Publication]) -> Shelf:
    """The same shelf, with the file of each of these publications that gets new files."""
    known = {(one.id, one.language): one for one in publications}
    held = by_publication(line for line in shelf.entries if line.edition not in ABOUT)
    fresh: dict[str, bytes] = {}
    entries = {line.path: line for line in shelf.entries}
    for record in shelf.records:
        one, own = known.get((record.publication, record.language)), held.get(record.publication, ())
        if one is None or not any(line.path in shelf.fresh for line in own):
            continue
        data = write_status(standing(one, record, own))
        artefact = Artefact(one.id, one.language, STATUS, Level.FULL, STATUS_FILE, "application/json", data)
        line = entry(artefact, own[0].inputs)
        entries[line.path], fresh[line.path] = line, data
    lines = tuple(sorted(entries.values(), key=lambda line: (line.publication, line.path)))
    return Shelf(shelf.records, lines, Files.joined([shelf.fresh, fresh]), shelf.gone)


def standing(one: Publication, record: Record, entries: Sequence[Entry]) -> Standing:
    """How a publication stands on the day of its build, with these of its files."""
    gone, days = one.withdrawal, one.dates
    return Standing(
        SHAPE,
        one.id,
        one.language,
        one.titles,
        one.version,
        record.status,
        record.as_of,
        days.updated,
        days.published,
        days.last_reviewed,
        days.next_review,
        Gone(gone.date, gone.reason, gone.replacement) if gone else None,
        one.canonical_url if is_set(one.canonical_url) else None,
        len(one.pending),
        tuple(_file(line) for line in sorted(entries, key=lambda line: line.path)),
    )


def write_status(standing: Standing) -> bytes:
    """The standing as JSON that is the same, byte for byte, whenever it says the same."""
    plain: Mapping[str, object] = asdict(standing)
    return (json.dumps(plain, indent=1, ensure_ascii=False, default=date.isoformat) + "\n").encode()


def read_status(data: bytes) -> Standing | None:
    """The standing that was written; None where it is none, or has the shape of another version."""
    try:
        told = TypeAdapter(Standing).validate_json(data)
    except ValidationError:
        return None
    return told if told.status_file == SHAPE else None


def _file(line: Entry) -> File:
    inner = line.path.split("/", 2)[2]
    return File(line.edition, line.level, inner, line.media_type, line.bytes, line.sha256)
