"""What an e-book claims of its accessibility is held against the book: nothing false, nothing true left out."""

from dataclasses import replace
from datetime import date

import pytest

from imprint.checking import check
from imprint.model import Certification
from tests.checking.tea import AS_OF, DOT, EBOOK, PUBLICATION, WORDS, Change, finished
from tests.checking.test_mutants import findings

PACKAGE, TEXT, STYLE = "book/EPUB/package.opf", "book/EPUB/text.xhtml", "book/EPUB/style.css"
LIE, SUMMARY = "<p>People who lie awake.", "You can read it as you like. It has headings."
STANDARD = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"


def told(*changes: Change) -> list[str]:
    return [
        f"{one.code} {one.message.split(', which')[0]}" for one in findings(*changes) if one.code in ("A022", "A023")
    ]


def feature(name: str) -> str:
    return f'<meta property="schema:accessibilityFeature">{name}</meta>'


def in_package(find: str, put: str) -> Change:
    return Change(PACKAGE, find, put)


@pytest.mark.parametrize("name", ["readingOrder", "structuralNavigation", "tableOfContents", "displayTransformability"])
def test_what_is_true_must_be_said(name: str) -> None:
    (found,) = told(in_package(feature(name), ""))
    assert found.startswith(f"A023 the ebook does not say schema:accessibilityFeature “{name}”")


@pytest.mark.parametrize("name", ["alternativeText", "longDescription", "printPageNumbers", "ARIA"])
def test_what_is_not_in_the_book_must_not_be_claimed(name: str) -> None:
    (found,) = told(in_package(feature("readingOrder"), feature("readingOrder") + feature(name)))
    assert found == f"A022 the ebook claims schema:accessibilityFeature “{name}”"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            Change(TEXT, LIE, f'<p><img src="{DOT}" alt="A cup"/></p>{LIE}'),
            ["“visual”", "“alternativeText”", "summary"],
        ),
        (
            Change(TEXT, LIE, f'<p><img src="{DOT}"/></p>{LIE}'),
            ["“visual”", "“textual”", "“textual,visual”", "summary"],
        ),
        (Change(TEXT, LIE, f'<p><img src="{DOT}" alt=""/></p>{LIE}'), []),  # an ornament
        (Change(STYLE, "footer {", "footer { position: absolute;"), ["“readingOrder”"]),
        (Change(STYLE, "footer {", "p { float: right } footer {"), ["“readingOrder”"]),
        (Change(STYLE, "footer {", "p { font-size: 12px } footer {"), ["“displayTransformability”"]),
        (Change(STYLE, "footer {", "p { color: #000000 } footer {"), ["“displayTransformability”"]),
        (Change(STYLE, "footer {", "@keyframes a { to { margin: 0 } } footer {"), ["“none”", "“unknown”"]),
        (Change("book/EPUB/nav.xhtml", 'epub:type="toc"', 'epub:type="index"'), ["“tableOfContents”", "summary"]),
        (in_package(SUMMARY, "Anybody can read it."), ["summary"]),
        (in_package(f"{SUMMARY} Nobody has certified it.", ""), ["summary"]),
        (in_package(">none<", ">flashing<"), ["“flashing”", "“none”"]),
        (
            in_package(
                'modified">', 'modified">2026-11-01T00:00:00Z</meta><meta property="a11y:certifiedBy">Us</meta><meta>'
            ),
            ["“Us”"],
        ),
    ],
)
def test_claims_follow_the_content(change: Change, words: list[str]) -> None:
    found = told(change)
    assert len(found) == len(words), found
    for one, word in zip(sorted(found), words, strict=True):
        assert any(word in text for text in found), (one, word)


def certified(day: date, *changes: Change) -> set[str]:
    """What is found in a book of a publication that somebody has certified on a day."""
    publication = replace(PUBLICATION, certification=Certification(STANDARD, "the Tea Office", day))
    found = check(publication, WORDS, AS_OF, [EBOOK], finished(*changes), "output", None)
    return {one.message.split(" “")[0] for one in found}


def test_a_recorded_certification_is_claimed_while_the_text_is_the_same() -> None:
    old, fresh = date(2026, 10, 1), date(2026, 11, 20)
    claims = in_package(
        "</metadata>",
        f'<meta property="dcterms:conformsTo" id="s">{STANDARD}</meta>'
        '<meta property="a11y:certifiedBy" refines="#s">the Tea Office</meta></metadata>',
    )
    summary = in_package("Nobody has certified it.", f"Certified by the Tea Office: {STANDARD}.")
    assert certified(fresh, claims, summary) == set()
    assert certified(old) == set()
    assert certified(old, claims, summary) >= {
        "the ebook claims dcterms:conformsTo",
        "the ebook claims a11y:certifiedBy",
    }
    assert certified(fresh) >= {"the ebook does not say dcterms:conformsTo", "the ebook does not say a11y:certifiedBy"}
