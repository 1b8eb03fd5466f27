"""The document of an edition: levels in order, notices placed, nothing else changed."""

import copy
import json
from typing import Any

import pytest

from imprint.checking.requirements import Requirement, required
from imprint.composing import Document, Notice, Passage, compose
from imprint.editions import editions
from imprint.model import Disclaimer, Edition, Level, Place, Prose, Publication
from tests.samples import (
    NORTH,
    TODAY,
    bullets,
    claim,
    disclaimer,
    edition,
    para,
    plain,
    prose,
    publication,
    reviewed,
    section,
    text_of,
    words,
)

BOTH = disclaimer("both", Place.FIRST_BENEFIT, Place.BENEFIT)
FIRST = disclaimer("first", Place.FIRST_BENEFIT)
GAIN = disclaimer("gain", Place.BENEFIT)
HARM = disclaimer("harm", Place.RISK)
DOUBT = disclaimer("doubt", Place.UNCERTAINTY)


def composed(of: Publication, name: str = "page") -> Document:
    return compose(of, edition(name), words(), TODAY)


def shape(document: Document, text: int = 0) -> dict[str, list[str]]:
    """Per chapter: the ids of its notices and the words of each of its blocks, in order."""
    return {
        chapter.id: [
            piece
            for part in chapter.parts
            for piece in (
                [f"<{part.id}>"] if isinstance(part, Notice) else [text_of(block) for block in json.loads(part.blocks)]
            )
        ]
        for chapter in document.texts[text].chapters
    }


def shaped(*proses: Prose, disclaimers: tuple[Disclaimer, ...]) -> list[list[str]]:
    """The same for a publication of the full texts given, as a page prints it."""
    sections = tuple(section(f"s{number}", one) for number, one in enumerate(proses))
    of = publication(sections=sections, plain_order=(), disclaimers=disclaimers)
    return list(shape(composed(of)).values())


# --- claims call for notices


def test_a_notice_follows_the_block_with_the_first_claim_of_its_kind() -> None:
    text = prose(para("One."), para("Two ", claim("benefit", "gain"), "."), para(claim("benefit", "Three")), para("4"))
    assert shaped(text, disclaimers=(GAIN,)) == [["One.", "Two gain.", "<gain>", "Three", "4"]]


def test_a_claim_in_a_list_calls_behind_the_whole_list() -> None:
    text = prose(bullets([plain("a")], [plain(claim("risk", "b"))], [plain("c")]), para("d"))
    assert shaped(text, disclaimers=(HARM,)) == [["abc", "<harm>", "d"]]


def test_a_claim_in_the_last_block_calls_at_the_end() -> None:
    assert shaped(prose(para("a"), para(claim("risk", "b"))), disclaimers=(HARM,)) == [["a", "b", "<harm>"]]


def test_every_section_with_a_claim_has_its_notice_and_the_others_have_none() -> None:
    gain, no_gain = prose(para(claim("benefit", "a"))), prose(para("b"))
    assert shaped(gain, no_gain, gain, disclaimers=(GAIN,)) == [["a", "<gain>"], ["b"], ["a", "<gain>"]]


def test_the_first_benefit_is_the_first_section_with_one_alone() -> None:
    gain, no_gain = prose(para(claim("benefit", "a"))), prose(para(claim("risk", "b")))
    assert shaped(no_gain, gain, gain, disclaimers=(FIRST,)) == [["b"], ["a", "<first>"], ["a"]]


def test_a_disclaimer_with_both_benefit_places_is_printed_once_in_a_section() -> None:
    gain = prose(para(claim("benefit", "a")))
    assert shaped(gain, gain, disclaimers=(BOTH,)) == [["a", "<both>"], ["a", "<both>"]]


@pytest.mark.parametrize(("first", "second"), [("benefit", "risk"), ("risk", "benefit")])
@pytest.mark.parametrize("places", [(Place.BENEFIT, Place.RISK), (Place.RISK, Place.BENEFIT)])
def test_of_two_claims_that_call_for_the_same_notice_the_first_has_it(
    first: str, second: str, places: tuple[Place, ...]
) -> None:
    text = prose(para(claim(first, "a")), para("b"), para(claim(second, "c")))
    assert shaped(text, disclaimers=(disclaimer("any", *places),)) == [["a", "<any>", "b", "c"]]


def test_notices_of_one_block_stand_in_the_order_of_the_places() -> None:
    text = prose(para(claim("uncertainty", "a"), claim("risk", "b"), claim("benefit", "c")))
    assert shaped(text, disclaimers=(DOUBT, HARM, GAIN, FIRST)) == [["abc", "<first>", "<gain>", "<harm>", "<doubt>"]]


def test_claims_without_a_statement_cut_nothing() -> None:
    text = prose(para(claim("benefit", "a")), para("b"))
    document = composed(publication(sections=(section("a", text),), plain_order=(), disclaimers=()))
    (chapter,) = document.texts[0].chapters
    assert len(chapter.parts) == 1


def test_the_authors_marks_are_not_printed() -> None:
    document = composed(publication())
    assert '"claim"' in publication().sections[0].full.blocks  # type: ignore[union-attr]
    assert '"claim"' not in "".join(passage.blocks for passage in document.passages())


# --- levels and editions


def test_the_plain_text_has_its_own_order_headings_and_claims() -> None:
    document = composed(publication(), "plain-page")
    text = document.texts[0]
    assert [chapter.id for chapter in text.chapters] == ["harm", "walking", "next"]
    assert [chapter.heading for chapter in text.chapters] == ["harm in short", "Walk!", "next in short"]
    assert (text.title, text.main_message) == ("Walk! A sample", "This is made up.")
    notices = {part.id: part.text for chapter in text.chapters for part in chapter.parts if isinstance(part, Notice)}
    assert notices["gain"] == "The plain statement on gain."


def test_sections_without_a_text_at_the_level_are_left_out() -> None:
    assert list(shape(composed(publication()))) == ["walking", "harm", "gain"]


def test_the_ebook_carries_the_plain_text_with_its_own_front_and_claims() -> None:
    document = composed(publication(), "ebook")
    assert [text.level for text in document.texts] == [Level.FULL, Level.PLAIN]
    assert shape(document, 1) == shape(composed(publication(), "plain-page"))
    assert document.texts[1].front == composed(publication(), "plain-page").texts[0].front
    assert "<first>" in shape(document, 0)["walking"]
    assert "<first>" in shape(document, 1)["walking"]


def test_the_ebook_of_a_text_without_a_plain_one_has_an_empty_second_text() -> None:
    document = composed(publication(plain_order=()), "ebook")
    assert document.texts[1].chapters == ()


def test_only_the_plain_text_explains_terms_and_only_the_full_one_lists_them() -> None:
    assert [entry.term for entry in composed(publication()).glossary] == ["blood pressure", "lung"]
    assert composed(publication(), "plain-page").glossary == ()
    assert "(what you breathe with)" not in str(shape(composed(publication())))
    assert str(shape(composed(publication(), "plain-page"))).count("(what you breathe with)") == 1


def test_only_an_embed_carries_what_is_said_to_a_partners_readers() -> None:
    of = publication()
    assert {one.name for one in editions() if composed(of, one.name).embed} == {"embed", "embed-plain"}


# --- what the check demands is what is printed, although they share no code


def demanded(of: Publication, one: Edition) -> list[tuple[str, str | None, str]]:
    def chapter(requirement: Requirement) -> str | None:
        if requirement.section is None:
            return requirement.place.value if requirement.place else "fallback"
        return of.sections_at(requirement.level)[requirement.section].id

    found = [(r.level.value, chapter(r), r.wording) for r in required(of, words(), TODAY, one)]
    return sorted(item for item in found if item[1] != "fallback")


def printed(of: Publication, one: Edition) -> list[tuple[str, str | None, str]]:
    document = compose(of, one, words(), TODAY)
    own = one.level.value
    found = [
        *((text.level.value, "front", notice.text) for text in document.texts for notice in text.front),
        *((own, "end", notice.text) for notice in document.end),
        *((own, "footer", notice.text) for notice in document.footer),
        *((own, "embed", notice.text) for notice in document.embed),
    ]
    found += [
        (text.level.value, chapter.id, part.text)
        for text in document.texts
        for chapter in text.chapters
        for part in chapter.parts
        if isinstance(part, Notice)
    ]
    return sorted(found)


PUBLICATIONS: dict[str, dict[str, Any]] = {
    "as it is": {},
    "one jurisdiction": {"jurisdictions": (NORTH,)},
    "nothing set": {"authors": (), "canonical_url": "https://example.org/x/", "interventions": ()},
    "no plain text": {"plain_order": ()},
    "every place at once": {"disclaimers": (disclaimer("all", *Place, text=["{emergency}", ("{funders}", "")]), BOTH)},
    "nothing to say": {"disclaimers": (disclaimer("none", *Place, text=[("By {funders}.", "")]),)},
}


@pytest.mark.parametrize("one", editions(), ids=lambda one: one.name)
@pytest.mark.parametrize("name", PUBLICATIONS)
def test_what_is_printed_is_what_the_check_demands(one: Edition, name: str) -> None:
    of = publication(**PUBLICATIONS[name])
    assert printed(of, one) == demanded(of, one)


@pytest.mark.parametrize("one", editions(), ids=lambda one: one.name)
def test_what_is_printed_of_a_reviewed_text_is_what_the_check_demands(one: Edition) -> None:
    assert printed(reviewed(), one) == demanded(reviewed(), one)


# --- purity


@pytest.mark.parametrize("one", editions(), ids=lambda one: one.name)
def test_composing_twice_gives_the_same_and_leaves_its_input_alone(one: Edition) -> None:
    of = publication()
    before = copy.deepcopy(of)
    first, second = compose(of, one, words(), TODAY), compose(of, one, words(), TODAY)
    assert first == second
    assert of == before
    assert isinstance(hash(first.texts), int)  # frozen through and through


def test_no_word_of_the_text_is_lost() -> None:
    document = composed(publication(glossary=()))
    for one, chapter in zip(publication().sections_at(Level.FULL), document.texts[0].chapters, strict=True):
        kept = [block for part in chapter.parts if isinstance(part, Passage) for block in json.loads(part.blocks)]
        assert one.full is not None
        assert text_of(kept) == text_of(json.loads(one.full.blocks))
