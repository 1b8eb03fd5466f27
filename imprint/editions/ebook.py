"""The e-book: the full text, and the plain text as its last part, packed as EPUB 3."""

import uuid
from collections.abc import Mapping

from imprint.composing import Body, Document, Style, figures_used, write
from imprint.editions.workshop import Workshop, artefact, path_of
from imprint.model import Artefact, Edition, Format, Level
from imprint.typesetting import Sheet, cover, epub
from imprint.typesetting.epub_access import access

EDITION = Edition("ebook", Format.EBOOK, (Level.FULL, Level.PLAIN), "leaflet.epub", epub.MIMETYPE)
CONTAINER = "META-INF/container.xml"
FOLDER = "EPUB/"
PACKAGE = "package.opf"
SPINE = ("start.xhtml", "text.xhtml", "plain.xhtml")
PAGES = ("nav.xhtml", *SPINE, "style.css")
COVER_WIDTH = 1600  # pixels; what shops ask of a cover's shorter side


def make(document: Document, workshop: Workshop) -> tuple[Artefact, ...]:
    """The EPUB: container, package, navigation, start, text, plain text, cover, figures."""
    style = Style("xml", text_files=("text.xhtml", "plain.xhtml"), source_file="text.xhtml")
    body = write(document, workshop.csl_style, style)
    files = {CONTAINER: workshop.render("ebook/container.xml", body).encode(), **_pages(body, workshop)}
    files |= {FOLDER + figure.path: figure.data for figure in figures_used(document)}
    files[FOLDER + "cover.png"] = cover_of(body, workshop)
    edition = document.edition
    return (artefact(document, edition.filename, edition.media_type, epub.pack(files)),)


def _pages(body: Body, workshop: Workshop) -> Mapping[str, bytes]:
    """The XHTML documents and what describes them: no plain part without a plain text, of a notice its start alone."""
    document = body.document
    plain = document.texts[1] if len(document.texts) > 1 else None
    more = {"identifier": identifier(document), "figures": figures_used(document), "plain": plain}
    left_out = {*(() if plain else ("plain.xhtml",)), *(("text.xhtml",) if document.is_notice else ())}
    pages = {page: workshop.render(f"ebook/{page}", body, **more) for page in PAGES if page not in left_out}
    told = [pages[name].encode() for name in SPINE if name in pages]
    facts = access(told, pages["nav.xhtml"].encode(), [pages["style.css"]])
    pages[PACKAGE] = workshop.render(
        f"ebook/{PACKAGE}", body, access=facts, certified=document.publication.certified, **more
    )
    return {FOLDER + page: text.encode() for page, text in pages.items()}


def cover_of(body: Body, workshop: Workshop) -> bytes:
    """The picture on the front of a book."""
    document = body.document
    sheet = Sheet(path_of(document), workshop.render("ebook/cover.html", body), {}, archival=False)
    return cover.picture(workshop.presses.typeset(sheet), COVER_WIDTH)


def identifier(document: Document) -> str:
    """A name that stays the same for every version of an edition (RFC 9562, version 5)."""
    publication = document.publication
    name = f"{publication.canonical_url}#{publication.id}/{publication.language}/{document.edition.name}"
    return uuid.uuid5(uuid.NAMESPACE_URL, name).urn
