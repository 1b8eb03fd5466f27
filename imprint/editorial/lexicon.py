"""What the rules know of a language's words: data (``lexicon.yaml``), since it is no logic."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from imprint.editorial.lists import read

_FILE = Path(__file__).with_name("lexicon.yaml")
_SETS = (
    "openers",
    "before_figures",
    "be",
    "between",
    "participles",
    "states",
    "everyday",
    "everyday_short",
    "articles",
)


@dataclass(frozen=True)
class Lexicon:
    """One language's lists, all in small letters."""

    openers: frozenset[str]
    before_figures: frozenset[str]
    be: frozenset[str]
    between: frozenset[str]
    participles: frozenset[str]
    states: frozenset[str]
    plainer: Mapping[str, str]
    clinical_begins: tuple[str, ...]
    clinical_ends: tuple[str, ...]
    everyday: frozenset[str]
    everyday_short: frozenset[str]
    explains_after: tuple[str, ...]
    explains_before: tuple[str, ...]
    explains_as: tuple[str, ...]
    articles: frozenset[str]


def lexicon(language: str) -> Lexicon | None:
    """The lists of a language by its tag (en-GB: those of en); None for a language that nobody wrote any for."""
    return _all().get(language.partition("-")[0])


@cache
def _all() -> Mapping[str, Lexicon]:
    return {language: _made(held) for language, held in read(_FILE).items()}


def _made(held: Mapping[str, Any]) -> Lexicon:
    return Lexicon(
        **{name: frozenset(held[name]) for name in _SETS},
        plainer=held["plainer"],
        clinical_begins=tuple(held["clinical"]["begins"]),
        clinical_ends=tuple(held["clinical"]["ends"]),
        explains_after=tuple(held["explains_after"]),
        explains_before=tuple(held["explains_before"]),
        explains_as=tuple(held["explains_as"]),
    )
