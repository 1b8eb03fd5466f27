"""Pieces as a braille-ready file: contracted braille by liblouis on pages of 40 cells by 25 lines, for embossers.

Layout after "Braille Formats: Principles of Print-to-Braille Transcription" (BANA, 2016): the title is centred,
headings begin in cell 5 or 7, paragraphs in cell 3 and run over to cell 1, lists begin in cell 1 and run over two cells
further in than their deepest item; each page has its number at the right of its last line.
"""

import shutil
import subprocess
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from imprint.codes import finding
from imprint.errors import ImprintError, Where
from imprint.model import Tool
from imprint.typesetting.linear import Kind, Piece

LIBLOUIS = Tool("lou_translate", "liblouis-bin")
TABLES = {"en": "en-ueb-g2.ctb"}  # language: liblouis's table of its contracted braille
CELLS, LINES = 40, 25
LONGEST = 800  # characters that liblouis is handed at once: it cuts off what is longer
SECONDS = 30
BLANK = 0x2800  # the first of Unicode's patterns of dots; the first sixty-four are those of six dots
# Those sixty-four in their order, as braille-ready files write them (North American ASCII braille)
ASCII = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="
LINE = "-" * CELLS  # between the text and its foot
DIGITS = "JABCDEFGHI"  # 0 to 9 behind a number sign
BULLET = "•"
LOCALE = {"LC_ALL": "C.UTF-8"}
GOES_ON = '"'  # at the end of a line: the word goes on in the next one (Rules of Unified English Braille, 10.13.12)


@dataclass(frozen=True)
class _Stack:
    """Lines that belong together, and whether an empty line parts them from those before them."""

    lines: tuple[str, ...]
    is_apart: bool
    keeps_next: bool = False  # a heading stays on the page of what follows it


def braille(pieces: Sequence[Piece], language: str, name: str) -> bytes:
    """The file, with a carriage return and line feed after each line and a form feed after each page.

    ``name`` is the file's, for messages. Raises ImprintError where the language has no table or liblouis fails.
    """
    entries = list(_entries(pieces))
    cells = _translated([_marked(piece) for piece in entries], language, name)
    pages = _pages(list(_stacks(entries, cells)))
    return "".join("\r\n".join(page) + "\r\n\f" for page in pages).encode("ascii")


def _entries(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, a term and what it means being one entry of a list, as braille glossaries have it."""
    term = ""
    for piece in pieces:
        if piece.kind is Kind.TERM:
            term = f"{term}, {piece.text}" if term else piece.text
        elif term:
            yield Piece(Kind.TERM, f"{term}: {piece.text}")
            term = ""
        else:
            yield piece


def _marked(piece: Piece) -> str:
    marker = BULLET if piece.marker == "-" else piece.marker
    return f"{marker} {piece.text}".strip()


def _translated(texts: Sequence[str], language: str, name: str) -> list[str]:
    """Each text in braille cells, as ASCII."""
    table = TABLES.get(language.split("-", maxsplit=1)[0])
    if not table:
        hint = "leave the braille of this language to a braille press"
        raise ImprintError([finding("E002", Where(name), f"no braille is known here for “{language}”", hint)])
    parts = [textwrap.wrap(text, LONGEST, break_long_words=False, break_on_hyphens=False) for text in texts]
    cells = iter(_asked([part for some in parts for part in some], table, name))
    told = [" ".join(next(cells) for _ in some) for some in parts]
    if any(map(_has_strange, told)):
        signs = sorted(set("".join(texts)))
        unknown = [sign for sign, cell in zip(signs, _asked(signs, table, name), strict=True) if _has_strange(cell)]
        named = ", ".join(f"“{sign}” (U+{ord(sign):04X})" for sign in unknown)
        hint = "say it in words, or with a more common sign"
        raise ImprintError([finding("E002", Where(name), f"braille has no sign for {named}", hint)])
    return ["".join(ASCII[ord(cell) - BLANK] for cell in text.replace(" ", chr(BLANK))) for text in told]


def _has_strange(cells: str) -> bool:
    """True where liblouis wrote a sign that it does not know: by its number, in cells of eight dots."""
    return any(not BLANK <= ord(cell) < BLANK + len(ASCII) for cell in cells if cell != " ")


def _asked(lines: Sequence[str], table: str, name: str) -> list[str]:
    """What liblouis makes of each line, in Unicode's braille; the machine's own settings have no part in it."""
    command = [shutil.which(LIBLOUIS.command) or LIBLOUIS.command, "--forward", f"unicode.dis,{table}"]
    text = "".join(line.replace("\\", "\\\\") + "\n" for line in lines)
    try:
        done = subprocess.run(
            command, input=text, encoding="utf-8", capture_output=True, timeout=SECONDS, env=LOCALE, check=False
        )
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError) as error:
        raise _failed(name, str(error)) from None
    found = [line.strip(chr(BLANK)) for line in done.stdout.splitlines()]
    if done.returncode or done.stderr or len(found) != len(lines):
        raise _failed(name, done.stderr.strip() or f"it gave {len(found)} lines for {len(lines)}")
    return found


def _failed(name: str, reason: str) -> ImprintError:
    told = f"liblouis could not put it into braille: {reason[:200]}"
    return ImprintError([finding("E002", Where(name), told, "take out what it names; if it names nothing, report it")])


def _stacks(pieces: Sequence[Piece], cells: Sequence[str]) -> Iterator[_Stack]:
    before: Piece | None = None
    over = _run_overs(pieces)
    for number, (piece, text) in enumerate(zip(pieces, cells, strict=True)):
        if piece.kind is Kind.FOOT and (before is None or before.kind is not Kind.FOOT):
            yield _Stack((LINE,), is_apart=True, keeps_next=True)
            before = piece
        is_heading = piece.kind is Kind.HEADING
        is_apart = is_heading or (before is not None and _is_parted(before, piece))
        yield _Stack(tuple(_wrapped(piece, text, over[number])), is_apart, is_heading)
        before = piece


def _is_parted(before: Piece, piece: Piece) -> bool:
    """Lists stand apart from what is no list, and so does what stands deeper; the title stands apart from the text."""
    if before.kind is Kind.HEADING:
        return before.level == 1
    return before.kind is not piece.kind or (piece.kind is not Kind.ITEM and before.depth != piece.depth)


def _run_overs(pieces: Sequence[Piece]) -> list[int]:
    """For each piece that is an item how far in its list runs over: two cells beyond the deepest item."""
    found = [0] * len(pieces)
    start = 0
    for number, piece in enumerate([*pieces, Piece(Kind.PARAGRAPH, "")]):
        if piece.kind is not Kind.ITEM:
            deepest = max((one.depth for one in pieces[start:number]), default=0)
            found[start:number] = [2 * deepest + 2] * (number - start)
            start = number + 1
    return found


def _wrapped(piece: Piece, text: str, over: int) -> list[str]:
    """The lines of one piece with their indents; what stands deeper has odd ones, unlike any heading."""
    match piece.kind:
        case Kind.HEADING if piece.level == 1:
            return [line.center(CELLS).rstrip() for line in _broken(text, 0, 0, CELLS - 6)]
        case Kind.HEADING:
            indent = 4 if piece.level == 2 else 6
            return _broken(text, indent, indent)
        case Kind.ITEM:
            return _broken(text, 2 * piece.depth, over)
        case Kind.TERM:
            return _broken(text, 0, 2)
        case _:
            inside = 2 * piece.depth
            return _broken(text, inside + 2 + bool(inside), inside)


def _broken(text: str, first: int, rest: int, width: int = CELLS) -> list[str]:
    """A text in lines of forty cells; a word that is longer, an address, goes on behind the sign for that."""
    room = width - max(first, rest)
    words = (textwrap.wrap(word, room - 1) if len(word) > room else [word] for word in text.split(" "))
    cut = " ".join(f"{GOES_ON} ".join(parts) for parts in words)
    return textwrap.wrap(
        cut, width, initial_indent=" " * first, subsequent_indent=" " * rest, break_on_hyphens=False
    ) or [""]


def _pages(stacks: Sequence[_Stack]) -> Iterator[list[str]]:
    """Pages of twenty-five lines.

    An empty line that parts two stacks is at the end of the one page or at the beginning of the next.
    """
    page: list[str] = []
    number = 1
    for stack, following in zip(stacks, [*stacks[1:], None], strict=True):
        kept = len(stack.lines) + (min(2, len(following.lines)) if stack.keeps_next and following else 0)
        lines = [""] * (stack.is_apart and number + len(page) > 1) + list(stack.lines)
        if len(page) < LINES - 1 < len(page) + len(lines) - len(stack.lines) + (kept if stack.keeps_next else 1):
            yield _numbered(page, number)
            page, number, lines = [], number + 1, list(stack.lines)
        for line in lines:
            if len(page) == LINES - 1:
                yield _numbered(page, number)
                page, number = [], number + 1
            page.append(line)
    yield _numbered(page, number)


def _numbered(page: Sequence[str], number: int) -> list[str]:
    """A full page with its number in the last line, at the right."""
    sign = "#" + "".join(DIGITS[int(digit)] for digit in str(number))
    return [*page, *[""] * (LINES - 1 - len(page)), sign.rjust(CELLS)]
