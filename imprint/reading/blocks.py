"""Which blocks a text may hold: paragraphs, lists, tables, quotations, small headings, pictures; all else is noted."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from imprint.model import Prose, Stretch
from imprint.pandoc import Node
from imprint.reading.ast import NO_ATTR, plain_text, unwrapped
from imprint.reading.images import image
from imprint.reading.inlines import inlines, note_attr, note_refused
from imprint.reading.margin import Margin
from imprint.reading.stretches import stretches
from imprint.reading.style import note_disguised, note_paragraph, note_table

TOP = 1  # the depth of the blocks that stand in a section itself


def prose(nodes: Iterable[tuple[Node, int]], margin: Margin) -> Prose | None:
    """The prose of one section at one level, or None where nothing is left of it."""
    margin.claims, margin.unclosed = [], None
    kept: list[Node] = []
    told: list[Stretch] = []
    for node, line in nodes:
        margin.block = len(kept)
        told += stretches(node, line, margin)
        kept += _block(node, margin, line, TOP)
    content = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Prose(content, tuple(margin.claims), tuple(told)) if kept else None


def _blocks(nodes: Iterable[Node], margin: Margin, line: int, depth: int) -> list[Node]:
    if margin.is_too_deep(depth, line):
        return []
    return [kept for node, at in unwrapped(nodes, line) for kept in _block(node, margin, at, depth)]


def _block(node: Node, margin: Margin, line: int, depth: int) -> list[Node]:
    """The block with what stands inside it, or nothing after noting why it is not allowed."""
    read = _BLOCKS.get(node["t"])
    if read is None:
        note_refused(node, margin, line)
        return []
    content = read(node["c"], margin, line, depth)
    return [] if content is None else [{"t": node["t"], "c": content}]


def _paragraph(content: Any, margin: Margin, line: int, depth: int) -> Any:
    alone = [(node, at) for node, at in unwrapped(content, line) if node["t"] not in ("Space", "SoftBreak")]
    if len(alone) == 1 and alone[0][0]["t"] == "Image" and depth == TOP:
        return [image(alone[0][0], margin, line)]
    words = inlines(content, margin, line, depth + 1)
    note_paragraph(words, margin, line)
    if depth == TOP:
        note_disguised(words, margin, line)
    return words or None


def _header(content: Any, margin: Margin, line: int, depth: int) -> Any:
    level, attr, words = content
    note_attr(attr, margin, line, f"a heading with {'#' * level}")
    if level != 3 or depth != TOP:
        note_header(level, margin, line)
    return [level, NO_ATTR, inlines(words, margin, line, depth + 1)]


def note_header(level: int, margin: Margin, line: int) -> None:
    """Notes a heading that has no place where it stands."""
    if level == 1:
        margin.note("P002", line, "a heading with one #", "use ##: the title stands in the metadata")
    elif level == 2:
        margin.note(
            "P002", line, "a ## heading inside something else", "end what it stands in with an empty line or “:::”"
        )
    elif level == 3:
        margin.note("P002", line, "a ### heading inside a list or quotation", "move it out of there")
    else:
        margin.note("P002", line, f"a heading with {'#' * level}", "use ### at most: deeper headings confuse readers")


def _bullets(content: Any, margin: Margin, line: int, depth: int) -> Any:
    return [_blocks(item, margin, line, depth + 1) for item in content]


def _numbers(content: Any, margin: Margin, line: int, depth: int) -> Any:
    return [content[0], _bullets(content[1], margin, line, depth)]


def _definitions(content: Any, margin: Margin, line: int, depth: int) -> Any:
    return [[inlines(term, margin, line, depth + 1), _bullets(texts, margin, line, depth)] for term, texts in content]


def _table(content: Any, margin: Margin, line: int, depth: int) -> Any:
    attr, _caption, columns, head, bodies, _foot = content
    note_attr(attr, margin, line, "a table")
    rows = [head[1], *(body[3] for body in bodies)]
    kept = [[_row(row, margin, line, depth + 1) for row in part] for part in rows]
    note_table([_words(cell) for row in kept[0] for cell in row[1]], margin, line)
    return [
        NO_ATTR,
        [None, []],
        columns,
        [NO_ATTR, kept[0]],
        [[NO_ATTR, 0, [], part] for part in kept[1:]],
        [NO_ATTR, []],
    ]


def _row(row: Any, margin: Margin, line: int, depth: int) -> Any:
    return [NO_ATTR, [[NO_ATTR, cell[1], 1, 1, _blocks(cell[4], margin, line, depth)] for cell in row[1]]]


def _words(cell: Any) -> str:
    return " ".join(plain_text(block["c"]) for block in cell[4])


def _div(content: Any, margin: Margin, line: int, depth: int) -> None:
    attr, inside = content
    margin.torn.add(line)
    if "plain" in attr[1]:
        if margin.swallowed is None or line < margin.swallowed:
            margin.note("P014", line, "“::: plain” stands inside something else", "put it directly under a ## heading")
        attr = [attr[0], [name for name in attr[1] if name != "plain"], attr[2]]
    elif not attr[1]:
        margin.note(
            "P006", line, "a block between ::: lines has no class", "write “::: plain”, or take the ::: lines out"
        )
    note_attr(attr, margin, line, "a block between ::: lines")
    _blocks(inside, margin, line, depth + 1)


_BLOCKS: Mapping[str, Callable[[Any, Margin, int, int], Any]] = {
    "Para": _paragraph,
    "Plain": _paragraph,
    "Header": _header,
    "BulletList": _bullets,
    "OrderedList": _numbers,
    "DefinitionList": _definitions,
    "BlockQuote": lambda content, margin, line, depth: _blocks(content, margin, line, depth + 1),
    "Table": _table,
    "Div": _div,
}
