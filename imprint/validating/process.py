"""Runs a validator in a process of its own, with limits: it may hang or crash, and says so then."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

PROJECT = Path(__file__).parents[2]
JAVA = (
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-Xmx1g",
    "-Xss8m",
    "-Djava.awt.headless=true",
)  # made for short runs
WORDS = 300  # characters of what a broken validator said


class NoVerdictError(Exception):
    """A validator did not come to a verdict."""


def run(command: Sequence[str | Path], seconds: int, more: Mapping[str, str] | None = None) -> str:
    """What a program writes to its standard output, however it ends; ``NoVerdictError`` if it takes too long.

    It sees nothing of the caller's environment; what it leaves in its home or its temporary folder goes away.
    """
    with (
        tempfile.TemporaryDirectory(prefix="imprint-", ignore_cleanup_errors=True) as home,
        subprocess.Popen(
            list(map(str, command)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "HOME": home, "TMPDIR": home, **(more or {})},
            start_new_session=True,
        ) as process,
    ):
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise NoVerdictError(f"it did not end within {seconds} seconds") from error
        finally:
            _end(process)
    if not out.strip():
        raise NoVerdictError(f"it said nothing and ended with {process.returncode}: {_tail(err)}")
    return out.decode(errors="replace")


def module(name: str, *arguments: str | Path, seconds: int) -> str:
    """The same for a module of ours that must not run in this process."""
    command = (sys.executable, "-m", f"imprint.validating.{name}", *arguments)
    return run(command, seconds, {"PYTHONPATH": str(PROJECT)})


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the program and all that it has started, which has the same group."""
    with suppress(ProcessLookupError, PermissionError):  # all of it has ended
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _tail(err: bytes) -> str:
    return " ".join(err.decode(errors="replace").split())[-WORDS:]
