"""Walking and changing pandoc's JSON AST."""

import json
from collections.abc import Callable
from typing import Any

from imprint.pandoc import Node

SPACES = {"Space": " ", "SoftBreak": " ", "LineBreak": " "}
LINES = ("Para", "Plain", "Header")  # blocks that hold words themselves


def loads(blocks: str) -> list[Node]:
    """The blocks that a prose or passage holds."""
    nodes: list[Node] = json.loads(blocks)
    return nodes


def dumps(blocks: list[Node]) -> str:
    """Blocks as canonical JSON."""
    return json.dumps(blocks, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


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
    """The words below a value, as a reader sees them: each block on a line of its own, without citations."""
    if isinstance(value, list):
        return "".join(map(plain_text, value))
    if not isinstance(value, dict):
        return ""
    kind, content = value.get("t"), value.get("c")
    if kind == "Str":
        return str(content)
    if kind == "DefinitionList":
        return "".join(f"{plain_text(term)}\n{plain_text(texts)}" for term, texts in content or ())
    text = SPACES.get(str(kind), "") if kind in (*SPACES, "Cite") else plain_text(content)
    return text + "\n" if kind in LINES else text


__all__ = ["Node", "dumps", "loads", "plain_text", "rewrite"]
