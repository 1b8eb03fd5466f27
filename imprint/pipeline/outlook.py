"""How every publication in the source stands, without building anything: the editor's morning look."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment

from imprint import publishing, reading, reporting
from imprint.editions import environment
from imprint.errors import Finding
from imprint.model import Publisher, Words
from imprint.pipeline.journal import Journal
from imprint.pipeline.making import WORDS, words_of
from imprint.pipeline.options import Options
from imprint.pipeline.records import adapter
from imprint.pipeline.resting import Standstill, as_told, findings_told, is_topped, memory_of, state_of, topped
from imprint.pipeline.telling import found_in_source, placed
from imprint.pipeline.work import Done


@dataclass(frozen=True)
class Morning:
    """How all publications stand: as rows of a table, as facts for programs; and where the page is, if there is one.

    ``findings`` are about the files that all of them share.
    """

    rows: tuple[tuple[str, ...], ...]
    facts: tuple[Mapping[str, Any], ...]
    findings: tuple[Finding, ...]
    page: str | None


def morning(options: Options) -> Morning:
    """How everything stands on the day; the page among the published files is renewed, where there are any."""
    words = reading.read_words(options.templates / WORDS)
    survey = reading.survey(options.source, words)
    common = reading.read_common(options.source, words)
    found = [stand(name, common, words, options) for name in survey.names]
    is_written = False
    if publishing.is_there(options.output):
        page = status_page(found, survey.findings, survey.publisher, options, environment(options.templates))
        with publishing.lock(options.output), memory_of(options) as memory:
            was_topped = is_topped(options, memory)
            is_written = publishing.refresh(options.output, page, options.as_of)
            if was_topped:
                memory.write([], (), topped(options))
    at = (options.output / reporting.STATUS_PAGE).as_posix() if is_written else None
    shared = tuple(_shared(survey.findings, options))
    return Morning(tuple(one.row() for one in found), tuple(one.as_facts() for one in found), shared, at)


def status_page(
    stands: Iterable[reporting.Stand],
    flaws: Iterable[Finding],
    publisher: Publisher,
    options: Options,
    templates: Environment,
) -> Mapping[str, bytes]:
    """The page, by its path in output/; of ``flaws`` it tells what was found in what all publications share."""
    placed_ones = [
        replace(one, findings=tuple(placed(flaw, one.name, options) for flaw in one.findings)) for one in stands
    ]
    shared = [placed(flaw, "", options) for flaw in _shared(flaws, options)]
    return reporting.morning_page(placed_ones, shared, publisher, options.as_of, templates)


def stands(
    done: Iterable[Done], now: Standstill, memory: Journal, words: Mapping[str, Words], options: Options
) -> tuple[reporting.Stand, ...]:
    """How every publication stands after a build: those that it has not looked at as the journal tells, or read now."""
    worked = {one.name: one.stand for one in done}
    names = reading.names(options.source)
    beside = {name: state_of(name, options) for name in names if name not in now.sources}  # nobody has asked for these
    lines = (line for line in memory.lines() if line.name in beside)
    held = {line.name for line in lines if line.holds(beside[line.name], now.settings, options.as_of)}
    remembered = dict(memory.told(now.unchanged.keys() | held))
    common = reading.read_common(options.source, words)
    found = []
    for name in names:
        if name in worked:
            found.append(worked[name])
        elif name in remembered:
            found.append(_remembered(name, remembered[name], options.as_of))
        else:
            found.append(stand(name, common, words, options))
    return tuple(found)


def stand(name: str, common: reading.Common, words: Mapping[str, Words], options: Options) -> reporting.Stand:
    """How a publication stands, as its folder tells now."""
    one, flaws = reading.read_one(options.source, name, common)
    known = reporting.known(one, words_of(one, words), options.as_of) if one else None
    return reporting.Stand(name, known, options.as_of, found_in_source(name, one, flaws, words, options))


def kept(one: reporting.Stand) -> Mapping[str, Any]:
    """How a publication stands, as the journal keeps it."""
    known = adapter(reporting.Known).dump_python(one.known, mode="json") if one.known else None
    return {"known": known, "findings": as_told(one.findings)}


def _remembered(name: str, told: Mapping[str, Any], as_of: date) -> reporting.Stand:
    known = adapter(reporting.Known).validate_python(told["stand"]["known"])
    return reporting.Stand(name, known, as_of, tuple(findings_told(told["stand"]["findings"])))


def _shared(flaws: Iterable[Finding], options: Options) -> Iterator[Finding]:
    """What was found in the files that all publications share."""
    yield from (flaw for flaw in flaws if Path(flaw.where.path).parent == options.source)
