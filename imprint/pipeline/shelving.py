"""Publishing what is proven, with the list of all there is; and laying aside the reports of what is not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from imprint import publishing, reading, reporting
from imprint.editions import Workshop
from imprint.errors import Finding, has_errors
from imprint.model import Catalogue, Words
from imprint.pipeline import deep
from imprint.pipeline.lists import index, judged
from imprint.pipeline.making import is_broken
from imprint.pipeline.options import Made, Options, Progress
from imprint.pipeline.outlook import status_page
from imprint.pipeline.telling import reports_of
from imprint.validating import Verdict


@dataclass(frozen=True)
class Shelved:
    """What is published now, what was found wrong on the way, and where the reports of what is withheld lie."""

    renewed: frozenset[str] = frozenset()
    gone: tuple[str, ...] = ()
    files: int = 0  # of the renewed publications' editions
    findings: tuple[Finding, ...] = ()
    verdicts: tuple[Verdict, ...] = ()


def shelve(
    good: Sequence[publishing.Built],
    reports: Mapping[str, bytes],
    sources: tuple[Catalogue, tuple[Finding, ...]],
    words: Mapping[str, Words],
    options: Options,
    shop: Workshop,
    progress: Progress,
) -> Shelved:
    """Publishes what is good in one step, unless the list of all that is published, or a report, has errors.

    ``reports`` are the files of all reports by path in output/; ``sources`` is what was read, with what was found.
    """
    catalogue, flaws = sources
    shelf, refused = publishing.settle(options.output, good, reading.names(options.source), bool(options.editions))
    if not (shelf.fresh or shelf.gone) or is_broken(options.source, flaws):
        return Shelved(findings=refused)
    shelf = publishing.with_status(shelf, catalogue.publications)
    pages = {
        **index(shelf, catalogue, words, options.output, shop),
        **status_page(options, words, shop.environment, sources),
    }
    fresh = [one for one in catalogue.publications if one.id in shelf.renewed]
    misled = judged({**_standing(shelf, options), **pages}, fresh, words, options)
    new = {path: data for path, data in reports.items() if path in shelf.fresh} | dict(pages)
    verdicts = deep.ask(new, catalogue.publisher, options.tools, progress).verdicts if options.tools else ()
    found = (*refused, *misled, *deep.flaws(verdicts, options))
    if has_errors((*misled, *deep.flaws(verdicts, options))):
        return Shelved(findings=found, verdicts=verdicts)
    publishing.publish(options.output, shelf, pages, options.as_of)
    files = sum(line.publication in shelf.renewed and line.edition not in publishing.ABOUT for line in shelf.entries)
    return Shelved(shelf.renewed, shelf.gone, files, found, verdicts)


def lay_aside(told: Sequence[Made], options: Options) -> tuple[str, ...]:
    """Puts the reports of what is withheld where they can be read and are not published; returns their paths."""
    withheld = [reports_of(one) for one in told if has_errors(one.findings)]
    files = {path: data for held in withheld for path, data in held.items()}
    folder = publishing.lay_aside(options.output, files)
    return tuple((folder / path).as_posix() for path in files if Path(path).name == reporting.PAGE)


def _standing(shelf: publishing.Shelf, options: Options) -> Mapping[str, bytes]:
    """All files of publications that output/ is going to hold."""
    kept = {entry.path: (options.output / entry.path).read_bytes() for entry in shelf.kept}
    return {**kept, **shelf.fresh}
