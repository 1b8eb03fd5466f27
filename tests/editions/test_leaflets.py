"""Leaflets as assistive technology meets them: PDF/UA, tagged, named, dated, in our type alone."""

import re
import zlib
from collections.abc import Iterable
from typing import Any

import page
import pypdfium2
import pytest

from imprint.editions import Workshop, editions, leaflet, produce
from imprint.model import Format
from tests.editions.making import Files
from tests.samples import (
    TODAY,
    bullets,
    definitions,
    heading,
    numbers,
    para,
    plain,
    prose,
    publication,
    quotation,
    section,
    table,
    words,
)

LEAFLETS = [one for one in editions() if one.format is Format.LEAFLET]
NAMES = [one.filename for one in LEAFLETS]


def failures(pdf: bytes) -> list[tuple[str, str]]:
    """What keeps a PDF from being PDF/UA-1."""
    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    assert report.is_compliant == (not report.failures)
    return [(one.rule_id, one.message) for one in report.failures]


def words_of(pdf: bytes) -> list[str]:
    """The words of each page, white space folded."""
    document = pypdfium2.PdfDocument(pdf)
    return [" ".join(one.get_textpage().get_text_bounded().split()) for one in document]


@pytest.fixture(scope="module", params=[(kind, name) for kind in ("draft", "complete") for name in NAMES])
def pdf(request: pytest.FixtureRequest) -> bytes:
    kind, name = request.param
    files: Files = request.getfixturevalue(kind)
    return files[name]


def test_it_is_pdf_ua(pdf: bytes) -> None:
    assert failures(pdf) == []


def test_the_validator_sees_what_is_wrong(shop: Workshop) -> None:
    from imprint.typesetting import Sheet  # noqa: PLC0415 - here alone

    html = "<html lang=en><title>a</title><ul><li><p>a</p><p>b</p></li></ul>"
    assert failures(shop.presses.typeset(Sheet("a.pdf", html, {})))


@pytest.mark.slow
@pytest.mark.parametrize(
    "blocks",
    [
        [bullets([para("One.")], [para("Two."), para("More.")], [para("Deep:"), bullets([para("a"), para("b")])])],
        [numbers([para("One.")], [plain("Two"), quotation(para("inside"))], [quotation(para("only"))])],
        [bullets([plain("a"), table(["a", "b"], ["c", "d"])], [plain("b"), definitions(("x", "y"))])],
        [quotation(para("a"), bullets([plain("x")])), definitions(("Pace", "How"), ("Stride", "Far"))],
        [heading("A heading"), para("a"), table(["a", "b", "c"], ["d", "e", "f"], aligned="lrc")],
    ],
    ids=["paragraphs in lists", "quotations in lists", "tables in lists", "lists in quotations", "tables"],
)
def test_whatever_a_text_may_hold_is_pdf_ua(shop: Workshop, blocks: list[Any]) -> None:
    text = prose(*blocks)
    of = publication(sections=(section("a", text, text),), plain_order=("a",))
    for one in LEAFLETS:
        assert failures(produce(of, one, words(), TODAY, shop)[0].data) == [], one.name


def test_it_has_a_title_a_language_and_dates_of_the_text_alone(pdf: bytes) -> None:
    document = pypdfium2.PdfDocument(pdf)
    about = document.get_metadata_dict()
    assert about["Title"] in (publication().titles.full, publication().titles.plain)
    assert about["Author"] == "The Sample Press"
    assert about["ModDate"].startswith("D:20261122")
    assert re.search(rb"/Lang \(en\)", inside(pdf))


def test_every_page_is_numbered_and_carries_the_foot(pdf: bytes) -> None:
    pages = words_of(pdf)
    for number, text in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in text
        assert "Version 1.2." in text


def test_the_plain_leaflet_is_one_sheet(draft: Files) -> None:
    assert len(words_of(draft["plain-leaflet.pdf"])) <= 2


def pictures(pdf: bytes) -> int:
    document: Iterable[Any] = pypdfium2.PdfDocument(pdf)
    return sum(1 for one in document for _ in one.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]))


def test_the_code_leads_to_the_page_and_is_left_out_while_there_is_none(shop: Workshop, draft: Files) -> None:
    unset = publication(canonical_url="https://example.org/sample/en/")
    assert list(leaflet.qr_code(publication())) == ["code.png"]
    assert leaflet.qr_code(unset) == {}
    without = produce(unset, leaflet.EDITION, words(), TODAY, shop)[0]
    assert pictures(draft["leaflet.pdf"]) == pictures(without.data) + 1


def inside(pdf: bytes) -> bytes:
    """The bytes of a PDF with its packed streams unpacked."""
    packed = re.findall(rb"/FlateDecode.*?>>\s*stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    assert packed
    return pdf + b"".join(zlib.decompressobj().decompress(stream) for stream in packed)


def test_nothing_of_the_machine_or_the_build_is_in_it(pdf: bytes) -> None:
    unpacked = inside(pdf)
    assert b"/StructTreeRoot" in unpacked
    assert not re.search(rb"/tmp/|/home/|/root/|file:|imprint[.]invalid", unpacked)


@pytest.mark.parametrize(
    ("lengths", "first"),
    [([], 1), ([50], 1), ([50, 50], 1), ([50] * 4, 2), ([400, 20, 20, 20], 1), ([20, 20, 20, 400], 3), ([90] * 5, 2)],
)
def test_what_stands_around_the_text_is_divided_in_two_of_about_a_length(lengths: list[int], first: int) -> None:
    assert leaflet.first_column([leaflet.height("x" * length) for length in lengths]) == first
