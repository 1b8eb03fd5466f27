"""Reads a braille-ready file back: pages, lines, paragraphs by their indents, and their words by liblouis."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, groupby, takewhile

from imprint.checking.blocks import Block, Region, UnreadableError

CELLS, LINES = 40, 25
DIGITS = "JABCDEFGHI"  # what 0 to 9 look like behind a number sign
GOES_ON = '"'  # at the end of a line: the word goes on in the next one (Rules of Unified English Braille, 10.13.12)
MARKED = re.compile(r" *(?:_4|#[A-J]+4)(?: |$)")  # a bullet, or a number with its full stop
MARK = re.compile(r"(?:•|\d+\.) ?")
HEADINGS = {4: 2, 6: 3}  # where headings of the second and the third rank begin, counted from 0
Translate = Callable[[Sequence[str]], Sequence[str]]


@dataclass(frozen=True)
class Line:
    """One line of braille, as ASCII, and the page it stands on."""

    text: str
    page: int

    @property
    def indent(self) -> int:
        """The number of empty cells it begins with."""
        return len(self.text) - len(self.text.lstrip())


@dataclass(frozen=True)
class Braille:
    """A braille-ready file: its words as blocks, and page by page what an embosser could not set."""

    blocks: tuple[Block, ...]
    faults: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class _Run:
    """The lines of one paragraph, heading or item."""

    lines: tuple[Line, ...]
    region: Region
    heading: int | None = None
    whole: int = 0

    @property
    def cells(self) -> str:
        """Its braille in one line; words that were cut at the end of a line are whole again."""
        parts = (line.text.strip() for line in self.lines)
        return "".join(part[:-1] if part.endswith(GOES_ON) else f"{part} " for part in parts).strip()

    def block(self, text: str) -> Block:
        """The block of these words; a footer, which stands once behind the whole text, belongs to no page."""
        page = None if self.region is Region.FOOTER else self.lines[0].page
        return Block(text, self.region, page=page, heading=self.heading, whole=self.whole)


def read_braille(data: bytes, translate: Translate) -> Braille:
    """The blocks of a file in reading order; ``translate`` tells the words behind lines of braille.

    Raises UnreadableError where the bytes are not ASCII braille. The footer is what stands under a line of one sign.
    """
    try:
        pages = data.decode("ascii").split("\f")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"byte {error.start} is no sign of braille") from None
    if pages.pop().strip() or not pages:
        raise UnreadableError("its last page does not end")
    numbered = [(number, page.removesuffix("\r\n").split("\r\n")) for number, page in enumerate(pages, 1)]
    runs = list(_runs(list(_lines(numbered))))
    blocks = [
        run.block(MARK.sub("", text, count=1) if run.whole else text)
        for run, text in zip(runs, translate([run.cells for run in runs]), strict=True)
    ]
    return Braille(tuple(blocks), tuple(_faults(numbered)))


def _lines(pages: Iterable[tuple[int, Sequence[str]]]) -> Iterator[Line]:
    """The lines of all pages but the numbers of the pages, with one empty line for those that fill up a page."""
    for number, page in pages:
        rows = [row.rstrip() for row in page[:-1]]
        while rows[-2:] == ["", ""]:
            rows.pop()
        yield from (Line(row, number) for row in rows)


def _runs(lines: Sequence[Line]) -> Iterator[_Run]:
    region = Region.MAIN
    wholes = count(1)
    stanzas = [list(some) for filled, some in groupby(lines, lambda line: bool(line.text)) if filled]
    for number, stanza in enumerate(stanzas):
        if set(stanza[0].text) == {"-"}:
            region = Region.FOOTER
            del stanza[0]
        heading = 1 if number == 0 else HEADINGS.get(stanza[0].indent) if stanza else None
        if heading:
            own = _heading(stanza) if heading > 1 else tuple(stanza)
            yield _Run(own, region, heading)
            del stanza[: len(own)]
        if stanza:
            is_list = bool(MARKED.match(stanza[0].text))
            whole = next(wholes) if is_list else 0
            yield from (_Run(run, region, whole=whole) for run in _cut(stanza, is_list))


def _heading(stanza: Sequence[Line]) -> tuple[Line, ...]:
    """The lines that a stanza begins with, as long as they begin alike."""
    return tuple(takewhile(lambda line: line.indent == stanza[0].indent, stanza))


def _cut(stanza: Sequence[Line], is_list: bool) -> Iterator[tuple[Line, ...]]:
    """Paragraphs begin where the first one does; items of a list behind their mark, less deep than what runs over."""
    first, over = stanza[0].indent, max(line.indent for line in stanza)
    starts_over = all(MARKED.match(line.text) for line in stanza if line.indent == over)
    starts = [
        number
        for number, line in enumerate(stanza)
        if (MARKED.match(line.text) and (line.indent < over or starts_over) if is_list else line.indent == first)
    ]
    for start, end in zip(starts, [*starts[1:], len(stanza)], strict=True):
        yield tuple(stanza[start:end])


def _faults(pages: Sequence[tuple[int, Sequence[str]]]) -> Iterator[tuple[int, str]]:
    for number, page in pages:
        sign = "#" + "".join(DIGITS[int(digit)] for digit in str(number))
        if page[-1].strip() != sign:
            yield number, f"its last line is not its number, {number}"
        if len(page) != LINES:
            yield number, f"it has {len(page)} lines; a page has {LINES}"
        longest = max(map(len, page))
        if longest > CELLS:
            yield number, f"a line has {longest} cells; the most are {CELLS}"
        strange = sorted({sign for row in page for sign in row if not " " <= sign <= "_"})
        if strange:
            yield number, f"it holds {', '.join(f'U+{ord(one):04X}' for one in strange)}, which no embosser knows"
