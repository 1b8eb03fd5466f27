"""Parcels: the same files, the same bytes; what would be another thing elsewhere does not travel."""

import io
import os
import tarfile
from pathlib import Path

import pytest

from imprint.pipeline.parcels import UnsendableError, pack, unpack


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inner = tmp_path / "one" / "figures"
    inner.mkdir(parents=True)
    (inner.parent / "empty").mkdir()
    (inner / "ä picture.png").write_bytes(b"\0picture")
    (inner.parent / "publication.md").write_text("text", encoding="utf-8")
    return inner.parent


def test_what_is_packed_is_there_again(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copies" / "one"
    unpack(pack(folder), copy)
    assert {path.relative_to(copy) for path in copy.rglob("*")} == {
        path.relative_to(folder) for path in folder.rglob("*")
    }
    assert (copy / "figures/ä picture.png").read_bytes() == b"\0picture"


def test_dates_and_rights_are_left_behind(folder: Path) -> None:
    before = pack(folder)
    os.utime(folder / "publication.md", (0, 0))
    (folder / "publication.md").chmod(0o600)
    assert pack(folder) == before
    (folder / "publication.md").write_text("tezt", encoding="utf-8")
    assert pack(folder) != before


def test_only_the_files_that_are_asked_for_and_are_there(folder: Path, tmp_path: Path) -> None:
    unpack(pack(folder, ["publication.md", "not-there.yaml"]), tmp_path / "copy")
    assert [path.name for path in (tmp_path / "copy").iterdir()] == ["publication.md"]


def test_links_pipes_and_huge_files_do_not_travel(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(name: str) -> None:
        with pytest.raises(UnsendableError):
            pack(folder)
        (folder / name).unlink()

    (folder / "link").symlink_to("publication.md")
    refused("link")
    (folder / "folders").symlink_to("figures")
    refused("folders")
    os.mkfifo(folder / "pipe")
    refused("pipe")
    monkeypatch.setattr("imprint.pipeline.parcels.LIMIT", 3)
    refused("publication.md")
    with pytest.raises(UnsendableError):
        pack(folder / "nowhere")


def test_nothing_lands_outside(tmp_path: Path) -> None:
    hostile = io.BytesIO()
    with tarfile.open(fileobj=hostile, mode="w") as parcel:
        parcel.addfile(tarfile.TarInfo("../outside"))
    with pytest.raises(tarfile.FilterError):
        unpack(hostile.getvalue(), tmp_path / "inside")
    assert not (tmp_path / "outside").exists()
