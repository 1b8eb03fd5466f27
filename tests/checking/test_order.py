"""What a finished file says is held against the text, word by word: what is lost, added or moved is told."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pydyf
import pytest

from imprint.checking import check
from imprint.checking.flow import Kind, Piece, differences, words_of
from imprint.checking.script import Manner, scripts
from imprint.errors import Finding
from imprint.model import Level, Prose, Publication
from tests import samples
from tests.checking.tea import AS_OF, LARGE_PRINT, PUBLICATION, WORDS, Change, leaflet, para
from tests.checking.test_mutants import findings

TEXT = "One two three four. Five six, seven eight. Nine ten eleven twelve."
FULL, PAPER, LINEAR = Manner(), Manner(has_numbers=True), Manner(has_numbers=True, is_linear=True, picture="Picture")


def compared(wanted: Sequence[str], found: Sequence[str]) -> list[tuple[str, str, str]]:
    told = differences(words_of(map(Piece, wanted)), words_of(map(Piece, found)))
    return [(one.kind.name, one.wanted, one.found) for one in told]


def test_a_few_words_among_many_are_found_where_they_stand_in_one_piece() -> None:
    around = [("ADDED", "", "Out of date. Version 2."), ("ADDED", "", "Do not use it.")]
    assert compared(["Hay fever"], ["Out of date.", "Version 2.", "Hay fever", "Do not use it."]) == around
    assert [one for one, *_ in compared(["Hay fever"], ["Hay, then a fever it was."])] == ["CHANGED"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ([TEXT], [TEXT]),
        ([TEXT], TEXT.split()),  # broken into lines and blocks otherwise
        (["a well-known word"], ["a well-", "known word"]),
        (["https://clinic.test/a/very/long/address"], ["https://clinic.test/a/ve", "ry/long/address"]),
        (["the first ﬁnding"], ["the ﬁrst finding"]),  # letters that a typeface joins
        (["three [1, 3]."], ["three", "[1, 3]", "."]),
    ],
)
def test_words_that_are_only_broken_otherwise_are_the_same(wanted: list[str], found: list[str]) -> None:
    assert compared(wanted, found) == []


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ("One two three four. Nine ten eleven twelve.", [("MISSING", "Five six, seven eight.", "")]),
        (f"{TEXT} Thirteen.", [("ADDED", "", "Thirteen.")]),
        (TEXT.replace("six", "sixty"), [("CHANGED", "six,", "sixty,")]),
        (
            "Five six, seven eight. One two three four. Nine ten eleven twelve.",
            [("MOVED", "Five six, seven eight.", "Five six, seven eight.")],
        ),
        (
            "One five two six three seven four eight. Nine ten eleven twelve.".replace("five", "Five"),
            [("MOVED", "two three four. Five six, seven", "Five two six three seven four")],
        ),
        (TEXT.replace("eleven", "≥ eleven"), [("ADDED", "", "≥")]),
    ],
)
def test_each_difference_is_told(found: str, told: list[tuple[str, str, str]]) -> None:
    assert compared([TEXT], [found]) == told


def test_a_picture_is_told_apart_from_words() -> None:
    shown = words_of([Piece("A nose", is_picture=True)])
    (one,) = differences(shown, words_of([Piece("A nose")]))
    assert one.kind is Kind.CHANGED


def told(publication: Publication, manner: Manner, level: Level = Level.FULL) -> list[str]:
    script = scripts(publication, [level], manner)[level]
    return [piece.text.strip() for section in script.sections for piece in section if piece.text.strip()]


def of_text(*blocks: Any, **changes: Any) -> Publication:
    section = samples.section("a", samples.prose(*blocks))
    return samples.publication(sections=(section,), plain_order=(), **changes)


def test_a_list_has_its_numbers_where_the_format_prints_them() -> None:
    listed = of_text(
        samples.numbers([samples.plain("Wash."), samples.bullets([samples.plain("Dry.")])], [samples.plain("Rest.")])
    )
    assert told(listed, FULL) == ["Wash.", "Dry.", "Rest."]
    assert told(listed, PAPER) == ["1", "Wash.", "Dry.", "2", "Rest."]


def test_a_table_is_told_row_by_row() -> None:
    table = of_text(samples.table(["What", "How often"], ["A fall", "rare"], ["A blister", "often"]))
    assert told(table, PAPER) == ["What", "How often", "A fall", "rare", "A blister", "often"]
    assert told(table, LINEAR) == ["What", "A fall", "How often", "rare", "What", "A blister", "How often", "often"]


def test_links_and_pictures_are_told_in_words_where_there_is_nothing_else() -> None:
    text = of_text(
        samples.para("Call ", samples.link("us", "tel:0100300"), "."), samples.image("figures/steps.png", "Steps", "Up")
    )
    assert told(text, FULL) == ["Call us.", "Steps", "Up"]
    assert told(text, LINEAR) == ["Call us (0100300).", "Picture Steps Up"]


def test_sources_have_numbers_in_the_order_in_which_they_are_cited() -> None:
    cited = of_text(
        samples.para("One ", samples.cite("two-2020"), "."),
        samples.para("Two ", samples.cite("one-2019", "two-2020"), "."),
    )
    assert [" ".join(one.split()) for one in told(cited, FULL)] == ["One [ 1 ].", "Two [ 1 2 ]."]
    titles = [piece.text for piece in scripts(cited, [Level.FULL], FULL)[Level.FULL].after]
    assert titles == ["Second", "https://example.org/two-2020", "First & foremost", "https://example.org/one-2019"]


def test_a_term_is_explained_once_and_not_inside_a_link() -> None:
    prose = samples.prose(
        samples.para(samples.link("muscle", "tel:0100300"), " and Muscles, a muscle"),
        samples.heading("Lungs"),
        samples.para("lungs"),
    )
    text = samples.publication(sections=(samples.section("a", None, prose),), plain_order=("a",))
    assert told(text, FULL, Level.PLAIN) == [
        "muscle and Muscles (what moves you), a muscle",
        "Lungs",
        "lungs (what you breathe with)",
    ]


# --- columns


COLUMNS = """<html lang="en"><head><title>Tea and sleep</title><style>
@page {{ size: A5; margin: 15mm }}
h2, p {{ margin: 0 }} .text {{ columns: 2; column-gap: 8mm; column-fill: auto; height: 60mm }}
</style></head><body><main><h1>Tea and sleep</h1><p>Drink it early.</p>
<section class="text"><h2>What tea does</h2>{}</section></main></body></html>"""
LINES = [f"This is line {number} of a text that is long enough to fill more than one column." for number in range(14)]


def two_columns() -> tuple[Publication, str]:
    """A text of one section that fills two columns, and its page."""
    prose = Prose(json.dumps([para(line) for line in LINES]))
    section = replace(PUBLICATION.sections[0], full=prose, plain=None)
    lone = replace(PUBLICATION, sections=(section,), plain_order=(), disclaimers=())
    return lone, COLUMNS.format("".join(f"<p>{line}</p>" for line in LINES))


def judged(publication: Publication, data: bytes) -> set[str]:
    found = check(publication, WORDS, AS_OF, [LARGE_PRINT], {"large-print.pdf": data}, "output", None)
    return {one.code for one in found if one.code in ("A019", "A020", "A021")}


def read_across(_document: Any, pdf: Any) -> None:
    """Tags the lines of both columns in the order in which they stand side by side."""
    elements = {
        one.reference: one
        for one in pdf.objects
        if isinstance(one, pydyf.Dictionary) and one.get("Type") == "/StructElem"
    }
    paragraphs = [one for one in elements.values() if one["S"] == "/P"][-len(LINES) :]
    kids = [list(one["K"]) for one in paragraphs]
    half = len(kids) // 2
    for left, right, one, other in zip(paragraphs[:half], paragraphs[half:], kids[:half], kids[half:], strict=True):
        both = [line for pair in zip(one, other, strict=False) for line in pair] + one[len(other) :] + other[len(one) :]
        left["K"], right["K"] = pydyf.Array(both[: len(one)]), pydyf.Array(both[len(one) :])
        for parent in (left, right):
            for kid in parent["K"]:
                elements[kid]["P"] = parent.reference


def test_columns_are_read_one_after_the_other() -> None:
    publication, page = two_columns()
    assert judged(publication, leaflet(page)) == set()


def test_columns_that_are_read_across_are_found() -> None:
    publication, page = two_columns()
    assert judged(publication, leaflet(page, read_across)) == {"A021"}


# --- what is set aside


@pytest.mark.parametrize(
    ("file", "find", "put"),
    [
        ("index.html", "<nav>", "<nav><p>You are here: tea</p>"),  # navigation
        ("index.html", "<body>", "<body><header>The tea site</header>"),  # what stands around the text
        ("index.html", "</main>", "<p>Thank you for reading.</p></main>"),  # behind the last section
        ("index.html", "<h2>About this sheet</h2>", "<h2>What else there is</h2>"),
        ("leaflet.html", 'content: counter(page) " / "', 'content: "Sheet " counter(page) " / "'),  # the margin
        ("plain.html", "<p>And it makes you merry.</p>", "<div><p>And <b>it</b> makes <i>you</i> merry.</p></div>"),
    ],
)
def test_what_stands_around_the_text_is_set_aside(file: str, find: str, put: str) -> None:
    assert not findings(Change(file, find, put))


def place(found: Sequence[Finding]) -> Iterator[str]:
    yield from (str(one.where) for one in found)


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        (Change("leaflet.html", "<p>People who lie awake.</p>", "<p>awake People who lie.</p>"), "A021", "page 2"),
        (Change("book/EPUB/plain.xhtml", "And it makes", "And perhaps it makes"), "A020", "plain.xhtml"),
        (Change("leaflet.txt", "It comes in bags.\n\n", ""), "A019", "leaflet.txt"),
        (Change("embed.html", "<p>Drink it early.</p>\n", ""), "A019", "embed.html"),
    ],
)
def test_a_difference_is_told_with_its_place(change: Change, code: str, where: str) -> None:
    found = findings(change)
    assert [one.code for one in found] == [code]
    assert all(where in one for one in place(found))


def test_a_hidden_paragraph_says_nothing() -> None:
    (found,) = findings(Change("index.html", "<p>It comes in bags.</p>", "<p hidden>It comes in bags.</p>"))
    assert (found.code, "“It comes in bags.” is missing" in found.message) == ("A019", True)
