"""A wording in the wrong place is found, and its right place is told."""

import pytest

from tests.checking.tea import Change
from tests.checking.test_mutants import ALL, ARGUED, AWAKE, GENERAL, IN_BROWSERS, SOURCES, STARTS, codes, findings

HELP = '<p class="disclaimer">If the tea burns you, call 999 at once.</p>'
REVIEW = '<p class="disclaimer">No tea taster has looked at this.</p>'
GENERAL_FOOT = '<p class="disclaimer">General words on tea. Version 1.2.</p>'


def moved(file: str, text: str, before: str) -> tuple[Change, ...]:
    """Takes a text out and puts it before another."""
    return Change(file, text, ""), Change(file, before, text + before)


# (what is moved, before what it is put, formats, a piece of the message)
DOES, WRONG, WHO = (
    "the section “What tea does”",
    "the section “What can go wrong”",
    "the section “Who should ask first”",
)
MOVES = [
    (ARGUED, "<h2>What tea does", ALL, f"after the title, before the first section; it must stand in {DOES}"),
    (ARGUED, "<p>Tea is a drink", ALL, f"in {DOES}; it must stand in {DOES}, after its first benefit claim"),
    (ARGUED, "<p>People who lie", ALL, f"in {WHO}; it must stand in {DOES}"),
    (AWAKE, "<p>Tea is a drink", ALL, f"in {DOES}; it must stand in {WRONG}"),
    (AWAKE, "</footer>", IN_BROWSERS, f"in the footer; it must stand in {WRONG}"),
]


@pytest.mark.parametrize(("text", "before", "format_", "told"), [(t, b, f, m) for t, b, fs, m in MOVES for f in fs])
def test_a_claims_disclaimer_stands_after_its_claim(text: str, before: str, format_: str, told: str) -> None:
    found = findings(*moved(SOURCES[format_], text, before))
    assert {one.code for one in found} == {"V003"}
    assert told in found[0].message


@pytest.mark.parametrize("format_", ["page", "leaflet", "embed"])
@pytest.mark.parametrize("before", ["<h1", "<h2>What can go wrong", "<p>People who lie"])
def test_the_front_is_the_front(format_: str, before: str) -> None:
    assert codes(*moved(SOURCES[format_], GENERAL, before)) == {"V003"}


def test_the_front_of_a_leaflet_is_its_first_page() -> None:
    pushed = Change("leaflet.html", GENERAL, GENERAL.replace("<p ", '<p style="break-before: page" '))
    found = [one for one in findings(pushed) if one.is_error]  # it has also more pages than it should
    assert {one.code for one in found} == {"V003"}
    assert "on page 2, after the title, before the first section; it must stand on page 1," in found[0].message


def test_the_front_of_an_ebook_is_its_first_document() -> None:
    away = Change(STARTS["ebook"], GENERAL, ""), Change(SOURCES["ebook"], "<section id", GENERAL + "<section id")
    found = findings(*away[:1])
    assert {one.code for one in found} == {"V001"}
    assert {one.code for one in findings(*away[1:])} == {"V004"}


@pytest.mark.parametrize("format_", ALL)
def test_the_end_is_after_the_last_text(format_: str) -> None:
    end = {"page": HELP.replace("999", '<a href="tel:999">999</a>')}.get(format_, HELP)
    file = SOURCES[format_]
    # the first of two in the page, the leaflet and the embed is that of the front: the end's goes with its neighbour
    both = f"{end}\n{REVIEW}"
    found = findings(Change(file, both, REVIEW), Change(file, "<p>People who", f"{end}<p>People who"))
    assert {one.code for one in found} == {"V003"}
    assert "must stand after the text of the last section" in found[0].message


@pytest.mark.parametrize("format_", ALL)
def test_a_footer_is_no_part_of_the_text(format_: str) -> None:
    found = codes(*moved(SOURCES[format_], GENERAL_FOOT, "<p>People who lie"))
    assert found == ({"V001", "V003"} if format_ == "leaflet" else {"V003"})


def test_a_footer_of_a_page_comes_after_its_text() -> None:
    footer = f"<footer>\n{GENERAL_FOOT}\n{REVIEW}\n</footer>"
    assert codes(*moved("index.html", footer, "<main>")) == {"V003"}


def test_a_footer_stands_on_every_page() -> None:
    not_on_two = "@page :nth(2) { @bottom-left { content: none } }\nhtml {"
    found = findings(Change("leaflet.html", "html {", not_on_two))
    assert {one.code for one in found} == {"V006"}
    assert {one.message.partition(" of ")[2] for one in found} == {"page 2"}


@pytest.mark.parametrize("format_", IN_BROWSERS)
@pytest.mark.parametrize(
    "around",
    [
        ("<details><summary>More</summary>", "</details>"),
        ('<details open="open"><summary>More</summary>', "</details>"),
        ('<div hidden="hidden">', "</div>"),
        ('<div popover="auto">', "</div>"),
        ("<dialog>", "</dialog>"),
    ],
)
def test_what_hides_by_itself_is_found(format_: str, around: tuple[str, str]) -> None:
    assert codes(Change(SOURCES[format_], ARGUED, ARGUED.join(around))) == {"V007"}


@pytest.mark.parametrize("format_", IN_BROWSERS)
@pytest.mark.parametrize(
    ("find", "put", "code"),
    [
        ('<p class="disclaimer">What', '<p class="disclaimer" aria-hidden="true">What', "V015"),
        ('<p class="disclaimer">What', '<p class="disclaimer" inert="inert">What', "V015"),
        ('<p class="disclaimer">What', '<p class="disclaimer" role="presentation">What', "V015"),
        ("Do not count on it.", '<span aria-hidden="true">Do not count on it.</span>', "V015"),
        ('<p class="disclaimer">What', '<p class="disclaimer" aria-label="x">What', "V015"),
        ('<p class="disclaimer">What', '<p class="disclaimer" role="img">What', "V015"),
        ("Do not count", "Do <del>not</del> count", "V011"),
        ("Do not count", '<bdo dir="rtl">Do not</bdo> count', "V007"),
        ("Do not count", "Do <small>not</small> count", "V009"),
        ("Do not count", 'Do <span hidden="hidden">not</span> count', "V002"),
    ],
)
def test_an_attribute_that_takes_it_from_some_readers(format_: str, find: str, put: str, code: str) -> None:
    small = "<style>small { font-size: 9px }</style><h2>What tea does</h2>"
    styled = Change(SOURCES[format_], "<h2>What tea does</h2>", small)
    assert codes(styled, Change(SOURCES[format_], find, put)) == {code}
