"""The journal: what it remembers, and that nothing in it can stop a build."""

import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from imprint.pipeline.journal import NAME, Line, glance, journal

DAY = date(2026, 11, 22)
LINE = Line("ache", "s", "t", date.min, None, "p", ("ache/en/a.txt", "ache/en/b.txt"), 2, "Chromium 1", 1)
LATER = Line("burn", "s", "t", DAY, DAY + timedelta(3), "p", ("burn/en/a.txt",), 1, None, 0)
TOLD = {"findings": [{"code": "Y001"}], "stand": {"known": None}}
PARTS = {"text": {"glossary": "1"}}


def filled(folder: Path) -> Path:
    with journal(folder) as memory:
        memory.write([(LINE, TOLD, PARTS), (LATER, {}, {})], (), {"day": "2026-11-22"})
    return folder / NAME


def test_it_remembers_what_was_written(tmp_path: Path) -> None:
    filled(tmp_path)
    for reading in (journal, glance):
        with reading(tmp_path) as memory:
            assert sorted(memory.lines(), key=lambda line: line.name) == [LINE, LATER]
            assert dict(memory.told({"ache"})) == {"ache": TOLD}
            assert (memory.parts("ache"), memory.parts("cold")) == (PARTS, {})
            assert memory.about() == {"day": "2026-11-22"}


def test_a_line_takes_the_place_of_the_one_before_and_what_is_gone_is_forgotten(tmp_path: Path) -> None:
    filled(tmp_path)
    with journal(tmp_path) as memory:
        memory.write([(LATER, TOLD, PARTS)], {"ache"}, {})
        assert list(memory.lines()) == [LATER]
        assert (memory.parts("burn"), memory.about()) == (PARTS, {"day": "2026-11-22"})


def test_what_is_not_written_to_the_end_is_not_written(tmp_path: Path) -> None:
    filled(tmp_path)
    with journal(tmp_path) as memory, pytest.raises(TypeError):
        memory.write([(LATER, {}, {})], {"ache"}, {"day": object()})
    with journal(tmp_path) as memory:
        assert {line.name for line in memory.lines()} == {"ache", "burn"}


@pytest.mark.parametrize(("days", "holds"), [(-1, False), (0, True), (2, True), (3, False), (9, False)], ids=str)
def test_a_line_holds_from_its_first_day_to_the_day_before_its_end(days: int, holds: bool) -> None:
    assert LATER.holds("s", "t", DAY + timedelta(days)) is holds


def test_a_line_holds_for_its_source_and_its_settings_alone() -> None:
    assert LINE.holds("s", "t", DAY)
    assert not LINE.holds("x", "t", DAY)
    assert not LINE.holds("s", "x", DAY)


def test_wherever_it_is_damaged_it_can_be_read_or_is_begun_anew(tmp_path: Path) -> None:
    names = [f"n{number}" for number in range(30)]
    with journal(tmp_path) as memory:
        memory.write([(replace(LINE, name=name), {"findings": ["x" * 500] * 20}, PARTS) for name in names], (), {})
    data, anew = (tmp_path / NAME).read_bytes(), 0
    for place in range(0, len(data), len(data) // 40):
        (tmp_path / NAME).write_bytes(data[:place] + b"\xff" * 600 + data[place + 600 :])
        with journal(tmp_path) as memory:
            found = [line.name for line in memory.lines()]
            assert len(list(memory.told(found))) == len([memory.parts(name) for name in found]) == len(found)
            assert sorted(found) in ([], sorted(names))
            anew += not found
            memory.write([(LINE, TOLD, PARTS)], (), {})
        with journal(tmp_path) as memory:
            assert LINE in memory.lines()
    assert anew > 20


@pytest.mark.parametrize("data", [b"", b"no database at all", b"\0" * 8192], ids=["empty", "words", "zeros"])
def test_what_is_no_journal_is_begun_anew(data: bytes, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(data)
    with journal(tmp_path) as memory:
        assert list(memory.lines()) == []


def test_one_of_another_shape_is_begun_anew_and_not_looked_at(tmp_path: Path) -> None:
    path = filled(tmp_path)
    with sqlite3.connect(path) as file:
        file.execute("pragma user_version = 99")
    file.close()
    with pytest.raises(sqlite3.DatabaseError, match="another version"), glance(tmp_path):
        pass
    with journal(tmp_path) as memory:
        assert (list(memory.lines()), memory.about()) == ([], {})


def test_a_glance_changes_nothing(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError), glance(tmp_path) as memory:
        memory.about()
    assert not list(tmp_path.iterdir())
    path = filled(tmp_path)
    before = path.read_bytes()
    with glance(tmp_path) as memory, pytest.raises(sqlite3.OperationalError, match="readonly"):
        memory.write([], {"ache"}, {})
    assert path.read_bytes() == before


def test_a_glance_at_one_that_is_being_written_sees_what_was_there(tmp_path: Path) -> None:
    path = filled(tmp_path)
    writer = sqlite3.connect(path)
    writer.execute("begin immediate")
    writer.execute("delete from line")
    with glance(tmp_path) as memory:
        assert len(list(memory.lines())) == 2
    writer.rollback()
    writer.close()


def test_where_none_can_be_written_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="unable to open"), journal(tmp_path / "none"):
        pass
    (tmp_path / NAME).mkdir()
    with pytest.raises(OSError), journal(tmp_path):  # noqa: PT011 - in the system's words
        pass
