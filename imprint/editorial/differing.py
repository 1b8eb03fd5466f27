"""What became of lines since they were reviewed, word by word."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from imprint.changes import Line, Piece, Sign
from imprint.pairs import Lines

_WORD = re.compile(r"\w+(?:[.,'-]\w+)*|\s+|[^\w\s]")
_PICTURE = re.compile(r"(?:picture )?\b[0-9a-f]{64}\b")  # by the digest of its bytes
ALIKE = 0.4  # of a pair of lines: below that, one is gone and another one is new
SHOWN = 6  # words of a change in a message


def difference(before: Lines, now: Lines) -> tuple[Line, ...]:
    """Every line of both, in order: what stayed, what is gone, what is new."""
    return tuple(line for _, *spans in _steps(before, now) for line in _lines(*spans) if line)


def told(before: Lines, now: Lines) -> str:
    """The first change in a few words; empty where there is none."""
    for line in difference(before, now):
        for number, piece in enumerate(line):
            after = line[number + 1] if number + 1 < len(line) else None
            if piece.sign is Sign.GONE and after and after.sign is Sign.NEW:
                return f"“{_short(piece.text)}” became “{_short(after.text)}”"
            if piece.sign is not Sign.SAME:
                return f"“{_short(piece.text)}” is {piece.sign}"
    return ""


def _steps(before: Sequence[str], now: Sequence[str]) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    for kind, start, end, begin, stop in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        yield kind, before[start:end], now[begin:stop]


def _lines(before: Sequence[str], now: Sequence[str]) -> Iterator[Line]:
    """Lines that replace each other, each beside the one in its place; what is left over is gone or new."""
    for number in range(max(len(before), len(now))):
        old, new = (lines[number] if number < len(lines) else "" for lines in (before, now))
        if old == new or not (old and new) or _is_alike(old, new):
            yield tuple(_words(old, new))
        else:
            yield (Piece(Sign.GONE, old),)
            yield (Piece(Sign.NEW, new),)


def _is_alike(old: str, new: str) -> bool:
    return SequenceMatcher(None, _WORD.findall(old), _WORD.findall(new), autojunk=False).ratio() >= ALIKE


def _words(old: str, new: str) -> Iterator[Piece]:
    if old == new:
        yield Piece(Sign.SAME, old)
        return
    for kind, before, now in _steps(_WORD.findall(old), _WORD.findall(new)):
        if kind == "equal":
            yield Piece(Sign.SAME, "".join(now))
            continue
        yield from (Piece(sign, "".join(words)) for sign, words in ((Sign.GONE, before), (Sign.NEW, now)) if words)


def _short(text: str) -> str:
    words = _PICTURE.sub(lambda found: f"picture {found[0][:8]}", text).split()
    return " ".join(words[:SHOWN]) + (" …" if words[SHOWN:] else "")
