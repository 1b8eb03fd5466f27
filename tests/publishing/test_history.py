"""The history of output/ goes on over builds, removals and failures; nothing that was published is forgotten."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from imprint.errors import ImprintError
from imprint.publishing import HISTORY, Built, Manifest, lock, publish, published, refresh, settle
from tests.publishing.samples import INDEX, built, put, tree

DAYS = [date(2026, 11, 22), date(2027, 1, 1), date(2027, 2, 1), date(2027, 3, 1)]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


def on(day: date, output: Path, *publications: Built, known: tuple[str, ...] = ("stem", "bone")) -> Manifest:
    with lock(output):
        shelf, _ = settle(output, publications, known)
        return publish(output, shelf, INDEX, day)


def lines(output: Path) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads((output / HISTORY).read_text())["lines"]
    return told


def test_every_file_stands_in_it_from_its_day_on(output: Path) -> None:
    manifest = on(DAYS[0], output, built("stem", "a"))
    assert [(line["path"], line["since"], line["until"]) for line in lines(output)] == [
        ("stem/en/leaflet.html", "2026-11-22", None),
        ("stem/en/page.html", "2026-11-22", None),
    ]
    assert {line["sha256"] for line in lines(output)} == {entry.sha256 for entry in manifest.artefacts}
    assert published(output).findings == ()


def test_what_is_built_again_unchanged_adds_nothing(output: Path) -> None:
    on(DAYS[0], output, built("stem", "a"))
    before = tree(output)
    on(DAYS[1], output, built("stem", "a"))
    assert tree(output) == before


def test_what_is_superseded_ends_on_that_day_and_stays(output: Path) -> None:
    on(DAYS[0], output, built("stem", "a"))
    on(DAYS[1], output, built("stem", "b"))
    ends = [(line["since"], line["until"]) for line in lines(output) if line["path"] == "stem/en/page.html"]
    assert ends == [("2026-11-22", "2027-01-01"), ("2027-01-01", None)]


def test_what_comes_back_is_a_line_of_its_own(output: Path) -> None:
    for day, text in zip(DAYS, "aba", strict=False):
        on(day, output, built("stem", text))
    ends = [(line["since"], line["until"]) for line in lines(output) if line["path"] == "stem/en/page.html"]
    assert ends == [("2026-11-22", "2027-01-01"), ("2027-01-01", "2027-02-01"), ("2027-02-01", None)]


def test_a_removed_publication_is_not_forgotten(output: Path) -> None:
    on(DAYS[0], output, built("stem", "a"), built("bone", "a"))
    on(DAYS[1], output, built("stem", "a"), known=("stem",))
    assert not (output / "bone").exists()
    assert [line["until"] for line in lines(output) if line["publication"] == "bone"] == ["2027-01-01"] * 2
    on(DAYS[2], output, built("stem", "c"), known=("stem",))
    assert len([line for line in lines(output) if line["publication"] == "bone"]) == 2


def test_what_was_not_built_stays_open(output: Path) -> None:
    on(DAYS[0], output, built("stem", "a"), built("bone", "a"))
    on(DAYS[1], output, built("stem", "b"))
    assert [line["until"] for line in lines(output) if line["publication"] == "bone"] == [None, None]


def test_an_output_without_a_history_begins_one_with_what_stands_there(output: Path) -> None:
    put(output, built("stem", "a"))
    manifest = json.loads((output / "manifest.json").read_text())
    manifest["root_files"] = [one for one in manifest["root_files"] if one["path"] != HISTORY]
    (output / "manifest.json").write_text(json.dumps(manifest))
    (output / HISTORY).unlink()
    on(DAYS[1], output, built("stem", "b"))
    assert {(line["since"], line["until"]) for line in lines(output)} == {
        ("2026-11-22", "2027-01-01"),
        ("2027-01-01", None),
    }


@pytest.mark.parametrize("damage", [b"", b"{", b'{"lines": [{}]}', None])
def test_a_damaged_history_is_an_error_that_loses_nothing(output: Path, damage: bytes | None) -> None:
    on(DAYS[0], output, built("stem", "a"))
    if damage is None:
        (output / HISTORY).unlink()
    else:
        (output / HISTORY).write_bytes(damage)
    before = tree(output)
    with pytest.raises(ImprintError, match="W005"):
        on(DAYS[1], output, built("stem", "b"))
    assert tree(output) == before


def test_a_file_of_no_publication_is_renewed_and_nothing_else(output: Path) -> None:
    on(DAYS[0], output, built("stem", "a"))
    before = tree(output)
    with lock(output):
        assert refresh(output, {"status.html": b"new"}, DAYS[1])
    after = tree(output)
    changed = {path for path in after if before.get(path) != after[path]}
    assert changed == {"status.html", "manifest.json"}
    assert published(output).findings == ()


def test_where_nothing_is_published_nothing_is_renewed(output: Path) -> None:
    with lock(output):
        assert not refresh(output, {"status.html": b"new"}, DAYS[0])
    assert not output.exists()
