"""Who does the work of a build: this process, a crew of processes beside it, or a cluster."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from time import sleep
from typing import TYPE_CHECKING

from imprint.ignored import is_ignored
from imprint.pipeline import fingerprints
from imprint.pipeline.options import Options

if TYPE_CHECKING:
    from imprint.storing import StoreAddress

POLL = 0.4  # seconds


@contextmanager
def hands(workers: int | None = None, cluster: str | None = None) -> Iterator[Executor | None]:
    """Who works, started when there is work: a cluster, or as many processes as asked for, or one per core.

    None for this process itself.
    """
    count = workers or len(os.sched_getaffinity(0))
    if cluster:
        from imprint.pipeline.cluster import cluster_of  # noqa: PLC0415 - hardly anybody needs it

        with cluster_of(cluster) as executor:
            yield executor
    elif count == 1:
        yield None
    else:
        from imprint.pipeline.crew import Crew  # noqa: PLC0415 - nor does a build with nothing to do

        crew = Crew(count)
        try:
            yield crew
        finally:
            crew.shutdown(cancel_futures=True)


def store_address(address: str | None, key: str | None) -> "StoreAddress | None":
    """Where a store lies, with the key that signs what is written there."""
    if not address:
        return None
    from imprint.storing import StoreAddress  # noqa: PLC0415 - most builds need none

    return StoreAddress(address, key.encode() if key else None)


def changes(wanted: Callable[[], Options]) -> Iterator[None]:
    """Yields at once, and then whenever a file of the source or of the templates was changed, or the day.

    It waits until no file has changed any more for a moment; it ends only when it is stopped.
    """
    built = _state(wanted())
    yield
    while True:
        sleep(POLL)
        before, now = built, _state(wanted())
        while now != before:  # until all that is being saved is saved
            sleep(POLL)
            before, now = now, _state(wanted())
        if now != built:
            built = now
            yield


def _state(options: Options) -> tuple[str, str, str]:
    return (
        fingerprints.of_folder(os.fspath(options.source), is_ignored),
        fingerprints.of_folder(os.fspath(options.templates)),
        options.as_of.isoformat(),
    )
