"""What is measured with: generated texts that are always the same and never alike, and a command that starts."""

import re
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from benchmarks.catalogue import write
from imprint import reading
from imprint.errors import has_errors
from imprint.model import Catalogue, Level
from imprint.reading import read_words

COUNT = 12
SCRIPTS = ("run.py", "catalogue.py")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("catalogue") / "source"
    write(folder, COUNT)
    return folder


@pytest.fixture(scope="module")
def catalogue(folder: Path, root: Path) -> Catalogue:
    catalogue, findings = reading.read(folder, read_words(root / "templates/shared/words.yaml"))
    assert not has_errors(findings), findings
    return catalogue


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_seed_writes_the_same_and_another_one_another(folder: Path, tmp_path: Path) -> None:
    write(tmp_path / "again", COUNT)
    write(tmp_path / "other", COUNT, seed=1)
    made = files(folder)
    assert files(tmp_path / "again") == made
    same = {path for path, data in files(tmp_path / "other").items() if made.get(path) == data}
    assert same == {"publisher.yaml", "disclaimers.yaml", "glossary.yaml"}


def test_more_publications_leave_the_first_ones_as_they_are(folder: Path, tmp_path: Path) -> None:
    write(tmp_path / "fewer", 3)
    assert files(tmp_path / "fewer").items() <= files(folder).items()


def test_every_publication_reads_without_an_error(catalogue: Catalogue) -> None:
    assert len(catalogue.publications) == COUNT


def test_no_two_texts_or_pictures_are_alike(folder: Path) -> None:
    for pattern, each in (("*/publication.md", 1), ("*/references.yaml", 1), ("*/figures/*.png", 2)):
        found = [path.read_bytes() for path in folder.glob(pattern)]
        assert len(found) == each * COUNT
        assert len(set(found)) == len(found), pattern
    parts = [part for path in folder.glob("*/publication.md") for part in path.read_text().split("\n\n")]
    prose = [part for part in parts if len(part.split()) > 40]
    assert len(prose) > 10 * COUNT
    assert len(set(prose)) == len(prose)


def test_each_has_about_a_thousand_words_tables_figures_and_sources(catalogue: Catalogue) -> None:
    for one in catalogue.publications:
        text = "".join(section.full.blocks for section in one.sections_at(Level.FULL) if section.full)
        assert 900 < text.count('"Str"') < 1300, one.id
        assert text.count('"Table"') == 2
        assert (len(one.figures), len(one.references)) == (2, 3)
        assert all(section.plain for section in one.sections_at(Level.PLAIN))
        assert one.status(date(2026, 11, 22)) == "draft"  # nobody has read it, and it says so


def test_some_disclaimers_are_carried_by_some_of_them_alone(catalogue: Catalogue) -> None:
    assert {one.readers_on_treatment for one in catalogue.publications} == {True, False}


def test_small_ones_have_two_files_and_read_without_a_finding(tmp_path: Path, root: Path) -> None:
    names = write(tmp_path / "small", 5, small=True)
    catalogue, findings = reading.read(tmp_path / "small", read_words(root / "templates/shared/words.yaml"))
    assert (tuple(one.id for one in catalogue.publications), findings) == (names, ())
    assert all(len(list((tmp_path / "small" / name).iterdir())) == 2 for name in names)


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_commands_start(root: Path, tmp_path: Path, script: str) -> None:
    command = [sys.executable, str(root / "benchmarks" / script), "--help"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = (root / "docs/performance.md").read_text(encoding="utf-8")
    for call in re.findall(rf"^\S*python benchmarks/{script} (.*)$", told, re.MULTILINE):
        options = {word for word in shlex.split(call, comments=True) if word.startswith("--")}
        assert all(option in done.stdout for option in options), call


def test_a_row_that_nobody_knows_is_refused(root: Path) -> None:
    command = [sys.executable, str(root / "benchmarks/run.py"), "--rows", "peers,perrs"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "unknown rows: perrs" in done.stderr


def test_the_document_has_a_place_for_all_that_is_written_into_it(root: Path) -> None:
    told = (root / "docs/performance.md").read_text(encoding="utf-8")
    for part in ("table", "contestants", "profile"):
        assert (
            len(re.findall(rf"<!-- {part}: written by benchmarks/run\.py -->.*?<!-- end of {part} -->", told, re.S))
            == 1
        )


def test_what_the_peers_are_brought_from_is_locked_and_has_no_address(root: Path) -> None:
    folder = root / "benchmarks/peers"
    pins = re.findall(r"^[a-z0-9-]+==", (folder / "requirements.in").read_text(), re.MULTILINE)
    lock = (folder / "requirements.txt").read_text()
    assert all(f"\n{pin}" in f"\n{lock}" for pin in pins)
    assert pins
    entries = re.findall(r"^[a-z0-9-]+==.*\\$", lock, re.MULTILINE)
    assert len(entries) == len(re.findall(r"^[a-z0-9-]+==", lock, re.MULTILINE))  # each goes on with its digests
    npm = (folder / "package-lock.json").read_text()
    assert '"integrity"' in npm
    assert not re.findall(r"://|\"resolved\"", lock + npm)
