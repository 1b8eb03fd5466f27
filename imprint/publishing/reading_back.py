"""What stands in output/ now: its manifest and its files, compared with each other."""

import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from imprint import __version__
from imprint.codes import finding
from imprint.digests import sha256
from imprint.errors import Finding, ImprintError, Where
from imprint.publishing.generations import Generations, understandable
from imprint.publishing.manifest import MANIFEST, Entry, Manifest, RootFile, read_manifest
from imprint.publishing.plan import Built, Shelf, plan


@dataclass(frozen=True)
class Published:
    """The published files by their path in output/, as they are on disk now, with what is wrong with them."""

    manifest: Manifest
    files: Mapping[str, bytes] = field(repr=False)
    findings: tuple[Finding, ...]

    def of(self, publication: str) -> dict[str, bytes]:
        """The files of one publication, by their paths relative to output/<publication>/<language>/."""
        entries = self.manifest.of(publication)
        return {_inner(entry.path): self.files[entry.path] for entry in entries if entry.path in self.files}


def published(output: Path) -> Published:
    """Reads all of output/ back; E017 when nothing is published, E013 to E015 where it is not what was proven.

    A build that ends meanwhile does no harm: the reading then starts again with the new files.
    """
    generations = Generations(output)
    while True:
        generation = generations.current()
        if generation is None:
            return Published(Manifest(__version__), {}, (nothing(output),))
        try:
            with understandable(output):
                return _read(generation, output)
        except ImprintError:
            if generations.current() == generation:
                raise


def settle(
    output: Path,
    built: Sequence[Built],
    known: Collection[str],
    partial: bool = False,
    vouched: Collection[str] = frozenset(),
) -> tuple[Shelf, tuple[Finding, ...]]:
    """What output/ is to hold (see ``plan``), without publications whose kept files are not what was proven (E014).

    A kept publication with one changed or missing file is taken off: nobody can vouch for it any more. ``vouched``
    names publications whose files nobody has touched since: these are not read again.
    """
    with understandable(output):
        generation = Generations(output).current()
        now = manifest_of(generation, output) if generation else Manifest(__version__)
        shelf, findings = plan(now, built, known, partial)
        doubtful = [line for line in shelf.kept if line.publication not in vouched]
        wrong = _wrong(doubtful, lambda path: regular(generation / path)) if generation else {}
    damaged = {path.split("/", maxsplit=1)[0]: (path, state) for path, state in wrong.items()}
    return shelf.without(damaged), (*findings, *(_taken_off(output, name, *held) for name, held in damaged.items()))


def regular(path: Path) -> bytes | None:
    """The bytes of a regular file, or None where there is none; a link is none."""
    try:
        return path.read_bytes() if is_regular(path) else None
    except (FileNotFoundError, NotADirectoryError):
        return None


def is_regular(path: Path) -> bool:
    """True for a regular file; a link is none."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def _read(generation: Path, output: Path) -> Published:
    manifest = manifest_of(generation, output)
    paths = {line.path for line in manifest.files}
    files = {path: data for path in paths if (data := regular(generation / path)) is not None}
    wrong = [_changed(output, *held) for held in sorted(_wrong(manifest.files, files.get).items())]
    strange = [_strange(output, path) for path in sorted({*_paths(generation)} - {*paths, MANIFEST})]
    return Published(manifest, files, (*wrong, *strange))


def _wrong(lines: Iterable[Entry | RootFile], read: Callable[[str], bytes | None]) -> dict[str, str]:
    """What is wrong with the files of these lines, by path; nothing for a file that is what was proven."""
    found = ((line, read(line.path)) for line in lines)
    return {line.path: _state(data) for line, data in found if data is None or sha256(data) != line.sha256}


def manifest_of(generation: Path, output: Path) -> Manifest:
    """The manifest of what is published; E013 where it cannot be read."""
    return read_manifest(regular(generation / MANIFEST) or b"", str(output / MANIFEST))


def _paths(generation: Path) -> Iterator[str]:
    for folder, folders, files in os.walk(generation):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        yield from ((Path(folder) / name).relative_to(generation).as_posix() for name in [*files, *links])


def _state(data: bytes | None) -> str:
    return "is missing" if data is None else "was changed after it was proven"


def _inner(path: str) -> str:
    return path.split("/", 2)[2]


def _changed(output: Path, path: str, state: str) -> Finding:
    return finding("E014", Where(str(output / path)), f"this published file {state}", "build its publication again")


def _taken_off(output: Path, publication: str, path: str, state: str) -> Finding:
    message = f"this published file {state}, so all of {publication} was taken out of {output}"
    hint = f"build it again: ./run build {publication}"
    return finding("E014", Where(str(output / path)), message, hint)


def _strange(output: Path, path: str) -> Finding:
    hint = "delete it, or build with --fresh: that leaves only what is proven"
    return finding("E015", Where(str(output / path)), "nobody has proven this file: no build has put it there", hint)


def nothing(output: Path) -> Finding:
    """E017: nothing is published."""
    return finding("E017", Where(str(output)), "nothing is published here", "build first: ./run build")
