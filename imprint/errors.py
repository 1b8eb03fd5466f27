"""What can go wrong, in one shape: a finding with a code, a place, what is wrong and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Severity(StrEnum):
    """How much a finding matters: an error withholds the publication, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Exit(IntEnum):
    """The exit codes of the command, as documented for editors and scripts."""

    PROVEN = 0
    ERRORS = 1
    USAGE = 2
    ENVIRONMENT = 3
    SUPERSEDED = 4  # genuine, and not to be used any more


@dataclass(frozen=True, order=True)
class Where:
    """A place in a source file (line) or in a finished file (page, or the name of a part)."""

    path: str
    line: int | None = None
    page: int | None = None
    part: str = ""

    def __str__(self) -> str:
        line = f":{self.line}" if self.line is not None else ""
        page = f" page {self.page}" if self.page is not None else ""
        part = f" ({self.part})" if self.part else ""
        return f"{self.path}{line}{page}{part}"


@dataclass(frozen=True)
class Finding:
    """What a check reports: a code, where it is, what is wrong and what to do about it."""

    code: str
    where: Where
    message: str
    hint: str
    severity: Severity = Severity.ERROR
    accepted: str = ""  # who has looked at it and answers for it, when and why

    def as_facts(self) -> dict[str, str | int | None]:
        """The finding for other programs: one fact under each name."""
        where = self.where
        return {
            "code": self.code,
            "severity": self.severity,
            "path": where.path,
            "line": where.line,
            "page": where.page,
            "part": where.part,
            "message": self.message,
            "hint": self.hint,
            "accepted": self.accepted or None,
        }

    def __str__(self) -> str:
        return f"{self.where}: {self.severity} {self.code}: {self.message} — {self.advice}"

    @property
    def advice(self) -> str:
        """What to do about it; once somebody has accepted it, who that was and why."""
        return self.accepted or self.hint

    @property
    def is_error(self) -> bool:
        """True when this finding withholds the publication."""
        return self.severity is Severity.ERROR


class ImprintError(Exception):
    """Stops a stage with every finding it has gathered; the command prints them and exits with ``exit_code``."""

    def __init__(self, findings: Iterable[Finding], exit_code: Exit = Exit.ERRORS) -> None:
        self.findings = tuple(findings)
        self.exit_code = exit_code
        super().__init__("\n".join(map(str, self.findings)))

    def __reduce__(self) -> tuple[object, ...]:
        return ImprintError, (self.findings, self.exit_code)  # how it travels from a worker process


def has_errors(findings: Iterable[Finding]) -> bool:
    """True when at least one finding is an error."""
    return any(finding.is_error for finding in findings)
