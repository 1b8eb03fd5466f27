"""What pandoc takes for a document: a warm worker against one command for each, in one run.

    .venv/bin/python benchmarks/pandoc_worker.py             21 pairs after a warm-up
    .venv/bin/python benchmarks/pandoc_worker.py --pairs 101

The documents are the text of a publication, read, and what that gives, written with its citations set. Command and
worker take turns, so that what else the machine does meets both. "cold" is a worker's first document, its start
included. Times are wall and processor times of pandoc alone, but for the handing over. At last four threads
share one, two and three workers: the time for the documents of all.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))

from imprint import pandoc  # noqa: E402 - the path comes first
from imprint.pandoc.workers import Job, Kind, Worker, Workers  # noqa: E402

PUBLICATION = ROOT / "source" / "stem-cells-autoimmune"
STYLE = ROOT / "templates" / "shared" / "references.csl"
KIND = Kind(pandoc.executable(), pandoc.READER, pandoc.MEGABYTES)
SECONDS = 60
COUNTS = (1, 2, 3)
THREADS, DOCUMENTS, ROUNDS = 4, 40, 5


class Took(NamedTuple):
    """Milliseconds: on the clock, and of processors."""

    wall: float
    processor: float

    def __str__(self) -> str:
        return f"{self.wall:6.1f} ms (processors {self.processor:5.1f} ms)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=21)
    asked = parser.parse_args()
    for name, job, options in jobs():
        pairs = measured(job, options, asked.pairs)
        print(f"{name}: medians of {asked.pairs}")
        for way, took in pairs.items():
            print(f"  {way:8} {took}   command / {way} {pairs['command'].wall / took.wall:5.2f}")
    rounds = [[shared(count) for count in COUNTS] for _ in range(ROUNDS)]
    for count, every in zip(COUNTS, zip(*rounds, strict=True), strict=True):
        took = Took(*map(statistics.median, zip(*every, strict=True)))
        print(f"{count} workers, {DOCUMENTS} documents of {THREADS} threads: {took}")


def jobs() -> list[tuple[str, Job, list[str]]]:
    """What is asked of a worker, and the options by which a command does the same."""
    text = (PUBLICATION / "publication.md").read_text(encoding="utf-8").split("\n---\n", 1)[1]
    blocks = pandoc.markdown_to_ast(text)
    references = [{"t": "MetaMap", "c": {"id": string("a"), "type": string("book"), "title": string("A title")}}]
    meta = {"csl": string(STYLE.name), "references": {"t": "MetaList", "c": references}}
    ast = json.dumps({"pandoc-api-version": pandoc.API_VERSION, "meta": meta, "blocks": [*blocks, cited("a")]})
    citing = ["--from", "json", "--to", "html5", "--wrap", "none", "--citeproc", "--csl", str(STYLE)]
    return [
        ("read", Job("read", text.encode()), ["--from", pandoc.READER, "--to", "json"]),
        ("write", Job("cite", ast.encode(), STYLE.read_bytes()), citing),
    ]


def string(text: str) -> pandoc.Node:
    return {"t": "MetaString", "c": text}


def cited(key: str) -> pandoc.Node:
    citation = {
        "citationId": key,
        "citationPrefix": [],
        "citationSuffix": [],
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": 0,
        "citationHash": 0,
    }
    return {"t": "Para", "c": [{"t": "Cite", "c": [[citation], []]}]}


def measured(job: Job, options: list[str], pairs: int) -> dict[str, Took]:
    """The medians of a command, of a new worker and of a warm one."""
    warm = Worker(KIND)
    for _ in range(20):
        warm.ask(job, SECONDS)
    ways = {"command": lambda: command(job, options), "cold": lambda: cold(job), "warm": lambda: asked(warm, job)}
    taken: dict[str, list[Took]] = {name: [] for name in ways}
    for turn in range(pairs + 1):
        for name in sorted(ways, reverse=bool(turn % 2)):
            taken[name].append(ways[name]())
    warm.close()
    return {name: Took(*map(statistics.median, zip(*every[1:], strict=True))) for name, every in taken.items()}


def command(job: Job, options: list[str]) -> Took:
    line = [KIND.executable, "--sandbox", "+RTS", f"-M{KIND.megabytes}m", "-RTS", *options]
    return clocked(lambda: subprocess.run(line, input=job.text, capture_output=True, check=True), children)


def cold(job: Job) -> Took:
    def once() -> None:
        worker = Worker(KIND)
        worker.ask(job, SECONDS)
        worker.close()

    return clocked(once, children)


def asked(worker: Worker, job: Job) -> Took:
    def process() -> float:
        """To the nanosecond, which the table of processes does not tell."""
        return int(Path(f"/proc/{worker._process.pid}/schedstat").read_text().split()[0]) / 1e9

    return clocked(lambda: worker.ask(job, SECONDS), process)


def clocked(work: Callable[[], object], processor: Callable[[], float]) -> Took:
    before, start = processor(), time.perf_counter()
    work()
    return Took((time.perf_counter() - start) * 1e3, (processor() - before) * 1e3)


def children() -> float:
    """Processor seconds of the processes that have ended."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def shared(count: int) -> Took:
    """The documents of several threads, with the start of the workers."""
    every = [job for _, job, _ in jobs()] * (DOCUMENTS // 2)

    def all_of_them() -> None:
        workers = Workers(KIND, count)
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(lambda job: workers.ask(job, SECONDS), every))
        workers.close()

    return clocked(all_of_them, children)


if __name__ == "__main__":
    main()
