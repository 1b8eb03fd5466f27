"""The whole way of the data: read, compose, write, lay out, typeset or pack, check, publish."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from imprint import checking, publishing, reading
from imprint.editions import Listed, Shown, Workshop, editions, index_page, produce, workshop
from imprint.errors import Finding, ImprintError, has_errors
from imprint.model import Artefact, Catalogue, Edition, Format, Level, Publication, Words

ROOT = Path(__file__).parent.parent
WORDS = Path("shared", "words.yaml")
THREADS = 4  # they wait for pandoc and the presses, which do the work in processes of their own


@dataclass(frozen=True)
class Options:
    """What a build or check is asked to do; nothing else influences it."""

    source: Path
    templates: Path
    output: Path
    as_of: date
    publications: tuple[str, ...] = ()  # all when empty
    editions: tuple[str, ...] = ()  # all when empty
    browser: Path | None = None


@dataclass(frozen=True)
class Step:
    """Something a build is doing now, for the progress display."""

    publication: str
    text: str


Progress = Callable[[Step], None]


@dataclass(frozen=True)
class Report:
    """What came of a build or check."""

    findings: tuple[Finding, ...]
    proven: tuple[str, ...]  # publications without an error
    withheld: tuple[str, ...]  # publications that were asked for and are not proven
    gone: tuple[str, ...] = ()  # publications that are no longer published
    files: int = 0  # of the proven publications
    browser: str | None = None  # which browser has looked at the pages


@dataclass(frozen=True)
class Made:
    """One publication with its finished files, and what was found on the way."""

    publication: Publication
    artefacts: tuple[Artefact, ...]
    findings: tuple[Finding, ...]

    @property
    def files(self) -> Mapping[str, bytes]:
        """The finished files by their paths in the publication's folder."""
        return {artefact.path: artefact.data for artefact in self.artefacts}


def build(options: Options, progress: Progress) -> Report:
    """Builds what is asked for, proves it, and publishes every publication that is proven; the rest stays as it was.

    Raises ImprintError where no publication can be built: another build is running, the folder is not ours.
    """
    with publishing.lock(options.output), workshop(options.templates, tuple(editions())) as shop:
        words = reading.read_words(options.templates / WORDS)
        catalogue, flaws = reading.read(options.source, words, options.publications or None)
        made = list(make(catalogue, words, options, shop, progress))
        with _browser(options) as browser:
            proved = [_proved(one, words, options, browser, progress) for one in made]
        name = browser.name if browser else None
        good = [_built(one, words, options, name) for one in proved if not has_errors(one.findings)]
        shelf, refused = publishing.settle(options.output, good, reading.names(options.source), bool(options.editions))
        if shelf.fresh or shelf.gone:  # otherwise nothing changes, not even the list of what there is
            publishing.publish(options.output, shelf, _list(shelf, catalogue, words, options.output, shop))
    findings = (*flaws, *(finding for one in proved for finding in one.findings), *refused)
    return _report(options, findings, shelf, name)


def make(
    catalogue: Catalogue, words: Mapping[str, Words], options: Options, shop: Workshop, progress: Progress
) -> Iterator[Made]:
    """The finished files of each publication, not yet proven; all editions are made beside each other."""
    with ThreadPoolExecutor(THREADS) as threads:
        started = [
            (one, [threads.submit(_attempt, one, edition, words, options.as_of, shop) for edition in chosen(options)])
            for one in catalogue.publications
        ]
        for publication, jobs in started:
            progress(Step(publication.id, "setting"))
            yield _joined(publication, [job.result() for job in jobs])


def chosen(options: Options) -> list[Edition]:
    """The editions that are asked for."""
    return [edition for edition in editions() if not options.editions or edition.name in options.editions]


def words_of(publication: Publication, words: Mapping[str, Words]) -> Words:
    """The words of a publication's language, or else of its primary language."""
    return words.get(publication.language) or words[publication.language.split("-")[0]]


Attempt = tuple[tuple[Artefact, ...], tuple[Finding, ...]]


def _attempt(one: Publication, edition: Edition, words: Mapping[str, Words], as_of: date, shop: Workshop) -> Attempt:
    try:
        return produce(one, edition, words_of(one, words), as_of, shop), ()
    except ImprintError as error:
        return (), error.findings


def _joined(publication: Publication, attempts: list[Attempt]) -> Made:
    """One publication's editions together; what several of them need (figures, fonts) is there once."""
    artefacts = {artefact.path: artefact for made, _ in attempts for artefact in made}
    return Made(publication, tuple(artefacts.values()), tuple(flaw for _, flaws in attempts for flaw in flaws))


def _proved(
    made: Made, words: Mapping[str, Words], options: Options, browser: checking.Browser | None, progress: Progress
) -> Made:
    """What was made, with what the check finds in its finished files."""
    if has_errors(made.findings):
        return made
    one = made.publication
    progress(Step(one.id, "checking"))
    folder = (options.output / one.id / one.language).as_posix()
    found = checking.check(
        one, words_of(one, words), options.as_of, chosen(options), made.files, folder=folder, browser=browser
    )
    return replace(made, findings=(*made.findings, *found))


def _browser(options: Options) -> AbstractContextManager[checking.Browser | None]:
    return checking.Browser(options.browser) if options.browser else nullcontext()


def _built(made: Made, words: Mapping[str, Words], options: Options, browser: str | None) -> publishing.Built:
    one, status = made.publication, made.publication.status(options.as_of)
    record = publishing.Record(one.id, one.language, one.version, one.titles, status, options.as_of, browser)
    tools = {path.relative_to(folder).as_posix(): path.read_bytes() for folder, path in _makers(options.templates)}
    overdue = bool(one.dates.next_review and options.as_of > one.dates.next_review)  # a draft can be overdue as well
    inputs = publishing.digest(one, words_of(one, words), status, overdue, tools)
    return publishing.Built(record, made.artefacts, inputs)


def _makers(templates: Path) -> Iterator[tuple[Path, Path]]:
    """The files that decide, beside the source, what an edition looks like: code, templates, pinned libraries."""
    for folder, pattern in ((ROOT, "imprint/**/*.py"), (templates, "**/*"), (ROOT, "requirements/build.lock")):
        yield from ((folder, path) for path in sorted(folder.glob(pattern)) if path.is_file())


def _list(
    shelf: publishing.Shelf, catalogue: Catalogue, words: Mapping[str, Words], output: Path, shop: Workshop
) -> Mapping[str, bytes]:
    """The page that lists everything that is going to be published."""
    listed = [_listed(record, shelf, words, output) for record in shelf.records]
    return index_page(listed, catalogue.publisher, words[min(words)], shop)


def _listed(record: publishing.Record, shelf: publishing.Shelf, words: Mapping[str, Words], output: Path) -> Listed:
    paths = {entry.path: entry for entry in shelf.entries}
    shown = []
    for edition in editions():
        path = f"{record.publication}/{record.language}/{edition.filename}"
        if path in paths:
            is_snippet = edition.format is Format.EMBED
            text = (shelf.fresh.get(path) or (output / path).read_bytes()).decode() if is_snippet else None
            shown.append(Shown(edition, path, paths[path].bytes, text))
    language = record.language if record.language in words else record.language.split("-")[0]
    return Listed(
        record.publication, record.language, record.version, record.titles, record.status, words[language], tuple(shown)
    )


def check(options: Options, progress: Progress, as_built: bool = False) -> Report:
    """Proves the published files again: as they are on disk now, against the source as it is now.

    ``as_built``: each publication for the day it was built for, as the manifest says, instead of ``options.as_of``.
    """
    words = reading.read_words(options.templates / WORDS)
    catalogue, flaws = reading.read(options.source, words, options.publications or None)
    held = publishing.published(options.output)
    days = {record.publication: record.as_of for record in held.manifest.publications} if as_built else {}
    with _browser(options) as browser:
        proved = [
            _proved(
                Made(one, _on_disk(one, held), ()),
                words,
                replace(options, as_of=days.get(one.id, options.as_of)),
                browser,
                progress,
            )
            for one in catalogue.publications
        ]
        name = browser.name if browser else None
    findings = (*flaws, *held.findings, *(finding for one in proved for finding in one.findings))
    good = {one.publication.id for one in proved if not has_errors(one.findings)}
    files = sum(len(one.artefacts) for one in proved if one.publication.id in good)
    asked = options.publications or reading.names(options.source)
    return Report(findings, tuple(sorted(good)), tuple(sorted(set(asked) - good)), files=files, browser=name)


def _on_disk(one: Publication, held: publishing.Published) -> tuple[Artefact, ...]:
    """A publication's published files; which edition each belongs to is the manifest's word, and only for display."""
    return tuple(
        Artefact(one.id, one.language, "", Level.FULL, path, "", data) for path, data in held.of(one.id).items()
    )


def _report(options: Options, findings: tuple[Finding, ...], shelf: publishing.Shelf, browser: str | None) -> Report:
    asked = options.publications or reading.names(options.source)
    files = sum(entry.publication in shelf.renewed for entry in shelf.entries)
    withheld = tuple(sorted(set(asked) - shelf.renewed))
    return Report(findings, tuple(sorted(shelf.renewed)), withheld, shelf.gone, files, browser)


def names(source: Path) -> tuple[str, ...]:
    """The names of all publications in a source, sound or not."""
    return reading.names(source)


def edition_names() -> tuple[str, ...]:
    """The names of all editions there are."""
    return tuple(edition.name for edition in editions())


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
    catalogue, findings = reading.read(options.source, reading.read_words(options.templates / WORDS))
    sound = {one.id: one for one in catalogue.publications}
    rows = [_row(name, sound.get(name), options, findings) for name in reading.names(options.source)]
    return tuple(rows), findings


def _row(name: str, one: Publication | None, options: Options, findings: tuple[Finding, ...]) -> Row:
    own = tuple(flaw for flaw in findings if Path(flaw.where.path).is_relative_to(options.source / name))
    if one is None:
        return Row(name, "", "", "", "", (), own)
    return Row(name, one.titles.full, one.language, one.status(options.as_of), one.version, edition_names(), own)
