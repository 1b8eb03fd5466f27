"""Which disclaimers an edition prints, and in which words."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from imprint.composing.document import Notice, Run
from imprint.model import (
    JURISDICTION_SLOTS,
    Disclaimer,
    Edition,
    Jurisdiction,
    Level,
    Place,
    Publication,
    Sentence,
    Slot,
    When,
    Words,
    is_set,
)

SLOT = re.compile(r"\{([a-z_]+)\}")
PHONE = re.compile(r"\+?\d[\d ]{1,14}\d")
ADDRESS_SLOTS = (Slot.URL, Slot.FULL_URL, Slot.PLAIN_URL, Slot.FEEDBACK, Slot.FORMATS_CONTACT, Slot.REPLACEMENT)
PHONE_SLOTS = (Slot.EMERGENCY, Slot.URGENT)


def applies(when: When, publication: Publication, edition: Edition, as_of: date) -> bool:
    """True when every condition that the registry states holds for this edition on this day."""
    return all(_conditions(when, publication, edition, as_of))


def _conditions(when: When, publication: Publication, edition: Edition, as_of: date) -> Iterator[bool]:
    """One truth per condition; a condition that is not stated holds, so `always` adds nothing."""
    treatments = publication.interventions
    yield when.readers_on_treatment in (None, publication.readers_on_treatment)
    yield not when.intervention_status or any(i.status in when.intervention_status for i in treatments)
    yield not when.intervention_harm or any(i.worst_harm in when.intervention_harm for i in treatments)
    yield not when.intervention_kind or any(i.kind in when.intervention_kind for i in treatments)
    yield when.any_intervention in (None, bool(treatments))
    yield when.reviewed in (None, bool(publication.reviewers))
    yield not when.status or publication.status(as_of) in when.status
    yield when.overdue in (None, _is_overdue(publication, as_of))
    yield not when.format or edition.format in when.format
    yield when.both_levels is None or when.both_levels == all(map(publication.sections_at, Level))
    yield when.stale in (None, len(publication.stale) > 0)


def _is_overdue(publication: Publication, as_of: date) -> bool:
    due = publication.dates.next_review
    return due is not None and as_of > due


def notices(
    publication: Publication, edition: Edition, level: Level, place: Place, words: Words, as_of: date
) -> tuple[Notice, ...]:
    """The notices that stand at a place, at a level, in the order of the registry, unless they have nothing to say."""
    required = (
        notice(disclaimer, publication, level, place, words)
        for disclaimer in publication.disclaimers
        if place in disclaimer.places and applies(disclaimer.when, publication, edition, as_of)
    )
    return tuple(found for found in required if found.runs)


def notice(disclaimer: Disclaimer, publication: Publication, level: Level, place: Place, words: Words) -> Notice:
    """A disclaimer in the wording of a level and place, every slot filled."""
    values = slot_values(publication, level, words)
    runs: list[Run] = []
    for sentence in disclaimer.at(level, place):
        for filled in _fill(sentence, publication.jurisdictions, values):
            runs += [Run(" "), *filled] if runs else filled
    return Notice(disclaimer.id, _joined(runs))


def slot_values(publication: Publication, level: Level, words: Words) -> Mapping[Slot, str | None]:
    """What each slot of a publication stands for at a level; None where nothing true can be said yet."""
    url = publication.canonical_url if is_set(publication.canonical_url) else None
    dates, publisher, withdrawal = publication.dates, publication.publisher, publication.withdrawal
    return {
        Slot.LAST_REVIEWED: words.date(dates.last_reviewed) if dates.last_reviewed else None,
        Slot.NEXT_REVIEW: words.date(dates.next_review) if dates.next_review else None,
        Slot.VERSION: publication.version,
        Slot.URL: url,
        Slot.FULL_URL: url,
        Slot.PLAIN_URL: f"{url}plain.html" if url else None,
        Slot.PUBLISHER: publisher.name,
        Slot.FEEDBACK: publisher.feedback if is_set(publisher.feedback) else None,
        Slot.FORMATS_CONTACT: publisher.formats_contact if is_set(publisher.formats_contact) else None,
        Slot.AUTHORS: enumerated([str(person) for person in publication.authors], words),
        Slot.REVIEWERS: enumerated([str(person) for person in publication.reviewers], words),
        Slot.FUNDERS: enumerated(list(publication.funding), words),
        Slot.COMPETING_INTERESTS: publication.competing_interests,
        Slot.LICENCE: publication.licence.name if publication.licence else None,
        Slot.WITHDRAWN_ON: words.date(withdrawal.date) if withdrawal else None,
        Slot.WITHDRAWAL_REASON: withdrawal.reason.at(level) if withdrawal else None,
        Slot.REPLACEMENT: withdrawal.replacement if withdrawal else None,
    }


def enumerated(names: list[str], words: Words) -> str | None:
    """Names as a sentence lists them ("A, B and C"), or None when there are none."""
    if len(names) < 2:
        return names[0] if names else None
    return f"{', '.join(names[:-1])} {words.texts['and']} {names[-1]}"


@cache
def slots(sentence: Sentence) -> tuple[Slot, ...]:
    """The slots of a sentence, in order."""
    return tuple(Slot(name) for name in SLOT.findall(sentence.say))


def _fill(
    sentence: Sentence, jurisdictions: tuple[Jurisdiction, ...], values: Mapping[Slot, str | None]
) -> Iterator[list[Run]]:
    gaps = slots(sentence)
    if any(slot not in JURISDICTION_SLOTS and values[slot] is None for slot in gaps):
        if sentence.unset:
            yield [Run(sentence.unset)]
    elif any(slot in JURISDICTION_SLOTS for slot in gaps):
        for place in jurisdictions:
            label = [Run(f"{place.name}: ")] if len(jurisdictions) > 1 else []
            local = {slot: str(getattr(place, slot.value)) for slot in JURISDICTION_SLOTS}
            yield label + _runs(sentence.say, {**values, **local})
    else:
        yield _runs(sentence.say, values)


def _runs(say: str, values: Mapping[Slot, str | None]) -> list[Run]:
    runs = []
    for index, piece in enumerate(SLOT.split(say)):
        if index % 2:
            runs += _linked(Slot(piece), values[Slot(piece)] or "")
        elif piece:
            runs.append(Run(piece))
    return runs


def _linked(slot: Slot, value: str) -> list[Run]:
    if slot in ADDRESS_SLOTS:
        return [Run(value, _href(value))]
    if slot not in PHONE_SLOTS:
        return [Run(value)]
    runs, end = [], 0
    for number in PHONE.finditer(value):
        runs += [Run(value[end : number.start()]), Run(number[0], "tel:" + number[0].replace(" ", ""))]
        end = number.end()
    return [run for run in (*runs, Run(value[end:])) if run.text]


def _href(value: str) -> str | None:
    if "://" in value:
        return value
    if "@" in value:
        return f"mailto:{value}"
    return "tel:" + value.replace(" ", "") if PHONE.fullmatch(value) else None


def _joined(runs: list[Run]) -> tuple[Run, ...]:
    merged: list[Run] = []
    for run in runs:
        if merged and merged[-1].href is None and run.href is None:
            merged[-1] = Run(merged[-1].text + run.text)
        else:
            merged.append(run)
    return tuple(merged)
