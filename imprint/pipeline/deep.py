"""The official validators over everything that is published, beside our own check."""

from collections.abc import Iterator
from dataclasses import replace

from imprint import publishing, reading, validating
from imprint.codes import finding
from imprint.editions import editions
from imprint.errors import Finding, Severity, Where
from imprint.model import Format
from imprint.pipeline.making import WORDS
from imprint.pipeline.options import Options, Progress, Report, Step

CODE_OF = {Severity.ERROR: "S001", Severity.WARNING: "S002"}
HINT = "this is a fault of the program or its templates, seldom of your text: please report it"


def validate(report: Report, options: Options, tools: validating.Tools, progress: Progress) -> Report:
    """The report of a check, with the verdict of every validator on every published file that was asked for.

    A verdict depends on the bytes of the files and on the validator alone; where one is missing, that is a finding.
    """
    site = _site(options)
    found = validating.validate(site, tools, lambda name, files: progress(Step(name, f"{files} to judge")))
    told = (*_flaws(found, options), *_missing(found))
    return replace(report, findings=(*report.findings, *told), verdicts=found.verdicts)


def _site(options: Options) -> validating.Site:
    """What is published of the publications asked for; the list of all of them where all are."""
    held = publishing.published(options.output)
    lines = [
        line for line in held.manifest.artefacts if line.publication in (options.publications or {line.publication})
    ]
    paths = [line.path for line in lines] + [one.path for one in held.manifest.root_files if not options.publications]
    embeds = {edition.name for edition in editions() if edition.format is Format.EMBED}
    snippets = frozenset(line.path for line in lines if line.edition in embeds and line.path.endswith(".html"))
    words = reading.read_words(options.templates / WORDS)
    mount = reading.read(options.source, words, ())[0].publisher.embed_path
    return validating.Site({path: held.files[path] for path in paths if path in held.files}, snippets, mount)


def _flaws(found: validating.Validated, options: Options) -> Iterator[Finding]:
    """Every flaw in a line; at the same place the same is told once."""
    for verdict in found.verdicts:
        for flaw in dict.fromkeys(verdict.flaws):
            where = Where((options.output / verdict.path).as_posix(), part=" ".join(flaw.where.split()))
            said = f"{verdict.validator} {verdict.version} finds {flaw.rule}: {' '.join(flaw.message.split())}"
            yield finding(CODE_OF[flaw.severity], where, said, HINT)


def _missing(found: validating.Validated) -> Iterator[Finding]:
    for name, lack in found.missing:
        said = f"this validator has judged nothing: it needs {lack.tool}, which is not installed"
        yield finding("S003", Where(name), said, f"install it: {lack.command}")
