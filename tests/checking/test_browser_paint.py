"""The eye for HTML and EPUB sees what a reader sees: a real Chromium is shown hidden and honest disclaimers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from imprint.checking.browser_looks import LOOKS, Look, Sighting
from imprint.checking.browser_paint import Browser, BrowserError
from tests.checking.browser_cases import (
    ABSENT,
    DARK_ON_DARK,
    INNOCENTS,
    MARKUP_CASES,
    ONE_LOOK,
    PARAGRAPH,
    STYLE_CASES,
    WORDING,
    page,
)

MINIMUM = 12.0
LIGHT = LOOKS[:1]
slow = pytest.mark.slow


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    """One browser for all these tests."""
    with Browser(chromium) as running:
        yield running


Shown = Mapping[str, tuple[Sighting, ...]]


def shown(browser: Browser, document: bytes, looks: tuple[Look, ...] = LOOKS) -> Shown:
    """The sightings of the wording in a page, per look."""
    found = browser.look({"index.html": document}, "index.html", [WORDING], looks=looks, minimum_size=MINIMUM).result()
    assert found.refused == ()
    return {look: sightings for (look, _), sightings in found.sightings.items()}


def kinds(sightings: tuple[Sighting, ...]) -> set[str]:
    """The kinds of all faults of all sightings."""
    return {fault.kind for sighting in sightings for fault in sighting.faults}


@slow
@pytest.mark.parametrize(("kind", "css"), STYLE_CASES)
def test_what_styles_hide_is_seen_to_be_hidden(browser: Browser, kind: str, css: str) -> None:
    (sighting,) = shown(browser, page(css), LIGHT)["light"]
    assert kind in kinds((sighting,)), sighting


@slow
@pytest.mark.parametrize(("kind", "body"), MARKUP_CASES)
def test_what_markup_hides_is_seen_to_be_hidden(browser: Browser, kind: str, body: str) -> None:
    (sighting,) = shown(browser, page(body=body), LIGHT)["light"]
    assert kind in kinds((sighting,)), sighting


@slow
@pytest.mark.parametrize("body", [pytest.param(body, id=name) for name, body in ABSENT.items()])
def test_what_is_not_in_the_rendered_text_is_not_found(browser: Browser, body: str) -> None:
    assert shown(browser, page(body=body), LIGHT) == {"light": ()}


@slow
@pytest.mark.parametrize(("document", "looks"), INNOCENTS)
def test_an_honest_page_has_no_faults_in_any_look(browser: Browser, document: bytes, looks: tuple[Look, ...]) -> None:
    found = shown(browser, document, looks)
    assert {look: [sighting.faults for sighting in sightings] for look, sightings in found.items()} == {
        look.name: [()] for look in looks
    }


@slow
@pytest.mark.parametrize(("look", "css"), [*ONE_LOOK.items(), ("dark", DARK_ON_DARK)])
def test_what_one_look_hides_is_missed_in_that_look_only(browser: Browser, look: str, css: str) -> None:
    found = shown(browser, page(css))
    assert [name for name, sightings in found.items() if kinds(sightings)] == [look]


@pytest.mark.parametrize(
    ("css", "kind"),
    [(".d{display:none}", "hidden"), (".d{color:#888}", "contrast"), (".d{overflow:hidden;height:.6em}", "clipped")],
)
def test_faults_are_told_in_words(browser: Browser, css: str, kind: str) -> None:
    (sighting,) = shown(browser, page(css), LIGHT)["light"]
    (fault,) = sighting.faults
    assert fault.kind == kind
    assert {"hidden": "display: none", "contrast": "3.54 to 1", "clipped": "too small"}[kind] in fault.detail


def test_an_honest_paragraph_has_no_fault_and_its_size_is_told(browser: Browser) -> None:
    assert shown(browser, page(".d{font-size:18px}"), LIGHT)["light"] == (Sighting("light", 0, 18.0, ()),)


@slow
def test_a_page_need_not_fit_into_the_window_but_its_text_must(browser: Browser) -> None:
    found = shown(browser, page(".d{white-space:nowrap}"))
    assert [look for look, sightings in found.items() if kinds(sightings) == {"clipped"}] == ["narrow"]
    assert "320 px wide" in found["narrow"][0].faults[0].detail


def test_every_occurrence_is_judged_on_its_own_and_in_document_order(browser: Browser) -> None:
    body = f'{PARAGRAPH}<p style="color:#999">{WORDING}</p>{PARAGRAPH}'
    found = shown(browser, page(body=body), LIGHT)["light"]
    assert [(one.index, kinds((one,))) for one in found] == [(0, set()), (1, {"contrast"}), (2, set())]


def test_a_shadow_root_is_read_and_what_it_replaces_is_not(browser: Browser) -> None:
    host = "x-leaf{display:none!important}*{font-size:7px!important;color:#eee!important}"
    style = "<style>:host{display:block!important}p{font-size:16px!important;color:#222!important}</style>"
    body = f"<x-leaf><template shadowrootmode=open>{style}{PARAGRAPH}</template>{PARAGRAPH}</x-leaf>"
    assert shown(browser, page(host, body), LIGHT)["light"] == (Sighting("light", 0, 16.0, ()),)
    assert kinds(shown(browser, page(host, body.replace(":host{display:block!important}", "")), LIGHT)["light"]) == {
        "hidden"
    }


def test_a_policy_against_styles_and_scripts_does_not_blind_the_eye(browser: Browser) -> None:
    policy = "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'\">"
    assert shown(browser, page(head=policy), LIGHT)["light"] == (Sighting("light", 0, 16.0, ()),)


def test_scripts_of_the_page_do_not_run(browser: Browser) -> None:
    script = "<script>document.querySelector('.d').remove()</script>"
    assert shown(browser, page(body=PARAGRAPH + script), LIGHT)["light"] == (Sighting("light", 0, 16.0, ()),)


def font_without(letters: str) -> bytes:
    """The project's font with empty shapes for some letters."""
    face = TTFont(str(files("fontpkg_atkinson_hyperlegible") / "files" / "AtkinsonHyperlegible-Regular.ttf"))
    for letter in letters:
        face["glyf"][face.getBestCmap()[ord(letter)]] = face["glyf"][face.getBestCmap()[ord(" ")]]
    file = io.BytesIO()
    face.save(file)
    return file.getvalue()


@pytest.mark.parametrize(("letters", "expected"), [("", set()), ("n", {"clipped"}), ("ot", {"clipped"})])
def test_fonts_come_from_the_tree_and_must_have_the_letters(browser: Browser, letters: str, expected: set[str]) -> None:
    document = page("@font-face{font-family:own;src:url(fonts/own.ttf)}.d{font-family:own}")
    tree = {"a b/index.html": document, "a b/fonts/own.ttf": font_without(letters)}
    found = browser.look(tree, "a b/index.html", [WORDING], looks=LIGHT, minimum_size=MINIMUM).result()
    assert kinds(found.sightings["light", WORDING]) == expected
    assert found.refused == ()


def test_a_chapter_of_an_ebook_is_read_as_xml(browser: Browser) -> None:
    chapter = f"""<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title>
<link rel="stylesheet" href="../style.css"/></head><body><p>First.<br/></p><p><![CDATA[{WORDING}]]></p></body></html>"""
    tree = {"text/one.xhtml": chapter.encode(), "style.css": b"p{color:#222}p+p{color:#aaa}"}
    found = browser.look(tree, "text/one.xhtml", [WORDING], looks=LIGHT, minimum_size=MINIMUM).result()
    assert kinds(found.sightings["light", WORDING]) == {"contrast"}
    broken = {
        "one.xhtml": chapter.replace("First", "&nbsp;").encode()
    }  # an entity that XML does not know ends the text
    unread = browser.look(broken, "one.xhtml", [WORDING], looks=LIGHT, minimum_size=MINIMUM).result()
    assert unread.sightings["light", WORDING] == ()


@slow
def test_every_request_for_what_is_not_in_the_tree_is_refused_and_named(browser: Browser) -> None:
    head = """<link rel="stylesheet" href="https://fonts.example.org/a.css">
<meta http-equiv="refresh" content="0;url=/other.html">"""
    body = f'{PARAGRAPH}<img alt="" src="missing.png"><iframe src="https://tracker.example.org/"></iframe>'
    css = "@media print{main{background:url(http://127.0.0.1:9/print.png)}}"
    tree = {"index.html": page(css, body, head), "other.html": page(body="")}
    found = browser.look(tree, "index.html", [WORDING], minimum_size=MINIMUM).result()
    assert {re.sub(r"tree-\d+\.imprint\.invalid", "here", address) for address in found.refused} == {
        "https://fonts.example.org/a.css",
        "https://tracker.example.org/",
        "http://127.0.0.1:9/print.png",
        "http://here/missing.png",
        "http://here/other.html",
    }
    seen = {look: kinds(sightings) for (look, _), sightings in found.sightings.items()}
    assert seen == {look.name: set() for look in LOOKS}
    assert shown(browser, page(), LIGHT)  # in which nothing more is refused


@slow
def test_many_wordings_of_a_tall_page_are_found_in_one_go(browser: Browser) -> None:
    wordings = [f"{number}. {WORDING}" for number in range(1, 11)]
    paragraphs = "".join(f'<p style="margin-bottom:600px">{wording}</p>' for wording in wordings)
    tree = {"index.html": page("p:nth-of-type(8){color:#aaa}", paragraphs)}
    found = browser.look(tree, "index.html", wordings, looks=(LOOKS[3],), minimum_size=MINIMUM).result().sightings
    assert list(found) == [("narrow", wording) for wording in wordings]
    assert [kinds(sightings) for sightings in found.values()] == [
        {"contrast"} if n == 7 else set() for n in range(1, 11)
    ]


def test_what_cannot_be_looked_at_is_an_error_in_words(browser: Browser, chromium: Path) -> None:
    with pytest.raises(BrowserError, match=r"no file lost\.html"):
        browser.look({"index.html": page()}, "lost.html", [WORDING], minimum_size=MINIMUM).result()
    with pytest.raises(BrowserError, match="empty"):
        browser.look({"index.html": page()}, "index.html", [" \n"], minimum_size=MINIMUM).result()
    with pytest.raises(BrowserError, match="with statement"):
        Browser(chromium).look({"index.html": page()}, "index.html", [WORDING], minimum_size=MINIMUM).result()
