"""What is left for an edition: it stands as it did, holds nothing of what the edition does not use, and stays so."""

from dataclasses import replace
from datetime import date

import pytest

from imprint.composing import narrowed, standing_since
from imprint.editions import editions
from imprint.model import ByLevel, Edition, Format, Level, Publication, Withdrawal
from tests.samples import TODAY, edition, publication, reviewed

LATE = date(2028, 1, 1)
GONE = Withdrawal(TODAY, ByLevel("a full reason", "a plain reason"), "https://sample.test/new/")
STANDS = {
    "draft": (publication(), TODAY),
    "a draft that is overdue": (publication(dates=replace(reviewed().dates, last_reviewed=None)), LATE),
    "current": (reviewed(), TODAY),
    "overdue": (reviewed(), LATE),
    "withdrawn": (reviewed(withdrawal=GONE), LATE),
    "to be withdrawn": (reviewed(withdrawal=replace(GONE, date=LATE)), TODAY),
}


@pytest.mark.parametrize("stands", STANDS)
@pytest.mark.parametrize("which", editions(), ids=lambda which: which.name)
def test_it_stands_as_it_did_and_cannot_be_narrowed_further(which: Edition, stands: str) -> None:
    one, day = STANDS[stands]
    left = narrowed(one, which, day)
    assert left.status(day) == left.status(standing_since(left, day)) == one.status(day)
    assert narrowed(left, which, day) == narrowed(left, which, standing_since(left, day)) == left


@pytest.mark.parametrize("which", editions(), ids=lambda which: which.name)
def test_a_day_alone_changes_nothing(which: Edition) -> None:
    kept = [
        (left := narrowed(reviewed(), which, day), standing_since(left, day)) for day in (TODAY, date(2027, 12, 31))
    ]
    assert kept[0] == kept[1]
    late = narrowed(reviewed(), which, LATE)
    assert standing_since(late, LATE) <= LATE


@pytest.mark.parametrize("which", editions(), ids=lambda which: which.name)
def test_nothing_is_left_of_a_level_that_the_edition_does_not_carry(which: Edition) -> None:
    one = reviewed()
    left = narrowed(one, which, TODAY)
    for level in set(Level) - set(which.levels):
        if which.format is not Format.EMBED:
            words = {prose.blocks for section in left.sections if (prose := section.at(level))}
            assert words <= {"[]"}
            assert not left.main_message.at(level)


def test_a_page_still_learns_that_there_is_another_level() -> None:
    left = narrowed(reviewed(), edition("page"), TODAY)
    assert all(map(left.sections_at, Level))
    alone = tuple(replace(section, plain=None) for section in reviewed().sections if section.full)
    assert not narrowed(reviewed(sections=alone, plain_order=()), edition("page"), TODAY).sections_at(Level.PLAIN)


def test_what_tells_of_people_and_records_is_left_to_nobody() -> None:
    def told(one: Publication) -> list[Publication]:
        return [narrowed(one, which, TODAY) for which in editions()]

    one = reviewed()
    assert not any(left.interventions or left.stale or left.reviews or left.scores or left.claims for left in told(one))
    assert told(replace(one, stale=("x",), conditions=one.conditions)) == told(one)
