"""A build with nothing to do: every kind of change ends the rest, and what changes nothing does not."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from imprint import publishing
from imprint.errors import Severity
from imprint.pipeline import Options, build, morning, outlook, resting
from imprint.pipeline.outlook import stand
from imprint.pipeline.resting import rested
from imprint.reporting import Stand
from tests.conftest import needs_tools_of_editions
from tests.pipeline.small import ROOT, TODAY, replaced, told, with_texts
from tests.publishing.samples import tree

NAMES = ("ache", "burn", "cold")


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> Options:
    """What was built and rests; whoever changes something puts it back as it was."""
    needs_tools_of_editions()
    folder = tmp_path_factory.mktemp("resting")
    source = with_texts(folder / "source", NAMES)
    replaced(
        source / "ache/publication.md", "every year.", "every year. It goes. It comes. It goes. It stays."
    )  # a warning
    templates = Path(shutil.copytree(ROOT / "templates", folder / "templates"))
    one = Options(source, templates, folder / "output", TODAY, editions=("text",))
    assert build(one, told).proven == NAMES
    return one


@pytest.fixture(autouse=True)
def at_rest(options: Options) -> Iterator[None]:
    assert rested(options)
    yield
    assert rested(options), "it was not put back"


@contextmanager
def away(path: Path) -> Iterator[Path]:
    """Puts a file or folder away, and back where it was: the same file, with the same dates."""
    aside = next(above for above in path.parents if (above / "source").is_dir()) / "aside"
    path.rename(aside)
    try:
        yield aside
    finally:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
        aside.rename(path)


@contextmanager
def saved(path: Path) -> Iterator[None]:
    """Saves a file, with a line more."""
    with away(path) as aside:
        path.write_bytes(aside.read_bytes() + b"\n")
        yield


@contextmanager
def added(path: Path) -> Iterator[None]:
    path.write_text("a: b\n")
    yield
    path.unlink()


@contextmanager
def begun(path: Path) -> Iterator[None]:
    shutil.copytree(path.parent / "ache", path)
    yield
    shutil.rmtree(path)


@contextmanager
def elsewhere(folder: Path) -> Iterator[None]:
    """The folder is a link to itself, somewhere else."""
    with away(folder) as aside:
        folder.symlink_to(aside)
        yield


CHANGES: dict[str, Callable[[Options], AbstractContextManager[object]]] = {
    "a text": lambda now: saved(now.source / "burn/publication.md"),
    "a file beside a text": lambda now: added(now.source / "burn/references.yaml"),
    "the publisher": lambda now: saved(now.source / "publisher.yaml"),
    "a disclaimer": lambda now: saved(now.source / "disclaimers.yaml"),
    "the glossary": lambda now: saved(now.source / "glossary.yaml"),
    "no glossary": lambda now: away(now.source / "glossary.yaml"),
    "a template": lambda now: saved(now.templates / "text/text.xhtml"),
    "the words of the templates": lambda now: saved(now.templates / "shared/words.yaml"),
    "a publication taken away": lambda now: away(now.source / "cold"),
    "a publication begun": lambda now: begun(now.source / "dust"),
    "a publication that is a link": lambda now: elsewhere(now.source / "cold"),
    "a finished file that was changed": lambda now: saved(now.output / "burn/en/leaflet.txt"),
    "a finished file that is gone": lambda now: away(now.output / "burn/en/leaflet.txt"),
    "a standing that is gone": lambda now: away(now.output / "burn/en/status.json"),
    "a list that was changed": lambda now: saved(now.output / "index.html"),
    "a list that is gone": lambda now: away(now.output / "index.html"),
    "a manifest that is gone": lambda now: away(now.output / "manifest.json"),
    "a strange file beside the list": lambda now: added(now.output / "strange.html"),
    "an output that is gone": lambda now: away(now.output),
    "a journal that is gone": lambda now: away(publishing.beside(now.output) / "journal.db"),
}


def test_the_files_of_these_tests_are_there(options: Options) -> None:
    assert (options.output / "burn/en/leaflet.txt").is_file()


@pytest.mark.parametrize("change", CHANGES)
def test_it_ends_with(change: str, options: Options) -> None:
    with CHANGES[change](options):
        assert rested(options) is None


OTHERWISE: dict[str, Callable[[Options], Options]] = {
    "another day": lambda now: replace(now, as_of=TODAY + timedelta(1)),
    "other editions": lambda now: replace(now, editions=("text", "plain-text")),
    "all editions": lambda now: replace(now, editions=()),
    "a release": lambda now: replace(now, release=True),
    "a browser": lambda now: replace(now, browser=Path("/bin/false")),
    "everything anew": lambda now: replace(now, fresh=True),
    "another output": lambda now: replace(now, output=now.output.with_name("other")),
    "a publication that is not there": lambda now: replace(now, publications=("ache", "dust")),
}


@pytest.mark.parametrize("how", OTHERWISE)
def test_it_is_none_for(how: str, options: Options) -> None:
    assert rested(OTHERWISE[how](options)) is None


def test_it_ends_with_a_program_that_is_gone_or_another(options: Options, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as now:
        now.setenv("PATH", str(tmp_path))
        assert rested(options) is None
    with pytest.MonkeyPatch.context() as now:
        now.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
        assert rested(options)
        (tmp_path / "espeak-ng").write_text("#!/bin/sh\n")
        (tmp_path / "espeak-ng").chmod(0o755)
        assert rested(options) is None


@pytest.fixture
def copied_code(tmp_path: Path) -> Iterator[Path]:
    """The program as a copy, of which only the fingerprints are taken."""
    for folder in ("imprint", "requirements"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    with pytest.MonkeyPatch.context() as now:
        now.setattr(resting, "ROOT", tmp_path)
        resting._program.cache_clear()
        yield tmp_path
    resting._program.cache_clear()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["imprint/editions/text.py", "imprint/checking/check.py", "requirements/build.lock"])
def test_it_ends_with_the_code_or_the_locked_packages(name: str, options: Options, copied_code: Path) -> None:
    one = replace(options, output=copied_code / "output")
    build(one, told)
    assert rested(one)
    with (copied_code / name).open("a") as file:
        file.write("\n")
    assert rested(one), "what runs is still the code that was loaded"
    resting._program.cache_clear()
    assert rested(one) is None


NOTHING: dict[str, Callable[[Options], AbstractContextManager[object]]] = {
    "nothing": lambda _: nullcontext(),
    "what an editor leaves": lambda now: added(now.source / "burn/.publication.md.swp"),
    "a hidden folder in the source": lambda now: begun(now.source / ".git"),
    "what is said of the source": lambda now: added(now.source / "README.md"),
}


@pytest.mark.parametrize("change", NOTHING)
def test_it_lasts_with(change: str, options: Options) -> None:
    with NOTHING[change](options):
        assert rested(options)


def test_what_was_found_is_told_again(options: Options) -> None:
    report = rested(options)
    assert report
    assert {one.severity for one in report.findings} == {Severity.WARNING}
    assert [one.where.path for one in report.findings] == [(options.source / "ache/publication.md").as_posix()]
    assert (report.proven, report.unchanged, report.built, report.withheld) == (NAMES, NAMES, (), ())
    assert (report.files, report.browser, report.untold) == (3, None, 0)


def test_too_many_findings_are_only_counted(options: Options, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resting, "MANY", 0)
    report = rested(options)
    assert report
    assert (report.findings, report.untold) == ((), 1)


def test_it_tells_of_what_was_asked_for(options: Options) -> None:
    report = rested(replace(options, publications=("burn",)))
    assert report
    assert (report.proven, report.files, report.findings) == (("burn",), 1, ())


def test_another_publication_does_not_end_it_for_one(options: Options) -> None:
    with saved(options.source / "ache/publication.md"):
        assert rested(replace(options, publications=("burn",)))


def test_it_changes_nothing(options: Options) -> None:
    before = tree(options.output.parent)
    assert rested(options)
    assert tree(options.output.parent) == before


def test_the_morning_look_does_not_end_it_and_hides_nothing(options: Options, tmp_path: Path) -> None:
    one = replace(options, output=tmp_path / "output")
    build(one, told)
    morning(replace(one, as_of=TODAY + timedelta(9)))
    assert rested(one)
    (one.output / "index.html").unlink()
    morning(one)
    assert rested(one) is None
    assert build(one, told).unchanged == NAMES
    assert (one.output / "index.html").is_file()


def test_who_looked_is_told_where_all_were_looked_at() -> None:
    assert resting.who_looked(["Chromium 1", "Chromium 1"]) == "Chromium 1"
    assert resting.who_looked(["Chromium 1", None]) is None
    assert resting.who_looked([]) is None


def test_a_build_of_one_reads_only_what_has_changed_of_the_others(
    options: Options, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To tell how all of them stand: of the others the journal knows, unless somebody has saved them since."""
    source, output = Path(shutil.copytree(options.source, tmp_path / "source")), tmp_path / "output"
    one = replace(options, source=source, output=output)
    assert build(one, told).proven == NAMES
    pages = [(output / "status.html").read_bytes()]
    read: list[str] = []

    def noted(name: str, *others: Any) -> Stand:
        read.append(name)
        return stand(name, *others)

    monkeypatch.setattr(outlook, "stand", noted)
    for name, wanted in (("burn", []), ("cold", ["ache"])):
        replaced(source / name / "publication.md", "every year.", "every other year.")
        if wanted:
            replaced(source / "ache/publication.md", "It goes. It comes.", "It comes. It goes.")
        assert build(replace(one, publications=(name,)), told).proven == (name,)
        assert read == wanted
        pages.append((output / "status.html").read_bytes())
    assert build(one, told).proven == NAMES
    assert pages[0] == pages[1]
    assert (output / "status.html").read_bytes() == pages[2]
