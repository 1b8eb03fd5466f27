"""Which disclaimers an edition prints somewhere, each with the wordings and places that it prints and no others."""

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date

from imprint.composing.compose import CLAIM_PLACES
from imprint.composing.notices import applies
from imprint.model import Disclaimer, Edition, Format, Level, Place, Publication, When, Wording

SETTLED = When(always=True)


def printed(left: Publication, edition: Edition, levels: Sequence[Level], as_of: date) -> tuple[Disclaimer, ...]:
    """The disclaimers of what ``standing_in`` has left that the edition prints at these levels.

    Each is required always: whether it is, was asked here. What stands in a notice is once more called so.
    """
    places = {level: frozenset(_places(left, edition, level)) for level in levels}
    is_notice = not any(map(left.sections_at, Level))
    kept = (
        _kept(one, {level: places[level] & set(one.places) for level in levels}, is_notice)
        for one in left.disclaimers
        if applies(one.when, left, edition, as_of)
    )
    return tuple(one for one in kept if one.places)


def _own(edition: Edition) -> Iterator[Place]:
    """Where an edition prints disclaimers once, in the wording of its own level."""
    yield from (Place.END, Place.FOOTER)
    if edition.format is Format.EMBED:
        yield Place.EMBED


def _places(left: Publication, edition: Edition, level: Level) -> Iterator[Place]:
    """Where disclaimers stand at a level; of an embed, either level is one's own in the guide beside it."""
    yield Place.FRONT
    prose = [section.at(level) for section in left.sections_at(level)]
    yield from (place for place, kind in CLAIM_PLACES.items() if any(one and one.has(kind) for one in prose))
    if level is edition.level or edition.format is Format.EMBED:
        yield from _own(edition)


def _kept(one: Disclaimer, at: Mapping[Level, Set[Place]], is_notice: bool) -> Disclaimer:
    everywhere = {place for places in at.values() for place in places}
    has_short = one.footer is not None
    used = {level: bool(places - {Place.FOOTER} if has_short else places) for level, places in at.items()}
    places = tuple(place for place in one.places if place in everywhere)
    footer: Wording | None = one.footer if Place.FOOTER in everywhere else None
    return Disclaimer(
        one.id,
        SETTLED,
        (*places, Place.NOTICE) if is_notice and places else places,
        one.full if used.get(Level.FULL) else (),
        one.plain if used.get(Level.PLAIN) else (),
        footer,
        (),
        one.where,
    )
