"""Finds out whether each word of the glossary is explained where a plain text first uses it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from imprint.editorial.hearing import Heard
from imprint.editorial.sentences import words_of
from imprint.model import Kind, Level, Publication, Stretch, Term

EXPLAINED_IN = (Kind.PARAGRAPH, Kind.ITEM, Kind.CELL)
ENOUGH = 0.8  # of an explanation's words


@dataclass(frozen=True)
class Lost:
    """A term's first use, behind which its explanation does not stand."""

    term: Term
    stretch: Stretch
    place: int


@lru_cache(maxsize=8)
def _pattern(glossary: tuple[Term, ...]) -> tuple[re.Pattern[str], tuple[Term, ...]]:
    forms = sorted(
        ((form, term) for term in glossary for form in (term.term, *term.forms)), key=lambda one: -len(one[0])
    )
    choice = "|".join(f"({re.escape(form)})" for form, _ in forms) or "(?!)"
    return re.compile(rf"(?<![\w-])(?:{choice})(?![\w-])", re.IGNORECASE), tuple(term for _, term in forms)


def uses(glossary: tuple[Term, ...], text: str) -> Iterator[tuple[int, int, Term]]:
    """Where terms stand in a text, each with its begin and end; inside another one, a term is not used."""
    pattern, terms = _pattern(glossary)
    for hit in pattern.finditer(text):
        assert hit.lastindex is not None  # the forms are groups
        yield hit.start(), hit.end(), terms[hit.lastindex - 1]


def unexplained(publication: Publication, held: Iterable[Heard]) -> tuple[Lost, ...]:
    """The terms that are not explained at their first use in what a plain edition says."""
    seen: set[Term] = set()
    lost = []
    for one in held:
        if one.stretch.kind not in EXPLAINED_IN or not one.words:
            continue
        for start, end, term in uses(publication.glossary, one.stretch.text):
            if term not in seen and not _explains(one, len(words_of(one.stretch.text[:end])) - 1, term):
                lost.append(Lost(term, one.stretch, start))
            seen.add(term)
    return tuple(lost)


def _explains(one: Heard, last: int, term: Term) -> bool:
    """True when the meaning follows on a word of the author’s, the one of this number."""
    place = max((at for at, (_, number) in enumerate(one.words) if number is not None and number <= last), default=0)
    wanted = words_of(term.meaning.at(Level.PLAIN))
    return _share(wanted, [word for word, _ in one.words[place + 1 : place + 1 + len(wanted)]]) >= ENOUGH


def _share(wanted: Sequence[str], said: Sequence[str]) -> float:
    """How many of the wanted words are said, as a part of 1."""
    keys = [re.sub(r"\W", "", word).casefold() for word in said]
    found = sum(_is_said(re.sub(r"\W", "", word).casefold(), keys) for word in wanted)
    return found / len(wanted) if wanted else 1.0


def _is_said(word: str, keys: Sequence[str]) -> bool:
    """True for a word that is said; a letter may stand for it, as braille has it: "p" for people, "x" for it."""
    return word in keys or any(len(key) == 1 and key in (word[:1], "x") for key in keys)
