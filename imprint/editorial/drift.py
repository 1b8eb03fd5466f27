"""Pairs that have drifted: what changed since a person signed them off, and how each pair stands."""

from collections.abc import Iterator
from datetime import date

from imprint.changes import Change, Standing
from imprint.codes import finding
from imprint.editorial.differing import difference, told
from imprint.errors import Finding, Where
from imprint.model import Decision, Level, Publication, Review, Words
from imprint.pairs import WHOLE, Pair, pairs

_NAMED = {Level.FULL: "full text", Level.PLAIN: "plain text"}


def stale_pairs(publication: Publication, _words: Words, _as_of: date) -> Iterator[Finding]:
    """A finding for each pair that is no longer what was signed off, with the first words that changed."""
    for pair in pairs(publication):
        if pair.id in publication.stale:
            hint = f"look at it, and decide: {how_to_review(publication, pair.id)}"
            told_so = f"{_what(pair.id)} since it was signed off: {_how(pair, publication)}"
            yield finding("C050", _where(pair, publication), told_so, hint)


def changes(publication: Publication) -> tuple[Change, ...]:
    """Every pair with what became of its lines since the review that counts, in the order of the text."""
    return tuple(_change(pair, publication) for pair in pairs(publication))


def how_to_review(publication: Publication, part: str) -> str:
    """What to type to look at a pair; in a terminal a bare star means every file."""
    typed = f"'{part}'" if part == WHOLE else part
    return f"./run review {publication.id} --section {typed}"


def base(pair: Pair, publication: Publication) -> Review | None:
    """The review that a pair is held against: the newest approval, else the newest decision, if there is any."""
    own = sorted((one for one in publication.reviews if one.section == pair.id), key=lambda one: one.date)
    approved = [one for one in own if one.decision is Decision.APPROVED]
    return next(reversed(approved or own), None)


def _change(pair: Pair, publication: Publication) -> Change:
    held = base(pair, publication)
    full, plain = (
        difference(held.at(level) if held else pair.at(level), pair.at(level)) for level in (Level.FULL, Level.PLAIN)
    )
    return Change(pair, _title(pair, publication), _standing(pair, publication), held, full, plain)


def _standing(pair: Pair, publication: Publication) -> Standing:
    if pair.id in publication.stale:
        return Standing.STALE
    return Standing.PENDING if pair.id in publication.pending else Standing.APPROVED


def _title(pair: Pair, publication: Publication) -> str:
    by_id = {one.id: one.headings.full for one in publication.sections}
    return by_id.get(pair.id, publication.titles.full)


def _what(name: str) -> str:
    if name == WHOLE:
        return "the titles, main message, list of sections, a disclaimer or what fills it, or a glossary term changed"
    return f"the section “{name}” changed"


def _where(pair: Pair, publication: Publication) -> Where:
    """Where the pair begins; of the whole publication's pair, the title or message if that is what changed."""
    held = base(pair, publication) if pair.id == WHOLE else None
    for number, key in enumerate(("titles", "main_message")):
        if held and any(held.at(level)[number : number + 1] != pair.at(level)[number : number + 1] for level in Level):
            return publication.line(key)
    return pair.where


def _how(pair: Pair, publication: Publication) -> str:
    held = base(pair, publication)
    found = ((level, told(held.at(level), pair.at(level))) for level in Level) if held else ()
    return "; ".join(f"{_NAMED[level]}: {change}" for level, change in found if change)
