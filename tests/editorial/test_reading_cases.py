"""Every finding about how a text reads, by a source that is broken for it, built and read back."""

from datetime import date
from pathlib import Path

import pytest

from imprint.codes import CODES
from imprint.pipeline import Options, Step, build
from tests.reading import broken

READING = tuple(f"L{number:03}" for number in range(10, 30))
EDITIONS = ("page", "plain-page")


def quiet(_: Step) -> None:
    """Nobody watches."""


def codes() -> list[str]:
    return sorted(path.name for path in broken.CASES.iterdir() if path.name in READING)


def found(source: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What a build finds of this family, as the command was told of the folders."""
    monkeypatch.chdir(source.parent)  # findings name files as the command was told of them
    options = Options(Path("source"), root / "templates", Path("output"), date(2026, 11, 22), editions=EDITIONS)
    return "".join(f"{one}\n" for one in build(options, quiet).findings if one.code in READING)


def test_every_code_has_a_case_and_every_case_a_code() -> None:
    assert codes() == sorted(set(CODES) & set(READING))


def test_the_base_of_all_cases_is_sound(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(broken.copied_base(tmp_path), root, monkeypatch) == ""


@pytest.mark.slow
@pytest.mark.parametrize("code", codes())
def test_a_broken_source_gives_its_findings_word_for_word(
    code: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = broken.make(code, tmp_path)
    said = found(case.source, root, monkeypatch)
    assert said == case.expected
    assert f" {code}: " in said
