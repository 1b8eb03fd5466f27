"""What the check of one edition may see: nothing else can change its verdict."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from imprint.checking.replaced import as_replaced, is_replaced
from imprint.checking.requirements import GAP, is_required
from imprint.model import (
    JURISDICTION_SLOTS,
    ByLevel,
    Claim,
    Dates,
    Disclaimer,
    Edition,
    Format,
    Jurisdiction,
    Level,
    Licence,
    Person,
    Prose,
    Publication,
    Reference,
    Section,
    Slot,
    Status,
    Term,
    When,
    Withdrawal,
    Words,
)

ALWAYS, NEVER = When(always=True), When(any_intervention=True)  # of a publication without interventions
GIVEN = "-"  # what is given, and not compared with anything
ADDRESSES = {Slot.URL, Slot.FULL_URL, Slot.PLAIN_URL}


@dataclass(frozen=True)
class Case:
    """One edition to be proven, and all that its check may see.

    ``files`` are those that it opens, by their paths in the publication's folder; ``beside`` are the names of others,
    to which links may lead. Build it with ``case_of``, which takes everything else away.
    """

    publication: Publication
    edition: Edition
    words: Words
    as_of: date
    files: Mapping[str, bytes] = field(repr=False)
    beside: frozenset[str] = frozenset()

    @property
    def held(self) -> Mapping[str, bytes]:
        """All files, those beside by their names alone."""
        return {**dict.fromkeys(sorted(self.beside), b""), **self.files}


def case_of(
    publication: Publication,
    edition: Edition,
    words: Words,
    as_of: date,
    files: Mapping[str, bytes],
    beside: Collection[str] = (),
) -> Case:
    """The case of an edition with these files of its own; see ``read_with`` for those of an embed."""
    seen = as_checked(publication, edition, as_of)
    return Case(seen, edition, words, _since(seen, as_of), files, frozenset(beside) - files.keys())


def read_with(edition: Edition, editions: Sequence[Edition]) -> tuple[Edition, ...]:
    """The editions whose files the check of an edition opens: its own, and of an embed those its guide hands out."""
    guide = edition.kit.guide if edition.kit else None
    return tuple(one for one in editions if one.name == edition.name or (guide and one.kit and one.kit.guide == guide))


def as_checked(publication: Publication, edition: Edition, as_of: date) -> Publication:
    """The publication with nothing left but what this edition is held against on this day.

    Of the registry every wording is left, also those of other editions: one that stands where nobody has asked for it
    is found. Whether each is required, is settled.
    """
    status, is_notice = publication.status(as_of), is_replaced(publication, edition, as_of)
    disclaimers = tuple(_settled(publication, edition, as_of, is_notice))
    told = {Slot(gap) for one in disclaimers for gap in _gaps(one)}
    levels = edition.levels[:1] if is_notice else edition.levels
    sections = () if is_notice else tuple(_sections(publication, edition, levels))
    is_braille, is_embed = edition.format is Format.BRAILLE, edition.format is Format.EMBED
    titled = tuple(Level) if is_braille else levels  # braille knows every heading by its look
    stands = status in (Status.CURRENT, Status.OVERDUE)
    return replace(
        publication,
        titles=_at(publication.titles, titled),
        main_message=_at(publication.main_message, () if is_notice else titled),
        readers_on_treatment=False,
        conditions=(),
        interventions=(),
        jurisdictions=_places(publication, told),
        authors=publication.authors if Slot.AUTHORS in told else (),
        reviewers=publication.reviewers if Slot.REVIEWERS in told else (Person(GIVEN),) * stands,
        funding=publication.funding if Slot.FUNDERS in told else (),
        competing_interests=publication.competing_interests if Slot.COMPETING_INTERESTS in told else None,
        dates=_dates(publication.dates, told, status, is_embed),
        licence=Licence(publication.licence.name) if publication.licence and Slot.LICENCE in told else None,
        canonical_url=_address(publication, told, is_embed or is_notice, stands),
        publisher=_publisher(publication, told, stands, is_embed, is_notice),
        sections=sections,
        plain_order=tuple(key for key in publication.plain_order if key in {one.id for one in sections if one.plain}),
        figures=(),
        references=_references(publication.references, sections),
        glossary=tuple(_glossary(publication.glossary, sections, levels)),
        disclaimers=disclaimers,
        certification=publication.certified if edition.format is Format.EBOOK else None,
        pending=(GIVEN,) if status is Status.DRAFT else (),
        stale=(),
        reviews=(),
        accepted=(),
        claims=(),
        withdrawal=_withdrawal(publication.withdrawal, told, status),
        lines=(),
        gates=type(publication.gates)(),
        scores=(),
    )


def _since(seen: Publication, as_of: date) -> date:
    """The first day with the status of ``as_of``, so that no day but those that change it is part of a verdict."""
    match seen.status(as_of):
        case Status.WITHDRAWN if seen.withdrawal:
            return seen.withdrawal.date
        case Status.OVERDUE if seen.dates.next_review:
            return seen.dates.next_review + timedelta(days=1)
        case _:
            return date.min


def _settled(publication: Publication, edition: Edition, as_of: date, is_notice: bool) -> Iterator[Disclaimer]:
    judged, kind = as_replaced(publication, edition) if is_notice else (publication, edition)
    open_to = {one.id for one in judged.disclaimers}
    for one in publication.disclaimers:
        needed = one.id in open_to and is_required(one.when, judged, as_of, kind)
        yield replace(one, when=ALWAYS if needed else NEVER, places=one.places if needed else (), must_convey=())


def _gaps(one: Disclaimer) -> Iterator[str]:
    for sentence in (*one.full, *one.plain, *(one.footer or ())):
        yield from GAP.findall(sentence.say)


def _at(texts: ByLevel, levels: Collection[Level]) -> ByLevel:
    return ByLevel(*(texts.at(level) if level in levels else "" for level in (Level.FULL, Level.PLAIN)))


def _sections(publication: Publication, edition: Edition, levels: Sequence[Level]) -> Iterator[Section]:
    """In the order of the levels; of the others, braille has the headings."""
    headed = [*levels, *(level for level in Level if level not in levels and edition.format is Format.BRAILLE)]
    kept = {one.id: one for level in headed for one in publication.sections_at(level)}
    for one in kept.values():
        here = [level for level in headed if one.at(level)]
        full, plain = (_prose(one.at(level), level in levels) if level in here else None for level in Level)
        yield replace(one, headings=_at(one.headings, here), full=full, plain=plain)


def _prose(prose: Prose | None, is_told: bool) -> Prose | None:
    if prose is None or not is_told:
        return prose and Prose("[]")
    return Prose(prose.blocks, tuple(Claim(one.kind, one.text, one.block, 0) for one in prose.claims))


def _texts(sections: Sequence[Section], levels: Collection[Level] = tuple(Level)) -> Iterator[str]:
    yield from (prose.blocks for one in sections for level in levels if (prose := one.at(level)))


def _references(references: Sequence[Reference], sections: Sequence[Section]) -> tuple[Reference, ...]:
    cited = {key for text in _texts(sections) for key in _said(text)[1]}
    return tuple(one for one in references if one.key in cited)


def _glossary(glossary: Sequence[Term], sections: Sequence[Section], levels: Sequence[Level]) -> Iterator[Term]:
    """The terms whose letters stand in the text, whether it uses them as words or not."""
    texts = {level: "\n".join(_said(text)[0] for text in _texts(sections, [level])) for level in levels}
    for term in glossary:
        forms = [form.casefold() for form in (term.term, *term.forms)]
        if here := [level for level, text in texts.items() if any(form in text for form in forms)]:
            yield replace(term, meaning=_at(term.meaning, here))


@lru_cache(maxsize=512)
def _said(blocks: str) -> tuple[str, frozenset[str]]:
    """The words of a text in small letters, and the keys of the sources that it cites."""
    words: list[str] = []
    cited: set[str] = set()
    _gather(json.loads(blocks), words, cited)
    return "".join(words).casefold(), frozenset(cited)


def _gather(value: Any, words: list[str], cited: set[str]) -> None:
    if isinstance(value, list):
        for one in value:
            _gather(one, words, cited)
    elif isinstance(value, dict):
        if "citationId" in value:
            cited.add(value["citationId"])
        words.append(value["c"] if value.get("t") == "Str" else " " if "t" in value and "c" not in value else "")
        _gather(list(value.values()), words, cited)


def _places(publication: Publication, told: Set[Slot]) -> tuple[Jurisdiction, ...]:
    named = [slot.value for slot in JURISDICTION_SLOTS if slot in told]
    none = Jurisdiction("", "", "", "", "", "")
    several = len(publication.jurisdictions) > 1
    return tuple(
        replace(none, name=one.name if several else "", **{name: getattr(one, name) for name in named})
        for one in (publication.jurisdictions if named else ())
    )


def _dates(dates: Dates, told: Set[Slot], status: Status, is_embed: bool) -> Dates:
    """An embed's data tells every day; of others only the wordings do, and whether the review is due."""
    if is_embed:
        return dates
    reviewed = date.min if status in (Status.CURRENT, Status.OVERDUE) else None
    due = {Status.CURRENT: date.max, Status.OVERDUE: date.min}.get(status)
    return Dates(
        dates.updated,
        None,
        dates.last_reviewed if Slot.LAST_REVIEWED in told else reviewed,
        dates.next_review if Slot.NEXT_REVIEW in told else due,
    )


def _address(publication: Publication, told: Set[Slot], is_compared: bool, stands: bool) -> str:
    if is_compared or told & ADDRESSES:
        return publication.canonical_url
    return GIVEN if stands else ""


def _publisher(publication: Publication, told: Set[Slot], stands: bool, is_embed: bool, is_notice: bool) -> Any:
    one = publication.publisher
    given = GIVEN if stands else None
    return replace(
        one,
        base_url=given or "",
        email=one.email if is_notice else None,
        phone=one.phone if is_notice else None,
        feedback=one.feedback if Slot.FEEDBACK in told else given,
        formats_contact=one.formats_contact if Slot.FORMATS_CONTACT in told else given,
        embed_path=one.embed_path if is_embed else "",
        colours=replace(one.colours, primary="", accent="", tint=""),
        partner_terms=None,
        partner_origins=(),
        lines=(),
    )


def _withdrawal(one: Withdrawal | None, told: Set[Slot], status: Status) -> Withdrawal | None:
    is_said = bool(told & {Slot.WITHDRAWN_ON, Slot.WITHDRAWAL_REASON, Slot.REPLACEMENT})
    if one is None or is_said or status is not Status.WITHDRAWN:
        return one if is_said else None
    return Withdrawal(date.min, ByLevel("", ""))
