"""What is said about how a text is written; and what is well written and must not be blamed."""

import pytest

from imprint.reading.phrases import phrases
from imprint.reading.references import References
from imprint.reading.report import Report
from imprint.reading.text import text

LINK = "(https://clinic.test/pollen)"


def told(source: str, language: str = "en-GB") -> list[tuple[str, int | None]]:
    """The codes and lines of what is said about a text in a section; its first line is line 3."""
    report = Report("source/a/publication.md")
    text(f"## A {{#a}}\n\n{source}\n", 0, References({"one-2019": 1}), report, language)
    return [(finding.code, finding.where.line) for finding in report.findings]


STYLE = [
    (f"For more,\n[Click here!]{LINK}", "P028", 4),
    (f"[**this page**]{LINK}", "P028", 3),
    ("<https://clinic.test/pollen>", "P029", 3),
    (f"[clinic.test/pollen]{LINK}", "P029", 3),
    ("| a |  |\n|---|---|\n| b | c |", "P030", 3),
    ("**What helps?**", "P031", 3),
    ("*Signs*:", "P031", 3),
    ("Words.\nPlease DO NOT STOP now.", "P032", 4),
    ("**NEVER STOP IT**.", "P032", 3),
    ("An IMPRESSIVE result.", "P032", 3),
    ("### THIS IS LOUD", "P032", 3),
    ("| Rows in green |\n|---|\n| b |", "P033", 3),
    ("Press the red button.", "P033", 3),
    ("One. Two! “Three?” Four.", "P034", 3),
    ("- One. Two [@one-2019]. Three. Four.", "P034", 3),
    ("It costs 5*3 and *more.", "P027", 3),
    ("Half_ a word.", "P027", 3),
    ("So [one-2019].", "R009", 3),
    ("So [one-2019, p. 4].", "R009", 3),
    ('![Photo of a nose](figures/a.png "A nose")', "F012", 3),
    ('![A nose](figures/a.png "THE NOSE IS OPEN")', "P032", 3),
]


@pytest.mark.parametrize(("source", "code", "line"), STYLE)
def test_a_habit_that_hinders_readers_is_told_at_its_line(source: str, code: str, line: int) -> None:
    assert told(source) == [(code, line)]


@pytest.mark.parametrize(
    "source",
    [
        f"Read [more about pollen]{LINK}.",
        "<https://clinic.test>, <https://clinic.test/> and <post@clinic.test>",
        f"[clinic.test]{LINK}",
        "**Do not stop.**",
        "**Note:** it helps.",
        "**A stressed paragraph that goes on for more than a dozen words is no heading at all**",
        "- **Signs**",
        "HSCT, CAR-T, DMARDs, MHRA, ANZIO and EBMT/EULAR",
        "The UK NHS MHRA says so.",
        "I AM in.",
        "Red blood cells and white spots in summer.",
        "Dr. Smith et al. say, e.g. in Fig. 3, that 3.5 mg helps. J. Doe agrees. So do we.",
        "5 * 3, a line to fill in: ____, snake_case, and \\*this or that\\*",
        "An [aside] on [2019].",
        "So [@one-2019].",
        "![A nose that runs](figures/a.png)",
    ],
)
def test_what_is_well_written_is_not_blamed(source: str) -> None:
    assert told(source) == []


def test_a_language_without_lists_is_held_to_what_needs_no_words() -> None:
    assert told(f"[click here]{LINK} in red. STOP IT NOW.", "cy") == []
    assert told("One. Two. Three. Four.", "cy") == [("P034", 3)]
    assert told("| |\n|---|\n| b |", "") == [("P030", 3)]


def test_the_lists_of_words_are_in_small_letters_and_without_repetitions() -> None:
    for name, words in phrases("en"):
        assert words, name
        assert len(set(words)) == len(words), name
        assert [word.casefold() for word in words] == list(words), name


HINTS = [  # as written, what an editor is told to type
    ("### B\n\n[Call](tel:01632 960 000)", "(tel:01632960000)"),
    ("[Us](https://clinic.test/a page)", "%20"),
    ("| a | b |\n| 1 | 2 |", "|---|---|"),
    ("| a | b |\n|---|\n| 1 | 2 |", "|---|---|"),
    ("## B {#b plain=“Is it b?”}\n\nText.", '{#b plain="Is it b?"}'),
    ("## B {#b plain=“Easy”}\n\nText.", '{plain="Easy"}'),
    ("## B {b}\n\nText.", "{#b}"),
    ("[x]{.claim kind=“risk”}", 'kind="risk"'),
    ("\tText.", "take the tab or the spaces at the start"),
    ("Text.\n\n    Text.", "take the tab or the spaces at the start"),
    ("```\nText.\n```", "take the lines with ```"),
    ("[x]{.warning}", "take it out: there are only [words]{.claim kind=…}"),
    ("So [one-2019; two].", "[@one-2019; @two]"),
]


@pytest.mark.parametrize(("source", "hint"), HINTS)
def test_an_editor_is_told_what_to_type(source: str, hint: str) -> None:
    report = Report("source/a/publication.md")
    text(f"## A {{#a}}\n\nText.\n\n{source}\n", 0, References({"one-2019": 1}), report, "en")
    (finding,) = report.findings
    assert hint in finding.hint
