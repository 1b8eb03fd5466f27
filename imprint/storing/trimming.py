"""Keeps a store small: what was not used for longest goes first."""

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_ORPHANED = 3600.0  # seconds: nobody writes one file for an hour
_BLOCK = 512  # bytes: the unit of st_blocks, on every disk (POSIX stat)


class _File(NamedTuple):
    used: float
    room: int
    path: str


def trim(folders: Iterable[Path], new: Path, limit: int) -> int:
    """Removes files under ``folders`` by the time of their last use until ``limit`` bytes of disk are left.

    Returns the bytes of disk that it freed; files with a second link do not count, for removing them frees nothing.
    """
    for path, status in _files(new):
        if time.time() - status.st_mtime > _ORPHANED:
            _remove(path)
    found = (one for folder in folders for one in _files(folder))
    alone = sorted(_File(s.st_atime, s.st_blocks * _BLOCK, path) for path, s in found if s.st_nlink == 1)
    held, freed = sum(file.room for file in alone), 0
    for file in alone:
        if held - freed <= limit:
            break
        _remove(file.path)
        freed += file.room
    return freed


def _files(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """The files below a folder; what another process removes meanwhile is passed over."""
    for place, _, names in os.walk(folder):
        for name in names:
            path = f"{place}/{name}"
            with suppress(FileNotFoundError):
                yield path, os.lstat(path)


def _remove(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)  # noqa: PTH108 - a Path for each of a million files would cost more than the rest
