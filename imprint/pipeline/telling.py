"""The report of every publication, among its finished files: what was proven of them, and how."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from imprint import editorial, reading, reporting
from imprint.editions import Workshop, editions
from imprint.errors import Finding, Severity, Where
from imprint.evidence import Judged
from imprint.model import Publication, Words
from imprint.pipeline.made import Made
from imprint.pipeline.making import words_of
from imprint.pipeline.options import Options
from imprint.validating import Verdict

FONTS = "fonts/"  # where a page's typeface stands, beside the report


def with_report(
    made: Made,
    flaws: Sequence[Finding],
    words: Mapping[str, Words],
    options: Options,
    browser: str | None,
    shop: Workshop,
) -> Made:
    """What was made, and its report; ``flaws`` are all that was found in the source."""
    told = _account(made, flaws, words, options, browser)
    has_fonts = told.is_proven and any(path.startswith(FONTS) for path in made.files)
    faces = shop.font_faces(f"../{FONTS}") if has_fonts else ""
    return replace(made, artefacts=(*made.artefacts, *reporting.report(told, shop.environment, faces)))


def reports_of(made: Made) -> Mapping[str, bytes]:
    """The files of its report, by path in output/ or in whatever else takes them."""
    files = (artefact for artefact in made.artefacts if artefact.edition == reporting.REPORT)
    return {f"{made.folder}/{artefact.path}": artefact.data for artefact in files}


def _account(
    made: Made, flaws: Sequence[Finding], words: Mapping[str, Words], options: Options, browser: str | None
) -> reporting.Account:
    one = made.publication
    names = {edition.name for edition in made.editions}
    found = (*own(flaws, one.id, options), *made.findings)
    return reporting.Account(
        one,
        words_of(one, words),
        options.as_of,
        made.evidence,
        made.files,
        tuple(placed(flaw, f"{one.id}/{one.language}", options) for flaw in found),
        browser,
        tuple(edition for edition in editions() if one.sections_at(edition.level) and edition.name not in names),
        None if options.tools is None else tuple(_counted(verdict) for verdict in made.verdicts),
        made.unasked,
        editorial.measure(one, words_of(one, words), made.evidence),
        editorial.counted_with(),
        reading.frames(),
    )


def own(flaws: Sequence[Finding], name: str, options: Options) -> list[Finding]:
    """What was found in a publication's own folder, and in the files that all publications share."""
    return [
        flaw
        for flaw in flaws
        if Path(flaw.where.path).is_relative_to(options.source / name) or Path(flaw.where.path).parent == options.source
    ]


def found_in_source(
    name: str, one: Publication | None, flaws: Sequence[Finding], words: Mapping[str, Words], options: Options
) -> tuple[Finding, ...]:
    """What was found in a publication's own folder and, if it can be read, what the rules find in its text."""
    found = tuple(flaw for flaw in flaws if Path(flaw.where.path).is_relative_to(options.source / name))
    if one is None:
        return found
    judged = editorial.judge_source(one, words_of(one, words), options.as_of)
    return editorial.settle((*found, *judged), one, is_built=False)


def placed(flaw: Finding, folder: str, options: Options) -> Finding:
    """A finding whose place names no folder of this machine: a report is published."""
    path = Path(flaw.where.path)
    for base in (options.output / folder, Path(folder), options.source.parent):
        if path.is_relative_to(base):
            return replace(flaw, where=_at(flaw.where, path.relative_to(base)))
    return flaw


def _at(where: Where, path: Path) -> Where:
    return replace(where, path=path.as_posix())


def _counted(verdict: Verdict) -> Judged:
    errors = sum(flaw.severity is Severity.ERROR for flaw in verdict.flaws)
    path = verdict.path.split("/", 2)[2]
    return Judged(verdict.validator, verdict.version, path, errors, len(verdict.flaws) - errors)
