"""What a release asks for: nothing of a sound publication, nothing of a withdrawn one, and each thing once."""

from dataclasses import replace
from datetime import date

from imprint.codes import CODES, finding
from imprint.editorial import for_release
from imprint.errors import Severity, Where
from imprint.model import ByLevel, Withdrawal
from tests.samples import PUBLISHER, TODAY, publication, reviewed

WARNING = finding("R002", Where("source/sample/references.yaml", 3), "never cited", "cite it")
ERROR = finding("V001", Where("output/sample/en/index.html"), "missing", "report it")


def test_a_sound_publication_is_released_as_it_is() -> None:
    assert for_release(reviewed(), (), TODAY) == ()
    assert for_release(reviewed(), (WARNING, ERROR), TODAY) == (WARNING, ERROR)


def test_a_warning_that_bars_becomes_an_error_in_its_place() -> None:
    code = "R002"
    barring = replace(CODES[code], bars=True)
    kept, CODES[code] = CODES[code], barring
    try:
        (told,) = for_release(reviewed(), (WARNING,), TODAY)
    finally:
        CODES[code] = kept
    assert (told.code, told.severity, told.where) == ("W017", Severity.ERROR, WARNING.where)
    assert (told.message, told.hint) == ("never cited (R002 is open)", "the editor: cite it")


def test_everything_that_a_draft_lacks_is_told_once_with_who_supplies_it() -> None:
    bare = publication(publisher=replace(PUBLISHER, name=None, feedback="a@example.org"))
    told = for_release(bare, (), TODAY)
    assert [one.code for one in told] == ["W010", "W011", "W011", "W012", "W012"]
    assert {one.hint.partition(":")[0] for one in told} == {"a reviewer", "the publisher", "the editor"}
    assert all(one.is_error for one in told)


def test_the_notice_of_a_withdrawn_draft_goes_out() -> None:
    gone = Withdrawal(TODAY, ByLevel("why", "why"))
    kept, told = for_release(publication(withdrawal=gone), (WARNING,), TODAY)
    assert kept == WARNING
    assert (told.code, told.is_error) == ("W018", False)


def test_a_part_that_waits_is_told_with_what_to_type() -> None:
    (whole, part) = for_release(reviewed(pending=("*", "doses"), stale=("doses",)), (), TODAY)
    assert whole.message.startswith("what belongs to the whole text (titles, ")
    assert whole.hint.endswith("sign them off: ./run review sample --section '*'")
    assert (part.code, part.hint.rpartition(": ")[2]) == ("W015", "./run review sample --section doses")


def test_an_overdue_review_is_told_with_its_day() -> None:
    (told,) = for_release(reviewed(), (), date(2028, 1, 2))
    assert (told.code, told.message) == ("W016", "the review was due on 2027-12-31, 2 days ago")
