"""Every finding of reading, by a source that is broken for it: the findings word for word, the publication withheld."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from imprint.codes import CODES
from imprint.errors import has_errors
from imprint.model import Words
from imprint.reading import read, read_words
from tests.reading import broken

OF_NO_PUBLICATION = ("Y031",)  # an error that withholds none of those that are there


@pytest.fixture(scope="module")
def words(root: Path) -> Mapping[str, Words]:
    return read_words(root / "templates/shared/words.yaml")


def test_every_code_has_a_case_and_every_case_a_code() -> None:
    assert broken.codes() == sorted(code for code in CODES if code[0] in broken.FAMILIES)


def test_the_base_of_all_cases_is_sound(words: Mapping[str, Words]) -> None:
    catalogue, findings = read(broken.CASES / "base", words)
    assert findings == ()
    assert [publication.id for publication in catalogue.publications] == ["hay-fever"]


@pytest.mark.parametrize("code", broken.codes())
def test_a_broken_source_gives_its_findings_word_for_word(
    code: str, words: Mapping[str, Words], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = broken.make(code, tmp_path)
    monkeypatch.chdir(tmp_path)  # findings name files as the command was told of them
    catalogue, findings = read(case.source.relative_to(tmp_path), words, case.only)
    assert "".join(f"{finding}\n" for finding in findings) == case.expected
    assert code in {finding.code for finding in findings}
    assert all(finding.where.path.startswith("source") for finding in findings)
    sound_ones = [publication.id for publication in catalogue.publications]
    assert sound_ones == (["hay-fever"] if not has_errors(findings) or code in OF_NO_PUBLICATION else [])
