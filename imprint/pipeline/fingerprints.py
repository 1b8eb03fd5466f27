"""Whether files have changed since, told without reading them: from size, time of change and number on the disk.

A fingerprint that is the same means the same files, unless somebody has set a file's clock back. One that is another
means only that it is worth looking: a file that was copied, or saved without a change, has another one.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

_MASK = (1 << 64) - 1


def of_folder(folder: str, is_ignored: Callable[[str], bool] = "__pycache__".__eq__) -> str:
    """The fingerprint of all files below a folder but those that are ignored; of itself, what Python makes of our code
    when it likes.
    """
    itself = "a link" if os.path.islink(folder) else ""  # noqa: PTH114 - many times in a build with nothing to do
    lines: list[str] = []
    _tell(folder, "", is_ignored, lines)
    lines.sort()
    return _digest([itself, *lines])


def of_files(paths: Iterable[Path]) -> str:
    """The fingerprint of these files; what is not there has one as well."""
    return _digest(f"{path}\0{_state(path)}" for path in paths)


def of_published(output: str, paths: Sequence[str]) -> str:
    """The fingerprint of published files, which never move but between generations; "" where one of them is gone.

    Their number on the disk says nothing: the same file stands in one generation after the other.
    """
    return next(of_each_published(output, [paths]))


def of_each_published(output: str, each: Iterable[Sequence[str]]) -> Iterator[str]:
    """The same of one publication's files after the other."""
    try:
        folder = os.open(output, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        yield from ("" for _ in each)
        return
    try:
        yield from (_mixed(paths, folder) for paths in each)
    finally:
        os.close(folder)


def _mixed(paths: Sequence[str], folder: int) -> str:
    mixed = len(paths)
    try:
        for path in paths:
            state = os.lstat(path, dir_fd=folder)
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


def _tell(folder: str, inner: str, is_ignored: Callable[[str], bool], lines: list[str]) -> None:
    """Adds a line for each file below a folder: its name and its state."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if is_ignored(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            _tell(entry.path, f"{inner}/{entry.name}", is_ignored, lines)
            continue
        try:
            state = entry.stat(follow_symlinks=False)
        except FileNotFoundError:  # what an editor had put there while it saved
            continue
        lines.append(f"{inner}/{entry.name}\0{_told(state)}")


def _told(state: os.stat_result) -> str:
    return f"{state.st_mode} {state.st_size} {state.st_mtime_ns} {state.st_ino}"


def _state(path: Path) -> str:
    try:
        return _told(os.stat(path))  # noqa: PTH116 - many times in a build with nothing to do
    except OSError:
        return ""


def _digest(lines: Iterable[str]) -> str:
    return hashlib.blake2b("\n".join(lines).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
