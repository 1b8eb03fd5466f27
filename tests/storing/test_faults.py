"""What a store holds after its writers were killed, and while two of them write the same."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from imprint.storing import Store, StoreAddress, open_store
from tests.storing.samples import SIGNING_KEY, assert_whole, key, value


def writer(root: Path, word: str, address: str, scratch: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "tests.storing.faulty", word, address, str(scratch)]
    return subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE)


def opened(address: str, scratch: Path) -> Store:
    return open_store(StoreAddress(address, SIGNING_KEY), scratch)


@pytest.mark.parametrize("kind", ["", "file://"])
def test_killed_at_ten_moments_no_entry_is_damaged(root: Path, tmp_path: Path, kind: str) -> None:
    folder, moments = tmp_path / "store", random.Random(6)
    address, scratch = f"{kind}{folder}", tmp_path / "scratch"
    for _ in range(10):
        with writer(root, "over-and-over", address, scratch) as child:
            assert child.stdout
            begun = len(child.stdout.read(1 + moments.randrange(40)))
            time.sleep(moments.random() * 0.01)
            child.kill()
        assert child.returncode == -signal.SIGKILL
        assert assert_whole(opened(address, scratch), folder) >= begun
        if kind:
            assert assert_whole(opened(str(scratch), scratch), scratch) >= begun
    store = opened(address, tmp_path / "elsewhere")
    store.put(key(1), value(1))
    assert store.get(key(1)) == value(1)
    assert store.warnings == ()


@pytest.mark.parametrize("kind", ["", "file://"])
def test_two_may_write_the_same_at_the_same_time(root: Path, tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "store"
    address = f"{kind}{folder}"
    writers = [writer(root, "same", address, tmp_path / name) for name in "ab"]
    reader = opened(address, tmp_path / "c")
    seen: set[int] = set()
    while any(one.poll() is None for one in writers):
        number = len(seen) % 5
        if (found := reader.get(key(number))) is not None:
            assert found == value(number)
            seen.add(number)
    for one in writers:
        one.communicate()
        assert one.returncode == 0
    assert assert_whole(opened(address, tmp_path / "d"), folder) == 5
    assert list((folder / "new").iterdir()) == []
    assert len(list((folder / "blobs").glob("??/*"))) == 2


def test_a_blob_the_system_will_not_write_is_told_and_leaves_nothing(root: Path, tmp_path: Path) -> None:
    with writer(root, "too-big", str(tmp_path / "store"), tmp_path) as child:
        said = child.communicate(timeout=20)[0].decode()
    assert said.startswith("3 left=[] ")
    assert "error E025: the store cannot be written: File too large" in said
