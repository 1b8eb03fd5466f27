"""The embed as data: what it says, block by block, and the tree of elements that a script makes of it.

docs/embed.schema.json tells every key.
"""

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

import tinyhtml5

from imprint.composing import Document
from imprint.editions.snippets import fallback, styles_of
from imprint.model import Publication, is_set

SHAPE = 1  # goes up when a key changes its meaning or goes away
BOXES = frozenset(  # they hold no text themselves
    ["div", "dl", "figure", "footer", "header", "ol", "section", "table", "tbody", "thead", "tr", "ul"]
)
INLINE = frozenset(["a", "abbr", "br", "em", "span", "strong", "sub", "sup"])
KINDS = {"li": "item", "dt": "term", "dd": "meaning", "td": "cell", "th": "cell", "figcaption": "caption"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
Node = list[Any]  # [tag, attributes, what is in it …]; a text is a string


def as_data(document: Document, snippet: str) -> bytes:
    """The embed as JSON that is the same, byte for byte, whenever it says the same."""
    root = _without_comments(tinyhtml5.parse(snippet, namespace_html_elements=False))
    article = next((found for found in root.iter() if "imprint" in found.get("class", "").split()), root)
    plain = {**_facts(document), "blocks": list(blocks(article)), "styles": styles_of(snippet), "tree": tree(article)}
    told = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return (told.replace("<", "\\u003c") + "\n").encode()  # so that it can stand in any page as it is


def _without_comments(parent: Element) -> Element:
    """The tree without comments, whose tag is a function; the words after one belong to what stands before it."""
    before: Element | None = None
    for child in list(parent):
        if not callable(child.tag):
            before = _without_comments(child)
        else:
            parent.remove(child)
            if before is None:
                parent.text = (parent.text or "") + (child.tail or "")
            else:
                before.tail = (before.tail or "") + (child.tail or "")
    return parent


def digest(data: bytes) -> str:
    """The digest as pages pin it (Subresource Integrity)."""
    return f"sha256-{base64.b64encode(hashlib.sha256(data).digest()).decode()}"


def _facts(document: Document) -> Mapping[str, Any]:
    publication, text, words = document.publication, document.texts[0], document.words.texts
    return {
        "embed": SHAPE,
        "publication": publication.id,
        "version": publication.version,
        "language": publication.language,
        "direction": words["direction"],
        "level": text.level,
        "title": text.title,
        "status": document.status,
        "dates": _dates(publication),
        "canonical": publication.canonical_url if is_set(publication.canonical_url) else None,
        "publisher": publication.publisher.name,
        "licence": {"name": publication.licence.name, "url": publication.licence.url} if publication.licence else None,
        "terms": publication.publisher.partner_terms,
        "disclaimers": [{"id": notice.id, "text": notice.text} for notice in fallback(document)],
    }


def _dates(publication: Publication) -> Mapping[str, str | None]:
    dates = publication.dates
    days = {
        "updated": dates.updated,
        "published": dates.published,
        "last_reviewed": dates.last_reviewed,
        "next_review": dates.next_review,
    }
    return {name: day.isoformat() if day else None for name, day in days.items()}


def tree(element: Element) -> Node:
    """An element with all that is in it."""
    node: Node = [element.tag, dict(element.attrib)]
    for content in (element.text, *(part for child in element for part in (child, child.tail))):
        if isinstance(content, Element):
            node.append(tree(content))
        elif content and (content.strip() or element.tag not in BOXES):
            node.append(_folded(content))
    return node


def _folded(text: str) -> str:
    """The text with every run of white space as one space, also at its ends."""
    inside = " ".join(text.split())
    return f"{' ' * text[:1].isspace()}{inside}{' ' * (text[-1:].isspace() and bool(inside))}"


@dataclass
class _Run:
    """Words in a row that belong to no element that is a block of its own."""

    owner: Element
    section: str
    text: str = ""


def blocks(article: Element) -> Iterator[Mapping[str, Any]]:
    """Every run of words and every described picture, in reading order, with what it is and its digest."""
    for run, picture in _runs(article, ""):
        text = " ".join((picture or run.text).split())
        if text:
            owner = run.owner
            kind = "heading" if owner.tag in HEADINGS else KINDS.get(str(owner.tag), "paragraph")
            notice = owner.get("data-disclaimer")
            yield {
                "kind": "picture" if picture else "disclaimer" if notice else kind,
                **({"disclaimer": notice} if notice and not picture else {}),
                "section": run.section,
                "text": text,
                "digest": digest(text.encode()),
            }


def _runs(owner: Element, section: str) -> Iterator[tuple[_Run, str]]:
    section = owner.get("id", "") if owner.tag == "section" and owner.get("class") == "chapter" else section
    run = _Run(owner, section)
    for part in _parts(owner):
        if isinstance(part, str):
            run.text += part
        elif part.tag == "img":
            yield run, part.get("alt", "")
        else:
            yield run, ""
            yield from _runs(part, section)
            run = _Run(owner, section)
    yield run, ""


def _parts(element: Element) -> Iterator[str | Element]:
    """What is in a block: its words, also those in elements that stand in a line; the blocks and pictures in it."""
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield " "
        elif child.tag in INLINE:
            yield from _parts(child)
        else:
            yield child
        yield child.tail or ""
