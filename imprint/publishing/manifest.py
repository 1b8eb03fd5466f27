"""The manifest: what stands in output/, file by file, as canonical JSON that is checked when it is read back."""

import dataclasses
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter, ValidationError

from imprint.codes import finding
from imprint.digests import sha256
from imprint.errors import ImprintError, Where
from imprint.model import Artefact, ByLevel, Level, Status

MANIFEST = "manifest.json"
STATUS = "status"
ABOUT = ("report", STATUS)  # what tells of a publication, and is no edition of it
NOBODY_LOOKED = "no browser has looked"
_STRICT = ConfigDict(extra="forbid")


def safe(path: str) -> str:
    """The path itself when it stays inside its folder and hides nothing there; a ValueError otherwise."""
    parts = path.split("/")
    if any(not part or part.startswith(".") or "\\" in part or not part.isprintable() for part in parts):
        raise ValueError(f"“{path}” is not a plain path inside its folder")
    return path


_Path = Annotated[str, AfterValidator(safe)]
_Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


@dataclass(frozen=True)
class Record:
    """What holds for a whole publication: its names and version, the day it was built for, and who looked at it."""

    publication: str
    language: str
    version: str
    titles: ByLevel
    status: Status
    as_of: date
    browser: str | None  # the browser that looked at every page, or None

    __pydantic_config__ = _STRICT


@dataclass(frozen=True)
class Entry:
    """One artefact: where it stands in output/, its size in bytes, its digest and the digest of its inputs."""

    publication: str
    language: str
    level: Level
    edition: str
    media_type: str
    path: _Path  # relative to output/
    bytes: int
    sha256: _Sha256
    inputs: _Sha256

    __pydantic_config__ = _STRICT


@dataclass(frozen=True)
class RootFile:
    """A file that belongs to no publication, such as the list of all of them."""

    path: _Path
    bytes: int
    sha256: _Sha256

    __pydantic_config__ = _STRICT


@dataclass(frozen=True)
class Manifest:
    """Everything in output/ but the manifest itself, each part in the order of its names."""

    imprint: str
    publications: tuple[Record, ...] = ()
    artefacts: tuple[Entry, ...] = ()
    root_files: tuple[RootFile, ...] = ()

    __pydantic_config__ = _STRICT

    def of(self, publication: str) -> tuple[Entry, ...]:
        """The entries of one publication."""
        return tuple(entry for entry in self.artefacts if entry.publication == publication)

    @property
    def files(self) -> tuple[Entry | RootFile, ...]:
        """A line for every file but the manifest itself."""
        return (*self.artefacts, *self.root_files)


def entry(artefact: Artefact, inputs: str) -> Entry:
    """The manifest's line for a finished file, which goes to output/<publication>/<language>/<its own path>."""
    return Entry(
        artefact.publication,
        artefact.language,
        artefact.level,
        artefact.edition,
        artefact.media_type,
        safe(f"{artefact.publication}/{artefact.language}/{artefact.path}"),
        len(artefact.data),
        sha256(artefact.data),
        inputs,
    )


def by_publication(entries: Iterable[Entry]) -> Mapping[str, tuple[Entry, ...]]:
    """The same lines, by publication."""
    found: dict[str, list[Entry]] = {}
    for line in entries:
        found.setdefault(line.publication, []).append(line)
    return {name: tuple(lines) for name, lines in found.items()}


def root_files(files: Mapping[str, bytes]) -> tuple[RootFile, ...]:
    """The manifest's lines for files that belong to no publication."""
    return tuple(RootFile(safe(path), len(data), sha256(data)) for path, data in sorted(files.items()))


def write_manifest(manifest: Manifest) -> bytes:
    """The manifest as JSON that is the same, byte for byte, whenever it says the same."""
    plain = {
        "imprint": manifest.imprint,
        "publications": _sorted(_spoken(dataclasses.asdict(record)) for record in manifest.publications),
        "artefacts": _sorted(map(vars, manifest.artefacts)),  # they hold plain values only
        "root_files": _sorted(map(vars, manifest.root_files)),
    }
    return (json.dumps(plain, indent=1, sort_keys=True, ensure_ascii=False, default=date.isoformat) + "\n").encode()


def read_manifest(data: bytes, path: str = MANIFEST) -> Manifest:
    """The manifest that was written; E013 when it was changed or cut short, or has the shape of another version."""
    try:
        manifest = TypeAdapter(Manifest).validate_json(data)
        _agree(manifest)
    except ValueError as error:  # pydantic's ValidationError is one as well
        message = f"the manifest cannot be read: {_first(error)}"
        hint = f"delete {PurePath(path).parent} (it is only a link) and build everything again"
        raise ImprintError([finding("E013", Where(path), message, hint)]) from error
    records = tuple(_silent(record) for record in manifest.publications)
    return dataclasses.replace(manifest, publications=records)


def _sorted(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(rows, key=lambda row: (row.get("publication", ""), row.get("language", ""), row.get("path", "")))


def _spoken(record: dict[str, Any]) -> dict[str, Any]:
    """Says in words that nobody looked, so that null cannot be taken for an oversight."""
    return record | {"browser": record["browser"] or NOBODY_LOOKED}


def _silent(record: Record) -> Record:
    return dataclasses.replace(record, browser=None) if record.browser == NOBODY_LOOKED else record


def _first(error: ValueError) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    problem = error.errors(include_url=False)[0]
    place = ".".join(map(str, problem["loc"]))
    return f"{place}: {problem['msg']}" if place else str(problem["msg"])


def _agree(manifest: Manifest) -> None:
    """A ValueError when two lines claim one path, or a line stands outside its publication's folder."""
    paths = [held.path for held in manifest.files]
    if len(set(paths)) < len(paths):
        raise ValueError("two of its lines name the same file")
    known = {(record.publication, record.language) for record in manifest.publications}
    for held in manifest.artefacts:
        owner = (held.publication, held.language)
        if owner not in known or not held.path.startswith(f"{held.publication}/{held.language}/"):
            raise ValueError(f"“{held.path}” belongs to no publication it lists")
