"""A notice that stands in for an edition: whatever is left of the old text in it, or missing from it, is found."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from imprint.checking import check
from imprint.composing import compose, standing_in
from imprint.editions import editions
from imprint.errors import Finding, ImprintError
from imprint.model import ByLevel, Edition, Level, Place, Publication, Withdrawal
from tests.mutants.bench import AS_OF, EVERY_LEVEL, Bench, codes, edition_named, names_beside

LATE = date(2028, 1, 1)
GONE = Withdrawal(AS_OF, ByLevel("the tests say so", "so the tests say"), "https://clinic.test/instead/")
PAPER_AND_BOOKS = ("leaflet", "plain-leaflet", "large-print", "plain-large-print", "ebook", "audio")
Left = Callable[
    [Publication, Publication], Publication
]  # the whole publication, what a notice has of it: what it prints


def nothing_replaced(whole: Publication, _notice: Publication) -> Publication:
    return whole


def a_section_left(whole: Publication, notice: Publication) -> Publication:
    first = [next(one for one in whole.sections_at(level) if one.at(level)) for level in Level]
    sections = tuple(one for one in whole.sections if one in first)
    order = tuple(name for name in whole.plain_order if any(one.id == name for one in sections))
    return replace(notice, sections=sections, plain_order=order, figures=whole.figures, references=whole.references)


def the_message_left(whole: Publication, notice: Publication) -> Publication:
    return replace(notice, main_message=whole.main_message)


def an_old_disclaimer_left(whole: Publication, notice: Publication) -> Publication:
    old = next(one for one in whole.disclaimers if Place.NOTICE not in one.places and one.when.always)
    return replace(notice, disclaimers=(*notice.disclaimers, old))


def the_notice_missing(_whole: Publication, notice: Publication) -> Publication:
    return replace(notice, disclaimers=notice.disclaimers[1:])


def the_help_missing(_whole: Publication, notice: Publication) -> Publication:
    return replace(notice, disclaimers=notice.disclaimers[:-2])


def another_reason(_whole: Publication, notice: Publication) -> Publication:
    gone = notice.withdrawal
    return replace(notice, withdrawal=gone and replace(gone, reason=ByLevel("no reason at all", "none at all")))


def a_day_later(_whole: Publication, notice: Publication) -> Publication:
    return replace(notice, withdrawal=replace(GONE, date=date(2026, 1, 1)))


def the_title_of_another(_whole: Publication, notice: Publication) -> Publication:
    return replace(notice, titles=ByLevel("Another text", "Something else"))


LEFT: dict[Left, set[str]] = {  # and the codes of which at least one must be found
    nothing_replaced: {"V001", "V018"},
    a_section_left: {"V018"},
    the_message_left: {"V018"},
    an_old_disclaimer_left: {"V004", "V018"},
    the_notice_missing: {"V001"},
    the_help_missing: {"V001"},
    another_reason: {"V002"},
    a_day_later: {"V002"},
    the_title_of_another: {"A003"},
}
Replacing = Callable[[Publication, Edition, date], tuple[Publication, Edition]]
FAST = {(left, name) for left in LEFT for name in ("page", "text", "embed")}


def judged(
    bench: Bench, whole: Publication, name: str, as_of: date, replacing: Replacing = standing_in
) -> tuple[Finding, ...]:
    """What is found in an edition of the publication on a day, whatever was put in its place."""
    edition = edition_named(name)
    try:
        made = editions()[edition](compose(*replacing(whole, edition, as_of), bench.words, as_of), bench.shop)
    except ImprintError as error:
        return error.findings
    files = {**dict.fromkeys(names_beside(), b""), **{one.path: one.data for one in made}}
    return check(whole, bench.words, as_of, [edition], files, "output", None)


def pairs() -> list[object]:
    return [
        pytest.param(left, name, id=f"{name}: {left.__name__}", marks=() if (left, name) in FAST else pytest.mark.slow)
        for left in LEFT
        for name in EVERY_LEVEL
    ]


@pytest.mark.parametrize(("left", "name"), pairs())
def test_what_is_left_or_missing_is_found(bench: Bench, left: Left, name: str) -> None:
    whole = replace(bench.publication, withdrawal=GONE)

    def spoilt(publication: Publication, edition: Edition, as_of: date) -> tuple[Publication, Edition]:
        notice, small = standing_in(publication, edition, as_of)
        printed = left(publication, notice)
        return printed, small if left is not nothing_replaced else edition

    found = set(codes(judged(bench, whole, name, AS_OF, spoilt)).split())
    assert found & LEFT[left], (left.__name__, found)


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY_LEVEL)
def test_the_true_notice_has_nothing_to_find(bench: Bench, name: str) -> None:
    assert judged(bench, replace(bench.publication, withdrawal=GONE), name, AS_OF) == ()


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY_LEVEL)
def test_what_is_overdue_has_nothing_to_find(bench: Bench, name: str) -> None:
    assert judged(bench, bench.publication, name, LATE) == ()


@pytest.mark.slow
@pytest.mark.parametrize("name", PAPER_AND_BOOKS)
def test_an_overdue_file_that_is_not_replaced_is_found(bench: Bench, name: str) -> None:
    found = judged(bench, bench.publication, name, LATE, lambda publication, edition, _: (publication, edition))
    assert {"V001", "V018"} & set(codes(found).split())
