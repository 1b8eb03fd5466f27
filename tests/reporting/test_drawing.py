"""Outlines are drawn around paragraphs, beside their words, and inside the picture."""

import pytest

from imprint.evidence import Box, Evidence, Passage, Sight, View
from imprint.model import Level, Place
from imprint.reporting.drawing import Sheet, paragraphs, sheets, unpainted
from tests.checking.tea import LEAFLET, PAGE

PICTURE = b"a picture"


def line(top: float, left: float = 0.1, right: float = 0.5) -> Box:
    return Box(left, top, right, top + 0.01)


def drawn(*boxes: tuple[int, Box], leaves: tuple[str, ...] = ("page 1", "page 2")) -> tuple[Sheet, ...]:
    sight = Sight("harm", Level.FULL, Place.RISK, "It harms.", leaves[0], boxes)
    views = tuple(View(leaf, PICTURE, 1000, 2000) for leaf in leaves)
    return sheets(Evidence(LEAFLET, (), (sight,), views))


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ([line(0.1), line(0.112), line(0.124)], [Box(0.1, 0.1, 0.5, 0.134)]),
        ([line(0.1), line(0.112, right=0.9)], [Box(0.1, 0.1, 0.9, 0.122)]),
        ([line(0.9), line(0.1, left=0.6, right=0.9)], [line(0.9), line(0.1, left=0.6, right=0.9)]),  # the next column
        ([line(0.1), line(0.2)], [line(0.1), line(0.2)]),
        ([], []),
    ],
)
def test_lines_that_follow_each_other_get_one_outline(lines: list[Box], wanted: list[Box]) -> None:
    found = paragraphs(lines)
    assert [(one.left, one.right) for one in found] == [(one.left, one.right) for one in wanted]
    assert [(one.top, one.bottom) for one in found] == [pytest.approx((one.top, one.bottom)) for one in wanted]


def test_an_outline_stands_around_its_words_and_its_number_beside_them() -> None:
    (outline,) = drawn((0, line(0.1)), (0, line(0.112)))[0].outlines
    ((x, y, width, height),) = outline.rectangles
    assert (x, y, width, height) == (94, 194, 412, 56)
    across, down, radius = outline.badge
    assert across < x
    assert y < down < y + height
    assert radius < height


def test_what_stands_at_the_edge_is_outlined_inside_the_picture() -> None:
    (outline,) = drawn((0, Box(0.0, 0.0, 1.0, 0.01)))[0].outlines
    ((x, y, width, height),) = outline.rectangles
    across, down, radius = outline.badge
    assert min(x, y, down - radius) >= 1
    assert x - radius < across < x  # never over the words
    assert x + width < 1000
    assert y + height < 2000


def test_a_wording_over_two_pages_is_outlined_on_both() -> None:
    first, second = drawn((0, line(0.9)), (1, line(0.1)))
    assert [one.anchor for one in (*first.outlines, *second.outlines)] == ["leaflet-1-1", "leaflet-2-1"]


@pytest.mark.parametrize(
    ("leaves", "wanted"),
    [
        (("page 1", "page 2"), ["Page 1 of 2", "Page 2 of 2"]),
        (("", "", "fallback"), ["Part 1 of 2", "Part 2 of 2", "Fallback"]),
        (("",), ["The whole of it"]),
        (("EPUB/start.xhtml", "EPUB/text.xhtml", "EPUB/text.xhtml"), [
            "start.xhtml", "text.xhtml, part 1 of 2", "text.xhtml, part 2 of 2",
        ]),
    ],
)  # fmt: skip
def test_each_picture_is_called_by_what_it_shows(leaves: tuple[str, ...], wanted: list[str]) -> None:
    assert [sheet.caption for sheet in drawn(leaves=leaves)] == wanted


def test_what_is_painted_nowhere_is_told() -> None:
    sight = Sight("harm", Level.FULL, Place.RISK, "It harms.", "")
    shown = Evidence(PAGE, (), (sight,), (View("", PICTURE, 10, 10),))
    assert unpainted(shown) == (sight,)
    told = View("", passages=(Passage((("It harms.", 0),)),))
    assert unpainted(Evidence(PAGE, (), (sight,), (told,))) == ()
