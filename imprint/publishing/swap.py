"""The one step in which all of output/ changes: a complete new tree is staged beside it, then one link is renamed."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from imprint import __version__
from imprint.digests import sha256
from imprint.publishing.files import Files
from imprint.publishing.generations import NEXT_LINK, Generations, understandable
from imprint.publishing.history import HISTORY, History, history_of, write_history
from imprint.publishing.manifest import MANIFEST, Manifest, root_files, safe, write_manifest
from imprint.publishing.plan import Shelf
from imprint.publishing.reading_back import is_regular, manifest_of, regular

MANY = 50  # folders from which on one wait for the whole disk takes less time than one for each


def publish(output: Path, shelf: Shelf, root: Mapping[str, bytes], as_of: date) -> Manifest:
    """Makes output/ hold the shelf, the root files and their manifest, and nothing else; the lock must be held.

    Killed at any moment, out of disk space (E012) or stopped, it leaves the old output whole. A file whose bytes
    have not changed is not written again, so its date on disk stays as well: servers and rsync see what is new.
    The history goes on: what is new stands in it from ``as_of`` on. W005, and nothing changes, where it was lost.
    """
    generations = Generations(output)
    with understandable(output):
        history = _history(generations, output).grown(shelf, as_of)
    root = {**root, HISTORY: write_history(history)}
    manifest = Manifest(__version__, shelf.records, shelf.entries, root_files(root))
    files = Files.joined([shelf.fresh, root])
    staging = _Staging(generations.upcoming(), generations.current())
    try:
        with understandable(output):
            entries = [entry.path for entry in shelf.kept]
            staging.fill(Files.joined([files, {MANIFEST: write_manifest(manifest)}]), entries)
            _swap(generations, staging.folder)
    finally:
        with understandable(output):
            generations.sweep()
    return manifest


def is_there(output: Path) -> bool:
    """True where something is published; E011 where something stands that is not ours."""
    return Generations(output).current() is not None


def refresh(output: Path, root: Mapping[str, bytes], as_of: date) -> bool:
    """Renews files that belong to no publication in one step, and nothing else; the lock must be held.

    One that is not what was published goes: the next build makes it again. False, and nothing is written, where nothing
    is published yet.
    """
    generation = Generations(output).current()
    if generation is None:
        return False
    with understandable(output):
        now = manifest_of(generation, output)
        held = [(file, regular(generation / file.path)) for file in now.root_files]
    kept = {file.path: data for file, data in held if data is not None and sha256(data) == file.sha256}
    publish(output, Shelf(now.publications, now.artefacts), {**kept, **root}, as_of)
    return True


def _history(generations: Generations, output: Path) -> History:
    generation = generations.current()
    return history_of(generation, manifest_of(generation, output), output) if generation else History()


@dataclass(frozen=True)
class _Staging:
    """A generation that is being put together, and the published one whose files it may share."""

    folder: Path
    published: Path | None
    _made: set[Path] = field(default_factory=set)

    def fill(self, files: Files, kept: Iterable[str]) -> None:
        """Puts every file in its place, and returns when all of them are safely on the disk."""
        self.folder.mkdir()
        for path in kept:
            self._share(path)
        for path in files:
            self._place(safe(path), files)
        folders = [Path(folder) for folder, _, _ in os.walk(self.folder)]
        if len(folders) > MANY:
            os.sync()
            return
        for folder in folders:
            _sync(folder)

    def _share(self, path: str) -> None:
        """Shares a published file, whatever it holds."""
        old, target = self._old(path), self._target(path)
        if old is None:
            raise FileNotFoundError(2, "a published file has just disappeared", path)
        if not _linked(old, target):
            _write(target, old.read_bytes())

    def _place(self, path: str, files: Files) -> None:
        """Shares the published file if it holds the same, or else the file that holds it; or writes a new one."""
        old, target, place = self._old(path), self._target(path), files.place(path)
        if old and old.read_bytes() == files[path] and _linked(old, target):
            return
        if not (place and _linked(place, target)):
            _write(target, files[path])

    def _old(self, path: str) -> Path | None:
        old = self.published / path if self.published else None
        return old if old and is_regular(old) else None

    def _target(self, path: str) -> Path:
        target = self.folder / path
        if target.parent not in self._made:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(target.parent)
        return target


def _linked(old: Path, target: Path) -> bool:
    """Whether a file now stands at another place as well; not every file system has hard links."""
    try:
        os.link(old, target)
    except OSError:
        return False
    return True


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _swap(generations: Generations, generation: Path) -> None:
    """Publishes a generation by renaming a new link over the old one: there is no moment in between."""
    link = generations.folder / NEXT_LINK
    link.symlink_to(Path(generations.folder.name) / generation.name)  # as seen from beside the output
    _sync(generations.folder)
    if generations.link.is_dir() and not generations.link.is_symlink():
        generations.link.rmdir()  # only ever an empty folder: anything else was refused
    link.rename(generations.link)
    _sync(generations.folder.parent)
