"""Holds what a finished edition says, in the order in which it is read, against the script of its text."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from imprint.checking.blocks import Block, Region
from imprint.checking.flow import Difference, Kind, Piece, differences, words_of
from imprint.checking.hints import TEMPLATE
from imprint.checking.places import SECTION_HEADINGS, Spot, Zone
from imprint.checking.reading import Reading
from imprint.checking.script import Manner, Script, scripts
from imprint.codes import finding
from imprint.errors import Finding
from imprint.model import Level, Publication

LONGEST = 90  # characters of a quotation
HINT = f"{TEMPLATE}: it must print each chapter's parts whole, one after the other, and nothing of its own among them"
FRONT, AFTER = "in front", "after the last section"


@dataclass(frozen=True)
class _Part:
    """A part of an edition: how it is named, what it must say, what it says, and what differences matter there."""

    named: str
    wanted: tuple[Piece, ...]
    found: tuple[Piece, ...]
    may_add: bool  # templates print labels, notices and headings of their own around the text


def check_order(
    reading: Reading, publication: Publication, manner: Manner, accounted: frozenset[int]
) -> Iterator[Finding]:
    """A019, A020 and A021: the words of each level's text, all of them, in their order, and no others among them.

    ``accounted`` are the blocks that hold notices, whose words and places are judged by themselves. Regions beside the
    text (navigation, footers, the margins of paper) are set aside.
    """
    told = scripts(publication, tuple(reading.headings), manner)
    for level, script in told.items():
        for part in _parts(reading, level, script, accounted):
            yield from (_finding(one, part, reading) for one in _differences(part))


def _differences(part: _Part) -> Sequence[Difference]:
    told = differences(words_of(part.wanted), words_of(part.found))
    return [one for one in told if not (part.may_add and one.kind is Kind.ADDED)]


def _parts(reading: Reading, level: Level, script: Script, accounted: frozenset[int]) -> Iterator[_Part]:
    """In front, each section, and what follows the last one."""
    said = partial(_said, reading, level, accounted)
    yield _Part(FRONT, script.front, said(lambda spot: spot.zone in (Zone.BEFORE, Zone.FRONT)), may_add=True)
    for number, (heading, wanted) in enumerate(zip(reading.headings[level], script.sections, strict=True)):
        found = said(partial(_is_in, number), heading)
        yield _Part(f"in the section “{heading}”", wanted, found, may_add=False)
    yield _Part(AFTER, script.after, said(lambda spot: spot.zone is Zone.AFTER), may_add=True)


def _is_in(number: int, spot: Spot) -> bool:
    """What stands under a heading of its own between two sections interrupts the first of them."""
    return spot.zone in (Zone.SECTION, Zone.BETWEEN) and spot.section == number


def _said(
    reading: Reading, level: Level, accounted: frozenset[int], is_there: Callable[[Spot], bool], heading: str = ""
) -> tuple[Piece, ...]:
    """What stands at some spots, as pieces that know their blocks; without notices and the section's heading."""
    return tuple(
        Piece(block.picture or block.text, bool(block.picture), number=number)
        for number, (block, spot) in enumerate(zip(reading.blocks, reading.spots, strict=True))
        if block.level is level and block.region is Region.MAIN and is_there(spot)
        if number not in accounted and not block.hidden and not _is_heading(block, heading)
    )


def _is_heading(block: Block, heading: str) -> bool:
    return block.heading is not None and block.heading <= SECTION_HEADINGS and block.text == heading


def _finding(one: Difference, part: _Part, reading: Reading) -> Finding:
    where = reading.where(reading.blocks[one.number] if one.number >= 0 else None)
    wanted, found = _quoted(one.wanted), _quoted(one.found)
    at = f"{part.named}, {_behind(one.behind)}"
    if one.kind is Kind.ADDED:
        told = f"{part.named}, {_behind(one.found_behind)}, {found} stands, which the text does not say there"
        return finding("A020", where, told, HINT)
    if one.kind is Kind.MISSING:
        return finding("A019", where, f"{at}, {wanted} is missing", HINT)
    if one.kind is Kind.CHANGED:
        return finding("A019", where, f"{at}, {found} stands in place of {wanted}", HINT)
    if one.wanted == one.found:
        told = f"{part.named}, {found} is read {_behind(one.found_behind)}; in the text it stands {_behind(one.behind)}"
        return finding("A021", where, told, HINT)
    return finding("A021", where, f"{at}, {found} is read; the text says {wanted}", HINT)


def _behind(words: str) -> str:
    return f"after “{_tail(words)}”" if words else "at the beginning"


def _tail(words: str) -> str:
    return words if len(words) <= LONGEST // 2 else "…" + words[-LONGEST // 2 :].partition(" ")[2]


def _quoted(words: str) -> str:
    return (
        f"“{words}”"
        if len(words) <= LONGEST
        else f"“{words[:LONGEST].rpartition(' ')[0] or words[:LONGEST]} …” ({len(words.split())} words)"
    )
