"""A fork server: a process that loads once what is slow to load, and forks a fresh process for every line it is handed.

Each forked process serves its line, a stream of bytes, and ends when that is closed; so none of them outlives its user.
"""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).parents[1]
# As `python -m` does, but with our modules wherever the command was called, and with nothing that lies about there.
RUN = (
    "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); runpy.run_module(sys.argv.pop(1), None, '__main__', True)"
)
PATIENCE = 2  # seconds that processes are given to end by themselves


class ForkServer:
    """The server as its user sees it; ``line`` may be called from many threads."""

    def __init__(
        self, module: str, arguments: Sequence[str] = (), environment: Mapping[str, str] | None = None
    ) -> None:
        """Starts the program that ``module`` is; it gets the door's number as its first argument, then these."""
        self._door, inside = socket.socketpair()
        with inside:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-c", RUN, str(ROOT), module, str(inside.fileno()), *arguments],
                pass_fds=[inside.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment,
                process_group=0,  # so that none outlives the server
            )

    def line(self) -> socket.socket:
        """Our end of a new process's line; closed where the server is gone and nobody would answer.

        A process that was forked since may ask for one as well.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(self._door, [b"."], [theirs.fileno()])
            except OSError:
                ours.close()
        return ours

    def close(self) -> None:
        """Ends the server once every line is closed and its process has ended, or with all of them after a while."""
        self._door.close()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def serve_lines(handle: int, serve: Callable[[socket.socket], None]) -> None:
    """The server's side: forks a process that serves it for every line that comes through the door, until it is closed.

    A forked process ends when it has served, without anything that the server does at its own end. Returns when all of
    them have ended.
    """
    children: list[int] = []
    with socket.socket(fileno=handle) as door:
        while lines := socket.recv_fds(door, 1, 1)[1]:
            with socket.socket(fileno=lines[0]) as line:
                child = os.fork()
                if child == 0:
                    door.close()
                    _serve(serve, line)
            children = [one for one in (*children, child) if os.waitpid(one, os.WNOHANG) == (0, 0)]
    for one in children:
        os.waitpid(one, 0)


def _serve(serve: Callable[[socket.socket], None], line: socket.socket) -> NoReturn:
    status = 1
    try:
        serve(line)
        status = 0
    finally:
        os._exit(status)
