"""Small publications to put on a shelf: made of bytes, since publishing does not care what is in a file."""

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

from imprint.digests import digest
from imprint.model import Artefact, ByLevel, Level, Status
from imprint.publishing import Built, Manifest, Record, lock, publish, settle

INDEX = {"index.html": b"<!doctype html><title>Everything</title>\n"}


def record(publication: str, browser: str | None = "Chromium 1") -> Record:
    titles = ByLevel(full=f"About {publication}", plain=f"What is {publication}?")
    return Record(publication, "en", "0.1", titles, Status.DRAFT, date(2026, 11, 22), browser)


def artefact(publication: str, edition: str, text: str) -> Artefact:
    return Artefact(publication, "en", edition, Level.FULL, f"{edition}.html", "text/html", text.encode())


def built(publication: str, text: str, editions: tuple[str, ...] = ("page", "leaflet"), source: str = "") -> Built:
    files = tuple(artefact(publication, edition, f"{edition}: {text}") for edition in editions)
    return Built.of(record(publication), files, dict.fromkeys((*editions, "page", "leaflet"), digest(source or text)))


def unseen(one: Built) -> Built:
    """The same, built where no browser was installed."""
    return replace(one, record=replace(one.record, browser=None))


def put(output: Path, *publications: Built, known: tuple[str, ...] | None = None, partial: bool = False) -> Manifest:
    """Publishes like the pipeline does; no finding may come of it."""
    with lock(output):
        shelf, findings = settle(output, publications, known or tuple(one.publication for one in publications), partial)
        assert not findings
        return publish(output, shelf, INDEX, date(2026, 11, 22))


def tree(folder: Path) -> dict[str, str]:
    """Every file below a folder, by its path, as a digest of its bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
