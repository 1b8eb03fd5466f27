"""Where generations of output/ are kept, and the lock that lets one build at a time change them.

``output`` is a link to a complete folder ``.output-<its name>/<generation>`` beside it: one rename changes all of it.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from imprint.codes import finding
from imprint.errors import Exit, Finding, ImprintError, Where

LOCK = "lock"
NEXT_LINK = "next"


@dataclass(frozen=True)
class Generations:
    """The output folder as the caller names it, and the folder beside it that holds its generations."""

    output: Path  # as the caller named it: for messages

    @property
    def link(self) -> Path:
        """The output's absolute path."""
        return Path(os.path.abspath(self.output))  # noqa: PTH100 - resolve() would follow the link that it is

    @property
    def folder(self) -> Path:
        """The folder of all generations, beside the output."""
        return self.link.parent / f".output-{self.link.name}"

    def current(self) -> Path | None:
        """The generation that is published, or None; E011 when something that is not ours stands there."""
        if self.link.is_symlink():
            target = self.link.readlink()
            if target.parent != Path(self.folder.name) or not target.name.isdecimal():
                raise self._not_ours("is a link to somewhere else")
            generation = self.folder / target.name
            return generation if generation.is_dir() else None
        if self.link.is_dir() and any(self.link.iterdir()):
            raise self._not_ours("is a folder with files that this program did not put there")
        if self.link.exists() and not self.link.is_dir():
            raise self._not_ours("is a file")
        return None

    def upcoming(self) -> Path:
        """The folder for the next generation; it does not exist yet."""
        taken = [int(path.name) for path in self.folder.iterdir() if path.name.isdecimal()]
        return self.folder / str(max(taken, default=0) + 1)

    def sweep(self) -> None:
        """Removes every generation but the published one: old ones, and what killed builds left behind."""
        current = self.current()
        for path in self.folder.iterdir():
            if path.name == NEXT_LINK:
                path.unlink()
            elif path.name.isdecimal() and path != current:
                shutil.rmtree(path, ignore_errors=True)  # what stays is swept next time, and nobody sees it

    def _not_ours(self, what: str) -> ImprintError:
        hint = "move it away, or name another folder with --output; nothing in it was touched"
        return ImprintError([finding("E011", Where(str(self.output)), f"this {what}", hint)], Exit.ENVIRONMENT)


def beside(output: Path) -> Path:
    """The folder that holds the generations of an output, and whatever else a build keeps for it."""
    return Generations(output).folder


@contextmanager
def lock(output: Path) -> Iterator[None]:
    """Holds the output for one build; E010 while another build holds it, E011 when it is not ours to replace.

    The lock ends with the process that holds it, however it ends, even when children it has forked live on.
    """
    generations = Generations(output)
    with understandable(output):
        generations.current()
        generations.folder.mkdir(parents=True, exist_ok=True)
        file = (generations.folder / LOCK).open("a+", encoding="utf-8")
    with file:
        with understandable(output):
            _take(file, output)
            generations.sweep()
        yield


def _take(file: TextIO, output: Path) -> None:
    """Takes the lock and leaves word of who holds it."""
    try:
        # a record lock: unlike flock's it is not shared with the worker processes that a build forks
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if not isinstance(error, BlockingIOError | PermissionError):
            raise
        raise ImprintError([_busy(file, output)], Exit.ENVIRONMENT) from error
    file.truncate(0)
    file.write(f"process {os.getpid()} since {datetime.now(UTC):%Y-%m-%d %H:%M} UTC")
    file.flush()


def _busy(file: TextIO, output: Path) -> Finding:
    file.seek(0)
    holder = file.read().strip() or "just started"
    hint = "wait for it to end, then try again"
    return finding("E010", Where(str(output)), f"another build is running ({holder})", hint)


@contextmanager
def understandable(output: Path) -> Iterator[None]:
    """Turns what the system says about disks, rights and folders into E012, in words."""
    try:
        yield
    except OSError as error:
        name = f" ({error.filename})" if error.filename else ""
        message = f"the finished files cannot be written: {error.strerror or error}{name}"
        hint = "free some space or mend the folder's rights, then build again; what was published before is untouched"
        raise ImprintError([finding("E012", Where(str(output)), message, hint)], Exit.ENVIRONMENT) from error
