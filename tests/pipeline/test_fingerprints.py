"""Fingerprints: another one for every change that a file's size, time or place tells, and for no other."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from imprint.ignored import is_ignored
from imprint.pipeline import fingerprints


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/one.txt").write_text("one")
    (tmp_path / "a/b/two.txt").write_text("two")
    return tmp_path / "a"


def saved_in_place(folder: Path) -> None:
    (folder / "one.txt").write_text("eno")


def saved_aside(folder: Path) -> None:
    state = (folder / "one.txt").stat()
    (folder / "new").write_text("eno")
    (folder / "new").rename(folder / "one.txt")
    os.utime(folder / "one.txt", ns=(state.st_atime_ns, state.st_mtime_ns))


def grown(folder: Path) -> None:
    with (folder / "b/two.txt").open("a") as file:
        file.write("!")


def made_to_a_link(folder: Path) -> None:
    (folder / "one.txt").unlink()
    (folder / "one.txt").symlink_to("b/two.txt")


CHANGES: dict[str, Callable[[Path], object]] = {
    "saved in place": saved_in_place,
    "saved aside, with the old time": saved_aside,
    "grown": grown,
    "made to a link": made_to_a_link,
    "removed": lambda folder: (folder / "one.txt").unlink(),
    "added": lambda folder: (folder / "b/three.txt").write_text(""),
    "renamed": lambda folder: (folder / "one.txt").rename(folder / "won.txt"),
    "moved": lambda folder: (folder / "one.txt").rename(folder / "b/one.txt"),
    "other rights": lambda folder: (folder / "one.txt").chmod(0o600),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_below_a_folder_is_seen(change: str, folder: Path) -> None:
    before = fingerprints.of_folder(str(folder))
    assert fingerprints.of_folder(str(folder)) == before
    CHANGES[change](folder)
    assert fingerprints.of_folder(str(folder)) != before


def test_what_is_ignored_is_not_seen(folder: Path) -> None:
    before, whole = fingerprints.of_folder(str(folder), is_ignored), fingerprints.of_folder(str(folder))
    (folder / ".one.txt.swp").write_text("half")
    (folder / "b/two.txt~").write_text("older")
    assert fingerprints.of_folder(str(folder), is_ignored) == before
    assert fingerprints.of_folder(str(folder)) != whole


def test_what_python_leaves_is_not_seen(folder: Path) -> None:
    before = fingerprints.of_folder(str(folder))
    (folder / "b/__pycache__").mkdir()
    (folder / "b/__pycache__/two.pyc").write_text("")
    assert fingerprints.of_folder(str(folder)) == before


def test_a_link_to_a_folder_is_not_the_folder(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder)
    assert fingerprints.of_folder(str(tmp_path / "link")) != fingerprints.of_folder(str(folder))


def test_a_folder_that_is_not_there_has_a_fingerprint_as_well(tmp_path: Path) -> None:
    assert fingerprints.of_folder(str(tmp_path / "none")) == fingerprints.of_folder(str(tmp_path / "neither"))


def test_files_are_told_from_each_other_and_from_none(folder: Path) -> None:
    paths = [folder / "one.txt", folder / "none.txt"]
    before = fingerprints.of_files(paths)
    assert fingerprints.of_files(reversed(paths)) != before
    (folder / "none.txt").write_text("")
    assert fingerprints.of_files(paths) != before


def test_published_files_may_move_with_their_folder(folder: Path, tmp_path: Path) -> None:
    """As they do from one generation to the next, by links or copied with their dates."""
    paths = ("one.txt", "b/two.txt")
    before = fingerprints.of_published(str(folder), paths)
    shutil.copytree(folder, tmp_path / "copy")
    assert fingerprints.of_published(str(tmp_path / "copy"), paths) == before
    assert fingerprints.of_published(str(folder), paths[:1]) != before


@pytest.mark.parametrize("change", ["saved in place", "grown", "made to a link", "other rights"])
def test_a_published_file_that_was_touched_is_seen(change: str, folder: Path) -> None:
    paths = ("one.txt", "b/two.txt")
    before = fingerprints.of_published(str(folder), paths)
    CHANGES[change](folder)
    assert fingerprints.of_published(str(folder), paths) != before


def test_of_published_files_one_that_is_gone_leaves_no_fingerprint(folder: Path) -> None:
    assert fingerprints.of_published(str(folder), ("one.txt", "none.txt")) == ""
    assert fingerprints.of_published(str(folder / "none"), ("one.txt",)) == ""


def test_the_top_of_a_folder_is_its_files_and_not_what_is_below(folder: Path) -> None:
    before = fingerprints.of_top(str(folder))
    grown(folder)
    assert fingerprints.of_top(str(folder)) == before
    (folder / "strange.html").write_text("")
    assert fingerprints.of_top(str(folder)) != before
    assert fingerprints.of_top(str(folder / "none")) == ""


def test_a_program_is_told_from_another_and_from_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert fingerprints.of_program("voice") == ""
    (tmp_path / "voice-1").write_text("#!/bin/sh\n")
    (tmp_path / "voice-1").chmod(0o755)
    (tmp_path / "voice").symlink_to("voice-1")
    before = fingerprints.of_program("voice")
    assert before == fingerprints.of_program("voice") != ""
    (tmp_path / "voice-1").write_text("#!/bin/sh\necho\n")
    assert fingerprints.of_program("voice") != before
