"""The cascade comes to the same winner as a browser's, and styles that hide nothing raise nothing."""

import pytest

from imprint.checking.cascade import Cascade
from imprint.checking.hiding import faults
from imprint.checking.markup import elements, parse_html
from imprint.checking.measures import ROOT_SIZE, colour, contrast, font_size, numbers, percentages, pixels
from imprint.checking.sheets import read_sheets
from tests.checking.tea import Change
from tests.checking.test_mutants import ARGUED, IN_BROWSERS, SOURCES, codes

BODY = '<main><div class="box"><p class="disclaimer" id="d">Words <b>here</b>.</p></div></main>'


def cascade(style: str, body: str = BODY, files: dict[str, bytes] | None = None) -> Cascade:
    root = parse_html(f"<html><head>{style}</head><body>{body}</body></html>".encode(), "utf-8")
    return Cascade(root, read_sheets(root, "index.html", lambda address, base: (files or {}).get(address)))


def found(style: str, body: str = BODY, files: dict[str, bytes] | None = None) -> set[str]:
    made = cascade(style, body, files)
    paragraph = next(one for one in elements(made.root, "p") if "disclaimer" in one.get("class", ""))
    return {fault.code for fault in faults(made, paragraph, 14.0)}


HIDE, SHOW = "display: none", "display: block"


@pytest.mark.parametrize(
    ("style", "is_hidden"),
    [
        (f"p {{ {HIDE} }}", True),
        (f"p {{ {HIDE} }} p {{ {SHOW} }}", False),
        (f"p {{ {SHOW} }} p {{ {HIDE} }}", True),
        (f".disclaimer {{ {SHOW} }} p {{ {HIDE} }}", False),  # a class beats an element
        (f"#d {{ {SHOW} }} .box .disclaimer {{ {HIDE} }}", False),
        (f".disclaimer {{ {SHOW} }} p {{ {HIDE} !important }}", True),
        (f"#d {{ {SHOW} !important }} p {{ {HIDE} !important }}", False),
        (f"p {{ {HIDE}; {SHOW} }}", False),
        (f"p {{ {HIDE} !important; {SHOW} }}", True),
        (f"@media print {{ p {{ {HIDE} }} }}", True),
        (f"@media print {{ p {{ {HIDE} }} }} p {{ {SHOW} }}", False),  # of the same weight, the later one wins
        (f"p {{ {SHOW} }} @media print {{ p {{ {HIDE} }} }}", True),
        (f"@media print {{ p {{ {HIDE} }} }} @media screen {{ p {{ {SHOW} }} }}", True),  # never both at once
        (f"@media print {{ p {{ {HIDE} }} p {{ {SHOW} }} }}", False),
        (f"@media print {{ @media (width < 9em) {{ p {{ {HIDE} }} }} }}", True),
        (f"@supports (x: y) {{ p {{ {HIDE} }} }}", True),
        (f"@container (width < 9em) {{ p {{ {HIDE} }} }}", True),
        (f"@layer base {{ p {{ {HIDE} }} }}", True),
        (f".box {{ p {{ {HIDE} }} }}", True),
        (f".box {{ & > p {{ {HIDE} }} }}", True),
        (f"p {{ &.disclaimer {{ {HIDE} }} }}", True),
        (f"p {{ @media print {{ {HIDE} }} }}", True),
        (f".box {{ {HIDE} }}", True),
        (f"b {{ {HIDE} }}", True),  # a word of it
        (f"i {{ {HIDE} }}", False),
        (f"p:hover {{ {HIDE} }}", True),
        (f"p:not(:hover) {{ {HIDE} }}", True),
        (f"p:hover {{ {HIDE} }} p.disclaimer {{ {SHOW} }}", False),  # as specific, and earlier
        (f".disclaimer {{ {SHOW} }} p:hover {{ {HIDE} }}", True),
        (f"p:hover {{ {HIDE} }} p:focus {{ {SHOW} }}", True),  # it can be pointed at without being in focus
        (f"p:hover {{ @media print {{ {HIDE} }} }}", True),
        (f"p {{ &:active {{ {HIDE} }} }}", True),
        (f".box:focus-within {{ {HIDE} }}", True),
        (f":is(.box:hover, i) {{ {HIDE} }}", True),
        (f"main:has(:checked) p {{ {HIDE} }}", True),
        (f"main:not(:has(:target)) p {{ {HIDE} }}", True),
        (f"details[open] ~ p {{ {HIDE} }}", False),  # nothing there to be opened
        (f"i:hover {{ {HIDE} }}", False),
        (f"a[href='x:hover'] {{ {HIDE} }}", False),
        ("p:hover { outline: 1px solid; text-decoration: underline }", False),
        (f"p:hover::after {{ {HIDE} }}", False),
        (f"p:is(.disclaimer, .x) {{ {HIDE} }}", True),
        (f"p:where(.disclaimer) {{ {HIDE} }} p {{ {SHOW} }}", False),
        (f"main:has(p) {{ {HIDE} }}", True),
        (f"p:nth-of-type(1 of .disclaimer) {{ {HIDE} }}", True),
        (f"p:state(x) {{ {HIDE} }}", True),  # a state we do not know is taken to hold
        (f"[class^=disc] {{ {HIDE} }}", True),
        (f"p {{ d\\69splay: n\\6fne }} p {{ {SHOW} ! important }}", False),
        ("p { d\\69splay: n\\6fne }", True),
        ("p { DISPLAY: NONE }", True),
        ("p { --x: none; display: var(--x) }", True),
        (":root { --x: none } p { display: var(--x, block) }", True),
        ("p { display: var(--x, none) }", True),
        ("p { display: var(--x, var(--y, block)) }", False),
        ("p { display: initial }", False),
        (f".box {{ {HIDE} }} .box {{ display: revert }}", False),
        ("main { visibility: hidden }", True),
        ("main { visibility: hidden } p { visibility: visible }", False),
        ("main { visibility: hidden } p { visibility: inherit }", True),
        ("main { opacity: 0.95 } p { opacity: 0.94 }", True),  # together less than 0.9
        ("main { opacity: 0.95 }", False),
        ("main { opacity: 96% }", False),
        ("/* p { display: none } */", False),
        ("p { display none }", False),
        (f"p {{ {HIDE}", True),
    ],
)
def test_the_cascade(style: str, is_hidden: bool) -> None:
    assert ("V007" in found(f"<style>{style}</style>")) is is_hidden


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ('<link rel="stylesheet" href="a.css">', {"V007"}),
        ('<link rel="stylesheet" media="print" href="a.css">', {"V007"}),
        ('<link rel="preload" href="a.css">', set()),
        ('<style>@import "a.css";</style>', {"V007"}),
        ("<style>@import url(a.css) print;</style>", {"V007"}),
        ('<link rel="stylesheet" href="loop.css">', {"V007"}),
        ('<link rel="stylesheet" href="missing.css">', set()),
        ('<style media="print">p { display: none }</style>', {"V007"}),
        ("<template><style>p { display: none }</style></template>", set()),
        ("<svg><style>p { display: none }</style></svg>", {"V007"}),
        ("<style>@starting-style { p { opacity: 0 } }</style>", set()),
    ],
)
def test_where_sheets_come_from(head: str, wanted: set[str]) -> None:
    files = {"a.css": b".disclaimer { display: none }", "loop.css": b'@import "loop.css"; p { display: none }'}
    assert found(head, files=files) == wanted


@pytest.mark.parametrize(
    ("style", "wanted"),
    [
        ("p { color: #777777; background: #ffffff }", {"V010"}),
        ("p { color: #767676; background: #ffffff }", set()),
        ("body { color: #eeeeee; background: #111111 }", set()),
        ("p { color: #eeeeee }", {"V010"}),
        ("p { background: #333333 }", {"V010"}),  # black letters, unless told otherwise
        (":root { color-scheme: light dark } p { color: #eeeeee }", set()),  # the ground may be dark
        ("p { color: #ffffff; background: url(x.png) #ffffff }", set()),  # a picture may be dark: the browser looks
        ("p { color: #ffffff; background-image: linear-gradient(red, blue) }", set()),
        ("p { color: rgb(0 0 0 / 50%); background: #ffffff }", {"V010"}),
        ("p { color: rgb(0 0 0 / 90%) }", set()),
        ("body { background: #000000 } p { background: rgb(255 255 255 / 50%) }", set()),
        ("body { background: #000000 } p { background: rgb(255 255 255 / 20%) }", {"V010"}),
        (":root { --ink: #fafafa } p { color: var(--ink) }", {"V010"}),
        ("@media (prefers-color-scheme: dark) { body { background: #111111 } }", {"V010"}),
        ("@media (prefers-color-scheme: dark) { body { background: #111111; color: #dddddd } }", set()),
        ("b { color: white }", {"V010"}),
        ("p { color: currentcolor }", set()),
        ("p { color: oklch(0.9 0.05 100) }", set()),
    ],
)
def test_contrast_where_both_colours_are_known(style: str, wanted: set[str]) -> None:
    assert found(f"<style>{style}</style>") == wanted


def test_a_page_that_follows_a_dark_scheme_has_no_known_ground() -> None:
    meta = '<meta name="color-scheme" content="light dark">'
    assert found(f"{meta}<style>p {{ color: #eeeeee }}</style>") == set()


@pytest.mark.parametrize(
    ("style", "wanted"),
    [
        ('p::before { content: "Not: " }', {"V002"}),
        ("p::after { content: attr(title) }", {"V002"}),
        ("b::after { content: counter(x) }", {"V002"}),
        ('p::before { content: "\u26a0" }', set()),
        ('p::before { content: "" }', set()),
        ("p::before { content: none }", set()),
        ('h1::before { content: "Not: " }', set()),
        ("p::first-line { font-size: 3px }", {"V009"}),
        ("p::first-letter { font-size: 300% }", set()),
    ],
)
def test_words_of_a_style_are_words_added(style: str, wanted: set[str]) -> None:
    assert found(f"<style>{style}</style>") == wanted


INNOCENT = [
    "color: inherit; background: transparent",
    "font-size: 22px; line-height: 1.3",
    "font: italic 700 1.2em/1.4 Georgia, serif",
    "padding: 1em; margin: 2em -8px; border: 2px solid",
    "position: relative; top: -2px; left: 3px; z-index: 1",
    "transform: translateY(-1px)",
    "transform: none",
    "opacity: 1; visibility: visible",
    "overflow: hidden; border-radius: 8px",
    "overflow: auto; max-height: none",
    "max-width: 60ch; width: 100%; height: auto; min-height: 3em",
    "letter-spacing: 0.02em; word-spacing: 0.1em",
    "letter-spacing: -0.01em; text-indent: 1em",
    "text-decoration: underline",
    "box-shadow: 0 1px 2px rgb(0 0 0 / 20%); filter: drop-shadow(0 0 1px black)",
    "display: flex; gap: 1em; order: 0",
    "display: grid; align-items: center",
    "float: left; clear: both",
    "columns: 2; break-inside: avoid; hyphens: none",
    "transition: color 1s; animation: none",
    "animation: glow 1s",
    "clip-path: none; mask: none; mix-blend-mode: normal",
    "content-visibility: auto",
    "unicode-bidi: isolate",
    "white-space: normal; text-overflow: clip",
    "text-transform: none; font-variant: normal",
    "margin-inline: auto; inset: auto",
    "user-select: none; cursor: help",
]


@pytest.mark.parametrize("style", INNOCENT)
@pytest.mark.parametrize("format_", IN_BROWSERS)
def test_an_innocent_style_raises_nothing(format_: str, style: str) -> None:
    frames = "@keyframes glow { from { box-shadow: none } to { box-shadow: 0 0 2px black } }"
    styled = f"<style>{frames} .disclaimer {{ {style} }} h2 {{ display: none }} .x {{ opacity: 0 }}</style>"
    assert codes(Change(SOURCES[format_], ARGUED, styled + ARGUED)) == set()


@pytest.mark.parametrize(
    ("tag", "style", "size"),
    [
        ("p", "", 20.0),
        ("small", "", 20 * 5 / 6),
        ("p", "font-size: 12pt", 16.0),
        ("p", "font-size: 2em", 40.0),
        ("p", "font-size: 2rem", 2 * ROOT_SIZE),
        ("p", "font-size: 75%", 15.0),
        ("p", "font-size: small", 13.0),
        ("p", "font-size: larger", 24.0),
        ("p", "font: 400 18px/1.6 serif", 18.0),
        ("p", "font: small-caps bold 50%/2 serif", 10.0),
        ("p", "font-size: clamp(1rem, 5vw, 2rem)", 16.0),
        ("p", "font-size: min(30px, 1em)", 20.0),
        ("p", "font-size: max(30px, 1em)", 30.0),
        ("p", "font-size: calc(1em + 2vw)", 20.0),
        ("p", "font-size: 5dvw", 16.0),
        ("p", "font-size: 0", 0.0),
    ],
)
def test_sizes(tag: str, style: str, size: float) -> None:
    made = cascade(f"<style>{tag} {{ {style} }}</style>", f"<{tag}>x</{tag}>")
    element = next(elements(made.root, tag))
    assert font_size(tag, made.styles(element, frozenset()), 20.0) == pytest.approx(size)


def test_measures() -> None:
    assert pixels("translate(-2em, 50%) 0 1in", 10.0) == [-20.0, 0.0, 96.0]
    assert percentages("inset(100% 5px)") == [100.0]
    assert numbers("scale(0.5, 20%)") == [0.5, pytest.approx(0.2)]
    assert colour("#fff") == (1.0, 1.0, 1.0, 1.0)
    assert colour("none") is None
    assert colour("url(a.png) red") is None
    assert contrast((0, 0, 0, 1), (1, 1, 1, 1)) == pytest.approx(21.0)


UNJUDGED = [
    ("p { font-size: calc(1px) }", {"V007"}),
    ("p { font-size: clamp(calc(1px), 1vw, 2px) }", {"V007"}),
    ("main { font-size: 1cqi }", {"V007"}),
    ("p { opacity: calc(1 - 1) }", {"V007"}),
    ("main { max-height: calc(1px); overflow: hidden }", {"V007"}),
    ("p { max-height: calc(100vh - 3rem) }", set()),  # it cuts nothing off
    ("p { color: color-mix(in srgb, white, white) }", {"V007"}),
    ("p { color: light-dark(white, black) }", {"V007"}),
    ("p { background: light-dark(black, white) }", {"V007"}),
    ("main { padding: calc(1px + 2em); max-width: calc(66rem + 2px) }", set()),
    ("h1 { font-size: calc(1px); opacity: calc(0); color: light-dark(white, white) }", set()),
    ("p::first-line { color: white }", {"V010"}),
    ("p::first-letter { color: transparent }", {"V007"}),
    ("p::first-line { color: #202020 }", set()),
]


@pytest.mark.parametrize(("style", "wanted"), UNJUDGED)
def test_what_cannot_be_judged_on_a_wording_is_told(style: str, wanted: set[str]) -> None:
    assert found(f"<style>{style}</style>") == wanted


COVER = "inset: 0; background: white"
COVERS = [
    (f"i {{ position: fixed; {COVER} }}", {"V007"}),
    (f"i {{ position: absolute; {COVER} }}", {"V007"}),
    ("i { position: fixed; top: 0; left: 0; width: 100%; height: 100vh; background: white }", {"V007"}),
    ("i { position: fixed; inset-block: 0; right: 0; left: 0; background-image: url(x.png) }", {"V007"}),
    (f"main::after {{ content: ''; position: fixed; {COVER} }}", {"V007"}),
    (f"p::before {{ content: ''; position: absolute; {COVER} }}", {"V007"}),
    (f"@media print {{ i {{ position: fixed; {COVER} }} }}", {"V007"}),
    (f"i {{ {COVER} }}", set()),  # it stays in its place
    ("i { position: fixed; inset: 0 }", set()),  # nothing is painted
    (f"i {{ position: fixed; {COVER}; display: none }}", set()),
    (f"main::after {{ position: fixed; {COVER} }}", set()),  # without content there is no such box
    (f"main {{ position: absolute; {COVER} }}", set()),  # the wording stands on it
    (
        f"div {{ position: relative }} div::before {{ content: ''; position: absolute; z-index: -1; {COVER} }}",
        set(),
    ),
    (f"u {{ position: relative }} i {{ position: absolute; {COVER} }}", set()),  # it covers what is around it alone
    ("i { position: absolute; inset-inline-start: 0; inset-block-start: -10em; background: white }", set()),
]


@pytest.mark.parametrize(("style", "wanted"), COVERS)
def test_what_is_spread_over_a_wording_is_found(style: str, wanted: set[str]) -> None:
    assert found(f"<style>{style}</style>", f"{BODY}<u><i>x</i></u>") == wanted


DARK, PRINT = "@media (prefers-color-scheme: dark)", "@media print"


@pytest.mark.parametrize(
    ("style", "wanted"),
    [
        (
            f"body {{ background: #fff; color: #111 }} {DARK} {{ body {{ background: #111; color: #eee }} }}"
            f"{PRINT} {{ body {{ background: #fff }} }}",
            {"V010"},
        ),
        (
            f"body {{ background: #fff; color: #111 }} {DARK} {{ body {{ background: #111; color: #eee }} }}"
            f"{PRINT} {{ body {{ background: #fff; color: #111 }} }}",
            set(),
        ),
        (
            f"{DARK} {{ body {{ background: #111; color: #eee }} }}"
            "@media (prefers-color-scheme: light) { body { background: #fff } }",
            set(),
        ),  # never both at once
    ],
)
def test_two_conditions_may_hold_at_once(style: str, wanted: set[str]) -> None:
    assert found(f"<style>{style}</style>") == wanted
