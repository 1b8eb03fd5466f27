"""A sheet for readers is PDF/UA-1 and PDF/A-2a in one file; it tells a screen reader what links and margins are."""

import ctypes
from collections.abc import Callable, Iterator
from typing import Any

import page
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from imprint.typesetting import Presses
from tests.typesetting.test_presses import PICTURE, sheet

MARGIN = (
    "<style>.foot { position: running(foot) } @page { margin: 20mm; @bottom-left { content: element(foot) } }</style>"
)
LINKS = '<p><a href="#b">Two words</a> <a href="https://example.org/" aria-label="The label">x</a><p id=b>Below'
LONG = '<p style="width: 3em"><a href="https://example.org/">A link of several lines</a>'
BODY = (
    f'<div class=foot><p>Foot.</p></div><h1>Title</h1><p>Text.{LINKS}{LONG}<p><img src=figures/steps.png alt="Steps">'
)
PROFILES = {"PDF/UA-1": page.ValidationProfile.PDF_UA_1, "PDF/A-2a": page.ValidationProfile.PDF_A_2A}


@pytest.fixture(scope="module")
def presses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Presses]:
    with Presses(1, tmp_path_factory.mktemp("presses")) as running:
        yield running


@pytest.fixture(scope="module")
def pdf(presses: Presses) -> bytes:
    return presses.typeset(sheet(BODY, MARGIN, PICTURE, archival=True))


def flaws(pdf: bytes, profile: str) -> list[str]:
    return [one.rule_id for one in page.validate_pdf_bytes(pdf, profile=PROFILES[profile]).failures]


@pytest.mark.parametrize("profile", PROFILES)
def test_one_file_keeps_to_both_standards(pdf: bytes, profile: str) -> None:
    assert flaws(pdf, profile) == []


@pytest.mark.parametrize("profile", PROFILES)
def test_a_sheet_that_only_becomes_a_picture_keeps_to_neither(presses: Presses, profile: str) -> None:
    assert flaws(presses.typeset(sheet(BODY, MARGIN, PICTURE, archival=False)), profile)


def told(ask: Callable[..., int], *of: Any) -> str:
    """What pdfium answers in UTF-16, asked for its length first."""
    size = ask(*of, None, 0)
    buffer = (ctypes.c_ushort * (size // 2))()
    ask(*of, buffer, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")


def test_every_piece_of_a_link_tells_all_its_words_or_its_label(pdf: bytes) -> None:
    paper = pypdfium2.PdfDocument(pdf)[0]
    notes = [pdfium.FPDFPage_GetAnnot(paper, number) for number in range(pdfium.FPDFPage_GetAnnotCount(paper))]
    names = [told(pdfium.FPDFAnnot_GetStringValue, note, b"Contents") for note in notes]
    assert {pdfium.FPDFAnnot_GetFlags(note) for note in notes} == {pdfium.FPDF_ANNOT_FLAG_PRINT}
    assert names[:2] == ["Two words", "The label"]
    assert len(names) > 3
    assert set(names[2:]) == {"A link of several lines"}


def test_the_margin_is_an_artifact_and_the_text_is_none(pdf: bytes) -> None:
    paper = pypdfium2.PdfDocument(pdf)[0]
    text = paper.get_textpage()
    marks: dict[bool, set[int]] = {True: set(), False: set()}
    for thing in paper.get_objects([pdfium.FPDF_PAGEOBJ_TEXT]):
        is_foot = "Foot" in told(pdfium.FPDFTextObj_GetText, thing, text)
        marks[is_foot].add(pdfium.FPDFPageObj_GetMarkedContentID(thing))
    assert marks[True] == {-1}
    assert marks[False]
    assert -1 not in marks[False]
