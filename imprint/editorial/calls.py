"""Telephone numbers that texts name, and the days on which they say that they were reviewed."""

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from imprint.codes import finding
from imprint.editorial.dates import DAY, PHONE, digits
from imprint.editorial.lists import lists
from imprint.editorial.texts import Piece, pieces
from imprint.editorial.values import Value, values
from imprint.errors import Finding
from imprint.model import Level, Publication, Publisher, Words

_ANY = re.compile(r"\+?\d[\d ()-]*\d")
_SHORTEST = 7  # digits of a telephone number that is no short one


def judge_calls(publication: Publication, _words: Words, _as_of: date) -> Iterator[Finding]:
    """C013 and C014: an emergency number of another place; a telephone number that only the plain text has."""
    fitting = _of_places(publication)
    known = fitting | _of(publication.publisher) | {one.text for _, one in _named(publication, Level.FULL)}
    for level in Level:
        for piece, one in _named(publication, level):
            if one.text in _known_numbers():
                if one.text not in fitting:
                    yield _elsewhere(piece, one, publication)
            elif level is Level.PLAIN and not any(_is_same(one.text, other) for other in known):
                message = f"the telephone number “{piece.text[one.start : one.end]}” stands in the plain text alone"
                hint = "write it as the full text has it, add it there, or name it in publisher.yaml"
                yield finding("C014", piece.at(one.start), message, hint)


def judge_review_days(publication: Publication, _words: Words, _as_of: date) -> Iterator[Finding]:
    """C015: a text that names another day of its review, or of its last change, than the metadata do."""
    spoken, dates = lists("numbers", publication.language), publication.dates
    for name, days in (
        ("last_review", (dates.last_reviewed, dates.updated)),
        ("next_review", (dates.next_review,)),
        ("updated", (dates.updated, dates.last_reviewed)),
    ):
        words = "|".join(spoken.get(name, ())) or "(?!)"
        form = re.compile(rf"\b(?:{words})\b[^\d.;]{{0,24}}$", re.IGNORECASE)
        for level in Level:
            for piece in pieces(publication, level):
                yield from _other_days(piece, form, days, publication.language)


def _other_days(piece: Piece, form: re.Pattern[str], days: tuple[date | None, ...], language: str) -> Iterator[Finding]:
    for one in values(piece.text, language):
        if one.of != DAY or not form.search(piece.text[: one.start]):
            continue
        if not any(day and day.isoformat().startswith(one.text) for day in days):
            told = next((day.isoformat() for day in days if day), "no day")
            message = (
                f"the text names {piece.text[one.start : one.end]} as a day of its review; the metadata have {told}"
            )
            hint = "take the sentence out: every edition prints the days from the metadata by itself"
            yield finding("C015", piece.at(one.start), message, hint)


def _named(publication: Publication, level: Level) -> Iterator[tuple[Piece, Value]]:
    """The telephone numbers of a level; digits of an emergency number count where the sentence speaks of one."""
    for piece in pieces(publication, level):
        found = values(piece.text, publication.language)
        yield from ((piece, one) for one in found if one.of == PHONE)
        phones = {one.start for one in found if one.of == PHONE}
        yield from ((piece, one) for one in _in_need(piece, publication.language) if one.start not in phones)


def _in_need(piece: Piece, language: str) -> Iterator[Value]:
    """Emergency numbers without a word for calling: "In an emergency: 911"."""
    urgent = "|".join(lists("numbers", language).get("urgent", ())) or "(?!)"
    numbers = "|".join(_known_numbers())
    for one in re.compile(rf"(?<![\w.,£$€])(?:{numbers})(?![\w%]|[.,]\d| ?[^\W\d_])").finditer(piece.text):
        start, end = piece.sentence(one.start())
        if re.search(rf"\b(?:{urgent})\b", piece.text[start:end].replace(one[0], ""), re.IGNORECASE):
            yield Value(Fraction(0), Fraction(0), PHONE, one.start(), one.end(), text=one[0])


def _known_numbers() -> tuple[str, ...]:
    return tuple(lists("numbers", "everywhere")["emergency"])


def _elsewhere(piece: Piece, one: Value, publication: Publication) -> Finding:
    places = ", ".join(f"{place.name}: {place.emergency}" for place in publication.jurisdictions) or "no jurisdiction"
    message = f"“{one.text}” is not a number to call where the readers of this publication live ({places})"
    hint = "correct it, or add the jurisdiction to the metadata; the number is kept in the registry, disclaimers.yaml"
    return finding("C013", piece.at(one.start), message, hint)


def _of_places(publication: Publication) -> frozenset[str]:
    """The numbers that the registry gives for the jurisdictions."""
    told = [text for one in publication.jurisdictions for text in (one.emergency, one.urgent)]
    return frozenset(digits(one[0]) for text in told for one in _ANY.finditer(text))


def _of(publisher: Publisher) -> frozenset[str]:
    told = [publisher.phone, publisher.feedback, publisher.formats_contact]
    return frozenset(digits(one[0]) for text in told if text for one in _ANY.finditer(text))


def _is_same(one: str, other: str) -> bool:
    """True for one number with and without the code of its country: +44 1632 960960, 01632 960960."""
    if one == other:
        return True
    tail = one.lstrip("0")[-_SHORTEST - 2 :], other.lstrip("0")[-_SHORTEST - 2 :]
    return len(tail[0]) >= _SHORTEST and tail[0] == tail[1]
