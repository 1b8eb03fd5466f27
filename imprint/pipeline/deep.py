"""The official validators over finished files, published or about to be, beside our own check."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from imprint import publishing, reading, validating
from imprint.codes import finding
from imprint.editions import editions
from imprint.errors import Finding, Severity, Where, has_errors
from imprint.model import Format, Publisher
from imprint.pipeline.made import Made
from imprint.pipeline.making import WORDS
from imprint.pipeline.options import Options, Progress, Report, Step
from imprint.validating import find_tools

__all__ = ["ask", "find_tools", "flaws", "missing", "validate", "validated"]
CODE_OF = {Severity.ERROR: "S001", Severity.WARNING: "S002"}
HINT = "this is a fault of the program or its templates, seldom of your text: please report it"


def validate(report: Report, options: Options, tools: validating.Tools, progress: Progress) -> Report:
    """The report of a check, with the verdict of every validator on every published file that was asked for.

    A verdict depends on the bytes of the files and on the validator alone; where one is missing, that is a finding.
    """
    words = reading.read_words(options.templates / WORDS)
    publisher = reading.read(options.source, words, ())[0].publisher
    found = ask(_published(options), publisher, tools, progress)
    told = (*flaws(found.verdicts, options), *missing(found))
    return replace(report, findings=(*report.findings, *told), verdicts=found.verdicts)


def ask(
    files: Mapping[str, bytes], publisher: Publisher, tools: validating.Tools, progress: Progress
) -> validating.Validated:
    """What every validator says of files by their paths in output/."""
    embeds = {edition.filename for edition in editions() if edition.format is Format.EMBED}
    snippets = frozenset(path for path in files if path.split("/", 2)[-1] in embeds)
    site = validating.Site(files, snippets, publisher.embed_path)
    return validating.validate(site, tools, lambda name, count: progress(Step(name, f"{count} to judge")))


def validated(made: Sequence[Made], options: Options, progress: Progress) -> tuple[list[Made], tuple[Finding, ...]]:
    """What was made, with what validators say of the files that our own check finds no error in; and who is missing."""
    sound = [one for one in made if not has_errors(one.findings)]
    if options.tools is None or not sound:
        return list(made), ()
    files = {f"{one.folder}/{path}": data for one in sound for path, data in one.files.items()}
    found = ask(files, sound[0].publication.publisher, options.tools, progress)
    unasked = tuple(f"{name} (it needs {lack.tool})" for name, lack in found.missing)
    judged = [_with(one, found.verdicts, unasked, options) if one in sound else one for one in made]
    return judged, tuple(missing(found))


def _with(one: Made, verdicts: Sequence[validating.Verdict], unasked: tuple[str, ...], options: Options) -> Made:
    own = tuple(verdict for verdict in verdicts if verdict.path.startswith(f"{one.folder}/"))
    return replace(one, findings=(*one.findings, *flaws(own, options)), verdicts=own, unasked=unasked)


def _published(options: Options) -> Mapping[str, bytes]:
    """What is published of the publications asked for; the list of all of them where all are."""
    held = publishing.published(options.output)
    lines = [
        line for line in held.manifest.artefacts if line.publication in (options.publications or {line.publication})
    ]
    paths = [line.path for line in lines] + [one.path for one in held.manifest.root_files if not options.publications]
    return {path: held.files[path] for path in paths if path in held.files}


def flaws(verdicts: Sequence[validating.Verdict], options: Options) -> Iterator[Finding]:
    """Every flaw in a line; at the same place the same is told once."""
    for verdict in verdicts:
        for flaw in dict.fromkeys(verdict.flaws):
            where = Where((options.output / verdict.path).as_posix(), part=" ".join(flaw.where.split()))
            said = f"{verdict.validator} {verdict.version} finds {flaw.rule}: {' '.join(flaw.message.split())}"
            yield finding(CODE_OF[flaw.severity], where, said, HINT)


def missing(found: validating.Validated) -> Iterator[Finding]:
    """Every validator that could not be asked."""
    for name, lack in found.missing:
        said = f"this validator has judged nothing: it needs {lack.tool}, which is not installed"
        yield finding("S003", Where(name), said, f"install it: {lack.command}")
