"""The findings about wordings and their places, in words an editor understands."""

from collections.abc import Sequence
from dataclasses import dataclass

from imprint.checking.hints import TEMPLATE
from imprint.checking.places import Spot, Zone
from imprint.checking.reading import Reading, Sighting
from imprint.checking.requirements import CLAIM_OF, Requirement
from imprint.checking.wordings import differences
from imprint.codes import finding
from imprint.errors import Finding
from imprint.model import Place

MACRO = f"{TEMPLATE}: it must print every notice of this place with the macro in templates/shared/disclaimer.html"


@dataclass(frozen=True)
class Want:
    """One occurrence that must be there; ``leaf`` is the page or document, for a footer."""

    requirement: Requirement
    leaf: str = ""


def missing(wants: Sequence[Want], reading: Reading, *, stands_elsewhere: bool) -> Finding:
    """V001, V006 or V012: wants of one requirement of which nothing is found, not even altered."""
    need = wants[0].requirement
    name, place = f"the disclaimer “{need.disclaimer}”", wanted_at(wants[0], reading)
    if need.place is None:
        told = f"{name} is missing from the fallback, which is all that is left where a site takes the shadow root away"
        return finding("V012", reading.where(), f"{told}: “{need.wording}”", MACRO)
    if need.place is Place.FOOTER and stands_elsewhere:
        told = f"{name} is missing from the footer of {', '.join(want.leaf or 'the page' for want in wants)}"
        return finding("V006", reading.where(), told, f"{TEMPLATE}: every page and every document needs its footer")
    return finding("V001", reading.where(), f"{name} is missing; it must stand {place}: “{need.wording}”", MACRO)


def altered(want: Want, number: int, text: str, reading: Reading) -> Finding:
    """V002: a text stands there that was meant to be the wording."""
    need = want.requirement
    told = f"the disclaimer “{need.disclaimer}” is altered: {differences(need.wording, text)}"
    hint = f"{TEMPLATE}: the wording must stand letter by letter as the registry has it, alone in its paragraph"
    return finding("V002", reading.where(reading.blocks[number]), told, hint)


def look_alike(number: int, disclaimer: str, wording: str, reading: Reading) -> Finding:
    """V002: a text passes for a disclaimer, beside the true one."""
    block = reading.blocks[number]
    told = f"a text passes for the disclaimer “{disclaimer}” and is not: {differences(wording, block.text)}"
    hint = "Take it out, or say it in words of your own if it is part of your text"
    return finding("V002", reading.where(block), told, hint)


def elsewhere(want: Want, one: Sighting, reading: Reading) -> Finding:
    """V003: the wording is there and its place is wrong."""
    told = f"the disclaimer “{want.requirement.disclaimer}” stands {found_at(one.spot, one, reading)}"
    told += f"; it must stand {wanted_at(want, reading)}"
    return finding("V003", reading.where(one.block), told, f"{TEMPLATE}: print the notice in its place")


def too_often(one: Sighting, disclaimer: str, reading: Reading, *, is_required: bool) -> Finding:
    """V004: the wording stands where nothing asks for it."""
    place = found_at(one.spot, one, reading)
    reason = "once more than it is required" if is_required else "though this edition must not carry it"
    told = f"the disclaimer “{disclaimer}” stands {place}, {reason}: “{one.wording}”"
    hint = "Take it out of the template, or out of your text if you wrote it there: each notice is printed by itself"
    return finding("V004", reading.where(one.block), told, hint)


def other_level(one: Sighting, disclaimer: str, reading: Reading) -> Finding:
    """V005: the disclaimer stands in words that are meant for another level or place."""
    place = found_at(one.spot, one, reading)
    told = f"the disclaimer “{disclaimer}” stands {place} in the words of another level or place: “{one.wording}”"
    return finding(
        "V005", reading.where(one.block), told, f"{TEMPLATE}: print the notice that is composed for this level"
    )


def wanted_at(want: Want, reading: Reading) -> str:
    """Where a wording must stand."""
    need = want.requirement
    if need.place in CLAIM_OF and need.section is not None:
        heading = reading.headings[need.level][need.section]
        return f"in the section “{heading}”, after its first {CLAIM_OF[need.place]} claim"
    front = reading.fronts.get(need.level, "")
    return {
        Place.FRONT: f"{_on(front)}after the title and before the first section",
        Place.END: "after the text of the last section",
        Place.FOOTER: f"{_on(want.leaf)}in the footer",
        Place.EMBED: "in the embed's footer",
        None: "in the fallback beside the shadow root",
    }[need.place]


def found_at(spot: Spot, one: Sighting, reading: Reading) -> str:
    """Where a wording stands."""
    if spot.zone in (Zone.SECTION, Zone.BETWEEN) and spot.section is not None and one.block.level:
        heading = reading.headings[one.block.level][spot.section]
        return f"{_on(one.block.leaf)}{'in' if spot.zone is Zone.SECTION else 'after'} the section “{heading}”"
    return f"{_on(one.block.leaf)}{spot.zone}"


def _on(leaf: str) -> str:
    return f"on {leaf}, " if leaf.startswith("page ") else f"in {leaf}, " if leaf else ""
