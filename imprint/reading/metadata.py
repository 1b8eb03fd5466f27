"""Reads the metadata of a publication as an editor writes them."""

import re
from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import BeforeValidator

from imprint.model import (
    ByLevel,
    Certification,
    Dates,
    EvidenceStatus,
    Gates,
    Harm,
    Intervention,
    Licence,
    NamedHarm,
    Person,
)
from imprint.reading.addresses import Folder, Https
from imprint.reading.schema import Day, Many, Maybe, Shape, Slug, matching, problem

Version = Annotated[
    str, matching("Y018", r"\d+(\.\d+){0,2}(-[a-z0-9]+)?", "a version", "for example “0.1”, “2026.11” or “1.0-draft2”")
]

Language = Annotated[
    str,
    matching(
        "Y019", r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?", "the tag of a language", "for example en or en-GB"
    ),
]


Standard = Annotated[
    str,
    matching(
        "Y036",
        r"EPUB Accessibility 1\.1 - WCAG 2\.[0-2] Level A{1,3}",
        "the name of a standard for e-books",
        "for example “EPUB Accessibility 1.1 - WCAG 2.2 Level AA”",
    ),
]


def _as_named(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) and value else value or None


def _at_both(value: Any) -> Any:
    return {"full": value, "plain": value} if isinstance(value, str) and value else value or None


class PersonEntry(Shape):
    """A person as written; a bare text is a name."""

    name: str
    role: Maybe[str] = None


class LicenceEntry(Shape):
    """A licence as written; a bare text is its name."""

    name: str
    url: Maybe[Https] = None


class CertificationEntry(Shape):
    """A certification of the e-book's accessibility as written."""

    standard: Standard
    by: str
    date: Day
    report: Maybe[Https] = None


class HarmEntry(Shape):
    """A harm as written; a bare text is its name."""

    name: str
    words: Many[str] = ()


class WithdrawalEntry(Shape):
    """A withdrawal as written; a bare reason holds for both levels, a replacement is an address or a publication."""

    date: Day
    reason: Annotated[ByLevel, BeforeValidator(_at_both)]
    replacement: Maybe[str] = None


class InterventionEntry(Shape):
    """A treatment as written."""

    name: str
    kind: Slug
    status: EvidenceStatus
    worst_harm: Harm
    harms: Many[Annotated[HarmEntry, BeforeValidator(_as_named)]] = ()

    def model_value(self) -> Intervention:
        """The treatment as the model has it."""
        harms = tuple(NamedHarm(harm.name, harm.words) for harm in self.harms)
        return Intervention(self.name, self.kind, self.status, self.worst_harm, harms)


class DatesEntry(Shape):
    """The days as written."""

    updated: Day
    published: Day | None = None
    last_reviewed: Day | None = None
    next_review: Day | None = None


def _limit(least: float, most: float) -> BeforeValidator:
    """A validator for a figure that a text may measure at most; what can never be passed, or always, is a slip."""

    def check(value: Any) -> float:
        if isinstance(value, str) and re.fullmatch(r"\d{1,3}(\.\d+)?", value) and least <= float(value) <= most:
            return float(value)
        raise problem(
            "Y011", f"“{value}” is no limit that can be measured", f"write a number from {least:g} to {most:g}"
        )

    return BeforeValidator(check)


Grade = Annotated[float, _limit(1, 18)]
Length = Annotated[int, _limit(5, 40)]


class PlainGatesEntry(Shape):
    """What the plain text may measure at most, as written."""

    grade: Grade = 6
    smog: Grade = 9
    sentence_words: Length = 20


class FullGatesEntry(Shape):
    """What the full text may measure at most, as written."""

    grade: Grade = 12


class GatesEntry(Shape):
    """The limits of both levels as written."""

    plain: PlainGatesEntry = PlainGatesEntry()
    full: FullGatesEntry = FullGatesEntry()

    def gates(self) -> Gates:
        """The limits as the model has them."""
        return Gates(self.plain.grade, self.plain.smog, self.plain.sentence_words, self.full.grade)


PersonField = Annotated[PersonEntry, BeforeValidator(_as_named)]


class PublicationEntry(Shape):
    """The metadata as written. What switches disclaimers on must be there, be it empty: forgetting is no answer."""

    id: Slug
    version: Version
    language: Language
    titles: ByLevel
    main_message: ByLevel
    audience: str
    readers_on_treatment: bool
    jurisdictions: tuple[str, ...]
    conditions: Many[str]
    interventions: Many[InterventionEntry]
    authors: Many[PersonField] = ()
    reviewers: Many[PersonField] = ()
    funding: Many[str] = ()
    competing_interests: Maybe[str] = None
    dates: DatesEntry
    licence: Annotated[LicenceEntry | None, BeforeValidator(_as_named)] = None
    certification: CertificationEntry | None = None
    withdrawn: WithdrawalEntry | None = None
    canonical_url: Maybe[Folder] = None
    plain_order: Many[str] = ()
    readability: GatesEntry = GatesEntry()

    def people(self, entries: Iterable[PersonEntry]) -> tuple[Person, ...]:
        """Persons as the model has them."""
        return tuple(Person(entry.name, entry.role) for entry in entries)

    def model_values(self) -> dict[str, Any]:
        """The fields that the model takes over as they are, in its own types."""
        return {
            **{
                name: getattr(self, name)
                for name in ("id", "version", "language", "titles", "main_message", "audience")
            },
            **{name: getattr(self, name) for name in ("readers_on_treatment", "conditions", "funding", "plain_order")},
            "interventions": tuple(item.model_value() for item in self.interventions),
            "authors": self.people(self.authors),
            "reviewers": self.people(self.reviewers),
            "competing_interests": self.competing_interests,
            "dates": Dates(**self.dates.model_dump()),
            "licence": Licence(**self.licence.model_dump()) if self.licence else None,
            "gates": self.readability.gates(),
            "certification": Certification(**self.certification.model_dump()) if self.certification else None,
        }
