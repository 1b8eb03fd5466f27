"""What must hold for the text of every edition, whatever its format: title, sections, no gap left unfilled."""

import re
from collections.abc import Iterator

from imprint.checking.blocks import Block, Region, fold
from imprint.checking.hints import TEMPLATE
from imprint.checking.places import SECTION_HEADINGS, is_title
from imprint.checking.reading import Reading
from imprint.codes import finding
from imprint.errors import Finding, Where
from imprint.model import Publication, Slot

GAP = re.compile(r"\{\s*(?:" + "|".join(Slot) + r")\s*\}")


def check_text(reading: Reading, publication: Publication) -> Iterator[Finding]:
    """A003, A004 and V014 for every level of an edition."""
    for level in reading.headings:
        blocks = [block for block in reading.blocks if block.level is level and block.region is Region.MAIN]
        where = Where(reading.path, part=level) if len(reading.headings) > 1 else Where(reading.path)
        yield from _title(blocks, fold(publication.titles.at(level)), where)
        yield from _sections(blocks, reading.headings[level], where)
    yield from _gaps(reading, publication)


def _title(blocks: list[Block], title: str, where: Where) -> Iterator[Finding]:
    titles = [block for block in blocks if is_title(block, title)]
    if len(titles) != 1:
        told = (
            f"the title “{title}” stands {len(titles)} times as a heading of the text"
            if titles
            else f"the title “{title}” is missing"
        )
        yield finding("A003", where, told, f"{TEMPLATE}: print the title once, as the first heading")


def _sections(blocks: list[Block], wanted: tuple[str, ...], where: Where) -> Iterator[Finding]:
    found = [
        block.text for block in blocks if block.heading and block.heading <= SECTION_HEADINGS and block.text in wanted
    ]
    missing = [heading for heading in wanted if heading not in found]
    for heading in missing:
        told = f"the section “{heading}” is missing, or its heading is not marked as one"
        yield finding("A004", where, told, f"{TEMPLATE}: print every chapter of the text")
    if not missing and tuple(found) != wanted:
        told = f"the sections stand in another order or twice: {', '.join(f'“{heading}”' for heading in found)}"
        yield finding("A004", where, told, f"{TEMPLATE}: print the chapters once, in the order of the text")


def _gaps(reading: Reading, publication: Publication) -> Iterator[Finding]:
    """Braces in an author's prose are prose; a slot's name in braces anywhere else was to be filled."""
    prose = " ".join(one.blocks for section in publication.sections for one in (section.full, section.plain) if one)
    for block in reading.blocks:
        for gap in GAP.findall(block.text):
            if gap not in prose:
                told = f"the gap {gap} was not filled: “{block.text[:80]}”"
                yield finding("V014", reading.where(block), told, f"{TEMPLATE}: print notices as they are composed")
