"""Gathers the findings of a run, so that an editor sees all of them at once."""

from imprint.codes import finding
from imprint.errors import Finding, Where, has_errors


class Report:
    """The findings about one source file, by the path an editor knows it under."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._findings: dict[Finding, None] = {}  # a dict keeps the order and forgets repetitions

    def add(self, code: str, line: int | None, message: str, hint: str) -> None:
        """Notes what is wrong at a line (None: in the file as a whole) and what to do about it."""
        self._findings[finding(code, self.where(line), message, hint)] = None

    def where(self, line: int | None = None) -> Where:
        """A place in this file."""
        return Where(self.path, line)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was noted so far, in the order of the lines."""
        return tuple(sorted(self._findings, key=lambda item: item.where.line or 0))

    @property
    def has_errors(self) -> bool:
        """True when something was noted that withholds a publication."""
        return has_errors(self._findings)
