"""The editor's morning look: every publication in the source and how it stands, without building anything."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jinja2 import Environment

from imprint import publishing, reading, reporting
from imprint.editions import environment
from imprint.errors import Finding
from imprint.model import Catalogue, Words
from imprint.pipeline.making import WORDS, words_of
from imprint.pipeline.options import Options
from imprint.pipeline.telling import found_in_source, placed

Source = tuple[Catalogue, tuple[Finding, ...]]


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
    source = reading.read(options.source, words)
    stands = _stands(options, words, source)
    is_written = False
    if publishing.is_there(options.output):
        page = status_page(options, words, environment(options.templates), source)
        with publishing.lock(options.output):
            is_written = publishing.refresh(options.output, page, options.as_of)
    at = (options.output / reporting.STATUS_PAGE).as_posix() if is_written else None
    shared = tuple(_shared(source[1], options))
    return Morning(tuple(one.row() for one in stands), tuple(one.as_facts() for one in stands), shared, at)


def status_page(
    options: Options, words: Mapping[str, Words], templates: Environment, source: Source
) -> Mapping[str, bytes]:
    """The page, by its path in output/; what was read of some publications alone is read of all."""
    if options.publications:
        source = reading.read(options.source, words)
    stands = [
        replace(one, findings=tuple(placed(flaw, one.name, options) for flaw in one.findings))
        for one in _stands(options, words, source)
    ]
    shared = [placed(flaw, "", options) for flaw in _shared(source[1], options)]
    return reporting.morning_page(stands, shared, source[0].publisher, options.as_of, templates)


def _shared(flaws: Iterable[Finding], options: Options) -> Iterator[Finding]:
    """What was found in the files that all publications share."""
    yield from (flaw for flaw in flaws if Path(flaw.where.path).parent == options.source)


def _stands(options: Options, words: Mapping[str, Words], source: Source) -> tuple[reporting.Stand, ...]:
    catalogue, flaws = source
    sound = {one.id: one for one in catalogue.publications}
    stands = []
    for name in reading.names(options.source):
        one = sound.get(name)
        told = reporting.known(one, words_of(one, words), options.as_of) if one else None
        stands.append(reporting.Stand(name, told, options.as_of, found_in_source(name, one, flaws, words, options)))
    return tuple(stands)
