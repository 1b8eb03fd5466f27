"""Every build tells how it went: in a report among the files that are published, or aside where they are not."""

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from imprint.pipeline import Options, Step, build, check
from imprint.validating.tools import need_java
from tests.reading.broken import copied_base
from tests.validating.asking import refuse, tools_here

FAINT = "\n.disclaimer { color: #fdfdfd !important; background: #ffffff !important; }\n"
LONG = "One thing is said. Another thing is said. A third thing is said. A fourth thing is said. That is all."
pytestmark = pytest.mark.slow


def quiet(_: Step) -> None:
    """Nobody watches."""


@pytest.fixture
def options(tmp_path: Path, root: Path) -> Options:
    source = copied_base(tmp_path / "clinic")
    return Options(source, root / "templates", tmp_path / "out", date(2026, 11, 22), editions=("leaflet",))


def read(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def only(folder: Path) -> Path:
    (report,) = folder.rglob("report.html")
    return report.parent


def test_it_is_published_with_what_it_tells_of_and_checked_like_everything_else(options: Options) -> None:
    report = build(options, quiet)
    folder = only(options.output)
    manifest = json.loads((options.output / "manifest.json").read_bytes())
    listed = {line["path"] for line in manifest["artefacts"] if line["edition"] == "report"}
    name = folder.relative_to(options.output).as_posix()
    assert {f"{name}/report.html", f"{name}/report.json", f"{name}/report/leaflet-1.png"} <= listed
    assert f'href="{name}/report.html"' in (options.output / "index.html").read_text(encoding="utf-8")
    assert report.files == 1  # what no edition is made of does not count
    (folder / "report.html").write_text("All is well.", encoding="utf-8")
    (altered,) = (one for one in check(options, quiet).findings if one.code == "E014")
    assert Path(altered.where.path) == folder / "report.html"


def test_it_names_the_editions_that_this_build_did_not_make(options: Options) -> None:
    build(options, quiet)
    told = json.loads((only(options.output) / "report.json").read_bytes())
    assert [one["name"] for one in told["editions"]] == ["leaflet"]
    assert {"page", "ebook"} <= set(told["not_in_this_build"])


def test_it_names_no_folder_of_this_machine(options: Options) -> None:
    text = next(options.source.glob("*/publication.md"))
    before, plain, after = text.read_text(encoding="utf-8").rpartition("\n::: plain\n")
    text.write_text(f"{before}\n{LONG}\n{plain}{after}", encoding="utf-8")
    report = build(options, quiet)
    assert report.proven, [str(one) for one in report.findings]
    told = json.loads((only(options.output) / "report.json").read_bytes())
    (warning,) = told["findings"]
    assert (warning["code"], warning["path"]) == ("P034", f"{options.source.name}/{text.parent.name}/publication.md")
    assert not [
        path for path, data in read(only(options.output)).items() if str(options.source.parent).encode() in data
    ]


def test_of_what_is_withheld_it_lies_aside_and_nothing_is_published(options: Options, tmp_path: Path) -> None:
    templates = Path(shutil.copytree(options.templates, tmp_path / "templates"))
    with (templates / "leaflet/leaflet.css").open("a", encoding="utf-8") as styles:
        styles.write(FAINT)
    report = build(replace(options, templates=templates), quiet)
    assert (report.proven, len(report.withheld)) == ((), 1)
    assert not options.output.exists()
    (path,) = map(Path, report.reports)
    told = json.loads((path.parent / "report.json").read_bytes())
    assert (told["proven"], told["editions"][0]["proven"]) == (False, False)
    assert {"A024", "V010"} == {one["code"] for one in told["findings"] if one["severity"] == "error"}
    assert {one["leads_to"] for one in told["findings"]} <= {"#leaflet-1", "#leaflet-2", "#leaflet-3", "#leaflet"}
    assert (path.parent / told["editions"][0]["views"][0]["picture"]).is_file()
    assert build(options, quiet).reports == ()
    assert not path.exists()


def test_one_that_is_no_sound_page_withholds_its_publication(options: Options, tmp_path: Path) -> None:
    templates = Path(shutil.copytree(options.templates, tmp_path / "templates"))
    page = templates / "report/report.html"
    page.write_text(page.read_text(encoding="utf-8").replace("<main>", "<main><script>1</script>"), encoding="utf-8")
    report = build(replace(options, templates=templates), quiet)
    assert (report.proven, len(report.withheld)) == ((), 1)
    (error,) = (one for one in report.findings if one.is_error)
    assert (error.code, Path(error.where.path).name) == ("A012", "report.html")
    assert not options.output.exists()


def test_built_again_it_has_the_same_bytes(options: Options, chromium: Path) -> None:
    seen = replace(options, editions=("page",), browser=chromium)
    build(seen, quiet)
    again = replace(seen, output=seen.output.parent / "other")
    build(again, quiet)
    first, second = read(only(seen.output)), read(only(again.output))
    assert [path for path in first if path.endswith(".png")]
    assert first == second


@pytest.fixture
def deep(options: Options) -> Options:
    """A build that asks the one validator that takes seconds; axe is not asked, since no browser is there for it."""
    tools = replace(tools_here(), browser=None)
    refuse([f"{lack.tool}: {lack.command}" for lack in need_java(tools)])
    return replace(options, editions=("page",), tools=tools)


def test_a_deep_build_tells_what_validators_say_and_has_the_report_judged_as_well(deep: Options) -> None:
    report = build(deep, quiet)
    folder = only(deep.output)
    told = json.loads((folder / "report.json").read_bytes())["validators"]
    assert (told["asked"], told["not_installed"]) == (True, ["axe (it needs Chromium)"])
    (verdict,) = told["verdicts"]
    assert (verdict["validator"], verdict["file"], verdict["errors"], verdict["warnings"]) == ("Nu", "index.html", 0, 0)
    name = folder.relative_to(deep.output).as_posix()
    judged = {f"{name}/index.html", f"{name}/report.html", "index.html", "status.html"}
    assert {one.path for one in report.verdicts} == judged
    assert [one for one in report.verdicts if not one.passes] == []
    assert {one.code for one in report.findings} == {"S003"}


def test_what_a_validator_finds_an_error_in_is_withheld(deep: Options, tmp_path: Path) -> None:
    templates = Path(shutil.copytree(deep.templates, tmp_path / "templates"))
    page = templates / "page/page.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("</main>", "<section></section></main>", 1), encoding="utf-8")
    assert build(replace(deep, templates=templates, tools=None, output=tmp_path / "unasked"), quiet).proven
    report = build(replace(deep, templates=templates), quiet)
    assert (report.proven, "S001" in {one.code for one in report.findings}) == ((), True)
    assert not deep.output.exists()
    told = json.loads(Path(report.reports[0]).with_name("report.json").read_bytes())
    assert [(one["validator"], one["errors"]) for one in told["validators"]["verdicts"]] == [("Nu", 1)]
    assert "S001" in {one["code"] for one in told["findings"]}
