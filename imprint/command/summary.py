"""What came of a build or a check, in a few lines for an editor; pure."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from imprint.errors import Finding, Severity, has_errors

NO_BROWSER = "No browser has looked at the pages: install Chromium to have them looked at as well"
GET_ONE = "sudo apt-get install chromium"


class Flaw(Protocol):
    """Something that a validator finds wrong."""

    @property
    def severity(self) -> Severity:
        """How grave it is."""


class Outcome(Protocol):
    """What the pipeline reports."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything found."""

    @property
    def proven(self) -> tuple[str, ...]:
        """Publications without an error."""

    @property
    def withheld(self) -> tuple[str, ...]:
        """Publications that were asked for and are not proven."""

    @property
    def gone(self) -> tuple[str, ...]:
        """Publications that are no longer published."""

    @property
    def files(self) -> int:
        """How many files the proven publications have."""

    @property
    def reports(self) -> tuple[str, ...]:
        """The pages that tell what is wrong with publications that were withheld."""

    @property
    def browser(self) -> str | None:
        """Which browser has looked at the pages."""


class Built(Outcome, Protocol):
    """What the pipeline reports of a build."""

    @property
    def built(self) -> tuple[str, ...]:
        """Publications that were made and proven now."""

    @property
    def unchanged(self) -> tuple[str, ...]:
        """Publications that were proven before and have not changed since."""

    @property
    def untold(self) -> int:
        """How many findings of these are only counted."""


class Explained(Protocol):
    """What became of an edition."""

    @property
    def publication(self) -> str:
        """Whose edition it is."""

    @property
    def edition(self) -> str:
        """Its name; "" for all editions of the publication."""

    @property
    def action(self) -> str:
        """What was done: built, reused, failed."""

    @property
    def why(self) -> str:
        """Why that."""


class Progress(Protocol):
    """How far a build is."""

    @property
    def built(self) -> int:
        """Editions that were made."""

    @property
    def reused(self) -> int:
        """Editions that were there already."""

    @property
    def failed(self) -> int:
        """Editions that could not be made."""

    @property
    def publications(self) -> int:
        """Publications that are done."""

    @property
    def of(self) -> int:
        """Publications in all."""


class Step(Protocol):
    """Something that a build does or has done."""

    @property
    def publication(self) -> str:
        """With which publication."""

    @property
    def text(self) -> str:
        """What it is."""

    @property
    def tally(self) -> Progress | None:
        """How far it is, where that is known."""

    @property
    def explained(self) -> Sequence[Explained]:
        """What became of the publication's editions, once it is done."""


class Verdict(Protocol):
    """What a validator said of a file."""

    @property
    def validator(self) -> str:
        """Its name."""

    @property
    def version(self) -> str:
        """Its version."""

    @property
    def path(self) -> str:
        """The file."""

    @property
    def flaws(self) -> Sequence[Flaw]:
        """What it found."""


def of_build(report: Built, output: Path) -> Iterator[str]:
    """What was published, what was not, and what an editor can do next."""
    if report.built:
        rest = f"; {counted(len(report.unchanged), 'publication')} unchanged" if report.unchanged else ""
        amount = counted(len(report.built), "publication")
        yield f"{amount} built and proven{rest}. {_files(report)}. Open {output}/index.html"
        yield from _unseen(report)
    elif report.unchanged:
        amount = counted(len(report.unchanged), "publication")
        yield f"Nothing has changed: {amount} proven, {_files(report).lower()}. Open {output}/index.html"
        yield from _unseen(report)
    if report.gone:
        yield f"No longer in {output}: {listed(report.gone)}."
    if report.untold:
        yield f"{counted(report.untold, 'finding')} of unchanged publications as before: see {output}/status.html"
    if report.withheld:
        nothing = f"nothing of {listed(report.withheld)} was published"
        yield f"{tally(report.findings)}: {nothing}; what was there before stays."
        yield from (f"What is wrong, with pictures: {path}" for path in report.reports)
    elif report.findings:
        yield f"{tally(report.findings)}."
    elif not report.proven:
        yield "There was nothing to build."


def explained(editions: Iterable[Explained]) -> Iterator[str]:
    """Why each edition was built, reused or failed: a line each."""
    for one in editions:
        what = f"{one.publication}, {one.edition}" if one.edition else f"{one.publication}, all editions"
        yield f"{what}: {one.action}, because {one.why}"


def progress(tally: Progress, seconds: float) -> str:
    """How far a build is after some seconds, how fast it goes, and when it will be done."""
    rate = tally.publications / seconds if seconds > 0 else 0.0
    left = round((tally.of - tally.publications) / rate) if rate else 0
    done = f"{tally.publications} of {tally.of}"
    editions = f"editions: {tally.built} built, {tally.reused} reused, {tally.failed} failed"
    return f"{done} · {editions} · {_rate(rate)} · {_time(left)} left"


def _rate(rate: float) -> str:
    return f"{rate:.1f} a second" if rate >= 1 else f"{rate * 60:.1f} a minute"


def _time(seconds: int) -> str:
    if seconds < 90:
        return f"{seconds} s"
    return f"{round(seconds / 60)} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def _files(report: Outcome) -> str:
    return f"{counted(report.files, 'file')}".capitalize()


def of_check(report: Outcome) -> Iterator[str]:
    """What is proven, and what is not."""
    if report.proven:
        yield f"{_amount(report)} proven in {counted(report.files, 'finished file')}: {listed(report.proven)}."
        yield from _unseen(report)
    if report.findings:
        yield f"{tally(report.findings)}." + (
            " Mend what is named, then build again." if has_errors(report.findings) else ""
        )


def verdicts(given: Iterable[Verdict]) -> Iterator[tuple[str, str, str, str]]:
    """A row for each verdict: the validator, its version, the file, and what it found there."""
    for one in given:
        yield one.validator, one.version, one.path, tally(one.flaws) or "no fault"


def of_verdicts(given: Sequence[Verdict]) -> Iterator[str]:
    """How many verdicts there are, and how many of them are good."""
    if given:
        files, flaws = {one.path for one in given}, [flaw for one in given for flaw in one.flaws]
        asked = f"{counted(len(files), 'file')}, {counted(len(given), 'verdict')} of validators"
        yield f"{asked}: {tally(flaws) or 'no errors, no warnings'}."


def counted(number: int, thing: str) -> str:
    """For example "1 error", "2 errors", "no errors"."""
    return f"{number or 'no'} {thing}{'' if number == 1 else 's'}"


def tally(findings: Sequence[Finding | Flaw]) -> str:
    """For example "2 errors, 1 warning"; empty when there is neither."""
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    numbers = {"error": errors, "warning": len(findings) - errors}
    return ", ".join(counted(number, thing) for thing, number in numbers.items() if number)


def listed(names: Sequence[str]) -> str:
    """For example "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _amount(report: Outcome) -> str:
    return counted(len(report.proven), "publication")


def _unseen(report: Outcome) -> Iterator[str]:
    if report.browser is None:
        yield f"{NO_BROWSER} ({GET_ONE})."
