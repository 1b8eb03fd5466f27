"""The braille: the full text in contracted braille, for an embosser or a braille display."""

from imprint.composing import Document
from imprint.editions.text import linear_pieces
from imprint.editions.workshop import Workshop, artefact, path_of
from imprint.model import Artefact, Edition, Format, Level
from imprint.typesetting.braille import LIBLOUIS, braille

EDITION = Edition("braille", Format.BRAILLE, (Level.FULL,), "leaflet.brf", "application/x-brf", tools=(LIBLOUIS,))


def make(document: Document, workshop: Workshop) -> tuple[Artefact, ...]:
    """The file, out of the edition's template."""
    cells = braille(linear_pieces(document, workshop), document.publication.language, path_of(document))
    return (artefact(document, document.edition.filename, document.edition.media_type, cells),)
