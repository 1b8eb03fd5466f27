"""The embed as HTML: the snippet that is pasted, and the page that stands in an iframe, from one template."""

import re
from collections.abc import Iterator

from imprint.composing import Body, Document, Notice, Style, write
from imprint.editions.workshop import Workshop

STYLESHEET = "embed.css"
RANK = 2  # of the title's heading: the page around it has a title of its own
VOID = re.compile(r"<(img|br|link)\b([^<>]*)>")  # closed, they are right on a partner's page of XHTML as well
STYLES = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def snippet(document: Document, workshop: Workshop, base: str, rank: int = RANK) -> str:
    """The embed with everything it asks for below ``base`` ("" is beside it); its title is a heading of this rank."""
    return _written(document, workshop, base, rank)[1]


def frame(document: Document, workshop: Workshop) -> str:
    """The embed as a page of its own; its files lie beside it."""
    body, text = _written(document, workshop, "", 1)
    own = document.edition.kit
    assert own is not None
    names = {"frame": own.frame.rpartition("/")[2], "script": own.script.rpartition("/")[2]}
    return workshop.render("embed/frame.html", body, snippet=text, **names)


def _written(document: Document, workshop: Workshop, base: str, rank: int) -> tuple[Body, str]:
    body = write(document, workshop.csl_style, Style(figure_base=base, anchors=False, stacks=True, deeper=rank - 1))
    more = {"base": base, "stylesheet": STYLESHEET, "fallback": fallback(document), "rank": rank}
    text = workshop.render(f"{document.edition.name}/embed.html", body, **more)
    return body, VOID.sub(r"<\1\2 />", text)


def styles_of(snippet: str) -> str:
    """The styles that stand in the snippet, as a file: where a policy blocks the one, the other is there."""
    found = STYLES.search(snippet)
    return found[1].lstrip("\n") if found else ""


def fallback(document: Document) -> tuple[Notice, ...]:
    """Every notice of the embed, each wording once: what is left where a sanitiser takes the shadow root away."""
    return tuple({notice.text: notice for notice in _notices(document)}.values())


def _notices(document: Document) -> Iterator[Notice]:
    yield from document.texts[0].front
    for chapter in document.texts[0].chapters:
        yield from (part for part in chapter.parts if isinstance(part, Notice))
    yield from (*document.end, *document.footer, *document.embed)
