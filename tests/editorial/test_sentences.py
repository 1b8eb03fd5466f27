"""Sentences are told by sense: lists, abbreviations, initials, decimals and quotations fool nobody."""

import pytest

from imprint.editorial.sentences import is_ended, sentences, words_of
from tests.samples import words

WHOLE = (
    "Wash your hands",
    "Dr. Smith will see you.",
    "Ask Mr. Lee or Mrs. Lee or Ms. Lee.",
    "It is for adults, e.g. your parents.",
    "It is for adults, i.e. people over 18.",
    "E.g. tablets may help.",
    "Take approx. 5 ml.",
    "It is tea vs. coffee.",
    "See Fig. 2 for this.",
    "See figs. 2 and 3.",
    "Come at 9 a.m. on Monday.",
    "Come at 9 p.m. or later.",
    "You may eat fruit, nuts, etc. at any time.",
    "Smith et al. found this.",
    "This is by J. Smith.",
    "This is by J. R. R. Tolkien.",
    "Ask Prof. J. Smith.",
    "It was in the U.S. Army.",
    "It costs 2.50 a day.",
    "It takes 3.5 weeks.",
    "The version is 1.2.3 now.",
    "Wait ... then go.",
    "Wait … then go.",
    "“Stop!” she said.",
    "“Why me?” he asked.",
    "He asked “why?” and left.",
    "Is this (why not?) for you?",
    "It may hurt (ask us. We can help) for a day.",
    "1. Wash your hands.",
    "2. dry them",
    "You can: eat, drink, rest.",
    "You can eat; you can drink.",
    "Go to example.org for more.",
    "Write to a.b@example.org soon.",
    "It lives in St. John’s Park.",
    "Vol. 3, no. 4, pp. 5–9.",
    "It is 10 % of 3 000.",
    "Stop!",
    "Really?!",
    "No!!!",
    "The pH is 7.4 in blood.",
    "Take vitamin B12 each day.",
)
DIVIDED = (
    (2, "One thing. Another thing."),
    (2, "Is it so? It is."),
    (2, "Stop! Do not go."),
    (3, "One. Two. Three."),
    (2, "Take vitamin D. It helps."),
    (2, "You have hepatitis B. You can treat it."),
    (2, "It is for me, not for I. You know."),
    (2, "Some have severe MS. It can get worse."),
    (2, "Come at 9 a.m. Then eat."),
    (2, "You may eat fruit, nuts, etc. Drink water too."),
    (2, "This was found by Smith et al. They looked at 20 people."),
    (2, "It is made in the U.S. The label says so."),
    (2, "She said “No.” Then she left."),
    (2, "“Go.” “Why?”"),
    (2, "Is it over? “Yes.”"),
    (2, "It can hurt. (Ask us.)"),
    (2, "(See Fig. 2.) Then go on."),
    (2, "Wait … Then go."),
    (2, "Wait... Then go."),
    (2, "It takes 5. Then it stops."),
    (2, "It takes 3.5 weeks. 20 people tried it."),
    (2, "Do not stop.\nAsk first."),
    (2, "Ask Dr. Smith. He knows."),
    (2, "You can go.” He said so."),
    (3, "Is it 1? Is it 2? Ask."),
    (2, "You need a GP. Ask for one."),
    (2, "It was 5 p.m. We had tea."),
    (2, "Step 1. Step 2."),
)


@pytest.mark.parametrize("text", WHOLE)
def test_it_stays_one_sentence(text: str) -> None:
    assert [one.text for one in sentences(text, words())] == [text]


@pytest.mark.parametrize(("count", "text"), DIVIDED)
def test_it_is_divided(count: int, text: str) -> None:
    assert len(sentences(text, words())) == count


def test_the_tables_are_long_enough_to_tell_something() -> None:
    assert len(WHOLE) + len(DIVIDED) >= 60


def test_each_begins_where_its_first_letter_stands() -> None:
    text = " One thing. Another thing. "
    assert [text[one.start :][: len(one.text)] for one in sentences(text, words())] == ["One thing.", "Another thing."]


@pytest.mark.parametrize("text", ["", "  ", "…", "–"])
def test_what_has_no_word_is_no_sentence(text: str) -> None:
    assert sentences(text, words()) == ()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("well-being is one", 3),
        ("risk—if any", 3),
        ("2 to 3 – or 4", 5),
        ("5–10 days", 2),
        ("don’t", 1),
        ("a day / a night", 4),
        ("10 % of it", 3),
    ],
)
def test_words_are_what_stands_between_spaces(text: str, count: int) -> None:
    assert len(words_of(text)) == count


def test_an_end_mark_may_stand_before_quotation_marks_and_brackets() -> None:
    ended = ["Go.", "“Go.”", "(Go!)", "Why?", "Go…"]
    assert [is_ended(text) for text in [*ended, "Go", "Go:", "Go,"]] == [True] * 5 + [False] * 3
