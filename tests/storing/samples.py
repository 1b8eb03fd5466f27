"""Values that tell themselves apart, and keys that tell which value belongs to them."""

import hashlib
from pathlib import Path

from imprint.storing import Store

SIGNING_KEY = b"sixteen bytes or more"
SIZES = (12, 900, 3072, 3073, 70_000)  # in entries, and in blobs


def key(number: int) -> str:
    """The action key of a number."""
    return hashlib.sha256(f"action {number}".encode()).hexdigest()


def value(number: int) -> bytes:
    """The one value of a number: small ones and large ones in turn."""
    return (f"{number}, " * SIZES[-1]).encode()[: SIZES[number % len(SIZES)]]


def files(folder: Path) -> list[Path]:
    """Every file of a store, without those that are being written."""
    return sorted(path for kind in ("blobs", "entries") for path in (folder / kind).rglob("*") if path.is_file())


def the_blob(folder: Path) -> Path:
    """The file of the only blob."""
    (path,) = (folder / "blobs").glob("??/*")
    return path


def the_entry(folder: Path) -> Path:
    """The file of the only entry."""
    (path,) = (folder / "entries").glob("??/*")
    return path


def flip(path: Path) -> None:
    """Changes one bit in the middle of a file."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def assert_whole(store: Store, folder: Path) -> int:
    """Every blob is what its name says, every entry leads to its value; returns how many entries there are."""
    for path in (folder / "blobs").glob("??/*"):
        assert hashlib.sha256(path.read_bytes()).hexdigest() == path.parent.name + path.name
    names = {path.parent.name + path.name for path in (folder / "entries").glob("??/*")}
    numbers = {key(number): number for number in range(20_000)}
    for name in names:
        assert store.get(name) == value(numbers[name])
    return len(names)
