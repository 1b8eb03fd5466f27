"""Reviewing a publication: what changed since people looked at it, and their decisions as text for its file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from imprint import editorial, reading, reporting
from imprint.changes import Change
from imprint.codes import finding
from imprint.editions import environment
from imprint.errors import Exit, Finding, ImprintError, Where
from imprint.model import Publication, Review
from imprint.pipeline.making import WORDS, words_of
from imprint.pipeline.options import Options

TOLD = "C050"  # that a pair has drifted is what a review shows by itself


@dataclass(frozen=True)
class Reviewable:
    """A publication that people can decide about, what was found in its text, and each pair with what changed in it."""

    publication: Publication | None  # None where its source has errors: then nothing can be decided
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...] = ()


def review(options: Options) -> Reviewable:
    """The one publication that is asked for, held against what people have decided about it."""
    words = reading.read_words(options.templates / WORDS)
    catalogue, flaws = reading.read(options.source, words, options.publications)
    if not catalogue.publications:
        return Reviewable(None, flaws)
    one = catalogue.publications[0]
    judged = (*flaws, *editorial.judge_source(one, words_of(one, words), options.as_of))
    found = tuple(flaw for flaw in editorial.settle(judged, one, is_built=False) if flaw.code != TOLD)
    return Reviewable(one, found, editorial.changes(one))


def review_page(publication: Publication, changes: Sequence[Change], options: Options) -> str:
    """The changes as one page of HTML."""
    return reporting.review_page(publication, changes, environment(options.templates))


def reviews_file(options: Options) -> Path:
    """Where the decisions about the one publication that is asked for are kept."""
    return options.source / options.publications[0] / reading.REVIEWS


def with_decisions(text: str, reviews: Sequence[Review], path: Path) -> str:
    """The text of a file of decisions with these added; E012 where it is written so that none can be added."""
    added = editorial.with_entries(text, reviews)
    before, after = (reading.decisions(one, path) for one in (text, added))
    if before is None or after != (*before, *(replace(one, where=Where(path.as_posix())) for one in reviews)):
        message = "a decision cannot be added to this file as it is written"
        hint = "put “reviews:” on a line of its own, and each entry below it behind “- ”"
        raise ImprintError([finding("E012", Where(path.as_posix()), message, hint)], Exit.ERRORS)
    return added
