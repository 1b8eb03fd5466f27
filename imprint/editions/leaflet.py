"""The leaflet: the full text as a handout, A4, tagged for screen readers."""

import io
from collections.abc import Sequence
from math import ceil

import segno

from imprint.composing import Document, Notice, write
from imprint.editions.workshop import Workshop, artefact, path_of, print_files
from imprint.model import Artefact, Edition, Format, Level, Publication, is_set
from imprint.typesetting import Sheet

EDITION = Edition("leaflet", Format.LEAFLET, (Level.FULL,), "leaflet.pdf", "application/pdf")
LINE = 48  # characters in a line of one column, about
GAP = 0.4  # lines between two notices, about


def make(document: Document, workshop: Workshop) -> tuple[Artefact, ...]:
    """The PDF, typeset from the edition's template."""
    edition = document.edition
    code = qr_code(document.publication)
    more = {"has_code": bool(code), "first_column": first_column(document.texts[0].front)}
    html = workshop.render(f"{edition.name}/leaflet.html", write(document, workshop.csl_style), **more)
    sheet = Sheet(path_of(document), html, {**print_files(document), **code})
    return (artefact(document, edition.filename, edition.media_type, workshop.presses.typeset(sheet)),)


def first_column(notices: Sequence[Notice]) -> int:
    """How many of the notices fill the first of two columns, so that both are about as long.

    WeasyPrint would find it by setting both columns again and again, a pixel longer each time.
    """
    heights = [ceil(len(notice.text) / LINE) + GAP for notice in notices]
    return min(range(1, len(heights)), key=lambda cut: max(sum(heights[:cut]), sum(heights[cut:])), default=1)


def qr_code(publication: Publication) -> dict[str, bytes]:
    """The canonical address as a QR code picture; nothing while that address is not set."""
    if not is_set(publication.canonical_url):
        return {}
    picture = io.BytesIO()
    segno.make(publication.canonical_url, error="m", micro=False).save(picture, kind="png", scale=10, border=4)
    return {"code.png": picture.getvalue()}
