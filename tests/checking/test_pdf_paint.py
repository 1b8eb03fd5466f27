"""The eye for PDF, shown real pages by WeasyPrint: what a reader sees raises nothing, what is hidden is named."""

import base64
import io
from collections.abc import Iterator
from pathlib import Path

import fontpkg_atkinson_hyperlegible
import pypdfium2
import pytest
from PIL import Image
from pypdfium2 import raw as pdfium
from weasyprint import HTML

from imprint.checking.pdf_paint import PdfPaint, Sighting

WORDING = "Never paint the old barn gate on a rainy day without asking."
FOOTNOTE = "Ask the owner first."
FACES = [("Regular", 400, "normal"), ("Bold", 700, "normal"), ("Italic", 400, "italic")]
FONTS = Path(fontpkg_atkinson_hyperlegible.__file__).parent / "files"
STYLE = "".join(
    f"@font-face {{ font-family: Reading; font-weight: {weight}; font-style: {style};"
    f" src: url({(FONTS / f'AtkinsonHyperlegible-{name}.ttf').as_uri()}) }}"
    for name, weight, style in FACES
) + (
    "@page { size: A5; margin: 20mm 15mm 30mm;"
    f' @bottom-center {{ content: "{FOOTNOTE} Page " counter(page); font-size: 9pt }} }}'
    "html { font: 11pt/1.4 Reading } .stage { position: relative } .over { position: absolute; inset: 0 }"
)


def typeset(body: str, css: str = "", variant: str | None = "pdf/ua-1") -> bytes:
    page = f'<html lang="en"><head><title>Barns</title><style>{STYLE}{css}</style></head><body>{body}</body></html>'
    pdf = HTML(string=page).write_pdf(pdf_variant=variant)
    assert isinstance(pdf, bytes)
    return pdf


def look(body: str, css: str = "", wording: str = WORDING, least: float = 8) -> tuple[Sighting, ...]:
    with PdfPaint(typeset(f"<h1>Barns</h1>{body}<h2>Gates</h2>", css)) as paint:
        return paint.find(wording, minimum_size=least)


def picture(colour: str) -> str:
    data = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(data, "PNG")
    return f"data:image/png;base64,{base64.b64encode(data.getvalue()).decode()}"


VISIBLE = {
    "plain": f"<p>{WORDING}</p>",
    "in the middle of a line": f"<p>Before it. {WORDING} After it come other words.</p>",
    "coloured box": f'<p style="background:#e8f1fa;border:1pt solid #036;padding:6pt">{WORDING}</p>',
    "white on dark": f'<p style="background:#0b2545;color:#fff;padding:6pt">{WORDING}</p>',
    "on a picture": f'<p style="background:url({picture("#fde9c8")});padding:6pt">{WORDING}</p>',
    "bold": f"<p><b>{WORDING}</b></p>",
    "slanted": f"<p><i>{WORDING}</i></p>",
    "bold run": f"<p>{WORDING.replace('old barn', '<b>old barn</b>')}</p>",
    "bold part of a word": f"<p>{WORDING.replace('rainy', 'r<b>ain</b>y')}</p>",
    "part of a word painted later": f"<p>{WORDING.replace('rainy', 'r<span style=opacity:.99>ain</span>y')}</p>",
    "a word painted later": f"<p>{WORDING.replace('rainy', '<span style=opacity:.99>rainy</span>')}</p>",
    "underlined and overlined": f'<p style="text-decoration:underline overline">{WORDING}</p>',
    "two columns": f'<div style="columns:2"><p>{WORDING}</p></div>',
    "narrow": f'<p style="width:8em">{WORDING}</p>',
    "centred": f'<p style="width:14em;text-align:center">{WORDING}</p>',
    "justified": f'<p style="width:14em;text-align:justify">{WORDING}</p>',
    "small but legal": f'<p style="font-size:8pt">{WORDING}</p>',
    "scaled but legal": f'<p style="font-size:20pt;width:50%;transform:scale(.6)">{WORDING}</p>',
    "lightest legal grey": f'<p style="font-size:8pt;color:#757575">{WORDING}</p>',
    "lightest legal see-through": f'<p style="color:rgb(0 0 0 / .6)">{WORDING}</p>',
    "clipped with room": f'<div style="overflow:hidden;border-radius:6pt;padding:4pt;background:#eee">{WORDING}</div>',
    "underlined": f'<p style="text-decoration:underline">{WORDING}</p>',
    "underlined thickly": f'<p style="font-size:8pt;text-decoration:underline 2pt">{WORDING}</p>',
    "link": f'<p><a href="https://example.org/">{WORDING}</a></p>',
    "turned heading beside": f'<div class=stage><h3 style="position:absolute;left:70mm;top:20mm;'
    f'transform:rotate(90deg)">Side</h3><p>{WORDING}</p></div>',
    "pale watermark over it": f'<div class=stage><p>{WORDING}</p><div class=over style="opacity:.08;'
    f'background:#000"></div></div>',
    "list item": f"<ul><li>Gates</li><li>{WORDING}</li></ul>",
    "table cell": f"<table><tr><th>Rule<td>{WORDING}</table>",
    "dark picture under it but not behind": f'<div style="height:3em"><p>{WORDING}</p></div>'
    f'<img alt="dark" src="{picture("#000")}" style="width:100%;height:1cm">',
}


@pytest.mark.parametrize("body", VISIBLE.values(), ids=VISIBLE.keys())
def test_what_a_reader_sees_has_no_fault(body: str) -> None:
    [sighting] = look(body)
    assert sighting.faults == ()
    assert (sighting.page, sighting.in_margin) == (1, False)


STRIPE = "linear-gradient(#fff 50%, #000 50%, #000 56%, #fff 56%)"
HIDDEN = {
    "white on white": (f'<p style="color:#fff">{WORDING}</p>', "contrast"),
    "light grey": (f'<p style="color:#ccc">{WORDING}</p>', "contrast"),
    "just too light": (f'<p style="color:#777">{WORDING}</p>', "contrast"),
    "opacity": (f'<p style="opacity:.1">{WORDING}</p>', "contrast"),
    "see-through colour": (f'<p style="color:rgb(0 0 0 / .1)">{WORDING}</p>', "contrast"),
    "transparent colour": (f'<p style="color:transparent">{WORDING}</p>', "contrast"),
    "dark on dark": (f'<p style="background:#0b2545;color:#333;padding:6pt">{WORDING}</p>', "contrast"),
    "dark on a dark picture": (f'<p style="background:url({picture("#111")})">{WORDING}</p>', "contrast"),
    "one word white": (f"<p>{WORDING.replace('Never', '<b style=color:#fff>Never</b>')}</p>", "contrast"),
    "half on dark": (
        f'<p style="background:linear-gradient(90deg,#fff 40%,#000 40%)">{WORDING}</p>',
        "contrast",
    ),
    "covered by a box": (
        f'<div class=stage><p>{WORDING}</p><div class=over style="background:#fff"></div></div>',
        "covered",
    ),
    "half covered": (
        f'<div class=stage><p>{WORDING}</p><div class=over style="right:60%;background:#fed"></div></div>',
        "covered",
    ),
    "covered by a veil": (
        f'<div class=stage><p>{WORDING}</p><div class=over style="opacity:.8;background:#fff"></div></div>',
        "covered",
    ),
    "covered by a picture": (
        f'<div class=stage><p>{WORDING}</p><img alt="" src="{picture("#fff")}" class=over '
        f'style="width:100%;height:100%"></div>',
        "covered",
    ),
    "behind": (
        f'<div style="background:#fff"><p style="position:relative;z-index:-1">{WORDING}</p></div>',
        "covered",
    ),
    "clipped": (f'<div style="overflow:hidden;height:0">{WORDING}</div>', "hidden"),
    "half clipped": (f'<div style="overflow:hidden;height:8pt">{WORDING}</div>', "clipped"),
    "last line clipped": (f'<div style="overflow:hidden;height:16pt;width:20em">{WORDING}</div>', "clipped"),
    "tails clipped": (f'<div style="overflow:hidden;height:11.7pt">{WORDING}</div>', "clipped"),
    "clip": (
        f'<div class=stage style="height:2em"><p style="position:absolute;clip:rect(0,40pt,20pt,0)">'
        f"{WORDING}</p></div>",
        "clipped",
    ),
    "pushed out of its box": (
        f'<div style="overflow:hidden"><p style="text-indent:-200mm">{WORDING}</p></div>',
        "clipped",
    ),
    "off the page": (f'<p style="position:absolute;left:-200mm">{WORDING}</p>', "clipped"),
    "over the page's edge": (f'<p style="position:absolute;left:80mm;width:100mm">{WORDING}</p>', "clipped"),
    "4 pt": (f'<p style="font-size:4pt">{WORDING}</p>', "small"),
    "just too small": (f'<p style="font-size:7.8pt">{WORDING}</p>', "small"),
    "one word tiny": (f"<p>{WORDING.replace('Never', '<small style=font-size:3pt>Never</small>')}</p>", "small"),
    "scaled down": (f'<p style="transform:scale(.3)">{WORDING}</p>', "small"),
    "squeezed": (f'<p style="transform:scaleX(.2)">{WORDING}</p>', "small"),
    "upside down": (f'<p style="transform:rotate(180deg)">{WORDING}</p>', "turned"),
    "on its side": (f'<p style="transform:rotate(90deg)">{WORDING}</p>', "turned"),
    "mirrored": (f'<p style="transform:scaleX(-1)">{WORDING}</p>', "turned"),
    "struck through": (f'<p style="text-decoration:line-through">{WORDING}</p>', "struck"),
    "struck through in red": (f'<p style="text-decoration:line-through #c00">{WORDING}</p>', "struck"),
    "struck through with dots": (f'<p style="text-decoration:line-through dotted">{WORDING}</p>', "struck"),
    "struck through in grey": (f'<p style="text-decoration:line-through 2pt #ddd">{WORDING}</p>', "struck"),
    "struck out with dashes": (
        f"<p>{WORDING.replace('Never', '<s style=text-decoration-style:dashed>Never</s>')}",
        "struck",
    ),
    "one word struck": (f"<p>{WORDING.replace('Never', '<s>Never</s>')}</p>", "struck"),
    "a line behind it": (f'<p style="background:{STRIPE}">{WORDING}</p>', "struck"),
    "a rule over it": (
        f'<div class=stage><p style="margin:0">{WORDING}</p><hr class=over style="top:.7em;margin:0"></div>',
        "struck",
    ),
    "its lines in each other": (f'<p style="line-height:.3;width:20em">{WORDING}</p>', "crowded"),
    "other text over it": (
        f'<p style="margin:0">{WORDING}</p><p style="margin:-.9em 0 0">Many other words go right across that line.</p>',
        "crowded",
    ),
    "a word moved away": (
        f"<p>{WORDING.replace('Never', '<span style=position:relative;left:90mm;top:20mm>Never</span>')}</p>",
        "scattered",
    ),
    "words in backward order": (
        f'<p style="width:max-content">{WORDING.replace("old", "<span style=position:relative;left:-9em>old</span>")}',
        "scattered",
    ),
}


@pytest.mark.parametrize(("body", "kind"), HIDDEN.values(), ids=HIDDEN.keys())
def test_what_is_hidden_from_a_reader_is_named(body: str, kind: str) -> None:
    [sighting] = look(body)
    assert kind in [fault.kind for fault in sighting.faults]


MISSING = {
    "not shown": f'<p style="display:none">{WORDING}</p>',
    "invisible": f'<p style="visibility:hidden">{WORDING}</p>',
    "in a comment": f"<!-- {WORDING} -->",
    "one word changed": f"<p>{WORDING.replace('rainy', 'sunny')}</p>",
    "a look-alike letter": f"<p>{WORDING.replace('a', chr(0x0430), 1)}</p>",
    "hyphenated": f'<p style="hyphens:auto;width:3em">{WORDING.replace("without", "notwithstanding")}</p>',
    "capitals": f'<p style="text-transform:uppercase">{WORDING}</p>',
    "over a page break": f'<div style="height:133mm"></div>'
    f'<p style="margin:0;width:20em;orphans:1;widows:1">{WORDING}</p>',
}


@pytest.mark.parametrize("body", MISSING.values(), ids=MISSING.keys())
def test_what_is_not_there_whole_and_exact_is_not_found(body: str) -> None:
    sought = WORDING.replace("without", "notwithstanding") if "notwithstanding" in body else WORDING
    assert look(body, wording=sought) == ()


def test_a_page_break_in_a_wording_was_really_there() -> None:
    with PdfPaint(typeset(f"<h1>Barns</h1>{MISSING['over a page break']}")) as paint:
        assert paint.pages == 2
        assert paint.text.index("Never paint") < paint.text.index("Page 1") < paint.text.index("without asking.")


def test_text_painted_without_ink_is_hidden() -> None:
    document = pypdfium2.PdfDocument(typeset(f"<p>{WORDING}</p>"))
    page = document[0]
    for found in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        pdfium.FPDFTextObj_SetTextRenderMode(found, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)
    page.gen_content()
    saved = io.BytesIO()
    document.save(saved)
    [sighting] = PdfPaint(saved.getvalue()).find(WORDING, minimum_size=8)
    assert [fault.kind for fault in sighting.faults] == ["hidden"]


@pytest.mark.parametrize("footer", [FOOTNOTE, "Page 1"])
def test_running_text_is_told_from_body_text(footer: str) -> None:
    body, margin = look(f"<p>{footer}</p>", wording=footer, least=9)
    assert (body.in_margin, margin.in_margin) == (False, True)
    assert (body.size, margin.size) == (11.0, 9.0)
    assert body.faults == margin.faults == ()


def test_body_text_beside_the_footer_is_no_running_text() -> None:
    [sighting] = look(f'<p style="position:fixed;bottom:-22mm;margin:0">{WORDING}</p>')
    assert not sighting.in_margin


def test_running_text_is_told_by_place_where_tags_are_missing() -> None:
    with PdfPaint(typeset(f"<p>{WORDING}</p>", variant=None)) as paint:
        assert not paint.find(WORDING, minimum_size=8)[0].in_margin
        assert paint.find(FOOTNOTE, minimum_size=8)[0].in_margin
        assert paint.headings() == ()


def test_a_footer_stands_on_every_page_and_can_have_faults() -> None:
    pages = '<p>One</p><p style="break-before:page">Two</p>'
    sightings = look(pages, "@page { @bottom-center { color: #aaa } }", FOOTNOTE, least=10)
    assert [sighting.page for sighting in sightings] == [1, 2]
    assert [[fault.kind for fault in sighting.faults] for sighting in sightings] == [["contrast", "small"]] * 2


@pytest.fixture(scope="module")
def document() -> Iterator[PdfPaint]:
    body = (
        f'<h1>Barns</h1><p style="opacity:.99">{WORDING}</p><h2>Gates <i>and</i> a rather long row of other things</h2>'
        '<p>An up-to-date-and-fire-proof-gate-with-a-lock-or-without.</p><h3 style="break-before:page">Last</h3>'
        f'<div style="overflow:hidden">{WORDING}</div><p>End {"and more " * 3}.</p>'
    )
    with PdfPaint(typeset(body, "p { width: 9em }")) as paint:
        yield paint


def test_text_is_folded_and_in_reading_order_though_painted_in_another(document: PdfPaint) -> None:
    heading = "Gates and a rather long row of other things"
    assert document.text.startswith(f"Barns {WORDING} {heading} An up-to-date")
    assert "  " not in document.text


def test_hyphens_that_end_a_line_join_their_word(document: PdfPaint) -> None:
    [sighting] = document.find("An up-to-date-and-fire-proof-gate-with-a-lock-or-without.", minimum_size=8)
    assert sighting.faults == ()


def test_headings_and_sightings_share_one_count(document: PdfPaint) -> None:
    told = [(heading.page, heading.level, heading.text, heading.size) for heading in document.headings()]
    assert told == [
        (1, 1, "Barns", 22.0),
        (1, 2, "Gates and a rather long row of other things", 16.5),
        (2, 3, "Last", 12.87),
    ]
    first, second = document.find(WORDING, minimum_size=8)
    barns, gates, last = document.headings()
    assert barns.position < first.position < gates.position < last.position < second.position
    assert document.text[second.position :].startswith(WORDING)
    assert first.faults == second.faults == ()


def test_the_smallest_type_of_a_page_is_told_as_it_is_seen() -> None:
    body = '<p style="transform:scale(.5)">four words</p><p>seven..</p><p style="break-before:page">more</p>'
    with PdfPaint(typeset(body)) as paint:
        assert list(paint.smaller_than(8)) == [(1, 5.5, "four words")]
        assert [(page, size) for page, size, _ in paint.smaller_than(10)] == [(1, 5.5), (2, 9.0)]
        assert list(paint.smaller_than(5.5)) == []


MESSAGES = {
    "letters": (f"<p>{WORDING.replace('old barn', '<s>old barn</s>')}</p>", "a line runs through “old barn”"),
    "size": (f'<p style="font-size:4pt">{WORDING}</p>', f"text is 4.0 pt, at least 8 pt is needed, for “{WORDING}”"),
    "contrast": (
        f"<p>{WORDING.replace('rainy', '<i style=color:#999>rainy</i>')}</p>",
        "contrast 2.8:1, at least 4.5:1 is needed, for “rainy”",
    ),
    "nearly enough contrast": (
        f'<p style="color:#777">{WORDING}</p>',
        f"contrast 4.4:1, at least 4.5:1 is needed, for “{WORDING}”",
    ),
    "no ink": (f'<div style="overflow:hidden;height:0">{WORDING}</div>', f"no ink for “{WORDING}”"),
    "pieces": (
        f"<p>{WORDING.replace('the', '<s>the</s>').replace('on', '<s>on</s>').replace('day', '<s>day</s>')}</p>",
        "a line runs through “the”, “on” and 1 more",
    ),
}


@pytest.mark.parametrize(("body", "message"), MESSAGES.values(), ids=MESSAGES.keys())
def test_faults_are_said_in_an_editors_words(body: str, message: str) -> None:
    [sighting] = look(body)
    assert [fault.detail for fault in sighting.faults] == [message]


def test_a_wording_is_found_across_any_white_space() -> None:
    [sighting] = look(f"<p>{WORDING}</p>", wording="\n " + WORDING.replace(" ", "\n\u00a0"))
    assert sighting.faults == ()


@pytest.mark.parametrize("data", [b"", b"no PDF", typeset("<p>cut</p>")[:200]], ids=["empty", "text", "cut short"])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a readable PDF"):
        PdfPaint(data)


def test_an_empty_wording_is_refused(document: PdfPaint) -> None:
    with pytest.raises(ValueError, match="empty"):
        document.find("  ", minimum_size=8)


def test_looking_changes_nothing(document: PdfPaint) -> None:
    assert document.find(WORDING, minimum_size=20) == document.find(WORDING, minimum_size=20)
    assert [sighting.faults for sighting in document.find(WORDING, minimum_size=8)] == [(), ()]
