"""Given a browser, the check also finds what only painting shows, in every document of every format for screens."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from imprint.checking import Browser, check
from imprint.errors import Finding
from imprint.model import Edition
from tests.checking.tea import AS_OF, EBOOK, EMBED, PAGE, PLAIN_PAGE, PUBLICATION, WORDS, Change, finished
from tests.checking.test_mutants import ARGUED, SOURCES

OVER = '<div class="lid"></div>'
LID = "<style>.lid { height: 200px; margin-bottom: -200px; background: #ffffff; position: relative }</style>"
BY_FORMAT = {"page": PAGE, "ebook": EBOOK, "embed": EMBED}
slow = pytest.mark.slow  # more than a second each


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    with Browser(chromium) as started:
        yield started


def look(browser: Browser, edition: Edition, *changes: Change) -> tuple[Finding, ...]:
    return check(PUBLICATION, WORDS, AS_OF, [edition], finished(*changes), "output/tea/en", browser)


@pytest.mark.parametrize("edition", [PAGE, *(pytest.param(one, marks=slow) for one in (PLAIN_PAGE, EBOOK, EMBED))])
def test_the_sound_files_have_no_finding(browser: Browser, edition: Edition) -> None:
    assert look(browser, edition) == ()


@slow
@pytest.mark.parametrize("format_", BY_FORMAT)
def test_what_lies_over_a_wording_is_found(browser: Browser, format_: str) -> None:
    found = look(browser, BY_FORMAT[format_], Change(SOURCES[format_], ARGUED, LID + OVER + ARGUED))
    assert {one.code for one in found} <= {"V008", "V011", "A027"}
    assert any("“mixed”" in one.message for one in found)


@slow
def test_a_finding_names_the_ways_of_looking_that_it_is_true_for(browser: Browser) -> None:
    dark = LID.replace("<style>", "<style>@media (prefers-color-scheme: dark) {").replace("</style>", "}</style>")
    found = look(browser, PAGE, Change("index.html", ARGUED, dark + OVER + ARGUED))
    assert found
    looks = {look for one in found for look in one.message.rpartition("(")[2].rstrip(")").split(", ")}
    assert looks == {"dark", "forced colours", "400 % zoom in the dark with wide spacing"}


@slow
@pytest.mark.parametrize(("where", "small"), [("main p", {"V009"}), ("footer p", set())])
def test_a_footer_may_be_smaller_than_the_text(browser: Browser, where: str, small: set[str]) -> None:
    calculated = f"<style>{where} {{ font-size: calc(0em + 13.2px) }}</style>"  # which only a browser works out
    found = look(browser, PAGE, Change("index.html", "</head>", calculated + "</head>"))
    assert {one.code for one in found} == small | {"V007"}  # the file alone leaves it unsure


def test_a_request_that_only_the_browser_sees_is_found(browser: Browser) -> None:
    asks = '<img alt="" src="&#99;up.png">'
    found = look(browser, PAGE, Change("index.html", ARGUED, ARGUED + asks))
    assert {one.code for one in found} == {"A006", "A007"}


@slow
def test_an_embed_is_looked_at_with_the_style_sheet_that_a_partner_hosts(browser: Browser) -> None:
    hides = Change("embed/embed.css", ".sheet {", ".disclaimer { clip-path: polygon(0 0, 1px 0, 0 1px) } .sheet {")
    found = look(browser, EMBED, hides)
    assert "V007" in {one.code for one in found}
    assert {"V008", "V011"} & {one.code for one in found}


def test_a_browser_that_cannot_open_a_file_gives_a_finding(chromium: Path) -> None:
    closed = Browser(chromium)
    found = check(PUBLICATION, WORDS, AS_OF, [replace(PAGE)], finished(), "output/tea/en", closed)
    assert [one.code for one in found] == ["A002"]
