"""Every finding about facts, certainty, evidence and promises, by a source that has it: word for word."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from imprint import editorial
from imprint.codes import CODES, bars_release
from imprint.errors import has_errors
from imprint.model import Words
from imprint.reading import read, read_words
from tests.reading import broken

TODAY = date(2026, 11, 25)
FAMILIES = ("C01", "C02", "C03", "L00")
OF_FINISHED_FILES = ("C016",)  # tests/editorial/test_said_numbers.py


def codes() -> list[str]:
    return sorted(path.name for path in broken.CASES.iterdir() if path.name.startswith(FAMILIES))


@pytest.fixture(scope="module")
def words(root: Path) -> Mapping[str, Words]:
    return read_words(root / "templates/shared/words.yaml")


def told(source: Path, words: Mapping[str, Words]) -> list[str]:
    """All that reading and the editorial rules find in a source, as it is printed."""
    catalogue, findings = read(source, words)
    every = [one for item in catalogue.publications for one in editorial.judge_source(item, words["en"], TODAY)]
    found = [one for one in every if one.code.startswith(FAMILIES)]
    assert has_errors(findings) != bool(catalogue.publications)
    assert all(bars_release(one) and not one.is_error for one in found)
    return [str(one) for one in (*findings, *found)]


def test_every_code_has_a_case_and_every_case_a_code() -> None:
    named = [code for code in CODES if code.startswith(FAMILIES) and code not in OF_FINISHED_FILES]
    assert codes() == sorted(named)


def test_the_base_of_all_cases_has_none(words: Mapping[str, Words]) -> None:
    assert told(broken.CASES / "base", words) == []


@pytest.mark.parametrize("code", codes())
def test_a_source_gives_its_findings_word_for_word(
    code: str, words: Mapping[str, Words], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = broken.make(code, tmp_path)
    monkeypatch.chdir(tmp_path)
    found = told(case.source.relative_to(tmp_path), words)
    assert "".join(f"{one}\n" for one in found) == case.expected
    assert any(f" {code}: " in one for one in found)
