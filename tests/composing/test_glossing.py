"""Terms explained: once, at their first use in a plain text, and listed for the full one."""

import json

import pytest

from imprint.composing.glossing import Glosser, used_terms
from imprint.model import Prose, Term
from tests.samples import (
    Node,
    bullets,
    cite,
    claim,
    definitions,
    emph,
    heading,
    image,
    link,
    para,
    plain,
    prose,
    quotation,
    quoted,
    strong,
    table,
    term,
    text_of,
)

LUNG = term("lung", "what you breathe with", "lungs")
MUSCLE = term("muscle", "what moves you", "muscles")
CELL = term("cell", "a tiny part", "cells")
STEM_CELL = term("stem cell", "a cell that can become others", "stem cells")


def explained(*blocks: Node, glossary: tuple[Term, ...] = (LUNG,)) -> str:
    return text_of(json.loads(Glosser(glossary).explain(prose(*blocks))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Your lung.", "Your lung (what you breathe with)."),
        ("Your lungs, both.", "Your lungs (what you breathe with), both."),
        ("Is it the lung?", "Is it the lung (what you breathe with)?"),
        ("(the lung)", "(the lung (what you breathe with))"),
        ("“Lungs” they say", "“Lungs (what you breathe with)” they say"),
        ("LUNG disease", "LUNG (what you breathe with) disease"),
        ("One lung or two lungs.", "One lung (what you breathe with) or two lungs."),
        ("Plunge lungfish lung-cancer mid-lung.", "Plunge lungfish lung-cancer mid-lung."),
    ],
)
def test_the_first_use_is_explained_with_its_own_case_and_before_the_punctuation(text: str, expected: str) -> None:
    assert explained(para(text)) == expected


def test_a_term_over_a_line_break_is_found() -> None:
    pressure = term("blood pressure", "how hard it pushes")
    assert explained(para("Your blood\npressure rises."), glossary=(pressure,)) == (
        "Your blood pressure (how hard it pushes) rises."
    )


def test_a_term_is_explained_once_over_all_passages_of_a_text() -> None:
    glosser = Glosser((LUNG,))
    texts = [text_of(json.loads(glosser.explain(prose(para("A lung."))))) for _ in range(3)]
    assert texts == ["A lung (what you breathe with).", "A lung.", "A lung."]


def test_each_term_has_its_own_first_use() -> None:
    assert explained(para("Muscles, lungs and muscles."), glossary=(LUNG, MUSCLE)) == (
        "Muscles (what moves you), lungs (what you breathe with) and muscles."
    )


def test_the_longest_form_is_explained_first() -> None:
    failing = term("lung", "what you breathe with", "lung failure")
    assert explained(para("A lung failure."), glossary=(failing,)) == "A lung failure (what you breathe with)."


@pytest.mark.parametrize("glossary", [(CELL, STEM_CELL), (STEM_CELL, CELL)])
def test_a_term_inside_a_longer_one_waits_for_a_use_of_its_own(glossary: tuple[Term, ...]) -> None:
    assert explained(para("Stem cells, then cells."), glossary=glossary) == (
        "Stem cells (a cell that can become others), then cells (a tiny part)."
    )


def test_a_term_at_the_start_of_a_longer_one_does_not_cut_it() -> None:
    transplant = term("stem cell transplant", "giving stem cells")
    assert explained(para("A stem cell transplant."), glossary=(STEM_CELL, transplant)) == (
        "A stem cell transplant (giving stem cells)."
    )


def test_an_explanation_is_not_explained_itself() -> None:
    assert explained(para("A stem cell."), para("A cell."), glossary=(STEM_CELL, CELL)) == (
        "A stem cell (a cell that can become others).A cell (a tiny part)."
    )


@pytest.mark.parametrize(
    "closed",
    [
        para(link("lung", "https://sample.test/")),
        para(cite("lung")),
        heading("Your lung"),
        image("figures/lung.png", "A lung", "The lung"),
    ],
    ids=["link", "citation", "heading", "picture"],
)
def test_no_explanation_becomes_part_of_a_link_citation_heading_or_picture(closed: Node) -> None:
    before = json.loads(json.dumps(closed))
    first, second = json.loads(Glosser((LUNG,)).explain(prose(closed, para("A lung."))))
    assert first == before
    assert text_of(second) == "A lung (what you breathe with)."  # the first use that can be explained


@pytest.mark.parametrize(
    "open_block",
    [
        para(emph("lung")),
        para(strong("Your ", emph("lung"))),
        para(quoted("lung")),
        para(claim("risk", "a lung")),
        bullets([plain("lung")]),
        quotation(para("lung")),
        table(["a", "b"], ["lung", "c"]),
        definitions(("Organ", "the lung")),
    ],
    ids=["emphasis", "nested", "quotation marks", "claim", "list", "quotation", "table", "definition"],
)
def test_an_explanation_stands_directly_behind_the_term_wherever_it_is_used(open_block: Node) -> None:
    assert "lung (what you breathe with)" in explained(open_block)


def test_a_text_without_terms_stays_as_it_is() -> None:
    untouched = prose(para("Nothing ", strong("here"), ", ", cite("one"), "."))
    assert json.loads(Glosser((LUNG,)).explain(untouched)) == json.loads(untouched.blocks)


# --- the full text's list


def listed(*prose_: Prose, glossary: tuple[Term, ...] = (MUSCLE, LUNG)) -> list[str]:
    return [entry.term for entry in used_terms(glossary, prose_)]


def test_the_list_holds_the_used_terms_in_alphabetical_order_at_the_full_level() -> None:
    text = prose(para("Muscles pull on the lungs."))
    assert listed(text) == ["lung", "muscle"]
    assert [entry.meaning for entry in used_terms((LUNG,), [text])] == ["Lung: what you breathe with, in full."]


def test_a_term_that_is_not_used_is_not_listed() -> None:
    assert listed(prose(para("Your lungs and your plungers."))) == ["lung"]


def test_capitals_come_where_a_reader_looks_for_them() -> None:
    msc = term("MSC", "a cell")
    text = prose(para("lung, MSC, muscle"))
    assert listed(text, glossary=(MUSCLE, msc, LUNG)) == ["lung", "MSC", "muscle"]


def test_items_of_a_list_are_not_read_as_one_word() -> None:
    assert listed(prose(bullets([plain("lung")], [plain("muscle")]))) == ["lung", "muscle"]
    assert listed(prose(definitions(("lung", "muscle")))) == ["lung", "muscle"]


def test_words_of_two_blocks_are_not_read_as_one_term() -> None:
    pressure = term("blood pressure", "how hard it pushes")
    assert listed(prose(bullets([plain("blood")], [plain("pressure")])), glossary=(pressure,)) == []


def test_the_key_of_a_citation_is_no_use_of_a_term() -> None:
    assert listed(prose(para("Known ", cite("lung"), "."))) == []


def test_a_term_marked_as_a_claim_is_used() -> None:
    assert listed(prose(para("It ", claim("benefit", "helps your ", emph("lungs")), "."))) == ["lung"]
