"""The rules on plain text find what is hard at its line, and say nothing about sound words."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from imprint.editorial import judge_finished, judge_source
from imprint.errors import Finding
from imprint.evidence import Said
from imprint.model import Gates, Kind, Level, Publication
from tests.editorial.texts import FIRST, Text, prose, published, shown, with_full
from tests.samples import term, words

DAY = date(2026, 11, 22)
TWENTY = "You can rest a lot and you can drink a lot and you can call your own nurse now."
SHORT = "You can rest. "
HARD = "Numerous individuals experience considerable difficulties understanding complicated information. "


def para(text: str) -> Text:
    return Text(Kind.PARAGRAPH, text)


def source(publication: Publication) -> list[str]:
    return [one for one in told(judge_source(publication, words(), DAY)) if one.startswith("L01")]


def finished(publication: Publication, *said: Said, name: str = "plain-page") -> tuple[Finding, ...]:
    return judge_finished(publication, words(), DAY, [shown(publication, *said, name=name)], "out")


def told(findings: Iterable[Finding]) -> list[str]:
    return [f"{one.code}:{one.where.line}" for one in findings]


def said(text: str) -> Said:
    return Said(Level.PLAIN, "care", Kind.PARAGRAPH, text, "")


# --- long sentences


def test_twenty_words_pass_and_one_more_does_not() -> None:
    assert len(TWENTY.split()) == 20 - 1
    assert source(published(para(TWENTY.replace("now", "right now")))) == []
    (found,) = judge_source(
        published(para("Yes."), para("Rest. " + TWENTY.replace("now", "by phone now"))), words(), DAY
    )
    assert (found.code, found.where.line) == ("L012", FIRST + 1)
    assert "“You can rest a lot and you …” has 21 words" in found.message


@pytest.mark.parametrize("kind", [Kind.ITEM, Kind.CELL, Kind.CAPTION, Kind.PICTURE])
def test_a_long_sentence_is_found_wherever_it_stands(kind: Kind) -> None:
    assert source(published(Text(kind, TWENTY.replace("now.", "and your own doctor")))) == [f"L012:{FIRST}"]


def test_a_long_main_message_is_found() -> None:
    assert source(published(para("Yes."), message=TWENTY.replace("now", "by phone now"))) == ["L012:1"]


def test_the_gate_is_that_of_the_metadata() -> None:
    one = replace(published(para("You can rest a lot now.")), gates=Gates(plain_sentence_words=5))
    assert source(one) == [f"L012:{FIRST}"]


def test_a_sentence_that_only_grew_in_an_edition_is_found_once() -> None:
    text = TWENTY.replace("nurse", "muscles")
    one = published(para("Yes."), para(text))
    assert source(one) == []
    grown = [said("Yes."), said(text.replace("muscles", "muscles (what moves you)"))]
    assert told(finished(one, *grown)) == [f"L012:{FIRST + 1}"]
    twice = [shown(one, *grown), shown(one, *grown, name="plain-text")]
    assert told(judge_finished(one, words(), DAY, twice, "out")) == [f"L012:{FIRST + 1}"]


def test_one_that_was_too_long_as_written_is_told_of_only_there() -> None:
    one = published(para(TWENTY.replace("now", "by phone now")))
    assert "L012" not in {found.code for found in finished(one)}


# --- hard words


@pytest.mark.parametrize(
    "text",
    [
        "You may need immunosuppression.",
        "It is a myeloablative cure.",
        "Ask about prophylaxis first.",
        "It can bring on neutropenia.",
        "You may have hypertension.",
        "You may have a myocardial infarction.",
        "It works by apheresis.",
        "You may get GVHD.",
        "This is a refractory illness.",
        "Ask for Rituximab.",
        "Some side effects (neutropenia, sore skin) can be bad.",
        "It can be neutropenia (often).",
        "Immunosuppression is a risk.",
        "You may get neutropenia or a sore mouth.",
    ],
)
def test_a_hard_word_is_found(text: str) -> None:
    assert source(published(para("Yes."), para(text))) == [f"L015:{FIRST + 1}"]


@pytest.mark.parametrize(
    "text",
    [
        "Ask your doctor or pharmacist about your medicines.",
        "Vegetables, potatoes and bananas are good for you.",
        "You may feel dizziness, tiredness or itching.",
        "Your grandchildren can come to the hospital.",
        "Ring the NHS or your GP.",
        "High blood pressure (hypertension) is common.",
        "You may get mucositis (a sore mouth).",
        "This is called neutropenia.",
        "You may have neutropenia. This means that your blood has few white cells.",
        "A placebo is a tablet without medicine in it.",
        "Neutropenia is when your blood has few white cells.",
        "Nurse Okonkwo will call you at Addenbrooke on Wednesday.",
        "Write to office@immunosuppression.example or see https://example.org/neutropenia now.",
        "Use your muscles and your lungs.",
        "Paracetamol or ibuprofen can ease the pain.",
    ],
)
def test_a_sound_sentence_raises_nothing(text: str) -> None:
    assert source(published(para(text))) == []


def test_a_word_is_told_of_once_and_what_was_explained_stays_known() -> None:
    one = published(
        para("It is neutropenia. Then neutropenia goes."),
        para("It is mucositis, which is a sore mouth. Mucositis goes."),
    )
    assert source(one) == [f"L015:{FIRST}"]


def test_words_of_the_metadata_are_not_hard() -> None:
    one = replace(published(para("Dermatomyositis can hurt.")), conditions=("dermatomyositis",))
    assert source(one) == []


def test_a_plainer_word_is_named() -> None:
    (found,) = judge_source(published(para("It has good efficacy.")), words(), DAY)
    assert "“how well it works”" in found.hint


def test_words_of_the_glossary_are_not_hard() -> None:
    one = published(para("You need apheresis."), glossary=(term("apheresis", "taking cells out of your blood"),))
    assert source(one) == []


# --- words of the glossary


def test_a_term_without_its_explanation_is_found_at_its_line() -> None:
    one = published(para("Yes."), para("Use your muscles."))
    (found,) = finished(one)
    assert (found.code, found.where.line) == ("L014", FIRST + 1)
    assert "“muscle” is not explained at its first use in plain.html" in found.message


def test_an_explanation_right_behind_it_is_enough_and_one_further_down_is_not() -> None:
    one = published(para("Use your muscles."), para("Rest your muscles."))
    assert finished(one, said("Use your muscles (what moves you)."), said("Rest your muscles.")) == ()
    late = (said("Use your muscles."), said("Rest your muscles (what moves you)."))
    assert told(finished(one, *late)) == [f"L014:{FIRST}"]


def test_another_explanation_is_none() -> None:
    one = published(para("Use your muscles."))
    assert told(finished(one, said("Use your muscles (as they say)."))) == [f"L014:{FIRST}"]


def test_every_edition_that_lacks_it_is_named_in_one_finding() -> None:
    one = published(para("Use your muscles."))
    good, bad = said("Use your muscles (what moves you)."), said("Use your muscles.")
    shows = [shown(one, good), shown(one, bad, name="plain-text"), shown(one, bad, name="audio")]
    (found,) = judge_finished(one, words(), DAY, shows, "out")
    assert "in plain-leaflet.txt, audio.epub" in found.message


def test_inside_another_term_a_term_is_not_used() -> None:
    glossary = (term("cell", "a small part of you", "cells"), term("stem cells", "cells that can change"))
    one = published(para("Your stem cells change."), glossary=glossary)
    assert finished(one, said("Your stem cells (cells that can change) change.")) == ()


@pytest.mark.parametrize("kind", [Kind.HEADING, Kind.PICTURE, Kind.CAPTION])
def test_a_term_that_cannot_be_explained_where_it_stands_is_warned_of(kind: Kind) -> None:
    one = published(Text(kind, "Your muscles"), para("Use your muscles."))
    assert source(one) == [f"L016:{FIRST}"]
    assert source(published(para("Use your muscles."), Text(kind, "Your muscles"))) == []


def test_a_term_in_the_main_message_is_warned_of_unless_the_title_has_it() -> None:
    one = published(para("Use your muscles."), message="Move your muscles.")
    assert source(one) == ["L016:1"]
    named = replace(one, titles=replace(one.titles, plain="Your muscles"))
    assert source(named) == []


# --- gates


def test_a_plain_text_over_its_grades_is_told_at_its_section() -> None:
    one = published(para(HARD * 3), para(HARD * 10))
    codes = {found.code: found for found in finished(one)}
    assert codes.keys() == {"L010", "L011"}
    assert {found.where.line for found in codes.values()} == {8}
    assert "roughly, since it has only 13 sentences" in codes["L011"].message
    assert (
        "“Numerous individuals experience considerable difficulties understanding complicated …”"
        in codes["L010"].message
    )


def test_a_plain_text_within_its_grades_passes() -> None:
    assert finished(published(para(SHORT * 40))) == ()


def test_a_text_of_a_few_words_is_not_judged() -> None:
    assert finished(published(para(HARD * 3))) == ()


def test_gates_are_those_of_the_metadata() -> None:
    one = published(para(f"{TWENTY} " * 6))
    assert finished(one) == ()
    assert told(finished(replace(one, gates=Gates(plain_grade=1)))) == ["L010:8"]
    assert told(finished(replace(one, gates=Gates(plain_smog=3)))) == ["L011:8"]


def test_a_full_text_over_twelve_is_a_warning_that_bars_nothing() -> None:
    one = with_full(published(para("Yes.")), para(HARD * 15))
    assert told(finished(one, name="page")) == ["L013:8"]
    assert finished(replace(one, gates=Gates(full_grade=18)), name="page")[0].message.count("more than 18") == 1


def test_the_section_named_is_the_hardest() -> None:
    one = published(para(SHORT * 40))
    (easy,) = one.sections
    hard = replace(easy, id="risk", plain=prose(para(HARD * 14)), where=replace(easy.where, line=99))
    both = replace(one, sections=(easy, hard), plain_order=("care", "risk"))
    assert {found.where.line for found in finished(both)} == {99}


def test_in_another_language_nothing_is_said() -> None:
    one = replace(published(para(HARD * 20 + TWENTY + TWENTY), para("Use your muscles.")), language="cy")
    assert source(one) == []
    assert [found.code for found in finished(one)] == ["L014"]  # the glossary's words are known in any language
