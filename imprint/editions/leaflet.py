"""The leaflet: the full text as a handout, A4, tagged for screen readers."""

import io

import segno

from imprint.composing import Document, write
from imprint.editions.workshop import Workshop, artefact, path_of, print_files
from imprint.model import Artefact, Edition, Format, Level, Publication, is_set
from imprint.typesetting import Sheet

EDITION = Edition("leaflet", Format.LEAFLET, (Level.FULL,), "leaflet.pdf", "application/pdf")


def make(document: Document, workshop: Workshop) -> tuple[Artefact, ...]:
    """The PDF, typeset from the edition's template."""
    edition = document.edition
    code = qr_code(document.publication)
    html = workshop.render(f"{edition.name}/leaflet.html", write(document, workshop.csl_style), has_code=bool(code))
    sheet = Sheet(path_of(document), html, {**print_files(document), **code})
    return (artefact(document, edition.filename, edition.media_type, workshop.presses.typeset(sheet)),)


def qr_code(publication: Publication) -> dict[str, bytes]:
    """The canonical address as a QR code picture; nothing while that address is not set."""
    if not is_set(publication.canonical_url):
        return {}
    picture = io.BytesIO()
    segno.make(publication.canonical_url, error="m", micro=False).save(picture, kind="png", scale=10, border=4)
    return {"code.png": picture.getvalue()}
