"""A process that writes to a store until it is killed: python -m tests.storing.faulty WORD ADDRESS SCRATCH."""

import os
import resource
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from imprint.errors import ImprintError
from imprint.storing import Store, StoreAddress, open_store
from tests.storing.samples import SIGNING_KEY, files, key, the_blob, the_entry, value


def over_and_over(store: Store) -> None:
    """Puts one value after another."""
    for number in count():
        store.put(key(number), value(number))
        os.write(1, b".")


def same(store: Store) -> None:
    """Puts the same values under the same keys as its neighbour does."""
    for _ in range(60):
        for number in range(5):
            store.put(key(number), value(number))


def used(store: Store) -> None:
    """Says whether the store notes a use two hours and half an hour after the last one, in a local store."""
    store.put(key(4), value(4))
    now, folder = time.time(), Path(sys.argv[2])
    for ago in (7200, 1800):
        for path in files(folder):
            os.utime(path, (now - ago, now))
        store.get(key(4))
        for path in (the_entry(folder), the_blob(folder)):
            noted = path.stat().st_atime > now - 60
            os.write(1, f"{path.parts[-3]} {noted}\n".encode())


def too_big(store: Store) -> None:
    """Adds a blob that is larger than the system lets it write, and says what it is told and what is left."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
    try:
        store.add(value(4))
    except ImprintError as error:
        left = [path for path in Path(sys.argv[2]).rglob("*") if path.is_file()]
        os.write(1, f"{int(error.exit_code)} left={left} {error}".encode())


WORDS: dict[str, Callable[[Store], None]] = {
    "over-and-over": over_and_over,
    "same": same,
    "used": used,
    "too-big": too_big,
}

if __name__ == "__main__":
    word, address, scratch = sys.argv[1:]
    WORDS[word](open_store(StoreAddress(address, SIGNING_KEY), Path(scratch)))
