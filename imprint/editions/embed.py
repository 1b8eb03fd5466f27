"""The embed: the full text as a snippet that a partner pastes, with all that partners need beside it."""

from collections.abc import Iterator

from imprint.composing import Document, compose, figures_used
from imprint.editions.as_data import as_data
from imprint.editions.guide import Way, guide
from imprint.editions.linked_data import card
from imprint.editions.snippets import STYLESHEET, frame, snippet, styles_of
from imprint.editions.workshop import Workshop, artefact
from imprint.model import Artefact, Edition, Format, Kit, Level

FOLDER, SCRIPT, GUIDE = "embed/", "embed/imprint-embed.js", "embed/partners.html"
EDITION = Edition(
    "embed",
    Format.EMBED,
    (Level.FULL,),
    "embed/snippet.html",
    "text/html",
    kit=Kit("embed/frame.html", "embed/embed.json", "embed/oembed.json", SCRIPT, GUIDE),
)
PLAIN = Edition(
    "embed-plain",
    Format.EMBED,
    (Level.PLAIN,),
    "embed/snippet-plain.html",
    "text/html",
    kit=Kit("embed/frame-plain.html", "embed/embed-plain.json", "embed/oembed-plain.json", SCRIPT, GUIDE),
)
TEMPLATES = ("embed", "embed-plain")  # the guide speaks of both
JAVASCRIPT = "text/javascript"


def make(document: Document, workshop: Workshop) -> tuple[Artefact, ...]:
    """The snippet with its whole kit; every file of it finds the others beside itself.

    The snippet finds them below the publisher's embed path, on the partner's own site.
    """
    base, edition = mount(document), document.edition
    ways = tuple(way(one, workshop, base) for one in _levels(document))
    own = next(one for one in ways if one.document.edition.name == edition.name)
    assert edition.kit is not None
    files = {
        edition.filename: ("text/html", own.snippet.encode()),
        edition.kit.frame: ("text/html", own.frame.encode()),
        edition.kit.data: ("application/json", own.data),
        edition.kit.card: ("application/json", card(document, base)),
        edition.kit.guide: ("text/html", guide(ways, workshop, base).encode()),
        FOLDER + STYLESHEET: ("text/css", styles_of(own.snippet).encode()),
        SCRIPT: (JAVASCRIPT, workshop.read(SCRIPT)),
        f"{FOLDER}framed.css": ("text/css", workshop.read("embed/framed.css")),
        f"{FOLDER}partners.js": (JAVASCRIPT, workshop.read("embed/partners.js")),
    }
    figures = {f"{FOLDER}{one.path}": (one.media_type, one.data) for one in figures_used(document)}
    return tuple(artefact(document, path, kind, data) for path, (kind, data) in {**files, **figures}.items())


def mount(document: Document) -> str:
    """Where a partner's site holds the kit."""
    publication = document.publication
    return f"{publication.publisher.embed_path}{publication.id}/{publication.language}/{FOLDER}"


def way(document: Document, workshop: Workshop, base: str) -> Way:
    """Everything that partners can show of one level."""
    data = as_data(document, snippet(document, workshop, ""))
    return Way(document, snippet(document, workshop, base), frame(document, workshop), data)


def _levels(document: Document) -> Iterator[Document]:
    """The document, and the same of the other level: the guide speaks of both, whichever is built."""
    publication = document.publication
    for edition in (EDITION, PLAIN):
        if edition.name == document.edition.name:
            yield document
        elif publication.sections_at(edition.level):
            yield compose(publication, edition, document.words, document.as_of)
