"""Every finding about pairs, by a source that is broken for it: the findings word for word."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from imprint.codes import CODES, bars_release
from imprint.editorial import judge_source, settle
from imprint.errors import Finding
from imprint.model import Words
from imprint.reading import read, read_words
from tests.reading import broken

OURS = ("C050", "C051")
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def words(root: Path) -> Mapping[str, Words]:
    return read_words(root / "templates/shared/words.yaml")


def judged(source: Path, words: Mapping[str, Words]) -> tuple[Finding, ...]:
    """What reading and the rules on the source find together, acceptances heeded."""
    catalogue, flaws = read(source, words)
    one = catalogue.publications[0]
    return (*flaws, *settle(judge_source(one, words["en"], TODAY), one))


@pytest.mark.parametrize("code", OURS)
def test_a_broken_source_gives_its_findings_word_for_word(
    code: str, words: Mapping[str, Words], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = broken.make(code, tmp_path)
    monkeypatch.chdir(tmp_path)
    found = [one for one in judged(case.source.relative_to(tmp_path), words) if one.code in OURS]
    assert "".join(f"{one}\n" for one in found) == case.expected
    assert {one.code for one in found} == {code}
    assert {bars_release(one) for one in found} == {CODES[code].bars}


def test_the_base_of_all_cases_raises_none_of_them(words: Mapping[str, Words]) -> None:
    assert not {one.code for one in judged(broken.CASES / "base", words)} & set(OURS)
