"""The evidence tells where in the finished files each wording stands: its boxes hold its ink, all of it."""

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray
from PIL import Image

from imprint.checking import Browser, check, prove
from imprint.evidence import Evidence, View
from imprint.model import Edition, Place
from tests.checking.tea import (
    AS_OF,
    EBOOK,
    EDITIONS,
    EMBED,
    LARGE_PRINT,
    LEAFLET,
    PAGE,
    PUBLICATION,
    TEXT,
    WORDS,
    Change,
    finished,
)

MAGENTA = ".disclaimer, .disclaimer * { color: #c000c0 !important; border-color: #ffffff !important }"
ON_PAPER = Change("leaflet.html", "</style>", MAGENTA + "</style>")
ON_SCREEN = Change("index.html", "</style>", MAGENTA + "</style>")
IN_BOOK = Change("book/EPUB/style.css", "", MAGENTA)
SLACK = 2  # pixels of a picture: letters have soft edges
A5 = 148  # millimetres across


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    with Browser(chromium) as started:
        yield started


def evidence(edition: Edition, browser: Browser | None, *changes: Change) -> Evidence:
    proof = prove(PUBLICATION, WORDS, AS_OF, [edition], finished(*changes), "output/tea/en", browser)
    return proof.evidence[0]


def coloured(picture: Image.Image) -> NDArray[np.bool_]:
    """Where a picture is magenta, as only the disclaimers are."""
    shades = np.asarray(picture.convert("RGB")).astype(int)
    return (shades[..., 0] > shades[..., 1] + 60) & (shades[..., 2] > shades[..., 1] + 60)


def boxed(shown: Evidence, number: int, height: int, width: int) -> Iterator[tuple[slice, slice]]:
    for sight in shown.sights:
        for view, box in sight.boxes:
            if view == number:
                rows = slice(max(0, round(box.top * height) - SLACK), round(box.bottom * height) + SLACK)
                yield rows, slice(max(0, round(box.left * width) - SLACK), round(box.right * width) + SLACK)


def holds_ink_and_all_of_it(shown: Evidence, number: int, ink: NDArray[np.bool_]) -> None:
    boxes = list(boxed(shown, number, *ink.shape))
    assert boxes
    assert all(ink[box].any() for box in boxes)
    for box in boxes:
        ink[box] = False
    assert not ink.any()


@pytest.mark.parametrize("edition", [LEAFLET, LARGE_PRINT])
def test_on_paper_every_box_holds_ink_and_no_ink_of_a_disclaimer_is_outside(edition: Edition) -> None:
    change = ON_PAPER if edition is LEAFLET else Change("large-print.css", "", MAGENTA)
    shown = evidence(edition, None, change)
    with pypdfium2.PdfDocument(finished(change)[edition.filename]) as document:
        assert len(shown.views) == len(document)
        for number, page in enumerate(document):
            holds_ink_and_all_of_it(shown, number, coloured(page.render(scale=3).to_pil()))
    assert all(sight.boxes for sight in shown.sights)


@pytest.mark.slow
@pytest.mark.parametrize(("edition", "change"), [(PAGE, ON_SCREEN), (EBOOK, IN_BOOK)])
def test_on_screen_every_box_holds_ink_and_no_ink_of_a_disclaimer_is_outside(
    browser: Browser, edition: Edition, change: Change
) -> None:
    shown = evidence(edition, browser, change)
    inked = [number for number, view in enumerate(shown.views) if coloured(opened(view)).any()]
    assert inked == sorted({number for sight in shown.sights for number, _ in sight.boxes})
    for number in inked:
        holds_ink_and_all_of_it(shown, number, coloured(opened(shown.views[number])))
    assert all(sight.boxes for sight in shown.sights)


def opened(view: View) -> Image.Image:
    picture = Image.open(io.BytesIO(view.picture))
    assert (picture.format, picture.size) == ("PNG", (view.width, view.height))
    return picture


def lefts(shown: Evidence) -> list[float]:
    return [box.left for sight in shown.sights if sight.place is not Place.FOOTER for _, box in sight.boxes]


def test_where_a_disclaimer_moves_its_box_moves() -> None:
    before = evidence(LEAFLET, None)
    after = evidence(
        LEAFLET, None, Change("leaflet.html", "</style>", "main .disclaimer { margin-left: 10mm }</style>")
    )
    first = [one[0] for one in (lefts(before), lefts(after))]
    assert first[1] - first[0] == pytest.approx(10 / A5, abs=0.001)


@pytest.mark.slow
def test_on_screen_as_well(browser: Browser) -> None:
    moved = Change("index.html", "</style>", "main .disclaimer { margin-left: 79.4px }</style>")
    first = [lefts(evidence(PAGE, browser, *changes))[0] for changes in ((), (moved,))]
    assert first[1] - first[0] == pytest.approx(0.1, abs=0.002)


@pytest.mark.slow
def test_a_long_page_is_cut_between_its_lines_and_every_sight_stays_on_it(browser: Browser) -> None:
    more = "<p>It comes in bags.</p>" + "<p>It also comes in leaves, and some of them are green.</p>" * 80
    shown = evidence(PAGE, browser, Change("index.html", "<p>It comes in bags.</p>", more))
    assert len(shown.views) > 3
    assert {sight.boxes[0][0] for sight in shown.sights} >= {0, len(shown.views) - 1}
    for view in shown.views:
        rows = np.asarray(opened(view).convert("L"))[[0, -1]]
        assert (np.abs(np.diff(rows.astype(int), axis=1)) < 16).all()  # no letter at either edge
        assert view.height <= view.width * 1.42


def test_an_embed_is_shown_as_it_is_and_as_its_fallback(browser: Browser) -> None:
    shown = evidence(EMBED, browser)
    assert [view.leaf for view in shown.views] == ["", "fallback"]
    for sight in shown.sights:
        assert {view for view, _ in sight.boxes} == {int(sight.leaf == "fallback")}
    assert {sight.leaf for sight in shown.sights} == {"", "fallback"}


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_is_needed_is_found_as_often_as_it_is_wanted(edition: Edition) -> None:
    shown = evidence(edition, None)
    assert shown.needs
    assert all(need.found == need.wanted for need in shown.needs)
    assert sum(need.found for need in shown.needs) == len(shown.sights)


@pytest.mark.parametrize("edition", [TEXT, PAGE, EBOOK, EMBED])
def test_without_a_picture_the_text_is_shown_with_every_sight_marked(edition: Edition) -> None:
    shown = evidence(edition, None)
    assert not any(view.picture for view in shown.views)
    pieces = [piece for view in shown.views for passage in view.passages for piece in passage.pieces]
    marked = {number: text for text, number in pieces if number is not None}
    assert marked == {number: sight.wording for number, sight in enumerate(shown.sights)}
    assert any(number is None for _, number in pieces)


def test_what_is_missing_is_wanted_and_not_found() -> None:
    gone = Change(
        "leaflet.html", '<p class="disclaimer">Tea can keep you awake, so drink the last cup before noon.</p>', ""
    )
    (need,) = [need for need in evidence(LEAFLET, None, gone).needs if need.found < need.wanted]
    assert (need.disclaimer, need.place, need.found) == ("harm", Place.RISK, 0)


def test_of_a_file_that_is_not_there_nothing_is_found_and_nothing_shown() -> None:
    proof = prove(PUBLICATION, WORDS, AS_OF, [LEAFLET], {}, "output/tea/en", None)
    assert [one.code for one in proof.findings] == ["A001"]
    (shown,) = proof.evidence
    assert (shown.sights, shown.views) == ((), ())
    assert shown.needs
    assert not any(need.found for need in shown.needs)


@pytest.mark.slow
def test_the_findings_are_those_of_the_check(browser: Browser) -> None:
    white = Change("index.html", "</style>", ".disclaimer { color: #fefefe }</style>")
    files = finished(white)
    proof = prove(PUBLICATION, WORDS, AS_OF, [PAGE], files, "output/tea/en", browser)
    assert proof.findings == check(PUBLICATION, WORDS, AS_OF, [PAGE], files, "output/tea/en", browser) != ()


@pytest.mark.slow
def test_the_same_files_give_the_same_pictures(browser: Browser) -> None:
    assert evidence(PAGE, browser) == evidence(PAGE, browser)
    assert evidence(LEAFLET, None) == evidence(LEAFLET, None)
