"""What a build tells while it runs and when it ends: lines for people, or events for other programs."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from imprint.command import summary
from imprint.errors import Finding

if TYPE_CHECKING:
    from imprint.command.screen import Screen


class Outcome(summary.Built, Protocol):
    """What the pipeline reports of a build."""

    @property
    def explained(self) -> Sequence[summary.Explained]:
        """What became of every edition."""

    @property
    def verdicts(self) -> Sequence[summary.Verdict]:
        """What the official validators said, where they were asked."""


class Building:
    """The ear and the mouth of a build."""

    def __init__(self, as_json: bool, explain: bool) -> None:
        self._as_json, self._explain = as_json, explain

    @contextmanager
    def progress(self) -> Iterator[Callable[[summary.Step], None]]:
        """Yields a function that tells of a step; on a terminal what it told goes away in the end."""
        if self._as_json:
            yield self._step
            return
        with self._screen().following() as tell:
            yield tell

    def tell(self, report: Outcome, output: Path) -> None:
        """Tells what came of the build."""
        if self._as_json:
            facts = {"built": report.built, "unchanged": report.unchanged, "not_proven": report.withheld}
            findings = [one.as_facts() for one in report.findings]
            more = {"gone": report.gone, "files": report.files, "browser": report.browser, "untold": report.untold}
            self._event("finished", **facts, **more, findings=findings)
            return
        lines = (*summary.of_build(report, output), *summary.of_verdicts(report.verdicts))
        if self._explain:
            sys.stdout.writelines(f"{line}\n" for line in summary.explained(report.explained))
        if report.findings:
            self._screen().result(report.findings, lines)
        else:
            sys.stdout.writelines(f"{line}\n" for line in lines)
        sys.stdout.flush()

    def result(self, findings: Iterable[Finding]) -> None:
        """Tells what has kept the build from being done."""
        if self._as_json:
            self._event("stopped", findings=[one.as_facts() for one in findings])
        else:
            self._screen().result(findings)

    def _screen(self) -> "Screen":
        from imprint.command.screen import Screen  # noqa: PLC0415 - a build with nothing to do needs none

        return Screen()

    def _step(self, step: summary.Step) -> None:
        if step.tally is None:
            self._event("begun", publication=step.publication)
            return
        for one in step.explained:
            more = {"edition": one.edition or None, "action": one.action, "why": one.why}
            self._event("edition", publication=one.publication, **more)
        tally: Mapping[str, int] = {
            "done": step.tally.publications,
            "of": step.tally.of,
            "built": step.tally.built,
            "reused": step.tally.reused,
            "failed": step.tally.failed,
        }
        self._event("publication", publication=step.publication, proven=step.text == "proven", **tally)

    def _event(self, event: str, **facts: Any) -> None:
        sys.stdout.write(json.dumps({"event": event, **facts}, ensure_ascii=False) + "\n")
        sys.stdout.flush()
