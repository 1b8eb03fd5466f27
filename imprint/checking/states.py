"""Selectors that hold only in a state of the page: pointed at, in focus, ticked, opened. Each may hold or not."""

from collections.abc import Iterator, Sequence
from itertools import chain, combinations
from typing import Any

import tinycss2

STATELESS = frozenset(  # what holds or does not hold as long as nobody changes the document
    {
        "after",
        "any-link",
        "before",
        "disabled",
        "empty",
        "enabled",
        "first-letter",
        "first-line",
        "has",
        "host",
        "is",
        "lang",
        "link",
        "local-link",
        "not",
        "root",
        "scope",
        "where",
    }
)
STRUCTURAL = ("first-", "last-", "nth-", "only-")
ALWAYS, NEVER = ":is(*,.a)", ":hover"  # for cssselect2, both as specific as any pseudo-class
MOST = 4  # states in one selector that are tried in every combination


def variants(selector: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The selector as it reads in each combination of its states, with those that hold in it; none hold at first."""
    tokens = tinycss2.parse_component_value_list(selector)
    names = list(dict.fromkeys(_states(tokens)))
    sizes = range(len(names) + 1) if len(names) <= MOST else (0, 1, len(names))
    for holding in chain.from_iterable(combinations(names, size) for size in sizes):
        yield _read(tokens, frozenset(holding)), frozenset(holding)


def _states(tokens: Sequence[Any]) -> Iterator[str]:
    for token, state in _marked(tokens):
        if state:
            yield state
        elif token.type == "function":
            yield from _states(token.arguments)


def _read(tokens: Sequence[Any], holding: frozenset[str]) -> str:
    text = ""
    for token, state in _marked(tokens):
        if state:
            text = text.removesuffix(":") + (ALWAYS if state in holding else NEVER)
        elif token.type == "function":
            text += f"{token.name}({_read(token.arguments, holding)})"
        else:
            text += token.serialize()
    return text


def _marked(tokens: Sequence[Any]) -> Iterator[tuple[Any, str]]:
    """Each token with the name of the state that it stands for, or ""."""
    colons = 0
    for token in tokens:
        yield token, _state(token, colons)
        colons = colons + 1 if token.type == "literal" and token.value == ":" else 0


def _state(token: Any, colons: int) -> str:
    if token.type == "[] block":  # what readers open carries an attribute for as long as it is open
        return "[open]" if any(one.type == "ident" and one.lower_value == "open" for one in token.content[:1]) else ""
    if colons != 1 or token.type not in ("ident", "function"):
        return ""
    name = token.lower_value if token.type == "ident" else token.lower_name
    return "" if name in STATELESS or name.startswith(STRUCTURAL) else f":{token.serialize().lower()}"
