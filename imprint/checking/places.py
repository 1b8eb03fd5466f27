"""Where in an edition each block stands, in the words of the disclaimer registry, whatever the file type."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from imprint.checking.blocks import Block, Region

SECTION_HEADINGS = 2  # deeper headings stand inside a section


class Zone(StrEnum):
    """The stretch of an edition a block stands in."""

    BEFORE = "before the title"
    FRONT = "after the title, before the first section"
    SECTION = "in a section"
    BETWEEN = "under a heading between two sections"
    AFTER = "after the last section"
    FOOTER = "in the footer"
    FALLBACK = "in the fallback"
    OTHER = "outside the main text"


@dataclass(frozen=True)
class Spot:
    """A block's zone, its section's number (from 0) in the order of the level, and whether it ends that section."""

    zone: Zone
    section: int | None = None
    ends: bool = False


OUTSIDE = {Region.FOOTER: Zone.FOOTER, Region.FALLBACK: Zone.FALLBACK, Region.OTHER: Zone.OTHER}


def spots(blocks: Sequence[Block], title: str, headings: Sequence[str], wordings: frozenset[str]) -> tuple[Spot, ...]:
    """The spot of every block of one level's text; ``wordings`` do not count as text that follows.

    Without the title, what stands before the first section counts as its front: that it is missing is told elsewhere.
    """
    main = [n for n, block in enumerate(blocks) if block.region is Region.MAIN]
    titled = any(is_title(blocks[n], title) for n in main)
    found = {n: Spot(OUTSIDE[block.region]) for n, block in enumerate(blocks) if n not in set(main)}
    present = {blocks[n].text for n in main if _is_section_heading(blocks[n])}
    last = max((number for number, heading in enumerate(headings) if heading in present), default=None)
    here = Spot(Zone.BEFORE if titled else Zone.FRONT)
    opened: tuple[int, ...] = ()
    for n in main:
        block = blocks[n]
        if block.sections[: len(opened)] != opened:
            here, opened = _beyond(here, last), ()
        if _is_section_heading(block):
            here, opened = _after_heading(here, block, title, headings, last), _opened(block, headings)
        found[n] = here
    return _with_ends([found[n] for n in range(len(blocks))], blocks, wordings)


def is_title(block: Block, title: str) -> bool:
    """True for a heading of the first two ranks that says exactly the title."""
    return _is_section_heading(block) and block.text == title


def _is_section_heading(block: Block) -> bool:
    return block.heading is not None and block.heading <= SECTION_HEADINGS


def _opened(block: Block, headings: Sequence[str]) -> tuple[int, ...]:
    """The section element that ends with what stands under this heading."""
    return block.sections if block.text in headings else ()


def _after_heading(here: Spot, block: Block, title: str, headings: Sequence[str], last: int | None) -> Spot:
    if is_title(block, title) and here.zone is Zone.BEFORE:
        return Spot(Zone.FRONT)
    if block.text in headings:
        return Spot(Zone.SECTION, _nearest(block.text, headings, here.section))
    return _beyond(here, last)


def _nearest(text: str, headings: Sequence[str], current: int | None) -> int:
    """Which section a heading opens; of several with the same heading, the next one."""
    alike = [n for n, heading in enumerate(headings) if heading == text]
    return next((n for n in alike if current is None or n > current), alike[-1])


def _beyond(here: Spot, last: int | None) -> Spot:
    """The spot once a section is left for something that is no section; ``last`` is the last section that is there."""
    if here.zone is not Zone.SECTION:
        return here
    return Spot(Zone.AFTER if here.section == last else Zone.BETWEEN, here.section)


def _with_ends(found: list[Spot], blocks: Sequence[Block], wordings: frozenset[str]) -> tuple[Spot, ...]:
    """Marks what stands at the end of a section, with nothing but disclaimers after it."""
    follows: set[int | None] = set()
    for n in range(len(found) - 1, -1, -1):
        if found[n].zone is Zone.SECTION:
            found[n] = replace(found[n], ends=found[n].section not in follows)
            if blocks[n].text not in wordings:
                follows.add(found[n].section)
    return tuple(found)
