"""Every way in which a finished file can lose, hide or alter a disclaimer is found, under the code meant for it."""

import pytest

from imprint.checking import check
from imprint.errors import Finding
from tests.checking.tea import AS_OF, EDITIONS, FOLDER, PUBLICATION, WORDS, Change, finished, finished_name

GENERAL = '<p class="disclaimer">This sheet speaks of tea in general. It cannot know who drinks it.</p>'
ARGUED = '<p class="disclaimer">What tea does for sleep is still argued about. Do not count on it.</p>'
AWAKE = '<p class="disclaimer">Tea can keep you awake, so drink the last cup before noon.</p>'
MERRY = "it makes most people merry for an hour"
PLAIN_GENERAL = "This sheet is about tea for all. It does not know you."
SOURCES = {  # each format's file that holds the text of the full level
    "page": "index.html",
    "leaflet": "leaflet.html",
    "ebook": "book/EPUB/text.xhtml",
    "embed": "embed/snippet.html",
}
STARTS = {**SOURCES, "ebook": "book/EPUB/start.xhtml"}
IN_BROWSERS = ("page", "ebook", "embed")
ALL = tuple(SOURCES)
ORDER = {"A019", "A020", "A021"}
CLAIMS = {"A022", "A023"}


def findings(*changes: Change) -> tuple[Finding, ...]:
    """What the check finds after the changes, in the editions that they touch, or in all."""
    touched = [edition for edition in EDITIONS if edition.filename in {finished_name(one.file) for one in changes}]
    return check(PUBLICATION, WORDS, AS_OF, touched or EDITIONS, finished(*changes), "output/tea/en", None)


def codes(*changes: Change) -> set[str]:
    """What is found, but for words and claims that these changes make untrue (`test_order.py`, `test_access.py`)."""
    return {found.code for found in findings(*changes)} - ORDER - CLAIMS


# (name, formats, what to find, what to put, codes)
TEXT = [
    ("left out", ALL, ARGUED, "", {"V001"}),
    ("in a comment", ALL, ARGUED, f"<!-- {ARGUED} -->", {"V001"}),
    ("in a template", IN_BROWSERS, ARGUED, f"<template>{ARGUED}</template>", {"V001"}),
    ("in a script", IN_BROWSERS, ARGUED, f'<script type="application/ld+json">{ARGUED}</script>', {"V001"}),
    ("in a title attribute", ALL, ARGUED, ARGUED.replace(">", ' title="', 1).replace("</p>", '"></p>'), {"V001"}),
    ("one word changed", ALL, "argued about", "talked about", {"V002"}),
    ("not dropped", ALL, "Do not count on it", "Do count on it", {"V002"}),
    ("not doubled", ALL, "Do not count on it", "Do not not count on it", {"V002"}),
    ("full stop dropped", ALL, "count on it.</p>", "count on it</p>", {"V002"}),
    ("a homoglyph", ALL, "What tea does for sleep", "What te\u0430 does for sleep", {"V002"}),
    ("a zero-width space", IN_BROWSERS, "What tea does for sleep", "What t\u200bea does for sleep", {"V002"}),
    ("a soft hyphen", IN_BROWSERS, "still argued", "still ar\u00adgued", {"V002"}),
    ("another case", ALL, "argued about", "ARGUED about", {"V002"}),
    ("sentences swapped", ALL, "noon.", "noon. Or not.", {"V002"}),
    ("words before it", ALL, ARGUED, ARGUED.replace(">", ">Some say: ", 1), {"V002"}),
    (
        "other words in its paragraph",
        IN_BROWSERS,
        ARGUED + "\n",
        ARGUED.replace("</p>", " But it is fun.</p>"),
        {"V002"},
    ),
    ("split in two", IN_BROWSERS, "about. Do not", 'about.</p><p class="disclaimer">Do not', {"V002"}),
    ("a contradicting double", ALL, AWAKE, AWAKE + AWAKE.replace("before noon", "after noon"), {"V002"}),
    ("moved to the end of the text", ALL, "<p>People who lie awake.", ARGUED + "<p>People who lie awake.", {"V004"}),
    ("twice", ALL, ARGUED, ARGUED + ARGUED, {"V004"}),
    ("an old sheet's warning", ALL, ARGUED, ARGUED + "<p>This sheet is too old to be trusted by anyone.</p>", {"V004"}),
    (
        "the plain words",
        ALL,
        "What tea does for sleep is still argued about.",
        "Nobody is sure what tea does.",
        {"V005"},
    ),
    ("the plain words as well", ALL, "<p>People who lie awake.", f"<p>{PLAIN_GENERAL}</p><p>People.", {"V005"}),
    ("a gap left", ALL, "<p>People who lie awake.", "<p>Call {emergency}. People.", {"V014"}),
    ("a heading that is none", ALL, "<h2>What can go wrong</h2>", "<p>What can go wrong</p>", {"A004", "V003"}),
]
FRONT = [
    ("another title", ALL, "Tea and sleep</h1>", "Tea and sheep</h1>", {"A003"}),
    ("front left out", ALL, GENERAL, "", {"V001"}),
    ("front before the title", ALL, "<h1", GENERAL + "<h1", {"V004"}),
]
HIDING = [
    "display: none",
    "display: none !important",
    "visibility: hidden",
    "opacity: 0",
    "opacity: 0.3",
    "clip-path: inset(100%)",
    "clip-path: circle(0)",
    "position: absolute; left: -9999px",
    "position: absolute; clip: rect(0 0 0 0)",
    "position: fixed; top: 300vh",
    "text-indent: -9999px",
    "height: 0; overflow: hidden",
    "max-height: 1px; overflow: clip",
    "width: 1px; height: 1px; overflow: hidden",
    "transform: scale(0)",
    "transform: translateX(-200vw)",
    "scale: 0.1",
    "translate: -100vw",
    "rotate: 180deg",
    "filter: opacity(0)",
    "filter: blur(4px)",
    "content-visibility: hidden",
    "mix-blend-mode: screen",
    "mask-image: linear-gradient(transparent, transparent)",
    "color: transparent",
    "-webkit-text-fill-color: transparent",
    "margin-left: -100vw",
    "letter-spacing: -1em",
    "line-height: 0",
    "position: relative; z-index: -1",
    "unicode-bidi: bidi-override; direction: rtl",
    "-webkit-text-security: disc",
    "display: -webkit-box; -webkit-line-clamp: 1; overflow: hidden",
    "overflow: hidden; white-space: nowrap; text-overflow: ellipsis",
    "content: url(data:image/gif;base64,R0lGODlhAQABAAAAACw=)",
    "animation: gone 1s forwards",
]
STYLES = [
    *((style, "V007") for style in HIDING),
    ("font-size: 4px", "V009"),
    ("font-size: 0", "V009"),
    ("font: 400 6pt/1.2 serif", "V009"),
    ("font-size: 50%", "V009"),
    ("font-size: clamp(4px, 1vw, 9px)", "V009"),
    ("zoom: 0.4", "V009"),
    ("color: #ffffff; background: #ffffff", "V010"),
    ("color: #bbbbbb", "V010"),
    ("color: rgb(0 0 0 / 20%)", "V010"),
    ("background: #202020", "V010"),
    ("text-decoration: line-through", "V011"),
    ("order: 5", "V003"),
]
WAYS = {  # how a style can reach a disclaimer; {} takes the declarations
    "its class": "<style>.disclaimer {{ {} }}</style>",
    "its place": "<style>section > h2 ~ p {{ {} }}</style>",
    "a nested rule": "<style>section {{ & p {{ {} }} }}</style>",
    "print": "<style>@media print {{ .disclaimer {{ {} }} }}</style>",
    "narrow": "<style>@media (max-width: 20em) {{ @supports (display: grid) {{ .disclaimer {{ {} }} }} }}</style>",
    "nth": "<style>p:nth-last-of-type(1) {{ {} }}</style>",
}
FRAMES = "<style>@keyframes gone { to { opacity: 0 } }</style>"


@pytest.mark.slow
@pytest.mark.parametrize(("style", "code"), STYLES)
@pytest.mark.parametrize("format_", IN_BROWSERS)
def test_a_style_that_hides_is_found(format_: str, style: str, code: str) -> None:
    change = Change(SOURCES[format_], ARGUED, WAYS["its class"].format(style) + FRAMES + ARGUED)
    assert code in codes(change)
    assert codes(change) <= {code, "V007", "V010", "V003"}


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("format_", IN_BROWSERS)
def test_whichever_way_it_reaches_the_disclaimer(format_: str, way: str) -> None:
    style = WAYS[way].format("display: none").replace("<", "<", 1)
    inside = style if format_ != "ebook" else style.replace("section > h2", "section &gt; h2").replace("& p", "&amp; p")
    assert codes(Change(SOURCES[format_], ARGUED, inside + ARGUED)) == {"V007"}


CASES = [(name, format_, find, put, wanted) for name, formats, find, put, wanted in TEXT for format_ in formats]
CASES += [
    (name, f"{format_} start", find, put, wanted) for name, formats, find, put, wanted in FRONT for format_ in formats
]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "format_", "find", "put", "wanted"), CASES)
def test_a_changed_text_is_found(name: str, format_: str, find: str, put: str, wanted: set[str]) -> None:
    file = STARTS[format_.removesuffix(" start")] if format_.endswith("start") else SOURCES[format_]
    assert codes(Change(file, find, put)) == wanted


def test_the_sound_files_have_no_finding() -> None:
    assert [str(found) for found in findings()] == []
    assert FOLDER.is_dir()


@pytest.mark.parametrize(
    "file", ["book/EPUB/plain.xhtml", "book/EPUB/text.xhtml", "index.html", "embed/snippet.html", "leaflet.html"]
)
def test_a_footer_that_says_it_twice_is_found(file: str) -> None:
    twice = '<footer>\n<p class="disclaimer">General words on tea. Version 1.2.</p>'
    assert codes(Change(file, "<footer>", twice)) == {"V004"}
