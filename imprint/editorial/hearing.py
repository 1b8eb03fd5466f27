"""Finds the author's paragraphs and items again in what a finished file says, whatever its bullets and columns."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from imprint.editorial.sentences import words_of
from imprint.evidence import Evidence, Said
from imprint.model import Kind, Level, Publication, Section, Stretch

_CITED = re.compile(r"\s*\[\d[^\[\]]{0,60}\]")
_MARKER = re.compile(r"\s*(?:[•◦▪]|\d{1,3}[.)]|[a-z][.)])\s+")
MOST = 2_000_000  # comparisons of words in a section: a long chapter needs less than a tenth
NEAR = 60  # words
_SIGNS = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Heard:
    """A stretch of the source as a finished edition says it; each word with the number of the author's that it is.

    Words that nobody wrote in this stretch, such as an explanation in brackets, have none.
    """

    section: Section
    stretch: Stretch
    words: tuple[tuple[str, int | None], ...]

    @property
    def text(self) -> str:
        """What the edition says, in one line."""
        return " ".join(word for word, _ in self.words)


def heard(publication: Publication, shown: Evidence, level: Level) -> tuple[Heard, ...]:
    """Every stretch of a level's sections, in order, in the words of a finished edition; what it lacks has none."""
    return tuple(
        one
        for section in publication.sections_at(level)
        for one in _of_section(section, level, [said for said in shown.said if _is_of(said, section, level)])
    )


def _is_of(said: Said, section: Section, level: Level) -> bool:
    return said.section == section.id and said.level is level and not said.is_notice and said.kind is not Kind.HEADING


def _of_section(section: Section, level: Level, blocks: Sequence[Said]) -> Iterator[Heard]:
    prose = section.at(level)
    stretches = prose.stretches if prose else ()
    written = [pair for number, one in enumerate(stretches) for pair in _written(number, one)]
    said = [(word, block) for block, one in enumerate(blocks) for word in words_of(_bare(one.text))]
    found = _trusted(_matched([key for key, _ in written], [_key(word) for word, _ in said]), written)
    owners = _owners([block for _, block in said], {at: written[one][1] for at, one in found.items()})
    first = {number: place for place, (_, number) in reversed(list(enumerate(written)))}
    for number, stretch in enumerate(stretches):
        mine = (at for at, owner in enumerate(owners) if owner == number)
        words = tuple((said[at][0], found[at] - first[number] if at in found else None) for at in mine)
        yield Heard(section, stretch, words)


def _written(number: int, one: Stretch) -> Iterator[tuple[str, int]]:
    """The words of a stretch, and something behind them that is nowhere said: so no match runs over its end."""
    yield from ((_key(word), number) for word in words_of(one.text))
    yield f"({number})", number


def _bare(text: str) -> str:
    """A block without what an edition adds to words: the number of a source, the mark of an item."""
    text = _CITED.sub("", text)
    marker = _MARKER.match(text)
    return text[marker.end() :] if marker else text


def _key(word: str) -> str:
    return _SIGNS.sub("", word).casefold()


def _matched(written: Sequence[str], said: Sequence[str]) -> dict[int, int]:
    """Which word that is said is which one that was written; where too many are alike, each the next one like it."""
    counts = Counter(said)
    if sum(counts[word] for word in written) > MOST:
        return _in_order(written, said)
    pairs = SequenceMatcher(None, written, said, autojunk=False).get_matching_blocks()
    return {pair.b + step: pair.a + step for pair in pairs for step in range(pair.size)}


def _in_order(written: Sequence[str], said: Sequence[str]) -> dict[int, int]:
    """Each word that was written with the next one like it that is said, if that is near."""
    found: dict[int, int] = {}
    place = 0
    for number, word in enumerate(written):
        near = next((at for at in range(place, min(place + NEAR, len(said))) if said[at] == word), None)
        if near is not None:
            found[near], place = number, near + 1
    return found


def _trusted(found: dict[int, int], written: Sequence[tuple[str, int]]) -> dict[int, int]:
    """Without the matches in a stretch of which less than half is said: such words are alike by chance."""
    said = Counter(written[one][1] for one in found.values())
    whole = Counter(number for _, number in written)
    return {at: one for at, one in found.items() if 2 * said[written[one][1]] >= whole[written[one][1]] - 1}


def _owners(blocks: Sequence[int], known: dict[int, int]) -> list[int | None]:
    """The stretch of every word that is said: its own; else that of the word before, or behind, in the same block."""
    owners: list[int | None] = [known.get(at) for at in range(len(blocks))]
    for order in (range(1, len(blocks)), range(len(blocks) - 2, -1, -1)):
        for at in order:
            beside = at - order.step
            if owners[at] is None and blocks[at] == blocks[beside]:
                owners[at] = owners[beside]
    return owners
