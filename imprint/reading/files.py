"""Reads source files: regular ones only, within a size, as UTF-8."""

import os
import re
import stat
from collections.abc import Collection
from pathlib import Path

from imprint.ignored import is_ignored
from imprint.reading.report import Desk, Report
from imprint.reading.suggest import nearest

_CONFLICT = re.compile(r"^(<{7}|>{7}|\|{7})( .*)?$", re.MULTILINE)  # what version control puts around them
TEXT_LIMIT = 256 * 1024  # a book's length; what is larger is no leaflet, and would cost pandoc more than its time


def read_text(path: Path, report: Report, limit: int = TEXT_LIMIT) -> str | None:
    """A source file's text with line ends repaired, or None after noting why it cannot be read."""
    data = read_bytes(path, report, limit)
    if data is None:
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        report.add("Y002", line, "the file is not in UTF-8", "save it again with the encoding “UTF-8”")
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if conflict := _CONFLICT.search(text):
        line = text.count("\n", 0, conflict.start()) + 1
        hint = (
            "keep what is right of both versions, and take out the lines that begin with <<<<<<<, ======= and >>>>>>>"
        )
        report.add("Y038", line, "two people have changed this file at once, and both versions stand here", hint)
        return None
    return text


def read_bytes(
    path: Path, report: Report, limit: int, codes: tuple[str, str, str] = ("Y002", "Y004", "Y003")
) -> bytes | None:
    """A regular file's bytes, or None after noting why not: unreadable, not a regular file, too large (``codes``).

    Looks at the opened file itself, never through a link, and never waits for a pipe.
    """
    unreadable, special, large = codes
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        report.add("Y001", None, "the file is missing", "create it, or copy it from another publication")
        return None
    except OSError as error:
        if path.is_symlink():
            report.add(special, None, "this is a link to another place", "put the file itself here")
        else:
            report.add(unreadable, None, f"the file cannot be read ({error.strerror})", "check its permissions")
        return None
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):  # before it becomes a file of ours, which no folder can
        os.close(handle)
        report.add(special, None, "this is not a file", "put a regular file here")
        return None
    with os.fdopen(handle, "rb") as file:
        if status.st_size > limit:
            size = f"the file is larger than {limit // 1024} kB"
            report.add(large, None, size, "make it smaller, or split it")
        else:
            return file.read(limit)
    return None


def entries(folder: Path, report: Report) -> list[Path]:
    """What lies in a folder, by name, without what editors and file managers leave behind."""
    try:
        return sorted(path for path in folder.iterdir() if not is_ignored(path.name))
    except OSError as error:
        report.add("Y002", None, f"the folder cannot be read ({error.strerror})", "check its permissions")
        return []


def note_strangers(folder: Path, expected: Collection[str], desk: Desk, folders: bool = False) -> None:
    """Notes what does not belong into a folder: a file with a slip in its name would be left out in silence."""
    for path in entries(folder, desk.report(folder)):
        if path.name in expected or (folders and path.is_dir() and not path.is_symlink()):
            continue
        near = nearest(path.name, expected)
        hint = f"did you mean “{near}”?" if near else "move it out of this folder"
        if path.is_symlink():
            desk.report(path).add("Y004", None, "this is a link to another place", "put the thing itself here")
        else:
            desk.report(path).add("Y032", None, "this does not belong here", hint)
