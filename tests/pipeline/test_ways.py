"""Building and checking as a whole: what stays and what is told when something is not as it should be."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from imprint.editions import editions
from imprint.errors import Exit, ImprintError, Severity
from imprint.model import Tool
from imprint.pipeline import Options, Report, Step, build, check
from tests.reading.broken import copied_base

TOOLS = sorted({tool for edition in editions() for tool in edition.tools}, key=lambda one: one.command)


def quiet(_: Step) -> None:
    """Nobody watches."""


@pytest.fixture
def options(tmp_path: Path, root: Path) -> Options:
    source = copied_base(tmp_path / "clinic")
    return Options(source, root / "templates", tmp_path / "out", date(2026, 11, 22), editions=("page",))


def codes(report: Report) -> set[str]:
    return {finding.code for finding in report.findings}


@pytest.mark.slow
def test_a_publication_that_becomes_a_link_stays_published(options: Options) -> None:
    (name,) = build(options, quiet).proven
    folder = options.source / name
    shutil.move(folder, folder.parent.parent / "elsewhere")
    folder.symlink_to(folder.parent.parent / "elsewhere")
    report = build(options, quiet)
    assert (report.gone, report.withheld) == ((), (name,))
    assert (options.output / name).is_dir()


@pytest.mark.slow
def test_with_broken_shared_files_nothing_changes(options: Options) -> None:
    build(options, quiet)
    before = {path: path.read_bytes() for path in options.output.rglob("*") if path.is_file()}
    for folder in options.source.iterdir():
        if folder.is_dir():
            shutil.rmtree(folder)
    (options.source / "publisher.yaml").write_text("nmae: x\n", encoding="utf-8")
    build(options, quiet)
    assert {path: path.read_bytes() for path in options.output.rglob("*") if path.is_file()} == before


@pytest.mark.slow
def test_check_tells_what_is_published_but_gone_from_the_source(options: Options) -> None:
    (name,) = build(options, quiet).proven
    shutil.rmtree(options.source / name)
    assert "E022" in codes(check(options, quiet))


@pytest.mark.slow
def test_check_tells_when_the_text_changed_since_the_build(options: Options) -> None:
    (name,) = build(options, quiet).proven
    assert "E021" not in codes(check(options, quiet))
    text = options.source / name / "publication.md"
    text.write_text(text.read_text(encoding="utf-8").replace('version: "', 'version: "9', 1), encoding="utf-8")
    assert "E021" in codes(check(options, quiet))


@pytest.mark.slow
def test_a_browser_that_does_not_start_is_a_warning(options: Options) -> None:
    report = build(replace(options, browser=Path("/bin/false")), quiet)
    (finding,) = (finding for finding in report.findings if finding.code == "E020")
    assert finding.severity is Severity.WARNING
    assert (len(report.proven), report.browser) == (1, None)


def test_a_review_on_a_day_to_come_withholds_the_publication(options: Options) -> None:
    report = build(replace(options, as_of=date(2000, 1, 1)), quiet)
    assert "E023" in codes(report)
    assert (report.proven, len(report.withheld)) == ((), 1)


@pytest.mark.slow
def test_what_reading_warns_of_can_be_accepted(options: Options) -> None:
    """An acceptance of it is not told as one whose words are gone."""
    (name,) = (path.name for path in options.source.iterdir() if path.is_dir())
    text = options.source / name / "publication.md"
    before, long = text.read_text(encoding="utf-8"), "It comes back every year. It goes. It comes. It goes."
    text.write_text(before.replace("It comes back every year.", long), encoding="utf-8")
    accepted = "{code: P034, section: what-it-is, words: has 5 sentences, by: A, role: b, date: 2026-11-22, why: c}"
    (options.source / name / "reviews.yaml").write_text(f"accepted:\n- {accepted}\nreviews: []\n", encoding="utf-8")
    for report in (build(options, quiet), check(options, quiet)):
        assert "P034" in codes(report)
        assert "C051" not in codes(report)


@pytest.mark.slow
def test_a_list_that_says_another_status_publishes_nothing(options: Options, root: Path, tmp_path: Path) -> None:
    build(options, quiet)
    before = (options.output / "index.html").read_bytes()
    templates = tmp_path / "templates"
    shutil.copytree(root / "templates", templates)
    page = templates / "index/index.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace('words["status_" ~ item.status]', "words.status_overdue"), encoding="utf-8")
    report = build(replace(options, templates=templates), quiet)
    assert "A016" in codes(report)
    assert (report.proven, (options.output / "index.html").read_bytes()) == ((), before)
    assert "A016" not in codes(check(options, quiet))


@pytest.mark.slow
@pytest.mark.parametrize("tool", TOOLS, ids=lambda one: one.command)
def test_a_program_that_is_missing_costs_its_editions_and_no_other(options: Options, tool: Tool) -> None:
    """What is made all the same is made as on a machine that has the program, but for links to the rest."""
    whole = replace(options, editions=())
    lacking = replace(whole, output=options.output.with_name("lean"), lacking=frozenset({tool}))
    (name,) = build(whole, quiet).proven
    report = build(lacking, quiet)
    (finding,) = (finding for finding in report.findings if finding.code == "E024")
    assert (finding.severity, finding.where.path) == (Severity.WARNING, tool.command)
    assert finding.hint == f"install it: sudo apt-get install {tool.package}"
    assert report.proven == (name,)
    left_out = {edition.filename for edition in editions() if tool in edition.tools}
    there, here = (
        {path.name: path.read_bytes() for path in (one.output / name / "en").glob("*.*")} for one in (whole, lacking)
    )
    assert there.keys() - here.keys() == left_out
    pages = [data for path, data in here.items() if path.endswith(".html")]
    assert not [one for one in left_out if any(one.encode() in data for data in pages)]
    telling = {"index.html", "plain.html", "report.html", "report.json", "status.json"}  # of what there is and is not
    assert {path for path in here if here[path] != there[path]} == telling
    assert {finding.code for finding in check(lacking, quiet).findings} <= codes(report)


def test_an_edition_asked_for_that_cannot_be_made_stops_the_build(options: Options) -> None:
    (tool, *_) = TOOLS
    (name, *_) = (edition.name for edition in editions() if tool in edition.tools)
    with pytest.raises(ImprintError) as told:
        build(replace(options, editions=("page", name), lacking=frozenset({tool})), quiet)
    assert ({finding.code for finding in told.value.findings}, told.value.exit_code) == ({"E024"}, Exit.ENVIRONMENT)
    assert not options.output.exists()
