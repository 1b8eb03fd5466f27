"""Hands out what a finished edition says, block by block, for the rules that read words."""

from collections.abc import Iterator

from imprint.checking.blocks import Block, Region
from imprint.checking.places import Zone
from imprint.checking.reading import Reading
from imprint.evidence import Said
from imprint.model import Kind, Publication


def said(reading: Reading, publication: Publication, notices: frozenset[int]) -> tuple[Said, ...]:
    """Every visible block of the running text in reading order; ``notices`` are the blocks that hold disclaimers."""
    return tuple(_said(reading, publication, notices))


def _said(reading: Reading, publication: Publication, notices: frozenset[int]) -> Iterator[Said]:
    for number, (block, spot) in enumerate(zip(reading.blocks, reading.spots, strict=True)):
        if block.level is None or block.region is not Region.MAIN or block.hidden:
            continue
        sections = publication.sections_at(block.level)
        is_in_one = spot.section is not None and spot.zone in (Zone.SECTION, Zone.BETWEEN)
        section = sections[spot.section].id if is_in_one and spot.section is not None else ""
        text = block.picture or block.text
        yield Said(block.level, section, _kind(block), text, block.leaf, number in notices)


def _kind(block: Block) -> Kind:
    """A list's items and a table's cells are alike here: neither need be sentences."""
    if block.picture:
        return Kind.PICTURE
    if block.heading is not None:
        return Kind.HEADING
    return Kind.ITEM if block.whole else Kind.PARAGRAPH
