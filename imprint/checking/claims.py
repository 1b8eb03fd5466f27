"""Tells whether a notice stands behind the claim that calls for it."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from imprint.checking.blocks import Block
from imprint.checking.places import SECTION_HEADINGS

CITATION = re.compile(r"\[\s*\d[^\[\]]*\]")  # [1, 3], [2, p. 4]


def stands_behind(claim: str, before: Sequence[Block], own: Block, start: int, meanings: Sequence[str]) -> bool:
    """True when a notice that begins at ``start`` of its ``own`` block has the claim directly before it.

    ``before`` is what its section says before that, without other notices. On screens the claim must stand in the last
    block, of which a list or table is one. On paper, where a paragraph may break over columns and pages, it must have
    been said.
    """
    said: Sequence[Block] = [block for block in before if block.heading is None or block.heading > SECTION_HEADINGS]
    if own.hidden:  # that is told by itself, and the line that opens what is closed is part of it
        said = [block for block in said if block.element is None or block.element.tag != "summary"]
    if own.page is None:
        said = _last_whole(said, own)
    text = " ".join([*(block.text for block in said), own.text[:start]])
    return _letters(claim, meanings) in _letters(text, meanings)


def _last_whole(said: Sequence[Block], own: Block) -> Sequence[Block]:
    """The block that ends what was said, with all of the list or table it is part of; none while that goes on."""
    last = said[-1:]
    if not last or not last[0].whole:
        return last
    return [block for block in said if block.whole == last[0].whole != own.whole]


def _letters(text: str, meanings: Sequence[str]) -> str:
    """A text's letters and digits, without numbers of sources and explanations of terms, which claims do not have."""
    plain = CITATION.sub(" ", unicodedata.normalize("NFKC", text).casefold())
    for meaning in meanings:
        plain = re.sub(_bracketed(meaning), " ", plain)
    return "".join(_only_letters(plain))


def _bracketed(meaning: str) -> str:
    """A pattern for an explanation, however its words are broken into lines."""
    letters = _only_letters(unicodedata.normalize("NFKC", meaning).casefold())
    return r"\(\W*" + r"\W*".join(map(re.escape, letters)) + r"\W*\)"


def _only_letters(text: str) -> Iterator[str]:
    return (character for character in text if character.isalnum())
