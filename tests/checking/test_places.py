"""A wording in the wrong place is found, and its right place is told."""

from dataclasses import replace

import pytest

from imprint.checking import check
from imprint.errors import Finding
from imprint.model import ByLevel, Claim, Publication, Term
from tests.checking.tea import AS_OF, EDITIONS, PLAIN_PAGE, PUBLICATION, WORDS, Change, finished
from tests.checking.test_mutants import (
    ALL,
    ARGUED,
    AWAKE,
    GENERAL,
    IN_BROWSERS,
    ORDER,
    SOURCES,
    STARTS,
    codes,
    findings,
)

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


MERRY_TEXT = "it makes most people merry for an hour"
TEA = {
    "page": f"<p>Tea is a drink. Poured hot, <span>{MERRY_TEXT}</span>, and then tired.</p>\n",
    "ebook": f"<p>Tea is a drink. Poured hot, {MERRY_TEXT}, and then tired.</p>\n",
    "leaflet": f"<p>Tea is a drink. Poured hot, {MERRY_TEXT}, and then tired.</p>\n",
}


@pytest.mark.parametrize("claim", ["it makes [1, 2] most people merry for an hour", "it makes most people merry [3]"])
@pytest.mark.parametrize("format_", TEA)
def test_a_notice_before_its_claim_is_found_however_the_claim_is_broken(format_: str, claim: str) -> None:
    tea = TEA[format_]
    swapped = ARGUED + tea.replace(MERRY_TEXT, claim)
    assert codes(Change(SOURCES[format_], tea + ARGUED, swapped)) == {"V003"}


@pytest.mark.parametrize("format_", TEA)
def test_a_citation_inside_a_claim_does_not_hide_it(format_: str) -> None:
    cited = MERRY_TEXT.replace("makes", "makes [1, 2]").replace("an hour", "an [3] hour")
    assert codes(Change(SOURCES[format_], MERRY_TEXT, cited)) == set()


def test_a_claim_that_is_not_there_is_followed_by_nothing() -> None:
    assert codes(Change("index.html", MERRY_TEXT, "it makes some people merry")) == {"V003"}


# what stands where the paragraph with the claim and its notice stood; {} is the notice
AROUND = [
    (f"<p>{MERRY_TEXT}</p>{{}}", set()),
    (f"<p>{MERRY_TEXT}</p><p>It is hot.</p>{{}}", {"V003"}),
    (f"<h3>{MERRY_TEXT}</h3><p>It is hot.</p>{{}}", {"V003"}),
    (f"<ul><li>{MERRY_TEXT}</li><li>It is hot.</li></ul>{{}}", set()),
    (f"<ul><li>It is hot.</li><li><p>It</p><ul><li>{MERRY_TEXT}</li></ul></li></ul>{{}}", set()),
    (f"<ul><li>{MERRY_TEXT}</li></ul><ul><li>It is hot.</li></ul>{{}}", {"V003"}),
    (f"<ul><li>{MERRY_TEXT}</li><li>{{}}</li><li>It is hot.</li></ul>", {"V003"}),
    (f"<table><tr><td>{MERRY_TEXT}</td><td>It is hot.</td></tr></table>{{}}", set()),
    (f"<blockquote><p>{MERRY_TEXT}</p><p>It is hot.</p></blockquote>{{}}", set()),
    (f"<p>{MERRY_TEXT}</p><div>{{}}</div>", set()),
]


@pytest.mark.parametrize(("around", "wanted"), AROUND)
def test_on_screens_a_notice_stands_directly_behind_the_block_with_its_claim(around: str, wanted: set[str]) -> None:
    assert codes(Change("index.html", TEA["page"] + ARGUED, around.format(ARGUED))) == wanted


def test_another_notice_may_stand_between_a_claim_and_its_notice() -> None:
    claims = f"<p>{MERRY_TEXT}, and late cups cost an hour of sleep.</p>"
    both = replace(PUBLICATION.sections[0], full=replace(PUBLICATION.sections[0].full, claims=_claims()))  # type: ignore[type-var]
    publication = replace(PUBLICATION, sections=(both, *PUBLICATION.sections[1:]))
    files = finished(Change("index.html", TEA["page"] + ARGUED, claims + ARGUED + AWAKE))
    edition = next(one for one in EDITIONS if one.filename == "index.html")
    found = check(publication, WORDS, AS_OF, (edition,), files, "output", None)
    assert {one.code for one in found} <= ORDER


def _claims() -> tuple[Claim, ...]:
    return tuple(claim for section in PUBLICATION.sections[:2] if section.full for claim in section.full.claims)


GLOSSED = replace(PUBLICATION, glossary=(Term("merry", (), ByLevel("Glad.", "glad, or a bit (just) drunk")),))


def of_plain(publication: Publication, *changes: Change) -> set[str]:
    found: tuple[Finding, ...] = check(publication, WORDS, AS_OF, (PLAIN_PAGE,), finished(*changes), "output", None)
    return {one.code for one in found}


def test_an_explanation_inside_a_claim_does_not_hide_it() -> None:
    explained = Change("plain.html", "makes you merry", "makes you merry (glad, or a bit (just) drunk)")
    broken = Change("plain.html", "makes you merry", "makes (glad, or a bit (just) drunk) you merry")
    assert of_plain(GLOSSED, broken) == {"A021"}  # the explanation belongs behind the term
    assert of_plain(GLOSSED, explained) == set()
    assert of_plain(PUBLICATION, broken) - ORDER == {"V003"}  # words in brackets that explain nothing are words
