"""Numbers of the plain text: each is a number of the full text, or of a source that is recorded for its claim."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from imprint.codes import finding
from imprint.editorial.dates import CLOCK, DAY, PHONE
from imprint.editorial.hedges import Hedge, hedge
from imprint.editorial.number_forms import SHARE
from imprint.editorial.texts import Piece, pieces, quoted
from imprint.editorial.values import Value, values
from imprint.errors import Finding
from imprint.model import Kind, Level, Publication, Section, Words

_SOURCE = "or record it under the claim's “numbers” in claims.yaml, if a source gives it"
_CLOSE = Fraction(1, 10)  # how far a rounded number may be from the true one, as a part of it


def judge_numbers(publication: Publication, _words: Words, _as_of: date) -> Iterator[Finding]:
    """C010, C011 and C012: a number of the plain text that nothing bears out, or that bears out less than it says."""
    if not publication.plain_order:
        return
    known = _known(pieces(publication, Level.FULL), publication.language)
    for piece in pieces(publication, Level.PLAIN):
        also = _recorded(publication, piece.section)
        for one in values(piece.text, publication.language):
            if one.of != PHONE and not one.is_loose:
                yield from _judged(_Said(one, piece, publication.language), (*known, *also))


@dataclass(frozen=True)
class _Said:
    """A value of the plain text in its piece."""

    value: Value
    piece: Piece
    language: str

    @property
    def words(self) -> str:
        """As it is written."""
        return self.piece.text[self.value.start : self.value.end]

    @property
    def hedge(self) -> Hedge:
        """How it is softened."""
        return hedge(self.piece.text, self.value, self.language)

    def finding(self, code: str, message: str, hint: str) -> Finding:
        """At its line."""
        return finding(code, self.piece.at(self.value.start), message, hint)


def _known(found: Iterable[Piece], language: str) -> tuple[Value, ...]:
    """The values of the full text; those of table cells may have their unit elsewhere."""
    return tuple(
        replace(one, stands_alone=one.stands_alone or (piece.kind is Kind.CELL and not _has_words(piece.text)))
        for piece in found
        for one in values(piece.text, language)
    )


def _has_words(cell: str) -> bool:
    """True for "One dose", whose number measures nothing; "2.5" may have its unit in the head of its column."""
    return any(sign.isalpha() for sign in cell)


def _recorded(publication: Publication, section: Section | None) -> tuple[Value, ...]:
    """The values that sources give for the claims of a section; for what stands above all sections, those of all."""
    sections = [section] if section else publication.sections
    ids = {claim.id for one in sections for prose in (one.full, one.plain) if prose for claim in prose.claims}
    told = [number for one in publication.claims if one.id in ids for number in one.numbers]
    return tuple(value for number in told for value in values(number, publication.language))


def _judged(said: _Said, known: Sequence[Value]) -> Iterator[Finding]:
    """What is to be said of one value; nothing where one of the known ones, or the ends of a range, are the same."""
    one, allowed = said.value, said.hedge
    if any(is_same(one, other) or (allowed is not Hedge.NONE and _is_end(one, other, allowed)) for other in known):
        return
    if one.is_range and all(any(is_same(end, other) for other in known) for end in _ends(one)):
        return
    if (near := next((other for other in known if _is_near(one, other)), None)) is not None:
        if not _is_allowed(one, near, allowed):
            yield _unhedged(said, near)
        return
    if any(_is_end(one, other, Hedge.AROUND) for other in known):
        message = f"“{said.words}” is one end of a range in the full text: the other end is lost"
        yield said.finding("C011", message, f"give both ends, or say “up to” or “at least”; {_SOURCE}")
        return
    message = f"the number “{said.words}” stands in the plain text alone: {quoted(_sentence(said))}"
    yield said.finding("C010", message, f"write it as the full text has it, add it there, {_SOURCE}")


def _unhedged(said: _Said, near: Value) -> Finding:
    message = f"“{said.words}” is a rounded number ({_shown(near)} in the full text or its source), and does not say so"
    return said.finding(
        "C012", message, "write “about”, “more than” or “less than”, as it is true, or the exact number"
    )


def _sentence(said: _Said) -> str:
    start, end = said.piece.sentence(said.value.start)
    return said.piece.text[start:end]


def _shown(one: Value) -> str:
    """A value in short; shares as a percentage."""
    if one.of == SHARE:
        ends = [f"{float(end * 100):.3g}" for end in (one.low, one.high)]
        return f"{ends[0] if not one.is_range else '–'.join(ends)} %"
    return "another number near it"


def is_same(one: Value, other: Value) -> bool:
    """True for values that say the same: 2 in 100 and 2 %, 12 months and a year, 20 000 and 20,000."""
    if one.text or other.text:
        return one.of == other.of and _is_part(one, other)
    return _is_alike(one, other) and _figures(one, other) == _figures(other, one)


def _figures(one: Value, other: Value) -> tuple[Fraction, Fraction]:
    """What is compared: the figures as they are written where the other one has no unit ("65", and "65 years")."""
    size = one.size if one.of and not other.of else Fraction(1)
    return one.low / size, one.high / size


def _is_part(one: Value, other: Value) -> bool:
    """A day may be told less exactly: the month and the year, or the year alone, or a day of a known year."""
    if one.of != DAY:
        return one.text == other.text
    return other.text.startswith(one.text) or other.text.endswith(one.text) or other.text[5:7] == one.text[1:] != ""


def _is_alike(one: Value, other: Value) -> bool:
    """True where both measure the same; a bare number may stand for a measured one, where no word follows it."""
    if one.per and other.per and one.per != other.per:
        return False
    kinds = {one.of, other.of}
    if len(kinds) == 1:
        return True
    bare = one if not one.of else other
    half = bare.low.denominator > 1
    may_measure = bare.stands_alone and not bare.is_loose  # "the right one" is no number
    return "" in kinds and (kinds == {"", "pieces"} or may_measure) and (SHARE not in kinds or half)


def _ends(one: Value) -> tuple[Value, Value]:
    return replace(one, high=one.low), replace(one, low=one.high)


def _is_end(one: Value, other: Value, allowed: Hedge) -> bool:
    """True for a value that is one end of a known range, told as the end that it is."""
    if not other.is_range or one.is_range or one.text or not _is_alike(one, other):
        return False
    is_low, is_high = one.low == other.low, one.low == other.high
    return {Hedge.ABOVE: is_low, Hedge.BELOW: is_high, Hedge.AROUND: is_low or is_high}.get(allowed, False)


def _is_near(one: Value, other: Value) -> bool:
    """True where a value is another one, rounded."""
    if one.text or other.text or not _is_alike(one, other) or one.is_range != other.is_range or one.of == CLOCK:
        return False
    return all(_is_rounded(*pair, one.grain) for pair in ((one.low, other.low), (one.high, other.high)))


def _is_rounded(rough: Fraction, exact: Fraction, grain: Fraction) -> bool:
    is_one_in = rough.numerator == 1 and str(rough.denominator).rstrip("0") != "1"  # 1 in 50 tells no place
    return abs(rough - exact) <= (rough * _CLOSE if is_one_in else min(grain / 2, exact * _CLOSE))


def _is_allowed(one: Value, exact: Value, allowed: Hedge) -> bool:
    if one.is_range:
        return allowed is not Hedge.NONE
    return {Hedge.AROUND: True, Hedge.ABOVE: exact.low > one.low, Hedge.BELOW: exact.low < one.low}.get(allowed, False)
