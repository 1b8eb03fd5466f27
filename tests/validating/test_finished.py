"""Every validator over all finished files of the article and the tests' own publications: no errors, no warnings."""

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import page
import pytest

from imprint.pipeline import Options, Report, build
from imprint.pipeline.deep import ask
from imprint.reading import read, read_words
from imprint.reporting import PAGE
from imprint.validating import NAMES, Site, validate
from tests.conftest import needs_tools_of_editions
from tests.validating.asking import refuse, tools_here

TODAY = date(2026, 11, 22)
LATE = date(2028, 1, 1)  # when the clinic's publication is overdue, and its leaflets and books are notices
SOURCES = (
    ("source", TODAY),
    ("tests/sources/clinic", TODAY),
    ("tests/sources/shapes", TODAY),
    ("tests/sources/clinic", LATE),
    ("withdrawn", LATE),
)
WITHDRAWN = "withdrawn: {date: 2027-03-01, reason: It was wrong, replacement: https://clinic.test/new/}\n"
JUDGED_BY = {".pdf": {"veraPDF"}, ".epub": {"EPUBCheck", "Ace", "axe", "Nu"}, ".html": {"axe", "Nu"}}
# Where outloud itself is wrong, and in which files: exactly these, so that nothing else can hide behind them.
WRONG = {
    # It counts header cells against data cells. Where a table of two columns has a head, and each row is headed by its
    # first cell (WCAG technique H63), there are more of them; each says by its Scope what it heads (ISO 14289-1, 7.5).
    "TBL-010": [
        f"many-tables/en/{name}.pdf" for name in ("leaflet", "plain-leaflet", "large-print", "plain-large-print")
    ],
    # It takes an artifact for lost text where other pages do not show what it is: the foot of a leaflet of one page,
    # and the head of a table that is printed again in the next column (artifacts are not tagged: ISO 14289-1, 7.1).
    "TAG-002": [
        "many-tables/en/leaflet.pdf",
        "many-tables/en/plain-leaflet.pdf",
        "long-lists/en/plain-leaflet.pdf",
        "dozen-pictures/en/plain-leaflet.pdf",
        "withdrawn: walking-blisters/en/large-print.pdf",  # of one source alone: elsewhere it has many pages
        "withdrawn: walking-blisters/en/plain-large-print.pdf",
    ],
}
# page-validation is wrong where the last byte of a stream is a carriage return: it takes it for a part of the line end
# that follows, and so for no part of the stream (ISO 32000-1, 7.3.8.1, leaves that to /Length; veraPDF agrees).
CARRIAGE = {"PDFA2A-STREAM-LENGTH-001"}
pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Built:
    """A source's finished files."""

    options: Options
    report: Report

    def files(self, *suffixes: str) -> list[Path]:
        return [path for path in sorted(self.options.output.rglob("*")) if path.suffix in suffixes]

    def published(self) -> dict[str, bytes]:
        output = self.options.output
        found = (path for path in sorted(output.rglob("*")) if path.is_file())
        return {path.relative_to(output).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="module", params=SOURCES)
def built(request: pytest.FixtureRequest, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    needs_tools_of_editions()
    output = tmp_path_factory.mktemp("judged") / "output"
    source, as_of = request.param
    if source == "withdrawn":
        shutil.copytree(root / "tests/sources/clinic", output.parent / "withdrawn")
        text = output.parent / "withdrawn/walking-blisters/publication.md"
        text.write_text(text.read_text(encoding="utf-8").replace("canonical_url:\n", WITHDRAWN), encoding="utf-8")
    at = output.parent / source if source == "withdrawn" else root / source
    options = Options(at, root / "templates", output, as_of)
    report = build(options, lambda _: None)
    assert report.proven, [str(one) for one in report.findings]
    return Built(options, report)


def test_the_finished_files_are_without_fault(built: Built, count: Callable[[str], None]) -> None:
    """One test for all judgements: each process that runs the tests would build all of it again."""
    count(judged_by_the_validators(built))
    count(judged_reports(built))
    count(judged_by_page_validation(built))
    count(judged_by_outloud(built))


def judged_by_the_validators(built: Built) -> str:
    """How many verdicts there are; no validator may have found anything. The reports are asked about apart."""
    words = read_words(built.options.templates / "shared/words.yaml")
    publisher = read(built.options.source, words, ())[0].publisher
    files = {path: data for path, data in built.published().items() if Path(path).name != PAGE}
    found = ask(files, publisher, tools_here(), lambda _: None)
    refuse([f"{name} needs {lack.tool}: {lack.command}" for name, lack in found.missing])
    assert [(one.path, flaw) for one in found.verdicts for flaw in one.flaws] == []
    asked = Counter(one.validator for one in found.verdicts)
    wanted = Counter(name for path in files for name in JUDGED_BY.get(Path(path).suffix, ()))
    assert asked == wanted
    assert set(asked) == set(NAMES)
    judged = len({one.path for one in found.verdicts})
    each = ", ".join(f"{name} {number}" for name, number in sorted(asked.items()))
    names = ", ".join(built.report.proven)
    return f"{names}: {judged} artefacts, {len(found.verdicts)} verdicts ({each}): 0 errors, 0 warnings"


def judged_reports(built: Built) -> str:
    """By Nu: axe takes over half a minute for each, and sees two that tell everything in test_report.py."""
    reports = {path: data for path, data in built.published().items() if Path(path).name == PAGE}
    said = validate(Site(reports), tools_here(), only=["Nu"])
    assert [one.path for one in said.verdicts] == sorted(reports)
    assert [(one.path, flaw) for one in said.verdicts for flaw in one.flaws] == []
    return f"{', '.join(built.report.proven)}: {len(reports)} reports by Nu: no errors, no warnings"


def judged_by_page_validation(built: Built) -> str:
    """The quick one that the other tests ask, of both standards."""
    files = built.files(".pdf")
    for path in files:
        for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
            report = page.validate_pdf_bytes(path.read_bytes(), profile=profile)
            found = {one.rule_id for one in report.failures} - (
                CARRIAGE if b"\r\nendstream" in path.read_bytes() else set()
            )
            assert (path.name, found) == (path.name, set())
    return (
        f"{', '.join(built.report.proven)}: {len(files)} PDFs by page-validation, {2 * len(files)} verdicts: no errors"
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
    source = built.options.source.name
    wrong = {path: {rule for rule, paths in WRONG.items() if {path, f"{source}: {path}"} & {*paths}} for path in found}
    assert found == wrong
    known = sum(map(len, wrong.values()))
    told = f", {known} of them its own mistakes" if known else ""
    return f"{', '.join(built.report.proven)}: {len(found)} PDFs by outloud: {known} rules broken{told}"
