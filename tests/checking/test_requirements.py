"""What the source demands of an edition, case by case."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from imprint.checking.requirements import Requirement, is_required, required, wording
from imprint.model import (
    ByLevel,
    ClaimKind,
    Disclaimer,
    Edition,
    EvidenceStatus,
    Format,
    Harm,
    Intervention,
    Jurisdiction,
    Level,
    Licence,
    Person,
    Place,
    Publication,
    Section,
    Status,
    When,
)
from tests.checking.tea import (
    AS_OF,
    EBOOK,
    EMBED,
    HERE,
    LEAFLET,
    PAGE,
    PLAIN_PAGE,
    PUBLICATION,
    WORDS,
    disclaimer,
    prose,
    say,
    with_dates,
)

YESTERDAY = AS_OF - timedelta(days=1)
REVIEWED = replace(PUBLICATION, reviewers=(Person("A. Taster"),))
COMPLETE = with_dates(
    replace(
        REVIEWED,
        publisher=replace(
            PUBLICATION.publisher,
            name="Tea House",
            base_url="https://tea.invalid/",
            feedback="us@tea.invalid",
            formats_contact="us@tea.invalid",
        ),
        canonical_url="https://tea.invalid/tea/en/",
    ),
    last_reviewed=YESTERDAY,
    next_review=AS_OF,
)
TWO = replace(
    PUBLICATION,
    interventions=(
        Intervention("tea", "drink", EvidenceStatus.MIXED, Harm.MILD),
        Intervention("scones", "food", EvidenceStatus.ESTABLISHED, Harm.SERIOUS),
    ),
)
FULL_ONLY = replace(PUBLICATION, sections=PUBLICATION.sections[2:], plain_order=())
FOOD_OR_MIXED = When(intervention_kind=("food",), intervention_status=(EvidenceStatus.MIXED,))

CONDITIONS: list[tuple[When, Publication, Edition, bool]] = [
    (When(always=True), PUBLICATION, PAGE, True),
    (When(readers_on_treatment=True), PUBLICATION, PAGE, False),
    (When(readers_on_treatment=False), PUBLICATION, PAGE, True),
    (When(readers_on_treatment=True), replace(PUBLICATION, readers_on_treatment=True), PAGE, True),
    (When(intervention_status=(EvidenceStatus.MIXED,)), PUBLICATION, PAGE, True),
    (When(intervention_status=(EvidenceStatus.EXPERIMENTAL,)), PUBLICATION, PAGE, False),
    (When(intervention_status=(EvidenceStatus.EXPERIMENTAL, EvidenceStatus.MIXED)), PUBLICATION, PAGE, True),
    (When(intervention_harm=(Harm.SERIOUS, Harm.DEATH)), PUBLICATION, PAGE, False),
    (When(intervention_harm=(Harm.SERIOUS, Harm.DEATH)), TWO, PAGE, True),
    (When(intervention_kind=("food",)), PUBLICATION, PAGE, False),
    (When(intervention_kind=("food",)), TWO, PAGE, True),
    (FOOD_OR_MIXED, TWO, PAGE, True),  # each condition by itself: no one intervention is both
    (FOOD_OR_MIXED, PUBLICATION, PAGE, False),
    (When(any_intervention=True), PUBLICATION, PAGE, True),
    (When(any_intervention=True), replace(PUBLICATION, interventions=()), PAGE, False),
    (When(any_intervention=False), replace(PUBLICATION, interventions=()), PAGE, True),
    (When(reviewed=False), PUBLICATION, PAGE, True),
    (When(reviewed=False), REVIEWED, PAGE, False),
    (When(reviewed=True), REVIEWED, PAGE, True),
    (When(status=(Status.DRAFT,)), REVIEWED, PAGE, True),
    (When(status=(Status.CURRENT,)), COMPLETE, PAGE, True),
    (When(status=(Status.DRAFT, Status.OVERDUE)), COMPLETE, PAGE, False),
    (When(status=(Status.OVERDUE,)), with_dates(COMPLETE, next_review=YESTERDAY), PAGE, True),
    (When(overdue=True), PUBLICATION, PAGE, False),
    (When(overdue=True), with_dates(PUBLICATION, next_review=AS_OF), PAGE, False),
    (When(overdue=True), with_dates(PUBLICATION, next_review=YESTERDAY), PAGE, True),
    (When(overdue=False), with_dates(PUBLICATION, next_review=YESTERDAY), PAGE, False),
    (When(format=(Format.EMBED,)), PUBLICATION, EMBED, True),
    (When(format=(Format.EMBED, Format.EBOOK)), PUBLICATION, PAGE, False),
    (When(both_levels=True), PUBLICATION, PLAIN_PAGE, True),
    (When(both_levels=True), FULL_ONLY, PAGE, False),
    (When(both_levels=False), FULL_ONLY, PAGE, True),
    (When(stale=True), PUBLICATION, PAGE, False),
    (When(stale=False), PUBLICATION, PAGE, True),
    (When(stale=True), replace(COMPLETE, pending=("leaves",)), PAGE, False),  # nobody has signed it off at all
    (When(stale=True), replace(COMPLETE, pending=("leaves",), stale=("leaves",)), PAGE, True),
    (When(stale=False), replace(COMPLETE, pending=("leaves",), stale=("leaves",)), PAGE, False),
    (When(status=(Status.DRAFT,)), replace(COMPLETE, pending=("leaves",)), PAGE, True),
    (When(always=True, reviewed=True), PUBLICATION, PAGE, False),
    (When(reviewed=False, format=(Format.PAGE,)), PUBLICATION, PAGE, True),
    (When(reviewed=False, format=(Format.PAGE,)), PUBLICATION, LEAFLET, False),
]


@pytest.mark.parametrize(("when", "publication", "edition", "wanted"), CONDITIONS)
def test_every_stated_condition_must_hold(when: When, publication: Publication, edition: Edition, wanted: bool) -> None:
    assert is_required(when, publication, AS_OF, edition) is wanted


def filled(publication: Publication, *sentences: str | tuple[str, str]) -> str:
    one = disclaimer("x", When(always=True), (Place.FRONT,), say(*sentences), say("plain"))
    return wording(one, Level.FULL, Place.FRONT, publication, WORDS)


IRELAND = Jurisdiction("IE", "Ireland", "112", "call the doctor", "the HPRA", "the HPRA's form")
BOTH = replace(PUBLICATION, jurisdictions=(*PUBLICATION.jurisdictions, IRELAND))
REAL = replace(PUBLICATION, canonical_url="https://tea.invalid/tea/en/")
PEOPLE = (Person("A", "doctor"), Person("B"), Person("C"))
UNSET = ("Said {%s}.", "Unsaid.")

FILLED: list[tuple[Publication, tuple[str | tuple[str, str], ...], str]] = [
    (PUBLICATION, ("One.", "Two."), "One. Two."),
    (PUBLICATION, ("Folded \n  over lines.",), "Folded over lines."),
    (PUBLICATION, ("Call {emergency}.",), "Call 999."),
    (BOTH, ("Call {emergency}.", "Now."), "UK: Call 999. Ireland: Call 112. Now."),
    (BOTH, ("Call {emergency} or {urgent}.",), "UK: Call 999 or call 111. Ireland: Call 112 or call the doctor."),
    (BOTH, ("Version {version}.",), "Version 1.2."),
    (BOTH, ("{regulator}, version {version}.",), "UK: the MHRA, version 1.2. Ireland: the HPRA, version 1.2."),
    (BOTH, (("{regulator} knows {publisher}.", "Nobody knows."),), "Nobody knows."),
    (PUBLICATION, ("Braces {of another kind} and {x} stay.",), "Braces {of another kind} and {x} stay."),
    (PUBLICATION, ((UNSET[0] % "last_reviewed", UNSET[1]),), "Unsaid."),
    (PUBLICATION, ((UNSET[0] % "url", UNSET[1]),), "Unsaid."),
    (PUBLICATION, ((UNSET[0] % "url", ""), "Rest."), "Rest."),
    (PUBLICATION, ((UNSET[0] % "url", ""),), ""),
    (REAL, ((UNSET[0] % "url", ""),), "Said https://tea.invalid/tea/en/."),
    (REAL, ((UNSET[0] % "full_url", ""),), "Said https://tea.invalid/tea/en/."),
    (REAL, ((UNSET[0] % "plain_url", ""),), "Said https://tea.invalid/tea/en/plain.html."),
    (with_dates(PUBLICATION, last_reviewed=date(2026, 3, 1)), (UNSET[0] % "last_reviewed",), "Said 1 March 2026."),
    (with_dates(PUBLICATION, next_review=date(2027, 12, 31)), (UNSET[0] % "next_review",), "Said 31 December 2027."),
    (PUBLICATION, ((UNSET[0] % "publisher", UNSET[1]),), "Unsaid."),
    (COMPLETE, (UNSET[0] % "publisher",), "Said Tea House."),
    (COMPLETE, (UNSET[0] % "feedback",), "Said us@tea.invalid."),
    (COMPLETE, (UNSET[0] % "formats_contact",), "Said us@tea.invalid."),
    (
        replace(COMPLETE, publisher=replace(COMPLETE.publisher, feedback="us@example.org")),
        ((UNSET[0] % "feedback", UNSET[1]),),
        "Unsaid.",
    ),
    (PUBLICATION, ((UNSET[0] % "authors", UNSET[1]),), "Unsaid."),
    (replace(PUBLICATION, authors=PEOPLE[:1]), (UNSET[0] % "authors",), "Said A (doctor)."),
    (replace(PUBLICATION, reviewers=PEOPLE[:2]), (UNSET[0] % "reviewers",), "Said A (doctor) and B."),
    (replace(PUBLICATION, authors=PEOPLE), (UNSET[0] % "authors",), "Said A (doctor), B and C."),
    (replace(PUBLICATION, funding=("Cups", "Pots")), (UNSET[0] % "funders",), "Said Cups and Pots."),
    (PUBLICATION, ((UNSET[0] % "competing_interests", UNSET[1]),), "Unsaid."),
    (replace(PUBLICATION, competing_interests="none"), (UNSET[0] % "competing_interests",), "Said none."),
    (replace(PUBLICATION, licence=Licence("CC0")), (UNSET[0] % "licence",), "Said CC0."),
]


@pytest.mark.parametrize(("publication", "sentences", "wanted"), FILLED)
def test_a_wording_is_filled(
    publication: Publication, sentences: tuple[str | tuple[str, str], ...], wanted: str
) -> None:
    assert filled(publication, *sentences) == wanted


BENEFIT, RISK, UNCERTAINTY = ClaimKind.BENEFIT, ClaimKind.RISK, ClaimKind.UNCERTAINTY
SECTIONS = (
    Section("a", ByLevel("A", "a"), prose((RISK, "r1")), None, HERE),
    Section("b", ByLevel("B", "b"), prose((RISK, "r2"), (BENEFIT, "b1"), (BENEFIT, "b2")), prose((RISK, "r")), HERE),
    Section("c", ByLevel("C", "c"), prose((BENEFIT, "b3"), (UNCERTAINTY, "u")), prose((BENEFIT, "b4")), HERE),
)
CLAIMING = replace(PUBLICATION, sections=SECTIONS, plain_order=("c", "b"))
Row = tuple[Level, Place | None, int | None, str]
F, P = Level.FULL, Level.PLAIN

PLACES: list[tuple[tuple[Place, ...], Edition, list[Row]]] = [
    ((Place.FRONT,), PAGE, [(F, Place.FRONT, None, "")]),
    ((Place.FRONT,), PLAIN_PAGE, [(P, Place.FRONT, None, "")]),
    ((Place.FRONT,), EBOOK, [(F, Place.FRONT, None, ""), (P, Place.FRONT, None, "")]),
    ((Place.END,), EBOOK, [(F, Place.END, None, "")]),
    ((Place.FOOTER,), EBOOK, [(F, Place.FOOTER, None, "")]),
    ((Place.END, Place.FOOTER), LEAFLET, [(F, Place.END, None, ""), (F, Place.FOOTER, None, "")]),
    ((Place.EMBED,), PAGE, []),
    ((Place.EMBED,), EBOOK, []),
    ((Place.EMBED,), EMBED, [(F, Place.EMBED, None, ""), (F, None, None, "")]),
    (
        (Place.FRONT, Place.FOOTER),
        EMBED,
        [(F, Place.FRONT, None, ""), (F, Place.FOOTER, None, ""), (F, None, None, "")],
    ),
    ((Place.FIRST_BENEFIT,), PAGE, [(F, Place.FIRST_BENEFIT, 1, "b1")]),
    ((Place.FIRST_BENEFIT,), PLAIN_PAGE, [(P, Place.FIRST_BENEFIT, 0, "b4")]),
    ((Place.BENEFIT,), PAGE, [(F, Place.BENEFIT, 1, "b1"), (F, Place.BENEFIT, 2, "b3")]),
    ((Place.RISK,), PAGE, [(F, Place.RISK, 0, "r1"), (F, Place.RISK, 1, "r2")]),
    ((Place.RISK,), PLAIN_PAGE, [(P, Place.RISK, 1, "r")]),
    ((Place.UNCERTAINTY,), LEAFLET, [(F, Place.UNCERTAINTY, 2, "u")]),
    ((Place.UNCERTAINTY,), PLAIN_PAGE, []),
    (
        (Place.FIRST_BENEFIT, Place.BENEFIT),
        PAGE,
        [(F, Place.FIRST_BENEFIT, 1, "b1"), (F, Place.BENEFIT, 2, "b3")],
    ),
    (
        (Place.BENEFIT, Place.RISK),
        EBOOK,
        [
            (F, Place.BENEFIT, 2, "b3"),
            (F, Place.RISK, 0, "r1"),
            (F, Place.RISK, 1, "r2"),  # it comes before b1, and a section prints a disclaimer once
            (P, Place.BENEFIT, 0, "b4"),
            (P, Place.RISK, 1, "r"),
        ],
    ),
]


def demanded(one: Disclaimer, edition: Edition) -> tuple[Requirement, ...]:
    return required(replace(CLAIMING, disclaimers=(one,)), WORDS, AS_OF, edition)


@pytest.mark.parametrize(("places", "edition", "wanted"), PLACES)
def test_a_place_means_this_in_each_edition(places: tuple[Place, ...], edition: Edition, wanted: list[Row]) -> None:
    one = disclaimer("x", When(always=True), places, say("Words."), say("Words."))
    assert [(r.level, r.place, r.section, r.claim) for r in demanded(one, edition)] == wanted


def test_a_claim_without_a_section_asks_for_nothing() -> None:
    one = disclaimer("x", When(always=True), (Place.BENEFIT,), say("Words."), say("Words."))
    bare = replace(FULL_ONLY, disclaimers=(one,))
    assert required(bare, WORDS, AS_OF, PAGE) == ()


def test_each_level_and_place_has_its_own_wording() -> None:
    one = disclaimer("x", When(always=True), (Place.FRONT, Place.FOOTER), say("Full."), say("Plain."), say("Short."))
    assert [r.wording for r in demanded(one, PAGE)] == ["Full.", "Short."]
    assert [r.wording for r in demanded(one, PLAIN_PAGE)] == ["Plain.", "Short."]
    assert [r.wording for r in demanded(one, EBOOK)] == ["Full.", "Short.", "Plain."]
    assert [r.wording for r in demanded(one, EMBED) if r.place is None] == ["Full.", "Short."]


def test_a_wording_that_says_nothing_is_not_required() -> None:
    one = disclaimer("x", When(always=True), (Place.FRONT,), say(("Ask {feedback}.", "")), say("Plain."))
    assert demanded(one, PAGE) == ()


def test_a_disclaimer_that_does_not_apply_is_not_required() -> None:
    late = disclaimer("x", When(overdue=True), (Place.FRONT,), say("Old."), say("Old."))
    assert demanded(late, PAGE) == ()
    old = with_dates(replace(PUBLICATION, disclaimers=(late,)), next_review=YESTERDAY)
    assert [r.wording for r in required(old, WORDS, AS_OF, PAGE)] == ["Old."]
