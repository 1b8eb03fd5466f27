"""Making the finished files of publications, all editions beside each other."""

import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from imprint import reading
from imprint.codes import finding
from imprint.editions import Workshop, editions, produce
from imprint.errors import Exit, Finding, ImprintError, Where
from imprint.model import Artefact, Edition, Format, Publication, Tool, Words, words_for
from imprint.pipeline import records
from imprint.pipeline.made import Made
from imprint.pipeline.options import Options
from imprint.pipeline.remembering import Memory

WORDS = Path("shared", "words.yaml")
TYPESET = (Format.EBOOK, Format.AUDIO, Format.LEAFLET)  # of a book the cover
THREADS = 4  # they wait for pandoc and the presses, which do the work in processes of their own

Attempt = tuple[tuple[Artefact, ...], tuple[Finding, ...]]


def names(source: Path) -> tuple[str, ...]:
    """The names of all publications in a source, sound or not."""
    return reading.names(source)


def programs() -> tuple[str, ...]:
    """The programs that some edition needs."""
    return tuple(sorted({tool.command for edition in editions() for tool in edition.tools}))


def find_lacking() -> frozenset[Tool]:
    """Those of them that this machine does not have."""
    return frozenset(tool for edition in editions() for tool in edition.tools if not shutil.which(tool.command))


def possible(options: Options) -> tuple[Edition, ...]:
    """The editions that can be made and proven with what the machine has."""
    return tuple(edition for edition in editions() if not options.lacking & set(edition.tools))


def impossible(options: Options) -> Iterator[Finding]:
    """A warning for each program that is lacking, with the editions that are left out for it.

    Raises ImprintError with them where one of those editions was asked for by its name.
    """
    told = []
    for tool in sorted(options.lacking, key=lambda one: one.command):
        without = [edition.name for edition in editions() if tool in edition.tools]
        said = f"it is not installed, so these editions are neither made nor checked: {', '.join(without)}"
        told.append(finding("E024", Where(tool.command), said, f"install it: sudo apt-get install {tool.package}"))
    asked = set(options.editions) - {edition.name for edition in possible(options)}
    if asked:
        raise ImprintError(told, Exit.ENVIRONMENT)
    yield from told


def edition_names() -> tuple[str, ...]:
    """The names of all editions there are."""
    return tuple(edition.name for edition in editions())


def chosen(publication: Publication, options: Options) -> tuple[Edition, ...]:
    """The editions of a publication that are asked for."""
    offered = editions_of(publication, options)
    return tuple(edition for edition in offered if not options.editions or edition.name in options.editions)


def editions_of(publication: Publication, options: Options) -> tuple[Edition, ...]:
    """The editions a publication can have here, each with the levels that have a text; its own level must have one."""
    offered = (edition for edition in possible(options) if publication.sections_at(edition.level))
    return tuple(replace(edition, levels=tuple(filter(publication.sections_at, edition.levels))) for edition in offered)


def words_of(publication: Publication, words: Mapping[str, Words]) -> Words:
    """The words of a publication's language; reading has made sure that there are some."""
    found = words_for(publication.language, words)
    assert found
    return found


def untimely(one: Publication, as_of: date) -> Iterator[Finding]:
    """An error for each day that has not come yet, though it tells what has been done."""
    certified = one.certification.date if one.certification else None
    hint = "correct the year or the day, or build for a later day (--as-of)"
    days = (("dates.updated", one.dates.updated), ("dates.last_reviewed", one.dates.last_reviewed))
    for key, day in (*days, ("certification.date", certified)):
        if day and day > as_of:
            name = key.removeprefix("dates.").removesuffix(".date")
            message = f"“{name}” is {day}, and the build is for {as_of}: nothing can have been done on a day to come"
            yield finding("E023", one.line(key), message, hint)
    records = (
        *(("a score", score.date, score.where) for score in one.scores),
        *(("a decision", review.date, review.where) for review in one.reviews),
        *(("an acceptance", item.date, item.where) for item in one.accepted),
    )
    for what, day, where in records:
        if day > as_of:
            message = f"{what} is of {day}, and the build is for {as_of}: nobody can have judged on a day to come"
            yield finding("E023", where, message, "correct the day, or build for a later one (--as-of)")


@dataclass(frozen=True)
class Making:
    """What making an edition came to, and whether it was there already."""

    edition: Edition
    made: records.Making
    is_reused: bool


def make(
    one: Publication, words: Words, options: Options, shop: Workshop, keys: Mapping[str, str], memory: Memory
) -> tuple[Made, tuple[Making, ...]]:
    """The finished files of a publication, not yet proven; what was made before is not made again.

    ``keys`` are those of its editions, by name.
    """
    threads = ThreadPoolExecutor(THREADS)
    try:
        wanted = chosen(one, options)
        begun = {
            edition: threads.submit(_remembered, one, edition, words, options.as_of, shop, keys[edition.name], memory)
            for edition in sorted(wanted, key=_rank)
        }
        makings = tuple(begun[edition].result() for edition in wanted)
        made = _joined(one, {each.edition: each.made for each in makings})
        return replace(made, findings=(*untimely(one, options.as_of), *made.findings)), makings
    finally:
        threads.shutdown(cancel_futures=True)  # what has not begun need not begin once a build is stopped


def _rank(edition: Edition) -> int:
    """What waits for a press comes last, so that nothing waits behind it; of that the longest first."""
    return (edition.format in TYPESET) * 100 - int(edition.smallest_type or 0)


def _remembered(
    one: Publication, edition: Edition, words: Words, as_of: date, shop: Workshop, key: str, memory: Memory
) -> Making:
    if known := memory.making(key):
        return Making(edition, known, is_reused=True)
    made = records.Making(*_attempt(one, edition, words, as_of, shop))
    memory.keep_making(key, made)
    return Making(edition, made, is_reused=False)


def _attempt(one: Publication, edition: Edition, words: Words, as_of: date, shop: Workshop) -> Attempt:
    try:
        return produce(one, edition, words, as_of, shop), ()
    except ImprintError as error:
        return (), error.findings
    except Exception as error:  # noqa: BLE001 - one edition's accident must not stop the other publications
        where = Where(f"{one.id}/{one.language}/{edition.filename}")
        hint = "please report it; the other publications are built without it"
        return (), (finding("E001", where, f"something nobody foresaw: {type(error).__name__}: {error}", hint),)


def _joined(publication: Publication, attempts: Mapping[Edition, records.Making]) -> Made:
    """One publication's editions together; what several of them need (figures, fonts) is there once."""
    artefacts = {artefact.path: artefact for attempt in attempts.values() for artefact in attempt.artefacts}
    flaws = tuple(flaw for attempt in attempts.values() for flaw in attempt.flaws)
    return Made(publication, tuple(attempts), tuple(artefacts.values()), flaws)
