"""Tells how often a word is met, on the Zipf scale, by symspellpy's list (from Google Books Ngram and SCOWL)."""

import math
import re
from collections.abc import Iterator
from functools import cache
from importlib.metadata import distribution, version

_PACKAGE, _LIST = "symspellpy", "symspellpy/frequency_dictionary_en_82_765.txt"
_ENDINGS = (
    *(
        ("ies", "y"),
        ("ied", "y"),
        ("iness", "y"),
        ("s", ""),
        ("es", ""),
        ("ed", ""),
        ("d", ""),
        ("ing", ""),
        ("ing", "e"),
    ),
    *(("ly", ""), ("ness", ""), ("less", ""), ("lessness", ""), ("ful", ""), ("er", ""), ("er", "e"), ("’s", "")),
)
_BEGINNINGS = ("un", "re", "non", "over", "under")


def counted_with() -> str:
    """The list's package and its version."""
    return f"{_PACKAGE} {version(_PACKAGE)}"


def zipf(word: str) -> float:
    """How often a word is met: the logarithm of its uses in a thousand million words (van Heuven 2014); 0: never.

    A word counts as often as the one it is made of: “unpacked” as “pack”.
    """
    return max(map(_zipf, _forms(word.casefold())))


def _forms(word: str) -> Iterator[str]:
    yield word
    for old, new in ((r"is(?=e|ing|ation)", "iz"), ("ae|oe", "e"), ("our", "or")):  # British spellings
        yield re.sub(old, new, word)
    for ending, rest in _ENDINGS:
        stem = word.removesuffix(ending) + rest
        if word.endswith(ending) and len(stem) > 2:
            yield stem
            yield from (
                stem.removeprefix(one) for one in _BEGINNINGS if stem.startswith(one) and len(stem) > len(one) + 3
            )
    yield from (word.removeprefix(one) for one in _BEGINNINGS if word.startswith(one) and len(word) > len(one) + 3)


def _zipf(word: str) -> float:
    counts = _counts()
    return math.log10(counts[word] / _total() * 1e9) if word in counts else 0.0


@cache
def _total() -> int:
    return sum(_counts().values())


@cache
def _counts() -> dict[str, int]:
    """Word → how often. The file is read as data: the package's own code is not run."""
    text = str(distribution(_PACKAGE).locate_file(_LIST))
    with open(text, encoding="utf-8-sig") as file:  # noqa: PTH123 - a file of a package
        return {word: int(count) for word, count in map(str.split, file)}
