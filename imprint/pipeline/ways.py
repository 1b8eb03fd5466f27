"""The two ways of the data: build, and check again."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from typing import TYPE_CHECKING

from imprint import editorial, publishing, reading, reporting
from imprint.codes import finding
from imprint.editions import environment, layouts
from imprint.errors import Finding, Where, has_errors
from imprint.model import Artefact, Level, Publication, Words
from imprint.pipeline.keys import means_now, report_key
from imprint.pipeline.lists import judged, judged_report
from imprint.pipeline.made import Made
from imprint.pipeline.making import WORDS, editions_of, impossible, programs, words_of
from imprint.pipeline.options import Options, Progress, Report, Step
from imprint.pipeline.proving import case, looking
from imprint.pipeline.resting import memory_of, report_of, standstill, who_looked
from imprint.pipeline.shelving import Around, lay_aside, shelve, tidy
from imprint.pipeline.work import Job, edited, keys_of
from imprint.pipeline.working import worked

if TYPE_CHECKING:
    from imprint import checking


def build(options: Options, progress: Progress, executor: Executor | None = None) -> Report:
    """Builds what is asked for, proves it, and publishes every publication that is proven; the rest stays as it was.

    What has not changed since it was proven is not looked at again. The work is done by the executor, or in this
    process. Raises ImprintError where no publication can be built: another build is running, the folder is not ours.
    """
    unmade = tuple(impossible(options))
    with publishing.lock(options.output), memory_of(options) as memory:
        words = reading.read_words(options.templates / WORDS)
        now = standstill(options, memory, programs())
        survey = reading.survey(options.source, words, options.publications or None)
        names = [name for name in survey.names if name not in now.unchanged] if survey.is_sound else []
        there = {name for name in names if (options.output / name).is_dir()}
        jobs = [Job(name, options, memory.parts(name), is_published=name in there) for name in names]
        work = worked(jobs, options, executor, progress)
        unfit = dict.fromkeys(flaw for one in work.done for flaw in one.unfit)
        around = Around(survey, words, memory, now, (*survey.findings, *unmade, *unfit))
        before = report_of(now.unchanged, memory) if survey.is_sound else Report((), (), ())
        shelved = shelve(work.done, around, options, progress)
        aside = lay_aside(work.done, options)
        tidy(memory, options)
    found = (flaw for one in work.done for flaw in one.findings)
    findings = (*around.findings, *work.unasked, *found, *before.findings, *shelved.findings)
    proven = {*shelved.renewed, *before.proven}
    looked = [*(one.browser for one in work.done if one.name in proven), *([before.browser] if before.proven else [])]
    report = _report(options, findings, proven, shelved.files + before.files, who_looked(looked), shelved.gone)
    return replace(
        report,
        verdicts=(*(verdict for one in work.done for verdict in one.verdicts), *shelved.verdicts),
        reports=aside,
        explained=(*(each for one in work.done for each in one.explained), *before.explained),
        unchanged=before.unchanged,
        untold=before.untold,
    )


def check(options: Options, progress: Progress) -> Report:
    """Proves the published files again: as they are on disk now, against the source as it is now."""
    words = reading.read_words(options.templates / WORDS)
    catalogue, flaws = reading.read(options.source, words, options.publications or None)
    held = publishing.published(options.output)
    proved = []
    with looking(options.browser) as eyes:
        browser = eyes.browser()
        for one in catalogue.publications:
            published = Made(one, editions_of(one, options), _on_disk(one, held), _outdated(one, held, words, options))
            proved.append(_edited(published, words, options, browser, flaws, progress))
    name = browser.name if browser else None
    there = [one for one in catalogue.publications if held.manifest.of(one.id)]
    findings = (
        *flaws,
        *impossible(options),
        *eyes.unfit,
        *held.findings,
        *_strays(options, held),
        *(judged(held.files, there, words, options) if held.files else ()),
        *(
            flaw
            for one in there
            for flaw in judged_report(held.of(one.id), f"{options.output.as_posix()}/{one.id}/{one.language}")
        ),
        *(flaw for one in proved for flaw in one.findings),
    )
    good = [one for one in proved if not has_errors(one.findings)]
    files = sum(len(one.artefacts) for one in good)
    return _report(options, findings, {one.publication.id for one in good}, files, name)


def _edited(
    made: Made,
    words: Mapping[str, Words],
    options: Options,
    browser: "checking.Browser | None",
    flaws: Sequence[Finding],
    progress: Progress,
) -> Made:
    """What is published, with what the check and the editorial rules find in it."""
    from imprint import checking  # noqa: PLC0415 - it takes as long to load as all that makes the files

    one, spoken = made.publication, words_of(made.publication, words)
    progress(Step(one.id, "checking"))
    found = checking.check(*case(made, words, options), browser)
    judged = editorial.judge_source(one, spoken, options.as_of)
    return edited(replace(made, findings=(*made.findings, *found)), judged, spoken, options, flaws)


def _strays(options: Options, held: publishing.Published) -> Iterator[Finding]:
    """A warning for each publication that is still published, but no longer in the source."""
    for record in held.manifest.publications:
        if record.publication not in reading.names(options.source):
            where = Where((options.output / record.publication).as_posix())
            yield finding("E022", where, "it is published, but no longer in the source", "build, and it disappears")


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
    spoken, templates, means = words_of(one, words), layouts(environment(options.templates)), means_now()
    keys = {name: key.value for name, key in keys_of(one, spoken, options, templates, means).items()}
    keys[reporting.REPORT] = report_key(one, spoken, templates, means)
    entries = [line for line in held.manifest.of(one.id) if line.edition in keys]
    if all(line.inputs == keys[line.edition] for line in entries):
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
