"""Finds exact wordings in a text, and says how another text differs from one."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cache

SHOWN = 4  # differences that one message lists
NEAR = 0.62  # of the words alike: meant to be the wording; found by trying, the draft's own wordings stay below 0.5
SAME_LETTERS = 0.9  # of the letters alike: words may be split or joined


def occurrences(text: str, wordings: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Every exact occurrence with its offset; one inside a longer wording's occurrence does not count.

    White space is expected folded, in the text as in the wordings.
    """
    taken: list[tuple[int, int]] = []
    for wording in sorted(set(wordings), key=lambda one: (-len(one), one)):
        start = text.find(wording)
        while start >= 0:
            end = start + len(wording)
            if all(end <= first or start >= last for first, last in taken):
                taken.append((start, end))
                yield wording, start
            start = text.find(wording, start + 1)


@cache
def likeness(wording: str, text: str) -> float:
    """How alike two texts are, from 0 to 1: in their words, or in their letters where these are nearly all the same."""
    wanted, found = _plain(wording).split(), _plain(text).split()
    if "".join(wanted) == "".join(found):  # a PDF whose letters are spaced out reads as single letters
        return 1.0
    most = 2 * (Counter(wanted) & Counter(found)).total() / (len(wanted) + len(found) or 1)
    if most < NEAR / 2:  # cannot become near: spare the costly comparison
        return most
    words = SequenceMatcher(None, wanted, found, autojunk=False).ratio()
    letters = SequenceMatcher(None, _plain(wording), _plain(text), autojunk=False)
    if letters.real_quick_ratio() < SAME_LETTERS or letters.quick_ratio() < SAME_LETTERS:
        return words
    return max(words, letters.ratio() if letters.ratio() >= SAME_LETTERS else 0.0)


def nearest_stretch(wording: str, text: str) -> str:
    """The stretch of a longer text, as many words as the wording has, that shares the most words with it."""
    wanted, words = Counter(_plain(wording).split()), text.split()
    size = len(wording.split())
    starts = range(max(len(words) - size, 0) + 1)
    best = max(
        starts, key=lambda start: (Counter(_plain(" ".join(words[start : start + size])).split()) & wanted).total()
    )
    return " ".join(words[best : best + size])


def differences(wording: str, text: str) -> str:
    """What an editor has to look for: words missing, added or changed, and letters that only look alike."""
    wanted, found = wording.split(), text.split()
    told = [
        _difference(" ".join(wanted[a:b]), " ".join(found[c:d]))
        for tag, a, b, c, d in SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
    more = f" and {len(told) - SHOWN} more" if len(told) > SHOWN else ""
    return "; ".join(told[:SHOWN]) + more


def _difference(wanted: str, found: str) -> str:
    if not found:
        return f"“{wanted}” is missing"
    odd = ", ".join(_names(wanted, found))
    named = f" (which holds {odd})" if odd else ""
    return f"“{found}”{named} stands in place of “{wanted}”" if wanted else f"“{found}”{named} is added"


def _names(wanted: str, found: str) -> Iterator[str]:
    """The characters beyond plain letters that the wording does not have there, by code point and name."""
    for character in dict.fromkeys(found):
        if ord(character) > 126 and character not in wanted:
            yield f"U+{ord(character):04X} {unicodedata.name(character, 'unnamed')}"


@cache
def _plain(text: str) -> str:
    """The text as it looks at a glance: without invisible characters, accents taken off, small letters."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Cf")).casefold()
