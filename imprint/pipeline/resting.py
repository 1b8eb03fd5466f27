"""Whether a build has anything to do: told from fingerprints alone, before anything that works is loaded."""

import json
import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from imprint import publishing
from imprint.errors import Finding, Severity, Where
from imprint.ignored import is_ignored
from imprint.pipeline import fingerprints
from imprint.pipeline.journal import NAME, Journal, Line, glance, journal
from imprint.pipeline.options import Explained, Options, Report
from imprint.pipeline.programs import browser_state

ROOT = Path(__file__).parents[2]
SHARED = ("publisher.yaml", "disclaimers.yaml", "glossary.yaml")
MANY = 200  # findings of unchanged publications beyond which they are only counted
PROGRAMS, DAY, AROUND, TOP = "programs", "day", "around", "top"  # what the journal notes: see ``noted``


@dataclass(frozen=True)
class Standstill:
    """Which publications need not be looked at, because nothing has changed since they were proven."""

    settings: str  # the fingerprint of everything but the publications themselves
    sources: Mapping[str, str]  # the fingerprint of each folder that was asked for, by name
    unchanged: Mapping[str, Line]
    vouched: frozenset[str]  # publications whose published files nobody has touched since
    forgotten: frozenset[str]  # publications that the journal knows and the source does not
    is_topped: bool  # nobody has touched the files of output/ that belong to no publication


def standstill(options: Options, memory: Journal, programs: Iterable[str]) -> Standstill:
    """Holds everything there is, also the programs that some edition needs, against the journal, by fingerprints."""
    settings = settings_of(options, programs)
    names = sorted(_names(options))
    asked = [name for name in names if not options.publications or name in options.publications]
    sources = {name: state_of(name, options) for name in asked}
    output = os.fspath(options.output)
    lines = list(memory.lines())
    there = zip(lines, fingerprints.of_each_published(output, (line.files for line in lines)), strict=True)
    vouched = {line.name for line, published in there if line.published == published}
    unchanged = {
        line.name: line
        for line in lines
        if line.name in vouched and line.name in sources and not options.fresh
        if line.holds(sources[line.name], settings, options.as_of)
    }
    forgotten = frozenset({line.name for line in lines} - set(names))
    return Standstill(settings, sources, unchanged, frozenset(vouched), forgotten, is_topped(options, memory))


def state_of(name: str, options: Options) -> str:
    """The fingerprint of a publication's own folder."""
    return fingerprints.of_folder(f"{options.source}/{name}", is_ignored)


@contextmanager
def memory_of(options: Options) -> Iterator[Journal]:
    """The journal of the output, to be written; the lock must be held. E012 where it cannot be."""
    with ExitStack() as stack:
        with publishing.understandable(options.output):
            memory = stack.enter_context(journal(publishing.beside(options.output)))
        yield memory


def rested(options: Options) -> Report | None:
    """The report of a build that has nothing to do, or None where there may be something.

    It tells again what was found when the publications were proven.
    """
    folder = publishing.beside(options.output)
    if options.tools or options.fresh or not (folder / NAME).is_file():
        return None
    try:
        with glance(folder) as memory:
            return _rested(options, memory)
    except (sqlite3.Error, ValueError):
        return None  # then the build itself tells, or mends it


def _rested(options: Options, memory: Journal) -> Report | None:
    about = memory.about()
    if about.get(DAY) != options.as_of.isoformat():
        return None
    now = standstill(options, memory, about.get(PROGRAMS, ()))
    if not (now.unchanged and now.is_topped) or now.unchanged.keys() != now.sources.keys() or now.forgotten:
        return None
    if set(options.publications) - now.sources.keys():
        return None
    return report_of(now.unchanged, memory, tuple(findings_told(about.get(AROUND, ()))))


def report_of(unchanged: Mapping[str, Line], memory: Journal, findings: tuple[Finding, ...] = ()) -> Report:
    """What is to be told of publications that are as they were when they were proven.

    Their findings are told again, unless there are so many that nobody would read them.
    """
    names = tuple(sorted(unchanged))
    count = sum(line.findings for line in unchanged.values())
    speak = {name for name in names if unchanged[name].findings} if count <= MANY else set()
    found = (flaw for _, told in (memory.told(speak) if speak else ()) for flaw in findings_told(told["findings"]))
    why = "nothing that it is made of has changed since it was proven"
    return Report(
        (*findings, *found),
        names,
        (),
        files=sum(line.editions for line in unchanged.values()),
        browser=who_looked([line.browser for line in unchanged.values()]),
        explained=tuple(Explained(name, "", "reused", why) for name in names),
        unchanged=names,
        untold=count if count > MANY else 0,
    )


def who_looked(browsers: Sequence[str | None]) -> str | None:
    """One browser for many publications: None where nobody has looked at one of them."""
    known = [one for one in browsers if one is not None]
    return max(known) if known and len(known) == len(browsers) else None


def settings_of(options: Options, programs: Iterable[str]) -> str:
    """The fingerprint of everything that decides on all publications alike, their own files apart."""
    machine = {name: fingerprints.of_program(name) for name in sorted(programs)}
    facts = (
        _program(),
        fingerprints.of_folder(os.fspath(options.templates)),
        fingerprints.of_files(options.source / name for name in SHARED),
        [sys.version, sys.prefix],
        [browser_state(options.browser), machine],
        [sorted(options.editions), options.release, bool(options.tools)],
        os.path.abspath(options.source),  # noqa: PTH100
    )
    return fingerprints.of_text(json.dumps(facts))


@cache
def _program() -> str:
    """The fingerprint of this program as it was when it was first asked: from then on what runs is that."""
    code = fingerprints.of_folder(str(ROOT / "imprint"))
    return fingerprints.of_text(code + fingerprints.of_files([ROOT / "requirements/build.lock"]))


def _names(options: Options) -> Iterator[str]:
    """The folders of the source; whether one of them is a publication's, reading tells."""
    with os.scandir(options.source) as entries:
        folders = (entry.name for entry in entries if entry.is_dir() or entry.is_symlink())
        yield from (name for name in folders if not is_ignored(name))


def as_told(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings as the journal keeps them."""
    return [one.as_facts() for one in findings]


def findings_told(told: Iterable[Mapping[str, Any]]) -> Iterator[Finding]:
    """The findings that were kept."""
    for one in told:
        where = Where(one["path"], one["line"], one["page"], one["part"])
        yield Finding(one["code"], where, one["message"], one["hint"], Severity(one["severity"]), one["accepted"] or "")


def noted(options: Options, programs: Iterable[str], around: Iterable[Finding]) -> Mapping[str, Any]:
    """What the journal notes of a build: which programs some edition needs, its day, what it found around the texts;
    and what the files of output/ look like that belong to no publication.
    """
    day = options.as_of.isoformat()
    return {PROGRAMS: sorted(programs), DAY: day, AROUND: as_told(around), **topped(options)}


def topped(options: Options) -> Mapping[str, Any]:
    """What the journal notes of the files of output/ that belong to no publication."""
    return {TOP: fingerprints.of_top(os.fspath(options.output))}


def is_topped(options: Options, memory: Journal) -> bool:
    """True where nobody but Imprint has touched these since."""
    return bool(memory.about().get(TOP) == fingerprints.of_top(os.fspath(options.output)))
