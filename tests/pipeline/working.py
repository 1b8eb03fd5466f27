"""What a worker is asked to do in the tests of the crew: it lives in a module, for it travels by its name."""

import os
import signal
import sys
import time
from pathlib import Path

from imprint.errors import Finding, ImprintError, Where

FLAW = Finding("Y001", Where("a/b.yaml", 3), "it is missing", "put it there")


class PickyError(Exception):
    """An error that can be packed and not unpacked."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"{what}: {why}")


def square(number: int) -> int:
    return number * number


def who() -> int:
    return os.getpid()


def whose() -> tuple[int, int]:
    """The worker and its server."""
    return os.getpid(), os.getppid()


def flawed() -> None:
    raise ImprintError([FLAW])


def unlucky() -> None:
    raise PickyError("a", "b")


def unsendable() -> object:
    return lambda: None


def noted(folder: Path, name: str, seconds: float = 0.0) -> str:
    """Leaves word that it began, works a while, and leaves word that it ended."""
    with (folder / "began").open("a") as file:
        file.write(f"{name} {os.getpid()}\n")
    time.sleep(seconds)
    with (folder / "ended").open("a") as file:
        file.write(f"{name}\n")
    return name


def deadly(folder: Path, name: str, times: int) -> str:
    """Kills its worker the first few times."""
    with (folder / name).open("a") as file:
        file.write(".")
    if (folder / name).stat().st_size <= times:
        os.kill(os.getpid(), signal.SIGKILL)
    return name


def leaving() -> None:
    sys.exit(3)


def heavy(size: int) -> int:
    """Holds so many bytes until the next piece of work."""
    globals()["_held"] = bytearray(os.urandom(1)) * size
    return os.getpid()
