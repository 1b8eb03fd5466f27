"""Braille written by hand is read back by its pages, its indents and its contractions."""

from collections.abc import Sequence

import pytest

from imprint.checking.back_translation import BackTranslation
from imprint.checking.blocks import Block, UnreadableError
from imprint.checking.braille_reader import LINES, read_braille
from tests.conftest import needs_tool


def file(*pages: str) -> bytes:
    """Pages filled up and numbered as they should be."""
    made = []
    for number, page in enumerate(pages, 1):
        lines = page.split("\n")
        made.append([*lines, *[""] * (LINES - 1 - len(lines)), " " * 38 + f"#{'JABCDEFGHI'[number]}"])
    return "".join("\r\n".join(page) + "\r\n\f" for page in made).encode()


def blocks(*pages: str) -> list[Block]:
    told = read_braille(file(*pages), list)
    assert told.faults == ()
    return list(told.blocks)


def said(*pages: str) -> list[str]:
    return [block.text for block in blocks(*pages)]


def reading(known: Sequence[str] = ()) -> BackTranslation:
    needs_tool("liblouis-bin", "lou_translate")
    return BackTranslation("en", known)


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        ("  T\n\n  A B\nC\n  D", ["T", "A B C", "D"]),
        ("  T\n  T\n\n    H\n    H\n  A", ["T T", "H H", "A"]),
        ("T\n\n_4 A\n    B\n  _4 C\n    D", ["T", "_4 A B", "_4 C D"]),
        ("T\n\n#A4 A\n  IN #BJ4\n#B4 B", ["T", "#A4 A IN #BJ4", "#B4 B"]),
        ("T\n\nD3 ONE\n  TWO\nE3 SIX", ["T", "D3 ONE TWO", "E3 SIX"]),
        ('T\n\n  A WWW"\nWWW"\nWW GO', ["T", "A WWWWWWWW GO"]),
    ],
)
def test_lines_are_joined_by_their_indents(page: str, texts: list[str]) -> None:
    assert said(page) == texts


def test_a_paragraph_goes_on_over_the_end_of_a_full_page_and_ends_before_an_empty_line() -> None:
    full = "T\n\n" + "\n".join(["  A", *["B"] * 21])
    assert said(full, "C\n  D")[1].endswith("B C")
    assert said(full, "\n  C")[1].endswith("B B")
    assert [block.page for block in blocks(full, "\n  C")] == [1, 1, 2]


def test_headings_lists_and_the_foot_are_known_by_how_they_stand() -> None:
    found = blocks("T\n\n    H\n  A\n\n      K\n  B\n\n_4 A\n_4 B\n\n-----\n  F")
    assert [block.heading for block in found] == [1, 2, None, 3, None, None, None, None]
    assert [bool(block.whole) for block in found] == [False] * 5 + [True, True, False]
    assert [block.region.value for block in found] == ["main"] * 7 + ["footer"]


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"", "does not end"), (b"A\r\n", "does not end"), ("é\r\n\f".encode(), "byte 0 is no sign of braille")],
)
def test_what_is_no_braille_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(UnreadableError, match=why):
        read_braille(data, list)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b"#A", b"#B", "its last line is not its number, 1"),
        (b"T\r\n", b"", "it has 24 lines; a page has 25"),
        (b"T\r\n", b"T" * 41 + b"\r\n", "a line has 41 cells; the most are 40"),
        (b"T\r\n", b"t\r\n", "it holds U+0074, which no embosser knows"),
    ],
)
def test_pages_that_cannot_be_embossed_are_told(old: bytes, new: bytes, fault: str) -> None:
    assert read_braille(file("T\n\n  A").replace(old, new, 1), list).faults == ((1, fault),)


def test_contractions_are_read() -> None:
    assert reading().texts([",D N /OP YR TR1T;T4", "", "_4 #A4B"]) == ["Do not stop your treatment.", "", "• 1.2"]


def test_a_known_text_is_found_as_it_is_meant_where_braille_has_no_signs_for_its_letters() -> None:
    known = ["Say “enough” before 5–10 cups.", "Ask https://tea.example.org/en/ first."]
    other = "You may say “enough”."
    forward = reading()._asked("--forward", [*known, other])
    assert reading(known).texts(forward) == [*known, reading().words(forward)[2]]
    assert reading().texts(forward)[0] != known[0]


def test_a_known_text_that_braille_does_not_give_back_is_not_taken_for_found() -> None:
    known = "漢字漢字漢字漢字漢字"
    forward = reading()._asked("--forward", [known])
    assert reading([known]).texts(forward) != [known]


def test_a_language_without_braille_is_refused() -> None:
    with pytest.raises(UnreadableError, match="“tlh”"):
        BackTranslation("tlh", [])
