"""The text: the full text without any mark-up, for e-mail and assistive tools."""

from imprint.composing import Document, Style, write
from imprint.editions.workshop import Workshop, artefact
from imprint.model import Artefact, Edition, Format, Level
from imprint.typesetting import linear, plain_text

EDITION = Edition("text", Format.TEXT, (Level.FULL,), "leaflet.txt", "text/plain")


def make(document: Document, workshop: Workshop) -> tuple[Artefact, ...]:
    """The file, out of the edition's template."""
    text = plain_text.plain_text(linear_pieces(document, workshop))
    return (artefact(document, document.edition.filename, document.edition.media_type, text),)


def linear_pieces(document: Document, workshop: Workshop) -> tuple[linear.Piece, ...]:
    """What the edition's template prints, one piece after the other."""
    page = workshop.render(f"{document.edition.name}/text.xhtml", write(document, workshop.csl_style, Style("xml")))
    return linear.pieces(page, document.words.texts["picture"])
