"""Terms explained: at first use in the plain text, in a glossary for the full one."""

import re
from collections.abc import Iterable
from typing import Any

from imprint.composing.ast import Node, dumps, loads, plain_text
from imprint.composing.document import Entry
from imprint.model import Level, Prose, Term

TEXT = ("Str", "Space", "SoftBreak")
PROSE_BLOCKS = ("Para", "Plain")
CLOSED = ("Link", "Image", "Cite")  # an explanation inside a link or citation would become part of it


def pattern(term: Term) -> re.Pattern[str]:
    """Finds any form of a term as whole words."""
    forms = sorted({term.term, *term.forms}, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, forms))})(?![\w-])", re.IGNORECASE)


def used_terms(glossary: Iterable[Term], prose: Iterable[Prose]) -> tuple[Entry, ...]:
    """The entries of the full text's glossary: the terms it uses, in alphabetical order."""
    text = "\n".join(plain_text(loads(part.blocks)) for part in prose)
    used = [Entry(term.term, term.meaning.full) for term in glossary if pattern(term).search(text)]
    return tuple(sorted(used, key=lambda entry: entry.term.casefold()))


class Glosser:
    """Explains each term once, in brackets behind its first use, over the passages of one plain text."""

    def __init__(self, glossary: Iterable[Term]) -> None:
        self._open = {term: pattern(term) for term in glossary}

    def explain(self, prose: Prose) -> str:
        """The prose's blocks with explanations behind first uses, as canonical JSON."""
        return dumps([self._block(block) for block in loads(prose.blocks)])

    def _block(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._block(child) for child in value]
        if not isinstance(value, dict):
            return value
        if value.get("t") in PROSE_BLOCKS:
            return {**value, "c": self._inlines(value["c"])}
        return value if value.get("t") == "Header" else {key: self._block(child) for key, child in value.items()}

    def _inlines(self, inlines: list[Node]) -> list[Node]:
        result: list[Node] = []
        run: list[Node] = []
        for node in [*inlines, {"t": "End"}]:
            if node["t"] in TEXT:
                run.append(node)
                continue
            result += self._run(run)
            run = []
            if node["t"] != "End":
                result.append(node if node["t"] in CLOSED else self._inside(node))
        return result

    def _inside(self, node: Node) -> Node:
        content = node.get("c")
        if node["t"] in ("Span", "Quoted"):
            return {**node, "c": [content[0], self._inlines(content[1])]}  # type: ignore[index]
        return {**node, "c": self._inlines(content)} if node["t"] in ("Emph", "Strong") else node  # type: ignore[arg-type]

    def _run(self, run: list[Node]) -> list[Node]:
        text = plain_text(run)
        hits = [(hit.end(), term) for term, finder in self._open.items() if (hit := finder.search(text))]
        if not hits:
            return run
        for _, term in hits:
            del self._open[term]
        for end, term in sorted(hits, key=lambda hit: hit[0], reverse=True):
            text = f"{text[:end]} ({term.meaning.at(Level.PLAIN)}){text[end:]}"
        return _tokens(text)


def _tokens(text: str) -> list[Node]:
    pieces = re.split(r"( )", text)
    return [{"t": "Space"} if piece == " " else {"t": "Str", "c": piece} for piece in pieces if piece]
