"""Presses: processes that typeset, kept warm, each held to limits of time and memory and replaced when it dies."""

import base64
import json
import os
import queue
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from imprint.codes import finding
from imprint.errors import Finding, ImprintError, Where
from imprint.forks import ForkServer
from imprint.typesetting import fonts

SECONDS = 60
TRIES = 2  # of a sheet whose press dies
START = 60  # seconds that a room is given to open
MESSAGE = 300  # characters of a complaint that are told; some hold a whole address or style
FONTCONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><dir>{fallback}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


@dataclass(frozen=True)
class Sheet:
    """What is to be typeset: HTML with its files by relative address, and the kind of PDF.

    Our typeface stands beside every sheet, in ``fonts/``.
    """

    name: str  # for messages: the file it becomes
    html: str
    files: Mapping[str, bytes]
    archival: bool = True  # PDF/UA-1 and PDF/A-2a; or a plain PDF, for a picture to be made of


class Presses:
    """A few warm presses behind one door; ``typeset`` may be called from many threads."""

    def __init__(self, count: int, folder: Path, seconds: float = SECONDS, room: ForkServer | None = None) -> None:
        """Opens ``count`` presses; ``folder`` is for their font configuration and stays theirs alone.

        A sheet that takes longer than ``seconds`` is given up. ``room`` is that of somebody else's presses, which then
        forks these as well and goes on when they are closed.
        """
        self._seconds, self._own = seconds, room is None
        self._room = room or open_room(folder, seconds)
        self._idle: queue.SimpleQueue[socket.socket] = queue.SimpleQueue()
        for _ in range(count):
            self._idle.put(self._press())

    def __enter__(self) -> "Presses":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while not self._idle.empty():
            self._idle.get().close()  # presses end when their lines are closed
        if self._own:
            self._room.close()

    def typeset(self, sheet: Sheet) -> bytes:
        """The finished PDF.

        Raises ImprintError when WeasyPrint complains of anything, fails, or runs out of its limits.
        """
        job = json.dumps(
            {
                "html": sheet.html,
                "files": {name: base64.b64encode(data).decode() for name, data in sheet.files.items()},
                "archival": sheet.archival,
            }
        )
        press = self._idle.get()
        for _ in range(TRIES):
            begun = time.monotonic()
            answer = _ask(press, job.encode() + b"\n")
            if answer:
                break
            press.close()
            press = self._press()
            if time.monotonic() - begun >= self._seconds:
                break  # a sheet that takes too long once takes too long again
        self._idle.put(press)
        if not answer:
            raise ImprintError([_broken(sheet, "it crashed, or ran out of time or memory")])
        result = json.loads(answer)
        if result["complaints"]:
            raise ImprintError([_broken(sheet, complaint) for complaint in dict.fromkeys(result["complaints"])])
        return base64.b64decode(result["pdf"])

    def _press(self) -> socket.socket:
        """A new press: our end of its line, closed where the room is gone and nobody would answer."""
        line = self._room.line()
        if line.fileno() >= 0:
            line.settimeout(self._seconds + START)  # a press keeps its time itself, unless it has not even begun
        return line


def open_room(folder: Path, seconds: float = SECONDS) -> ForkServer:
    """Where presses are forked: it loads WeasyPrint once for all of them."""
    return ForkServer("imprint.typesetting.worker", [str(seconds)], _environment(folder))


def _ask(press: socket.socket, job: bytes) -> bytes:
    """One line for one line; nothing when the press died, before its answer or in the middle of it."""
    try:
        press.sendall(job)
        with press.makefile("rb") as answers:
            answer = answers.readline()
    except OSError:
        return b""
    return answer if answer.endswith(b"\n") else b""


def _environment(folder: Path) -> dict[str, str]:
    """A press sees our fonts alone and nothing of the caller's environment, so every machine sets the same pages."""
    configuration = folder / "fonts.conf"
    fallback = fonts.folder(fonts.FALLBACK_PACKAGE)
    configuration.write_text(FONTCONFIG.format(fonts=fonts.folder(), fallback=fallback, cache=folder), encoding="utf-8")
    return {
        "FONTCONFIG_FILE": str(configuration),
        "LC_ALL": "C.UTF-8",
        "PATH": os.defpath,
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PYTHONHASHSEED": "0",
        "TMPDIR": str(folder),  # WeasyPrint leaves fonts there when it is killed
    }


def _broken(sheet: Sheet, complaint: str) -> Finding:
    return finding(
        "E002",
        Where(sheet.name),
        f"WeasyPrint could not set it properly: {complaint[:MESSAGE]}",
        "take out or change what it names",
    )
