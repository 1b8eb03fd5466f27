"""The history of output/: every finished file of an edition that was ever published, and until when it was."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from imprint.codes import finding
from imprint.digests import sha256
from imprint.errors import ImprintError, Where
from imprint.model import Status
from imprint.publishing.manifest import ABOUT, Entry, Manifest, Record
from imprint.publishing.plan import Shelf

HISTORY = "history.json"
_STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True)
class Line:
    """One file that was published: what it is, from which day on, and the day on which another took its place.

    ``until`` is None as long as it is published; version and status are those under which it was first published.
    """

    publication: str
    language: str
    edition: str
    version: str
    status: Status
    path: str  # in output/
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    since: date
    until: date | None = None
    says: str | None = None  # of an embed as data: the digest of all its blocks, so that a pasted copy can be told

    __pydantic_config__ = _STRICT


@dataclass(frozen=True)
class History:
    """Everything that was ever published; lines are added and ended, and none is ever taken away."""

    lines: tuple[Line, ...] = ()

    __pydantic_config__ = _STRICT

    def grown(self, shelf: Shelf, as_of: date) -> "History":
        """The history once output/ holds what is on the shelf, from that day on."""
        records = {record.publication: record for record in shelf.records}
        now = {line.path: line for line in shelf.entries if line.edition not in ABOUT}
        kept = [line if _stands(line, now) else replace(line, until=line.until or as_of) for line in self.lines]
        there = {line.path for line in kept if line.until is None}
        new = (
            replace(_line(one, records[one.publication], as_of), says=_says(path, shelf))
            for path, one in now.items()
            if path not in there
        )
        return History(tuple(sorted((*kept, *new), key=_order)))


def history_of(generation: Path, now: Manifest, output: Path) -> History:
    """The history of what is published; W005, and nothing is lost, where it is not as a build has left it.

    What an earlier version has published, which kept none, is taken for published on the day of its build.
    """
    path = generation / HISTORY
    data = path.read_bytes() if path.is_file() and not path.is_symlink() else None
    known = next((file.sha256 for file in now.root_files if file.path == HISTORY), None)
    if data is None and known is None:
        records = {record.publication: record for record in now.publications}
        lines = (line for line in now.artefacts if line.edition not in ABOUT)
        return History(tuple(_line(one, records[one.publication], records[one.publication].as_of) for one in lines))
    if data is None or sha256(data) != known:
        raise _lost(output, "is missing" if data is None else "was changed by somebody else than a build")
    try:
        return TypeAdapter(History).validate_json(data)
    except ValidationError as error:
        raise _lost(output, "cannot be read") from error


def write_history(history: History) -> bytes:
    """The history as JSON, a line of it for each file, so that two of them can be compared line by line."""
    lines = [json.dumps(_plain(line), ensure_ascii=False, default=date.isoformat) for line in history.lines]
    return ('{"lines": [\n' + ",\n".join(lines) + "\n]}\n").encode()


def says(data: bytes) -> str | None:
    """The digest of all that an embed as data says, block by block; None for any other file."""
    if not data.startswith(b'{"embed":'):
        return None
    return sha256("\n".join(block["digest"] for block in json.loads(data)["blocks"]).encode())


def _says(path: str, shelf: Shelf) -> str | None:
    is_data = path.endswith(".json") and path in shelf.fresh
    return says(shelf.fresh[path]) if is_data else None


def _plain(line: Line) -> Mapping[str, object]:
    return {key: value for key, value in vars(line).items() if key != "says" or value}


def _stands(line: Line, now: dict[str, Entry]) -> bool:
    return line.until is None and line.path in now and now[line.path].sha256 == line.sha256


def _line(one: Entry, record: Record, since: date) -> Line:
    return Line(one.publication, one.language, one.edition, record.version, record.status, one.path, one.sha256, since)


def _order(line: Line) -> tuple[str, str, date, bool, str]:
    return line.publication, line.path, line.since, line.until is None, line.sha256


def _lost(output: Path, what: str) -> ImprintError:
    message = f"the history of what was published {what}, so nothing was changed"
    hint = "put back the file of the last build from a copy of output; or delete output, a link, to begin a new history"
    return ImprintError([finding("W005", Where((output / HISTORY).as_posix()), message, hint)])
