"""Which characters pass, which are repaired, which are named."""

import unicodedata

import pytest

from imprint.reading.unicode_rules import clean, flaws, one_line


@pytest.mark.parametrize(
    "text",
    [
        "plain words, 5 mg, 37 °C, £5 – “quoted”, it’s fine…",
        "β-cell, TNF-α, TNFα, NF-κB, IKKβ, µg and μg, ½, 10⁻³, CO₂, Ωm",  # noqa: RUF001 — letters of science
        "café, naïve, Jérôme, Ångström, łódź, İstanbul",
        "Москва and Αθήνα stand as whole words",
        "5\u00a0mg",
        "日本語 العربية עברית",
    ],
)
def test_honest_texts_pass(text: str) -> None:
    assert list(flaws(clean(text))) == []


@pytest.mark.parametrize(
    "bad",
    [
        *"\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200e\u200f\u061c",  # bidi controls
        *"\u200b\u200c\u200d\u2060\ufeff\u180e\u00ad",  # zero width, soft hyphen
        *"\u0335\u0336\u0338\u20e3\u20dd",  # overlays and enclosing marks
        *"\ue000\uf0b7\U000f0000",  # private use
        *"\x00\x07\x0b\x1b\x7f\x85\u2028",  # controls and odd line ends
        *"\u3164\u2800\u115f\ufffc\U000e0041\U000e0101",  # blanks, tags, variation selectors
        *"ＡｂℓⅯ𝐛",  # noqa: RUF001 — signs that only look like letters
    ],
)
def test_what_hides_or_deceives_is_named_with_its_line(bad: str) -> None:
    flaw = next(iter(flaws(f"first\nno{bad}t safe")))
    assert (flaw.line, flaw.text) == (1, bad)
    assert flaw.message
    assert flaw.hint


@pytest.mark.parametrize(
    "word", ["c\u0430ncer", "\u0421ancer", "canc\u0435r", "\u039fnly", "n\u03bft", "ri\u0455k", "ri\u054bk"]
)
def test_a_letter_of_another_alphabet_inside_a_word_is_named(word: str) -> None:
    (flaw,) = flaws(f"It is {word} here")
    assert flaw.text == word


def test_a_pile_of_accents_is_named() -> None:
    assert [flaw.message for flaw in flaws("a\u0301\u0302\u0303\u0304b")] == ["a letter carries a pile of accents"]


def test_pasting_is_repaired() -> None:
    assert clean("5\u202fmg of\u00a0it\u2003is \ufb01ne: cafe\u0301") == "5\u00a0mg of it is fine: caf\u00e9"
    assert clean("\u00a0\u00a0\u00a0\u00a0- item") == "- item"  # would be program code as four spaces
    assert clean("- one\n  - two\n\n    three") == "- one\n  - two\n\n    three"


def test_a_text_of_the_metadata_is_one_line_without_no_break_spaces() -> None:
    assert one_line(" 5\u00a0mg\n of  it \u2009") == "5 mg of it"


@pytest.mark.parametrize("text", ["a\tb\nc\u00a0d", "\u00a0 x\r", "1\u00a0%", "e\u0301\n\ufb03", "\u2003\n\u2003x"])
def test_cleaning_keeps_the_lines_and_is_done_once(text: str) -> None:
    assert clean(text).count("\n") == text.count("\n")
    assert clean(clean(text)) == clean(text)
    assert unicodedata.is_normalized("NFC", clean(text))
