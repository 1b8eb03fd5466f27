"""What became of lines, word by word; and in a few words."""

import random

import pytest

from imprint.changes import Sign, marked
from imprint.editorial.differing import difference, told

WORDS = ["a", "blister", "2.50", "3 %", "“under”", "skin,", "not", "(often)", ":", ";", "is"]


def shown(before: tuple[str, ...], now: tuple[str, ...]) -> list[str]:
    return ["".join(map(marked, line)) for line in difference(before, now)]


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (("a b c",), ("a b c",), ["a b c"]),
        (("it costs 2.50 a day",), ("it costs 3.50 a day",), ["it costs [-2.50-]{+3.50+} a day"]),
        (("it may help you",), ("it helps you",), ["it [-may help-]{+helps+} you"]),
        (("it does not heal",), ("it does heal",), ["it does [-not -]heal"]),
        (("one", "two"), ("one", "two", "three"), ["one", "two", "{+three+}"]),
        (("one", "two"), ("two",), ["[-one-]", "two"]),
        (("all is well here",), ("nobody knows why",), ["[-all is well here-]", "{+nobody knows why+}"]),
        ((), ("new",), ["{+new+}"]),
        (("gone",), (), ["[-gone-]"]),
    ],
)
def test_what_is_gone_and_new_is_marked(before: tuple[str, ...], now: tuple[str, ...], expected: list[str]) -> None:
    assert shown(before, now) == expected


@pytest.mark.parametrize("seed", range(30))
def test_nothing_gets_lost(seed: int) -> None:
    """Without what is new it is what was, without what is gone it is what is."""
    chance = random.Random(seed)

    def lines() -> tuple[str, ...]:
        return tuple(" ".join(chance.sample(WORDS, chance.randint(1, 9))) for _ in range(chance.randint(0, 6)))

    before = lines()
    now = tuple(line for one in before for line in chance.choice([[one], [], [one, *lines()], list(lines())]))
    found = difference(before, now)
    for left_out, expected in ((Sign.NEW, before), (Sign.GONE, now)):
        texts = ["".join(piece.text for piece in line if piece.sign is not left_out) for line in found]
        assert tuple(filter(None, texts)) == expected


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (("a b",), ("a b",), ""),
        (("it costs 2.50",), ("it costs 3.50",), "“2.50” became “3.50”"),
        (("it does not heal",), ("it does heal",), "“not” is gone"),
        (("it heals",), ("it heals you",), "“you” is new"),
        (("a",), ("a", "b c d e f g h i"), "“b c d e f g …” is new"),
        (
            (f"![x] (picture {'a' * 64})",),
            (f"![x] (picture {'b' * 64})",),
            "“picture aaaaaaaa” became “picture bbbbbbbb”",
        ),
    ],
)
def test_the_first_change_is_told_in_a_few_words(before: tuple[str, ...], now: tuple[str, ...], expected: str) -> None:
    assert told(before, now) == expected
