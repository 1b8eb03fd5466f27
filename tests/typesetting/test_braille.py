"""Pieces become pages of braille as embossers take them; the tests of the reader read the words back."""

import random

import pytest

from imprint.checking.back_translation import BackTranslation
from imprint.checking.blocks import Block, Region
from imprint.checking.braille_reader import read_braille
from imprint.errors import ImprintError
from imprint.typesetting.braille import CELLS, LINES, braille
from imprint.typesetting.linear import Kind, Piece
from tests.conftest import needs_tool

TITLE = Piece(Kind.HEADING, "Walking and blisters", level=1)
WORDS = """
    a the walk blister care team people under very 10 999 MS (drug) no. Yes! mid-20s of for child every day
    before medicine doctors should its weeks, months: years first received treatment knowledge it's so, and
""".split()  # noqa: SIM905 - easier to read


@pytest.fixture(autouse=True)
def _liblouis() -> None:
    needs_tool("liblouis-bin", "lou_translate")


def paragraph(text: str, depth: int = 0) -> Piece:
    return Piece(Kind.PARAGRAPH, text, depth)


def item(text: str, depth: int = 0, marker: str = "-") -> Piece:
    return Piece(Kind.ITEM, text, depth, marker=marker)


def pages(*pieces: Piece) -> list[list[str]]:
    """The pages of a file, each the list of its lines."""
    file = braille([TITLE, *pieces], "en", "a.brf").decode("ascii")
    assert file.endswith("\r\n\f")
    return [page.removesuffix("\r\n").split("\r\n") for page in file.split("\f")[:-1]]


def lines(*pieces: Piece) -> list[str]:
    """What stands under the title, on the first page."""
    return [line for line in pages(*pieces)[0][2:-1] if line]


def read(*pieces: Piece) -> list[Block]:
    heard = BackTranslation("en", [piece.text for piece in pieces])
    told = read_braille(braille([TITLE, *pieces], "en", "a.brf"), heard.texts)
    assert told.faults == ()
    return list(told.blocks[1:])


def test_a_page_has_25_lines_of_at_most_40_cells_and_its_number_at_the_right() -> None:
    made = pages(*[paragraph("one two three four five six seven eight nine ten " * 9)] * 25)
    assert len(made) > 9
    assert {len(page) for page in made} == {LINES}
    assert max(len(line) for page in made for line in page) <= CELLS
    assert made[0][-1] == "#A".rjust(CELLS)
    assert made[9][-1] == "#AJ".rjust(CELLS)


def test_the_title_is_centred_and_parts_of_the_text_begin_where_braille_readers_look_for_them() -> None:
    assert pages()[0][0] == ",WALK+ & BLI/]S".center(CELLS).rstrip()
    assert lines(Piece(Kind.HEADING, "go", level=2)) == ["    G"]
    assert lines(Piece(Kind.HEADING, "go", level=3)) == ["      G"]
    long = "people " * 60
    assert [len(line) - len(line.lstrip()) for line in lines(paragraph(long))[:2]] == [2, 0]
    assert [len(line) - len(line.lstrip()) for line in lines(item(long))[:2]] == [0, 2]
    assert [len(line) - len(line.lstrip()) for line in lines(item(long), item("go", 1))] == [0, *[4] * 3, 2]


def test_a_heading_is_never_the_last_line_of_a_page() -> None:
    for filled in range(LINES):
        made = pages(*[paragraph("go")] * filled, Piece(Kind.HEADING, "people", level=2), paragraph("people " * 30))
        (at,) = ((page, number) for page in made for number, line in enumerate(page) if line == "    P")
        assert at[0][at[1] + 1].startswith("  P P")


def test_a_word_longer_than_a_line_goes_on_behind_the_sign_for_that() -> None:
    address = f"www.example.org/{'walking' * 20}"
    first, second, *_ = lines(paragraph(f"See {address}"))[1:]
    assert (first[-1], second[-1], len(second) <= CELLS) == ('"', '"', True)
    assert [block.text for block in read(paragraph(f"See {address} now."))] == [f"See {address} now."]


def test_a_term_and_its_meaning_are_one_entry() -> None:
    (block,) = read(Piece(Kind.TERM, "dose"), paragraph("how much", depth=1))
    assert block.text == "dose: how much"


@pytest.mark.parametrize("sign", ["😀", "漢", "₂"])
def test_a_sign_that_braille_does_not_have_is_named(sign: str) -> None:
    with pytest.raises(ImprintError) as told:
        pages(paragraph(f"People {sign} like it."))
    (finding,) = told.value.findings
    assert (finding.code, finding.where.path) == ("E002", "a.brf")
    assert f"“{sign}”" in finding.message


def test_a_language_without_braille_is_named() -> None:
    with pytest.raises(ImprintError, match="“tlh”"):
        braille([TITLE], "tlh", "a.brf")


def test_a_backslash_and_a_very_long_paragraph_lose_nothing() -> None:
    text = " ".join(f"a\\b{number}" for number in range(900))
    assert [block.text for block in read(paragraph(text))] == [text]


@pytest.mark.parametrize("seed", range(20))
def test_what_is_laid_out_is_read_back_as_it_was_meant(seed: int) -> None:
    """Headings, paragraphs, quotations, nested lists and a foot, over many pages: the same words in the same blocks."""
    dice = random.Random(seed)

    def words() -> str:
        return " ".join(dice.choices(WORDS, k=dice.choice([1, 3, 12, 60])))

    pieces: list[Piece] = []
    for _ in range(12):
        depth = 0
        pieces.append(Piece(Kind.HEADING, f"Part {words()}", level=dice.choice([2, 3])))
        pieces += [paragraph(words()) for _ in range(dice.randrange(3))]
        pieces += [paragraph(words(), depth=1) for _ in range(dice.randrange(2))]
        for number in range(dice.randrange(6)):
            pieces.append(item(words(), depth, dice.choice(["-", f"{number + 1}."])))
            depth = dice.randrange(min(depth + 2, 3))
    foot = [Piece(Kind.FOOT, words()) for _ in range(2)]
    blocks = read(*pieces, *foot)
    assert [block.text for block in blocks] == [piece.text for piece in (*pieces, *foot)]
    assert [block.heading for block in blocks] == [piece.level or None for piece in (*pieces, *foot)]
    assert [bool(block.whole) for block in blocks] == [piece.kind is Kind.ITEM for piece in (*pieces, *foot)]
    assert [block.region is Region.FOOTER for block in blocks] == [False] * len(pieces) + [True] * 2
