"""The leaflet: the full text as a handout, A4, tagged for screen readers."""

import io
import re
from collections.abc import Iterator, Sequence
from math import ceil

import segno

from imprint.composing import Body, Document, Style, write
from imprint.editions.workshop import Workshop, artefact, path_of, print_files
from imprint.model import Artefact, Edition, Format, Level, Publication, is_set
from imprint.typesetting import Sheet

EDITION = Edition("leaflet", Format.LEAFLET, (Level.FULL,), "leaflet.pdf", "application/pdf")
LINE = 48  # characters in a line of one column, about
GAP = 0.4  # lines between two notices, about
CODE = 6  # lines as high as the QR code, about
TAGS = re.compile(r"<[^>]*>")


def make(document: Document, workshop: Workshop) -> tuple[Artefact, ...]:
    """The PDF, typeset from the edition's template."""
    edition = document.edition
    code = qr_code(document.publication)
    body = write(document, workshop.csl_style, Style(sizes=False))
    html = workshop.render(
        f"{edition.name}/leaflet.html",
        body,
        has_code=bool(code),
        front_column=first_column([height(notice.text) for notice in document.texts[0].front]),
        end_column=first_column([*_end(body, workshop), *([CODE] if code else ())]),
    )
    sheet = Sheet(path_of(document), html, {**print_files(document), **code})
    return (artefact(document, edition.filename, edition.media_type, workshop.presses.typeset(sheet)),)


def _end(body: Body, workshop: Workshop) -> Iterator[float]:
    """The heights of the paragraphs at the end: who publishes, and the notices."""
    publisher = workshop.render("shared/publisher.html", body)
    yield height(" ".join(TAGS.sub("", publisher).split()))
    yield from (height(notice.text) for notice in body.document.end)


def height(text: str) -> float:
    """How high a paragraph is, in lines, about."""
    return ceil(len(text) / LINE) + GAP


def first_column(heights: Sequence[float]) -> int:
    """How many of some paragraphs fill the first of two columns, so that both are about as long.

    WeasyPrint would find it by setting both columns again and again, each time a little longer.
    """
    return min(range(1, len(heights)), key=lambda cut: max(sum(heights[:cut]), sum(heights[cut:])), default=1)


def qr_code(publication: Publication) -> dict[str, bytes]:
    """The canonical address as a QR code picture; nothing while that address is not set."""
    if not is_set(publication.canonical_url):
        return {}
    picture = io.BytesIO()
    segno.make(publication.canonical_url, error="m", micro=False).save(picture, kind="png", scale=10, border=4)
    return {"code.png": picture.getvalue()}
