"""What was not used for longest goes first; what is published, and what is being written, stays."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from imprint.storing import Store, StoreAddress, open_store
from tests.storing.samples import files, key, the_entry, value

NOW = 1_700_000_000
HOUR = 3600


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(StoreAddress(str(tmp_path / "store")), tmp_path / "unused")


def used(path: Path, hours: int) -> None:
    """Makes a file one that was used so many hours after the first moment of the test."""
    os.utime(path, (NOW + hours * HOUR, path.stat().st_mtime))


def room(folder: Path) -> int:
    return sum(path.stat().st_blocks * 512 for path in files(folder))


def blobs(store: Store, count: int) -> dict[str, Path]:
    """Blobs of 8 kB, each used an hour after the one before."""
    held = {}
    for number in range(count):
        digest = store.add(f"{number:08}".encode() * 1024)
        held[digest] = Path(str(store.file(digest)))
        used(held[digest], number)
    return held


def test_what_was_not_used_for_longest_goes_until_the_rest_fits(store: Store, tmp_path: Path) -> None:
    held = blobs(store, 10)
    before = room(tmp_path / "store")
    freed = store.trim(before // 2)
    assert freed == before - room(tmp_path / "store") == before // 2
    assert [path.exists() for path in held.values()] == [False] * 5 + [True] * 5
    assert store.trim(before // 2) == 0
    store.trim(0)
    assert files(tmp_path / "store") == []


def test_what_is_read_counts_as_used_and_keeps_its_date(store: Store, tmp_path: Path) -> None:
    first, second, third, *_ = held = blobs(store, 4)
    os.utime(held[first], (NOW, NOW))
    assert store.blob(first)
    assert store.file(second)
    assert held[first].stat().st_mtime == NOW
    store.trim(room(tmp_path / "store") // 2)
    assert [path.exists() for path in held.values()] == [True, True, False, False]
    assert store.blob(third) is None


def test_uses_are_noted_on_a_disk_that_does_not_note_them(root: Path, tmp_path: Path) -> None:
    """On a disk of its own; making one takes the rights of root and a system that grants them."""
    own_mounts = ["unshare", "--mount", "sh", "-c"]
    disk = 'mount -t tmpfs -o size=4m,noatime small "$1"'
    try:
        subprocess.run([*own_mounts, disk, "sh", tmp_path], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this user may not mount a small disk; as root it could")
    run = [*own_mounts, f'{disk} && exec "$2" -m tests.storing.faulty used "$1/store" "$1/scratch"', "sh"]
    said = subprocess.run([*run, tmp_path, sys.executable], cwd=root, check=True, capture_output=True, text=True).stdout
    assert said.split() == ["entries", "True", "blobs", "True", "entries", "False", "blobs", "False"]


def test_what_is_published_stays_and_takes_no_room(store: Store, tmp_path: Path) -> None:
    held = list(blobs(store, 3).values())
    (tmp_path / "published").hardlink_to(held[0])
    assert store.trim(room(tmp_path / "store") * 2 // 3) == 0
    store.trim(0)
    assert [path.exists() for path in held] == [True, False, False]


def test_an_entry_whose_blob_went_is_a_miss(store: Store, tmp_path: Path) -> None:
    store.put(key(4), value(4))
    entry = the_entry(tmp_path / "store")
    store.trim(entry.stat().st_blocks * 512)
    assert files(tmp_path / "store") == [entry]
    assert store.get(key(4)) is None
    assert not store.has(key(4))


def test_what_a_killed_writer_left_goes_after_an_hour(store: Store, tmp_path: Path) -> None:
    store.add(b"x")
    being_written, left = (tmp_path / "store/new" / name for name in ("a", "b"))
    being_written.write_bytes(b"half")
    left.write_bytes(b"half")
    os.utime(left, (NOW, NOW))
    store.trim(10**9)
    assert being_written.exists()
    assert not left.exists()
