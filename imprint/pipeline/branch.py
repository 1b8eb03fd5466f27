"""A worker of the cluster, as it works for us: it takes in copies of the files, and has a crew of its own do the work.

So what kills the process that works on a publication does not kill the worker, and the next batch finds all warm.
"""

import asyncio
import os
import pickle
import shutil
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Future, as_completed
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import cast

from distributed import Worker, get_worker

from imprint.digests import digest
from imprint.pipeline import parcels
from imprint.pipeline.crew import Crew
from imprint.pipeline.likeness import Likeness, likeness
from imprint.pipeline.options import Options
from imprint.pipeline.work import Done, Job, errand, store_of
from imprint.storing import Store

KEY = "IMPRINT_STORE_KEY"
FORGOTTEN = 3600  # seconds after which the copies of a build of which nothing was heard any more are taken away
Result = Done | Exception


@dataclass(frozen=True)
class Batch:
    """Jobs for one worker, and the digests of the parcels with their files, which are in the store.

    ``shared`` are the files that all publications share; ``folders`` are the publications', one for each job.
    ``build`` tells the batches of one program from those of another: each result is told under it as it comes.
    """

    build: str
    number: int
    jobs: tuple[Job, ...]
    templates: str
    shared: str
    folders: tuple[str, ...]


@dataclass(frozen=True)
class Seen:
    """What a worker says of itself; ``reads`` is whether it has read from the store what was written there for it."""

    likeness: Likeness
    reads: bool


class LostError(Exception):
    """A worker does not find in the store what was put there for it."""


def answer_key(question: str, worker: str) -> str:
    """The key under which a worker answers a question in the store."""
    return digest("answer", question, worker)


async def introduce(options: Options, question: str, dask_worker: Worker) -> Seen:
    """What this worker is. It looks for a question in the store, signed as all entries are, and answers it there.

    Raises ImprintError where it cannot open the store or cannot write there.
    """
    return await asyncio.to_thread(_introduced, options, question, dask_worker.address, dask_worker.local_directory)


def _introduced(options: Options, question: str, worker: str, room: str) -> Seen:
    facts = likeness(options.browser)
    with tempfile.TemporaryDirectory(prefix="imprint-", dir=room) as folder:
        store = store_of(_here(options, Path(folder)))
        reads = store.get(question) is not None
        if reads:
            store.put(answer_key(question, worker), b"seen")
    return Seen(facts, reads)


def _here(options: Options, folder: Path) -> Options:
    """The options with folders of this machine; the key of the store is this machine's own: it never travels."""
    key = os.environ.get(KEY)  # noqa: TID251 - all that a worker is told before it gets work stands in its environment
    store = replace(options.store, signing_key=key.encode() if key else None) if options.store else None
    return replace(options, output=folder / "output", store=store)


class Branch:
    """What this process holds for a build: the crew, which serves all builds, and a folder for copies."""

    def __init__(self, crew: Crew, room: str) -> None:
        self.crew, self.is_stopped = crew, False
        self.folder = Path(tempfile.mkdtemp(prefix="imprint-", dir=room))
        self._lock, self._busy, self._used = Lock(), 0, time.monotonic()

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Keeps the copies for as long as a batch needs them."""
        with self._lock:
            self._busy += 1
        try:
            yield
        finally:
            with self._lock:
                self._busy, self._used = self._busy - 1, time.monotonic()
            if self.is_stopped:
                self.close()

    def laid(self, parcel: str, store: Store) -> Path:
        """The folder with the files of a parcel, laid once: so what was read of them need not be read again."""
        folder = self.folder / "laid" / parcel
        with self._lock:
            if not folder.exists():
                _lay(parcel, store, folder)
        return folder

    @property
    def is_forgotten(self) -> bool:
        """True where nothing was heard of its build for long: it was broken off."""
        return not self._busy and time.monotonic() - self._used > FORGOTTEN

    def close(self) -> None:
        """Begins no more work, and takes the copies away once nobody uses them."""
        self.is_stopped = True
        if not self._busy:
            shutil.rmtree(self.folder, ignore_errors=True)


_branches: dict[str, Branch] = {}  # of this process, by their build
_lock = Lock()
_crew: list[Crew] = []


def _branch_of(build: str) -> Branch:
    with _lock:
        for old in [name for name, branch in _branches.items() if branch.is_forgotten]:
            _branches.pop(old).close()
        if not _crew:
            _crew.append(Crew(get_worker().state.nthreads))
        if build not in _branches:
            _branches[build] = Branch(_crew[0], get_worker().local_directory)  # which Dask clears after its death
        return _branches[build]


def leave(build: str) -> None:
    """Does no more of a build, but for the work in hand, and takes its copies away; the crew stays."""
    with _lock:
        if build in _branches:
            _branches.pop(build).close()


def do_batch(batch: Batch) -> tuple[Result, ...]:
    """Does jobs in the crew, tells of each as it is done, and returns what became of each.

    Raises LostError where their files are not in the store.
    """
    branch, worker = _branch_of(batch.build), get_worker()
    with branch.in_use(), ExitStack() as stack:
        results: dict[int, Result] = {}
        futures = _begun(batch, branch, stack)
        for future in as_completed(futures):
            place, result = futures[future], _result(future)
            results[place] = result
            worker.log_event(batch.build, pickle.dumps((batch.number, place, result)))
            if branch.is_stopped:
                for other in futures:
                    other.cancel()
    return tuple(results[place] for place in sorted(results))


def _begun(batch: Batch, branch: Branch, stack: ExitStack) -> dict["Future[Done]", int]:
    """The jobs, each with its place, handed to the crew once their files are there; they go away with the stack."""
    options = _here(batch.jobs[0].options, branch.folder)
    store = store_of(options)
    source, templates = branch.laid(batch.shared, store), branch.laid(batch.templates, store)
    laid = replace(options, source=source, templates=templates)
    for job, parcel in zip(batch.jobs, batch.folders, strict=True):
        folder = source / job.name
        shutil.rmtree(folder, ignore_errors=True)
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        _lay(parcel, store, folder)
    return {branch.crew.submit(errand, replace(job, laid=laid)): place for place, job in enumerate(batch.jobs)}


def _result(future: "Future[Done]") -> Result:
    if future.cancelled():
        return LostError("the build was stopped")
    error = future.exception()
    return cast(Exception, error) if error else future.result()


def _lay(parcel: str, store: Store, folder: Path) -> None:
    data = store.blob(parcel)
    if data is None:
        raise LostError("files of the source were put into the store for this worker, and it does not find them there")
    parcels.unpack(data, folder)
