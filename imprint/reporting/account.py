"""What there is to report of a publication: pure questions to the evidence of its editions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from imprint.errors import Finding, has_errors
from imprint.evidence import Evidence, Judged, Measures, Need
from imprint.model import Edition, Frame, Level, Publication, Status, Words

FALLBACK = "fallback"


@dataclass(frozen=True)
class Told:
    """A finding as the report shows it: where, in words that name no folder of this machine, and what that leads to."""

    finding: Finding
    where: str
    href: str = ""


@dataclass(frozen=True)
class Cell:
    """What an edition needs of one disclaimer, by place: how often it must stand there and how often it was found."""

    places: tuple[tuple[str, int, int], ...]  # place, wanted, found

    @property
    def is_whole(self) -> bool:
        """True when all that is needed was found."""
        return all(found >= wanted for _, wanted, found in self.places)


@dataclass(frozen=True)
class Account:
    """All that is known of a publication after a build.

    ``files`` are the finished files by path in the publication's folder. ``verdicts`` is None where no validator was
    asked; ``unasked`` are the validators that could not be. ``others`` are editions that this build did not make.
    ``measures`` is empty for a language that nothing measures; ``counted_with`` tells by what was counted.
    """

    publication: Publication
    words: Words
    as_of: date
    evidence: tuple[Evidence, ...]
    files: Mapping[str, bytes] = field(repr=False)
    findings: tuple[Finding, ...] = ()
    browser: str | None = None
    others: tuple[Edition, ...] = ()
    verdicts: tuple[Judged, ...] | None = None
    unasked: tuple[str, ...] = ()
    measures: tuple[Measures, ...] = ()
    counted_with: tuple[str, ...] = ()
    frames: tuple[Frame, ...] = ()

    @property
    def status(self) -> Status:
        """The status on the day of the build."""
        return self.publication.status(self.as_of)

    @property
    def is_proven(self) -> bool:
        """True when nothing is wrong with any edition of this build."""
        return not has_errors(self.findings)

    def of(self, edition: Edition) -> tuple[Finding, ...]:
        """The findings in an edition's file."""
        return tuple(one for one in self.findings if _is_in(one, edition))

    def is_edition_proven(self, edition: Edition) -> bool:
        """True when there is no error in an edition's file."""
        return not has_errors(self.of(edition))

    def label(self, edition: Edition) -> str:
        """What readers know an edition by."""
        return self.words.texts.get(edition.name.replace("-", "_") + "_label", edition.name)

    def levels(self) -> Iterator[tuple[Level, tuple[Evidence, ...]]]:
        """The editions by their own level."""
        for level in Level:
            held = tuple(one for one in self.evidence if one.edition.level is level)
            if held:
                yield level, held

    def disclaimers(self, evidence: Sequence[Evidence]) -> list[str]:
        """The ids of the disclaimers that any of these editions needs, in the order of the registry."""
        needed = {need.disclaimer for one in evidence for need in one.needs}
        return [one.id for one in self.publication.disclaimers if one.id in needed]

    def wordings(self) -> Iterator[tuple[str, list[str]]]:
        """Each disclaimer with the words that any edition needs of it."""
        for name in self.disclaimers(self.evidence):
            needs = (need for one in self.evidence for need in one.needs if need.disclaimer == name)
            yield name, list(dict.fromkeys(need.wording for need in needs))

    def told(self) -> Iterator[Told]:
        """Every finding, errors first, with what it leads to."""
        for one in sorted(self.findings, key=lambda one: (not one.is_error, one.where.path, one.where.line or 0)):
            yield Told(one, str(one.where), self._href(one))

    def counts(self) -> tuple[int, int]:
        """In how many places disclaimers must stand, and in how many of them they were found."""
        needs = [need for one in self.evidence for need in one.needs]
        return sum(need.wanted for need in needs), sum(min(need.found, need.wanted) for need in needs)

    def _href(self, one: Finding) -> str:
        """Of a finished file, its pictures below; of a line of the text, its section on the page."""
        for evidence in self.evidence:
            if _is_in(one, evidence.edition):
                views = {view.leaf: number for number, view in reversed(list(enumerate(evidence.views, 1)))}
                leaf = f"page {one.where.page}" if one.where.page else one.where.part
                return f"#{evidence.edition.name}" + (f"-{views[leaf]}" if leaf in views else "")
        return self._section(one)

    def _section(self, one: Finding) -> str:
        is_there = self.is_proven and self.status is not Status.WITHDRAWN
        line = one.where.line or 0 if is_there else 0  # of what is not proven no page is published, nor of what is gone
        before = [section for section in self.publication.sections if (section.where.line or 1) <= line]
        if not before or not before[-1].where.path.endswith(one.where.path):
            return ""
        page = "index.html" if before[-1].full else "plain.html"
        return f"{page}#{before[-1].id}" if page in self.files else ""


def cell(evidence: Evidence, disclaimer: str) -> Cell:
    """What an edition needs of a disclaimer."""
    places: dict[str, list[Need]] = {}
    for need in evidence.needs:
        if need.disclaimer == disclaimer:
            places.setdefault(place_of(need.place), []).append(need)
    return Cell(
        tuple(
            (place, sum(need.wanted for need in needs), sum(need.found for need in needs))
            for place, needs in places.items()
        )
    )


def place_of(place: str | None) -> str:
    """A place in words."""
    return str(place).replace("-", " ") if place else FALLBACK


def _is_in(one: Finding, edition: Edition) -> bool:
    """True for a finding in the edition's file, or in one that carries the same text."""
    kit = edition.kit
    names = (edition.filename, *((kit.frame, kit.data, kit.card) if kit else ()))
    return one.where.line is None and any(f"/{one.where.path}".endswith(f"/{name}") for name in names)
