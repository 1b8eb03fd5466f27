"""A finding that a person answers for stays in the list and bars no release; everything else stays as it is."""

from dataclasses import replace
from datetime import date

import pytest

from imprint.codes import CODES, Code, bars_release
from imprint.editorial import settle
from imprint.errors import Finding, Severity, Where
from imprint.model import Acceptance, ByLevel, Kind, Prose, Publication, Section, Stretch
from tests import samples

TEXT, RECORD = "source/sample/publication.md", "source/sample/reviews.yaml"


@pytest.fixture(autouse=True)
def codes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Codes of rules that may be wrong, whatever the real ones are called."""
    monkeypatch.setitem(CODES, "L901", Code("a doubtful word", Severity.WARNING, bars=True))
    monkeypatch.setitem(CODES, "L902", Code("another one", Severity.WARNING, bars=True))


def section(name: str, line: int, *texts: str) -> Section:
    """A section whose paragraphs stand in one line each, below its heading."""
    stretches = (Stretch(Kind.PARAGRAPH, text, 0, ((0, line + 1 + at),)) for at, text in enumerate(texts))
    return Section(name, ByLevel(name, name), Prose("[]", (), tuple(stretches)), None, Where(TEXT, line))


def publication(*accepted: Acceptance) -> Publication:
    sections = (section("one", 20, "It is kept in the safe.", "Others are safe."), section("two", 30, "It’s “safe”."))
    return samples.publication(sections=sections, plain_order=(), accepted=accepted, where=Where(TEXT, 2))


def accepted(words: str, name: str = "one", code: str = "L901") -> Acceptance:
    return Acceptance(code, name, words, "A. Name", "nobody", date(2026, 11, 1), "a cupboard", Where(RECORD, 3))


def at(line: int | None, code: str = "L901", message: str = "a doubtful word") -> Finding:
    return Finding(code, Where(TEXT, line), message, "take it out", Severity.WARNING)


def bars(found: tuple[Finding, ...]) -> list[bool]:
    return [bars_release(one) for one in found]


@pytest.mark.parametrize(
    ("one", "item", "is_accepted"),
    [
        (at(21), accepted("kept in the safe"), True),
        (at(21), accepted("KEPT in  the safe"), True),
        (at(22), accepted("kept in the safe"), False),  # another sentence
        (at(31), accepted('it\'s "safe"', "two"), True),  # however it is typed
        (at(31), accepted("safe"), False),  # another section
        (at(21, "L902"), accepted("kept in the safe"), False),  # another rule
        (at(21, message="“safe” promises"), accepted("“safe” promises"), True),
        (at(2, message="the title is long"), accepted("title is long", "*"), True),
        (at(2, message="the title is long"), accepted("title is long"), False),
        (Finding("P012", Where(TEXT, 21), "no words", "describe it"), accepted("kept in the safe", code="P012"), False),
        (
            replace(at(None, message="“safe” in one"), where=Where("output/sample/en/index.html")),
            accepted("“safe” in one"),
            True,
        ),
    ],
)
def test_it_is_accepted_where_code_section_and_words_are_those(
    one: Finding, item: Acceptance, is_accepted: bool
) -> None:
    found = settle([one], publication(item))
    assert found[0].message == one.message
    assert bool(found[0].accepted) is is_accepted
    assert bars_release(found[0]) is not is_accepted


def test_it_stays_in_the_list_with_name_day_and_reason() -> None:
    (found,) = settle([at(21)], publication(accepted("kept in the safe")))
    assert str(found).endswith("a doubtful word — accepted by A. Name (nobody), 2026-11-01: a cupboard")
    assert found.as_facts()["accepted"] == "accepted by A. Name (nobody), 2026-11-01: a cupboard"


def test_words_that_are_gone_are_told_at_the_entry() -> None:
    found = settle([at(21)], publication(accepted("kept in the drawer")))
    assert [(one.code, one.where) for one in found] == [("L901", Where(TEXT, 21)), ("C051", Where(RECORD, 3))]
    assert bars(found) == [True, False]


def test_words_that_are_there_and_that_no_rule_minds_are_no_news() -> None:
    assert settle([], publication(accepted("kept in the safe"))) == ()


def test_what_finished_files_show_is_not_missed_where_none_was_looked_at() -> None:
    one = publication(accepted("grade 6.8", code="L010"), accepted("kept in the drawer"))
    assert [found.where for found in settle([], one, is_built=False)] == [Where(RECORD, 3)]
    assert len(settle([], one)) == 2


def test_without_acceptances_nothing_changes() -> None:
    given = (at(21), at(None), Finding("P012", Where(TEXT, 3), "no words", "describe it"))
    assert settle(given, publication()) == given
