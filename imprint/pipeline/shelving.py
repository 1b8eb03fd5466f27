"""Publishing what is proven, with the list of all there is; and laying aside the reports of what is not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imprint import publishing, reading, reporting
from imprint.codes import finding
from imprint.editions import environment
from imprint.errors import Exit, Finding, ImprintError, Where, has_errors
from imprint.model import Words
from imprint.pipeline import deep, fingerprints
from imprint.pipeline.journal import Journal, Line
from imprint.pipeline.lists import index, judged
from imprint.pipeline.making import programs
from imprint.pipeline.options import Options, Progress
from imprint.pipeline.outlook import kept, stands, status_page
from imprint.pipeline.resting import Standstill, as_told, noted
from imprint.pipeline.work import Done, store_of
from imprint.storing import Store
from imprint.validating import Verdict

LIMIT = 10 << 30  # bytes of what was made before that a store keeps on the disk, beside what is published
TIDIED = "tidied"  # the day on which it was looked after, in the journal


@dataclass(frozen=True)
class Shelved:
    """What is published now, and what was found wrong on the way."""

    renewed: frozenset[str] = frozenset()
    gone: tuple[str, ...] = ()
    files: int = 0  # of the renewed publications' editions
    findings: tuple[Finding, ...] = ()
    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True)
class Around:
    """What a build knows beside its publications: their source, the words of templates, what is remembered of before.

    ``findings`` belong to no publication.
    """

    survey: reading.Survey
    words: Mapping[str, Words]
    memory: Journal
    now: Standstill
    findings: tuple[Finding, ...] = ()


def shelve(done: Sequence[Done], around: Around, options: Options, progress: Progress) -> Shelved:
    """Publishes what is good in one step, unless the list of all that is published, or a report, has errors.

    What is published is noted in the journal.
    """
    survey, words, memory, now = around.survey, around.words, around.memory, around.now
    store = store_of(options)
    good = [publishing.Built(one.record, one.entries, _files(one, store), one.keys) for one in done if one.record]
    known = reading.names(options.source)
    shelf, refused = publishing.settle(options.output, good, known, bool(options.editions), now.vouched)
    if not survey.is_sound:
        return Shelved(findings=refused)
    templates = environment(options.templates)
    page = status_page(stands(done, now, memory, words, options), around.findings, survey.publisher, options, templates)
    if not (shelf.fresh or shelf.gone) and (now.is_topped or not publishing.is_there(options.output)):
        publishing.refresh(options.output, page, options.as_of)
        memory.write([], now.forgotten, noted(options, programs(), around.findings))
        return Shelved(findings=refused)
    about = [one.about for one in done if one.about]
    shelf = publishing.with_status(shelf, about)
    pages = {**index(shelf, survey.publisher, words, templates), **page}
    files = publishing.Files.joined([_kept(shelf, options), shelf.fresh, pages])
    misled = judged(files, [one for one in about if one.id in shelf.renewed], words, options)
    told = {path for one in done for path in one.told if path in shelf.fresh}
    new = {path: files[path] for path in (*sorted(told), *pages)} if options.tools else {}
    verdicts = deep.ask(new, survey.publisher, options.tools, progress).verdicts if options.tools else ()
    found = (*refused, *misled, *deep.flaws(verdicts, options))
    if has_errors((*misled, *deep.flaws(verdicts, options))):
        return Shelved(findings=found, verdicts=verdicts)
    manifest = publishing.publish(options.output, shelf, pages, options.as_of)
    renewed = [one for one in done if one.name in shelf.renewed]
    leaning = {one.name for one in renewed if _leans(one)}
    lines = _lines([one for one in renewed if one.name not in leaning], manifest, now, options)
    memory.write(lines, {*now.forgotten, *shelf.gone, *leaning}, noted(options, programs(), around.findings))
    count = sum(line.publication in shelf.renewed and line.edition not in publishing.ABOUT for line in shelf.entries)
    return Shelved(shelf.renewed, shelf.gone, count, found, verdicts)


def lay_aside(done: Sequence[Done], options: Options) -> tuple[str, ...]:
    """Puts the reports of what is withheld where they can be read and are not published; returns their paths."""
    store = store_of(options)
    digests = {path: digest for one in done for path, digest in one.reports.items()}
    files = {path: data for path, digest in digests.items() if (data := store.blob(digest)) is not None}
    folder = publishing.lay_aside(options.output, files)
    return tuple((folder / path).as_posix() for path in files if Path(path).name == reporting.PAGE)


def tidy(memory: Journal, options: Options) -> None:
    """Once a day, takes out of the store what was not used for longest, where that holds too much."""
    day = options.as_of.isoformat()
    if memory.about().get(TIDIED) != day:
        store_of(options).trim(LIMIT)
        memory.write([], (), {TIDIED: day})


def _files(one: Done, store: Store) -> publishing.Files:
    """The finished files of a publication, where they lie in the store."""
    places = {line.path: store.file(line.sha256) for line in one.entries}
    lost = [path for path, place in places.items() if place is None]
    if lost:
        raise ImprintError([_lost(path) for path in lost], Exit.ENVIRONMENT)
    return publishing.Files({path: place for path, place in places.items() if place is not None})


def _lost(path: str) -> Finding:
    hint = "build again; if somebody else clears the store meanwhile, give this build a store of its own (--store)"
    return finding("E028", Where(path), "it was made, and has gone from the store before it was published", hint)


def _kept(shelf: publishing.Shelf, options: Options) -> publishing.Files:
    """The files of publications that stay in output/ as they are."""
    return publishing.Files({entry.path: options.output / entry.path for entry in shelf.kept})


def _leans(one: Done) -> bool:
    """Whether it leads readers to another publication, whose address that one's own file tells: no fingerprint of its
    own folder vouches for it.
    """
    gone = one.about.withdrawal if one.about else None
    return bool(gone and gone.replacement)


def _lines(
    done: Iterable[Done], manifest: publishing.Manifest, now: Standstill, options: Options
) -> list[tuple[Line, Any, Any]]:
    """What the journal remembers of these publications, which are published now."""
    held = publishing.by_publication(manifest.artefacts)
    return [_line(one, held.get(one.name, ()), now, options) for one in done]


def _line(
    one: Done, entries: Sequence[publishing.Entry], now: Standstill, options: Options
) -> tuple[Line, Mapping[str, Any], Any]:
    paths = tuple(entry.path for entry in entries)
    line = Line(
        one.name,
        now.sources.get(one.name, ""),
        now.settings,
        one.since,
        one.until,
        fingerprints.of_published(str(options.output), paths),
        paths,
        sum(entry.edition not in publishing.ABOUT for entry in entries),
        one.browser,
        len(one.findings),
    )
    told = {"findings": as_told(one.findings), "stand": kept(one.stand)}
    there = {entry.edition for entry in entries}  # of the others nothing was made yet
    return line, told, {edition: parts for edition, parts in one.parts.items() if edition in there}
