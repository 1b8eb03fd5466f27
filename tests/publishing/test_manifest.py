import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from imprint.errors import Exit, ImprintError
from imprint.publishing import Built
from imprint.publishing.manifest import Manifest, read_manifest, root_files, safe, write_manifest
from tests.publishing.samples import INDEX, artefact, built, record, unseen

STEM = built("stem", "words")
BONE = unseen(built("bone", "other words"))
MANIFEST = Manifest("9.9", (BONE.record, STEM.record), (*BONE.entries, *STEM.entries), root_files(INDEX))


def test_what_is_written_is_read_back() -> None:
    read = read_manifest(write_manifest(MANIFEST))
    assert set(read.artefacts) == set(MANIFEST.artefacts)
    assert read == replace(MANIFEST, artefacts=read.artefacts)


def test_its_bytes_do_not_depend_on_the_order_of_work() -> None:
    other = Manifest("9.9", (STEM.record, BONE.record), (*STEM.entries, *BONE.entries), root_files(INDEX))
    assert write_manifest(other) == write_manifest(MANIFEST)


def test_it_names_for_every_artefact_all_that_the_world_may_ask() -> None:
    rows = json.loads(write_manifest(MANIFEST))["artefacts"]
    asked = {"publication", "language", "level", "edition", "media_type", "path", "bytes", "sha256", "inputs"}
    assert [set(row) for row in rows] == [asked] * 4
    assert [row["path"] for row in rows] == sorted(row["path"] for row in rows)


def test_it_says_in_words_that_no_browser_has_looked() -> None:
    rows = json.loads(write_manifest(MANIFEST))["publications"]
    assert [row["browser"] for row in rows] == ["no browser has looked", "Chromium 1"]


def _lists(name: str, change: Callable[[list[dict[str, Any]]], object]) -> Callable[[dict[str, Any]], object]:
    return lambda data: change(data[name])


DAMAGE: dict[str, Callable[[dict[str, Any]], object]] = {
    "a path out of the folder": _lists("artefacts", lambda rows: rows[0].update(path="../x")),
    "a path from the root": _lists("artefacts", lambda rows: rows[0].update(path="/etc/x")),
    "a hidden file": _lists("artefacts", lambda rows: rows[0].update(path="stem/en/.x")),
    "another publication's folder": _lists("artefacts", lambda rows: rows[0].update(path="stem/en/x.html")),
    "a digest that is none": _lists("artefacts", lambda rows: rows[0].update(sha256="0")),
    "a level that is none": _lists("artefacts", lambda rows: rows[0].update(level="easy")),
    "a key too many": _lists("artefacts", lambda rows: rows[0].update(extra=1)),
    "a key too few": _lists("artefacts", lambda rows: rows[0].pop("inputs")),
    "a publication not listed": _lists("publications", lambda rows: rows.pop()),
    "one file twice": _lists("artefacts", lambda rows: rows.append(rows[0])),
    "no list of publications at all": lambda data: data.update(publications="all of them"),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=list(DAMAGE))
def test_a_changed_manifest_is_refused(damage: Callable[[dict[str, Any]], object]) -> None:
    data = json.loads(write_manifest(MANIFEST))
    damage(data)
    with pytest.raises(ImprintError) as caught:
        read_manifest(json.dumps(data).encode(), "output/manifest.json")
    (finding,) = caught.value.findings
    assert (finding.code, caught.value.exit_code) == ("E013", Exit.ERRORS)
    assert "delete output" in finding.hint


@pytest.mark.parametrize("cut", [0, 1, 40, -3])
def test_a_manifest_cut_short_is_refused(cut: int) -> None:
    with pytest.raises(ImprintError, match="E013"):
        read_manifest(write_manifest(MANIFEST)[:cut])


@pytest.mark.parametrize("path", ["", "/a", "a/", "a//b", "../a", "a/../b", "a/.b", "a\\b", "a\nb", "."])
def test_an_unsafe_path_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="not a plain path"):
        safe(path)


def test_an_artefact_cannot_leave_its_folder() -> None:
    bad = replace(artefact("stem", "page", "x"), path="../../../page.html")
    with pytest.raises(ValueError, match="not a plain path"):
        Built.of(STEM.record, [bad], {"page": "0" * 64})


def test_a_picture_may_be_named_in_any_language() -> None:
    assert safe("figures/Schéma 1.png")
    assert record("stem").titles.plain
