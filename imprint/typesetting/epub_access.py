"""What an e-book may say of its accessibility, found in its own documents and style sheets: nothing by default."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
HEADINGS = tuple(f"{XHTML}h{level}" for level in range(1, 7))
MOVING = ("audio", "video", "canvas", "object", "embed", "iframe", "script")  # may flash, move or make a sound
OUT_OF_ORDER = re.compile(
    r"(?<![\w-])(?:float|order|position\s*:\s*(?:absolute|fixed)|(?:row|column)-reverse)(?![\w-])"
)
FIXED = re.compile(
    r"!important|(?<![\w-])color\s*:|(?<![\w-])(?:font|font-size|line-height)\s*:[^;}]*\d(?:px|pt|pc|mm|cm|in)\b"
)
ANIMATED = re.compile(r"@keyframes|(?<![\w-])(?:animation|transition)")


@dataclass(frozen=True)
class Access:
    """The values of schema.org's properties, and the names of the sentences that say the same to readers."""

    modes: tuple[str, ...]
    sufficient: tuple[str, ...]
    features: tuple[str, ...]
    hazards: tuple[str, ...]
    sentences: tuple[str, ...]


def access(documents: Sequence[bytes], navigation: bytes, styles: Sequence[str]) -> Access:
    """What is true of a book of these XHTML documents in reading order, its navigation and its style sheets.

    Raises xml.etree.ElementTree.ParseError where a document is not well-formed.
    """
    roots = [_parsed(document) for document in documents]
    nav, css = _parsed(navigation), "\n".join(styles)
    pictures = [image for root in roots for image in root.iter(f"{XHTML}img") if image.get("alt") != ""]
    described = all(image.get("alt", "").strip() for image in pictures)
    facts = {
        "alternativeText": bool(pictures) and described,
        "readingOrder": not OUT_OF_ORDER.search(css),
        "structuralNavigation": all(map(_has_heading, roots)),
        "tableOfContents": any(True for _ in _contents(nav)),
        "displayTransformability": not FIXED.search(css),
    }
    is_still = not ANIMATED.search(css) and not any(_moving(root) for root in roots)
    text = "textual" if described else "textual,visual"
    return Access(
        ("textual", "visual") if pictures else ("textual",),
        (text,),
        tuple(name for name, holds in facts.items() if holds),
        ("none",) if is_still else ("unknown",),
        tuple(_sentences(facts, bool(pictures), described, is_still)),
    )


def _sentences(facts: Mapping[str, bool], has_pictures: bool, described: bool, is_still: bool) -> Iterator[str]:
    if described:
        yield "accessibility_text"
    if facts["structuralNavigation"] and facts["tableOfContents"]:
        yield "accessibility_navigation"
    if has_pictures:
        yield "accessibility_pictures" if described else "accessibility_no_words"
    if facts["displayTransformability"]:
        yield "accessibility_display"
    if is_still:
        yield "accessibility_still"


def _parsed(document: bytes) -> Element:
    return ElementTree.fromstring(document)  # noqa: S314 - our own template made it: no DTD, no entities


def _has_heading(root: Element) -> bool:
    return any(True for heading in HEADINGS for _ in root.iter(heading))


def _contents(nav: Element) -> Iterator[Element]:
    """The links of the table of contents."""
    for one in nav.iter(f"{XHTML}nav"):
        if one.get(TYPE) == "toc":
            yield from one.iter(f"{XHTML}a")


def _moving(root: Element) -> bool:
    return any(element.tag == XHTML + name for element in root.iter() for name in MOVING)
