"""A process to be killed or to run out of disk: python -m tests.publishing.faulty WORD OUTPUT."""

import os
import resource
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from imprint.errors import ImprintError
from imprint.publishing import Built, lock, published
from tests.publishing.samples import artefact, built, put, record, tree


def generation(number: int) -> tuple[Built, Built]:
    """Two publications of a few files; every file of a generation ends in the same number."""
    editions = tuple(f"edition-{letter}" for letter in "abcdef")
    return built("bone", str(number), editions), built("stem", str(number), editions)


def over_and_over(output: Path) -> None:
    """Publishes one generation after another until somebody ends it."""
    for number in count(int(time.monotonic_ns())):
        put(output, *generation(number))
        sys.stdout.write(".")
        sys.stdout.flush()


def hold(output: Path) -> None:
    """Takes the lock, leaves a worker behind that lives on without it, and waits to be ended."""
    with lock(output):
        worker = os.fork()
        if worker:
            sys.stdout.write(f"{worker}\n")
            sys.stdout.flush()
        time.sleep(60)


def too_big(output: Path) -> None:
    """Publishes files that are larger than the system lets it write."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
    _say_what_happens(output)


def full(output: Path) -> None:
    """Publishes files onto a disk that has no room for them; it expects to stand on a small one."""
    put(output, *generation(1))
    _say_what_happens(output)


def _say_what_happens(output: Path) -> None:
    before = tree(output)
    huge = Built.of(record("stem"), (artefact("stem", "page", "x" * 2_000_000),), {"page": "0" * 64})
    try:
        put(output, huge)
    except ImprintError as error:
        whole = tree(output) == before and not published(output).findings
        left = sorted(path.name for path in (output.parent / ".output-output").iterdir())
        sys.stdout.write(f"{int(error.exit_code)} whole={whole} left={left} {error}\n")


WORDS: dict[str, Callable[[Path], None]] = {
    "over-and-over": over_and_over,
    "hold": hold,
    "too-big": too_big,
    "full": full,
}

if __name__ == "__main__":
    WORDS[sys.argv[1]](Path(sys.argv[2]))
