"""The build as a whole: what is made and judged again after a change, and that it comes to the same as a build anew."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest

from imprint import checking, publishing
from imprint.editions import produce
from imprint.errors import Severity
from imprint.model import Artefact, Edition, Publication
from imprint.pipeline import Options, Report, build, hands, making, store_address
from imprint.pipeline.resting import rested
from tests.conftest import needs_tools_of_editions
from tests.pipeline.small import ROOT, TODAY, built, did, made_of, replaced, told, with_texts
from tests.publishing.samples import tree

NAMES = ("ache", "burn", "cold", "dust")
EDITIONS = ("page", "plain-page", "text", "plain-text")
PLAIN = {"plain-page", "plain-text"}
ON_TREATMENT = ("ache", "dust")
STOP = """
- id: do-not-stop
  when: {readers_on_treatment: true}
  places: [end]
  full: Do not stop taking your tablets without asking a doctor.
  plain: Do not stop your tablets. Ask a doctor first.
  must_convey: [[do not stop], [doctor]]
"""
CALLED_BACK = """
- id: called-back
  when: {status: [withdrawn]}
  places: [front, notice, footer]
  text:
  - This text has been called back. Do not act on it.
  - {say: "Read this instead: {replacement}.", unset: ""}
  footer: "Called back: do not act on it."
  must_convey: [[called back], [do not act]]
"""


@dataclass
class Counted:
    """The editions that were made and those that were judged, as publication/edition."""

    made: list[str] = field(default_factory=list)
    judged: list[str] = field(default_factory=list)

    def clear(self) -> None:
        self.made.clear()
        self.judged.clear()

    def was(self, editions: set[str]) -> bool:
        """Whether exactly these were made and judged, each once."""
        return sorted(self.made) == sorted(self.judged) == sorted(editions)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    """Counts what is made and judged; both is done as ever."""
    count, prove = Counted(), checking.prove_cases

    def producing(one: Publication, edition: Edition, *about: object) -> tuple[Artefact, ...]:
        count.made.append(f"{one.id}/{edition.name}")
        return produce(one, edition, *about)  # type: ignore[arg-type]

    def proving(cases: Sequence[checking.Case], *about: object) -> object:
        count.judged.extend(f"{case.publication.id}/{case.edition.name}" for case in cases)
        return prove(cases, *about)  # type: ignore[arg-type]

    monkeypatch.setattr(making, "produce", producing)
    monkeypatch.setattr(checking, "prove_cases", proving)
    return count


def sources(folder: Path) -> Options:
    source = with_texts(folder / "source", NAMES)
    with (source / "disclaimers.yaml").open("a", encoding="utf-8") as file:
        file.write(STOP)
    templates = Path(shutil.copytree(ROOT / "templates", folder / "templates"))
    return Options(source, templates, folder / "output", TODAY, editions=EDITIONS)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which everything was built once."""
    needs_tools_of_editions()
    folder = tmp_path_factory.mktemp("first")
    report = build(sources(folder), told)
    assert (report.findings, report.proven) == ((), NAMES)
    return folder


@pytest.fixture
def options(first: Path, tmp_path: Path) -> Options:
    """A copy of it, of which each file is another on the disk: the store has it all, the fingerprints do not."""
    shutil.copytree(first, tmp_path / "copy", symlinks=True)
    folder = tmp_path / "copy"
    return Options(folder / "source", folder / "templates", folder / "output", TODAY, editions=EDITIONS)


@pytest.fixture
def at_rest(options: Options) -> Options:
    build(options, told)
    return options


def every(*names: str, of: Iterable[str] = EDITIONS) -> set[str]:
    return {f"{name}/{edition}" for name in names for edition in of}


def why(report: Report) -> dict[str, str]:
    return {f"{one.publication}/{one.edition}": one.why for one in report.explained}


def anew(options: Options, folder: Path) -> Options:
    """The same source as it is now, where nothing was ever built."""
    shutil.copytree(options.source, folder / "source")
    shutil.copytree(options.templates, folder / "templates")
    return replace(options, source=folder / "source", templates=folder / "templates", output=folder / "output")


# --- nothing has changed


def test_a_copy_of_everything_is_taken_from_the_store(options: Options, counted: Counted) -> None:
    before = made_of(options)
    report = built(options)
    assert counted.was(set())
    assert did(report) == {"reused": every(*NAMES)}
    assert set(why(report).values()) == {"nothing that it is made of has changed"}
    assert (report.proven, report.unchanged, made_of(options)) == (NAMES, (), before)


def test_then_it_rests(at_rest: Options, counted: Counted) -> None:
    report = rested(at_rest)
    assert report
    assert did(report) == {"reused": {f"{name}/" for name in NAMES}}
    assert counted.was(set())


def test_a_text_saved_without_a_change_is_looked_at_alone(at_rest: Options, counted: Counted) -> None:
    (at_rest.source / "burn/publication.md").touch()
    before = made_of(at_rest)
    report = built(at_rest)
    assert did(report) == {"reused": {f"{name}/" for name in NAMES if name != "burn"} | every("burn")}
    assert counted.was(set())
    assert made_of(at_rest) == before
    assert rested(at_rest)


# --- something has changed


@dataclass(frozen=True)
class Change:
    """A file, what is replaced in it, and which editions are to be made again, and why."""

    file: str
    old: str
    new: str
    editions: set[str]
    why: str
    judged: set[str] | None = None  # where others are than are made


CHANGES = {
    "a comma in the plain text": Change(
        "source/burn/publication.md",
        "It comes back, says",
        "It comes back says",
        every("burn", of=PLAIN),
        "the text changed",
    ),
    "a word in the full text": Change(
        "source/burn/publication.md",
        "every year",
        "each year",
        every("burn", of=set(EDITIONS) - PLAIN),
        "the text changed",
    ),
    "the wording of a disclaimer of some": Change(
        "source/disclaimers.yaml",
        "Do not stop your tablets.",
        "Please do not stop your tablets.",
        every(*ON_TREATMENT, of=PLAIN),
        "a disclaimer changed",
        every(*NAMES),  # for in no edition may a wording stand that it does not require
    ),
    "the wording of a disclaimer of all": Change(
        "source/disclaimers.yaml",
        "your life is at risk, call",
        "your life is in danger, call",
        every(*NAMES),
        "a disclaimer changed",
    ),
    "a template": Change(
        "templates/plain-text/text.xhtml",
        "{% extends",
        "{# a note #}{% extends",
        every(*NAMES, of={"plain-text"}),
        "a template changed",
        set(),  # for the files are the same
    ),
    "a version": Change(
        "source/cold/publication.md", 'version: "0.1"', 'version: "0.2"', every("cold"), "the metadata changed"
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", CHANGES)
def test_exactly_what_uses_it_is_made_and_judged_again(
    name: str, options: Options, counted: Counted, tmp_path: Path
) -> None:
    """And comes to the same, byte for byte, as where nothing was ever built."""
    change = CHANGES[name]
    replaced(options.source.parent / change.file, change.old, change.new)
    report = built(options)
    assert report.findings == ()
    assert did(report)["built"] == set(counted.made) == change.editions
    assert set(counted.judged) == (change.editions if change.judged is None else change.judged)
    assert len(counted.made) + len(counted.judged) == len(set(counted.made)) + len(set(counted.judged))
    assert {why(report)[one] for one in change.editions} == {change.why}
    assert {why(report)[one] for one in every(*NAMES) - change.editions} <= {"nothing that it is made of has changed"}
    cold = anew(options, tmp_path / "anew")
    assert build(cold, told).findings == ()
    assert made_of(cold) == made_of(options)


@pytest.mark.slow
def test_back_again_all_is_there_already(at_rest: Options, counted: Counted) -> None:
    before = made_of(at_rest)
    text = at_rest.source / "burn/publication.md"
    replaced(text, "every year", "each year")
    built(at_rest)
    counted.clear()
    replaced(text, "each year", "every year")
    report = built(at_rest)
    assert counted.was(set())
    assert why(report)["burn/text"] == "the text changed, but the same was made before"
    assert made_of(at_rest) == before


def test_a_publication_that_is_new_is_built_and_one_that_is_gone_disappears(at_rest: Options, counted: Counted) -> None:
    shutil.copytree(at_rest.source / "ache", at_rest.source / "east")
    replaced(at_rest.source / "east/publication.md", "id: ache", "id: east")
    shutil.rmtree(at_rest.source / "cold")
    report = built(at_rest)
    assert counted.was(every("east"))
    assert {why(report)[one] for one in every("east")} == {"it was not built before"}
    assert (report.gone, report.built) == (("cold",), ("east",))
    assert not (at_rest.output / "cold").exists()
    assert rested(at_rest)


# --- days


@pytest.mark.slow
def test_the_day_on_which_one_becomes_overdue_builds_that_again(at_rest: Options, counted: Counted) -> None:
    known = "{updated: 2026-01-15}"
    due = "{updated: 2026-01-15, last_reviewed: 2026-02-01, next_review: 2027-02-01}\nreviewers: [{name: A Tester}]"
    replaced(at_rest.source / "burn/publication.md", known, due)
    assert built(at_rest).proven == NAMES
    counted.clear()
    for day in (date(2026, 11, 23), date(2027, 2, 1)):
        report = built(replace(at_rest, as_of=day))
        assert (counted.made, counted.judged) == ([], [])
        assert set(NAMES) - set(report.unchanged) == ({"burn"} if day.year == 2027 else set()), "its last good day"
        assert rested(replace(at_rest, as_of=day))
    report = built(replace(at_rest, as_of=date(2027, 2, 2)))
    assert set(report.unchanged) == set(NAMES) - {"burn"}
    assert set(counted.made) <= every("burn")


# --- what was made is damaged, or gone


FILES = ("burn/en/index.html", "burn/en/report.html", "burn/en/status.json", "index.html", "status.html")


def damaged(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1] + b"!")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("how", [damaged, Path.unlink], ids=["damaged", "gone"])
def test_the_next_build_mends_a_finished_file(how: Callable[[Path], object], name: str, at_rest: Options) -> None:
    """Also where the store shares it, and is damaged as well."""
    before = made_of(at_rest)
    how(at_rest.output / name)
    report = built(at_rest)
    assert (report.findings, report.withheld) == ((), ())
    assert made_of(at_rest) == before
    assert publishing.published(at_rest.output).findings == ()
    assert rested(at_rest)


def test_without_the_journal_all_is_taken_from_the_store(at_rest: Options, counted: Counted) -> None:
    before = made_of(at_rest)
    (publishing.beside(at_rest.output) / "journal.db").unlink()
    report = built(at_rest)
    assert counted.was(set())
    assert set(why(report).values()) == {"the same was made before"}
    assert made_of(at_rest) == before
    assert rested(at_rest)


@pytest.mark.slow
def test_without_the_store_it_rests_and_is_built_again_where_needed(at_rest: Options, counted: Counted) -> None:
    before = made_of(at_rest)
    shutil.rmtree(publishing.beside(at_rest.output) / "store")
    assert rested(at_rest)
    (at_rest.source / "burn/publication.md").touch()
    report = built(at_rest)
    assert counted.was(every("burn"))
    assert {why(report)[one] for one in every("burn")} == {"what was made before is no longer in the store"}
    assert made_of(at_rest) == before


@pytest.mark.slow
def test_what_is_damaged_in_the_store_is_made_again(options: Options, counted: Counted) -> None:
    before = made_of(options)
    for blob in (publishing.beside(options.output) / "store/blobs").rglob("*"):
        if blob.is_file():
            damaged(blob)
    assert built(options).findings == ()
    assert counted.was(every(*NAMES))
    assert made_of(options) == before


@pytest.mark.slow
def test_fresh_builds_all(at_rest: Options, counted: Counted) -> None:
    before = made_of(at_rest)
    report = built(replace(at_rest, fresh=True))
    assert counted.was(every(*NAMES))
    assert set(why(report).values()) == {"everything was to be made again"}
    assert made_of(at_rest) == before


def test_editions_that_are_built_for_the_first_time_were_not_built_before(at_rest: Options, tmp_path: Path) -> None:
    elsewhere = replace(at_rest, output=tmp_path / "other", editions=("text",), publications=("burn",))
    built(elsewhere)
    report = built(replace(elsewhere, editions=("text", "plain-text")))
    assert why(report) == {
        "burn/text": "nothing that it is made of has changed",
        "burn/plain-text": "it was not built before",
    }


# --- what is wrong


def test_a_broken_publication_stops_no_other_and_is_told_each_time(at_rest: Options, counted: Counted) -> None:
    before = made_of(at_rest)
    replaced(at_rest.source / "burn/publication.md", "## What is it? {#what-it-is}", "")
    replaced(at_rest.source / "cold/publication.md", "every year", "each year")
    for of_cold in (every("cold", of=set(EDITIONS) - PLAIN), set[str]()):
        report = built(at_rest)
        assert {one.where.path for one in report.findings} == {(at_rest.source / "burn/publication.md").as_posix()}
        assert len(set(report.findings)) == len(report.findings)
        assert (report.withheld, set(report.proven)) == (("burn",), set(NAMES) - {"burn"})
        assert (why(report)["burn/"], did(report)["failed"]) == ("its text cannot be read", {"burn/"})
        assert counted.was(of_cold)
        assert {path: one for path, one in made_of(at_rest).items() if path.startswith("burn/")} == {
            path: one for path, one in before.items() if path.startswith("burn/")
        }
        counted.clear()


def test_what_all_share_is_told_once(at_rest: Options) -> None:
    (at_rest.source / "stray.yaml").write_text("a: b\n", encoding="utf-8")
    replaced(at_rest.source / "burn/publication.md", "## What is it? {#what-it-is}", "")
    report = built(at_rest)
    assert [one.where.path for one in report.findings].count((at_rest.source / "stray.yaml").as_posix()) == 1


def test_findings_are_told_again_by_builds_that_look_at_other_publications(at_rest: Options) -> None:
    replaced(at_rest.source / "ache/publication.md", "every year.", "every year. It goes. It comes. It goes. It stays.")
    first = built(at_rest).findings
    assert {(one.code, one.severity) for one in first} == {("P034", Severity.WARNING)}
    assert built(at_rest).findings == first
    replaced(at_rest.source / "burn/publication.md", "every year", "each year")
    assert built(at_rest).findings == first


def test_a_browser_that_does_not_start_vouches_for_nothing(options: Options, counted: Counted, tmp_path: Path) -> None:
    """What was judged without it is judged again as soon as it starts."""
    browser = tmp_path / "chromium"
    browser.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    browser.chmod(0o755)
    one = replace(options, browser=browser, publications=("burn",))
    report = build(one, told)
    assert ({flaw.code for flaw in report.findings}, report.browser) == ({"E020"}, None)
    pages = ["burn/page", "burn/plain-page"]
    assert sorted(counted.judged) == pages, "who tries to look does not know yet that it will not start"
    working = replace(one, browser=None)
    counted.clear()
    assert build(working, told).findings == ()
    assert counted.judged == [], "it is as if there were none"
    build(one, told)
    assert sorted(counted.judged) == pages, "nothing was kept as seen by it"


def test_a_notice_leads_where_the_other_publication_is_now(options: Options) -> None:
    """Its address stands in a folder that is not the notice's own."""
    gone, other = NAMES[0], NAMES[1]
    withdrawn = (
        f"withdrawn: {{date: 2026-01-20, reason: {{full: It is old., plain: It is old.}}, replacement: {other}}}"
    )
    replaced(options.source / gone / "publication.md", "language: en", f"language: en\n{withdrawn}")
    with (options.source / "disclaimers.yaml").open("a", encoding="utf-8") as file:
        file.write(CALLED_BACK)
    report = build(options, told)
    assert gone in report.built, [str(one) for one in report.findings]
    text = "language: en\ncanonical_url: https://clinic.test/elsewhere/"
    replaced(options.source / other / "publication.md", "language: en", text)
    built(options)
    status = json.loads((options.output / gone / "en/status.json").read_bytes())
    assert status["withdrawn"]["replacement"] == "https://clinic.test/elsewhere/"
    assert "https://clinic.test/elsewhere/" in (options.output / gone / "en/index.html").read_text(encoding="utf-8")


# --- the same bytes, wherever and by whomever


@pytest.mark.slow
def test_a_crew_makes_the_same_in_another_folder_and_store(first: Path, tmp_path: Path) -> None:
    here = sources(tmp_path / "another folder")
    here = replace(here, store=store_address(str(tmp_path / "a store"), None))
    with hands(2) as crew:
        report = build(here, told, crew)
    assert (report.findings, did(report)) == ((), {"built": every(*NAMES)})
    assert made_of(here) == made_of(in_folder(first))
    assert tree(tmp_path / "a store")
    assert rested(here)


def in_folder(folder: Path) -> Options:
    return Options(folder / "source", folder / "templates", folder / "output", TODAY, editions=EDITIONS)


# --- what is loaded


BARE = os.environ | {"IMPRINT_BROWSER": "none"}
RUN = """
import atexit, runpy, sys
atexit.register(lambda: sys.stderr.write("loaded: " + " ".join(sys.modules)))
sys.path.insert(0, sys.argv[1])
sys.argv[:] = sys.argv[2:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def loaded(*words: str) -> set[str]:
    """The modules that a command has loaded when it ends."""
    command = [sys.executable, "-c", RUN, str(ROOT), str(ROOT / "build.py"), *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=BARE)
    return set(done.stderr.rpartition("loaded: ")[2].split())


HEAVY = {"weasyprint", "pydantic", "jinja2", "rich", "numpy", "PIL", "playwright", "yaml"}


def test_a_build_with_nothing_to_do_loads_next_to_nothing(tmp_path: Path, first: Path) -> None:
    folder = Path(shutil.copytree(first, tmp_path / "copy", symlinks=True))
    words = [f"--{name}={folder / name}" for name in ("source", "output")]
    words += [f"--as-of={TODAY}", *(f"--edition={name}" for name in EDITIONS)]
    subprocess.run([sys.executable, ROOT / "build.py", "build", *words], check=True, capture_output=True, env=BARE)
    modules = loaded("build", *words)
    assert "imprint.pipeline.resting" in modules
    assert not modules & {*HEAVY, "imprint.model", "imprint.editions", "imprint.pipeline.crew", "multiprocessing"}


@pytest.mark.parametrize("words", [("--help",), ("build", "--help")])
def test_a_help_text_loads_next_to_nothing(words: tuple[str, ...]) -> None:
    assert not loaded(*words) & {*HEAVY, "imprint.pipeline"}


def test_the_list_loads_nothing_that_sets_pages(first: Path) -> None:
    assert not loaded("list", f"--source={first / 'source'}") & {"weasyprint", "playwright", "imprint.checking.check"}
