"""What the source demands of an edition: which wording must stand where, worked out without looking at any output."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from imprint.model import (
    JURISDICTION_SLOTS,
    Claim,
    ClaimKind,
    Disclaimer,
    Edition,
    Format,
    Intervention,
    Jurisdiction,
    Level,
    Place,
    Publication,
    Section,
    Sentence,
    Slot,
    When,
    Words,
    is_set,
)

GAP = re.compile(r"\{(" + "|".join(Slot) + r")\}")
CLAIM_OF = {
    Place.FIRST_BENEFIT: ClaimKind.BENEFIT,
    Place.BENEFIT: ClaimKind.BENEFIT,
    Place.RISK: ClaimKind.RISK,
    Place.UNCERTAINTY: ClaimKind.UNCERTAINTY,
}
Values = Mapping[str, str | None]


@dataclass(frozen=True)
class Requirement:
    """One wording that must stand once at one place; at the footer, once on every page or in every document.

    ``place`` is None for the fallback of an embed: anywhere in its light DOM. ``section`` is the place of a claim:
    which of the level's sections (from 0) must hold the wording, and ``claim`` the words it must follow.
    """

    disclaimer: str
    level: Level
    place: Place | None
    wording: str
    section: int | None = None
    claim: str = ""

    @property
    def named(self) -> str:
        """What findings call it; without a disclaimer it is something else that must be read in front."""
        return f"the disclaimer “{self.disclaimer}”" if self.disclaimer else f"“{self.wording}” in front"


def required(publication: Publication, words: Words, as_of: date, edition: Edition) -> tuple[Requirement, ...]:
    """Everything an edition must carry, in the order of the registry; a wording that says nothing is not required."""
    found = [
        requirement
        for disclaimer in publication.disclaimers
        if is_required(disclaimer.when, publication, as_of, edition)
        for requirement in _of(disclaimer, publication, words, edition)
        if requirement.wording
    ]
    return (*found, *(_fallback(found) if edition.format is Format.EMBED else ()))


def is_required(when: When, publication: Publication, as_of: date, edition: Edition) -> bool:
    """True when every stated condition holds; the conditions on interventions are each judged by themselves."""
    due = publication.dates.next_review
    overdue = due is not None and as_of > due
    both = bool(publication.sections_at(Level.FULL)) and bool(publication.sections_at(Level.PLAIN))
    stated_and_actual = (
        (when.readers_on_treatment, publication.readers_on_treatment),
        (when.any_intervention, bool(publication.interventions)),
        (when.reviewed, bool(publication.reviewers)),
        (when.overdue, overdue),
        (when.both_levels, both),
        (when.stale, bool(publication.stale)),
    )
    return (
        all(stated is None or stated == actual for stated, actual in stated_and_actual)
        and (not when.status or publication.status(as_of) in when.status)
        and (not when.format or edition.format in when.format)
        and _interventions_match(when, publication.interventions)
    )


def wording(disclaimer: Disclaimer, level: Level, place: Place, publication: Publication, words: Words) -> str:
    """The exact words a reader must find, slots filled; "" when nothing can be said yet."""
    values = _values(publication, words) | _withdrawn(publication, words, level)
    sentences = disclaimer.at(level, place)
    said = [text for one in sentences for text in _said(one, publication.jurisdictions, values)]
    return " ".join(" ".join(said).split())


def wordings(publication: Publication, words: Words) -> dict[str, str]:
    """Every wording that the registry can have in this publication, with its disclaimer's id."""
    found = {
        wording(disclaimer, level, place, publication, words): disclaimer.id
        for disclaimer in publication.disclaimers
        for level in Level
        for place in (Place.FRONT, Place.FOOTER)
    }
    return {text: name for text, name in found.items() if text}


def exact_texts(publication: Publication, words: Words) -> Iterator[str]:
    """Every text that must stand in an edition letter by letter: wordings, titles, headings, messages."""
    yield from wordings(publication, words)
    for level in Level:
        yield from (publication.titles.at(level), publication.main_message.at(level))
        yield from (section.headings.at(level) for section in publication.sections_at(level))


def _interventions_match(when: When, interventions: Sequence[Intervention]) -> bool:
    statuses, harms, kinds = when.intervention_status, when.intervention_harm, when.intervention_kind
    return (
        (not statuses or any(one.status in statuses for one in interventions))
        and (not harms or any(one.worst_harm in harms for one in interventions))
        and (not kinds or any(one.kind in kinds for one in interventions))
    )


def _of(disclaimer: Disclaimer, publication: Publication, words: Words, edition: Edition) -> Iterator[Requirement]:
    """An ebook's later levels carry the front and the claims again; end, footer and embed are the edition's own."""
    for number, level in enumerate(edition.levels):
        for place, section, claim in _places(disclaimer, publication, edition, level, is_own=number == 0):
            text = wording(disclaimer, level, place, publication, words)
            yield Requirement(disclaimer.id, level, place, text, section, claim)


def _places(
    disclaimer: Disclaimer, publication: Publication, edition: Edition, level: Level, *, is_own: bool
) -> Iterator[tuple[Place, int | None, str]]:
    first = _first_claims(disclaimer, publication, level)
    own = (Place.END, Place.FOOTER, *([Place.EMBED] if edition.format is Format.EMBED else []))
    for place in disclaimer.places:
        if place in CLAIM_OF:
            yield from ((place, section, claim.text) for section, (its, claim) in first.items() if its is place)
        elif place is Place.FRONT or (is_own and place in own):
            yield place, None, ""


def _first_claims(disclaimer: Disclaimer, publication: Publication, level: Level) -> Mapping[int, tuple[Place, Claim]]:
    """By section, the claim that prints the disclaimer: once, behind the first of those that call for it."""
    first: dict[int, tuple[Place, Claim]] = {}
    for place in (place for place in disclaimer.places if place in CLAIM_OF):
        for section, claim in _claims(publication.sections_at(level), level, place):
            if section not in first or claim.block < first[section][1].block:
                first[section] = place, claim
    return dict(sorted(first.items()))


def _claims(sections: Sequence[Section], level: Level, place: Place) -> Iterator[tuple[int, Claim]]:
    """The sections with a claim of the place's kind, and the first such claim in each."""
    for number, section in enumerate(sections):
        prose = section.at(level)
        claims = [claim for claim in prose.claims if claim.kind is CLAIM_OF[place]] if prose else []
        if claims:
            yield number, claims[0]
            if place is Place.FIRST_BENEFIT:
                return


def _fallback(requirements: Sequence[Requirement]) -> Iterator[Requirement]:
    """Each wording once, wherever in the embed it stands and however often."""
    by_wording: dict[str, Requirement] = {}
    for one in requirements:
        by_wording.setdefault(one.wording, one)
    yield from (Requirement(one.disclaimer, one.level, None, one.wording) for one in by_wording.values())


def _said(sentence: Sentence, jurisdictions: Sequence[Jurisdiction], values: Values) -> Iterator[str]:
    gaps = set(GAP.findall(sentence.say))
    missing = {gap for gap in gaps if gap not in JURISDICTION_SLOTS and values[gap] is None}
    if missing:
        yield sentence.unset or ""
    elif gaps & set(JURISDICTION_SLOTS):
        for one in jurisdictions:
            local = {slot.value: str(getattr(one, slot.value)) for slot in JURISDICTION_SLOTS}
            label = f"{one.name}: " if len(jurisdictions) > 1 else ""
            yield label + _filled(sentence.say, {**values, **local})
    else:
        yield _filled(sentence.say, values)


def _filled(say: str, values: Values) -> str:
    return GAP.sub(lambda gap: values[gap[1]] or "", say)


def _values(publication: Publication, words: Words) -> dict[str, str | None]:
    dates, publisher = publication.dates, publication.publisher
    url = _address(publication.canonical_url)
    return {
        Slot.LAST_REVIEWED.value: words.date(dates.last_reviewed) if dates.last_reviewed else None,
        Slot.NEXT_REVIEW.value: words.date(dates.next_review) if dates.next_review else None,
        Slot.VERSION.value: publication.version,
        Slot.URL.value: url,
        Slot.FULL_URL.value: url,
        Slot.PLAIN_URL.value: url + "plain.html" if url else None,
        Slot.PUBLISHER.value: publisher.name,
        Slot.FEEDBACK.value: _address(publisher.feedback),
        Slot.FORMATS_CONTACT.value: _address(publisher.formats_contact),
        Slot.AUTHORS.value: _listed([str(person) for person in publication.authors], words),
        Slot.REVIEWERS.value: _listed([str(person) for person in publication.reviewers], words),
        Slot.FUNDERS.value: _listed(publication.funding, words),
        Slot.COMPETING_INTERESTS.value: publication.competing_interests,
        Slot.LICENCE.value: publication.licence.name if publication.licence else None,
    }


def _withdrawn(publication: Publication, words: Words, level: Level) -> dict[str, str | None]:
    one = publication.withdrawal
    told = (words.date(one.date), getattr(one.reason, level), one.replacement) if one else (None, None, None)
    return dict(zip(("withdrawn_on", "withdrawal_reason", "replacement"), told, strict=True))


def _address(address: str | None) -> str | None:
    return address if is_set(address) else None


def _listed(names: Sequence[str], words: Words) -> str | None:
    if not names:
        return None
    *others, last = names
    return f"{', '.join(others)} {words.texts['and']} {last}" if others else last
