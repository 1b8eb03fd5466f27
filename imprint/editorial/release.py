"""What keeps a text from being released, a finding each, and who can supply it: reviewer, publisher or editor."""

from collections.abc import Iterator, Sequence
from datetime import date

from imprint.codes import bars_release, finding
from imprint.editorial.drift import how_to_review
from imprint.errors import Finding, Where
from imprint.model import Publication, Status, is_set
from imprint.pairs import WHOLE

_STALE = "C050"
_WHOLE = "what belongs to the whole text (titles, main message, list of sections, disclaimers, glossary terms)"
REVIEWER, PUBLISHER, EDITOR = "a reviewer", "the publisher", "the editor"


def for_release(publication: Publication, found: Sequence[Finding], as_of: date) -> tuple[Finding, ...]:
    """All that was found and what is missing for a release, as errors; a notice of withdrawal goes out as it is."""
    if publication.status(as_of) is Status.WITHDRAWN:
        return (*found, _withdrawn(publication))
    told = (one for one in found if one.code != _STALE)  # that is said with who can mend it
    open_ones = (_still_open(one) if bars_release(one) and not one.is_error else one for one in told)
    return (*_reviewed(publication, as_of), *_published(publication), *_signed(publication), *open_ones)


def _withdrawn(one: Publication) -> Finding:
    """W018, so that nobody takes the notices for the text."""
    message = "the text is withdrawn: what is released is the notice that says so, in place of every edition"
    return finding("W018", one.line("withdrawn"), message, f"{EDITOR}: take “withdrawn” out if the text is in use")


def _reviewed(one: Publication, as_of: date) -> Iterator[Finding]:
    days = one.dates
    if not one.reviewers:
        hint = f"{REVIEWER}: a health professional checks the text, and agrees to be named under “reviewers”"
        yield finding("W010", one.line("reviewers"), "nobody is named who has reviewed the text", hint)
    if days.last_reviewed is None:
        hint = f"{REVIEWER}: write down the day on which the text was checked"
        yield finding("W011", one.line("dates.last_reviewed"), "the day of the last review is missing", hint)
    if days.next_review is None:
        hint = f"{EDITOR}: agree with the reviewer by when it must be checked again, and write down that day"
        yield finding("W011", one.line("dates.next_review"), "the day of the next review is missing", hint)
    elif as_of > days.next_review:
        late = (as_of - days.next_review).days
        told = f"the review was due on {days.next_review}, {late} day{'s' * (late > 1)} ago"
        hint = f"{REVIEWER}: check the text again; then write down the new days (until then, "
        hint += f"./run build {one.id} without --release puts the notice in front of what is published)"
        yield finding("W016", one.line("dates.next_review"), told, hint)


def _published(one: Publication) -> Iterator[Finding]:
    publisher = one.publisher
    given = {
        "name": bool(publisher.name),
        "base_url": is_set(publisher.base_url),
        "feedback": is_set(publisher.feedback),
        "formats_contact": is_set(publisher.formats_contact),
    }
    for key in (key for key, is_given in given.items() if not is_given):
        hint = f"{PUBLISHER}: fill in “{key}” in publisher.yaml"
        yield finding("W012", publisher.line(key), f"“{key}” of the publisher is not set", hint)
    if given["base_url"] and not is_set(one.canonical_url):
        hint = f"{PUBLISHER}: name the folder where this publication will stand, or leave “canonical_url” empty"
        yield finding("W013", one.line("canonical_url"), "its web address is one of those that stand for none", hint)


def _signed(one: Publication) -> Iterator[Finding]:
    for part in one.pending:
        what, command = _WHOLE if part == WHOLE else f"“{part}”", how_to_review(one, part)
        if part in one.stale:
            hint = f"{REVIEWER}: look at what changed, and sign it off again: {command}"
            yield finding("W015", _place(one, part), f"{what} changed since it was checked", hint)
        else:
            hint = f"{REVIEWER}: compare both levels, and sign them off: {command}"
            yield finding("W014", _place(one, part), f"{what} has not been signed off", hint)


def _still_open(found: Finding) -> Finding:
    message = f"{found.message} ({found.code} is open)"
    return finding("W017", found.where, message, f"{EDITOR}: {found.hint}")


def _place(one: Publication, part: str) -> Where:
    """Where the part stands: a section by its id, all else at the top of the text."""
    return next((section.where for section in one.sections if section.id == part), one.where)
