"""Exact wordings are found, longest first; what differs is named."""

import pytest

from imprint.checking.blocks import Block, Region
from imprint.checking.places import Zone, spots
from imprint.checking.wordings import NEAR, differences, likeness, nearest_stretch, occurrences

WORDING = "Do not stop your tea because of this sheet. Ask the cook first."


@pytest.mark.parametrize(
    ("text", "wordings", "wanted"),
    [
        ("a b c", {"a b"}, [("a b", 0)]),
        ("a b a b", {"a b"}, [("a b", 0), ("a b", 4)]),
        ("a b c", {"a b", "b"}, [("a b", 0)]),  # the shorter stands inside the longer
        ("a b c b", {"a b", "b"}, [("a b", 0), ("b", 6)]),
        ("aaa", {"aa"}, [("aa", 0)]),
        ("a B", {"a b"}, []),
        ("a\u00a0b", {"a b"}, []),
        ("", {"a"}, []),
    ],
)
def test_occurrences(text: str, wordings: set[str], wanted: list[tuple[str, int]]) -> None:
    assert sorted(occurrences(text, wordings), key=lambda found: found[1]) == wanted


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (WORDING.replace("not ", ""), "“not” is missing"),
        (WORDING.replace("stop", "start"), "“start” stands in place of “stop”"),
        (WORDING.replace("first", "first of all"), "“first of all.” stands in place of “first.”"),
        (WORDING.replace("Ask", "Do ask, ask"), "“Do ask, ask” stands in place of “Ask”"),
        (
            WORDING.replace("tea", "t\u0435a"),
            "“t\u0435a” (which holds U+0435 CYRILLIC SMALL LETTER IE) stands in place of “tea”",
        ),
        (
            WORDING.replace("tea", "te\u200ba"),
            "“te\u200ba” (which holds U+200B ZERO WIDTH SPACE) stands in place of “tea”",
        ),
        (WORDING + " Or not.", "“Or not.” is added"),
    ],
)
def test_what_differs_is_named(text: str, told: str) -> None:
    assert differences(WORDING, text) == told
    assert likeness(WORDING, text) >= NEAR


def test_many_differences_are_cut_short() -> None:
    assert differences("a 1 b 2 c 3 d 4 e 5 f", "a b c d e f").endswith("“4” is missing and 1 more")


@pytest.mark.parametrize(
    "text", ["", "Tea", "Ask the cook.", "People who stop drinking tea sleep.", "This sheet is for the cook."]
)
def test_other_texts_are_not_near(text: str) -> None:
    assert likeness(WORDING, text) < NEAR


def test_spaced_out_letters_are_the_same_text() -> None:
    assert likeness(WORDING, " ".join(WORDING.replace(" ", ""))) == 1.0


def test_the_nearest_stretch_of_a_longer_text() -> None:
    longer = f"Page 1 of 2. {WORDING.replace('not ', 'often ')} Version 3."
    assert nearest_stretch(WORDING, longer) == WORDING.replace("not ", "often ")


def block(text: str, heading: int | None = None, region: Region = Region.MAIN, *sections: int) -> Block:
    return Block(text, region, heading=heading, sections=sections)


PAGE = (
    block("Site", None, Region.OTHER),
    block("skip"),
    block("T", 1),
    block("lead"),
    block("Contents", 2),
    block("list"),
    block("A", 2),
    block("a"),
    block("more", 3),
    block("W"),
    block("B", 2),
    block("b"),
    block("W"),
    block("About", 2),
    block("c"),
    block("f", None, Region.FOOTER),
)


def told(blocks: tuple[Block, ...], title: str = "T", headings: tuple[str, ...] = ("A", "B")) -> list[str]:
    found = spots(blocks, title, headings, frozenset("W"))
    return [f"{spot.zone.name}{spot.section if spot.section is not None else ''}{'.' * spot.ends}" for spot in found]


def test_every_block_has_its_spot() -> None:
    assert told(PAGE) == [
        *("OTHER", "BEFORE", "FRONT", "FRONT", "FRONT", "FRONT"),
        *("SECTION0", "SECTION0", "SECTION0.", "SECTION0.", "SECTION1", "SECTION1.", "SECTION1.", "AFTER1", "AFTER1"),
        "FOOTER",
    ]


def test_a_section_element_ends_its_section() -> None:
    inside = (block("T", 1), block("A", 2, Region.MAIN, 1), block("a", None, Region.MAIN, 1), block("x"), block("W"))
    assert told(inside, headings=("A",)) == ["FRONT", "SECTION0", "SECTION0.", "AFTER0", "AFTER0"]
    between = told((*inside, block("B", 2)))
    assert between == ["FRONT", "SECTION0", "SECTION0.", "BETWEEN0", "BETWEEN0", "SECTION1."]


def test_without_its_title_a_text_begins_with_its_front() -> None:
    assert told(PAGE[1:8], title="Another") == ["FRONT"] * 5 + ["SECTION0", "SECTION0."]


def test_of_two_sections_with_one_heading_the_next_is_meant() -> None:
    twice = (block("T", 1), block("A", 2), block("x"), block("A", 2), block("y"))
    assert told(twice, headings=("A", "A")) == ["FRONT", "SECTION0", "SECTION0.", "SECTION1", "SECTION1."]


def test_zones_are_said_in_words() -> None:
    assert len({zone.value for zone in Zone}) == len(Zone)
