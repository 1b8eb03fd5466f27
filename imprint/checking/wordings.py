"""Finds exact wordings in a text, and says how another text differs from one."""

import unicodedata
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cache

SHOWN = 4  # differences that one message lists
NEAR = 0.62  # of the words alike: meant to be the wording; found by trying, the draft's own wordings stay below 0.5
LONG = 300  # characters: how much of a text that nobody expects is worth comparing


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
    """How much two texts share, from 0 to 1: the better of their words in order and their letters in order."""
    if len(text) > 3 * len(wording) + LONG or not text:
        return 0.0
    words = SequenceMatcher(None, _plain(wording).split(), _plain(text).split(), autojunk=False)
    if words.ratio() >= NEAR or words.ratio() < NEAR / 2:
        return words.ratio()
    letters = SequenceMatcher(None, _plain(wording), _plain(text), autojunk=False)
    return max(words.ratio(), letters.ratio() if letters.ratio() > 0.9 else 0.0)


def differences(wording: str, text: str) -> str:
    """What an editor has to look for: the words that are missing, added or changed, and letters that only look alike."""
    wanted, found = wording.split(), text.split()
    told = [
        _difference(" ".join(wanted[a:b]), " ".join(found[c:d]))
        for tag, a, b, c, d in SequenceMatcher(None, wanted, found, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
    more = f" and {len(told) - SHOWN} more differences" if len(told) > SHOWN else ""
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


def _plain(text: str) -> str:
    """The text as it looks at a glance: without invisible characters, accents taken off, small letters."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Cf")).casefold()
