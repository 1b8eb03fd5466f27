"""Absolute language: words that promise more than evidence can, unless they are negated, asked about or backed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from imprint.codes import finding
from imprint.editorial.lists import lists
from imprint.editorial.texts import Piece, pieces, quoted, sentence
from imprint.errors import Finding
from imprint.model import Level, Mark, Publication, Support, Words

_HARD = re.compile(r"[;:—–()\n]|\s-\s")
_QUOTE = re.compile(r"“[^”]*”|‘[^’]{8,}’|\"[^\"]*\"")
_MARKS = "“”‘’\"' "
_GAP = r"(?:\s+(?!(?:{})\b)[^\W\d_]+){{0,3}}?\s+"  # between a word and what negates it behind it


@dataclass(frozen=True)
class Hit:
    """A word or phrase of the lists in a text, with the code of its group."""

    code: str
    start: int
    end: int


def judge_absolutes(publication: Publication, _words: Words, _as_of: date) -> Iterator[Finding]:
    """L001 to L004, at each hit that nothing makes good.

    What bears out a claim bears out its full words: a plain claim may promise what they do, and no more.
    """
    supported = {one.id for one in publication.claims if one.support is Support.SUPPORTED and one.sources}
    full = [(piece, hits(piece.text, publication.language)) for piece in pieces(publication, Level.FULL)]
    marked = {mark.id for piece, _ in full for mark in _marks(piece)}
    promised = {(hit.code, one) for piece, found in full for hit in found for one in _claims_around(hit, piece)}
    for level in Level:
        for piece in pieces(publication, level):
            for hit in hits(piece.text, publication.language):
                claims = supported & _claims_around(hit, piece)
                is_backed = any((hit.code, one) in promised or one not in marked for one in claims)
                if not (is_backed or (piece.name == "titles" and _is_asked(hit, piece.text))):
                    yield _finding(hit, piece, publication.language)


@lru_cache(maxsize=1024)
def hits(text: str, language: str) -> tuple[Hit, ...]:
    """Every word that promises too much, unless its clause negates it or its sentence only asks."""
    found = [*_listed(text, language), *_testimonials(text, language)]
    kept = [one for one in found if not any(_covers(other, one) for other in found)]
    return tuple(sorted(dict.fromkeys(kept), key=lambda one: one.start))


def _covers(other: Hit, one: Hit) -> bool:
    """The longer of two hits is told; of equal ones the first group's."""
    is_inside = other.start <= one.start and one.end <= other.end
    return is_inside and (other.end - other.start > one.end - one.start or (other.code < one.code and other != one))


def _listed(text: str, language: str) -> Iterator[Hit]:
    for code, group in lists("absolutes", language).get("groups", {}).items():
        fine = [one.span() for one in _phrases(tuple(group["fine"])).finditer(text)]
        for one in _phrases(tuple(group["words"])).finditer(text):
            if any(start <= one.start() and one.end() <= end for start, end in fine):
                continue
            if not (_is_negated(text, one, language) or (group["asked"] and _is_question(text, one.start()))):
                yield Hit(code, one.start(), one.end())


def _testimonials(text: str, language: str) -> Iterator[Hit]:
    """What somebody says in quotation marks of what a treatment has done for them."""
    data = lists("absolutes", language)
    speakers, told, said = (_phrases(tuple(data.get(name, ()))) for name in ("speakers", "told", "attributions"))
    for one in _QUOTE.finditer(text):
        start, end = sentence(text, one.start())[0], sentence(text, one.end() - 1)[1]
        is_told = told.search(one[0]) or said.search(text[start : one.start()]) or said.search(text[one.end() : end])
        if speakers.search(one[0]) and is_told and not one[0].rstrip('”’"').endswith("?"):
            yield Hit("L004", one.start(), one.end())


@cache
def _phrases(words: Iterable[str]) -> re.Pattern[str]:
    """Whole words and phrases, the longest first; a space may be any, or none before a percent sign."""
    told = (
        re.escape(word).replace(r"\ %", r"\s*%").replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True)
    )
    return re.compile(rf"(?<![\w’'-])(?:{'|'.join(told) or '(?!)'})(?![\w’'])(?!-\w)", re.IGNORECASE)


def _is_negated(text: str, hit: re.Match[str], language: str) -> bool:
    """True where the clause says, before the word or right behind it, that it is not so."""
    data = lists("absolutes", language)
    begin, end = _clause(text, hit.start(), language)
    before = _phrases(tuple(data["not_negators"])).sub(" ", text[begin : hit.start()])
    if _phrases(tuple(data["negators"])).search(before):
        return True
    gap, behind = _GAP.format("|".join(data["gap_stops"])), _phrases(tuple(data["behind"])).pattern
    return bool(re.compile(rf"{gap}{behind}", re.IGNORECASE).match(text, hit.end(), max(end, hit.end())))


def _clause(text: str, place: int, language: str) -> tuple[int, int]:
    """Where the clause around a letter begins and ends."""
    data = lists("absolutes", language)
    joints = _phrases(tuple(data["clauses"]))
    commas = re.compile(rf",\s+(?={_phrases(tuple(data['comma_clauses'])).pattern})", re.IGNORECASE)
    spans = [one.span() for form in (_HARD, joints, commas) for one in form.finditer(text)]
    start, end = sentence(text, place)
    begin = max([start, *(stop for _, stop in spans if stop <= place)])
    return begin, min([end, *(at for at, _ in spans if at > place)])


def _is_question(text: str, place: int) -> bool:
    start, end = sentence(text, place)
    return text[start:end].rstrip(" ”’\"')").endswith("?")


def _is_asked(hit: Hit, title: str) -> bool:
    """True in a title that is a question, or that quotes the word."""
    is_quoted = any(one.start() < hit.start and hit.end < one.end() for one in _QUOTE.finditer(title))
    return title.rstrip(" ”’\"'").endswith("?") or is_quoted


def _claims_around(hit: Hit, piece: Piece) -> set[str]:
    """The ids of the claims in whose marked words a hit stands."""
    return {one.id for one in _marks(piece) if one.start <= hit.start and hit.end <= one.end}


def _marks(piece: Piece) -> tuple[Mark, ...]:
    return piece.stretch.marks if piece.stretch else ()


def _finding(hit: Hit, piece: Piece, language: str) -> Finding:
    reason = lists("absolutes", language)["groups"][hit.code]["reason"]
    said = piece.text[hit.start : hit.end].strip(_MARKS)
    message = f"{quoted(said)}: {reason}"
    hint = "say what is known, and how well; or mark the claim and record the sources that support it in claims.yaml"
    return finding(hit.code, piece.at(hit.start), message, hint)
