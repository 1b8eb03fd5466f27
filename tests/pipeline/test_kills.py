"""Two hundred publications, of which workers, and then the build itself, are killed in the middle."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from imprint.publishing import published
from tests.conftest import needs_tools_of_editions
from tests.pipeline.kills import WORKERS, notes, options_of
from tests.pipeline.small import ROOT, made_of, with_texts
from tests.test_forks import ends, is_there

COUNT, KILLS = 200, 10
NAMES = [f"text-{number:03}" for number in range(COUNT)]


class Running:
    """A build in a process of its own, and how far it is."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "tests.pipeline.kills", str(folder)]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        self.folder, self.done, self.last = folder, 0, ""
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.last = line
            self.done = json.loads(line).get("done", self.done)

    def until(self, done: int) -> None:
        end = time.monotonic() + 120
        while self.done < done and self.process.poll() is None:
            assert time.monotonic() < end
            time.sleep(0.01)

    def ends(self) -> int:
        code = self.process.wait(240)
        self._thread.join()
        assert self.process.stdout
        self.process.stdout.close()
        return code

    def workers(self) -> Iterator[int]:
        """Those that have begun something, and are still there."""
        for line in dict.fromkeys(reversed(notes(self.folder, "began"))):
            worker = int(line.split()[0])
            if is_there(worker) and self.process.pid in ancestors(worker):
                yield worker


def ancestors(process: int) -> Iterator[int]:
    while process > 1:
        try:
            process = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            return
        yield process


@pytest.fixture(scope="module")
def workers_killed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Running, list[int]]:
    """A build of which ten workers were killed while they worked: its folder, the build, and who was killed."""
    needs_tools_of_editions()
    folder = tmp_path_factory.mktemp("workers")
    with_texts(folder / "source", NAMES)
    chance, killed = random.Random(6), []
    running = Running(folder)
    for moment in sorted(chance.sample(range(1, COUNT - 20), KILLS)):
        running.until(moment)
        time.sleep(chance.random() * 0.05)
        worker = next(running.workers())
        os.kill(worker, signal.SIGKILL)
        killed.append(worker)
    running.ends()
    return folder, running, killed


@pytest.mark.slow
def test_killed_workers_cost_nothing_but_time(workers_killed: tuple[Path, Running, list[int]]) -> None:
    """All is finished, and nothing is made twice."""
    folder, running, killed = workers_killed
    assert (running.process.returncode, json.loads(running.last)) == (0, {"proven": COUNT, "findings": []})
    assert len(killed) == len(set(killed)) == KILLS
    made = Counter(notes(folder, "built"))
    again = Counter(notes(folder, "reused"))
    assert {*made, *again} == {f"{name}/text" for name in NAMES}
    assert max(made.values()) == 1, "what was finished is not made again"
    assert not made.keys() & again.keys()
    assert len(again) <= KILLS, "what a killed worker had made is taken from the store"
    assert COUNT <= len(notes(folder, "began")) <= COUNT + KILLS
    assert published(folder / "output").findings == ()
    assert not any(map(is_there, {int(line.split()[0]) for line in notes(folder, "began")}))


@pytest.mark.slow
def test_a_killed_build_is_taken_up_where_it_was(
    workers_killed: tuple[Path, Running, list[int]], tmp_path: Path
) -> None:
    names, chance = NAMES[:60], random.Random(7)
    with_texts(tmp_path / "source", names)
    for moment in (2, 20, 40):
        running = Running(tmp_path)
        running.until(moment)
        time.sleep(chance.random() * 0.05)
        running.process.kill()
        assert running.ends() == -signal.SIGKILL
        assert not (tmp_path / "output").exists(), "nothing is published before all is done"
    running = Running(tmp_path)
    assert (running.ends(), json.loads(running.last)) == (0, {"proven": len(names), "findings": []})
    made = Counter(notes(tmp_path, "built"))
    assert sum(made.values()) <= len(names) + 3 * WORKERS, "but for what was in hand, nothing is made again"
    assert published(tmp_path / "output").findings == ()
    here, there = (made_of(options_of(folder)) for folder in (tmp_path, workers_killed[0]))
    assert {path: one for path, one in here.items() if "/" in path}.items() <= there.items()
    assert all(ends(int(line.split()[0])) for line in notes(tmp_path, "began")), "also those of builds that were killed"
