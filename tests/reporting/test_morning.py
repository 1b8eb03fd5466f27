"""The morning look: how publications stand, in words an editor understands."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from imprint.codes import finding
from imprint.editions import environment
from imprint.errors import Where
from imprint.model import ByLevel, Publication, Withdrawal
from imprint.reporting import Stand, known, morning_page
from tests.samples import PUBLISHER, publication, reviewed, words

DUE = date(2027, 12, 31)
FLAW = finding("R002", Where("sample/references.yaml", 3), "never cited: <b>", "cite it")


def stand(one: Publication | None, as_of: date = DUE) -> Stand:
    return Stand("sample", known(one, words(), as_of) if one else None, as_of, ())


@pytest.mark.parametrize(
    ("days", "told", "is_urgent"),
    [
        (31, "review due in 31 days", False),
        (12, "review due in 12 days", True),
        (1, "review due in 1 day", True),
        (0, "review due today", True),
        (-1, "review overdue for 1 day", True),
    ],
)
def test_the_review_is_told_in_days(days: int, told: str, is_urgent: bool) -> None:
    one = stand(reviewed(), DUE - timedelta(days))
    assert (one.review, one.days, one.is_urgent) == (told, days, is_urgent)


def test_what_waits_for_a_sign_off_is_counted() -> None:
    parts = ("a", "b", "c", "d")
    assert stand(reviewed()).signed == "all parts signed off"
    assert stand(publication()).signed == "no reviewer yet"
    assert stand(reviewed(pending=parts, stale=parts[:3])).signed == (
        "3 parts changed since they were checked, 1 part not signed off"
    )
    assert stand(reviewed(pending=parts[:1], stale=parts[:1])).signed == "1 part changed since it was checked"


def test_a_withdrawal_is_told_before_and_after_its_day() -> None:
    one = reviewed(withdrawal=Withdrawal(DUE, ByLevel("why", "why")))
    assert stand(one).review == "withdrawn since 2027-12-31"
    assert stand(one, DUE - timedelta(1)).review == "review due in 1 day; will be withdrawn on 2027-12-31"
    assert not stand(one).is_urgent


def test_what_cannot_be_read_is_told_so_in_every_form() -> None:
    one = stand(None)
    assert one.row() == ("sample", "", "Cannot be read", "", "", "cannot be read")
    assert (one.as_facts()["status"], one.is_urgent) == (None, True)


def test_what_is_open_is_counted_and_shown_as_text(root: Path) -> None:
    kept = replace(FLAW, message="kept", accepted="accepted by A. Name: it is right")
    assert replace(stand(reviewed()), findings=(kept,)).open == "nothing open, 1 accepted"
    one = replace(stand(reviewed(), date(2026, 12, 1)), findings=(FLAW, kept))
    assert one.open == "1 warning, 1 accepted"
    page = morning_page([one, stand(None)], [FLAW], PUBLISHER, DUE, environment(root / "templates"))[
        "status.html"
    ].decode()
    assert "never cited: &lt;b&gt;" in page
    assert page.count("<code>sample/references.yaml:3</code>") == 3
    assert ("accepted by A. Name: it is right" in page, page.count("cite it")) == (True, 2)
    assert "On 2027-12-31: 1 current, 1 cannot be read." in page
    assert page.count('<tr class="urgent">') == 1


def test_without_publications_the_page_says_so(root: Path) -> None:
    page = morning_page([], [], PUBLISHER, DUE, environment(root / "templates"))["status.html"].decode()
    assert "no publication yet" in page
    assert "<table" not in page
