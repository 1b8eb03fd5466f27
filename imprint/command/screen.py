"""What an editor sees: progress, findings, a line that sums up; coloured on a terminal, plain lines elsewhere."""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from imprint.command import summary
from imprint.errors import Finding, Severity

FEW, PAUSE = 20, 10.0  # publications; seconds between two lines of progress where there are more
STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow"}
Tell = Callable[[str, str], None]  # publication, what is being done with it


class Screen:
    """A terminal, or whatever stands in for one; results go to standard output, progress to standard error."""

    def __init__(self, as_json: bool = False) -> None:
        self.as_json = as_json
        self.out = Console(soft_wrap=True, highlight=False, markup=False)
        self.err = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)

    @contextmanager
    def progress(self) -> Iterator[Tell]:
        """Yields a function that says what is being done; on a terminal what it said goes away in the end."""
        if not self.err.is_terminal:
            yield lambda publication, text: self.err.print(f"{publication}: {text}")
            return
        columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
        with Progress(*columns, console=self.err, transient=True) as display:
            task = display.add_task("reading")
            yield lambda publication, text: display.update(task, description=f"{publication}: {text}")

    @contextmanager
    def following(self) -> Iterator[Callable[[summary.Step], None]]:
        """Yields a function that says how far a build is; on a terminal what it said goes away in the end."""
        started, told = time.monotonic(), 0.0
        with self.progress() as tell:

            def follow(step: summary.Step) -> None:
                nonlocal told
                now = time.monotonic()
                if step.tally is None or step.tally.of <= FEW:
                    tell(step.publication, step.text)
                elif self.err.is_terminal or now - told >= PAUSE or step.tally.publications == step.tally.of:
                    told = now
                    tell(step.publication, summary.progress(step.tally, now - started))

            yield follow

    def result(self, findings: Iterable[Finding], lines: Iterable[str] = (), **facts: object) -> None:
        """Every finding, then the lines that sum up; as JSON the findings and the facts."""
        if self.as_json:
            self.out.print(_json(findings, facts))
            return
        self._findings(in_order(findings))
        for line in lines:
            self.out.print(line)

    def table(self, titles: Sequence[str], rows: Iterable[Sequence[str]], wide: str) -> None:
        """A table on a terminal, in which the ``wide`` column may run over several lines; else lines with tabs."""
        if not self.out.is_terminal:
            for row in (titles, *rows):
                self.out.file.write("\t".join(row) + "\n")  # rich would turn the tabs into spaces
            return
        table = Table(box=None, padding=(0, 1, 0, 0), header_style="bold")
        for title in titles:
            table.add_column(title, overflow="fold", no_wrap=title != wide)
        for row in rows:
            table.add_row(*map(Text, row))
        self.out.print(table, soft_wrap=False)

    def _findings(self, findings: Sequence[Finding]) -> None:
        """One line for each; on a terminal a blank line after each file."""
        for number, finding in enumerate(findings):
            if self.out.is_terminal and number and findings[number - 1].where.path != finding.where.path:
                self.out.print()
            self.out.print(_coloured(finding))


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by file, then line or page, then code."""
    return sorted(findings, key=lambda one: (one.where.path, one.where.line or 0, one.where.page or 0, one.code))


def _json(findings: Iterable[Finding], facts: Mapping[str, object]) -> str:
    rows = [one.as_facts() for one in in_order(findings)]
    return json.dumps({"findings": rows, **facts}, indent=1, ensure_ascii=False)


def _coloured(finding: Finding) -> Text:
    """The finding's own text, word for word, with its parts told apart by colour."""
    text = Text(str(finding))
    where, severity = len(str(finding.where)), len(f"{finding.severity} {finding.code}")
    text.stylize("bold", 0, where)
    text.stylize(STYLES[finding.severity], where + 2, where + 2 + severity)
    text.stylize("dim", len(text) - len(finding.advice))
    return text
