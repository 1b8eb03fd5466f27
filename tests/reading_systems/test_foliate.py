"""In a real reading system a reader finds every place of the e-book, comes back, and meets the disclaimers first."""

import sys
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, sync_playwright

from imprint.pipeline import Options, build
from tests.conftest import needs_tools_of_editions
from tests.reading_systems.foliate import SIZES, Opened, reading, shelf
from tests.validating.asking import refuse

pytestmark = pytest.mark.slow
TODAY = date(2026, 11, 22)
SOURCES = ("source", "tests/sources/clinic")
READER = Path(sys.prefix, "npm/node_modules/foliate-js")
PARTS = {"full": "EPUB/start.xhtml", "plain": "EPUB/plain.xhtml"}  # each part of the book and where it begins
FRONT = ".before .disclaimer"
LEAST = {"desk": None, "phone": 2}  # how many of the disclaimers in front fit on the first screen; None: all
TEXTS = "(doc, css) => [...doc.querySelectorAll(css)].map(one => one.textContent.replace(/\\s+/g, ' ').trim())"
HEADING = """(doc, id) => {
  const target = id ? doc.getElementById(id) : doc.body;
  return target.querySelector('h1, h2, h3').textContent.replace(/\\s+/g, ' ').trim();
}"""
CLICK = "(doc, css) => doc.querySelector(css).click()"
ATTRIBUTE = "(doc, [css, name]) => doc.querySelector(css).getAttribute(name)"
AUTOPLAY = "--autoplay-policy=no-user-gesture-required"
LISTEN = """rate => {
  globalThis.heard = [];
  const { mediaOverlay, book: { media } } = reader.view;
  const look = one => {
    const { backgroundColor, color, outlineStyle } = getComputedStyle(one);
    return [backgroundColor, color, outlineStyle].join();
  };
  const standsOut = one => {
    const lit = look(one);
    one.classList.remove(media.activeClass);
    const other = look(one);
    one.classList.add(media.activeClass);
    return lit !== other;
  };
  const note = ({ text, begin, end }) => {
    const { doc } = reader.view.renderer.getContents()[0];
    const lit = [...doc.getElementsByClassName(media.activeClass)];
    heard.push({ id: text.split('#')[1], begin, end, lit: lit.map(one => one.id), seen: lit.every(standsOut) });
  };
  mediaOverlay.addEventListener('highlight', ({ detail }) => setTimeout(() => note(detail), 200));
  mediaOverlay.setRate(rate);
  reader.view.startMediaOverlay();
}"""
PICTURES = "doc => [...doc.images].map(one => one.complete && one.naturalWidth > 0)"


@pytest.fixture(scope="module", params=SOURCES)
def books(request: pytest.FixtureRequest, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the finished files of a source."""
    refuse([] if READER.is_dir() else ["foliate-js of npm is missing: ./run test installs it"])
    needs_tools_of_editions()
    output = tmp_path_factory.mktemp("read") / "output"
    report = build(Options(root / request.param, root / "templates", output, TODAY), lambda _: None)
    assert report.proven, [str(one) for one in report.findings]
    (folder,) = (book.parent for book in output.glob("*/*/leaflet.epub"))
    return folder


@pytest.fixture(scope="module")
def address(books: Path) -> Iterator[str]:
    """Where the reader shows the e-book."""
    with shelf(READER, (books / "leaflet.epub").read_bytes()) as found:
        yield found


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    """One Chromium for all."""
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=chromium, args=[AUTOPLAY, "--mute-audio"]) as started,
    ):
        yield started


@pytest.fixture(scope="module", params=SIZES)
def size(request: pytest.FixtureRequest) -> str:
    """A phone, or a desk."""
    return str(request.param)


@pytest.fixture(scope="module")
def opened(address: str, size: str, browser: Browser) -> Iterator[Opened]:
    """The e-book in the reader."""
    with reading(browser, address, size) as found:
        yield found
        assert found.complaints == []


def test_each_entry_of_the_contents_leads_to_its_heading(opened: Opened) -> None:
    entries = opened.entries()
    assert len(entries) > 8
    for number, entry in enumerate(entries):
        assert opened.click_contents(number) == entry["label"]
        file, _, fragment = entry["href"].partition("#")
        opened.settled(file)
        heading = opened.inside(HEADING, fragment)
        assert heading in opened.shown(heading), entry
        assert not fragment or heading == entry["label"], entry


def test_a_note_leads_to_its_source_and_back(opened: Opened) -> None:
    opened.go(next(one["href"] for one in opened.entries() if "text.xhtml#" in one["href"]))
    opened.settled("text.xhtml")
    citation = ".citation a"
    place = opened.inside(ATTRIBUTE, [citation, "href"]).partition("#")[2]
    opened.inside(CLICK, citation)
    (source,) = opened.inside(TEXTS, f"[id='{place}']")
    assert source[:60] in opened.shown(source[:60])
    opened.inside(CLICK, f"[id='{place}'] .back a")
    paragraph = opened.inside("(doc, css) => doc.querySelector(css).closest('p, li').textContent", citation)
    start = " ".join(paragraph.split())[:40]
    assert start in opened.shown(start)


@pytest.mark.parametrize("part", PARTS)
def test_the_disclaimers_are_on_the_first_screen_of_each_part(opened: Opened, size: str, part: str) -> None:
    opened.go(PARTS[part])
    opened.settled(PARTS[part])
    notices = opened.inside(TEXTS, FRONT)
    assert len(notices) > 2
    wanted = notices[: LEAST[size]]
    shown = opened.shown(*wanted)
    assert [one for one in wanted if one not in shown] == []


def test_every_picture_is_shown(opened: Opened) -> None:
    seen = []
    for file in dict.fromkeys(entry["href"].partition("#")[0] for entry in opened.entries()):
        opened.go(file)
        opened.settled(file)
        seen += opened.inside(PICTURES)
    assert seen
    assert all(seen)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_book_opens_at_its_front_in_light_and_dark(
    address: str, size: str, scheme: Literal["light", "dark"], browser: Browser, root: Path
) -> None:
    """With pictures for people to look at, in screenshots/, which is not in git."""
    with reading(browser, address, size, scheme) as found:
        title = found.inside(TEXTS, "h1")[0]
        assert title in found.shown(title)
        for part, file in PARTS.items():
            found.go(file)
            found.settled(file)
            name = found.inside("doc => doc.title").split(":")[-1].strip().lower().replace(" ", "-")[:20]
            found.picture(root / "screenshots" / f"{name}-{part}-{size}-{scheme}.png")
        assert found.complaints == []


def test_the_highlight_follows_the_voice(books: Path, browser: Browser) -> None:
    """From the first section on: in a book's first document this reader (1.0.1) never highlights anything."""
    with (
        shelf(READER, (books / "audio.epub").read_bytes()) as address,
        reading(browser, address, "phone") as found,
    ):
        found.click_contents(1)
        found.settled("text.xhtml")
        found.page.evaluate(LISTEN, 1.5)
        found.page.wait_for_function("() => heard.length >= 4", timeout=60_000)
        heard = found.page.evaluate("() => heard")
        assert found.complaints == []
    assert [one["lit"] for one in heard] == [[one["id"]] for one in heard], "the sentence that is said, and no other"
    assert all(one["seen"] for one in heard), "the highlight can be seen"
    assert all(one["begin"] < one["end"] == after["begin"] for one, after in pairwise(heard))
