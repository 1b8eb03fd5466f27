"""Mends what pandoc's HTML lacks for screen readers, strict policies and PDF/UA, on the parsed tree."""

from collections.abc import Iterator, Mapping
from typing import Literal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from imprint.model import Figure

UNWANTED = ("colgroup",)  # carries widths as style attributes, which a strict content security policy blocks
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
WIDE = 3  # columns from which on a table may not fit on a phone (320 CSS px, spaced widely)
ALIGNMENTS = {"text-align: left;": "left", "text-align: right;": "right", "text-align: center;": "center"}


def tidy(root: Element, figures: Mapping[str, Figure], base: str, sizes: bool = True) -> None:
    """Changes the tree in place: tables, lists, figures and citations as every edition needs them.

    ``base`` is put before the address of each figure; ``sizes`` tells whether each picture says how large it is.
    """
    _drop(root)
    for element in list(root.iter()):
        element.attrib.pop("data-pos", None)
        _align(element)
    for item in [*root.iter("li"), *root.iter("dd")]:
        _unwrap_lone_paragraph(item)
    for table in root.iter("table"):
        _scope(table)
    for image in root.iter("img"):
        _address(image, figures, base, sizes)
    for paragraph in list(root.iter("p")):
        _figure(paragraph)
    for span in root.iter("span"):
        span.attrib.pop("data-cites", None)


def let_stack(root: Element) -> None:
    """Tells each cell of a wide table the name of its column, so that a phone can print it before the cell.

    There a row stands as a list: side by side, columns would be so narrow that figures were cut in two.
    """
    for table in root.iter("table"):
        names = [" ".join("".join(cell.itertext()).split()) for cell in table.findall("thead/tr[1]/*")]
        if len(names) >= WIDE:
            table.set("class", "wide")
            for row in table.findall("tbody/tr"):
                for cell, name in zip(row, names, strict=False):
                    if cell.tag == "td":
                        cell.set("data-column", name)


def lower(root: Element, ranks: int) -> None:
    """Lowers every heading by some ranks; there are none below the sixth."""
    for element in root.iter():
        if element.tag in HEADINGS:
            element.tag = f"h{min(int(element.tag[1]) + ranks, len(HEADINGS))}"


def inner(element: Element, syntax: Literal["html", "xml"]) -> str:
    """What stands inside an element, serialised for HTML or XHTML."""
    text = _escape(element.text or "")
    return text + "".join(ElementTree.tostring(child, encoding="unicode", method=syntax) for child in element)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _parents(root: Element) -> Iterator[tuple[Element, Element]]:
    yield from [(parent, child) for parent in root.iter() for child in list(parent)]


def _drop(root: Element) -> None:
    for parent, child in _parents(root):
        if child.tag in UNWANTED:
            parent.remove(child)


def _align(element: Element) -> None:
    style = element.attrib.pop("style", None)
    if style in ALIGNMENTS:
        element.set("class", ALIGNMENTS[style])


def _unwrap_lone_paragraph(item: Element) -> None:
    """PDF/UA: a list item holds its text itself, not one paragraph."""
    paragraphs = item.findall("p")
    if len(paragraphs) != 1 or item[0] is not paragraphs[0]:
        return
    lone = paragraphs[0]
    item.text = lone.text
    item[:] = [*lone, *item[1:]]


def _scope(table: Element) -> None:
    """PDF/UA 7.5, WCAG 1.3.1: each header cell says what it heads; a row is headed by its first cell."""
    for cell in table.iter("th"):
        cell.set("scope", "col")
    for row in (row for body in table.findall("tbody") for row in body.findall("tr")):
        if len(row) > 1:
            row[0].tag = "th"
            row[0].set("scope", "row")


def _address(image: Element, figures: Mapping[str, Figure], base: str, sizes: bool) -> None:
    """A browser that knows the proportions keeps the text still while the picture loads."""
    figure = figures[image.get("src", "")]
    image.set("src", base + figure.path)
    if sizes:
        image.set("width", str(figure.width))
        image.set("height", str(figure.height))


def _figure(paragraph: Element) -> None:
    """A paragraph with nothing but an image becomes a figure, its Markdown title the caption; an ornament stays one."""
    is_alone = len(paragraph) == 1 and paragraph[0].tag == "img" and not "".join(paragraph.itertext()).strip()
    if not is_alone:
        return
    if "decorative" in paragraph[0].get("class", ""):
        paragraph.set("class", paragraph[0].attrib.pop("class"))
        paragraph[0].set("alt", "")
        return
    paragraph.tag = "figure"
    if title := paragraph[0].attrib.pop("title", None):
        caption = ElementTree.SubElement(paragraph, "figcaption")
        caption.text = title
