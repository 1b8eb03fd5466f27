"""A text without mark-up is read back as the blocks it was written as, and nothing in it goes unseen."""

import pytest

from imprint.checking.blocks import Region, UnreadableError
from imprint.checking.text_reader import COLUMNS, decoded, overlong, read_text, unprintable


def said(text: str) -> list[tuple[str, int | None, bool]]:
    return [(one.text, one.heading, one.region is Region.FOOTER) for one in read_text(text)]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("Title\n=====\n\nPart\n----\n", [("Title", 1, False), ("Part", 2, False)]),
        ("A long\ntitle\n======\n", [("A long title", 1, False)]),
        ("one\ntwo\n\n\nthree", [("one two", None, False), ("three", None, False)]),
        (
            "- a\n  b\n- c\n   1. d\n",
            [("a b", None, False), ("c", None, False), ("1.", None, False), ("d", None, False)],
        ),
        ("Words - no list\n- none either\n", [("Words - no list - none either", None, False)]),
        ("a\n\n" + "_" * COLUMNS + "\n\nb\n", [("a", None, False), ("b", None, True)]),
        ("---\n", [("---", None, False)]),
        ("", []),
    ],
)
def test_what_stands_together_is_a_block(text: str, blocks: list[tuple[str, int | None, bool]]) -> None:
    assert said(text) == blocks


def test_the_items_of_a_list_are_one_whole_and_the_next_list_is_another() -> None:
    wholes = [one.whole for one in read_text("- a\n- b\n\nwords\n\n- c\n")]
    assert wholes[0] == wholes[1] != wholes[3]
    assert 0 not in (wholes[0], wholes[3])
    assert wholes[2] == 0


def test_lines_that_could_be_broken_are_told() -> None:
    assert list(overlong(f"{'a ' * 40}\n{'b' * 90}\n{'c' * COLUMNS}")) == [(1, 80)]


@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\u00ad", "\x1b", "\r", "\t", "\ue000"])
def test_signs_that_are_not_seen_are_told(sign: str) -> None:
    ((line, told),) = unprintable(f"a\nb{sign}c")
    assert line == 2
    assert told.startswith(f"U+{ord(sign):04X} ")


def test_other_encodings_are_refused() -> None:
    with pytest.raises(UnreadableError, match="byte 1"):
        decoded(b"a\xff")
