"""The tag tree of a sheet: one table where one was meant, heads that say what they head, nothing of ornaments."""

import io
from collections import Counter
from collections.abc import Iterator

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from imprint.checking.pdf_reader import read_pdf
from imprint.typesetting import Presses
from tests.typesetting.test_archive import PROFILES, flaws
from tests.typesetting.test_presses import PICTURE, sheet

COLUMNS = "<style>@page { size: 120mm 60mm } body { columns: 2; margin: 0 } tr { break-inside: avoid }</style>"
ROWS = "".join(f"<tr><th scope=row>Row {number}</th><td>{number}</td></tr>" for number in range(1, 25))
TABLE = f"<table><thead><tr><th scope=col>Name</th><th scope=col>Number</th></tr></thead><tbody>{ROWS}</tbody></table>"
ORNAMENT = '<p>Above.</p><p><img src="figures/steps.png" alt=""></p><p>Below.</p>'
LIST = '<ol start="7"><li>Seven</li></ol>'


@pytest.fixture(scope="module")
def presses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Presses]:
    with Presses(1, tmp_path_factory.mktemp("presses")) as running:
        yield running


def typeset(presses: Presses, body: str, head: str = "") -> bytes:
    return presses.typeset(sheet(f"<h1>Title</h1>{body}", head, PICTURE, archival=True))


def said(pdf: bytes) -> list[str]:
    return [block.text for block in read_pdf(pdf).blocks if block.region == "main" and block.text]


def tags(pdf: bytes) -> Counter[str]:
    """How often each tag stands in the tree, and each scope of a header cell."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return Counter(_below(document.Root.StructTreeRoot))


def _below(element: pikepdf.Object) -> Iterator[str]:
    if "/S" in element:
        yield str(element.S).removeprefix("/")
    if "/A" in element and "/Scope" in element.A:
        yield f"scope {str(element.A.Scope).removeprefix('/')}"
    kids: object = element.get("/K", [])
    for kid in kids if isinstance(kids, (list, pikepdf.Array)) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            yield from _below(kid)


def test_a_table_over_columns_and_pages_is_read_as_one_with_one_head(presses: Presses) -> None:
    pdf = typeset(presses, TABLE, COLUMNS)
    assert read_pdf(pdf).pages > 1
    wanted = [text for number in range(1, 25) for text in (f"Row {number}", str(number))]
    assert said(pdf) == ["Title", "Name", "Number", *wanted]
    assert (tags(pdf)["Table"], tags(pdf)["THead"]) == (1, 1)
    assert [flaws(pdf, profile) for profile in PROFILES] == [[], []]


def test_two_tables_of_the_same_head_stay_two(presses: Presses) -> None:
    pdf = typeset(presses, TABLE.replace(ROWS, "<tr><th scope=row>a</th><td>b</td></tr>") * 2)
    assert said(pdf) == ["Title", *["Name", "Number", "a", "b"] * 2]


def test_header_cells_say_what_they_head(presses: Presses) -> None:
    told = tags(typeset(presses, TABLE))
    assert (told["scope Column"], told["scope Row"]) == (2, 24)


def test_an_ornament_is_painted_and_not_read(presses: Presses) -> None:
    pdf = typeset(presses, ORNAMENT)
    assert said(pdf) == ["Title", "Above.", "Below."]
    assert "Figure" not in tags(pdf)
    assert len(list(pypdfium2.PdfDocument(pdf)[0].get_objects([pdfium.FPDF_PAGEOBJ_IMAGE]))) == 1
    assert [flaws(pdf, profile) for profile in PROFILES] == [[], []]


def test_a_list_begins_with_its_own_number(presses: Presses) -> None:
    assert said(typeset(presses, LIST)) == ["Title", "7.", "Seven"]
