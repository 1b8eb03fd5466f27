"""Changes of a publication: behind the check's back they are mutants, with its knowledge they are innocent."""

import json
from collections.abc import Callable
from dataclasses import replace

from imprint.model import Disclaimer, Place, Prose, Publication, Section, Sentence, Wording
from tests.mutants.bench import Change

Reword = Callable[[str], str]
WANTED = (Place.FRONT, Place.FRONT, Place.BENEFIT, Place.FOOTER, Place.FOOTER)


def lean(publication: Publication) -> Publication:
    """The same with one section, one jurisdiction, and a disclaimer or two for each place."""
    kept: list[Disclaimer] = []
    for place in WANTED:
        kept += [one for one in printed_at(publication, place) if one not in kept][:1]
    section = next(one for one in publication.sections if one.full and one.plain and one.full.claims)
    return replace(
        publication,
        disclaimers=tuple(one for one in publication.disclaimers if one in kept),
        sections=(section,),
        plain_order=(section.id,),
        jurisdictions=publication.jurisdictions[:1],
    )


def printed_at(publication: Publication, place: Place) -> list[Disclaimer]:
    """The disclaimers that a place of every edition of this reviewed publication prints."""
    return [one for one in publication.disclaimers if place in one.places and is_printed(one, publication)]


def is_printed(disclaimer: Disclaimer, publication: Publication) -> bool:
    """True for what every edition of this reviewed publication prints somewhere."""
    when, kinds = disclaimer.when, {one.kind for one in publication.interventions}
    is_of_now = when.reviewed is not False and not (when.overdue or when.stale or when.status or when.format)
    return is_of_now and (not when.intervention_kind or bool(kinds & set(when.intervention_kind)))


def first_at(place: Place, change: Callable[[Disclaimer], Disclaimer | None]) -> Change:
    """Changes, or drops, the first disclaimer of a place that the change makes any difference to."""

    def changed(publication: Publication) -> Publication:
        for one in printed_at(publication, place):
            other = change(one)
            if other != one:
                return exchanged(publication, one, other)
        raise AssertionError(f"no disclaimer at {place} differs")

    return changed


def exchanged(publication: Publication, one: Disclaimer, other: Disclaimer | None) -> Publication:
    """One disclaimer in another's place, or none."""
    kept = [other if entry is one else entry for entry in publication.disclaimers]
    return replace(publication, disclaimers=tuple(entry for entry in kept if entry))


def reworded(change: Reword, *, place: Place = Place.FRONT) -> Change:
    """Words of a disclaimer changed: the first sentence of it that the change makes any difference to."""

    def in_wording(wording: Wording) -> Wording:
        for number, sentence in enumerate(wording):
            if change(sentence.say) != sentence.say:
                return (*wording[:number], Sentence(change(sentence.say), sentence.unset), *wording[number + 1 :])
        return wording

    def in_disclaimer(one: Disclaimer) -> Disclaimer:
        footer = in_wording(one.footer) if one.footer else None
        return replace(one, full=in_wording(one.full), plain=in_wording(one.plain), footer=footer)

    return first_at(place, in_disclaimer)


def with_wordings(change: Callable[[Wording], Wording], *, place: Place = Place.FRONT) -> Change:
    """Whole wordings changed, sentence by sentence."""
    return first_at(place, lambda one: replace(one, full=change(one.full), plain=change(one.plain)))


def in_prose(change: Callable[[Prose], Prose]) -> Change:
    """The prose of the first section, at both levels, that the change makes any difference to."""

    def changed(publication: Publication) -> Publication:
        for number, one in enumerate(publication.sections):
            other = _with_prose(one, change)
            if other != one:
                sections = (*publication.sections[:number], other, *publication.sections[number + 1 :])
                return replace(publication, sections=sections)
        raise AssertionError("no prose differs")

    return changed


def _with_prose(section: Section, change: Callable[[Prose], Prose]) -> Section:
    full, plain = section.full and change(section.full), section.plain and change(section.plain)
    return replace(section, full=full, plain=plain)


def placed(old: Place, *new: Place) -> Change:
    """A disclaimer printed at other places."""
    return first_at(old, lambda one: replace(one, places=new))


def longest_word(text: str) -> str:
    """The longest word of a sentence that is no gap to be filled."""
    return max((word for word in text.split() if "{" not in word), key=len, default="")


def said_in_text(change: Reword) -> Change:
    """The words of the first disclaimer of all, changed, as a paragraph of the author's own at the end of a section."""

    def changed(publication: Publication) -> Publication:
        first = printed_at(publication, Place.FRONT)[0]
        said = change(" ".join(sentence.say for sentence in first.full))
        words = [node for word in said.split() for node in ({"t": "Str", "c": word}, {"t": "Space"})][:-1]

        def longer(prose: Prose) -> Prose:
            blocks = [*json.loads(prose.blocks), {"t": "Para", "c": words}]
            return replace(prose, blocks=json.dumps(blocks, ensure_ascii=False))

        return in_prose(longer)(publication)

    return changed
