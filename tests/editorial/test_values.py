"""What numbers stand for: pairs that say the same, pairs that do not, and digits and words that are no numbers."""

import pytest

from imprint.editorial.numbers import is_same
from imprint.editorial.values import Value, values

EQUAL = [
    ("2 in 100", "2 %"),
    ("2 in 100 people", "2 out of 100"),
    ("2 in 100", "two in a hundred"),
    ("2 in 100", "1 in 50"),
    ("2 people in every 100", "2%"),
    ("2 per 100", "2 per cent"),
    ("10 of 100 people", "1 in 10"),
    ("half of the people", "50 %"),
    ("a third of patients", "one third of patients"),
    ("three quarters of women", "75 percent"),
    ("2.5 %", "25 in 1000"),
    ("0.5 %", "1 in 200"),
    ("20 000", "20,000"),
    ("20\u202f000", "20000"),
    ("20\u00a0000", "twenty thousand"),
    ("2 million", "2,000,000"),
    ("twenty-five", "25"),
    ("two hundred and ten", "210"),
    ("a dozen eggs", "12 eggs"),
    ("500 mg", "0.5 g"),
    ("0.1 mg", "100 µg"),
    ("100 micrograms", "100 mcg"),
    ("1.5 litres", "1500 ml"),
    ("1.5 kg", "1500 grams"),
    ("10 cm", "100 mm"),
    ("72 hours", "3 days"),
    ("2 weeks", "14 days"),
    ("90 minutes", "one and a half hours"),
    ("half an hour", "30 minutes"),
    ("2½ hours", "150 minutes"),
    ("12 months", "1 year"),
    ("a 12-week course", "12 weeks"),
    ("24 months", "two years"),
    ("5 to 10 mg", "5–10 mg"),
    ("5mg to 10mg", "between 5 and 10 mg"),
    ("2–3 %", "2 to 3 in 100"),
    ("1 in 50 to 1 in 20", "2 to 5 %"),
    ("between 0 and 10 in 100", "0–10 %"),
    ("twice a day", "2 times daily"),
    ("once a day", "1 time each day"),
    ("three times a week", "3 times weekly"),
    ("two tablets", "2 pills"),
    ("22 November 2026", "2026-11-22"),
    ("22 November 2026", "November 22, 2026"),
    ("3/4/2025", "3 April 2025"),
    ("8 am", "8:00"),
    ("3.30 pm", "15:30"),
    ("0300 123 4567", "03001234567"),
    ("call 999", "ring 999"),
    ("type 1 diabetes", "type 1"),
    ("120/80 mmHg", "120/80"),
    ("£2.50", "2.50 pounds"),
]

UNEQUAL = [
    ("2 in 100", "3 in 100"),
    ("2 in 100", "2 in 1000"),
    ("2 %", "2 days"),
    ("2 %", "2 people"),
    ("1 in 50", "1 in 5"),
    ("500 mg", "500 g"),
    ("500 mg", "500 µg"),
    ("500 mg", "500 ml"),
    ("5 ml", "5 l"),
    ("2 weeks", "2 days"),
    ("4 weeks", "1 month"),
    ("6 hours", "6 minutes"),
    ("5 to 10 mg", "5 to 15 mg"),
    ("5 to 10 mg", "5 mg"),
    ("5 to 10 mg", "10 mg"),
    ("twice a day", "twice a week"),
    ("twice a day", "three times a day"),
    ("10 mg a day", "10 mg a week"),
    ("22 November 2026", "23 November 2026"),
    ("22 November 2026", "22 October 2026"),
    ("in 2019", "in 2018"),
    ("0300 123 4567", "0300 123 4576"),
    ("type 1 diabetes", "type 2 diabetes"),
    ("120/80", "130/80"),
    ("2.5 mg", "25 mg"),
    ("20,000", "2,000"),
    ("8 am", "8 pm"),
    ("a third of patients", "a quarter of patients"),
]

NO_NUMBERS = [
    "One of them is enough.",
    "Nobody knows which one you will have.",
    "the third day, the first time, in the 2nd place",
    "COVID-19, vitamin B12 and HbA1c",
    "as others found (Smith 2019; Brown et al., 2021)",
    "as Smith et al. 2019 found",
    "see section 3, step 4 and page 12",
    "There are three steps and two kinds of it.",
    "Once the cells are back, they grow.",
    "in the 1990s",
    "dozens of people, hundreds of them",
    "You may march in May.",
]


def one(text: str) -> Value:
    found = [value for value in values(text, "en") if not value.is_loose]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(("left", "right"), EQUAL)
def test_they_say_the_same(left: str, right: str) -> None:
    assert is_same(one(left), one(right))
    assert is_same(one(right), one(left))


@pytest.mark.parametrize(("left", "right"), UNEQUAL)
def test_they_do_not_say_the_same(left: str, right: str) -> None:
    assert not is_same(one(left), one(right))
    assert not is_same(one(right), one(left))


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_nothing_is_counted(text: str) -> None:
    assert [value for value in values(text, "en") if not value.is_loose] == []


def test_digits_are_read_where_a_language_has_no_words() -> None:
    found = [text[value.start : value.end] for text in ["2 mg neu 5 %, a 20 000"] for value in values(text, "cy")]
    assert found == ["2 mg", "5 %", "20 000"]
