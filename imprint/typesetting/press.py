"""Presses: processes that typeset, kept warm, each held to a time limit and replaced when it dies."""

import base64
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from imprint.codes import finding
from imprint.errors import Finding, ImprintError, Where
from imprint.typesetting import fonts

SECONDS = 60
MESSAGE = 300  # characters of a complaint that are told; some hold a whole address or style
FONTCONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><dir>{fallback}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


@dataclass(frozen=True)
class Sheet:
    """What is to be typeset: HTML with its files by relative address, and the PDF variant."""

    name: str  # for messages: the file it becomes
    html: str
    files: Mapping[str, bytes]
    variant: str | None = "pdf/ua-1"


class Presses:
    """A few warm presses behind one door; ``typeset`` may be called from many threads."""

    def __init__(self, count: int, folder: Path, seconds: float = SECONDS) -> None:
        """Starts ``count`` presses; ``folder`` is for their font configuration and stays theirs alone.

        A sheet that takes longer than ``seconds`` is given up.
        """
        self._environment = _environment(folder)
        self._seconds = seconds
        self._idle: queue.SimpleQueue[subprocess.Popen[bytes]] = queue.SimpleQueue()
        for _ in range(count):
            self._idle.put(self._start())

    def __enter__(self) -> "Presses":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while not self._idle.empty():
            press = self._idle.get()
            press.kill()
            press.communicate()

    def typeset(self, sheet: Sheet) -> bytes:
        """The finished PDF.

        Raises ImprintError when WeasyPrint complains of anything, fails, or runs out of its limits.
        """
        job = json.dumps(
            {
                "html": sheet.html,
                "files": {name: base64.b64encode(data).decode() for name, data in sheet.files.items()},
                "variant": sheet.variant,
            }
        )
        press = self._idle.get()
        answer = _ask(press, job.encode() + b"\n", self._seconds)
        self._idle.put(press if answer else self._replace(press))
        if not answer:
            raise ImprintError([_broken(sheet, "it crashed, or ran out of time or memory")])
        result = json.loads(answer)
        if result["complaints"]:
            raise ImprintError([_broken(sheet, complaint) for complaint in dict.fromkeys(result["complaints"])])
        return base64.b64decode(result["pdf"])

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "imprint.typesetting.worker"]
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=self._environment
        )

    def _replace(self, press: subprocess.Popen[bytes]) -> subprocess.Popen[bytes]:
        press.kill()
        press.communicate()
        return self._start()


def _ask(press: subprocess.Popen[bytes], job: bytes, seconds: float) -> bytes:
    """One line for one line; nothing when the press died or was too slow."""
    assert press.stdin is not None  # both are pipes
    assert press.stdout is not None
    timer = threading.Timer(seconds, press.kill)
    timer.start()
    try:
        press.stdin.write(job)
        press.stdin.flush()
        answer = press.stdout.readline()
        return answer if answer.endswith(b"\n") else b""  # it may have died in the middle of the line
    except OSError:
        return b""
    finally:
        timer.cancel()


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
    }


def _broken(sheet: Sheet, complaint: str) -> Finding:
    return finding(
        "E002",
        Where(sheet.name),
        f"WeasyPrint could not set it properly: {complaint[:MESSAGE]}",
        "take out or change what it names",
    )
