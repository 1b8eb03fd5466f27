"""The journal of a build: what each publication looked like when it was last proven, so that it need not be looked at.

It is a memory and no proof: whoever deletes it loses time and nothing else. What a line vouches for is published.
"""

import errno
import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

NAME = "journal.db"
_COLUMNS = "name, source, settings, since, until, published, files, editions, browser, findings"
_SHAPE = 1  # goes up when a line changes its meaning: then all are forgotten
_TABLES = """
create table if not exists line (
    name text primary key, source text, settings text, since text, until text, published text, files text,
    editions integer, browser text, findings integer, told text, parts text
);
create table if not exists about (key text primary key, value text) without rowid;
"""


@dataclass(frozen=True)
class Line:
    """What is remembered of a publication that is published as it was proven.

    It holds as long as the fingerprints of its ``source`` and of its ``published`` files, at these paths, are the same,
    and what it was built with (``settings``); and from the day ``since`` to the day before ``until`` (None: no end).
    """

    name: str
    source: str
    settings: str
    since: date
    until: date | None
    published: str
    files: tuple[str, ...]
    editions: int  # how many of the files belong to an edition
    browser: str | None  # which has looked at its pages
    findings: int  # how many there were

    def holds(self, source: str, settings: str, as_of: date) -> bool:
        """Whether nothing has changed but, perhaps, the published files."""
        is_then = self.since <= as_of and (self.until is None or as_of < self.until)
        return is_then and self.source == source and self.settings == settings


class Journal:
    """The journal of one output folder; the lock on that must be held."""

    def __init__(self, file: sqlite3.Connection) -> None:
        self._file = file

    def lines(self) -> Iterator[Line]:
        """All lines."""
        for row in self._file.execute(f"select {_COLUMNS} from line"):  # noqa: S608 - ours
            name, source, settings, since, until, published, files, *counted = row
            first, last = date.fromisoformat(since), date.fromisoformat(until) if until else None
            yield Line(name, source, settings, first, last, published, tuple(files.split("\n")), *counted)

    def told(self, names: Collection[str]) -> Iterator[tuple[str, Any]]:
        """What was to be told of these publications when their lines were written, with their names."""
        found = self._file.execute("select name, told from line order by name")
        yield from ((name, json.loads(told)) for name, told in found if name in names)

    def parts(self, name: str) -> Mapping[str, Mapping[str, str]]:
        """What the keys of its editions were made up of, by edition; also where the line itself no longer holds."""
        found = self._file.execute("select parts from line where name = ?", [name]).fetchone()
        return dict(json.loads(found[0])) if found else {}

    def about(self) -> Mapping[str, Any]:
        """What was noted of the last build as a whole."""
        return {key: json.loads(value) for key, value in self._file.execute("select key, value from about")}

    def write(self, lines: Sequence[tuple[Line, Any, Any]], gone: Collection[str], about: Mapping[str, Any]) -> None:
        """Writes or replaces lines, each with what is to be told and the keys' parts; forgets what is gone; and notes
        something of the build as a whole.
        """
        with self._file:
            self._file.executemany("delete from line where name = ?", [[name] for name in gone])
            self._file.executemany(
                "insert or replace into line values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [(*_row(line), json.dumps(told, ensure_ascii=False), json.dumps(parts)) for line, told, parts in lines],
            )
            self._file.executemany(
                "insert or replace into about values (?, ?)",
                [(key, json.dumps(value, ensure_ascii=False)) for key, value in about.items()],
            )


@contextmanager
def journal(folder: Path) -> Iterator[Journal]:
    """The journal in a folder, to be written; one that cannot be read is begun anew. The lock must be held.

    Raises OSError where it can be neither read nor begun: the folder or the disk forbids it.
    """
    path = folder / NAME
    try:
        try:
            file = _opened(path)
        except sqlite3.DatabaseError:
            for each in (path, path.with_name(f"{NAME}-journal")):
                each.unlink(missing_ok=True)
            file = _opened(path)
    except sqlite3.DatabaseError as error:
        raise OSError(errno.EIO, str(error), str(path)) from error
    try:
        yield Journal(file)
    finally:
        file.close()


@contextmanager
def glance(folder: Path) -> Iterator[Journal]:
    """The journal in a folder as it is, without the lock and to be read only.

    Raises sqlite3.Error, also later, where there is none, or none of this version, or it cannot be read.
    """
    file = sqlite3.connect(f"{(folder / NAME).absolute().as_uri()}?mode=ro", uri=True)
    try:
        if _shape(file) != _SHAPE:
            raise sqlite3.DatabaseError("this is another version's")
        yield Journal(file)
    finally:
        file.close()


def _shape(file: sqlite3.Connection) -> int:
    return int(file.execute("pragma user_version").fetchone()[0])


def _opened(path: Path) -> sqlite3.Connection:
    file = sqlite3.connect(path)
    try:
        if _shape(file) != _SHAPE:
            file.executescript(
                f"drop table if exists line; drop table if exists about; pragma user_version = {_SHAPE};"
            )
            file.executescript(_TABLES)
        _check(file)
    except sqlite3.DatabaseError:
        file.close()
        raise
    return file


def _check(file: sqlite3.Connection) -> None:
    """Raises DatabaseError where not all of it can be read, so that nothing does so in the middle of a build."""
    if (state := file.execute("pragma quick_check").fetchone()[0]) != "ok":
        raise sqlite3.DatabaseError(state)
    try:
        count = len(list(Journal(file).lines())) + len(Journal(file).about())
    except ValueError as error:
        raise sqlite3.DatabaseError(str(error)) from error
    sound = "select told, parts from line where json_valid(told) and json_valid(parts)"
    read = file.execute(f"{sound} union all select key, value from about").fetchall()  # noqa: S608 - ours
    if len(read) != count:
        raise sqlite3.DatabaseError("not all of it is as it was written")


def _row(line: Line) -> tuple[str | int | None, ...]:
    until = line.until.isoformat() if line.until else None
    days, files = (line.since.isoformat(), until), "\n".join(line.files)
    counted = (line.editions, line.browser, line.findings)
    return line.name, line.source, line.settings, *days, line.published, files, *counted
