"""Words in a row, and in what two rows differ: words missing, added, or moved to another place."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import Enum, auto

from imprint.checking.blocks import fold

SHORT = 3  # so few words alike between two differences are alike by chance
UNSEEN = ("Mn", "Cf")  # what belongs to the letter before it, and what is not seen
SIGNS = "%‰&@#"  # signs that are read out and that Unicode counts as punctuation


@dataclass(frozen=True)
class Piece:
    """A stretch of text: a paragraph, a cell, a picture's words; ``number`` is the finished file's block it stands in.

    ``loose`` is what follows the number of a source ("p. 3"), which a citation style says in its own way.
    """

    text: str
    is_picture: bool = False
    is_loose: bool = False
    number: int = -1


@dataclass(frozen=True)
class Word:
    """One word or sign, as it is compared and as it is shown, and the piece it stands in."""

    text: str
    shown: str
    place: int  # among what stands between spaces in its piece
    piece: Piece


class Kind(Enum):
    """In what way two rows of words differ."""

    MISSING = auto()
    ADDED = auto()
    CHANGED = auto()
    MOVED = auto()


@dataclass(frozen=True)
class Difference:
    """One difference: the words wanted and found, what they stand behind in each, and the block where it shows."""

    kind: Kind
    wanted: str
    found: str
    behind: str
    found_behind: str
    number: int


@dataclass(frozen=True)
class _Stretch:
    """Where two rows differ: from ``a`` to ``b`` of the wanted one, from ``c`` to ``d`` of the found one."""

    a: int
    b: int
    c: int
    d: int


def words_of(pieces: Iterable[Piece]) -> tuple[Word, ...]:
    """The words of pieces, a picture's as one; punctuation counts for nothing, pieces that touch make one word."""
    return tuple(word for piece in pieces for word in _words(piece))


def differences(wanted: Sequence[Word], found: Sequence[Word]) -> tuple[Difference, ...]:
    """Every difference, in the order of the finished file; words that are only broken or joined otherwise are alike."""
    return tuple(_Comparison(wanted, found).differences())


def _words(piece: Piece) -> Iterator[Word]:
    text = unicodedata.normalize("NFKC", fold(piece.text))
    if piece.is_picture:
        yield Word(f"[{text}]", f"[{text}]", 0, piece)
        return
    for place, shown in enumerate(text.split()):
        for part in _parts(shown):
            yield Word(part, shown, place, piece)


def _parts(shown: str) -> Iterator[str]:
    """The runs of letters and digits, and the signs, of what stands between two spaces."""
    run = ""
    for sign in shown:
        if sign.isalnum() or unicodedata.category(sign) == "Mn":
            run += sign
        if sign.isalnum() or unicodedata.category(sign) in UNSEEN:
            continue
        if run:
            yield run
        run = ""
        if sign in SIGNS or unicodedata.category(sign).startswith("S"):
            yield sign
    if run:
        yield run


class _Comparison:
    def __init__(self, wanted: Sequence[Word], found: Sequence[Word]) -> None:
        self.wanted, self.found = wanted, found

    def differences(self) -> Iterator[Difference]:
        """Moved words are told once, where they stand now."""
        stretches = self._stretches()
        gone, come = _matched(stretches, self.wanted, self.found)
        for one in stretches:
            if one in come:
                yield self._moved(one, come[one])
            elif one not in gone:
                yield self._plain(one)

    def _stretches(self) -> list[_Stretch]:
        texts = [word.text for word in self.wanted], [word.text for word in self.found]
        if texts[0] == texts[1]:
            return []
        opcodes = SequenceMatcher(None, *texts, autojunk=False).get_opcodes()
        stretches = [_Stretch(*rest) for tag, *rest in opcodes if tag != "equal"]
        if [(a, b) for tag, a, b, *_ in opcodes if tag == "equal"] == [(0, len(texts[0]))]:
            return stretches  # however few they are, all the words stand there in one piece: a title of two, say
        near = _joined([one for one in stretches if not self._is_alike(one)], SHORT)
        apart = [one for one in near if not self._is_alike(one)]
        if Counter(texts[0]) != Counter(texts[1]):
            return apart
        gone, come = _matched(
            apart, self.wanted, self.found
        )  # it is all there, so what was not moved whole is mixed up
        return apart if len(gone) + len(come) == len(apart) else _joined(apart, len(texts[0]))

    def _is_alike(self, one: _Stretch) -> bool:
        wanted, found = self.wanted[one.a : one.b], self.found[one.c : one.d]
        if "".join(word.text for word in wanted) == "".join(word.text for word in found):
            return True
        return bool(wanted) and all(word.piece.is_loose for word in wanted) and len(found) <= len(wanted)

    def _plain(self, one: _Stretch) -> Difference:
        """A difference by itself; the same words in another order count as moved."""
        wanted, found = self.wanted[one.a : one.b], self.found[one.c : one.d]
        kind = Kind.CHANGED if wanted and found else Kind.MISSING if wanted else Kind.ADDED
        if Counter(word.text for word in wanted) == Counter(word.text for word in found):
            kind = Kind.MOVED
        return self._told(kind, one, one)

    def _moved(self, here: _Stretch, there: _Stretch) -> Difference:
        return self._told(Kind.MOVED, there, here)

    def _told(self, kind: Kind, wanted: _Stretch, found: _Stretch) -> Difference:
        number = next((word.piece.number for word in self.found[max(found.c - (found.c == found.d), 0) :]), -1)
        return Difference(
            kind,
            _shown(self.wanted[wanted.a : wanted.b]),
            _shown(self.found[found.c : found.d]),
            _shown(self.wanted[max(wanted.a - 6, 0) : wanted.a]),
            _shown(self.found[max(found.c - 6, 0) : found.c]),
            number,
        )


def _joined(stretches: Iterable[_Stretch], near: int) -> list[_Stretch]:
    """Stretches with fewer than so many words between them as one."""
    joined: list[_Stretch] = []
    for one in stretches:
        before = joined[-1] if joined else None
        if before is not None and one.a - before.b < near and one.c - before.d < near:
            joined[-1] = replace(before, b=one.b, d=one.d)
        else:
            joined.append(one)
    return joined


def _matched(
    stretches: Sequence[_Stretch], wanted: Sequence[Word], found: Sequence[Word]
) -> tuple[set[_Stretch], dict[_Stretch, _Stretch]]:
    """Which missing stretches stand elsewhere, and which added ones are they."""
    missing = [one for one in stretches if one.c == one.d]
    come: dict[_Stretch, _Stretch] = {}
    for added in (one for one in stretches if one.a == one.b):
        says = [word.text for word in found[added.c : added.d]]
        alike = [one for one in missing if [word.text for word in wanted[one.a : one.b]] == says]
        if alike:
            come[added] = alike[0]
            missing.remove(alike[0])
    return set(come.values()), come


def _shown(words: Sequence[Word]) -> str:
    """The words as they are written; the parts of one come from the same string."""
    shown: list[str] = []
    before: Word | None = None
    for word in words:
        if before is None or (word.place, word.piece) != (before.place, before.piece):
            shown.append(word.shown)
        before = word
    return " ".join(shown)
