"""Gathers the findings of a run, so that an editor sees all of them at once."""

from pathlib import Path

from imprint.codes import finding
from imprint.errors import Finding, Where, has_errors


class Report:
    """The findings about one source file, by the path an editor knows it under."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._findings: dict[Finding, None] = {}  # a dict keeps the order and forgets repetitions

    def add(self, code: str, line: int | None, message: str, hint: str) -> None:
        """Notes what is wrong at a line (None: in the file as a whole) and what to do about it."""
        self._findings[finding(code, self.where(line), shown(message), shown(hint))] = None

    def where(self, line: int | None = None) -> Where:
        """A place in this file."""
        return Where(self.path, line)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was noted so far, in the order of the lines."""
        return tuple(sorted(self._findings, key=lambda item: item.where.line or 0))

    def lines(self, *codes: str) -> set[int | None]:
        """The lines at which one of these codes was noted."""
        return {item.where.line for item in self._findings if item.code in codes}

    @property
    def has_errors(self) -> bool:
        """True when something was noted that withholds a publication."""
        return has_errors(self._findings)


class Desk:
    """The reports of a run, one per source file, in the order in which the files were read."""

    def __init__(self) -> None:
        self._reports: dict[str, Report] = {}

    def report(self, path: Path) -> Report:
        """The report about a file, always the same one."""
        name = shown(path.as_posix())
        return self._reports.setdefault(name, Report(name))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything noted so far."""
        return tuple(item for report in self._reports.values() for item in report.findings)


def shown(text: str) -> str:
    """A text as one line of visible characters, so that no finding can deceive, or break, a terminal."""
    text = " ".join(text.split())
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in text)
