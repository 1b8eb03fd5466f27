"""The embed as HTML: the snippet that is pasted, and the page that stands in an iframe, from one template."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from imprint.composing import Body, Document, Notice, Style, write
from imprint.editions.workshop import Workshop

STYLESHEET = "embed.css"
RANK = 2  # of the title's heading: the page around it has a title of its own
STYLES = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@dataclass(frozen=True)
class Cut:
    """An embed whose files lie below one address, as a snippet and as a page of its own."""

    document: Document
    snippet: str
    frame: str


def cut(document: Document, workshop: Workshop, base: str) -> Cut:
    """The embed with everything it asks for below ``base``; "" is beside it."""
    body = write(document, workshop.csl_style, Style(figure_base=base, anchors=False, stacks=True, deeper=RANK - 1))
    more = {"base": base, "stylesheet": STYLESHEET, "fallback": fallback(document), "rank": RANK}
    snippet = workshop.render(f"{document.edition.name}/embed.html", body, **more)
    return Cut(document, snippet, _frame(body, workshop, snippet))


def _frame(body: Body, workshop: Workshop, snippet: str) -> str:
    own = body.document.edition.kit
    assert own is not None
    name, script = (path.rpartition("/")[2] for path in (own.frame, own.script))
    return workshop.render("embed/frame.html", body, snippet=snippet, frame=name, script=script)


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
