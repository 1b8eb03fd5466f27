"""Parcels: the files of a folder as one piece of bytes, the same for the same files, for whom does not see it."""

import io
import os
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path

LIMIT = 64 << 20  # bytes of a file; reading refuses smaller ones, and nobody wants to send larger ones about


class UnsendableError(Exception):
    """The folder holds what would not be the same elsewhere: a link, a pipe, a file that cannot be read or is huge."""


def pack(folder: Path, only: Iterable[str] | None = None) -> bytes:
    """A parcel of all that lies in a folder, or of ``only`` those files in it that are there: an uncompressed tar file.

    Dates, owners and rights are left behind. Raises UnsendableError.
    """
    whole = io.BytesIO()
    try:
        paths = sorted(
            _below(folder) if only is None else (path for name in only if os.path.lexists(path := folder / name))
        )
        with tarfile.open(fileobj=whole, mode="w", format=tarfile.PAX_FORMAT) as parcel:
            for path in paths:
                _add(parcel, path, path.relative_to(folder).as_posix())
    except OSError as error:
        raise UnsendableError(str(error)) from error
    return whole.getvalue()


def unpack(parcel: bytes, folder: Path) -> None:
    """Lays the files of a parcel into a folder, which is made; nothing lands outside of it."""
    folder.mkdir(parents=True)
    with tarfile.open(fileobj=io.BytesIO(parcel)) as files:
        files.extractall(folder, filter="data")


def _below(folder: Path) -> Iterator[Path]:
    for entry in os.scandir(folder):
        yield Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from _below(Path(entry.path))


def _add(parcel: tarfile.TarFile, path: Path, name: str) -> None:
    entry = tarfile.TarInfo(name)
    if path.is_symlink() or not (path.is_file() or path.is_dir()):
        raise UnsendableError(f"{name} is neither a file nor a folder")
    if path.is_dir():
        entry.type, entry.mode = tarfile.DIRTYPE, 0o755
        parcel.addfile(entry)
        return
    if path.stat().st_size > LIMIT:
        raise UnsendableError(f"{name} is too large")
    data = path.read_bytes()
    entry.size = len(data)
    parcel.addfile(entry, io.BytesIO(data))
