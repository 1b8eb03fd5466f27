"""A finished edition as the judge sees it: its blocks, where each stands, and every wording found in them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from imprint.checking.blocks import Block, Region, fold
from imprint.checking.places import Spot, is_title, spots
from imprint.checking.wordings import occurrences
from imprint.errors import Where
from imprint.model import Level, Publication


@dataclass(frozen=True)
class Sighting:
    """One place where a wording stands; ``start`` counts in its block's text, ``number`` is the block's."""

    wording: str
    block: Block
    spot: Spot
    start: int
    number: int

    @property
    def is_alone(self) -> bool:
        """True when nothing else stands in the same paragraph."""
        return self.block.holds_alone(self.start, self.start + len(self.wording))


@dataclass(frozen=True)
class Reading:
    """One edition, read; ``leaves`` are what a footer must stand on, each: the pages, or the documents.

    ``fronts`` tells on which leaf the front of each level's text is; ``runs_on``, that it may go on to further ones.
    """

    path: str
    level: Level
    blocks: tuple[Block, ...]
    spots: tuple[Spot, ...]
    leaves: tuple[str, ...]
    fronts: Mapping[Level, str]
    headings: Mapping[Level, tuple[str, ...]]
    meanings: tuple[str, ...] = ()  # what the plain text may explain in brackets, anywhere in it
    runs_on: bool = False

    def where(self, block: Block | None = None) -> Where:
        """The artefact, with the page or the document inside it."""
        return Where(self.path, page=block.page, part=block.document) if block else Where(self.path)

    def is_front_leaf(self, block: Block, level: Level) -> bool:
        """True where the front of a level's text may stand."""
        return self.runs_on or block.leaf == self.fronts[level]

    def sightings(self, wordings: Iterable[str]) -> Iterator[Sighting]:
        """Every wording found, in reading order."""
        sought = frozenset(wordings)
        for number, (block, spot) in enumerate(zip(self.blocks, self.spots, strict=True)):
            for wording, start in sorted(occurrences(block.text, sought), key=lambda found: found[1]):
                yield Sighting(wording, block, spot, start, number)


def read_edition(
    path: str,
    publication: Publication,
    levels: Sequence[Level],
    blocks: Sequence[Block],
    leaves: tuple[str, ...],
    wordings: frozenset[str],
    runs_on: bool = False,
) -> Reading:
    """Tells the levels' texts apart and places every block; a later level's text begins with its title."""
    parts = _parts(blocks, publication, levels)
    headings = {
        level: tuple(fold(one.headings.at(level)) for one in publication.sections_at(level)) for level in levels
    }
    titles = {level: fold(publication.titles.at(level)) for level in levels}
    placed = [
        (block, spot)
        for level, part in parts.items()
        for block, spot in zip(part, spots(part, titles[level], headings[level], wordings), strict=True)
    ]
    return Reading(
        path,
        levels[0],
        tuple(block for block, _ in placed),
        tuple(spot for _, spot in placed),
        leaves,
        {level: _front(part, titles[level]) for level, part in parts.items()},
        headings,
        tuple(term.meaning.plain for term in publication.glossary),
        runs_on,
    )


def _parts(
    blocks: Sequence[Block], publication: Publication, levels: Sequence[Level]
) -> dict[Level, tuple[Block, ...]]:
    """Each level's blocks. In an ebook a part begins with a document: a footer before its title belongs to it too."""
    starts = [0]
    own = fold(publication.titles.at(levels[0]))  # the levels may have the same title, so each is looked for in turn
    first = next((n for n, block in enumerate(blocks) if is_title(block, own)), -1)
    for level in levels[1:]:
        title = fold(publication.titles.at(level))
        at = next((n for n, block in enumerate(blocks) if n > first and is_title(block, title)), len(blocks))
        first = at
        while at and at < len(blocks) and blocks[at - 1].document == blocks[at].document:
            at -= 1
        starts.append(at)
    ends = [*starts[1:], len(blocks)]
    return {
        level: tuple(replace(block, level=level) for block in blocks[start:end])
        for level, start, end in zip(levels, starts, ends, strict=True)
    }


def _front(part: Sequence[Block], title: str) -> str:
    titled = [block.leaf for block in part if is_title(block, title) and block.region is Region.MAIN]
    return (titled or [block.leaf for block in part] or [""])[0]
