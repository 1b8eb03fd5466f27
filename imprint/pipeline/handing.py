"""Hands jobs to a cluster: in batches, to workers that are like this machine, again where a worker has died.

A thread leads: every moment it looks who is there, takes what is done, and sends as much as keeps all busy and no more,
so that workers who come later get work too and the scheduler never holds many batches.
"""

import pickle
import secrets
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import takewhile
from math import ceil
from threading import Condition, Thread
from time import monotonic, sleep
from typing import Any, ParamSpec, TypeVar, cast

from distributed import Client, KilledWorker
from distributed import Future as Handle

from imprint.codes import finding
from imprint.digests import digest
from imprint.errors import Exit, Finding, ImprintError, Where
from imprint.pipeline.branch import KEY, Batch, LostError, Result, Seen, answer_key, do_batch, introduce, leave
from imprint.pipeline.crew import Crew, CrewError
from imprint.pipeline.likeness import likeness, unlike
from imprint.pipeline.options import Options
from imprint.pipeline.sending import Sender, travelling
from imprint.pipeline.work import Done, Job, address_of, errand, store_of
from imprint.storing import Store, StoreAddress

MOMENT = 0.05  # seconds
LOOK = 1.0  # seconds between two looks at who is there
PATIENCE = 60.0  # seconds without any worker after which a build gives up
AHEAD = 2  # batches per worker that are on their way: one in work, one that waits for it to end
SHARES = 4  # in how many batches a worker's share of what is left is cut, so that all end at about the same time
TRIES = 3  # of a job whose files, or whose results, were lost in the store
THREADS = 8  # that put and fetch files at the same time, where the store is far away
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(eq=False)
class _Task:
    job: Job
    future: "Future[Done]"
    tries: int = 0
    alone: bool = False  # it was in a batch whose workers have died, one after the other


@dataclass(frozen=True)
class _Sent:
    number: int
    tasks: tuple[_Task, ...]
    workers: frozenset[str]  # that may do it


@dataclass(frozen=True)
class _Call:
    """Unpickled, it does a batch. A scheduler unpickles tasks, not the bytes in them: so it needs nothing of ours."""

    batch: Batch

    def __reduce__(self) -> tuple[object, ...]:
        return do_batch, (self.batch,)


class Hands(Executor):
    """An executor for errands alone. What does not travel (a link in a publication's folder) is done on this machine.

    ``warnings`` tells of workers that get no work.
    """

    def __init__(self, client: Client, most: int, where: Where) -> None:
        self.warnings: list[Finding] = []
        self._client, self._most, self._where = client, most, where
        self._build, self._number = secrets.token_hex(16), 0
        self._changed = Condition()
        self._is_closed, self._thread = False, cast(Thread | None, None)
        self._unsettled: dict[_Task, None] = {}  # all of them, in the order in which they were handed in
        self._waiting: deque[_Task] = deque()
        self._sent: dict[Handle[tuple[Result, ...]], _Sent] = {}
        self._tasks: dict[int, tuple[_Task, ...]] = {}  # that are sent, by the number of their batch
        self._known: set[str] = set()  # workers, by their addresses
        self._fit: set[str] = set()
        self._looked = self._fit_at = 0.0
        self._was_fit = False  # whether there was a worker since work was handed in
        self._address: StoreAddress | None = None
        self._store: Store | None = None
        self._sender: Sender | None = None
        self._threads = ThreadPoolExecutor(THREADS)
        self._crew = Crew(1)
        client.subscribe_topic(self._build, self._hear)

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Hands in an errand. A TypeError for another function; a RuntimeError after the end."""
        if fn is not cast(object, errand):
            raise TypeError("a cluster does errands alone")
        future: Future[Any] = Future()
        with self._changed:
            if self._is_closed:
                raise RuntimeError("the cluster was left")
            task = _Task(cast(Job, args[0]), future)
            if not self._unsettled:
                self._fit_at, self._was_fit = monotonic(), False  # of what happened before nobody has taken notice
            self._unsettled[task] = None
            self._waiting.append(task)
            if self._thread is None:
                self._thread = Thread(target=self._lead, daemon=True)
                self._thread.start()
            self._changed.notify_all()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leaves the cluster once all is done; or, with ``cancel_futures``, now: a worker ends the work in hand."""
        with self._changed:
            if wait and not cancel_futures:
                self._changed.wait_for(lambda: not self._unsettled)
            self._is_closed = True
            self._changed.notify_all()
        if self._thread and wait:
            self._thread.join()
        for task in self._unsettled:
            task.future.cancel()
        with suppress(Exception):  # a scheduler that is gone has nothing to be told
            self._client.cancel([*self._sent])
            self._client.run(leave, self._build, workers=[*self._fit], on_error="ignore")
        self._threads.shutdown(cancel_futures=True)
        self._crew.shutdown(cancel_futures=True)

    # --- the thread that leads

    def _lead(self) -> None:
        try:
            while self._has_work():
                self._step()
        except Exception as error:  # noqa: BLE001 - whoever waits for a result is told
            self._give_up(error)

    def _has_work(self) -> bool:
        """Waits until there is something to do; False at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_closed or self._waiting or self._sent)
            if self._is_closed:
                return False
        sleep(MOMENT)  # in which more is handed in
        return True

    def _step(self) -> None:
        options = self._some_job().options
        if address_of(options) != self._address:
            self._begin(options)
        if monotonic() - self._looked > LOOK:
            self._look(options)
            self._looked = monotonic()
        for handle, sent in [*self._sent.items()]:
            if handle.done():
                self._take(handle, self._sent.pop(handle))
            elif sent.workers.isdisjoint(self._fit):
                handle.cancel()  # none of those who might do it is there any more
                del self._sent[handle], self._tasks[sent.number]
                self._again(sent.tasks)
        while self._waiting and len(self._sent) < AHEAD * len(self._fit):
            self._send(self._next())

    def _some_job(self) -> Job:
        tasks = self._waiting or next(iter(self._sent.values())).tasks
        return tasks[0].job

    def _begin(self, options: Options) -> None:
        address = address_of(options)
        if address.is_shared and not address.signing_key:
            message = "a store that machines share over a network needs a key that signs what is written there"
            hint = f"set {KEY} to the same long secret here and for every worker: docs/cluster.md says how"
            raise ImprintError([finding("E025", Where(address.shown), message, hint)], Exit.ENVIRONMENT)
        self._store = store_of(options)
        self._sender = Sender(self._store, self._threads)
        self._store.put(self._question, self._build.encode())
        self._known, self._fit, self._looked = set(), set(), 0.0  # whether they see this store is not known
        self._address, self._fit_at = address, monotonic()

    @property
    def _question(self) -> str:
        return digest("question", self._build)

    def _give_up(self, error: Exception) -> None:
        if isinstance(error, OSError):
            hint = "look at the scheduler, then build again: what was finished is in the store"
            error = self._stopped(f"the cluster does not answer any more ({error})", hint)
        with self._changed:
            self._thread = None
            for held in (self._waiting, self._sent, self._tasks):
                held.clear()
            left = [*self._unsettled]
        for task in left:
            self._settle(task, error)

    def _stopped(self, message: str, hint: str) -> ImprintError:
        return ImprintError([finding("E029", self._where, message, hint), *self.warnings], Exit.ENVIRONMENT)

    # --- who is there

    def _look(self, options: Options) -> None:
        there = {*self._client.nthreads()}
        self._known &= there
        self._fit &= there
        if new := there - self._known:
            self._admit(new, options)
        if self._fit:
            self._fit_at, self._was_fit = monotonic(), True
        elif there and there == self._known and not self._was_fit:
            hint = "give the workers the image or the folder that this machine has: docs/cluster.md"
            raise self._stopped("no worker of the cluster can be given work", hint)
        elif monotonic() - self._fit_at > PATIENCE:
            raise self._stopped(f"for {PATIENCE:.0f} seconds there was no worker", "start some, then build again")

    def _admit(self, new: Iterable[str], options: Options) -> None:
        """Asks workers what they are; those that are like this machine, and see its store, get work from now on."""
        ours = likeness(options.browser)
        call = (travelling(options), self._question)
        answers = self._client.run(introduce, *call, workers=[*new], on_error="return")
        for worker, answer in sorted(answers.items()):
            if isinstance(answer, OSError):
                continue  # it has died, or does not answer yet: asked again at the next look
            self._known.add(worker)
            if reasons := self._misfit(worker, answer, ours):
                self.warnings.append(_warning(worker, reasons))
            else:
                self._fit.add(worker)

    def _misfit(self, worker: str, answer: Seen | Exception, ours: Any) -> tuple[str, ...]:
        """What keeps a worker from being given work."""
        if isinstance(answer, ImprintError):
            return tuple(one.message for one in answer.findings)
        if isinstance(answer, Exception):
            return (f"it does not have this Imprint ({type(answer).__name__}: {answer})",)
        reasons = unlike(ours, answer.likeness)
        assert self._store
        if answer.reads and self._store.get(answer_key(self._question, worker)):
            return reasons
        return (*reasons, f"it does not see the store that is used here, or its {KEY} is another one")

    # --- sending

    def _next(self) -> tuple[_Task, ...]:
        """The next batch: a fair part of what is left."""
        size = min(self._most, ceil(len(self._waiting) / (SHARES * len(self._fit))))
        first = self._waiting[0]
        fitting = takewhile(lambda one: one.job.options == first.job.options and not one.alone, [*self._waiting][:size])
        count = max(1, sum(1 for _ in fitting))
        with self._changed:
            tasks = [self._waiting.popleft() for _ in range(count)]
        return tuple(one for one in tasks if one.future.running() or self._is_begun(one))

    def _is_begun(self, task: _Task) -> bool:
        """Begins a task, unless it was cancelled or is done by now."""
        if task.future.done():
            self._unsettled.pop(task, None)
            return False
        return task.future.set_running_or_notify_cancel()

    def _send(self, tasks: Sequence[_Task]) -> None:
        assert self._sender
        if not tasks:
            return
        parcels = self._sender.parcels([task.job for task in tasks])
        here = [task for task, parcel in zip(tasks, parcels.folders, strict=True) if parcel is None]
        for task in here:
            self._crew.submit(errand, task.job).add_done_callback(partial(self._done_here, task))
        sent = tuple(task for task in tasks if task not in here)
        if not sent:
            return
        self._number += 1
        self._tasks[self._number] = sent
        jobs = tuple(replace(task.job, options=travelling(task.job.options)) for task in sent)
        folders = tuple(filter(None, parcels.folders))
        batch = Batch(self._build, self._number, jobs, parcels.templates, parcels.shared, folders)
        workers = frozenset(self._fit)
        name = f"imprint-{self._build}-{self._number}"
        call = pickle.dumps(_Call(batch))
        handle = self._client.submit(pickle.loads, call, key=name, workers=[*workers], pure=False)
        self._sent[handle] = _Sent(self._number, sent, workers)

    def _done_here(self, task: _Task, future: "Future[Done]") -> None:
        if not future.cancelled():
            error = future.exception()
            self._settle(task, cast(Exception, error) if error else future.result())

    # --- taking

    def _hear(self, event: tuple[float, bytes]) -> None:
        """A worker tells of a job that is done, while others of its batch are not."""
        number, place, result = pickle.loads(event[1])  # noqa: S301 - Dask itself would do the same
        if tasks := self._tasks.get(number):
            self._fetch(tasks[place], result)

    def _take(self, handle: "Handle[tuple[Result, ...]]", sent: _Sent) -> None:
        del self._tasks[sent.number]
        if handle.status == "finished":
            for task, result in zip(sent.tasks, handle.result(), strict=True):
                self._fetch(task, result)
            return
        error = handle.exception() if handle.status == "error" else LostError("it was lost on the way")
        left = [task for task in sent.tasks if not task.future.done()]
        if isinstance(error, KilledWorker):
            self._after_deaths(left)
        elif isinstance(error, LostError):
            self._again(left, error)
        else:
            told = self._stopped(f"a worker could not begin its work ({type(error).__name__}: {error})", "mend it")
            for task in left:
                self._settle(task, error if isinstance(error, ImprintError) else told)

    def _after_deaths(self, left: Sequence[_Task]) -> None:
        """What was in a batch that has ended several workers goes on alone; what ends several alone goes no further."""
        if len(left) == 1:
            self._settle(left[0], CrewError("several workers of the cluster that tried it have died"))
            return
        for task in left:
            task.alone = True
        self._again(left)

    def _again(self, tasks: Iterable[_Task], error: Exception | None = None) -> None:
        """Puts tasks in front again; with an error, not more often than ``TRIES`` times."""
        for task in [*tasks][::-1]:
            task.tries += error is not None
            if task.tries >= TRIES:
                self._settle(task, self._stopped(str(error), "look at the store that the machines share"))
            elif not task.future.done():
                with self._changed:
                    self._waiting.appendleft(task)

    def _fetch(self, task: _Task, result: Result) -> None:
        """Ends a task; where the store is far away, once its files are here."""
        if isinstance(result, Exception) or not address_of(task.job.options).is_shared:
            self._settle(task, result)
        elif not task.future.done():
            self._threads.submit(self._fetched, task, result)

    def _fetched(self, task: _Task, done: Done) -> None:
        assert self._store
        digests = {*(line.sha256 for line in done.entries), *done.reports.values()}
        lost = [one for one in digests if self._store.file(one) is None]
        if not lost:
            self._settle(task, done)
        else:
            self._again([task], LostError("a worker's finished files have not come into the store"))

    def _settle(self, task: _Task, result: Result) -> None:
        with self._changed:
            self._unsettled.pop(task, None)
            if task.future.done():
                return
            if isinstance(result, Exception):
                task.future.set_exception(result)
            else:
                task.future.set_result(result)
            self._changed.notify_all()


def _warning(worker: str, reasons: Sequence[str]) -> Finding:
    told = "; ".join(reasons[:5]) + ("; and more" if len(reasons) > 5 else "")
    hint = "make it like this machine: the same image, or the same folder and packages (docs/cluster.md)"
    return finding("E030", Where(worker), f"it gets no work, for it would not make the same files: {told}", hint)
