"""Whether files have changed since, told without reading them: from size, time of change and number on the disk.

A fingerprint that is the same means the same files, unless somebody has set a file's clock back. One that is another
means only that it is worth looking: a file that was copied, or saved without a change, has another one.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from operator import itemgetter
from pathlib import Path

_MASK = (1 << 64) - 1


def of_folder(folder: str, is_ignored: Callable[[str], bool] = "__pycache__".__eq__) -> str:
    """The fingerprint of all files below a folder but those that are ignored; of itself, what Python makes of our code
    when it likes.
    """
    states = sorted(_below(folder, "", is_ignored), key=itemgetter(0))
    itself = "a link" if os.path.islink(folder) else ""  # noqa: PTH114 - many times in a build with nothing to do
    return _digest([itself, *(f"{name}\0{_told(state)}" for name, state in states)])


def of_files(paths: Iterable[Path]) -> str:
    """The fingerprint of these files; what is not there has one as well."""
    return _digest(f"{path}\0{_state(path)}" for path in paths)


def of_published(output: str, paths: Sequence[str]) -> str:
    """The fingerprint of published files, which never move but between generations; "" where one of them is gone.

    Their number on the disk says nothing: the same file stands in one generation after the other.
    """
    mixed = len(paths)
    try:
        for path in paths:
            state = os.lstat(f"{output}/{path}")
            mixed = (mixed * 1_000_003 ^ state.st_mtime_ns ^ state.st_size << 8 ^ state.st_mode) & _MASK
    except OSError:
        return ""
    return f"{mixed:x}"


def of_top(folder: str) -> str:
    """The fingerprint of the files that stand in a folder itself, not below it; as that of published files."""
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if not entry.is_dir(follow_symlinks=False))
    except OSError:
        return ""
    return of_text("\n".join([*names, of_published(folder, names)]))


def of_text(text: str) -> str:
    """The fingerprint of a text."""
    return _digest([text])


def of_program(name: str) -> str:
    """The fingerprint of a program, as it would be started by that name."""
    found = shutil.which(name)
    return of_files([Path(found).resolve()]) if found else ""


def _below(folder: str, inner: str, is_ignored: Callable[[str], bool]) -> Iterator[tuple[str, os.stat_result]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        name = f"{inner}/{entry.name}"
        if is_ignored(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, name, is_ignored)
            continue
        with suppress(FileNotFoundError):  # what an editor had put there while it saved
            yield name, entry.stat(follow_symlinks=False)


def _told(state: os.stat_result) -> str:
    return f"{state.st_mode} {state.st_size} {state.st_mtime_ns} {state.st_ino}"


def _state(path: Path) -> str:
    try:
        return _told(os.stat(path))  # noqa: PTH116 - many times in a build with nothing to do
    except OSError:
        return ""


def _digest(lines: Iterable[str]) -> str:
    return hashlib.blake2b("\n".join(lines).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
