"""The page: the full text on the web."""

from imprint.composing import Document, Style, write
from imprint.editions.workshop import Workshop, artefact, companions
from imprint.model import Artefact, Edition, Format, Level

EDITION = Edition("page", Format.PAGE, (Level.FULL,), "index.html", "text/html")


def make(document: Document, workshop: Workshop) -> tuple[Artefact, ...]:
    """The page with its figures and fonts beside it."""
    edition = document.edition
    html = workshop.render(f"{edition.name}/page.html", write(document, workshop.csl_style, Style(stacks=True)))
    return (
        artefact(document, edition.filename, edition.media_type, html.encode()),
        *companions(document, with_fonts=True),
    )
