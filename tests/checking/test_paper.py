"""In a leaflet, what counts is what is painted; what other renderers would hide and this one does not is no fault."""

from typing import Any

import pydyf
import pytest

from imprint.checking import check
from tests.checking.tea import AS_OF, FOLDER, LEAFLET, PUBLICATION, WORDS, Change, finished, leaflet
from tests.checking.test_mutants import codes

HTML = (FOLDER / "leaflet.html").read_text("utf-8")
STYLES: list[tuple[str, set[str]]] = [
    ("opacity: 0", {"V008", "A024"}),
    ("overflow: hidden; height: 0", {"V008", "V011"}),
    ("color: #ffffff", {"V010", "A024"}),
    ("color: transparent", {"V010", "A024"}),
    ("color: #999999", {"V010", "A024"}),
    ("background: #202020", {"V010", "A024"}),
    ("font-size: 4pt", {"V009"}),
    ("font-size: 9.5pt", {"V009"}),
    ("transform: scale(0.8)", {"V009"}),
    ("transform: rotate(180deg)", {"V011"}),
    ("position: relative; left: -900px", {"V011"}),
    ("margin-left: -50cm", {"V011"}),
    ("text-indent: -50cm", {"V011"}),
    ("line-height: 0", {"V011"}),
    ("text-decoration: line-through", {"V011"}),
    ("visibility: hidden", {"V001"}),
    ("display: none", {"V001"}),
    ("letter-spacing: 3px", {"V002"}),
    ("text-transform: uppercase", {"V002"}),
    ("font-size: 10pt", set()),
    ("color: #104060; background: #eef4f8; padding: 2mm; border-left: 1mm solid", set()),
    ("font-weight: 400; font-style: normal; text-align: right", set()),
    ("break-before: page", {"A014"}),  # on the next page it is still in its section, only the sheets are too many
    ("position: relative; top: 1mm; z-index: 1", set()),
    ("text-decoration: underline", set()),
    ("columns: 2", set()),
    ("clip-path: inset(100%); content-visibility: hidden; mix-blend-mode: screen", set()),  # unknown to WeasyPrint
]


@pytest.mark.slow
@pytest.mark.parametrize(("style", "wanted"), STYLES)
def test_a_style_counts_by_what_it_does_to_the_ink(style: str, wanted: set[str]) -> None:
    assert codes(Change("leaflet.html", ".disclaimer {", f"section .disclaimer {{ {style};")) == wanted


@pytest.mark.parametrize(
    ("style", "wanted"),
    [
        ("font-size: 7pt", {"V009"}),
        ("font-size: 8pt", set()),
        ("color: #bbbbbb", {"V010", "A024"}),
        ("display: none", {"V001"}),
    ],
)
def test_a_footer_has_measures_of_its_own(style: str, wanted: set[str]) -> None:
    assert codes(Change("leaflet.html", ".disclaimer {", f"footer .disclaimer {{ {style};")) == wanted


PALE = [
    ("section p { color: #8a8a8a; }", {"A024", "V010"}),
    ("section > p:not(.disclaimer) { color: #767676; }", {"A024"}),
    ("section > p:not(.disclaimer) { color: #595959; }", set()),
    ("section > p:not(.disclaimer) { color: #000000; opacity: 0.5; }", {"A024"}),
    ("section > p:not(.disclaimer) { color: rgba(0, 0, 0, 0.5); }", {"A024"}),
    ("section > p:not(.disclaimer) { color: #202020; background: #888888; }", {"A024"}),
    ("h2 { color: #767676; }", set()),
    ("h2 { color: #7a7a7a; }", {"A024"}),
    (".facts { color: #ffffff; background: #00618a; }", set()),  # large letters in front may be on any dark ground
]


@pytest.mark.parametrize(("style", "wanted"), PALE)
def test_every_word_is_held_to_its_contrast(style: str, wanted: set[str]) -> None:
    assert codes(Change("leaflet.html", "</style>", style + "</style>")) == wanted


def test_a_sign_that_no_font_can_draw_is_found() -> None:
    found = codes(Change("leaflet.html", "It comes in bags.", "It comes in bags. \ue123"))
    assert found == {"A030"}


def test_a_picture_over_the_words_is_found() -> None:
    lid = '<div style="position: absolute; top: 0; left: 0; width: 10cm; height: 4cm; background: #ffffff"></div>'
    around = '<div style="position: relative">'
    found = codes(
        Change("leaflet.html", '<p class="disclaimer">What', f'{around}<p class="disclaimer">What'),
        Change("leaflet.html", "<p>It comes", f"{lid}</div><p>It comes"),
    )
    assert found == {"V011"}


def judged(pdf: bytes) -> set[str]:
    files = {**finished(), "leaflet.pdf": pdf}
    return {one.code for one in check(PUBLICATION, WORDS, AS_OF, [LEAFLET], files, "output/tea/en", None)}


def test_a_leaflet_that_runs_code_is_found() -> None:
    def add_code(document: Any, pdf: Any) -> None:
        action = pydyf.Dictionary({"S": "/JavaScript", "JS": pydyf.String("app.alert(1)")})
        names = pydyf.Dictionary({"Names": pydyf.Array([pydyf.String("a"), action])})
        pdf.catalog["Names"] = pydyf.Dictionary({"JavaScript": names})

    assert judged(leaflet(HTML)) == set()
    assert judged(leaflet(HTML, add_code)) == {"A012"}


def test_a_leaflet_without_tags_is_no_leaflet() -> None:
    assert judged(leaflet(HTML, tagged=False)) == {"A002"}


def test_another_file_under_its_name_is_no_leaflet() -> None:
    assert judged(finished()["leaflet.epub"]) == {"A002"}
    assert judged(leaflet(HTML)[:2000]) == {"A002"}
