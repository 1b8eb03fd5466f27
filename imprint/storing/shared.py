"""A store that several machines share, at an address that fsspec understands, with a copy of what was used on each.

It lies there as on a disk: ``blobs/ab/…`` and ``entries/ab/…``. Nothing is ever cleaned up there: give the bucket a
rule that ends objects by their age; what is missing then is made again. The network is no part of a build: what cannot
be read is a miss, what cannot be written stays in the local copy, and either is told once (E026).
"""

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Literal, TypeVar, cast

from fsspec import AbstractFileSystem, get_filesystem_class
from fsspec.core import split_protocol, url_to_fs

from imprint.codes import finding
from imprint.errors import Exit, Finding, ImprintError, Where
from imprint.storing.address import StoreAddress, refused
from imprint.storing.entry import SMALL, read_entry, sha256_of, write_entry
from imprint.storing.local import BLOBS, ENTRIES, NEW, LocalStore, inner_path

_PUT_AT_ONCE = {
    "s3",
    "s3a",
    "gs",
    "gcs",
    "az",
    "abfs",
    "abfss",
    "oci",
    "oss",
    "memory",
}  # half an object is never seen there
_TRIES = 3  # failures in a row, of reading or of writing, after which this process asks no more

T = TypeVar("T")
Deed = Literal["read", "written"]


def require(address: StoreAddress) -> None:
    """Returns when what fsspec needs for an address is there; E018 where not, E025 for a kind that it does not know."""
    protocol, _ = split_protocol(address.address)
    try:
        get_filesystem_class(protocol)
    except ImportError as error:
        hint = f"install it into .venv with pip: {error}"
        missing = finding("E018", Where(address.shown), "a package is missing with which this store is reached", hint)
        raise ImprintError([missing], Exit.ENVIRONMENT) from error
    except ValueError as error:
        raise refused(address, "no such kind of store is known", "write it as in s3://bucket/folder") from error


class SharedStore:
    """A store at an address, and the local one in which everything is that was used here."""

    def __init__(self, address: StoreAddress, local: LocalStore) -> None:
        self.address = address
        self.local = local
        self._reached: tuple[int, AbstractFileSystem, str] | None = None
        self._failures: dict[Deed, int] = {"read": 0, "written": 0}
        self._warnings: dict[Deed, Finding] = {}

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """See ``Store``."""
        return tuple(self._warnings.values())

    def add(self, data: bytes) -> str:
        """See ``Store``; one question to the shared store, and the bytes where they are not there."""
        sha256 = self.local.add(data)
        if not self._holds(sha256):
            self._send(BLOBS, sha256, data)
        return sha256

    def blob(self, sha256: str) -> bytes | None:
        """See ``Store``."""
        held = self.local.blob(sha256)
        return self._fetched(sha256) if held is None else held

    def file(self, sha256: str) -> Path | None:
        """See ``Store``; it is in the local copy."""
        path = self.local.file(sha256)
        if path is None and self._fetched(sha256) is not None:
            return self.local.file(sha256)
        return path

    def put(self, key: str, data: bytes) -> None:
        """See ``Store``."""
        self.local.put(key, data)
        if len(data) > SMALL:
            self.add(data)
        self._send(ENTRIES, key, write_entry(key, data, self.address.signing_key))

    def get(self, key: str) -> bytes | None:
        """See ``Store``."""
        held = self.local.get(key)
        if held is not None:
            return held
        raw = self._read(ENTRIES, key)
        entry = read_entry(raw, key, self.address.signing_key) if raw is not None else None
        if entry is None:
            return None
        data = self.blob(entry.sha256) if entry.data is None else entry.data
        if data is not None:
            self.local.put(key, data)
        return data

    def has(self, key: str) -> bool:
        """See ``Store``."""
        if self.local.has(key):
            return True
        raw = self._read(ENTRIES, key)
        entry = read_entry(raw, key, self.address.signing_key) if raw is not None else None
        return entry is not None and (
            entry.data is not None or self.local.holds(entry.sha256) or self._holds(entry.sha256)
        )

    def trim(self, limit: int) -> int:
        """See ``Store``; of the local copy only."""
        return self.local.trim(limit)

    def _fetched(self, sha256: str) -> bytes | None:
        """The blob from the shared store, now in the local copy as well."""
        data = self._read(BLOBS, sha256)
        if data is None:
            return None
        if sha256_of(data) != sha256:
            self._try("written", lambda files, root: files.rm_file(_path(root, BLOBS, sha256)))
            return None
        self.local.add(data)
        return data

    def _holds(self, sha256: str) -> bool:
        return bool(self._try("read", lambda files, root: files.exists(_path(root, BLOBS, sha256))))

    def _read(self, kind: str, digest: str) -> bytes | None:
        return self._try("read", lambda files, root: cast(bytes, files.cat_file(_path(root, kind, digest))))

    def _send(self, kind: str, digest: str, data: bytes) -> None:
        self._try("written", lambda files, root: _write(files, root, _path(root, kind, digest), data))

    def _try(self, deed: Deed, act: Callable[[AbstractFileSystem, str], T]) -> T | None:
        """What the shared store answers; None where it has nothing or does not answer, which is told once."""
        if self._failures[deed] >= _TRIES:
            return None
        try:
            answer = act(*self._filesystem())
        except Exception as error:  # noqa: BLE001 - each kind of store has its own errors, and none may end a build
            if deed == "written" or not isinstance(error, FileNotFoundError):
                self._failures[deed] += 1
                self._warnings.setdefault(deed, self._warning(deed, error))
            return None
        self._failures[deed] = 0
        return answer

    def _filesystem(self) -> tuple[AbstractFileSystem, str]:
        """fsspec's way in, and the root as it calls it; connections are those of one process, and end with a fork."""
        if self._reached is None or self._reached[0] != os.getpid():
            self._reached = (os.getpid(), *url_to_fs(self.address.address.rstrip("/")))
        return self._reached[1:]

    def _warning(self, deed: Deed, error: Exception) -> Finding:
        said = f"{type(error).__name__}: {error}".splitlines()[0]
        message = f"the shared store cannot be {deed} ({said})"
        hint = "nothing is lost: what it lacks is made here; look at its address, its rights and the network"
        return finding("E026", Where(self.address.shown), message, hint)


def _path(root: str, kind: str, digest: str) -> str:
    return f"{root}/{kind}/{inner_path(digest)}"


def _write(files: AbstractFileSystem, root: str, path: str, data: bytes) -> None:
    """Puts an object in its place in one step, also where a write can be seen before it has ended."""
    kinds = {files.protocol} if isinstance(files.protocol, str) else {*files.protocol}
    if kinds & _PUT_AT_ONCE:
        files.pipe_file(path, data)
        return
    new = f"{root}/{NEW}/{secrets.token_hex(16)}"
    for one in (new, path):
        files.makedirs(one.rpartition("/")[0], exist_ok=True)
    files.pipe_file(new, data)
    files.mv(new, path)
