"""The crew's side of the door: a program that loads the pipeline once, and forks a worker for every line."""

import gc
import os
import pickle
import resource
import select
import signal
import socket
import struct
import sys
from pathlib import Path
from threading import Event, Thread
from typing import Any

from imprint.forks import serve_lines

BEGUN = b"begun"
_LENGTH = struct.Struct(">Q")
_PAGE = resource.getpagesize()


def send(line: socket.socket, message: bytes) -> None:
    """Puts a message on a line. Raises OSError where nobody is there."""
    line.sendall(_LENGTH.pack(len(message)) + message)


def receive(line: socket.socket) -> bytes:
    """The next message; nothing where the line was closed before or in the middle of it."""
    length = _exactly(line, _LENGTH.size)
    return _exactly(line, _LENGTH.unpack(length)[0]) if length else b""


def _exactly(line: socket.socket, count: int) -> bytes:
    parts = bytearray()
    while len(parts) < count:
        part = line.recv(min(count - len(parts), 1 << 20))
        if not part:
            return b""
        parts += part
    return bytes(parts)


def serve(line: socket.socket) -> None:
    """Does what comes over a line, a pickled call a message, until it is closed; answers each as ``Crew`` expects.

    Its first message says that it has begun.
    """
    from imprint.pipeline import work  # noqa: PLC0415 - it is loaded already

    busy = Event()
    Thread(target=_watch, args=[line, busy], daemon=True).start()
    try:
        with line:
            send(line, BEGUN)
            while call := receive(line):
                busy.set()
                answer = _answer(*_done(call))
                busy.clear()
                send(line, answer)
    finally:
        work.put_away()


def _watch(line: socket.socket, busy: Event) -> None:
    """Ends this process in the middle of its work once nobody is there to take it: somebody else may have begun it."""
    poll = select.poll()
    poll.register(line, 0)  # nothing but that it was hung up
    poll.poll()
    if busy.is_set():
        os._exit(1)


def _done(call: bytes) -> tuple[bool, Any]:
    try:
        return True, pickle.loads(call)()  # noqa: S301 - from the process that has started us
    except Exception as error:  # noqa: BLE001 - it is raised where the result is asked for
        return False, error


def _answer(is_done: bool, result: Any) -> bytes:
    held = _held()
    try:
        return pickle.dumps((is_done, result, held))
    except Exception as error:  # noqa: BLE001 - a result that cannot travel is an error as any other
        return pickle.dumps((False, TypeError(f"its result cannot be handed over: {error}"), held))


def _held() -> int:
    """How many bytes of memory this process holds; 0 on systems that do not tell."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE
    except OSError:
        return 0


def main(handle: int) -> None:
    """Loads what every worker needs, then serves every line that comes through the door."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program that hands out the work
    gc.disable()  # until all is loaded: there is no garbage yet
    from imprint.pipeline import keys, work  # noqa: PLC0415 - after the line above

    keys.means_now()  # of the code that has just been loaded
    gc.enable()
    gc.freeze()
    with work.shared_presses():
        serve_lines(handle, serve)


if __name__ == "__main__":
    main(int(sys.argv[1]))
