"""Gates and scores are read strictly: what is wrong with them is told at its line, and nothing is guessed."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from imprint.codes import CODES
from imprint.errors import Finding
from imprint.model import Gates, Publication, Words
from imprint.pipeline.making import untimely
from imprint.reading import frames, read, read_words
from tests.reading import broken
from tests.reading.broken import copied_base

GOOD = (
    '{frame: cdc-index, criterion: "5", score: "yes", by: A. Editor, role: editor, date: 2026-01-20, note: two things}'
)


@pytest.fixture(scope="module")
def words(root: Path) -> Mapping[str, Words]:
    return read_words(root / "templates/shared/words.yaml")


def with_gates(folder: Path, gates: str) -> Path:
    source = copied_base(folder)
    text = source / "hay-fever/publication.md"
    text.write_text(text.read_text("utf-8").replace("plain_order:", f"readability: {gates}\nplain_order:"), "utf-8")
    return source


def with_scores(folder: Path, *lines: str) -> Path:
    source = copied_base(folder)
    text = "\n".join(["scores:", *(f"- {line}" for line in lines)]) + "\n"
    (source / "hay-fever/scores.yaml").write_text(text, "utf-8")
    return source


def only(source: Path, words: Mapping[str, Words]) -> Publication:
    catalogue, findings = read(source, words)
    assert findings == ()
    return catalogue.publications[0]


def told(source: Path, words: Mapping[str, Words]) -> list[tuple[str, str, int | None]]:
    catalogue, findings = read(source, words)
    assert catalogue.publications == ()
    return [(one.code, one.where.path.rpartition("/")[2], one.where.line) for one in findings]


def messages(source: Path, words: Mapping[str, Words]) -> tuple[Finding, ...]:
    return read(source, words)[1]


# --- gates


def test_without_gates_the_usual_ones_hold(tmp_path: Path, words: Mapping[str, Words]) -> None:
    assert only(copied_base(tmp_path), words).gates == Gates(6, 9, 20, 12)


def test_gates_that_are_given_hold_and_the_others_stay(tmp_path: Path, words: Mapping[str, Words]) -> None:
    gates = only(with_gates(tmp_path, "{plain: {grade: 5.5, sentence_words: 15}}"), words).gates
    assert gates == Gates(5.5, 9, 15, 12)


@pytest.mark.parametrize(
    "gates",
    [
        "{plain: {grade: six}}",
        "{plain: {grade: 0}}",
        "{plain: {smog: 19}}",
        "{plain: {smog: -3}}",
        "{plain: {sentence_words: 4}}",
        "{full: {grade: 1e1}}",
        "{full: {grade: [12]}}",
    ],
)
def test_what_is_no_limit_is_refused(gates: str, tmp_path: Path, words: Mapping[str, Words]) -> None:
    assert told(with_gates(tmp_path, gates), words) == [("Y011", "publication.md", 16)]


def test_a_gate_that_is_not_known_is_refused_with_the_one_that_is_meant(
    tmp_path: Path, words: Mapping[str, Words]
) -> None:
    (found,) = messages(with_gates(tmp_path, "{plain: {grades: 6}}"), words)
    assert (found.code, "“grade”" in found.hint) == ("Y009", True)


# --- scores


def test_a_score_is_read_with_all_it_says(tmp_path: Path, words: Mapping[str, Words]) -> None:
    (score,) = only(with_scores(tmp_path, GOOD), words).scores
    assert (score.frame, score.criterion, score.verdict) == ("cdc-index", "5", "yes")
    assert (score.by, score.role, score.date, score.note) == ("A. Editor", "editor", date(2026, 1, 20), "two things")
    assert score.where.line == 2


def test_two_people_may_score_the_same(tmp_path: Path, words: Mapping[str, Words]) -> None:
    assert len(only(with_scores(tmp_path, GOOD, GOOD.replace("A. Editor", "B. Reader")), words).scores) == 2


@pytest.mark.parametrize("text", ["scores:\n", "scores: []\n"])
def test_an_empty_list_holds_no_score(text: str, tmp_path: Path, words: Mapping[str, Words]) -> None:
    source = copied_base(tmp_path)
    (source / "hay-fever/scores.yaml").write_text(text, "utf-8")
    assert only(source, words).scores == ()


@pytest.mark.parametrize(
    ("replaced", "by", "code"),
    [
        ("cdc-index", "cdc-indx", "Y012"),
        ('"5"', '"21"', "Y012"),
        ('"yes"', '"perhaps"', "Y012"),
        ("2026-01-20", "yesterday", "Y013"),
        ("by: A. Editor, ", "", "Y010"),
        ("note", "nota", "Y009"),
    ],
)
def test_what_is_wrong_with_a_score_is_told_at_its_line(
    replaced: str, by: str, code: str, tmp_path: Path, words: Mapping[str, Words]
) -> None:
    assert told(with_scores(tmp_path, GOOD, GOOD.replace(replaced, by)), words) == [(code, "scores.yaml", 3)]


def test_nobody_has_scored_on_a_day_to_come(tmp_path: Path, words: Mapping[str, Words]) -> None:
    one = only(with_scores(tmp_path, GOOD), words)
    assert [found.code for found in untimely(one, date(2026, 1, 19))] == ["E023"]
    assert list(untimely(one, date(2026, 1, 20))) == []


@pytest.mark.parametrize("case", ["C050", "C051"])
def test_nobody_has_decided_on_a_day_to_come(case: str, tmp_path: Path, words: Mapping[str, Words]) -> None:
    one = only(broken.make(case, tmp_path).source, words)
    (found,) = untimely(one, date(2026, 10, 31))
    assert (found.code, found.where) == (
        "E023",
        [*(item.where for item in one.reviews), *(item.where for item in one.accepted)][0],
    )


# --- frames


def test_the_frames_have_as_many_criteria_as_their_makers_say() -> None:
    found = {frame.id: [one.id for one in frame.criteria] for frame in frames()}
    assert found["cdc-index"] == [str(number) for number in range(1, 21)]
    assert found["pemat-p"] == [str(number) for number in range(1, 27) if number not in (13, 14)]  # those are for films
    assert found["pif-tick"] == [str(number) for number in range(1, 11)]


def test_checks_that_frames_name_are_there_and_a_need_has_a_check() -> None:
    every = [one for frame in frames() for one in frame.criteria]
    named = {code for one in every for code in (*one.proved_by, *one.helped_by)}
    assert named <= set(CODES)
    assert all(one.proved_by for one in every if one.needs)
    assert not [one for one in every if one.proved_by and one.helped_by]
