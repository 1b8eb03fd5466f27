"""The real texts, built and read back: what they measure, and that sound ones raise nothing."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from imprint.command.beginning import begin
from imprint.pipeline import Options, Step, build
from tests.conftest import needs_tools_of_editions

EDITIONS = ("page", "plain-page", "leaflet", "plain-leaflet", "ebook", "plain-text", "embed-plain", "plain-braille")
BARRING = {"L010", "L011", "L012", "L014", "L015"}
Built = tuple[set[str], list[Any]]  # codes, measures
pytestmark = pytest.mark.slow


def quiet(_: Step) -> None:
    """Nobody watches."""


def built(source: Path, root: Path, output: Path) -> Built:
    """The codes about reading that a build finds, and what its report says of each whole text."""
    needs_tools_of_editions()
    found = build(Options(source, root / "templates", output, date(2026, 11, 22), editions=EDITIONS), quiet).findings
    reports = [json.loads(path.read_bytes()) for path in output.rglob("report.json")]
    assert reports
    measures = [one for report in reports for one in report["reading_grade"]["measures"] if one["of"] == "text"]
    return {one.code for one in found if one.code[0] == "L"}, measures


@pytest.fixture(scope="module")
def article(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The article, built once."""
    return built(root / "source", root, tmp_path_factory.mktemp("article") / "out")


def told(name: str, measures: list[Any], level: str) -> str:
    one = next(one for one in measures if one["level"] == level)
    passive = 100 * one["passive_sentences"] / one["sentences"]
    length = one["words"] / one["sentences"]
    return (
        f"{name}, {level} text: {one['words']} words, {one['sentences']} sentences, grade {one['grade']:.1f}, "
        f"SMOG {one['smog']:.1f}, ease {one['ease']:.0f}, {length:.1f} words in a sentence "
        f"(longest {one['longest_sentence']}), {passive:.0f} % passive, {len(one['rare_words'])} rare words"
    )


def test_the_article_warns_for_its_full_text_alone(article: Built, count: Callable[[str], None]) -> None:
    codes, measures = article
    assert codes & (BARRING | {"L013", "L016"}) == {"L013"}
    assert {round(one["grade"]) for one in measures if one["level"] == "full"} == {15}  # as supplied; it stays so
    for level in ("full", "plain"):
        count(told("article", measures, level))


@pytest.mark.parametrize("name", ["clinic", "shapes"])
def test_the_texts_of_the_tests_raise_nothing(
    name: str, root: Path, tmp_path: Path, count: Callable[[str], None]
) -> None:
    codes, measures = built(root / "tests/sources" / name, root, tmp_path / "out")
    assert codes & (BARRING | {"L013", "L016"}) == set()
    count(told(name, measures, "plain"))


def test_editions_of_a_text_measure_the_same(article: Built) -> None:
    """What is read back from a page, a sheet of paper and braille is one text, however it is laid out."""
    _, measures = article
    plain = [one for one in measures if one["level"] == "plain"]
    assert len({one["edition"] for one in plain}) == 6
    assert len({(one["words"], one["sentences"], one["smog"]) for one in plain}) == 1
    assert max(one["grade"] for one in plain) - min(one["grade"] for one in plain) < 0.1  # braille is read with slips


def test_a_new_publication_begins_without_a_finding_about_reading(root: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    begin("hay-fever", source, root / "templates/new", date(2026, 11, 22))
    codes, _ = built(source, root, tmp_path / "out")
    assert codes & (BARRING | {"L013", "L016"}) == set()
