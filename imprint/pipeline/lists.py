"""What there is: the list of what is published, and the list of what stands in the source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment

from imprint import publishing, reading, reporting
from imprint.editions import Listed, Shown, editions, index_page
from imprint.errors import Finding
from imprint.model import Publication, Publisher, Words, words_for
from imprint.pipeline.making import WORDS, editions_of
from imprint.pipeline.options import Options
from imprint.pipeline.telling import found_in_source


def index(
    shelf: publishing.Shelf, publisher: Publisher, words: Mapping[str, Words], templates: Environment
) -> Mapping[str, bytes]:
    """The page that lists everything that is going to be published, by path in output/."""
    sizes: dict[str, dict[str, int]] = {}
    for entry in shelf.entries:
        sizes.setdefault(entry.publication, {})[entry.path] = entry.bytes
    listed = [_listed(record, sizes.get(record.publication, {}), words) for record in shelf.records]
    shown_in = listed[0].words if listed else words[min(words)]
    return index_page(listed, publisher, shown_in, templates)


def judged(
    files: Mapping[str, bytes],
    publications: Sequence[Publication],
    words: Mapping[str, Words],
    options: Options,
) -> tuple[Finding, ...]:
    """What the check finds in the list among all ``files`` of output/, and in these publications’ status files."""
    from imprint import checking  # noqa: PLC0415 - it takes as long to load as all that makes the files

    folder, offered = options.output.as_posix(), tuple(editions())
    reports = (f"{one.id}/{one.language}/{reporting.PAGE}" for one in publications)
    there = [path for path in reports if path in files]
    return (
        *checking.check_index(files, publications, words, options.as_of, offered, folder, there),
        *checking.check_statuses(files, publications, options.as_of, offered, folder),
    )


def judged_report(files: Mapping[str, bytes], folder: str) -> tuple[Finding, ...]:
    """What the check finds in the report among a publication's files; ``folder`` is where they are."""
    from imprint import checking  # noqa: PLC0415

    return checking.check_report(files, reporting.PAGE, folder) if reporting.PAGE in files else ()


def _listed(record: publishing.Record, sizes: Mapping[str, int], words: Mapping[str, Words]) -> Listed:
    folder = f"{record.publication}/{record.language}/"
    paths = ((edition, folder + edition.filename) for edition in editions())
    report, facts = folder + reporting.PAGE, folder + publishing.STATUS_FILE
    spoken = words_for(record.language, words) or words[min(words)]
    return Listed(
        record.publication,
        record.language,
        record.version,
        record.titles,
        record.status,
        spoken,
        tuple(Shown(edition, path, sizes[path]) for edition, path in paths if path in sizes),
        report if report in sizes else None,
        facts if facts in sizes else None,
    )


@dataclass(frozen=True)
class Row:
    """A publication as the list shows it; of one that cannot be read only its name and its findings are known."""

    publication: str
    title: str
    language: str
    status: str
    version: str
    editions: tuple[str, ...]
    findings: tuple[Finding, ...]


def listing(options: Options) -> tuple[tuple[Row, ...], tuple[Finding, ...]]:
    """Every publication in the source, and every finding there is, also those of files that all of them share."""
    words = reading.read_words(options.templates / WORDS)
    catalogue, flaws = reading.read(options.source, words)
    sound = {one.id: one for one in catalogue.publications}
    names = reading.names(options.source)
    rows = [
        _row(name, sound.get(name), options, found_in_source(name, sound.get(name), flaws, words, options))
        for name in names
    ]
    own = [flaw for row in rows for flaw in row.findings]
    shared = [flaw for flaw in flaws if not _is_within(flaw, names, options)]
    return tuple(rows), (*shared, *own)


def _is_within(flaw: Finding, names: Sequence[str], options: Options) -> bool:
    return any(Path(flaw.where.path).is_relative_to(options.source / name) for name in names)


def _row(name: str, one: Publication | None, options: Options, own: tuple[Finding, ...]) -> Row:
    if one is None:
        return Row(name, "", "", "", "", (), own)
    made = tuple(edition.name for edition in editions_of(one, options))
    return Row(name, one.titles.full, one.language, one.status(options.as_of), one.version, made, own)
