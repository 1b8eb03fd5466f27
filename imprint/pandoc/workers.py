"""Workers: pandoc processes kept warm, each held to limits of time, memory and sight, and replaced when it fails."""

import atexit
import os
import resource
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import Literal

SCRIPT = Path(__file__).with_name("worker.lua")
ENVIRONMENT = {"LC_ALL": "C.UTF-8", "HOME": os.devnull}  # no user's own templates, styles or filters
PATIENCE = 1  # seconds for a document among others; the few that need more have their whole time alone
START = 60  # seconds that a worker is given to begin
DOCUMENTS = 500  # after which a worker is replaced, whatever it has gathered until then
STANDARD = 3  # files that are open from the beginning: input, output, messages
CHUNK = 1 << 20  # bytes


class WorkerError(Exception):
    """A worker failed with a document; its words are what pandoc said."""


class StalledError(WorkerError):
    """A worker did not answer in time."""


class DiedError(WorkerError):
    """A worker ended before it had answered."""


@dataclass(frozen=True)
class Kind:
    """What a worker is: the program, the format it reads with its extensions, the megabytes it may take."""

    executable: str
    reader: str
    megabytes: int


@dataclass(frozen=True)
class Job:
    """What a worker is asked: to read a Markdown text, to write a JSON AST, or to set its citations and write it."""

    verb: Literal["read", "write", "cite"]
    text: bytes
    style: bytes = b""  # CSL; without one, citations are set in pandoc's own


class Workers:
    """A few workers behind one door, started when they are needed; ``ask`` may be called from many threads.

    They end with the process that started them, however it ends. A process that is forked starts its own.
    """

    def __init__(self, kind: Kind, count: int) -> None:
        self._kind, self._count = kind, count
        self._begin()
        os.register_at_fork(after_in_child=self._begin_again)
        atexit.register(self.close)

    def _begin(self) -> None:
        self._turns = BoundedSemaphore(self._count)
        self._idle: list[Worker] = []  # who was put back last is asked first, so that one alone stays warm

    def _begin_again(self) -> None:
        """Two processes on one line would get each other's answers."""
        for worker in self._idle:
            worker.leave()
        self._begin()

    def warm(self) -> None:
        """Starts a worker where none is waiting, and does not wait for it; raises OSError."""
        if not self._idle:
            self._idle.append(Worker(self._kind))

    def ask(self, job: Job, seconds: float) -> bytes:
        """What a worker makes of a document: the JSON AST that was read, the HTML that was written.

        A document with which a worker fails is tried once more, alone: by a new one, which fails for nobody else's
        sake. Raises WorkerError when that one fails as well, and OSError when none can be started.
        """
        end = time.monotonic() + PATIENCE + seconds
        with self._turns:
            worker = self._take()
            among_others = worker.documents > 0
            with suppress(WorkerError if among_others else DiedError):  # even a new one may be killed from outside
                return self._asked(worker, job, min(PATIENCE, seconds) if among_others else seconds)
            return self._asked(Worker(self._kind), job, min(seconds, end - time.monotonic()))

    def close(self) -> None:
        """Ends the workers that nobody waits for."""
        while self._idle:
            self._idle.pop().close()

    def _take(self) -> "Worker":
        try:
            return self._idle.pop()
        except IndexError:
            return Worker(self._kind)

    def _asked(self, worker: "Worker", job: Job, seconds: float) -> bytes:
        try:
            result = worker.ask(job, seconds)
        except BaseException:  # also when the user stops the build: half an answer may be on the line
            worker.close()
            raise
        if worker.documents < DOCUMENTS:
            self._idle.append(worker)
        else:
            worker.close()
        return result


class Worker:
    """One pandoc process; it begins at once, and who asks first waits until it has begun."""

    def __init__(self, kind: Kind) -> None:
        """Raises OSError when the program cannot be started."""
        self.documents = 0
        self._bytes = kind.megabytes << 20
        self._received = b""
        self._said = TemporaryFile()  # noqa: SIM115 - closed with the worker
        self._line, theirs = socket.socketpair()
        try:
            self._process = subprocess.Popen(
                [kind.executable, "+RTS", f"-M{kind.megabytes}m", "-RTS", "lua", str(SCRIPT), kind.reader],
                stdin=theirs.fileno(),
                stdout=theirs.fileno(),
                stderr=self._said,
                env=ENVIRONMENT,
            )
        except OSError:
            self._line.close()
            self._said.close()
            raise
        finally:
            theirs.close()

    def ask(self, job: Job, seconds: float) -> bytes:
        """The answer to one job within so many seconds; raises WorkerError, after which the worker must be closed."""
        before = self._said.seek(0, os.SEEK_END)
        try:
            if not self.documents:
                self._await(time.monotonic() + START)
            self.documents += 1
            return self._answer(job, time.monotonic() + seconds)
        except TimeoutError:
            raise StalledError from None
        except OSError:
            self._process.kill()
            status = self._process.wait()
            self._said.seek(before)
            raise DiedError(self._said.read().decode(errors="replace") or f"exit code {status}") from None

    def close(self) -> None:
        """Ends the process."""
        self._process.kill()
        self._process.wait()
        self.leave()

    def leave(self) -> None:
        """Gives up the line; the process goes on where it is another process's child, and that one holds the line."""
        self._line.close()
        self._said.close()
        if self._process.returncode is None:
            self._process.returncode = 0  # so that nobody here waits for it

    def _await(self, end: float) -> None:
        """Waits until the worker has begun, and closes it in, which only Linux can do to a process that runs.

        It can open nothing any more, neither a file nor a connection. And its memory is held: pandoc's own limit (-M)
        tells the thread that waits for the script to end, which does not hear it.
        """
        self._read_line(end)
        if sys.platform == "linux":
            resource.prlimit(self._process.pid, resource.RLIMIT_NOFILE, (STANDARD, STANDARD))
            resource.prlimit(self._process.pid, resource.RLIMIT_DATA, (self._bytes, self._bytes))

    def _answer(self, job: Job, end: float) -> bytes:
        head = f"{job.verb} {len(job.text)} {len(job.style)}\n"
        self._line.settimeout(_left(end))
        self._line.sendall(head.encode() + job.text + job.style)
        outcome, size = self._read_line(end).split()
        result = self._read(int(size), end)
        if outcome != b"done":
            raise WorkerError(result.decode(errors="replace"))
        return result

    def _read_line(self, end: float) -> bytes:
        while b"\n" not in self._received:
            self._receive(end)
        line, _, self._received = self._received.partition(b"\n")
        return line

    def _read(self, size: int, end: float) -> bytes:
        while len(self._received) < size:
            self._receive(end)
        result, self._received = self._received[:size], self._received[size:]
        return result

    def _receive(self, end: float) -> None:
        self._line.settimeout(_left(end))
        data = self._line.recv(CHUNK)
        if not data:
            raise ConnectionResetError
        self._received += data


def _left(end: float) -> float:
    """The seconds until then; a socket that has none left to wait would not wait at all, and call it another name."""
    return max(end - time.monotonic(), 1e-6)
