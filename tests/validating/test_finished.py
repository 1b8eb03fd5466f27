"""Every validator over every finished file of the article and of a second publication: no errors, no warnings."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from imprint.pipeline import Options, Report, build, validate
from imprint.validating import NAMES
from tests.conftest import needs_tools_of_editions
from tests.validating.asking import refuse, tools_here

TODAY = date(2026, 11, 22)
SOURCES = ("source", "tests/sources/clinic")
JUDGED_BY = {".pdf": {"veraPDF"}, ".epub": {"EPUBCheck", "Ace", "axe", "Nu"}, ".html": {"axe", "Nu"}}
# What outloud finds and is not mended yet, by file: exactly this, so that the list can only become shorter.
OPEN = {
    "stem-cells-autoimmune/en/plain-large-print.pdf": {"ORD-001"},
    "walking-blisters/en/large-print.pdf": {"TBL-002", "ORD-001", "LST-002", "LNK-010"},
    "walking-blisters/en/leaflet.pdf": {"TBL-002", "LNK-010"},
    "walking-blisters/en/plain-large-print.pdf": {"ORD-001", "LNK-010"},
    "walking-blisters/en/plain-leaflet.pdf": {"LNK-010"},
}
pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Built:
    """A source's finished files."""

    options: Options
    report: Report

    def files(self, *suffixes: str) -> list[Path]:
        return [path for path in sorted(self.options.output.rglob("*")) if path.suffix in suffixes]


@pytest.fixture(scope="module", params=SOURCES)
def built(request: pytest.FixtureRequest, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    needs_tools_of_editions()
    output = tmp_path_factory.mktemp("judged") / "output"
    options = Options(root / request.param, root / "templates", output, TODAY)
    report = build(options, lambda _: None)
    assert report.proven, [str(one) for one in report.findings]
    return Built(options, report)


def test_the_finished_files_are_without_fault(built: Built, count: Callable[[str], None]) -> None:
    """One test for both judgements: each process that runs the tests would build all of it again."""
    count(judged_by_the_validators(built))
    count(judged_by_outloud(built))


def judged_by_the_validators(built: Built) -> str:
    """How many verdicts there are; no validator may have found anything."""
    report = validate(Report((), (), ()), built.options, tools_here(), lambda _: None)
    refuse([str(one) for one in report.findings if one.code == "S003"])
    assert [str(one) for one in report.findings] == []
    asked = Counter(one.validator for one in report.verdicts)
    wanted = Counter(name for path in built.files(*JUDGED_BY) for name in JUDGED_BY[path.suffix])
    assert asked == wanted
    assert set(asked) == set(NAMES)
    files = len({one.path for one in report.verdicts})
    each = ", ".join(f"{name} {number}" for name, number in sorted(asked.items()))
    return (
        f"{built.report.proven[0]}: {files} artefacts, {len(report.verdicts)} verdicts ({each}): no errors, no warnings"
    )


def judged_by_outloud(built: Built) -> str:
    """A second opinion on PDFs, for what veraPDF does not ask; a program, since its engine is under the AGPL."""
    files = built.files(".pdf")
    outloud = str(Path(sys.executable).with_name("outloud"))
    command = [outloud, "--json", "-", "--fail-on", "never", *map(str, files)]
    said = json.loads(subprocess.run(command, capture_output=True, check=True, timeout=300).stdout)
    assert [one["error"] for one in said["results"]] == [None] * len(files)
    found = {
        Path(one["path"]).relative_to(built.options.output).as_posix(): {flaw["rule"] for flaw in one["findings"]}
        for one in said["results"]
    }
    assert found == {path: OPEN.get(path, set()) for path in found}
    known = sum(map(len, found.values()))
    return f"{built.report.proven[0]}: {len(found)} PDFs by outloud: {known} rules not kept yet"
