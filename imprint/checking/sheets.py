"""The style rules that a finished document brings along, each with the condition under which it holds."""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

import cssselect2
import tinycss2

from imprint.checking.markup import local_name, rendered
from imprint.checking.states import variants

ALIASES = {"font": "font-size", "background": "background-color", "text-decoration": "text-decoration-line"}
CONDITIONAL = ("media", "supports", "container", "layer", "scope")
IDLE = frozenset(  # what a state may change without a reader losing a word
    {"border-radius", "cursor", "outline", "outline-offset", "text-decoration-thickness", "text-underline-offset"}
)
HOST_WITH = re.compile(r":host\(([^()]*)\)")
Fetch = Callable[[str, str], bytes | None]  # (address, the sheet it stands in) → the sheet's bytes


@dataclass(frozen=True)
class Declaration:
    """A property with its value as text; a shorthand stands under the one of its properties that matters here."""

    name: str
    value: str
    important: bool


@dataclass(frozen=True)
class Rule:
    """What one selector says; ``conditions`` are its states and the at-rules around it: each may hold or not."""

    selector: Any  # cssselect2's compiled selector
    declarations: tuple[Declaration, ...]
    conditions: frozenset[str]
    source: str


@dataclass
class Sheets:
    """All rules of one tree, what its animations change, what its sheets ask for, and selectors nobody understood."""

    rules: list[Rule] = field(default_factory=list)
    keyframes: dict[str, tuple[Declaration, ...]] = field(default_factory=dict)
    addresses: list[tuple[str, str]] = field(default_factory=list)  # (address, the file it stands in)
    not_understood: list[str] = field(default_factory=list)


def read_sheets(root: Element, path: str, fetch: Fetch) -> Sheets:
    """The rules of the `<style>` and `<link rel=stylesheet>` elements of a tree, in the order in which they count."""
    reader = _Reader(fetch)
    for element in rendered(root):
        media = _condition("media", element.get("media", ""))
        if local_name(element) == "style":  # one in a drawing reaches the whole page
            reader.sheet("".join(element.itertext()), path, media)
        elif element.tag == "link" and "stylesheet" in element.get("rel", "").lower().split():
            reader.linked(element.get("href", ""), path, media)
    return reader.sheets


@lru_cache(maxsize=1024)
def declarations(text: str) -> tuple[Declaration, ...]:
    """What a style attribute says."""
    return tuple(_declared(tinycss2.parse_blocks_contents(text)))


class _Reader:
    """Follows a tree's sheets through imports, conditions and nested rules."""

    def __init__(self, fetch: Fetch) -> None:
        self.sheets = Sheets()
        self._fetch = fetch
        self._open: list[str] = []

    def linked(self, address: str, path: str, conditions: frozenset[str]) -> None:
        """Reads a sheet by its address; one that is not among the files, or imports itself, adds no rule."""
        self.sheets.addresses.append((address, path))
        data = self._fetch(address, path)
        if data is not None and address not in self._open:
            self._open.append(address)
            where = posixpath.normpath(posixpath.join(posixpath.dirname(path), address))
            self.sheet(data.decode("utf-8", "replace"), where, conditions)
            self._open.pop()

    def sheet(self, text: str, path: str, conditions: frozenset[str]) -> None:
        """Reads the text of a sheet."""
        nodes = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
        self.sheets.addresses += [(address, path) for address in _addresses(nodes)]
        self._rules(nodes, path, conditions, "")

    def _rules(self, nodes: Iterable[Any], path: str, conditions: frozenset[str], parent: str) -> None:
        for node in nodes:
            if node.type == "qualified-rule":
                for selector in _selectors(node.prelude, parent):
                    self._rule(selector, node.content, path, conditions)
            elif node.type == "at-rule":
                self._at_rule(node, path, conditions, parent)

    def _rule(self, selector: str, content: Any, path: str, conditions: frozenset[str]) -> None:
        inside = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
        declared = tuple(_declared(inside))
        if declared:
            self._add(selector, declared, path, conditions)
        self._rules([node for node in inside if node.type != "declaration"], path, conditions, selector)

    def _add(self, selector: str, declared: tuple[Declaration, ...], path: str, conditions: frozenset[str]) -> None:
        source = " ".join([f"“{selector}”", *sorted(conditions), f"in {path}"])
        for text, states in variants(HOST_WITH.sub(r":host:is(\1)", selector)):
            compiled = _compiled(text)
            if not compiled and not states and "::" not in selector:  # an unknown pseudo-element styles no text of ours
                self.sheets.not_understood.append(source)
            if not states or any(one.name not in IDLE for one in declared):  # each state doubles what is to be judged
                self.sheets.rules += [Rule(one, declared, conditions | states, source) for one in compiled]

    def _at_rule(self, node: Any, path: str, conditions: frozenset[str], parent: str) -> None:
        name, prelude = node.lower_at_keyword, tinycss2.serialize(node.prelude).strip()
        if name == "import":
            address = next(iter(_strings(node.prelude)), "")
            rest = [token for token in node.prelude if token.type not in ("string", "url", "function", "whitespace")]
            self.linked(address, path, conditions | _condition("media", tinycss2.serialize(rest)))
        elif node.content is None:
            return
        elif name.endswith("keyframes"):
            frames = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            inside = [one for frame in frames if frame.type == "qualified-rule" for one in _block(frame.content)]
            self.sheets.keyframes[prelude] = tuple(_declared(inside))
        elif name in CONDITIONAL:
            within = conditions | _condition(name, prelude)
            if parent:
                self._rule(parent, node.content, path, within)
            else:
                self._rules(tinycss2.parse_rule_list(node.content, skip_comments=True), path, within, "")


def _block(content: Any) -> Sequence[Any]:
    inside: Sequence[Any] = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return inside


def _condition(name: str, prelude: str) -> frozenset[str]:
    plain = " ".join(prelude.lower().split())
    return frozenset() if plain in ("", "all") and name == "media" else frozenset({f"@{name} {plain}"})


def _declared(nodes: Iterable[Any]) -> Iterator[Declaration]:
    for node in nodes:
        if node.type == "declaration":
            name = node.name if node.name.startswith("--") else node.lower_name
            value = " ".join(tinycss2.serialize(node.value).split())
            yield Declaration(ALIASES.get(name, name), value, node.important)


def _selectors(prelude: Sequence[Any], parent: str) -> Iterator[str]:
    """Each selector of a list by itself, a nested one with what it is nested in."""
    pieces: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            pieces.append([])
        else:
            pieces[-1].append(token)
    for piece in pieces:
        text = " ".join(tinycss2.serialize(piece).split())
        if parent:
            text = text.replace("&", f":is({parent})") if "&" in text else f":is({parent}) {text}"
        yield text


def _compiled(selector: str) -> list[Any]:
    """The selector as cssselect2 has it, or nothing where it has none."""
    try:
        compiled: list[Any] = cssselect2.compile_selector_list(selector.replace(":host", ":root"))
    except cssselect2.SelectorError:
        return []
    return compiled


def _addresses(nodes: Iterable[Any]) -> Iterator[str]:
    """Every url() of a sheet, wherever it stands; imports are followed by themselves."""
    for node in nodes:
        if node.type == "url":
            yield node.value
        elif node.type == "function" and node.lower_name in ("url", "src", "image-set", "-webkit-image-set"):
            yield from _strings(node.arguments)
        elif node.type == "at-rule" and node.lower_at_keyword in ("import", "namespace"):
            continue
        else:
            for inner in ("prelude", "content", "arguments", "value"):
                held = getattr(node, inner, None)
                yield from _addresses(held) if isinstance(held, list) else ()


def _strings(tokens: Iterable[Any]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("string", "url"):
            yield token.value
        elif token.type == "function":
            yield from _strings(token.arguments)
