"""The store on the local disk: what goes in comes out, what is damaged does not."""

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from imprint.errors import Exit, ImprintError
from imprint.storing import Store, StoreAddress, open_store
from tests.storing.samples import SIGNING_KEY, SIZES, files, flip, key, the_blob, the_entry, value

LARGE = value(4)
NOBODY = "0" * 64


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def store(folder: Path) -> Store:
    return open_store(StoreAddress(str(folder)), folder / "unused")


def signed(folder: Path, signing_key: bytes | None = SIGNING_KEY) -> Store:
    return open_store(StoreAddress(str(folder), signing_key), folder / "unused")


def test_opening_a_store_makes_nothing(store: Store, folder: Path) -> None:
    assert store.get(key(1)) is None
    assert store.blob(NOBODY) is None
    assert store.file(NOBODY) is None
    assert not store.has(key(1))
    assert store.trim(0) == 0
    assert not folder.exists()


@pytest.mark.parametrize("size", [0, *SIZES])
@pytest.mark.parametrize("signing_key", [None, SIGNING_KEY])
def test_what_is_put_is_got_and_put_anew(folder: Path, size: int, signing_key: bytes | None) -> None:
    store = signed(folder, signing_key)
    for data in (os.urandom(size), b"x" * size):
        store.put(key(1), data)
        assert store.has(key(1))
        assert store.get(key(1)) == data
        assert signed(folder, signing_key).get(key(1)) == data
    assert not store.has(key(2))


def test_small_values_take_one_file_and_large_ones_two(store: Store, folder: Path) -> None:
    store.put(key(0), value(2))
    assert [len(files(folder))] == [1]
    store.put(key(0), value(3))
    assert [path.relative_to(folder).parts[0] for path in files(folder)] == ["blobs", "entries"]


def test_a_blob_is_kept_once_and_lies_under_its_digest(store: Store, folder: Path) -> None:
    digest = store.add(LARGE)
    written = the_blob(folder).stat()
    assert store.add(LARGE) == digest
    assert store.blob(digest) == LARGE
    assert store.file(digest) == the_blob(folder)
    assert the_blob(folder).stat().st_ino == written.st_ino
    assert the_blob(folder).stat().st_mode & 0o777 == 0o666 & ~umask()  # a server must be able to read it


def umask() -> int:
    now = os.umask(0)
    os.umask(now)
    return now


@pytest.mark.parametrize("read", ["get", "blob", "file"])
def test_a_flipped_bit_in_a_blob_is_a_miss_and_is_healed(store: Store, folder: Path, read: str) -> None:
    store.put(key(4), LARGE)
    digest = store.add(LARGE)
    flip(the_blob(folder))
    assert getattr(store, read)(key(4) if read == "get" else digest) is None
    assert list((folder / "blobs").glob("??/*")) == []
    assert not store.has(key(4))
    store.put(key(4), LARGE)
    assert store.get(key(4)) == LARGE


def test_a_blob_that_was_cut_off_is_written_again(store: Store, folder: Path) -> None:
    digest = store.add(LARGE)
    the_blob(folder).write_bytes(LARGE[:-1])
    store.add(LARGE)
    assert store.blob(digest) == LARGE


@pytest.mark.parametrize("number", [0, 4])
def test_an_entry_that_is_torn_anywhere_is_a_miss_and_is_healed(folder: Path, number: int) -> None:
    store = signed(folder)
    store.put(key(1), value(number))
    whole = the_entry(folder).read_bytes()
    for length in range(len(whole)):
        the_entry(folder).write_bytes(whole[:length])
        got = store.get(key(1))
        assert got is None, length
    store.put(key(1), value(number))
    assert store.get(key(1)) == value(number)


@pytest.mark.parametrize("number", [0, 4])
def test_an_entry_with_any_flipped_bit_is_a_miss(folder: Path, number: int) -> None:
    store = signed(folder)
    store.put(key(1), value(number))
    whole = the_entry(folder).read_bytes()
    for place in range(len(whole)):
        the_entry(folder).write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert store.get(key(1)) is None, place


@pytest.mark.parametrize("other", [None, b"the key of somebody else"])
@pytest.mark.parametrize("number", [0, 4])
def test_an_entry_that_nobody_signed_who_may_is_a_miss(folder: Path, number: int, other: bytes | None) -> None:
    signed(folder, other).put(key(1), value(number))
    assert signed(folder, other).get(key(1)) == value(number)
    assert signed(folder).get(key(1)) is None
    assert not signed(folder).has(key(1))
    signed(folder).put(key(1), value(number))
    assert signed(folder).get(key(1)) == value(number)


def test_the_signed_entry_of_one_action_is_not_that_of_another(folder: Path) -> None:
    store = signed(folder)
    store.put(key(1), b"proven")
    moved = folder / "entries" / key(2)[:2] / key(2)[2:]
    moved.parent.mkdir(parents=True, exist_ok=True)
    the_entry(folder).rename(moved)
    assert store.get(key(2)) is None


@pytest.mark.parametrize("wrong", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_what_is_no_digest_is_refused(store: Store, wrong: str) -> None:
    for act in (store.blob, store.file, store.get, store.has, lambda one: store.put(one, b"")):
        with pytest.raises(ValueError, match="is not a sha256"):
            act(wrong)


def test_a_folder_that_cannot_be_written_is_told_and_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("where a folder must be")
    store = signed(tmp_path / "file" / "store")
    assert store.get(key(1)) is None
    with pytest.raises(ImprintError, match=r"E025.*cannot be written") as caught:
        store.put(key(1), b"x")
    assert caught.value.exit_code is Exit.ENVIRONMENT


def test_a_store_that_is_deleted_meanwhile_begins_anew(store: Store, folder: Path) -> None:
    store.put(key(4), LARGE)
    folder.rename(folder.with_name("gone"))
    assert store.get(key(4)) is None
    store.put(key(4), LARGE)
    assert store.get(key(4)) == LARGE


def test_an_address_goes_to_another_process_and_shows_no_secret(folder: Path) -> None:
    address = StoreAddress(str(folder), SIGNING_KEY)
    assert pickle.loads(pickle.dumps(address)) == address
    assert "sixteen" not in repr(address) + repr(signed(folder))
    assert pickle.loads(pickle.dumps(signed(folder))) == signed(folder)


def test_a_key_that_can_be_guessed_is_refused(folder: Path) -> None:
    with pytest.raises(ImprintError, match=r"E025.*less than 16 bytes"):
        signed(folder, b"secret")


def test_a_local_store_needs_no_fsspec_and_no_pickle(root: Path, folder: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from imprint.storing import StoreAddress, open_store;"
        "store = open_store(StoreAddress(sys.argv[1]), Path('unused')); store.put('0' * 64, bytes(9999));"
        "assert store.get('0' * 64) == bytes(9999); assert not {'fsspec', 'pickle'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program, str(folder)], cwd=root, check=True)
