"""The crew: worker processes of this machine behind ``concurrent.futures.Executor``, each replaced when it dies.

The standard library's pool breaks as a whole when one of its processes dies. Here that costs the work in hand one
retry, in a fresh process; work that kills a second one as well ends in a CrewError, and all other work goes on.
"""

import pickle
import queue
import socket
import subprocess
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from functools import partial
from threading import Lock, Thread
from typing import Any, ParamSpec, TypeVar

from imprint.forks import ForkServer
from imprint.pipeline.errands import receive, send

MEMORY = 700 << 20  # bytes that a worker may hold; one that holds more is replaced when it has done its work
TRIES = 2
DYING = 1  # seconds until a server that has let go of its lines counts as alive all the same
SERVER = "imprint.pipeline.errands"
P = ParamSpec("P")
T = TypeVar("T")
_Answer = tuple[bool, Any, int] | None  # did it go well? what came of it; how much memory is held. None: it has died
_Task = tuple[bytes, "Future[Any]"] | None  # None sends a worker home


class CrewError(Exception):
    """A piece of work has killed every worker that tried it."""


class Crew(Executor):
    """A number of workers, started as work comes; work is begun in the order in which it is handed in.

    Functions and their arguments travel by pickle, between processes of one program and one user.
    """

    def __init__(self, workers: int, memory: int = MEMORY) -> None:
        self.workers, self._memory = workers, memory
        self._tasks: queue.SimpleQueue[_Task] = queue.SimpleQueue()
        self._lock = Lock()
        self._server: ForkServer | None = None
        self._threads: list[Thread] = []
        self._is_closed = False

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Hands in a piece of work. Raises RuntimeError once the crew is sent home."""
        future: Future[T] = Future()
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the crew has been sent home")
            self._tasks.put((pickle.dumps(partial(fn, *args, **kwargs)), future))
            if len(self._threads) < self.workers:
                self._threads.append(Thread(target=self._tend, daemon=True))
                self._threads[-1].start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Sends every worker home once all work is done; or, with ``cancel_futures``, after the work in hand."""
        with self._lock:
            self._is_closed = True
            if cancel_futures:
                self._cancel()
            for _ in self._threads:
                self._tasks.put(None)
        if wait:
            for thread in self._threads:
                thread.join()
            if self._server:
                self._server.close()

    def _cancel(self) -> None:
        """Takes back what no worker has begun; the workers go on taking work meanwhile."""
        with suppress(queue.Empty):
            while True:
                if task := self._tasks.get_nowait():
                    task[1].cancel()

    def _line(self) -> socket.socket:
        """The line to a new worker that has begun; from a new server where the one there was has died.

        Raises OSError where no worker begins.
        """
        for _ in range(TRIES):
            server = self._living()
            line = server.line()
            if receive(line):  # it has begun: from here on, its death is the work's doing
                return line
            line.close()
            with suppress(subprocess.TimeoutExpired):  # a server that is dying may not be seen to be dead yet
                server.process.wait(DYING)
        raise ChildProcessError("no worker begins")

    def _living(self) -> ForkServer:
        with self._lock:
            if self._server and self._server.process.poll() is not None:
                self._server.close()
                self._server = None
            self._server = self._server or ForkServer(SERVER)
            return self._server

    def _tend(self) -> None:
        """Keeps one worker at work: hands it one piece after the other, and replaces it when it dies or grows."""
        line: socket.socket | None = None
        answer: _Answer
        while task := self._tasks.get():
            call, future = task
            if not future.set_running_or_notify_cancel():
                continue
            for _ in range(TRIES):
                try:
                    line = line or self._line()
                except OSError as error:  # the machine has no more processes, or no more files, to give
                    answer = False, error, 0
                    break
                answer = _asked(line, call)
                if answer is None or answer[2] > self._memory:
                    line.close()  # then it ends
                    line = None
                if answer is not None:
                    break
            _settle(future, answer)
        if line:
            line.close()


def _asked(line: socket.socket, call: bytes) -> _Answer:
    try:
        send(line, call)
        answer = receive(line)
    except OSError:
        return None
    try:
        told: _Answer = pickle.loads(answer) if answer else None  # noqa: S301 - from a process that we have forked
    except Exception as error:  # noqa: BLE001 - not every error that can be packed can be unpacked
        told = False, TypeError(f"what came of it cannot be handed over: {error}"), 0
    return told


def _settle(future: "Future[Any]", answer: _Answer) -> None:
    if answer is None:
        future.set_exception(CrewError(f"{TRIES} processes that tried it have died"))
    elif answer[0]:
        future.set_result(answer[1])
    else:
        future.set_exception(answer[1])
