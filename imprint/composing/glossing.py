"""Terms explained: at first use in the plain text, in a glossary for the full one."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import Any

from imprint.composing.ast import Node, dumps, loads, plain_text
from imprint.composing.document import Entry
from imprint.model import Level, Prose, Term

TEXT = ("Str", "Space", "SoftBreak")
PROSE_BLOCKS = ("Para", "Plain")
CLOSED = ("Link", "Image", "Cite")  # an explanation inside a link or citation would become part of it


class _Finder:
    """Finds terms in any of their forms as whole words, the longest first: a term inside another's use is not used."""

    def __init__(self, glossary: Iterable[Term]) -> None:
        forms = [(form, term) for term in glossary for form in (term.term, *term.forms)]
        forms.sort(key=lambda pair: len(pair[0]), reverse=True)
        self._terms = [term for _, term in forms]
        choice = "|".join(f"({re.escape(form)})" for form, _ in forms) or "(?!)"
        self._pattern = re.compile(rf"(?<![\w-])(?:{choice})(?![\w-])", re.IGNORECASE)
        self._anywhere = re.compile(choice, re.IGNORECASE)

    def may_find(self, text: str) -> bool:
        """False where no part of a text uses a term: words that mark-up divides end where a part does."""
        return self._anywhere.search(text) is not None

    def uses(self, text: str) -> Iterator[tuple[int, Term]]:
        """Where each use of a term ends, in order."""
        for hit in self._pattern.finditer(text):
            assert hit.lastindex is not None  # the forms are groups
            yield hit.end(), self._terms[hit.lastindex - 1]


def used_terms(glossary: Iterable[Term], prose: Iterable[Prose]) -> tuple[Entry, ...]:
    """The entries of the full text's glossary: the terms it uses, in alphabetical order."""
    used = [Entry(term.term, term.meaning.full) for term in listed(glossary, prose)]
    return tuple(sorted(used, key=lambda entry: entry.term.casefold()))


def listed(glossary: Iterable[Term], prose: Iterable[Prose]) -> Collection[Term]:
    """The terms that a full text uses."""
    text = "".join(_words(part.blocks) for part in prose)
    return dict.fromkeys(term for _, term in _Finder(glossary).uses(text))


@lru_cache(maxsize=64)  # editions of one level share it
def _words(blocks: str) -> str:
    return plain_text(loads(blocks))


def explained(glossary: Iterable[Term], prose: Iterable[Prose]) -> Collection[Term]:
    """The terms that a plain text explains."""
    glosser = Glosser(glossary)
    for part in prose:
        glosser.explain(part)
    return glosser.explained


class Glosser:
    """Explains each term once, in brackets behind its first use, over the passages of one plain text."""

    def __init__(self, glossary: Iterable[Term]) -> None:
        terms = tuple(glossary)
        self._terms, self._open, self._finder = frozenset(terms), set(terms), _Finder(terms)

    @property
    def explained(self) -> Collection[Term]:
        """The terms that have been explained so far."""
        return self._terms - self._open

    def explain(self, prose: Prose) -> str:
        """The prose's blocks with explanations behind first uses, as canonical JSON."""
        if not self._finder.may_find(_words(prose.blocks)):
            return prose.blocks
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
        text, pieces, start = plain_text(run), [], 0
        for end, term in self._finder.uses(text):
            if term in self._open:
                self._open.discard(term)
                pieces += [text[start:end], f" ({term.meaning.at(Level.PLAIN)})"]
                start = end
        return _tokens("".join([*pieces, text[start:]])) if pieces else run


def _tokens(text: str) -> list[Node]:
    pieces = re.split(r"( )", text)
    return [{"t": "Space"} if piece == " " else {"t": "Str", "c": piece} for piece in pieces if piece]
