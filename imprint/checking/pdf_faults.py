"""Says in an editor's words what hides a wording from its reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, get_args

from imprint.checking.pdf_text import Letter

Kind = Literal["hidden", "clipped", "covered", "crowded", "struck", "contrast", "small", "turned", "scattered"]

ENOUGH_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
ENOUGH_FOR_BODY = 7.0  # WCAG 2.2, 1.4.6 (AAA), for what is read at length
SAID: dict[Kind, str] = {
    "hidden": "no ink for {words}",
    "clipped": "cut off at an edge: {words}",
    "covered": "something is painted over {words}",
    "crowded": "other text runs across {words}",
    "struck": "a line runs through {words}",
    "contrast": f"contrast {{number}}:1, at least {ENOUGH_CONTRAST}:1 is needed, for {{words}}",
    "small": "text is {number} pt, at least {least:g} pt is needed, for {words}",
    "turned": "turned, slanted or mirrored: {words}",
    "scattered": "out of its place in the sentence: {words}",
}
SHOWN = 2  # pieces of a wording that one message quotes
LONGEST = 60  # characters of a quoted piece


@dataclass(frozen=True)
class Fault:
    """One way in which a wording fails its reader; `detail` is said in an editor's words."""

    kind: Kind
    detail: str


@dataclass(frozen=True)
class Flaw:
    """What is wrong with one printed letter, by its number in the wording; `contrast` where that is the flaw."""

    kind: Kind
    letter: int
    contrast: float = 0.0


def faults(wording: str, letters: Sequence[Letter], flaws: Iterable[Flaw], least: float) -> tuple[Fault, ...]:
    """Gathers the flaws of a wording's printed letters into one fault of each kind, gravest kinds first."""
    found = list(flaws)
    told = []
    for kind in get_args(Kind):
        alike = [flaw for flaw in found if flaw.kind == kind]
        if alike:
            pieces = _quote(wording, {flaw.letter for flaw in alike})
            number = _number(kind, alike, letters)
            told.append(Fault(kind, SAID[kind].format(words=pieces, number=number, least=least)))
    return tuple(told)


def words(wording: str, letters: Iterable[tuple[int, Letter]]) -> list[list[tuple[int, Letter]]]:
    """Groups numbered printed letters into words, and into the parts of a word on two lines or in two text objects."""
    numbers = _word_numbers(wording)
    parts = groupby(letters, key=lambda pair: (numbers[pair[0]], pair[1].baseline, pair[1].object))
    return [list(part) for _, part in parts]


def _number(kind: Kind, alike: Sequence[Flaw], letters: Sequence[Letter]) -> str:
    """The worst figure, rounded down, so that it never reads as enough."""
    if kind == "contrast":
        return f"{int(10 * min(flaw.contrast for flaw in alike)) / 10:.1f}"
    return f"{int(10 * min(letters[flaw.letter].size for flaw in alike) + 0.5) / 10:.1f}"


def _word_numbers(wording: str) -> list[int]:
    """The word of every printed letter, in order."""
    return [number for number, word in enumerate(wording.split()) for _ in word]


def _quote(wording: str, flawed: set[int]) -> str:
    """Quotes the words that hold flawed letters, neighbours together: “do not stop” and 2 more."""
    numbers = _word_numbers(wording)
    bad = {numbers[letter] for letter in flawed}
    marked = [(number in bad, word) for number, word in enumerate(wording.split())]
    runs = groupby(marked, key=lambda pair: pair[0])
    pieces = list(dict.fromkeys(" ".join(word for _, word in run) for is_bad, run in runs if is_bad))
    quoted = ", ".join(f"“{_shorten(piece)}”" for piece in pieces[:SHOWN])
    more = len(pieces) - SHOWN
    return f"{quoted} and {more} more" if more > 0 else quoted


def _shorten(piece: str) -> str:
    return piece if len(piece) <= LONGEST else piece[: LONGEST - 1].rstrip() + "…"
