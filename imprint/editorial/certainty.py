"""Certainty of a claim: what is negated, doubtful, tried or limited in the full text is so in the plain one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from imprint.codes import finding
from imprint.editorial.lists import lists
from imprint.editorial.number_forms import SHARE
from imprint.editorial.texts import Piece, pieces, quoted, sentences
from imprint.editorial.values import values
from imprint.errors import Finding
from imprint.model import ClaimKind, Level, Mark, Publication, Words

_BREAK = re.compile(r"[;:—–()]|,(?=\s)")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_LEAD = 4  # words that may lead to a claim
_STEM = 5  # letters that two forms of a word have in common: heals, healing


class Certainty(StrEnum):
    """One way in which a statement is less than an assertion."""

    NEGATED = "negated"
    DENIED = "denied"  # in other words than "not": may stand for it, but asks for none
    UNKNOWN = "unknown"
    HEDGED = "hedged"
    TRIALS = "trials"
    LIMITED = "limited"
    WIDE = "wide"
    WEAK = "weak"  # hedged by no more than "can"


_NO = {Certainty.NEGATED, Certainty.DENIED, Certainty.UNKNOWN}
_DOUBT = {Certainty.UNKNOWN, Certainty.HEDGED}
_STAND_INS = {*_DOUBT, Certainty.TRIALS, Certainty.LIMITED}


@dataclass(frozen=True)
class Claimed:
    """A marked claim in its text: what it says, how sure, and where."""

    piece: Piece
    mark: Mark
    classes: frozenset[Certainty]

    @property
    def text(self) -> str:
        """The marked words with the rest of their sentence."""
        spans = [span for span in sentences(self.piece.text) if span[0] < self.mark.end and self.mark.start < span[1]]
        return self.piece.text[spans[0][0] : spans[-1][1]].strip()


def judge_certainty(publication: Publication, _words: Words, _as_of: date) -> Iterator[Finding]:
    """C020 to C024: a plain claim that is more certain than its full one, turns it round, or is not there."""
    full, plain = (list(claims(publication, level)) for level in Level)
    for one in plain:
        for other in full:
            if one.mark.id and one.mark.id == other.mark.id:
                yield from _compared(other, one, publication.language)
    yield from _left_out(full, plain)


def claims(publication: Publication, level: Level) -> Iterator[Claimed]:
    """The marked claims of a level."""
    for piece in pieces(publication, level):
        for mark in piece.stretch.marks if piece.stretch else ():
            yield Claimed(piece, mark, certainty(piece.text, mark.start, mark.end, publication.language))


def certainty(text: str, start: int, end: int, language: str) -> frozenset[Certainty]:
    """How sure the words from start to end are, by themselves and by their clause; "in trials" by their sentences."""
    wide = [span for span in sentences(text) if span[0] < end and start < span[1]]
    sentence = text[wide[0][0] : wide[-1][1]] if wide else text[start:end]
    clause = _clause(text, start, end, wide[0][0] if wide else 0, wide[-1][1] if wide else len(text), language)
    found: set[Certainty] = {
        one
        for one in Certainty
        if one not in (Certainty.TRIALS, Certainty.WEAK) and _sought(one, language).search(_bare(clause, language))
    }
    if Certainty.UNKNOWN in found and not _sought(Certainty.NEGATED, language).search(
        _sought(Certainty.UNKNOWN, language).sub(" ", _bare(clause, language))
    ):
        found.discard(Certainty.NEGATED)
    if Certainty.HEDGED in found and not _sought(Certainty.HEDGED, language).search(
        _phrases("weak", language).sub(" ", _bare(clause, language))
    ):
        found |= {Certainty.WEAK}
    return frozenset(found | ({Certainty.TRIALS} if _sought(Certainty.TRIALS, language).search(sentence) else set()))


def joints(text: str, start: int, end: int, language: str) -> list[int]:
    """Where between two letters another clause begins."""
    forms = (_BREAK, _phrases("clauses", language))
    return sorted({one.end() for form in forms for one in form.finditer(text, start, end)})


def _clause(text: str, start: int, end: int, first: int, last: int, language: str) -> str:
    """The marked words, and what stands around them up to where another clause begins."""
    heads = _phrases("clauses", language)
    breaks = sorted(one.span() for form in (_BREAK, heads) for one in form.finditer(text, first, last))
    ends = [first, *(stop for _, stop in breaks if stop <= start)]
    begin = ends.pop()
    while ends and _leads(text[ends[-1] : begin], text[first : ends[-1]], heads):
        begin = ends.pop()
    return text[begin : min([last, *(at for at, _ in breaks if at >= end)])]


def _leads(part: str, before: str, heads: re.Pattern[str]) -> bool:
    """True for a few words before a comma that only lead to the claim: "So far, …"; "It is not known, however, …"."""
    is_joined = heads.search(part) or any(one.end() == len(before) for one in heads.finditer(before))
    return part.rstrip().endswith(",") and len(part.split()) <= _LEAD and not is_joined


def _bare(text: str, language: str) -> str:
    return _phrases("neither", language).sub(" ", text)


def _sought(one: Certainty, language: str) -> re.Pattern[str]:
    return _phrases(str(one), language)


@cache
def _phrases(name: str, language: str) -> re.Pattern[str]:
    words = sorted(lists("certainty", language).get(name, ()), key=len, reverse=True)
    sought = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words) or "(?!)"
    return re.compile(rf"(?<![\w’'])(?:{sought})(?![\w’'])", re.IGNORECASE)


def _compared(full: Claimed, plain: Claimed, language: str) -> Iterator[Finding]:
    """What the plain claim has lost, or turned round, of the full one."""
    had, has = full.classes, plain.classes
    if any(one.of == SHARE for one in values(plain.text, language)):
        has |= {Certainty.LIMITED}  # how many it is so for says more than "some"
    if (
        Certainty.NEGATED in had
        and not has & {Certainty.NEGATED, Certainty.UNKNOWN}
        and not _denies(full, plain, language)
    ):
        yield _finding("C020", "says yes where the full text says no", full, plain)
    elif Certainty.NEGATED in has and not had & _NO and _turns(full, plain, language):
        yield _finding("C024", "says no where the full text says yes", full, plain)
    if full.mark.kind is not ClaimKind.BENEFIT:
        had -= {Certainty.TRIALS}  # a risk or a doubt is not made smaller by leaving out where it was seen
    if (lost := _lost(had, has)) is not None:
        code, what = _LOSSES[lost]
        yield _finding(code, f"is more certain than the full one: it has lost {what}", full, plain)


_LOSSES = {
    Certainty.HEDGED: ("C021", "its “may” or “could”"),
    Certainty.UNKNOWN: ("C021", "that this is not known yet"),
    Certainty.TRIALS: ("C021", "that this was so in studies"),
    Certainty.LIMITED: ("C022", "that this holds for some only, or at times"),
    Certainty.WIDE: ("C022", "that this holds for many, but not for all"),
}


def _lost(had: frozenset[Certainty], has: frozenset[Certainty]) -> Certainty | None:
    """The first way of being less than certain that is lost, and that no other one has taken the place of."""
    stand_ins = (has & _STAND_INS) - had
    if Certainty.UNKNOWN in had:
        stand_ins -= {Certainty.LIMITED, Certainty.HEDGED} if Certainty.WEAK in has else {Certainty.LIMITED}
    if Certainty.UNKNOWN in has or (Certainty.NEGATED in has and Certainty.NEGATED not in had):
        return None
    for one in _LOSSES:
        if one in had and one not in has:
            is_hedged = Certainty.HEDGED in has and not (one is Certainty.UNKNOWN and Certainty.WEAK in has)
            is_doubt_kept = one in _DOUBT and is_hedged and Certainty.NEGATED not in had
            is_wide_kept = one is Certainty.WIDE and Certainty.LIMITED in has
            is_narrow_kept = one is Certainty.LIMITED and Certainty.WIDE in has and Certainty.WIDE not in had
            if not (stand_ins or is_doubt_kept or is_wide_kept or is_narrow_kept):
                return one
    return None


def _denies(full: Claimed, plain: Claimed, language: str) -> bool:
    """True where the plain claim has a word of its own for "not": "wears off" for "does not last"."""
    found = _sought(Certainty.DENIED, language).finditer(plain.text) if Certainty.DENIED in plain.classes else ()
    return any(not any(_says(full.text, word[0]) for word in _WORD.finditer(one[0])) for one in found)


def _says(text: str, word: str) -> bool:
    """True where a text has a word in some form: stop, stops; heals, healing."""
    stem = word.lower().removesuffix("s")[:_STEM]
    return any(one[0].lower().startswith(stem) for one in _WORD.finditer(text))


def _turns(full: Claimed, plain: Claimed, language: str) -> bool:
    """True where what the plain claim negates is what the full one says; "not able to" may be "unable"'s plain word."""
    negation = _sought(Certainty.NEGATED, language)
    idle = lists("certainty", language).get("idle", ())
    for one in negation.finditer(plain.text):
        words = [word[0].lower() for word in _WORD.finditer(plain.text, one.end())]
        first = next((word for word in words if word not in idle), "")
        if len(first) > 3 and _says(full.text, first):
            return True
    return False


def _finding(code: str, what: str, full: Claimed, plain: Claimed) -> Finding:
    message = f"the plain claim “{plain.mark.id}” {what}: plain {quoted(plain.text)}, full {quoted(full.text)}"
    return finding(
        code, plain.piece.at(plain.mark.start), message, "say in the plain text what the full text says, no more"
    )


def _left_out(full: list[Claimed], plain: list[Claimed]) -> Iterator[Finding]:
    """C023: a risk or doubt with an id that no plain claim has; its section's plain text marks nothing of its kind."""
    ids = {one.mark.id for one in plain}
    for one in full:
        section, kind = one.piece.section, one.mark.kind
        if kind is ClaimKind.BENEFIT or not one.mark.id or one.mark.id in ids or not (section and section.plain):
            continue
        if not section.plain.has(kind):
            message = f"the plain text says nothing of the {kind} “{one.mark.id}” of the full text: {quoted(one.text)}"
            hint = f"say it in plain words, marked {{.claim kind={kind} id={one.mark.id}}}"
            yield finding("C023", section.where, message, hint)
