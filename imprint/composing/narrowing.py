"""What one edition may depend on: its publication with all else taken away.

An edition is made of nothing more, so the digest of what is left tells whether it must be made again. What templates
and makers read of the metadata is listed here by format; what wordings read, by their slots.
"""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from imprint.composing.glossing import explained, listed
from imprint.composing.notices import slots
from imprint.composing.printing import printed
from imprint.composing.standing_in import standing_in
from imprint.model import (
    JURISDICTION_SLOTS,
    ByLevel,
    Certification,
    Claim,
    Colours,
    Dates,
    Disclaimer,
    Edition,
    Figure,
    Format,
    Gates,
    Jurisdiction,
    Level,
    Licence,
    Person,
    Prose,
    Publication,
    Publisher,
    Reference,
    Section,
    Slot,
    Status,
    Term,
    Withdrawal,
    is_set,
)

SET = "-"  # stands for what is set, and not printed
BOOK = ("authors", "conditions", "licence.name", "published", "identifier", "colours.primary", "colours.tint")
SHEET = ("published", "address", "colours.primary", "colours.accent", "colours.tint")
READ: Mapping[Format, frozenset[str]] = {  # beside what every edition prints: its title, version, day, publisher
    Format.PAGE: frozenset(
        [*SHEET, "authors", "authors.role", "reviewers", "conditions", "licence", "last_reviewed", "audience"]
    ),
    Format.LEAFLET: frozenset(SHEET),
    Format.EBOOK: frozenset([*BOOK, "certification"]),
    Format.AUDIO: frozenset([*BOOK, "emergency", "urgent"]),  # these numbers are said digit by digit
    Format.EMBED: frozenset(
        [
            *("licence", "licence.name", "published", "last_reviewed", "next_review", "identifier", "base_url"),
            *("embed_path", "partner_terms", "partner_origins", "colours.primary", "colours.tint"),
        ]
    ),
    Format.TEXT: frozenset(),
    Format.BRAILLE: frozenset(),
}
IN_WORDS = (Format.TEXT, Format.BRAILLE)  # of pictures these tell the words alone
SLOTS: Mapping[Slot, tuple[str, ...]] = {  # what a slot reads, where it is not the field of its own name
    Slot.URL: ("address",),
    Slot.FULL_URL: ("address",),
    Slot.PLAIN_URL: ("address",),
    Slot.AUTHORS: ("authors", "authors.role"),
    Slot.FUNDERS: ("funding",),
    Slot.LICENCE: ("licence.name",),
}
CITED = re.compile(r'"citationId": ?"([^"]+)"')  # in JSON no text can say it: its quotation marks are escaped


def narrowed(publication: Publication, edition: Edition, as_of: date) -> Publication:
    """The publication with nothing left but what this edition is made of on this day: it makes the same bytes.

    Its status is the same, whatever makes it so; an edition that links to others still learns which levels have a text.
    """
    left, shown = standing_in(publication, edition, as_of)
    levels, status = _levels(left, shown), publication.status(as_of)
    disclaimers = printed(left, edition, levels, as_of)
    reads = READ[edition.format] | {name for one in disclaimers for name in _reads(one)}
    sections = _sections(left, edition, levels)
    texts = tuple(prose.blocks for one in sections for prose in (one.full, one.plain) if prose)
    settled = status in (Status.CURRENT, Status.OVERDUE)
    is_full = Level.FULL in levels or edition.format is Format.EMBED  # the guide is called by the full title
    is_for_readers = bool(sections) or "audience" in reads  # a notice is for whoever finds it
    return Publication(
        id=left.id,
        version=left.version,
        language=left.language,
        titles=ByLevel(left.titles.full if is_full else "", left.titles.plain if Level.PLAIN in levels else ""),
        main_message=_at(left.main_message, levels),
        audience=left.audience if is_for_readers else "",
        readers_on_treatment=False,  # which disclaimers are printed is settled
        conditions=left.conditions if "conditions" in reads else (),
        interventions=(),
        jurisdictions=_jurisdictions(left.jurisdictions, reads),
        authors=_people(left.authors, "authors" in reads, "authors.role" in reads),
        reviewers=left.reviewers if "reviewers" in reads else (Person(SET),) * settled,
        funding=left.funding if "funding" in reads else (),
        competing_interests=left.competing_interests if "competing_interests" in reads else None,
        dates=_dates(left.dates, reads, status),
        licence=_licence(left.licence, reads),
        canonical_url=_address(left.canonical_url, reads, settled),
        publisher=_publisher(left.publisher, reads, settled),
        sections=sections,
        plain_order=_plain_order(left, levels, sections),
        figures=_figures(left.figures, texts, edition),
        references=_references(left.references, texts),
        glossary=_glossary(left, levels),
        disclaimers=disclaimers,
        where=left.where,
        certification=_certification(left, reads),
        pending=(SET,) if status is Status.DRAFT else (),
        withdrawal=_withdrawal(left.withdrawal, reads, levels, status),
        gates=Gates(),
    )


def standing_since(narrow: Publication, as_of: date) -> date:
    """The first day on which what was left of a publication has the status that it has on ``as_of``."""
    status, due, withdrawn = narrow.status(as_of), narrow.dates.next_review, narrow.withdrawal
    if status is Status.WITHDRAWN and withdrawn:
        return withdrawn.date
    return due + timedelta(days=1) if status is Status.OVERDUE and due else date.min


def _levels(left: Publication, edition: Edition) -> tuple[Level, ...]:
    """The levels that the edition carries; beside an embed the guide speaks of both."""
    others = filter(left.sections_at, Level) if edition.format is Format.EMBED else ()
    return tuple(dict.fromkeys((*others, *edition.levels)))


def _reads(one: Disclaimer) -> Set[str]:
    wordings = (*one.full, *one.plain, *(one.footer or ()))
    return {name for sentence in wordings for slot in slots(sentence) for name in SLOTS.get(slot, (slot.value,))}


def _at(texts: ByLevel, levels: Sequence[Level]) -> ByLevel:
    return ByLevel(texts.full if Level.FULL in levels else "", texts.plain if Level.PLAIN in levels else "")


def _sections(left: Publication, edition: Edition, levels: Sequence[Level]) -> tuple[Section, ...]:
    """The sections with a text at one of the levels, in the order of these; a page links to the other level as well."""
    kept = {section.id: section for level in levels for section in left.sections_at(level)}
    rest = [level for level in Level if level not in levels and left.sections_at(level)]
    told = rest if edition.format is Format.PAGE else []
    return (*(_section(one, tuple(levels)) for one in kept.values()), *(_stub(level, left) for level in told))


def _stub(level: Level, left: Publication) -> Section:
    """One section without words, in place of all that a level has."""
    prose = Prose("[]")
    full, plain = (prose, None) if level is Level.FULL else (None, prose)
    return Section(SET, ByLevel("", ""), full, plain, left.where)


def _section(one: Section, levels: tuple[Level, ...]) -> Section:
    full, plain = (_prose(one.at(level)) if level in levels else None for level in Level)
    headings = _at(one.headings, [level for level in levels if one.at(level)])
    return replace(one, headings=headings, full=full, plain=plain)


def _prose(prose: Prose | None) -> Prose | None:
    """Of its claims, the first of each kind: behind it a disclaimer may stand."""
    if prose is None:
        return None
    first = {claim.kind: Claim(claim.kind, "", claim.block, 0) for claim in reversed(prose.claims)}
    return Prose(prose.blocks, tuple(first[kind] for kind in sorted(first)))


def _plain_order(left: Publication, levels: Sequence[Level], sections: Sequence[Section]) -> tuple[str, ...]:
    return left.plain_order if Level.PLAIN in levels else tuple(one.id for one in sections if one.plain)


def _figures(figures: Sequence[Figure], texts: Sequence[str], edition: Edition) -> tuple[Figure, ...]:
    """The figures that the texts show; where they are told in words, without the pictures."""
    shown = (figure for figure in figures if any(f'"{figure.path}"' in text for text in texts))
    in_words = edition.format in IN_WORDS
    return tuple(Figure(figure.path, b"", "", 0, 0) if in_words else figure for figure in shown)


def _references(references: Sequence[Reference], texts: Sequence[str]) -> tuple[Reference, ...]:
    cited = {key for text in texts for key in _cited(text)}
    return tuple(reference for reference in references if reference.key in cited)


@lru_cache(maxsize=512)
def _cited(text: str) -> frozenset[str]:
    return frozenset(CITED.findall(text))


def _glossary(left: Publication, levels: Sequence[Level]) -> tuple[Term, ...]:
    """The terms that are explained, each with what is said of it there."""
    at = {level: tuple(prose.blocks for one in left.sections_at(level) if (prose := one.at(level))) for level in levels}
    used = {level: _used(left.glossary, texts, level) for level, texts in at.items()}
    kept = ((term, [level for level in levels if term in used[level]]) for term in left.glossary)
    return tuple(replace(term, meaning=_at(term.meaning, told)) for term, told in kept if told)


@lru_cache(maxsize=16)  # editions of one level share it
def _used(glossary: tuple[Term, ...], texts: tuple[str, ...], level: Level) -> frozenset[Term]:
    prose = [Prose(text) for text in texts]
    return frozenset(listed(glossary, prose) if level is Level.FULL else explained(glossary, prose))


def _jurisdictions(places: Sequence[Jurisdiction], reads: Set[str]) -> tuple[Jurisdiction, ...]:
    """What is said of each, and its name where there are several to tell apart."""
    used = [slot.value for slot in JURISDICTION_SLOTS if slot.value in reads]
    blank = Jurisdiction("", "", "", "", "", "")
    if not used:
        return ()
    return tuple(
        replace(blank, name=one.name if len(places) > 1 else "", **{name: getattr(one, name) for name in used})
        for one in places
    )


def _people(people: Sequence[Person], are_named: bool, with_roles: bool) -> tuple[Person, ...]:
    return tuple(person if with_roles else Person(person.name) for person in people) if are_named else ()


def _dates(dates: Dates, reads: Set[str], status: Status) -> Dates:
    """Days that are not printed matter only for the status: each becomes one that makes it what it is."""
    settled = date.min if status in (Status.CURRENT, Status.OVERDUE) else None
    due = {Status.CURRENT: date.max, Status.OVERDUE: date.min}.get(status)
    return Dates(
        dates.updated,
        dates.published if "published" in reads else None,
        dates.last_reviewed if "last_reviewed" in reads else settled,
        dates.next_review if "next_review" in reads else due,
    )


def _licence(licence: Licence | None, reads: Set[str]) -> Licence | None:
    """A page tells its address, or else its name."""
    if licence is None or not {"licence", "licence.name"} & reads:
        return None
    is_named = "licence.name" in reads or not licence.url
    return Licence(licence.name if is_named else "", licence.url if "licence" in reads else None)


def _address(address: str, reads: Set[str], settled: bool) -> str:
    """The address where it is printed; as an identifier it is one whether it is set or not."""
    if "identifier" in reads or ("address" in reads and is_set(address)):
        return address
    return SET if settled else ""


def _publisher(publisher: Publisher, reads: Set[str], settled: bool) -> Publisher:
    colours = publisher.colours
    tints = {name: getattr(colours, name) if f"colours.{name}" in reads else "" for name in vars(colours)}
    stands = SET if settled else None
    return Publisher(
        name=publisher.name,
        base_url=publisher.base_url if "base_url" in reads else stands or "",
        email=publisher.email,
        phone=publisher.phone,
        feedback=publisher.feedback if "feedback" in reads else stands,
        formats_contact=publisher.formats_contact if "formats_contact" in reads else stands,
        embed_path=publisher.embed_path if "embed_path" in reads else "",
        colours=Colours(**tints),
        where=publisher.where,
        partner_terms=publisher.partner_terms if "partner_terms" in reads else None,
        partner_origins=publisher.partner_origins if "partner_origins" in reads else (),
    )


def _certification(left: Publication, reads: Set[str]) -> Certification | None:
    return left.certified if "certification" in reads else None


def _withdrawal(
    withdrawal: Withdrawal | None, reads: Set[str], levels: Sequence[Level], status: Status
) -> Withdrawal | None:
    told = {"withdrawn_on", "withdrawal_reason", "replacement"} & reads
    if withdrawal is None or not (told or status is Status.WITHDRAWN):
        return None
    day = withdrawal.date if "withdrawn_on" in told or status is not Status.WITHDRAWN else date.min
    reason = _at(withdrawal.reason, levels) if "withdrawal_reason" in told else ByLevel("", "")
    return Withdrawal(day, reason, withdrawal.replacement if "replacement" in told else None)
