"""The store that machines share: read through once, signed, and never a reason for a build to fail."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from imprint.errors import Exit, ImprintError, Severity
from imprint.storing import Store, StoreAddress, open_store
from tests.storing.samples import SIGNING_KEY, SIZES, files, flip, key, the_blob, the_entry, value

LARGE = value(4)


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[str]:
    """An address in the memory of this process, which is gone afterwards."""
    folder = f"/{tmp_path.name}"
    yield f"memory:/{folder}"
    files = fsspec.filesystem("memory")
    if files.exists(folder):
        files.rm(folder, recursive=True)


@pytest.fixture(params=["memory", "file"])
def address(request: pytest.FixtureRequest, memory: str, tmp_path: Path) -> str:
    return memory if request.param == "memory" else f"file://{tmp_path}/shared/store/"


def machine(address: str, scratch: Path, signing_key: bytes | None = SIGNING_KEY) -> Store:
    return open_store(StoreAddress(address, signing_key), scratch)


@pytest.mark.parametrize("size", [0, *SIZES])
def test_what_one_machine_puts_another_gets(address: str, tmp_path: Path, size: int) -> None:
    one, other = (machine(address, tmp_path / name) for name in ("one", "other"))
    data = os.urandom(size)
    assert not other.has(key(1))
    one.put(key(1), data)
    digest = one.add(data)
    assert other.has(key(1))
    assert other.get(key(1)) == data
    assert other.blob(digest) == data
    assert one.warnings == other.warnings == ()


def test_a_blob_is_fetched_once_and_then_lies_on_the_local_disk(address: str, tmp_path: Path) -> None:
    one, other = (machine(address, tmp_path / name) for name in ("one", "other"))
    one.put(key(4), LARGE)
    digest = one.add(LARGE)
    path = other.file(digest)
    assert path == the_blob(tmp_path / "other")
    assert path.read_bytes() == LARGE
    assert other.get(key(4)) == LARGE
    alone = machine(str(tmp_path / "other"), tmp_path / "unused")
    assert alone.get(key(4)) == LARGE
    flip(path)
    assert other.file(digest) == path
    assert path.read_bytes() == LARGE


def test_a_blob_is_sent_once_however_many_machines_make_it(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    machine(f"file://{shared}", tmp_path / "one").add(LARGE)
    sent = the_blob(shared).stat()
    machine(f"file://{shared}", tmp_path / "other").add(LARGE)
    assert the_blob(shared).stat().st_ino == sent.st_ino


def test_a_damaged_shared_blob_is_a_miss_and_is_healed(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    one, other, third = (machine(f"file://{shared}", tmp_path / name) for name in ("one", "other", "third"))
    one.put(key(4), LARGE)
    flip(the_blob(shared))
    assert other.get(key(4)) is None
    assert not other.has(key(4))
    other.put(key(4), LARGE)
    assert third.get(key(4)) == LARGE
    assert other.warnings == ()


@pytest.mark.parametrize("signing_key", [None, b"the key of somebody else"])
@pytest.mark.parametrize("number", [0, 4])
def test_a_shared_entry_that_nobody_signed_who_may_is_a_miss(
    address: str, tmp_path: Path, number: int, signing_key: bytes | None
) -> None:
    machine(address, tmp_path / "forger", signing_key).put(key(1), value(number))
    ours = machine(address, tmp_path / "ours")
    assert ours.get(key(1)) is None
    assert not ours.has(key(1))
    assert not (tmp_path / "ours/entries").exists()
    ours.put(key(1), value(number))
    assert machine(address, tmp_path / "third").get(key(1)) == value(number)


def test_a_torn_shared_entry_is_a_miss(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    machine(f"file://{shared}", tmp_path / "one").put(key(1), value(1))
    the_entry(shared).write_bytes(the_entry(shared).read_bytes()[:-1])
    assert machine(f"file://{shared}", tmp_path / "other").get(key(1)) is None


def test_trimming_leaves_the_shared_store_alone(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    store = machine(f"file://{shared}", tmp_path / "one")
    store.put(key(4), LARGE)
    assert store.trim(0) > len(LARGE)
    assert files(tmp_path / "one") == []
    assert store.get(key(4)) == LARGE


def test_a_store_that_does_not_answer_stops_nothing_and_is_told_of_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("where a folder must be")
    store = machine(f"file://{tmp_path}/file/store", tmp_path / "one")
    for number in range(10):
        assert store.get(key(number)) is None
        store.put(key(number), value(number))
        assert store.get(key(number)) == value(number)
    assert [(one.code, one.severity) for one in store.warnings] == [("E026", Severity.WARNING)] * 2
    assert [one.message.split(" (")[0] for one in store.warnings] == [
        "the shared store cannot be read",
        "the shared store cannot be written",
    ]


@pytest.mark.parametrize(("failures", "asked"), [(1, True), (2, True), (3, False), (9, False)])
def test_after_three_failures_in_a_row_it_is_not_asked_any_more(tmp_path: Path, failures: int, asked: bool) -> None:
    """So that a build without network does not wait for it thousands of times."""
    (tmp_path / "shared").write_text("where a folder must be")
    store = machine(f"file://{tmp_path}/shared", tmp_path / "one")
    for number in range(failures):
        store.put(key(number * 5), b"small")
    (tmp_path / "shared").unlink()
    store.put(key(1), b"small")
    assert (tmp_path / "shared").is_dir() is asked
    assert len(store.warnings) == 1


def test_failures_with_successes_between_them_are_no_reason_to_stop_asking(tmp_path: Path) -> None:
    shared, gone = tmp_path / "shared", tmp_path / "gone"
    store = machine(f"file://{shared}", tmp_path / "one")
    for number in range(6):
        shared.write_text("where a folder must be")
        store.put(key(number), b"told to nobody")
        shared.unlink()
        if gone.exists():
            gone.rename(shared)
        store.put(key(number), b"told")
        shared.rename(gone)
    assert len(files(gone)) == 6


def test_a_store_goes_along_into_a_process_that_is_forked(tmp_path: Path) -> None:
    store = machine(f"file://{tmp_path}/shared", tmp_path / "one")
    store.put(key(0), value(0))
    child = os.fork()
    if not child:
        store.put(key(4), LARGE)
        os._exit(len(store.warnings))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert machine(f"file://{tmp_path}/shared", tmp_path / "other").get(key(4)) == LARGE


@pytest.mark.parametrize(
    ("address", "code", "words"),
    [
        ("s3://bucket/imprint", "E018", "s3fs"),
        ("gopher://somewhere/imprint", "E025", "s3://bucket/folder"),
        ("simplecache::s3://bucket/imprint", "E025", "name the place itself"),
    ],
)
def test_an_address_that_cannot_be_reached_is_told_with_what_to_do(
    tmp_path: Path, address: str, code: str, words: str
) -> None:
    with pytest.raises(ImprintError, match=code) as caught:
        machine(address, tmp_path)
    assert words in caught.value.findings[0].hint
    assert caught.value.exit_code is Exit.ENVIRONMENT


def test_without_fsspec_the_command_that_installs_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "imprint.storing.shared", raising=False)
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(ImprintError, match=r"E018.*requirements/cluster\.lock"):
        machine("memory://store", tmp_path)


def test_a_message_names_no_password(tmp_path: Path) -> None:
    with pytest.raises(ImprintError) as caught:
        machine("gopher://me:secret@somewhere/imprint", tmp_path)
    assert "secret" not in str(caught.value)
    assert caught.value.findings[0].where.path == "gopher://somewhere/imprint"
