"""The command `build` as the pipeline's face: its events, its workers, its watch, and how it ends."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from imprint.errors import Exit
from tests.conftest import needs_tools_of_editions
from tests.pipeline.small import ROOT, TODAY, replaced, with_texts
from tests.publishing.samples import tree
from tests.test_forks import ends, is_there

BARE = os.environ | {"IMPRINT_BROWSER": "none"}
NAMES = ("ache", "burn")


class Command:
    """The command over a source, called in its folder with short names."""

    def __init__(self, folder: Path) -> None:
        needs_tools_of_editions()
        self.folder = folder
        with_texts(folder / "source", NAMES)

    def start(self, *words: str) -> "subprocess.Popen[str]":
        common = ["--source=source", "--edition=text", f"--as-of={TODAY}"]
        output = [] if any(word.startswith("--output") for word in words) else ["--output=out"]
        command = [sys.executable, str(ROOT / "build.py"), "build", *common, *output, *words]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(command, cwd=self.folder, env=BARE, text=True, **pipes)  # type: ignore[call-overload,no-any-return]

    def types(self, *words: str) -> "subprocess.CompletedProcess[str]":
        with self.start(*words) as process:
            out, err = process.communicate(timeout=120)
        assert "Traceback" not in out + err
        return subprocess.CompletedProcess(words, process.returncode, out, err)


@pytest.fixture
def command(tmp_path: Path) -> Command:
    return Command(tmp_path)


def events(said: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said.splitlines()]


# --- events


@pytest.mark.parametrize("workers", ["1", "2"])
def test_every_line_of_json_is_an_event(workers: str, command: Command) -> None:
    done = command.types("--json", "--workers", workers)
    assert (done.returncode, done.stderr) == (Exit.PROVEN, "")
    told = events(done.stdout)
    kinds = Counter(one["event"] for one in told)
    assert kinds == Counter(edition=2, publication=2, finished=1, **({"begun": 2} if workers == "1" else {}))
    by_kind = {one["event"]: one for one in told}
    assert by_kind["edition"].keys() == {"event", "publication", "edition", "action", "why"}
    assert {one["edition"] for one in told if one["event"] == "edition"} == {"text"}
    last = by_kind["publication"]
    assert {key: last[key] for key in ("done", "of", "built", "reused", "failed", "proven")} == {
        "done": 2, "of": 2, "built": 2, "reused": 0, "failed": 0, "proven": True,
    }  # fmt: skip
    finished = told[-1]
    assert (finished["event"], finished["built"], finished["unchanged"]) == ("finished", list(NAMES), [])
    assert (finished["not_proven"], finished["gone"], finished["findings"]) == ([], [], [])
    (rested,) = events(command.types("--json", "--workers", workers).stdout)
    assert (rested["event"], rested["built"], rested["unchanged"]) == ("finished", [], list(NAMES))


def test_what_is_wrong_is_an_event_with_its_findings(command: Command) -> None:
    replaced(command.folder / "source/burn/publication.md", "## What is it? {#what-it-is}", "")
    done = command.types("--json", "--workers=1")
    told = events(done.stdout)
    assert done.returncode == Exit.ERRORS
    failed = [one for one in told if one.get("action") == "failed"]
    assert [(one["publication"], one["edition"]) for one in failed] == [("burn", None)]
    assert told[-1]["not_proven"] == ["burn"]
    assert {one["path"] for one in told[-1]["findings"]} == {"source/burn/publication.md"}


def test_what_keeps_a_build_from_being_done_is_the_last_event(command: Command) -> None:
    (command.folder / "out").mkdir()
    (command.folder / "out/mine.txt").write_text("mine")
    done = command.types("--json")
    (told,) = events(done.stdout)
    assert (done.returncode, told["event"]) == (Exit.ENVIRONMENT, "stopped")
    assert [one["code"] for one in told["findings"]] == ["E011"]


# --- workers, store, reasons


@pytest.mark.slow
def test_however_many_work_the_same_comes_of_it(command: Command) -> None:
    found = []
    for workers in ("1", "2"):
        done = command.types(f"--workers={workers}", f"--output=out-{workers}", f"--store=store-{workers}")
        assert done.returncode == Exit.PROVEN, done.stdout + done.stderr
        assert (command.folder / f"store-{workers}/blobs").is_dir()
        found.append(tree(command.folder / f"out-{workers}"))
    assert found[0] == found[1]


@pytest.mark.parametrize("word", ["--workers=0", "--workers=many", "--store"])
def test_what_cannot_be_meant_is_refused(word: str, command: Command) -> None:
    assert command.types(word).returncode == 2


@pytest.mark.slow
def test_it_explains_each_edition(command: Command) -> None:
    said = [command.types("--explain").stdout]
    said.append(command.types("--explain").stdout)
    replaced(command.folder / "source/burn/publication.md", "every year", "each year")
    said.append(command.types("--explain").stdout)
    said.append(command.types("--explain", "--fresh").stdout)
    assert "burn, text: built, because it was not built before\n" in said[0]
    rest = "reused, because nothing that it is made of has changed since it was proven\n"
    assert f"ache, all editions: {rest}burn, all editions: {rest}" in said[1]
    assert f"ache, all editions: {rest}" in said[2]
    assert "burn, text: built, because the text changed\n" in said[2]
    assert "ache, text: built, because everything was to be made again\n" in said[3]


# --- the watch


class Watching:
    """A build that watches, and what it has said so far."""

    def __init__(self, command: Command, *words: str) -> None:
        self.process = command.start("--watch", "--json", *words)
        assert self.process.stdout
        self._lines = iter(self.process.stdout)

    def finished(self) -> dict[str, Any]:
        """The end of the next build."""
        for line in self._lines:
            told: dict[str, Any] = json.loads(line)
            if told["event"] in {"finished", "stopped"}:
                return told
        raise AssertionError("it has ended")

    def interrupted(self) -> int:
        self.process.send_signal(signal.SIGINT)
        self.process.communicate(timeout=60)
        return self.process.returncode


@pytest.fixture
def watching(command: Command) -> Iterator[Watching]:
    one = Watching(command, "--workers=2")
    yield one
    one.process.kill()
    one.process.communicate()


def below(process: int) -> set[int]:
    """All processes that a process has started, and those that these have."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents.setdefault(int(path.read_text().rpartition(")")[2].split()[1]), []).append(int(path.parent.name))
        except OSError:
            continue
    found, new = set[int](), {process}
    while new:
        new = {child for one in new for child in parents.get(one, [])}
        found |= new
    return found


@pytest.mark.slow
def test_it_builds_again_when_a_file_is_saved_and_ends_with_ctrl_c(command: Command, watching: Watching) -> None:
    assert watching.finished()["built"] == list(NAMES)
    text = command.folder / "source/burn/publication.md"
    replaced(text, "every year", "each year")
    told = watching.finished()
    assert (told["built"], told["unchanged"]) == (["burn"], ["ache"])
    replaced(text, "## What is it? {#what-it-is}", "")
    assert watching.finished()["not_proven"] == ["burn"]
    replaced(text, "It is number", "## What is it? {#what-it-is}\n\nIt is number")
    assert watching.finished()["not_proven"] == []
    helpers = below(watching.process.pid)
    assert len(helpers) >= 3
    assert watching.interrupted() == 130
    assert all(map(ends, helpers))


@pytest.mark.slow
def test_ctrl_c_in_the_middle_of_a_build_leaves_no_process(command: Command) -> None:
    with_texts(command.folder / "many", [f"text-{number}" for number in range(40)])
    process = command.start("--source=many", "--json", "--workers=2")
    assert process.stdout
    assert json.loads(next(iter(process.stdout)))["event"] == "edition"
    helpers = {one for one in below(process.pid) if is_there(one)}
    process.send_signal(signal.SIGINT)
    started = time.monotonic()
    process.communicate(timeout=60)
    assert process.returncode == 130
    assert time.monotonic() - started < 30
    assert all(map(ends, helpers))
    assert not (command.folder / "out").exists()
