"""Statements without a mark: a plain sentence keeps the "not", the doubt and the limits of the full one like it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

from imprint.codes import finding
from imprint.editorial.certainty import Certainty, certainty, joints
from imprint.editorial.lists import lists
from imprint.editorial.texts import Piece, pieces, quoted, sentences
from imprint.errors import Finding
from imprint.model import Kind, Level, Publication, Words

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
ALIKE = 0.6  # of the plain sentence's words that the full one must have too, so that they are held to say the same
BOTH = 0.35  # of the full clause's words that the plain sentence must have
LEAST = 2  # words
_STEM = 4  # letters
_EMPTY = ("idle", "hedged", "limited", "wide", "negated")  # words that say how, not what
_READ = (Kind.PARAGRAPH, Kind.ITEM)


@dataclass(frozen=True)
class _Statement:
    """A sentence, or a clause of one: its piece, where it is, what words carry it, and how sure it is."""

    piece: Piece
    start: int
    end: int
    words: frozenset[str]
    classes: frozenset[Certainty]

    @property
    def text(self) -> str:
        return self.piece.text[self.start : self.end].strip()


def judge_statements(publication: Publication, _words: Words, _as_of: date) -> Iterator[Finding]:
    """C027: a plain sentence that says yes, for certain or for all, where the full one most like it does not."""
    language = publication.language
    full = [part for one in _statements(publication, Level.FULL) for part in _clauses(one, language)]
    plain = (part for one in _statements(publication, Level.PLAIN) for part in _clauses(one, language))
    for one in plain:
        near = [other for other in full if other.piece.section is one.piece.section and _is_like(one, other)]
        if near and not one.classes & _SOFT and (what := _lost(one, near)):
            other = max(near, key=lambda item: len(one.words & item.words))
            message = f"the plain text says more than the full one: it has lost {what}: plain {quoted(one.text)}, full "
            hint = "say in the plain text what the full text says, no more"
            yield finding("C027", one.piece.at(one.start), f"{message}{quoted(other.text)}", hint)


_SOFT = {Certainty.NEGATED, Certainty.DENIED, Certainty.UNKNOWN}
_ASKED = {
    Certainty.NEGATED: "its “not”",
    Certainty.UNKNOWN: "that this is not known",
    Certainty.LIMITED: "that this holds for some only, or at times",
    Certainty.WIDE: "that this holds for many, but not for all",
}
_KEPT = {
    Certainty.NEGATED: {Certainty.NEGATED},
    Certainty.UNKNOWN: {Certainty.HEDGED},
    Certainty.LIMITED: {Certainty.LIMITED, Certainty.HEDGED, Certainty.WIDE},
    Certainty.WIDE: {Certainty.WIDE, Certainty.LIMITED, Certainty.HEDGED},
}


def _lost(one: _Statement, near: Sequence[_Statement]) -> str:
    """What every like clause of the full text has, and the plain sentence has not."""
    for kind, said in _ASKED.items():
        if all(kind in other.classes for other in near) and not one.classes & _KEPT[kind]:
            return said
    return ""


def _statements(publication: Publication, level: Level) -> Iterator[_Statement]:
    """Every sentence of a level that is no marked claim with an id: those are compared by their ids."""
    for piece in pieces(publication, level):
        if piece.kind not in _READ or piece.name in ("titles", "audience"):
            continue
        marks = piece.stretch.marks if piece.stretch else ()
        for start, end in sentences(piece.text):
            if level is Level.FULL or not any(one.id and one.start < end and start < one.end for one in marks):
                yield _statement(piece, start, end, publication.language)


def _statement(piece: Piece, start: int, end: int, language: str) -> _Statement:
    text = piece.text[start:end]
    return _Statement(piece, start, end, _carrying(text, language), certainty(text, 0, len(text), language))


def _clauses(one: _Statement, language: str) -> Iterator[_Statement]:
    """The sentence, or the parts of it that stand between its joints."""
    ends = [one.start, *joints(one.piece.text, one.start, one.end, language), one.end]
    for start, end in pairwise(ends):
        if piece_words := _carrying(one.piece.text[start:end], language):
            text = one.piece.text[start:end]
            yield _Statement(one.piece, start, end, piece_words, certainty(text, 0, len(text), language))


def _carrying(text: str, language: str) -> frozenset[str]:
    """The numbers and the stems of the words that say what a sentence is about."""
    empty = _empty(language)
    words = (one[0].lower() for one in _WORD.finditer(text))
    return frozenset(word[:_STEM] for word in words if word not in empty and (len(word) > 2 or word.isdigit()))


@cache
def _empty(language: str) -> frozenset[str]:
    return frozenset(word.lower() for name in _EMPTY for word in _listed(name, language))


def _listed(name: str, language: str) -> Sequence[str]:
    found: Sequence[str] = lists("certainty", language).get(name, ())
    return found


def _is_like(one: _Statement, other: _Statement) -> bool:
    shared = len(one.words & other.words)
    return shared >= LEAST and shared >= ALIKE * len(one.words) and shared >= BOTH * len(other.words)
