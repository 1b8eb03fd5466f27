"""What must be true of a publication that is withdrawn or out of date, so that its readers are told."""

from collections.abc import Iterator
from datetime import date

from imprint.codes import finding
from imprint.errors import Finding
from imprint.model import Place, Publication, Status, When, Words


def notices_there(publication: Publication, words: Words, as_of: date) -> Iterator[Finding]:
    """W002 where editions are replaced by a notice, and no disclaimer would say in it why."""
    status = publication.status(as_of)
    if status not in (Status.WITHDRAWN, Status.OVERDUE):
        return
    told = [one for one in publication.disclaimers if Place.NOTICE in one.places and _speaks_of(one.when, status)]
    if not told:
        key = "withdrawn" if status is Status.WITHDRAWN else "dates.next_review"
        message = f"the publication is {status}, and no disclaimer with the place “notice” says so"
        hint = f"add one to disclaimers.yaml, with “when: {{status: [{status}]}}” and the place “notice”"
        yield finding("W002", publication.line(key), message, hint)


def not_yet(publication: Publication, words: Words, as_of: date) -> Iterator[Finding]:
    """W003 where a publication is withdrawn from a day on that has not come: until then it is published as it is."""
    one = publication.withdrawal
    if one and one.date > as_of:
        message = f"it will be withdrawn on {one.date}; until then it is published as before"
        hint = "build again on that day; or write an earlier day, if it must not be used from now on"
        yield finding("W003", publication.line("withdrawn.date"), message, hint)


def _speaks_of(when: When, status: Status) -> bool:
    return status in when.status or (status is Status.OVERDUE and when.overdue is True)
