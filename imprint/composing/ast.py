"""Walking and changing pandoc's JSON AST."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from imprint.pandoc import Node


def loads(blocks: str) -> list[Node]:
    """The blocks that a prose or passage holds."""
    nodes: list[Node] = json.loads(blocks)
    return nodes


def dumps(blocks: list[Node]) -> str:
    """Blocks as canonical JSON."""
    return json.dumps(blocks, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def walk(value: Any) -> Iterator[Node]:
    """Every node below a value, in document order."""
    if isinstance(value, dict):
        if "t" in value:
            yield value
        for child in value.values():
            yield from walk(child)
    elif isinstance(value, list):
        for child in value:
            yield from walk(child)


def rewrite(value: Any, change: Callable[[Node], list[Node] | None]) -> Any:
    """A copy in which ``change`` has replaced each node by a list of nodes, children first (None keeps the node)."""
    if isinstance(value, dict):
        return {key: rewrite(child, change) for key, child in value.items()}
    if not isinstance(value, list):
        return value
    result: list[Any] = []
    for child in value:
        fresh = rewrite(child, change)
        replaced = change(fresh) if isinstance(fresh, dict) and "t" in fresh else None
        result += [fresh] if replaced is None else replaced
    return result


def plain_text(value: Any) -> str:
    """The words below a value, as a reader sees them."""
    spaces = {"Space": " ", "SoftBreak": " ", "LineBreak": " "}
    return "".join(
        node["c"] if node["t"] == "Str" else spaces.get(node["t"], "")
        for node in walk(value)
        if node["t"] in ("Str", *spaces)
    )


__all__ = ["Node", "dumps", "loads", "plain_text", "rewrite", "walk"]
