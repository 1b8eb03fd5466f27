"""Reads what people have decided about a publication (``reviews.yaml``), and holds it against the text as it is now."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from imprint.codes import CODES
from imprint.errors import Severity
from imprint.model import Acceptance, Decision, Publication, Review
from imprint.pairs import Pair, digest, pairs
from imprint.reading.report import Report
from imprint.reading.schema import Day, Many, MaybeEmpty, Shape, fit, matching
from imprint.reading.suggest import suggest
from imprint.reading.yaml_loader import Tree, load

LIMIT = 8 * 1024 * 1024  # every decision keeps the lines it was about, so the file grows with the years
Section = Annotated[
    str,
    matching("Y016", r"\*|[a-z0-9]+(-[a-z0-9]+)*", "the id of a section", 'write its id, or "*" for the whole'),
]
Digest = Annotated[str, matching("Y052", r"[0-9a-f]{64}", "a digest", "take the entry out, and review again")]


class DigestsEntry(Shape):
    """The digests of what was reviewed, as written."""

    full: Digest
    plain: Digest


class ReviewEntry(Shape):
    """One decision as written."""

    section: Section
    decision: Decision
    by: str
    role: str
    date: Day
    scope: str
    digests: DigestsEntry
    full: Many[MaybeEmpty]
    plain: Many[MaybeEmpty]


class AcceptedEntry(Shape):
    """One accepted finding as written."""

    code: str
    section: Section
    words: str
    by: str
    role: str
    date: Day
    why: str


class ReviewsEntry(Shape):
    """A publication's ``reviews.yaml`` as written."""

    accepted: Many[AcceptedEntry] = ()
    reviews: Many[ReviewEntry] = ()


@dataclass(frozen=True)
class Recorded:
    """What people have decided about a publication's pairs, and which findings they have accepted."""

    reviews: tuple[Review, ...] = ()
    accepted: tuple[Acceptance, ...] = ()


def reviews(tree: Tree, report: Report) -> Recorded:
    """What is recorded, in the order of the file; what is wrong is noted, an altered record above all."""
    entry = fit(ReviewsEntry, tree, report) if tree.value is not None else None
    if entry is None:
        return Recorded()
    for number, one in enumerate(entry.reviews):
        _note_altered(one, tree.line(("reviews", number)), report)
    return Recorded(
        tuple(_review(one, report, tree.line(("reviews", number))) for number, one in enumerate(entry.reviews)),
        tuple(_accepted(one, number, tree, report) for number, one in enumerate(entry.accepted)),
    )


def decisions(text: str, path: Path) -> tuple[Review, ...] | None:
    """The decisions that the text of a file holds, without their lines; None where the file has errors."""
    report = Report(path.as_posix())
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    tree = load(text, report)
    found = reviews(tree, report) if tree else Recorded()
    return None if report.has_errors else tuple(replace(one, where=report.where()) for one in found.reviews)


def held_against(publication: Publication, recorded: Recorded, report: Report) -> Publication:
    """The publication with what is recorded, and with the pairs that no review approves as they are now."""
    now = pairs(publication)
    known = [one.id for one in now]
    named = [(one.section, one.where.line, "decision") for one in recorded.reviews]
    named += [(one.section, one.where.line, "accepted finding") for one in recorded.accepted]
    for section, line, what in named:
        if section not in known:
            message = f"this {what} is about a section “{section}”, which is not there"
            report.add("Y051", line, message, suggest(section, known, "take the entry out"))
    pending = tuple(one.id for one in now if not _is_approved(one, recorded.reviews))
    stale = tuple(one.id for one in now if one.id in pending and _has_drifted(one, recorded.reviews))
    return replace(publication, pending=pending, stale=stale, reviews=recorded.reviews, accepted=recorded.accepted)


def _of(pair: Pair, reviews: Iterable[Review]) -> list[Review]:
    """The decisions about a pair, the newest last: by day, then by place in the file."""
    return sorted((one for one in reviews if one.section == pair.id), key=lambda one: one.date)


def _is_approved(pair: Pair, reviews: Iterable[Review]) -> bool:
    newest = _of(pair, reviews)[-1:]
    return any(one.decision is Decision.APPROVED and _is_about(one, pair) for one in newest)


def _has_drifted(pair: Pair, reviews: Iterable[Review]) -> bool:
    """True when the pair was approved, and is no longer what was approved last."""
    approved = [one for one in _of(pair, reviews) if one.decision is Decision.APPROVED]
    return bool(approved) and not _is_about(approved[-1], pair)


def _is_about(review: Review, pair: Pair) -> bool:
    return (digest(review.full), digest(review.plain)) == pair.digests()


def _note_altered(one: ReviewEntry, line: int | None, report: Report) -> None:
    for level in ("full", "plain"):
        if digest(getattr(one, level)) != getattr(one.digests, level):
            message = f"the {level} lines of this decision on “{one.section}” are not those that were reviewed"
            report.add("Y050", line, message, "restore the entry from version control, or take it out and review again")


def _review(one: ReviewEntry, report: Report, line: int | None) -> Review:
    values = (one.section, one.decision, one.by, one.role, one.date, one.scope, one.full, one.plain)
    return Review(*values, report.where(line))


def _accepted(one: AcceptedEntry, number: int, tree: Tree, report: Report) -> Acceptance:
    way = ("accepted", number, "code")
    if one.code not in CODES:
        report.add("Y012", tree.line(way), f"“{one.code}” is not the code of a finding", suggest(one.code, CODES))
    elif CODES[one.code].severity is Severity.ERROR:
        message = f"{one.code} is an error, and no error can be accepted"
        report.add("Y053", tree.line(way), message, "mend what it names, and take this entry out")
    return Acceptance(**one.model_dump(), where=report.where(tree.line(way)))
