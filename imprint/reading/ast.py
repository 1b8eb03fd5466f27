"""What pandoc's JSON AST is made of: lines from its positions, words from its nodes, nodes from words."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from imprint.pandoc import LINE, Node

Attr: TypeAlias = list[Any]  # an id, a list of classes, a list of [key, value]
POSITION = "data-pos"  # what `sourcepos` adds to attributes, "line:column-line:column;…"
WRAPPER = "wrapper"  # and what it marks the elements with that it adds for nothing else
NO_ATTR: Attr = ["", [], []]
OTHER = "\0"  # stands in a run of words for a node that is no word
_LINES = re.compile(r"(?:^|;)(\d{1,9}):")
SPACES = {"Space": " ", "SoftBreak": "\n", "LineBreak": " "}
QUOTES = {"DoubleQuote": "“”", "SingleQuote": "‘’"}


def unwrapped(nodes: Iterable[Node], line: int) -> Iterator[tuple[Node, int]]:
    """The nodes without the wrappers that `sourcepos` puts around them, each with its line in pandoc's input."""
    for node in nodes:
        if LINE in node:
            yield node, node[LINE]
        elif node["t"] in ("Div", "Span") and _is_wrapper(node["c"][0]):
            yield from unwrapped(node["c"][1], _line(node["c"][0]) or line)
        else:
            yield node, _line(_attr(node)) or line


def attributes(attr: Attr) -> list[tuple[str, str]]:
    """The attributes that an author wrote, without those that `sourcepos` adds."""
    return [(key, value) for key, value in attr[2] if key not in (POSITION, WRAPPER)]


def plain_text(nodes: Iterable[Node]) -> str:
    """The words of inlines as a reader sees them."""
    return "".join(_words(node) for node in nodes)


def to_nodes(text: str, others: Iterator[Node]) -> list[Node]:
    """The inlines of a run of words; each OTHER in it takes the next of the other nodes."""
    made = {" ": "Space", "\n": "SoftBreak"}
    result: list[Node] = []
    for part in re.split(r"( |\n|\0)", re.sub(r" *\n *|  +", lambda found: "\n" if "\n" in found[0] else " ", text)):
        if part == OTHER:
            result.append(next(others))
        elif part:
            result.append({"t": made[part]} if part in made else {"t": "Str", "c": part})
    return result


def _words(node: Node) -> str:
    kind, content = node["t"], node.get("c", "")
    if kind == "Str":
        return str(content)
    if kind == "Quoted":
        marks = QUOTES[content[0]["t"]]
        return f"{marks[0]}{plain_text(content[1])}{marks[1]}"
    if kind in ("Emph", "Strong"):
        return plain_text(content)
    return plain_text(content[1]) if kind in ("Link", "Span") else SPACES.get(kind, "")


def _attr(node: Node) -> Attr | None:
    """The attributes of a node, or None where its kind has none."""
    places = {"Header": 1, "Div": 0, "Span": 0, "Link": 0, "Image": 0, "Code": 0, "CodeBlock": 0, "Table": 0}
    return node["c"][places[node["t"]]] if node["t"] in places else None


def _is_wrapper(attr: Attr) -> bool:
    return not attr[0] and not attr[1] and {key for key, _ in attr[2]} == {WRAPPER, POSITION}


def _line(attr: Attr | None) -> int | None:
    """The first line of the positions, or None where there are none."""
    for key, value in attr[2] if attr else ():
        if key == POSITION and (lines := _LINES.findall(value)):
            return min(map(int, lines))
    return None
