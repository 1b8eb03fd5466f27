from dataclasses import dataclass
from pathlib import Path

import pytest

from imprint.command.summary import (
    counted,
    explained,
    listed,
    of_build,
    of_check,
    of_verdicts,
    progress,
    tally,
    verdicts,
)
from imprint.errors import Finding, Severity, Where

ERROR = Finding("P012", Where("source/x/publication.md", 41), "m", "h")
WARNING = Finding("Y003", Where("source/x/publication.md", 7), "m", "h", Severity.WARNING)


@dataclass(frozen=True)
class Report:
    findings: tuple[Finding, ...] = ()
    proven: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    files: int = 0
    reports: tuple[str, ...] = ()
    browser: str | None = "Chromium 1"
    unchanged: tuple[str, ...] = ()
    untold: int = 0

    @property
    def built(self) -> tuple[str, ...]:
        return tuple(name for name in self.proven if name not in self.unchanged)


def built(report: Report) -> list[str]:
    return list(of_build(report, Path("output")))


def test_a_clean_build_says_where_to_look() -> None:
    assert built(Report(proven=("x",), files=7)) == ["1 publication built and proven. 7 files. Open output/index.html"]


def test_it_says_how_much_is_as_it_was() -> None:
    (said,) = built(Report(proven=("x", "y", "z"), unchanged=("y", "z"), files=7))
    assert said == "1 publication built and proven; 2 publications unchanged. 7 files. Open output/index.html"
    (said,) = built(Report(proven=("x",), unchanged=("x",), files=7))
    assert said == "Nothing has changed: 1 publication proven, 7 files. Open output/index.html"


def test_it_counts_what_it_does_not_tell() -> None:
    said = built(Report(proven=("x",), unchanged=("x",), untold=312))
    assert said[1] == "312 findings of unchanged publications as before: see output/status.html"


@dataclass(frozen=True)
class Became:
    publication: str
    edition: str
    action: str
    why: str


def test_it_says_why_an_edition_was_built() -> None:
    told = [Became("x", "text", "built", "the text changed"), Became("y", "", "reused", "nothing has changed")]
    assert list(explained(told)) == [
        "x, text: built, because the text changed",
        "y, all editions: reused, because nothing has changed",
    ]


@dataclass(frozen=True)
class Tally:
    built: int = 4
    reused: int = 20
    failed: int = 1
    publications: int = 25
    of: int = 100


@pytest.mark.parametrize(
    ("seconds", "rate"),
    [
        (0.0, "0.0 a minute · 0 s left"),
        (10.0, "2.5 a second · 30 s left"),
        (100.0, "15.0 a minute · 5 min left"),
        (10_000.0, "0.1 a minute · 8.3 h left"),
    ],
)
def test_it_says_how_far_it_is(seconds: float, rate: str) -> None:
    said = progress(Tally(), seconds)
    assert said == f"25 of 100 · editions: 4 built, 20 reused, 1 failed · {rate}"


def test_a_failed_build_says_that_nothing_changed() -> None:
    said = built(Report((ERROR, ERROR, WARNING), withheld=("x",)))
    assert said == ["2 errors, 1 warning: nothing of x was published; what was there before stays."]


def test_a_failed_build_says_where_its_report_is() -> None:
    said = built(Report((ERROR,), withheld=("x",), reports=("kept/x/en/report.html",)))
    assert said[1:] == ["What is wrong, with pictures: kept/x/en/report.html"]


def test_a_mixed_build_says_both() -> None:
    said = built(Report((ERROR,), proven=("a", "b"), withheld=("c", "d", "e"), files=14))
    assert said[0].startswith("2 publications built and proven. 14 files.")
    assert said[1] == "1 error: nothing of c, d and e was published; what was there before stays."


def test_warnings_alone_are_counted() -> None:
    assert built(Report((WARNING,), proven=("x",), files=1))[-1] == "1 warning."


def test_what_disappeared_is_named() -> None:
    assert "No longer in output: old." in built(Report(proven=("x",), gone=("old",)))


def test_it_says_that_no_browser_has_looked() -> None:
    for said in (built(Report(proven=("x",), browser=None)), list(of_check(Report(proven=("x",), browser=None)))):
        assert said[1].startswith("No browser has looked")
        assert "apt-get install chromium" in said[1]


def test_an_empty_source_is_said() -> None:
    assert built(Report()) == ["There was nothing to build."]


def test_a_check_says_what_is_proven_and_what_is_not() -> None:
    assert list(of_check(Report(proven=("x",), files=7))) == ["1 publication proven in 7 finished files: x."]
    assert list(of_check(Report((ERROR,), withheld=("x",)))) == ["1 error. Mend what is named, then build again."]
    assert list(of_check(Report((WARNING,), proven=("x",), files=1)))[-1] == "1 warning."


def test_numbers_and_lists_are_english() -> None:
    assert [counted(number, "error") for number in (0, 1, 2)] == ["no errors", "1 error", "2 errors"]
    assert [listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert tally([]) == ""


@dataclass(frozen=True)
class Verdict:
    path: str
    flaws: tuple[Finding, ...] = ()
    validator: str = "Nu"
    version: str = "26.9"


def test_a_verdict_without_a_flaw_is_told_from_one_with_some() -> None:
    rows = list(verdicts([Verdict("a.html"), Verdict("b.html", (ERROR, WARNING, ERROR))]))
    assert rows == [("Nu", "26.9", "a.html", "no fault"), ("Nu", "26.9", "b.html", "2 errors, 1 warning")]


def test_verdicts_are_counted_with_their_flaws() -> None:
    assert list(of_verdicts(())) == []
    assert list(of_verdicts([Verdict("a.html"), Verdict("a.html")])) == [
        "1 file, 2 verdicts of validators: no errors, no warnings."
    ]
    assert list(of_verdicts([Verdict("a.html"), Verdict("b.html", (WARNING,))])) == [
        "2 files, 2 verdicts of validators: 1 warning."
    ]
