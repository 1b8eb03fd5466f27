"""Reads a text without mark-up back as blocks: stanzas between empty lines, the items of lists, what is underlined."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import count

from imprint.checking.blocks import Block, Region, UnreadableError, fold

COLUMNS = 72
UNDERLINES = {"=": 1, "-": 2}
MARKED = re.compile(r"\s*(-|\d+\.)(?:\s+|$)")
FOOT = re.compile(r"_{20,}")


def decoded(data: bytes) -> str:
    """The text of a file; raises UnreadableError when its bytes are not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"it is not UTF-8 (byte {error.start})") from None


def read_text(text: str) -> tuple[Block, ...]:
    """The blocks of a text in reading order, what stands under a line of underscores as its footer."""
    wholes = count(1)
    region = Region.MAIN
    blocks: list[Block] = []
    for stanza in _stanzas(text):
        if FOOT.fullmatch(stanza[0]) and len(stanza) == 1:
            region = Region.FOOTER
        else:
            blocks += _blocks(stanza, region, wholes)
    return tuple(blocks)


def overlong(text: str) -> Iterator[tuple[int, int]]:
    """The numbers (from 1) and lengths of lines over 72 columns that could have been broken at a space."""
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > COLUMNS and len(line.split()) > 1:
            yield number, len(line)


def unprintable(text: str) -> Iterator[tuple[int, str]]:
    """The lines and names of signs that are not seen, or that hide or turn what stands around them."""
    for number, line in enumerate(text.split("\n"), 1):
        for sign in dict.fromkeys(one for one in line if unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp", "Co")):
            yield number, f"U+{ord(sign):04X} {unicodedata.name(sign, 'a control character')}"


def _stanzas(text: str) -> Iterator[list[str]]:
    """The lines that stand together, without the empty lines between them."""
    stanza: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line.strip():
            stanza.append(line)
        elif stanza:
            yield stanza
            stanza = []


def _blocks(stanza: list[str], region: Region, wholes: Iterator[int]) -> Iterator[Block]:
    """One block; of a list, one for each item and each number, which may also be one that begins a line of an item."""
    rule = set(stanza[-1].strip())
    if len(stanza) > 1 and len(rule) == 1 and rule <= UNDERLINES.keys():
        yield Block(fold(" ".join(stanza[:-1])), region, heading=UNDERLINES[rule.pop()])
        return
    starts = [number for number, line in enumerate(stanza) if MARKED.match(line)]
    if not starts or starts[0] != 0:
        yield Block(fold(" ".join(stanza)), region)
        return
    whole = next(wholes)
    for start, end in zip(starts, [*starts[1:], len(stanza)], strict=True):
        item = " ".join(stanza[start:end])
        marker = MARKED.match(item)
        assert marker is not None  # by one of them it was found
        for words in (marker[1].removeprefix("-"), fold(item[marker.end() :])):
            if words:
                yield Block(words, region, whole=whole)
