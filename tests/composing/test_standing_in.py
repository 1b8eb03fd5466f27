"""The notice that stands in for an edition: which editions it replaces, and what is left; both sides agree on it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from imprint.checking.replaced import as_replaced, is_replaced
from imprint.composing import compose, standing_in
from imprint.editions import editions
from imprint.model import ByLevel, Disclaimer, Edition, Format, Level, Place, Publication, Status, When, Withdrawal
from tests.samples import TODAY, disclaimer, edition, reviewed, words

GONE = Withdrawal(TODAY, ByLevel("a full reason", "a plain reason"), "https://sample.test/new/")
LATE = date(2028, 1, 1)
ON_SCREEN = {Format.PAGE, Format.EMBED, Format.TEXT, Format.BRAILLE}
GONE_NOW = When(status=(Status.WITHDRAWN,))
TOLD = (
    disclaimer(
        "gone", Place.NOTICE, Place.FOOTER, when=When(status=(Status.WITHDRAWN,)), text=["Gone {withdrawn_on}."]
    ),
    disclaimer("late", Place.FRONT, Place.NOTICE, when=When(overdue=True), text=["Too late."]),
    disclaimer("whose", Place.EMBED, Place.NOTICE, text=["Whose it is."]),
    disclaimer("help", Place.FRONT, Place.END, Place.NOTICE, text=["Call {emergency}."]),
    disclaimer("else", Place.FRONT, Place.FOOTER, text=["Nothing that matters now."]),
)


def one(withdrawn: Withdrawal | None = None, disclaimers: tuple[Disclaimer, ...] = TOLD) -> Publication:
    return reviewed(withdrawal=withdrawn, disclaimers=disclaimers)


@pytest.mark.parametrize("which", editions(), ids=lambda which: which.name)
def test_an_overdue_edition_is_replaced_where_it_is_a_file_to_hand_on(which: Edition) -> None:
    left, _ = standing_in(one(), which, LATE)
    assert bool(left.sections) == (which.format in ON_SCREEN)
    assert is_replaced(one(), which, LATE) is (which.format not in ON_SCREEN)


@pytest.mark.parametrize("which", editions(), ids=lambda which: which.name)
def test_every_edition_of_what_is_withdrawn_is_replaced_from_its_day_on(which: Edition) -> None:
    assert standing_in(one(GONE), which, TODAY)[0].sections == ()
    assert standing_in(one(GONE), which, TODAY - timedelta(days=1))[0].sections != ()
    assert (is_replaced(one(GONE), which, TODAY), is_replaced(one(GONE), which, TODAY - timedelta(1))) == (True, False)


@pytest.mark.parametrize("which", editions(), ids=lambda which: which.name)
@pytest.mark.parametrize(("withdrawn", "day"), [(GONE, TODAY), (None, LATE)])
def test_both_sides_work_out_the_same_notice(which: Edition, withdrawn: Withdrawal | None, day: date) -> None:
    if is_replaced(one(withdrawn), which, day):
        assert standing_in(one(withdrawn), which, day) == as_replaced(one(withdrawn), which)


def test_nothing_of_the_text_is_left_and_everything_that_tells_whose_it_was() -> None:
    left, small = standing_in(one(GONE), edition("ebook"), TODAY)
    assert (left.main_message, left.figures, left.references, left.glossary) == (ByLevel("", ""), (), (), ())
    assert (left.titles, left.version, left.dates) == (one().titles, one().version, one().dates)
    assert (small.levels, small.name) == ((Level.FULL,), "ebook")


def test_a_sheet_has_one_side() -> None:
    assert standing_in(one(GONE), edition("plain-leaflet"), TODAY)[1].pages == 1
    assert standing_in(one(), edition("plain-leaflet"), TODAY)[1].pages == 2


def test_it_says_what_has_the_place_notice_and_nothing_else() -> None:
    document = compose(*standing_in(one(GONE), edition("embed"), TODAY), words(), TODAY)
    assert document.is_notice
    assert [notice.id for notice in document.texts[0].front] == ["gone", "help"]
    assert document.texts[0].front[0].text == "Gone 22 November 2026."
    assert ([one.id for one in document.footer], [one.id for one in document.embed]) == (["gone"], ["whose"])
    assert document.end == ()


def test_where_an_edition_is_not_replaced_the_place_means_nothing() -> None:
    document = compose(*standing_in(one(), edition("page"), TODAY), words(), TODAY)
    assert not document.is_notice
    assert [notice.id for notice in document.texts[0].front] == ["help", "else"]


def test_a_draft_stays_a_draft_when_its_review_is_due_and_is_withdrawn_all_the_same() -> None:
    draft = replace(one(), reviewers=())
    assert draft.status(LATE) is Status.DRAFT
    assert replace(draft, withdrawal=GONE).status(LATE) is Status.WITHDRAWN
    assert replace(one(), withdrawal=GONE).status(LATE) is Status.WITHDRAWN
