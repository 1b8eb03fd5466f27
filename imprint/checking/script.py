"""The script of a text: what its reader must be told and in which order, worked out from the publication alone."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from imprint.checking.explaining import Explainer, uses
from imprint.checking.flow import Piece
from imprint.model import Format, Level, Publication, Section

Node = Mapping[str, Any]  # an element of the text's tree: {"t": its kind, "c": what it holds}
SPACES = {"Space": " ", "SoftBreak": " ", "LineBreak": " "}
RUN = ("Str", "Space", "SoftBreak")
OUT = ("https:", "http:", "mailto:", "tel:")


@dataclass(frozen=True)
class Manner:
    """How a format tells what is more than words in a row.

    ``has_numbers``: the numbers of a list are part of the text. ``is_linear``: pictures, tables and the addresses of
    links are told in words, the picture's beginning with ``picture``.
    """

    has_numbers: bool = False
    is_linear: bool = False
    picture: str = ""


def manner_of(format: Format, picture: str) -> Manner:  # noqa: A002 - our word for it
    """The manner of a format; screens number lists by themselves, and of braille the numbers are not read back."""
    return Manner(format in (Format.LEAFLET, Format.TEXT), format in (Format.TEXT, Format.BRAILLE), picture)


@dataclass(frozen=True)
class Script:
    """What the text of one level says: in front, section by section, and after the last one."""

    front: tuple[Piece, ...]
    sections: tuple[tuple[Piece, ...], ...]
    after: tuple[Piece, ...] = ()


def scripts(publication: Publication, levels: Sequence[Level], manner: Manner) -> Mapping[Level, Script]:
    """The script of each level of an edition; sources are numbered in the order in which the edition cites them."""
    numbers: dict[str, int] = {}
    told = {level: tuple(_sections(publication, level, manner, numbers)) for level in levels}
    after = tuple(_after(publication, levels[0], numbers))
    return {
        level: Script(
            (Piece(publication.titles.at(level)), Piece(publication.main_message.at(level))),
            sections,
            after if level is levels[0] else (),
        )
        for level, sections in told.items()
    }


def _sections(
    publication: Publication, level: Level, manner: Manner, numbers: dict[str, int]
) -> Iterator[tuple[Piece, ...]]:
    explain = Explainer(publication.glossary if level is Level.PLAIN else ())
    for section in publication.sections_at(level):
        yield tuple(_Teller(manner, numbers, explain).blocks(_blocks(section, level)))


def _blocks(section: Section, level: Level) -> Sequence[Node]:
    prose = section.at(level)
    blocks: Sequence[Node] = json.loads(prose.blocks) if prose else ()
    return blocks


def _after(publication: Publication, level: Level, numbers: Mapping[str, int]) -> Iterator[Piece]:
    """The terms that the full text uses, by the alphabet, and the sources by their numbers."""
    if level is Level.FULL:
        said = "".join(_said(_blocks(section, level)) for section in publication.sections_at(level))
        used = {term.term: term for _, term in uses(publication.glossary, said)}
        for term in sorted(used.values(), key=lambda one: one.term.casefold()):
            yield from (Piece(term.term), Piece(term.meaning.full))
    items = {one.key: json.loads(one.csl) for one in publication.references}
    for key in numbers:
        item = items.get(key, {})
        yield Piece(str(item.get("title", "")))
        yield Piece(f"https://doi.org/{item['DOI']}" if item.get("DOI") else str(item.get("URL", "")))


def _said(value: Any) -> str:
    """All words below a value, as the glossary looks for terms in them: each block on a line, no citations."""
    if isinstance(value, list):
        return "".join(map(_said, value))
    if not isinstance(value, dict):
        return ""
    kind, content = value.get("t"), value.get("c")
    if kind in (*SPACES, "Str"):
        return SPACES.get(str(kind)) or str(content)
    if kind == "DefinitionList":
        return "".join(f"{_said(term)}\n{_said(texts)}" for term, texts in content or ())
    text = "" if kind == "Cite" else _said(content)
    return f"{text}\n" if kind in ("Para", "Plain", "Header") else text


class _Teller:
    """Tells blocks as pieces in reading order."""

    def __init__(self, manner: Manner, numbers: dict[str, int], explain: Callable[[str], str]) -> None:
        self._manner, self._numbers, self._explain = manner, numbers, explain

    def blocks(self, nodes: Iterable[Node]) -> Iterator[Piece]:
        """The pieces of some blocks."""
        for node in nodes:
            yield from self._block(node["t"], node.get("c"))

    def _block(self, kind: str, content: Any) -> Iterator[Piece]:
        if kind in ("Para", "Plain"):
            return self._inlines(content, self._explain)
        if kind == "Header":
            return self._inlines(content[2], str)
        parts: Mapping[str, Callable[[Any], Iterator[Piece]]] = {
            "OrderedList": self._numbered,
            "DefinitionList": self._definitions,
            "Table": self._table,
        }
        told: Callable[[Any], Iterator[Piece]] = parts.get(kind, self._blocks_in)
        return told(content)

    def _blocks_in(self, content: Sequence[Any]) -> Iterator[Piece]:
        """A quotation holds blocks, a list holds items that hold blocks."""
        for one in content:
            yield from self.blocks(one if isinstance(one, list) else [one])

    def _numbered(self, content: Any) -> Iterator[Piece]:
        for number, item in zip(count(content[0][0]), content[1], strict=False):
            if self._manner.has_numbers:
                yield Piece(str(number))
            yield from self.blocks(item)

    def _definitions(self, content: Any) -> Iterator[Piece]:
        for term, texts in content:
            yield from self._inlines(term, str)
            yield from self._blocks_in(texts)

    def _table(self, content: Any) -> Iterator[Piece]:
        """Row by row, each from its first cell to its last; in a linear format behind the names of the columns."""
        _, _, _, head, bodies, _ = content
        names = [list(self.blocks(cell[4])) for row in head[1] for cell in row[1]]
        yield from (piece for name in names for piece in name if not self._manner.is_linear)
        for row in (row for body in bodies for row in body[3]):
            cells = [list(self.blocks(cell[4])) for cell in row[1]]
            for number, cell in enumerate(cells):
                if cell and self._manner.is_linear:
                    yield from names[number] if number < len(names) else ()
                yield from cell

    def _inlines(self, nodes: Sequence[Node], explain: Callable[[str], str]) -> Iterator[Piece]:
        """The words of one paragraph, cut only where a picture or what is loosely said stands."""
        text = ""
        for part in self._parts(nodes, explain):
            if isinstance(part, str):
                text += part
                continue
            yield from (Piece(text), part)
            text = ""
        yield Piece(text)

    def _parts(self, nodes: Sequence[Node], explain: Callable[[str], str]) -> Iterator[str | Piece]:
        run = ""
        for node in [*nodes, {"t": "End"}]:
            kind = node["t"]
            if kind in RUN:
                run += SPACES.get(kind) or node["c"]
                continue
            yield explain(run)
            run = ""
            yield from self._part(kind, node.get("c"), explain)

    def _part(self, kind: str, content: Any, explain: Callable[[str], str]) -> Iterator[str | Piece]:
        if kind == "LineBreak":
            yield " "
        elif kind in ("Emph", "Strong", "Quoted", "Span"):
            yield from self._parts(content if kind in ("Emph", "Strong") else content[1], explain)
        elif kind == "Link":
            yield from self._link(content)
        elif kind == "Image":
            yield from self._picture(content)
        elif kind == "Cite":
            yield from self._mark(content[0])

    def _link(self, content: Any) -> Iterator[str | Piece]:
        parts = list(self._parts(content[1], str))
        yield from parts
        if self._manner.is_linear:
            words, (address, _) = "".join(part for part in parts if isinstance(part, str)), content[2]
            bare = address.removeprefix("mailto:").removeprefix("tel:")
            is_said = bare.removeprefix("https://").rstrip("/") in "".join(words.split())
            yield f" ({bare})" if address.startswith(OUT) and not is_said else ""

    def _picture(self, content: Any) -> Iterator[str | Piece]:
        """A picture without words is an ornament, of which nothing is told."""
        words = "".join(part for part in self._parts(content[1], str) if isinstance(part, str))
        if words.strip() and self._manner.is_linear:
            yield f"{self._manner.picture} {words}"
        elif words.strip():
            yield Piece(words, is_picture=True)
        yield f" {content[2][1]}"

    def _mark(self, citations: Sequence[Any]) -> Iterator[str | Piece]:
        """The numbers of the sources in brackets, the lowest first, each with what is said of the place in it."""
        for one in citations:
            self._numbers.setdefault(one["citationId"], len(self._numbers) + 1)
        yield "["
        for one in sorted(citations, key=lambda one: self._numbers[one["citationId"]]):
            yield f" {self._numbers[one['citationId']]} "
            if place := _said(one["citationSuffix"]):
                yield Piece(place, is_loose=True)
        yield "]"
