"""What is known of the files that are published, and of those that were: without reading the files themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from imprint.digests import sha256
from imprint.errors import Exit, ImprintError
from imprint.publishing.generations import Generations, understandable
from imprint.publishing.history import History, Line, history_of
from imprint.publishing.manifest import STATUS, Entry, Manifest, RootFile
from imprint.publishing.reading_back import manifest_of, nothing, regular
from imprint.publishing.status_file import Standing, read_status

KITS = ("/embed/embed.json", "/embed/embed-plain.json")


@dataclass(frozen=True)
class Library:
    """The manifest, the history, and by publication how each stands, as its status file says."""

    manifest: Manifest
    history: History
    standings: Mapping[str, Standing]

    def now(self, sha256: str) -> Entry | RootFile | None:
        """The published file with these bytes; of several the first."""
        return next((line for line in self.manifest.files if line.sha256 == sha256), None)

    def once(self, sha256: str) -> Line | None:
        """The file with these bytes that was published once; of several the one that was so last."""
        found = [line for line in self.history.lines if line.sha256 == sha256]
        return max(found, key=lambda line: line.since, default=None)

    def in_place_of(self, line: Line) -> Line | None:
        """What is published now where a file stood."""
        return next((one for one in self.history.lines if one.path == line.path and one.until is None), None)


def kits(output: Path) -> Mapping[str, bytes]:
    """By path, every embed as data that is published now and is as it was when it was proven; errors as ``library``."""
    generation = Generations(output).current()
    if generation is None:
        raise ImprintError([nothing(output)], Exit.ENVIRONMENT)
    with understandable(output):
        lines = [line for line in manifest_of(generation, output).artefacts if line.path.endswith(KITS)]
        read = {line.path: regular(generation / line.path) or b"" for line in lines}
    return {line.path: read[line.path] for line in lines if sha256(read[line.path]) == line.sha256}


def library(output: Path) -> Library:
    """What output/ knows of its files; E017 where nothing is published, E013 or W005 where it cannot be read."""
    generation = Generations(output).current()
    if generation is None:
        raise ImprintError([nothing(output)], Exit.ENVIRONMENT)
    try:
        with understandable(output):
            manifest = manifest_of(generation, output)
            history = history_of(generation, manifest, output)
            files = [line for line in manifest.artefacts if line.edition == STATUS]
            told = {line.publication: read_status(regular(generation / line.path) or b"") for line in files}
    except ImprintError as error:
        raise ImprintError(error.findings, Exit.ENVIRONMENT) from error
    return Library(manifest, history, {name: standing for name, standing in told.items() if standing})
