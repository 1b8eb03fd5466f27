"""A page as a line of pieces, one after the other, for the formats that know neither pictures nor columns.

The page is well-formed XHTML, as our templates and pandoc write it. Nothing that is read aloud is lost: a picture
becomes its words, a row of a table the names of its columns with what stands in them, a link also its address.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

INLINE = {"a", "abbr", "b", "br", "cite", "code", "em", "i", "q", "small", "span", "strong", "sub", "sup", "time"}
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}


class Kind(StrEnum):
    """What a piece is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TERM = "term"
    FOOT = "foot"


@dataclass(frozen=True)
class Piece:
    """One heading, paragraph, item or term: its words, white space folded, and how deep it stands in lists."""

    kind: Kind
    text: str
    depth: int = 0
    level: int = 0  # of a heading
    marker: str = ""  # of an item: a dash, or its number


def pieces(page: str, picture: str) -> tuple[Piece, ...]:
    """The pieces of a page in reading order; ``picture`` is what the language calls a picture.

    Raises xml.etree.ElementTree.ParseError where the page is not well-formed.
    """
    root = ElementTree.fromstring(page)  # noqa: S314 - our own template and pandoc wrote it: no DTD, no entities
    body = root.find("body")
    found = _Walk(picture).block(root if body is None else body, 0)
    return tuple(piece for piece in found if piece.text or piece.marker)


class _Walk:
    def __init__(self, picture: str) -> None:
        self._picture = picture

    def block(self, element: Element, depth: int) -> Iterator[Piece]:
        """What a block holds: runs of words between blocks become paragraphs."""
        if element.tag in HEADINGS:
            yield Piece(Kind.HEADING, self._words(element), depth, HEADINGS[element.tag])
        elif element.tag in ("ul", "ol"):
            yield from self._list(element, depth)
        elif element.tag == "dl":
            yield from self._definitions(element, depth)
        elif element.tag == "table":
            yield from self._table(element, depth)
        elif element.tag == "img":
            yield Piece(Kind.PARAGRAPH, self._words(element), depth)
        elif element.tag == "footer":
            yield from (replace(piece, kind=Kind.FOOT) for piece in self._flow(element, depth))
        else:
            yield from self._flow(element, depth + (element.tag == "blockquote"))

    def _flow(self, element: Element, depth: int) -> Iterator[Piece]:
        words = element.text or ""
        for child in element:
            if child.tag in INLINE:
                words += self._inline(child)
            else:
                yield Piece(Kind.PARAGRAPH, _folded(words), depth)
                words = ""
                yield from self.block(child, depth)
            words += child.tail or ""
        yield Piece(Kind.PARAGRAPH, _folded(words), depth)

    def _list(self, element: Element, depth: int) -> Iterator[Piece]:
        start = int(element.get("start", "1"))
        for number, item in enumerate(element.findall("li"), start):
            marker = f"{number}." if element.tag == "ol" else "-"
            inside = [piece for piece in self._flow(item, depth + 1) if piece.text]
            own = inside.pop(0).text if inside and inside[0].kind is Kind.PARAGRAPH else ""
            yield Piece(Kind.ITEM, own, depth, marker=marker)
            yield from inside

    def _definitions(self, element: Element, depth: int) -> Iterator[Piece]:
        for child in element:
            if child.tag == "dt":
                yield Piece(Kind.TERM, self._words(child), depth)
            else:
                yield from self.block(child, depth + 1)

    def _table(self, element: Element, depth: int) -> Iterator[Piece]:
        """Each row as an item: what heads the row, then each column's name with what stands there."""
        for caption in element.findall("caption"):
            yield Piece(Kind.PARAGRAPH, self._words(caption), depth)
        rows = list(element.iter("tr"))
        names = [self._words(cell) for cell in rows[0]] if element.find("thead") is not None else []
        for row in rows[bool(names) :]:
            cells = [self._words(cell) for cell in row]
            pairs = zip_longest(names[: len(cells)], cells, fillvalue="")
            told = [f"{name}: {cell}" if name else cell for name, cell in pairs if cell]
            yield Piece(Kind.ITEM, "; ".join(told), depth, marker="-")

    def _words(self, element: Element) -> str:
        return _folded(self._inline(element))

    def _inline(self, element: Element) -> str:
        """The words of an element; a picture's words and a link's address stand among them."""
        if element.tag == "img":
            return f"[{self._picture}: {element.get('alt')}]" if element.get("alt") else ""
        if element.tag == "br":
            return " "
        words = (element.text or "") + "".join(self._inline(child) + (child.tail or "") for child in element)
        return words + _address(element.get("href", ""), words) if element.tag == "a" else words


def _address(href: str, words: str) -> str:
    """A link's address in brackets, where it leads out and its words do not say it."""
    bare = href.removeprefix("mailto:").removeprefix("tel:")
    leads_out = href.startswith(("https:", "http:", "mailto:", "tel:"))
    is_said = bare.removeprefix("https://").rstrip("/") in "".join(words.split())
    return f" ({bare})" if leads_out and not is_said else ""


def _folded(words: str) -> str:
    return " ".join(words.split())
