"""Pieces as plain text: 72 columns, for e-mail and for every program that reads aloud."""

import textwrap
from collections.abc import Iterable, Iterator

from imprint.typesetting.linear import Kind, Piece

COLUMNS = 72
STEP = 3  # columns that each depth of a list stands further in
LINES = {1: "=", 2: "-"}  # what headings are underlined with


def plain_text(pieces: Iterable[Piece]) -> bytes:
    """UTF-8 with line feeds: pieces with an empty line between them, the foot under a line of its own.

    No line is longer than 72 columns, but for an address that cannot be broken.
    """
    lines: list[str] = []
    before: Piece | None = None
    for piece in pieces:
        if before is not None and not _belongs(piece, before):
            lines.append("")
        if piece.kind is Kind.FOOT and (before is None or before.kind is not Kind.FOOT):
            lines += ["_" * COLUMNS, ""]
        lines += _lines(piece)
        before = piece
    return ("\n".join(lines) + "\n").encode()


def _belongs(piece: Piece, before: Piece) -> bool:
    """True for the items of a list, and for the meaning of a term."""
    return before.kind is piece.kind is Kind.ITEM or (before.kind is Kind.TERM and piece.kind is Kind.PARAGRAPH)


def _lines(piece: Piece) -> Iterator[str]:
    left = " " * STEP * piece.depth
    first = f"{left}{piece.marker} " if piece.kind is Kind.ITEM else left
    rest = " " * len(first)
    wrapped = textwrap.wrap(
        piece.text,
        COLUMNS,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    yield from wrapped or [first.rstrip()]
    if piece.kind is Kind.HEADING and piece.level in LINES:
        yield LINES[piece.level] * max(map(len, wrapped))
