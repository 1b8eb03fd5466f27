"""What readers would stumble over is found, in the ways of looking where they would, and sound pages raise nothing."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from imprint.checking.browser_looks import SURVEYED
from imprint.checking.browser_paint import Browser
from tests.checking.browser_cases import page

ALL = {look.name for look in SURVEYED}
SCREEN = ALL - {"print"}
DARK = {"dark", "400 % zoom in the dark with wide spacing"}
FORCED = {"forced colours"}
NARROW = {"400 % zoom", "400 % zoom in the dark with wide spacing"}
SPACED = {"wide spacing", "400 % zoom in the dark with wide spacing"}
TEXT = "Tea is drunk hot by most people, and cold by some of them in a hot summer."
PARAGRAPH = f'<p class="d">{TEXT}</p>'
LINKS = '<p><a href="#a">One</a></p><p><a href="#b">Two</a></p><p><a href="#c">Three</a></p>'
NARROW_BOX = "main{position:relative}.under{position:absolute;inset:0;background:#000;z-index:-1}"
PALE = {
    "a paragraph below 7 to 1": (".d{color:#767676}", PARAGRAPH, ALL - FORCED),
    "a heading below 4.5 to 1": ("h1{color:#7a7a7a}", PARAGRAPH, ALL - FORCED),
    "only in the dark": ("@media(prefers-color-scheme:dark){.d{color:#999}}", PARAGRAPH, DARK),
    "the dark ground forgotten": (":root{color-scheme:light dark}.d{color:#16202a}", PARAGRAPH, DARK),
    "only when narrow": ("@media(max-width:400px){.d{color:#888}}", PARAGRAPH, NARROW),
    "where the system's colours are refused": (".d{forced-color-adjust:none;color:#888}", PARAGRAPH, ALL),
    "white on a ground that is not printed": (".d{background:#000;color:#fff}", PARAGRAPH, {"print"}),
    "all but transparent": (".d{color:#0006}", PARAGRAPH, ALL - FORCED),
    "under a veil": ("main{opacity:.4}", PARAGRAPH, ALL),
    "on a picture": (".d{background:linear-gradient(#333,#444)}", PARAGRAPH, ALL - FORCED),
    "on a box that it does not stand in": (
        NARROW_BOX,
        PARAGRAPH + '<div class="under"></div>',
        ALL - FORCED,
    ),
    "in its first line": (".d::first-line{color:#999}", PARAGRAPH, ALL - FORCED),
    "in words of the style sheet": (".d::before{content:'Mind: ';color:#aaa}", PARAGRAPH, ALL - FORCED),
    "in the numbers of a list": ("li::marker{color:#bbb}", f"<ol><li>{TEXT}</li></ol>", ALL - FORCED),
}
FOUND = {
    "contrast": PALE,
    "target": {
        "lines of small links": ("p{font-size:12px;margin:0}", LINKS, ALL - {"print"} - SPACED),
        "small signs side by side": ("a{font-size:12px}", '<p><a href="#a">↑</a> <a href="#b">↓</a></p>', SCREEN),
    },
    "sideways": {
        "a box with a width": (".d{width:600px}", PARAGRAPH, NARROW),
        "a long word": ("", f"<p>{'tea' * 60}</p>", NARROW | {"wide spacing", "light", "dark", *FORCED}),
        "no lines": (".d{white-space:nowrap}", PARAGRAPH, NARROW),
        "a paragraph in a box that scrolls": (
            ".s{overflow-x:auto}.d{width:600px}",
            f'<div class="s">{PARAGRAPH}</div>',
            NARROW,
        ),
        "a table": ("td{white-space:nowrap}", f"<table><tr><td>{TEXT}</td></tr></table>", NARROW),
        "a picture": ("", '<div style="width:500px;height:9px;background:#ccc"></div>', NARROW),
    },
    "cut": {
        "a height that is enough until lines grow": (
            ".d{height:3.5em;overflow:hidden;line-height:1.1;width:15em}",
            PARAGRAPH,
            SPACED,
        ),
        "a line clamp": (
            ".d{display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden;width:12em}",
            PARAGRAPH,
            SCREEN,
        ),
        "an ellipsis": (".d{white-space:nowrap;overflow:hidden;text-overflow:ellipsis;width:9em}", PARAGRAPH, SCREEN),
    },
    "over": {
        "a lid": (
            ".lid{position:relative;height:9em;margin-bottom:-9em;background:#eee}",
            f'<div class="lid"></div>{PARAGRAPH}',
            ALL,
        ),
        "a paragraph pulled up": (".next{margin-top:-2em}", PARAGRAPH, SCREEN - SPACED),
        "a height that is enough until lines grow": (
            ".d{height:3.5em;line-height:1.1;width:15em}",
            f'<div class="d">{TEXT}</div>',
            SPACED,
        ),
    },
    "unreached": {
        "taken out of the order": ("", LINKS.replace('href="#b"', 'href="#b" tabindex="-1"'), {"light"}),
    },
    "disordered": {
        "put first": ("", LINKS.replace('href="#c"', 'href="#c" tabindex="1"'), {"light"}),
    },
    "focus": {
        "no outline": ("a:focus{outline:none}", LINKS, {"light", "dark", "forced colours"}),
        "a faint outline": ("a:focus{outline:2px solid #ddd}", LINKS, {"light", "dark"}),
        "a thin underline": (
            "a{text-decoration:none}a:focus{outline:none;text-decoration:underline}",
            LINKS,
            {"light", "dark", "forced colours"},
        ),
        "a shadow, which forced colours take away": (
            "a:focus{outline:none;box-shadow:0 0 0 3px #036}",
            LINKS,
            {"forced colours"},
        ),
        "cut off": (
            "p{overflow:hidden;line-height:1;width:max-content}a:focus{outline:3px solid #000}",
            LINKS,
            {"light", "dark", "forced colours"},
        ),
    },
}
CASES = [
    pytest.param(kind, css, body, looks, id=f"{kind}: {name}")
    for kind, cases in FOUND.items()
    for name, (css, body, looks) in cases.items()
]
SOUND = {
    "nothing": ("", PARAGRAPH),
    "just dark enough": (".d{color:#595959}h1{color:#767676}", PARAGRAPH),
    "white on dark, black on paper": ("@media screen{.d{background:#036;color:#fff}}", PARAGRAPH),
    "a dark scheme": ("@media(prefers-color-scheme:dark){body{background:#111;color:#eee}a{color:#9cf}}", LINKS),
    "a veil that is hardly one": ("main{opacity:.98}", PARAGRAPH),
    "a pale picture": ("@media screen{.d{background:linear-gradient(#fff,#eef)}}", PARAGRAPH),
    "links in sentences": ("p{font-size:12px}", f'<p>{TEXT} <a href="#a">a</a>, <a href="#b">b</a>.</p>'),
    "small links with room": ("p{font-size:12px;margin:1em 0}", LINKS),
    "a wide table in a box of its own": (
        ".s{overflow-x:auto}td{white-space:nowrap}",
        f'<div class="s" tabindex="0"><table><tr><td>{TEXT}</td></tr></table></div>',
    ),
    "a link that comes when it is wanted": (
        "a{position:absolute;top:-9em}a:focus{top:0}",
        f'<a href="#a">Skip</a>{PARAGRAPH}',
    ),
    "two columns": ("@media(min-width:40em){main{columns:2}}", PARAGRAPH),
    "an index and a power": ("", f"<p>{TEXT} H<sub>2</sub>O, 10<sup>9</sup></p>"),
    "an outline of one's own": ("a:focus-visible{outline:3px solid #036;outline-offset:2px}", LINKS),
    "a closed fold-out": ("", f"<details><summary>More of it, if you like</summary>{PARAGRAPH}</details>"),
}


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    with Browser(chromium) as started:
        yield started


def survey(browser: Browser, css: str, body: str) -> Mapping[str, set[str]]:
    """Which kinds of flaws are found, by look."""
    seen = browser.survey({"index.html": page(css, body)}, "index.html").result()
    return {look: {flaw.kind for flaw in flaws} for look, flaws in seen.items()}


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "css", "body", "looks"), CASES)
def test_what_readers_stumble_over_is_found_where_they_would(
    browser: Browser, kind: str, css: str, body: str, looks: set[str]
) -> None:
    found = survey(browser, css, body)
    assert {look for look, kinds in found.items() if kind in kinds} == looks


@pytest.mark.slow
@pytest.mark.parametrize(("css", "body"), SOUND.values(), ids=SOUND)
def test_a_sound_page_raises_nothing(browser: Browser, css: str, body: str) -> None:
    assert survey(browser, css, body) == {look.name: set() for look in SURVEYED}
