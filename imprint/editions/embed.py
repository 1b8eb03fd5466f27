"""The embed: the full text as a snippet that a partner pastes, with the stylesheet the partner hosts."""

from imprint.composing import Document, Notice, Style, write
from imprint.editions.workshop import Workshop, artefact, companions
from imprint.model import Artefact, Edition, Format, Level

EDITION = Edition("embed", Format.EMBED, (Level.FULL,), "embed.html", "text/html")
STYLESHEET = "embed.css"


def make(document: Document, workshop: Workshop) -> tuple[Artefact, ...]:
    """The snippet, its stylesheet and its figures; the snippet finds them below the publisher's embed path."""
    publication, edition = document.publication, document.edition
    base = f"{publication.publisher.embed_path}{publication.id}/{publication.language}/"
    body = write(document, workshop.csl_style, Style(figure_base=base, anchors=False, stacks=True))
    more = {"base": base, "stylesheet": STYLESHEET, "fallback": fallback(document)}
    snippet = workshop.render(f"{edition.name}/embed.html", body, **more)
    styles = workshop.render("embed/embed.css", body)
    return (
        artefact(document, edition.filename, edition.media_type, snippet.encode()),
        artefact(document, STYLESHEET, "text/css", styles.encode()),
        *companions(document, with_fonts=False),
    )


def fallback(document: Document) -> tuple[Notice, ...]:
    """Every notice of the embed, each wording once: what is left where a sanitiser takes the shadow root away."""
    chapters = (part for chapter in document.texts[0].chapters for part in chapter.parts if isinstance(part, Notice))
    every = (*document.texts[0].front, *chapters, *document.end, *document.footer, *document.embed)
    return tuple({notice.text: notice for notice in every}.values())
