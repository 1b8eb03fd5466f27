"""A process that forks another for every line; this file is also the program that a server runs in these tests."""

import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from imprint.forks import ForkServer, serve_lines


def echo(line: socket.socket) -> None:
    """Tells its number and its server's, then answers whatever it is told; "wait" keeps it from ending."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    line.sendall(f"{os.getpid()} {os.getppid()} {sys.argv[2]}".encode())
    while told := line.recv(100):
        if told == b"wait":
            time.sleep(60)
        line.sendall(told.upper())


@pytest.fixture
def server() -> Iterator[ForkServer]:
    one = ForkServer("tests.test_forks", ["said"])
    yield one
    one.close()


def begun(server: ForkServer) -> tuple[socket.socket, int]:
    """A line, and the number of the process at its other end."""
    line = server.line()
    line.settimeout(20)
    process, parent, argument = line.recv(100).split()
    assert (int(parent), argument) == (server.process.pid, b"said")
    return line, int(process)


def is_there(process: int) -> bool:
    """Whether it runs; one that has ended and of which nobody has taken notice does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def ends(process: int) -> bool:
    for _ in range(200):
        if not is_there(process):
            return True
        time.sleep(0.02)
    return False


def test_every_line_has_a_process_of_its_own(server: ForkServer) -> None:
    lines = [begun(server) for _ in range(3)]
    assert len({process for _, process in lines}) == 3
    for line, _ in lines:
        line.sendall(b"hello")
    assert [line.recv(100) for line, _ in lines] == [b"HELLO"] * 3
    for line, _ in lines:
        line.close()


def test_it_starts_wherever_it_is_called_and_takes_nothing_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("socket.py", "imprint.py", "tests.py"):
        (tmp_path / name).write_text("raise SystemExit\n")
    server = ForkServer("tests.test_forks", ["said"])
    line, _ = begun(server)
    line.close()
    server.close()


def test_a_process_ends_with_its_line(server: ForkServer) -> None:
    (line, process), (other, still) = begun(server), begun(server)
    line.close()
    assert ends(process)
    assert is_there(still)
    other.close()


def test_a_process_that_is_killed_closes_its_line_and_no_other(server: ForkServer) -> None:
    (line, process), (other, _) = begun(server), begun(server)
    os.kill(process, signal.SIGKILL)
    assert line.recv(100) == b""
    other.sendall(b"a")
    assert other.recv(100) == b"A"
    line.close()
    other.close()


def test_without_a_server_a_line_is_closed(server: ForkServer) -> None:
    server.process.kill()
    server.process.wait()
    with server.line() as line, pytest.raises(OSError, match="Bad file descriptor"):
        line.sendall(b"a")


def test_what_does_not_end_is_ended(server: ForkServer) -> None:
    line, process = begun(server)
    line.sendall(b"wait")
    time.sleep(0.1)
    line.close()
    server.close()
    assert ends(process)


if __name__ == "__main__":
    serve_lines(int(sys.argv[1]), echo)
