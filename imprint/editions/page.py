"""The page: the full text on the web."""

from imprint.composing import Document, Style, write
from imprint.editions.linked_data import linked_data
from imprint.editions.workshop import Workshop, artefact, companions
from imprint.model import Artefact, Edition, Format, Level

EDITION = Edition("page", Format.PAGE, (Level.FULL,), "index.html", "text/html")


def make(document: Document, workshop: Workshop) -> tuple[Artefact, ...]:
    """The page with its figures and fonts beside it."""
    edition = document.edition
    body = write(document, workshop.csl_style, Style(stacks=True))
    html = workshop.render(f"{edition.name}/page.html", body, linked=linked_data(document, workshop.editions))
    return (
        artefact(document, edition.filename, edition.media_type, html.encode()),
        *companions(document, with_fonts=True),
    )
