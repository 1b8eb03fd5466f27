"""What a command takes: seconds on the clock and of processors, and memory, with all the processes that it starts."""

import ctypes
import os
import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

PR_SET_CHILD_SUBREAPER = 36  # prctl(2): what a command leaves behind becomes our child, so that its seconds are counted
EVERY = 0.1  # seconds between two looks at the memory


@dataclass(frozen=True)
class Took:
    """Seconds on the clock, seconds of processors; MiB at the peak, where it was looked at."""

    wall: float
    cpu: float
    peak: float | None = None


class FailedError(Exception):
    """A command ended badly; the message is the end of what it said."""


def run(command: Sequence[str], folder: Path, *, memory: bool = False) -> Took:
    """Runs a command in a folder and waits for all that it has started.

    ``memory``: looks at it meanwhile, which takes time; so no run is measured both ways. Raises FailedError.
    """
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    log = folder / "log.txt"
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with log.open("w") as said, subprocess.Popen(command, cwd=folder, stdout=said, stderr=said) as process:
        watch = Watch(process.pid) if memory else None
        code = process.wait()
    wall = time.perf_counter() - start
    peak = watch.stop() if watch else None
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if code:
        raise FailedError(f"{' '.join(command)}\nended with {code}\n{log.read_text(errors='replace')[-2000:]}")
    return Took(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, peak)


class Watch(Thread):
    """Looks at the memory of a process and all below it, until it is stopped."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self._ended, self._peak = pid, Event(), 0
        self.start()

    def run(self) -> None:
        while not self._ended.wait(EVERY):
            self._peak = max(self._peak, sum(_memory(pid) for pid in _family(self._pid)))

    def stop(self) -> float:
        """The most that was seen at once, in MiB."""
        self._ended.set()
        self.join()
        return self._peak / 1024


def _family(pid: int) -> Iterator[int]:
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    found = {pid}
    while fresh := {child for child, parent in parents.items() if parent in found} - found:
        found |= fresh
    yield from found


def _memory(pid: int) -> int:
    """Its proportional set size in KiB: what several processes share is counted once among them."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


Attempt = Callable[[int, bool], Took]
Taken = dict[str, list[Took]]


def interleaved(attempts: Mapping[str, Attempt], repeat: int, tell: Callable[[str], None]) -> Taken:
    """Each attempt in turn, A B C A B C …, ``repeat`` times; a round before warms the disk and looks at the memory.

    Every second round goes the other way, so that none is always after the same one. The first of each list is the
    warming round. What fails is told and left out from then on.
    """
    taken: Taken = {name: [] for name in attempts}
    for turn in range(repeat + 1):
        for name in reversed(list(taken)) if turn % 2 else list(taken):
            try:
                took = attempts[name](turn, turn == 0)
            except FailedError as error:
                tell(f"  {name}, round {turn}: {error}")
                del taken[name]
                continue
            taken[name].append(took)
            peak = f", {took.peak:.0f} MiB" if took.peak is not None else ""
            tell(f"  {name}, round {turn}: {took.wall:.2f} s, processors {took.cpu:.2f} s{peak}")
    return taken


def middle(taken: Sequence[Took]) -> Took:
    """The medians, without the warming round, and its peak."""
    counted = taken[1:]
    walls, cpus = [one.wall for one in counted], [one.cpu for one in counted]
    return Took(statistics.median(walls), statistics.median(cpus), taken[0].peak)


def ratio(taken: Taken, one: str, other: str) -> float:
    """How many times as long ``one`` took as ``other``: the median of the pairs that ran in the same round."""
    pairs = zip(taken[one][1:], taken[other][1:], strict=True)
    return statistics.median(first.wall / second.wall for first, second in pairs)
