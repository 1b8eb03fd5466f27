"""The two ways of the data: build, and check again."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import astuple, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from imprint import editorial, publishing, reading
from imprint.codes import bars_release, finding
from imprint.editions import workshop
from imprint.errors import Exit, Finding, ImprintError, Where, has_errors
from imprint.model import Artefact, Edition, Level, Publication, Words
from imprint.pipeline import deep
from imprint.pipeline.listing import judged
from imprint.pipeline.making import WORDS, editions_of, impossible, is_broken, make, possible, words_of
from imprint.pipeline.morning import status_page
from imprint.pipeline.options import Made, Options, Progress, Report, Step
from imprint.pipeline.shelving import lay_aside, shelve
from imprint.pipeline.telling import own, reports_of, with_report

if TYPE_CHECKING:
    from imprint import checking

ROOT = Path(__file__).parents[2]
MAKERS = (
    "*.py",
    "reading/*.py",
    "pandoc/*.*",
    "composing/*.py",
    "editions/*.py",
    "typesetting/*.py",
    "editorial/*.*",
    "reporting/*.py",
)  # the code that decides the bytes


def build(options: Options, progress: Progress) -> Report:
    """Builds what is asked for, proves it, and publishes every publication that is proven; the rest stays as it was.

    Raises ImprintError where no publication can be built: another build is running, the folder is not ours.
    """
    unmade = tuple(impossible(options))
    with publishing.lock(options.output), workshop(options.templates, possible(options)) as shop:
        words = reading.read_words(options.templates / WORDS)
        catalogue, flaws = reading.read(options.source, words, options.publications or None)
        made = list(make(catalogue, words, options, shop, progress))
        with _browser(options) as (browser, unfit):
            proved = [_edited(_proved(one, words, options, browser, progress), words, options, flaws) for one in made]
            name = browser.name if browser else None
        proved, unasked = deep.validated(proved, catalogue.publisher, options, progress)
        told = [with_report(one, flaws, words, options, name, shop) for one in proved]
        good = [_built(one, words, options, name) for one in told if not has_errors(one.findings)]
        reports = {path: data for one in told for path, data in reports_of(one).items()}
        shelved = shelve(good, reports, (catalogue, flaws), words, options, shop, progress)
        if not (shelved.renewed or shelved.gone or is_broken(options.source, flaws)):
            publishing.refresh(
                options.output, status_page(options, words, shop.environment, (catalogue, flaws)), options.as_of
            )
        aside = lay_aside(told, options)
    found = (flaw for one in proved for flaw in one.findings)
    findings = (*flaws, *unmade, *unfit, *unasked, *found, *shelved.findings)
    report = _report(options, findings, set(shelved.renewed), shelved.files, name, shelved.gone)
    verdicts = (*(verdict for one in proved for verdict in one.verdicts), *shelved.verdicts)
    return replace(report, verdicts=verdicts, reports=aside)


def check(options: Options, progress: Progress) -> Report:
    """Proves the published files again: as they are on disk now, against the source as it is now."""
    words = reading.read_words(options.templates / WORDS)
    catalogue, flaws = reading.read(options.source, words, options.publications or None)
    held = publishing.published(options.output)
    proved = []
    with _browser(options) as (browser, unfit):
        name = browser.name if browser else None
        for one in catalogue.publications:
            published = Made(one, editions_of(one, options), _on_disk(one, held), _outdated(one, held, words, options))
            proved.append(_edited(_checked(published, words, options, browser, progress), words, options, flaws))
    there = [one for one in catalogue.publications if held.manifest.of(one.id)]
    findings = (
        *flaws,
        *impossible(options),
        *unfit,
        *held.findings,
        *_strays(options, held),
        *(judged(held.files, there, words, options) if held.files else ()),
        *(flaw for one in proved for flaw in one.findings),
    )
    good = [one for one in proved if not has_errors(one.findings)]
    files = sum(len(one.artefacts) for one in good)
    return _report(options, findings, {one.publication.id for one in good}, files, name)


def _proved(
    made: Made, words: Mapping[str, Words], options: Options, browser: "checking.Browser | None", progress: Progress
) -> Made:
    """What was made, with what the check finds in its finished files, and its evidence."""
    from imprint import checking  # noqa: PLC0415 - it takes as long to load as all that makes the files

    if has_errors(made.findings):
        return made
    progress(Step(made.publication.id, "checking"))
    proof = checking.prove(*_case(made, words, options), browser)
    return replace(made, findings=(*made.findings, *proof.findings), evidence=proof.evidence)


def _edited(made: Made, words: Mapping[str, Words], options: Options, flaws: Sequence[Finding]) -> Made:
    """The same, with what the editorial rules find in the text and, where there is evidence, in the finished files.

    A notice that stands in for an edition has nothing of the text that they judge. For a release, what bars it is an
    error, also of what was found in the source (``flaws``).
    """
    one, spoken = made.publication, words_of(made.publication, words)
    folder = (options.output / made.folder).as_posix()
    told = [shown for shown in made.evidence if any(said.section for said in shown.said)]
    found = (
        *editorial.judge_source(one, spoken, options.as_of),
        *editorial.judge_finished(one, spoken, options.as_of, told, folder),
    )
    read = own(flaws, one.id, options)  # told by whoever reads; a person may have accepted some of it
    every = editorial.settle((*read, *made.findings, *found), one)
    settled = every[len(read) :]
    if not options.release:
        return replace(made, findings=settled)
    barring = (flaw for flaw in every[: len(read)] if bars_release(flaw) and not flaw.is_error)
    return replace(made, findings=editorial.for_release(one, (*barring, *settled), options.as_of))


def _checked(
    made: Made, words: Mapping[str, Words], options: Options, browser: "checking.Browser | None", progress: Progress
) -> Made:
    """What is published, with what the check finds in it."""
    from imprint import checking  # noqa: PLC0415

    progress(Step(made.publication.id, "checking"))
    found = checking.check(*_case(made, words, options), browser)
    return replace(made, findings=(*made.findings, *found))


def _case(
    made: Made, words: Mapping[str, Words], options: Options
) -> tuple[Publication, Words, date, tuple[Edition, ...], Mapping[str, bytes], str]:
    """What the check is asked about."""
    one, folder = made.publication, (options.output / made.folder).as_posix()
    return one, words_of(one, words), options.as_of, made.editions, {**_elsewhere(made, options), **made.files}, folder


def _elsewhere(made: Made, options: Options) -> Mapping[str, bytes]:
    """Stand-ins for the editions that were not asked for this time, so that links to them lead somewhere."""
    names = {edition.name for edition in made.editions}
    others = [edition for edition in editions_of(made.publication, options) if edition.name not in names]
    kits = [edition.kit for edition in others if edition.kit]
    return dict.fromkeys([*(one.filename for one in others), *(name for kit in kits for name in astuple(kit))], b"")


@contextmanager
def _browser(options: Options) -> Iterator["tuple[checking.Browser | None, tuple[Finding, ...]]"]:
    """The browser that looks at the pages; none, and a warning, where the one that is there does not start."""
    from imprint import checking  # noqa: PLC0415

    with ExitStack() as stack:
        browser: checking.Browser | None = None
        unfit: tuple[Finding, ...] = ()
        if options.browser:
            try:
                browser = stack.enter_context(checking.Browser(options.browser))
            except checking.BrowserError as error:
                unfit = (_unfit(options.browser, error),)
        try:
            yield browser, unfit
        except checking.BrowserError as error:
            raise ImprintError([_unfit(options.browser, error)], Exit.ENVIRONMENT) from error


def _unfit(browser: Path | None, error: Exception) -> Finding:
    hint = "no browser has looked at the pages: mend this one, or name another in IMPRINT_BROWSER"
    return finding("E020", Where(str(browser)), str(error), hint)


def _strays(options: Options, held: publishing.Published) -> Iterator[Finding]:
    """A warning for each publication that is still published, but no longer in the source."""
    for record in held.manifest.publications:
        if record.publication not in reading.names(options.source):
            where = Where((options.output / record.publication).as_posix())
            yield finding("E022", where, "it is published, but no longer in the source", "build, and it disappears")


def _built(made: Made, words: Mapping[str, Words], options: Options, browser: str | None) -> publishing.Built:
    one = made.publication
    status = one.status(options.as_of)
    record = publishing.Record(one.id, one.language, one.version, one.titles, status, options.as_of, browser)
    return publishing.Built(record, made.artefacts, _inputs(one, words, options))


def _inputs(one: Publication, words: Mapping[str, Words], options: Options) -> str:
    """The digest of everything that decides a publication's bytes."""
    overdue = bool(one.dates.next_review and options.as_of > one.dates.next_review)  # a draft can be overdue as well
    code = [path for pattern in MAKERS for path in (ROOT / "imprint").glob(pattern)]
    tools = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (*code, ROOT / "requirements/build.lock")}
    layout = {
        path.relative_to(options.templates).as_posix(): path.read_bytes()
        for path in options.templates.rglob("*")
        if path.is_file()
    }
    return publishing.digest(one, words_of(one, words), one.status(options.as_of), overdue, tools, layout)


def _on_disk(one: Publication, held: publishing.Published) -> tuple[Artefact, ...]:
    """A publication’s published files but what tells of it; what they are, the check says and not the manifest."""
    beside = {line.path for line in held.manifest.of(one.id) if line.edition in publishing.ABOUT}
    return tuple(
        Artefact(one.id, one.language, "", Level.FULL, path, "", data)
        for path, data in held.of(one.id).items()
        if f"{one.id}/{one.language}/{path}" not in beside
    )


def _outdated(
    one: Publication, held: publishing.Published, words: Mapping[str, Words], options: Options
) -> tuple[Finding, ...]:
    """A warning where the published files were made from something else than what stands in the source now."""
    entries = held.manifest.of(one.id)
    if not entries or {entry.inputs for entry in entries} == {_inputs(one, words, options)}:
        return ()
    where = Where((options.output / one.id / one.language).as_posix())
    return (
        finding("E021", where, "the text, the templates or the program changed since this was built", "build it again"),
    )


def _report(
    options: Options,
    findings: tuple[Finding, ...],
    proven: set[str],
    files: int,
    browser: str | None,
    gone: tuple[str, ...] = (),
) -> Report:
    asked = options.publications or reading.names(options.source)
    return Report(findings, tuple(sorted(proven)), tuple(sorted(set(asked) - proven)), gone, files, browser)
