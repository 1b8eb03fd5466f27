"""The morning look: how every publication stands on a day, in words an editor understands, and as a page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jinja2 import Environment

from imprint.errors import Finding
from imprint.model import Publication, Publisher, Status, Words

STATUS_PAGE = "status.html"
SOON = 30  # days before a review is due in which to think of it


@dataclass(frozen=True)
class Known:
    """What is known of a publication that could be read, on a day, without its text."""

    title: str
    language: str
    version: str
    status: Status
    said: str  # the status as the editions print it
    next_review: date | None
    withdrawn: date | None
    pending: tuple[str, ...]
    stale: tuple[str, ...]
    is_reviewed: bool  # somebody is named who has reviewed it


def known(one: Publication, words: Words, as_of: date) -> Known:
    """What is known of a publication on a day."""
    status = one.status(as_of)
    return Known(
        one.titles.full,
        one.language,
        one.version,
        status,
        words.texts[f"status_{status}"],
        one.dates.next_review,
        one.withdrawal.date if one.withdrawal else None,
        one.pending,
        one.stale,
        bool(one.reviewers),
    )


@dataclass(frozen=True)
class Stand:
    """One publication on a day, with what is open in its text; of one that cannot be read only its name is known."""

    name: str
    known: Known | None
    as_of: date
    findings: tuple[Finding, ...]

    @property
    def title(self) -> str:
        """Its full title."""
        return self.known.title if self.known else self.name

    @property
    def status(self) -> Status | None:
        """Its status on the day; None where it cannot be read."""
        return self.known.status if self.known else None

    @property
    def days(self) -> int | None:
        """How many days are left until its review is due; fewer than none where that day has passed."""
        due = self.known.next_review if self.known else None
        return (due - self.as_of).days if due else None

    @property
    def is_urgent(self) -> bool:
        """True for what somebody should see to: it cannot be read, its review is due, a part of it changed."""
        if self.known is None:
            return True
        is_due = self.days is not None and self.days <= SOON
        return self.status is not Status.WITHDRAWN and (is_due or bool(self.known.stale))

    @property
    def review(self) -> str:
        """When its review is due, in words."""
        if self.known is None:
            return ""
        gone = self.known.withdrawn
        if gone and self.status is Status.WITHDRAWN:
            return f"withdrawn since {gone}"
        return _due(self.days) + (f"; will be withdrawn on {gone}" if gone else "")

    @property
    def signed(self) -> str:
        """What waits for a sign-off, in words."""
        if self.known is None:
            return ""
        stale = len(self.known.stale)
        waiting = len(self.known.pending) - stale
        told = (
            f"{_parts(stale)} changed since {'it was' if stale == 1 else 'they were'} checked" if stale else "",
            f"{_parts(waiting)} not signed off" if waiting > 0 else "",
        )
        return ", ".join(filter(None, told)) or (
            "all parts signed off" if self.known.is_reviewed else "no reviewer yet"
        )

    @property
    def open(self) -> str:
        """What is open in its text, counted."""
        if self.known is None:
            return "cannot be read"
        left = [one for one in self.findings if not one.accepted]
        errors, accepted = sum(one.is_error for one in left), len(self.findings) - len(left)
        counts = ((errors, "error"), (len(left) - errors, "warning"))
        told = [f"{count} {what}{'s' * (count != 1)}" for count, what in counts if count] or ["nothing open"]
        return ", ".join([*told, *([f"{accepted} accepted"] if accepted else [])])

    @property
    def said(self) -> str:
        """The status as the editions print it."""
        return self.known.said if self.known else "Cannot be read"

    def row(self) -> tuple[str, ...]:
        """Its line in a table: name, title, status, review, signed off, open."""
        return self.name, self.title if self.known else "", self.said, self.review, self.signed, self.open

    def as_facts(self) -> Mapping[str, Any]:
        """The same for other programs."""
        one = self.known
        return {
            "publication": self.name,
            "title": one.title if one else None,
            "language": one.language if one else None,
            "version": one.version if one else None,
            "status": self.status,
            "next_review": one.next_review.isoformat() if one and one.next_review else None,
            "days_to_review": self.days,
            "withdrawn": one.withdrawn.isoformat() if one and one.withdrawn else None,
            "pending": list(one.pending) if one else None,
            "stale": list(one.stale) if one else None,
            "findings": [finding.as_facts() for finding in self.findings],
        }


def morning_page(
    stands: Sequence[Stand], shared: Sequence[Finding], publisher: Publisher, as_of: date, environment: Environment
) -> Mapping[str, bytes]:
    """The page, by its path in output/; ``shared`` was found in the files that all publications share."""
    template = environment.get_template("status/status.html")
    counted = tuple(_counted(stands))
    html = template.render(stands=stands, shared=shared, publisher=publisher, as_of=as_of, counted=counted)
    return {STATUS_PAGE: html.encode()}


def _counted(stands: Sequence[Stand]) -> Iterator[str]:
    """How many there are of each status, in the order in which a publication goes through them."""
    for status in (*Status, None):
        count = sum(one.status is status for one in stands)
        if count:
            yield f"{count} {status or 'cannot be read'}"


def _due(days: int | None) -> str:
    if days is None:
        return "no day for the next review"
    if days < 0:
        return f"review overdue for {_days(-days)}"
    return f"review due in {_days(days)}" if days else "review due today"


def _days(count: int) -> str:
    return f"{count} day{'s' * (count != 1)}"


def _parts(count: int) -> str:
    return f"{count} part{'s' * (count != 1)}"
