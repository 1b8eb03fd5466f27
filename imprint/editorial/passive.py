"""Tells a passive sentence: a form of “be” or “get”, perhaps an adverb, and a participle."""

import re
from itertools import takewhile

from imprint.editorial.lexicon import Lexicon

REACH = 3  # words that may stand between
_BARE = re.compile(r"[^\w’-]")


def is_passive(words: tuple[str, ...], known: Lexicon) -> bool:
    """True when a sentence of these words holds a passive; “is tired” and the like only tell how somebody is."""
    bare = [_BARE.sub("", word).casefold().replace("'", "’") for word in words]
    return any(
        word in known.be and not _ends_clause(words[place]) and _follows(bare[place + 1 :], words[place + 1 :], known)
        for place, word in enumerate(bare)
    )


def _follows(bare: list[str], words: tuple[str, ...], known: Lexicon) -> bool:
    between = list(takewhile(lambda word: _is_between(word, known), bare[:REACH]))
    place = len(between)
    if place >= len(bare) or any(_ends_clause(word) for word in words[:place]):
        return False
    return _is_participle(bare[place], known)


def _is_between(word: str, known: Lexicon) -> bool:
    return word in known.between or word in known.be or (word.endswith("ly") and len(word) > 4)


def _is_participle(word: str, known: Lexicon) -> bool:
    if word in known.states:
        return False
    return word in known.participles or (word.endswith("ed") and len(word) > 4)


def _ends_clause(word: str) -> bool:
    return word.endswith((",", ";", ":", ".", "!", "?"))
