"""Which disclaimers an edition prints, and in which words."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from imprint.composing.document import Notice, Run
from imprint.composing.notices import applies, enumerated, notice, notices, slot_values
from imprint.model import (
    JURISDICTION_SLOTS,
    ByLevel,
    Dates,
    EvidenceStatus,
    Format,
    Harm,
    Level,
    Person,
    Place,
    Publication,
    Slot,
    Status,
    When,
    Withdrawal,
)
from tests.samples import (
    NORTH,
    PUBLISHER,
    SOUTH,
    TODAY,
    TREATMENT,
    disclaimer,
    edition,
    prose,
    publication,
    reviewed,
    section,
    words,
)

UNSET = "https://example.org/sample/en/"
DUE_YESTERDAY = Dates(TODAY, TODAY, TODAY, TODAY - timedelta(days=1))
SAFE = replace(TREATMENT, kind="drug", status=EvidenceStatus.ESTABLISHED, worst_harm=Harm.MILD)


def said(*sentences: str | tuple[str, str], of: Publication | None = None, level: Level = Level.FULL) -> Notice:
    """The notice that these sentences make."""
    of = of or publication(jurisdictions=(NORTH,))
    return notice(disclaimer("x", Place.FRONT, text=sentences), of, level, Place.FRONT, words())


# --- when


@pytest.mark.parametrize(
    ("when", "changes", "expected"),
    [
        (When(always=True), {}, True),
        (When(readers_on_treatment=True), {"readers_on_treatment": True}, True),
        (When(readers_on_treatment=True), {"readers_on_treatment": False}, False),
        (When(readers_on_treatment=False), {"readers_on_treatment": False}, True),
        (When(intervention_status=(EvidenceStatus.MIXED, EvidenceStatus.EXPERIMENTAL)), {}, True),
        (When(intervention_status=(EvidenceStatus.EXPERIMENTAL,)), {}, False),
        (When(intervention_status=(EvidenceStatus.MIXED,)), {"interventions": ()}, False),
        (When(intervention_status=(EvidenceStatus.MIXED,)), {"interventions": (SAFE, TREATMENT)}, True),
        (When(intervention_harm=(Harm.DEATH,)), {}, False),
        (When(intervention_harm=(Harm.SERIOUS, Harm.DEATH)), {}, True),
        (When(intervention_kind=("exercise",)), {}, True),
        (When(intervention_kind=("drug",)), {}, False),
        (When(any_intervention=True), {}, True),
        (When(any_intervention=True), {"interventions": ()}, False),
        (When(any_intervention=False), {"interventions": ()}, True),
        (When(reviewed=False), {}, True),
        (When(reviewed=False), {"reviewers": (Person("Reviewer One"),)}, False),
        (When(reviewed=True), {"reviewers": (Person("Reviewer One"),)}, True),
        (When(status=(Status.DRAFT,)), {}, True),
        (When(status=(Status.CURRENT, Status.OVERDUE)), {}, False),
        (When(overdue=True), {}, False),
        (When(overdue=False), {}, True),
        (When(overdue=True), {"dates": DUE_YESTERDAY}, True),  # a draft can be overdue as well
        (When(overdue=True), {"dates": replace(DUE_YESTERDAY, next_review=TODAY)}, False),  # due today is not over
        (When(format=(Format.PAGE,)), {}, True),
        (When(format=(Format.EBOOK, Format.EMBED)), {}, False),
        (When(both_levels=True), {}, True),
        (When(both_levels=False), {"plain_order": ()}, True),
        (When(both_levels=True), {"plain_order": ()}, False),
        (When(stale=True), {}, False),
        (When(stale=False), {}, True),
        (When(stale=True), {"pending": ("harm",)}, False),  # never signed off is not changed since then
        (When(stale=True), {"pending": ("harm",), "stale": ("harm",)}, True),
        (When(stale=False), {"pending": ("harm",), "stale": ("harm",)}, False),
        # every stated condition must hold
        (When(always=True, reviewed=True), {}, False),
        (When(reviewed=False, readers_on_treatment=True), {}, True),
        (When(reviewed=False, readers_on_treatment=False), {}, False),
    ],
)
def test_every_stated_condition_must_hold(when: When, changes: dict[str, Any], expected: bool) -> None:
    assert applies(when, publication(**changes), edition("page"), TODAY) is expected


def test_each_condition_on_interventions_is_judged_by_itself() -> None:
    risky_and_settled = (SAFE, replace(TREATMENT, status=EvidenceStatus.MIXED))
    when = When(intervention_status=(EvidenceStatus.ESTABLISHED,), intervention_harm=(Harm.SERIOUS,))
    assert applies(when, publication(interventions=risky_and_settled), edition("page"), TODAY)


@pytest.mark.parametrize(
    ("day", "status"),
    [(date(2027, 12, 31), Status.CURRENT), (date(2028, 1, 1), Status.OVERDUE)],
)
def test_the_status_is_that_of_the_day(day: date, status: Status) -> None:
    assert applies(When(status=(status,)), reviewed(), edition("page"), day)


def test_notices_stand_in_the_order_of_the_registry() -> None:
    found = notices(publication(), edition("page"), Level.FULL, Place.FRONT, words(), TODAY)
    assert [one.id for one in found] == ["draft", "help", "first"]


# --- sentences and slots


def test_sentences_are_joined_by_one_space() -> None:
    assert said("One.", "Two.", "Three.").text == "One. Two. Three."


def test_each_level_has_its_wording_and_a_footer_may_have_its_own() -> None:
    one = disclaimer("x", Place.FRONT, full=["Full."], plain=["Plain."], footer=["Short."])
    at = {
        (level, place): notice(one, publication(), level, place, words()).text
        for level in Level
        for place in (Place.FRONT, Place.FOOTER)
    }
    assert at[Level.FULL, Place.FRONT] == "Full."
    assert at[Level.PLAIN, Place.FRONT] == "Plain."
    assert at[Level.FULL, Place.FOOTER] == at[Level.PLAIN, Place.FOOTER] == "Short."


def test_every_slot_is_filled() -> None:
    text = " | ".join(f"{{{slot}}}" for slot in Slot)
    gone = Withdrawal(date(2027, 2, 1), ByLevel("a reason", "why"), "https://sample.test/new")
    assert said((text, "unset"), of=reviewed(jurisdictions=(NORTH,), withdrawal=gone)).text == " | ".join(
        [
            "100",
            "call 101 or 0100 222",
            "the North agency",
            "the North scheme",
            "1 January 2026",
            "31 December 2027",
            "1.2",
            "https://sample.test/sample/en/",
            "https://sample.test/sample/en/",
            "https://sample.test/sample/en/plain.html",
            "The Sample Press",
            "post@sample.test",
            "0100 300",
            "Author One, Author Two (tester) and Author Three",
            "Reviewer One (tester)",
            "Funder One and Funder Two",
            "none",
            "Sample Licence 1",
            "1 February 2027",
            "a reason",
            "https://sample.test/new",
        ]
    )


NOTHING_SET: dict[str, Any] = {
    "canonical_url": UNSET,
    "authors": (),
    "publisher": replace(PUBLISHER, name=None, feedback="a@example.com", formats_contact=None),
}


def test_nothing_is_said_of_what_is_not_set() -> None:
    values = slot_values(publication(**NOTHING_SET), Level.FULL, words())
    assert {slot for slot, value in values.items() if value is not None} == {Slot.VERSION}


@pytest.mark.parametrize("slot", sorted(set(Slot) - {*JURISDICTION_SLOTS, Slot.VERSION}))
def test_an_unset_slot_turns_its_sentence_alone(slot: Slot) -> None:
    bare = publication(**NOTHING_SET)
    assert said("One.", (f"Two: {{{slot}}}.", "Nothing yet."), "Three.", of=bare).text == "One. Nothing yet. Three."
    assert said("One.", (f"Two: {{{slot}}}.", ""), "Three.", of=bare).text == "One. Three."
    assert said((f"Two: {{{slot}}}.", ""), "Three.", of=bare).text == "Three."


def test_one_unset_slot_among_set_ones_turns_the_sentence() -> None:
    assert said(("{version}, {publisher}, {url}.", "Ask."), of=publication(**NOTHING_SET)).text == "Ask."


def test_one_jurisdiction_is_not_labelled() -> None:
    assert said("Call {emergency}.", "Or not.").text == "Call 100. Or not."


def test_several_jurisdictions_give_one_labelled_sentence_each_in_their_order() -> None:
    both = publication(jurisdictions=(SOUTH, NORTH))
    assert said("Before.", "Call {emergency}, tell {regulator}.", "After.", of=both).text == (
        "Before. South: Call 200, tell the South agency. North: Call 100, tell the North agency. After."
    )


def test_a_sentence_of_a_jurisdiction_also_turns_when_another_slot_is_unset() -> None:
    bare = publication(canonical_url=UNSET)
    assert said(("Call {emergency} or see {url}.", "See our page."), "End.", of=bare).text == "See our page. End."


def test_a_notice_with_nothing_to_say_is_not_printed() -> None:
    silent = disclaimer("x", Place.FRONT, text=[("By {reviewers}.", "")])
    found = notices(publication(disclaimers=(silent,)), edition("page"), Level.FULL, Place.FRONT, words(), TODAY)
    assert found == ()


@pytest.mark.parametrize(
    ("names", "expected"),
    [([], None), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_names_are_listed_as_a_sentence_does(names: list[str], expected: str | None) -> None:
    assert enumerated(names, words()) == expected


# --- links


def test_telephone_numbers_are_links_within_what_is_said_of_them() -> None:
    assert said("Now: {emergency}. Soon: {urgent}.").runs == (
        Run("Now: "),
        Run("100", "tel:100"),
        Run(". Soon: call "),
        Run("101", "tel:101"),
        Run(" or "),
        Run("0100 222", "tel:0100222"),
        Run("."),
    )


@pytest.mark.parametrize(
    ("address", "href"),
    [
        ("post@sample.test", "mailto:post@sample.test"),
        ("https://sample.test/tell", "https://sample.test/tell"),
        ("0100 300", "tel:0100300"),
        ("+44 100 300", "tel:+44100300"),
    ],
)
def test_addresses_are_links_of_their_kind(address: str, href: str) -> None:
    of = publication(publisher=replace(PUBLISHER, feedback=address))
    assert said(("Tell {feedback}.", ""), of=of).runs == (Run("Tell "), Run(address, href), Run("."))


def test_other_slots_are_words() -> None:
    assert said("Version {version}, {regulator}.").runs == (Run("Version 1.2, the North agency."),)


def test_a_number_in_an_authors_name_is_no_telephone() -> None:
    assert said(("By {authors}.", ""), of=publication(authors=(Person("Team 100 200"),))).runs == (
        Run("By Team 100 200."),
    )


def test_the_text_is_that_of_its_runs() -> None:
    found = notices(publication(), edition("embed"), Level.FULL, Place.END, words(), TODAY)
    assert all(one.text == "".join(run.text for run in one.runs) for one in found)
    assert all(one.text for one in found)


def test_what_is_a_slot_in_a_value_stays_text() -> None:
    trick = publication(authors=(Person("{url}"),))
    assert said(("By {authors}.", ""), of=trick).text == "By {url}."


def test_both_levels_asks_for_a_text_at_each() -> None:
    plain_only = publication(sections=(section("a", None, prose()),), plain_order=("a",))
    assert not applies(When(both_levels=True), plain_only, edition("page"), TODAY)
