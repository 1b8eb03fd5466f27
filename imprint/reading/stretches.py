"""The words of a text as its author wrote them, each with its line: for rules that read words, not for the editions."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from imprint.model import ClaimKind, Kind, Mark, Stretch
from imprint.pandoc import Node
from imprint.reading import unicode_rules
from imprint.reading.ast import QUOTES, SPACES, attributes, unwrapped
from imprint.reading.margin import Margin

_CITATION = re.compile(r"\s*\[[^\[\]]*@[^\[\]]*\]")
_KEY = re.compile(r"@([\w.:-]*\w)")


def stretches(node: Node, line: int, margin: Margin) -> Iterator[Stretch]:
    """Every stretch of a top-level block, in reading order; lines are those of the source file."""
    for kind, nodes, at in _parts(node, line, Kind.PARAGRAPH):
        run = _Run()
        run.read(nodes, at)
        if kind is Kind.CAPTION:
            run.lines = list(_found(run.text, at, margin)) or run.lines
        if made := run.stretch(kind, margin):
            yield made


def _found(text: str, line: int, margin: Margin) -> Iterator[tuple[int, int]]:
    """Where each line begins of a text that pandoc gives no lines of: its words are looked for, from a line on."""
    place, column, told = 0, 0, 0
    for word in text.split():
        place = text.index(word, place)
        bare = word.strip("“”‘’'\"")
        while (at := margin.written(line).find(bare, column)) < 0 and line <= margin.last:
            line, column = line + 1, 0
        if at < 0:
            return
        column = at + len(bare)
        if line != told:
            yield place, line
            told = line
        place += len(word)


@dataclass
class _Run:
    """The letters of a stretch as they are gathered; lines are pandoc's."""

    text: str = ""
    lines: list[tuple[int, int]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def read(self, nodes: Iterable[Node], line: int) -> None:
        for node, at in unwrapped(nodes, line):
            kind, content = node["t"], node.get("c", "")
            if kind == "Str":
                self._add(unicode_rules.clean(content), at)
            elif kind in SPACES:
                self.text += " " if self.text and not self.text.endswith(" ") else ""
            elif kind == "Quoted":
                marks = QUOTES[content[0]["t"]]
                self._add(marks[0], at)
                self.read(content[1], at)
                self._add(marks[1], at)
            elif kind in ("Emph", "Strong"):
                self.read(content, at)
            elif kind == "Link":
                self.read(content[1], at)
            elif kind == "Span":
                self._claim(content, at)

    def _add(self, text: str, line: int) -> None:
        if not self.lines or self.lines[-1][1] != line:
            self.lines.append((len(self.text), line))
        self.text += text

    def _claim(self, content: Any, line: int) -> None:
        start = len(self.text)
        self.read(content[1], line)
        attr, written = content[0], dict(attributes(content[0]))
        kind = written.get("kind")
        if "claim" in attr[1] and kind in list(ClaimKind):
            self.marks.append(Mark(start, len(self.text), ClaimKind(kind), written.get("id", "") or attr[0]))

    def stretch(self, kind: Kind, margin: Margin) -> Stretch | None:
        """What was gathered, its citations taken out of the letters; None where nothing is said."""
        cuts = [(one.start(), one.end(), _KEY.findall(one[0])) for one in _CITATION.finditer(self.text)]

        def moved(place: int) -> int:
            return place - sum(min(end, place) - start for start, end, _ in cuts if start < place)

        text = _CITATION.sub("", self.text).rstrip()
        if not text.strip():
            return None
        return Stretch(
            kind,
            text,
            margin.block,
            tuple((moved(place), margin.line(line)) for place, line in self.lines),
            tuple((moved(start), key) for start, _, keys in cuts for key in keys),
            tuple(Mark(moved(one.start), moved(one.end), one.kind, one.id) for one in self.marks),
        )


_Found = tuple[Kind, list[Node], int]


def _parts(node: Node, line: int, kind: Kind) -> Iterator[_Found]:
    """The inlines of every stretch in a block, with what it is and its line."""
    read = _PARTS.get(node["t"])
    if read is not None:
        yield from read(node["c"], line, kind)


def _words(content: Any, line: int, kind: Kind) -> Iterator[_Found]:
    alone = [(node, at) for node, at in unwrapped(content, line) if node["t"] not in SPACES]
    if len(alone) == 1 and alone[0][0]["t"] == "Image":
        (picture, at), *_ = alone
        _, words, (_, caption) = picture["c"]
        yield Kind.PICTURE, words, at
        yield Kind.CAPTION, [{"t": "Str", "c": unicode_rules.one_line(caption)}], at
    else:
        yield kind, content, line


def _inside(nodes: Iterable[Node], line: int, kind: Kind) -> Iterator[_Found]:
    for node, at in unwrapped(nodes, line):
        yield from _parts(node, at, kind)


def _items(items: Any, line: int, _kind: Kind) -> Iterator[_Found]:
    for item in items:
        yield from _inside(item, line, Kind.ITEM)


def _definitions(content: Any, line: int, _kind: Kind) -> Iterator[_Found]:
    for term, meanings in content:
        yield Kind.ITEM, term, line
        yield from _items(meanings, line, Kind.ITEM)


def _table(content: Any, line: int, _kind: Kind) -> Iterator[_Found]:
    _attr, _caption, _columns, head, bodies, _foot = content
    for row in (*head[1], *(row for body in bodies for row in body[3])):
        for cell in row[1]:
            yield from _inside(cell[4], line, Kind.CELL)


_PARTS: Mapping[str, Callable[[Any, int, Kind], Iterator[_Found]]] = {
    "Para": _words,
    "Plain": _words,
    "Header": lambda content, line, _: iter([(Kind.HEADING, content[2], line)]),
    "BulletList": _items,
    "OrderedList": lambda content, line, kind: _items(content[1], line, kind),
    "DefinitionList": _definitions,
    "BlockQuote": _inside,
    "Table": _table,
}
