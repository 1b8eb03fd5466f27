from datetime import date
from pathlib import Path

import pytest

from imprint.command.beginning import begin, slug
from imprint.errors import ImprintError
from tests.publishing.samples import tree

TODAY = date(2026, 11, 22)


@pytest.fixture
def skeleton(root: Path) -> Path:
    return root / "templates" / "new"


def test_an_empty_source_gets_everything_that_a_first_build_needs(skeleton: Path, tmp_path: Path) -> None:
    written = begin("asthma-inhalers", tmp_path / "source", skeleton, TODAY)
    names = {path.relative_to(tmp_path / "source").as_posix() for path in written}
    assert names == {
        "publisher.yaml",
        "disclaimers.yaml",
        "glossary.yaml",
        "asthma-inhalers/publication.md",
        "asthma-inhalers/references.yaml",
    }
    text = (tmp_path / "source/asthma-inhalers/publication.md").read_text(encoding="utf-8")
    assert "\nid: asthma-inhalers\n" in text
    assert "  full: Asthma inhalers\n" in text
    assert "  updated: 2026-11-22\n" in text
    assert "jurisdictions: [UK]" in text
    assert "$" not in text


def test_what_is_there_is_not_touched(skeleton: Path, tmp_path: Path) -> None:
    begin("one", tmp_path, skeleton, TODAY)
    (tmp_path / "publisher.yaml").write_text("name: Ours\n")
    before = tree(tmp_path)
    begin("two", tmp_path, skeleton, TODAY)
    after = tree(tmp_path)
    assert {path: after[path] for path in before} == before


def test_the_readers_live_where_the_publishers_registry_says(skeleton: Path, tmp_path: Path) -> None:
    (tmp_path / "disclaimers.yaml").write_text(
        "version: 1\njurisdictions:\n  # where we are\n  DE:\n    name: Deutschland\n"
    )
    begin("asthma", tmp_path, skeleton, TODAY)
    assert "jurisdictions: [DE]" in (tmp_path / "asthma/publication.md").read_text(encoding="utf-8")


def test_nobody_is_invented(skeleton: Path, tmp_path: Path) -> None:
    begin("asthma", tmp_path, skeleton, TODAY)
    text = (tmp_path / "asthma/publication.md").read_text(encoding="utf-8")
    for key in ("authors: []", "reviewers: []", "funding: []", "last_reviewed:\n", "licence:\n"):
        assert f"{key}" in text


def test_a_source_that_cannot_be_written_is_named(skeleton: Path, tmp_path: Path) -> None:
    (tmp_path / "source").write_text("a file")
    with pytest.raises(ImprintError, match="E012") as caught:
        begin("asthma", tmp_path / "source", skeleton, TODAY)
    assert "--source" in caught.value.findings[0].hint


@pytest.mark.parametrize(
    ("name", "near"), [("Asthma Inhalers", "asthma-inhalers"), ("Zöliakie!", "zoliakie"), ("a--b", "a-b"), ("..", "")]
)
def test_a_name_is_made_fit_for_a_folder(name: str, near: str) -> None:
    assert slug(name) == near
