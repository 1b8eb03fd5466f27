"""Finds the bare numbers of a text, in digits and in words: where each stands and what it is worth."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from imprint.editorial.lists import lists

_SPACE = " \u00a0\u2009\u202f"
_DIGITS = re.compile(
    rf"(?<![^\W_])(?<![A-Za-z][-–.])(?<!\d[.,·])(?:\d{{1,3}}(?:[,{_SPACE}]\d{{3}})+(?![\d])|\d+)(?:[.·,]\d+)?"
)
_VULGAR = {"¼": Fraction(1, 4), "½": Fraction(1, 2), "¾": Fraction(3, 4), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3)}
_SIGNS = re.compile(rf"[{''.join(_VULGAR)}]")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|s)\b")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_GAP = re.compile(rf"[-\u2010\u2011{_SPACE}]+")


@dataclass(frozen=True)
class Atom:
    """A number by itself: its letters, its value, and how finely it is told."""

    start: int
    end: int
    value: Fraction
    grain: Fraction  # a rounded number is right to half of it
    is_word: bool = False
    is_loose: bool = False  # a word that often counts nothing: "one", "a hundred"
    is_part: bool = False  # half, two thirds
    times: bool = False  # once, twice


def atoms(text: str, language: str) -> tuple[Atom, ...]:
    """Every number of a text in reading order; ordinals and digits that belong to a name are none."""
    found = sorted((*_digits(text), *_words(text, language)), key=lambda one: one.start)
    return tuple(_joined(found, text, language))


def _digits(text: str) -> Iterator[Atom]:
    for one in _DIGITS.finditer(text):
        if not _ORDINAL.match(text, one.end()) and not _is_name(text, one.end()):
            value, grain = _worth(one[0])
            yield Atom(one.start(), one.end(), value, grain)
    for one in _SIGNS.finditer(text):
        yield Atom(one.start(), one.end(), _VULGAR[one[0]], _VULGAR[one[0]], is_part=True)


def _is_name(text: str, end: int) -> bool:
    """Letters right behind digits that are capitals, or a hyphen and capitals: a name such as 5-HT or 3D."""
    return bool(re.compile(r"[-–]?[A-Z]{1,3}(?![a-z])").match(text, end)) and not re.compile(
        r"[-–]?(?:IU|L|C|F)\b"
    ).match(text, end)


def _worth(digits: str) -> tuple[Fraction, Fraction]:
    bare = re.sub(rf"[{_SPACE}]|,(?=\d{{3}}(?!\d))", "", digits).replace("·", ".").replace(",", ".")
    whole, _, rest = bare.partition(".")
    value = Fraction(f"{whole}.{rest}" if rest else whole)
    if rest:
        return value, Fraction(1, 10 ** len(rest))
    return value, _grain(int(value))


def _grain(value: int) -> Fraction:
    """The size of the last place that a whole number tells, but at most a fifth of it: 20 may stand for 18 to 22."""
    zeros = len(str(value)) - len(str(value).rstrip("0")) if value else 0
    return min(Fraction(10**zeros), Fraction(value, 5)) if zeros else Fraction(1)


@cache
def _sought(language: str) -> tuple[re.Pattern[str], Mapping[str, Any]]:
    data = lists("numbers", language)
    names = [*data.get("words", ()), *data.get("powers", ()), *data.get("times", ()), *data.get("times_loose", ())]
    return re.compile(rf"\b(?:{'|'.join(names) or '(?!)'})\b", re.IGNORECASE), data


def _words(text: str, language: str) -> Iterator[Atom]:
    """Number words, those that make one number joined: twenty-five, two hundred and ten."""
    pattern, data = _sought(language)
    run: list[re.Match[str]] = []
    for one in pattern.finditer(text):
        if run and not _goes_on(run, one, text, data):
            yield from _number(run, text, data)
            run = []
        run.append(one)
    if run:
        yield from _number(run, text, data)


def _goes_on(run: list[re.Match[str]], one: re.Match[str], text: str, data: Mapping[str, Any]) -> bool:
    """True where a word belongs to the number that those before it make."""
    gap = text[run[-1].end() : one.start()]
    last, word = run[-1][0].lower(), one[0].lower()
    worth, powers = data["words"], data["powers"]
    if _GAP.fullmatch(gap):
        is_unit = word in worth and last in worth and worth[last] >= 20 and 0 < worth[word] < 10
        return is_unit or (word in powers and (last in worth or last in powers)) or (last in powers and word in worth)
    between = gap.strip(_SPACE).lower()
    return last in powers and last != "dozen" and word in worth and between in data["and"]


def _number(run: list[re.Match[str]], text: str, data: Mapping[str, Any]) -> Iterator[Atom]:
    names = [one[0].lower() for one in run]
    start, end = run[0].start(), run[-1].end()
    if names[0] in data["times"] or names[0] in data["times_loose"]:
        value = Fraction({**data["times"], **data["times_loose"]}[names[0]])
        yield Atom(start, end, value, value, is_word=True, is_loose=names[0] in data["times_loose"], times=True)
        return
    start, has_article = _article(text, start, names[0], data)
    total, current = 0, 0
    for name in names:
        if name in data["words"]:
            current += data["words"][name]
        else:
            current = max(current, 1) * data["powers"][name]
            if data["powers"][name] > 100:
                total, current = total + current, 0
    worth = total + current
    is_bare_power = names[0] in data["powers"] and not has_article
    is_loose = names == ["one"] or is_bare_power
    yield Atom(start, end, Fraction(worth), _grain(worth), is_word=True, is_loose=is_loose)


def _article(text: str, start: int, first: str, data: Mapping[str, Any]) -> tuple[int, bool]:
    """Where a number begins that may have an article: "a hundred"."""
    if first in data["powers"]:
        before = re.compile(rf"\b(?:{'|'.join(data['articles'])})[{_SPACE}]+$", re.IGNORECASE).search(text[:start])
        if before:
            return before.start(), True
    return start, False


def _joined(found: list[Atom], text: str, language: str) -> Iterator[Atom]:
    """Numbers with the power or the part behind them: 2 million, two thirds, a quarter, 2½, one and a half."""
    made = [*_with_parts(found, text, language)]
    while made:
        one = made.pop(0)
        if made and one.value.denominator == 1 and _adds(one, made[0], text, language):
            part = made.pop(0)
            one = Atom(one.start, part.end, one.value + part.value, part.grain, one.is_word)
        elif made and not one.is_word and _multiplies(one, made[0], text, language):
            power = made.pop(0)
            one = Atom(one.start, power.end, one.value * power.value, one.grain * power.value)
        yield one


def _adds(one: Atom, part: Atom, text: str, language: str) -> bool:
    gap = text[one.end : part.start]
    also = "|".join(lists("numbers", language).get("and", ()))
    return part.is_part and (gap.strip(_SPACE) == "" or bool(also and re.fullmatch(rf"\s+(?:{also})\s+", gap)))


def _multiplies(one: Atom, power: Atom, text: str, language: str) -> bool:
    name = text[power.start : power.end].lower()
    return name in lists("numbers", language).get("powers", ()) and bool(_GAP.fullmatch(text[one.end : power.start]))


def _with_parts(found: list[Atom], text: str, language: str) -> Iterator[Atom]:
    """The numbers, and the parts that words name: half, a third of, two thirds."""
    parts = _parts(text, language)
    taken = {place for one in parts for place in range(one.start, one.end)}
    kept = [one for one in found if one.start not in taken]
    yield from sorted((*kept, *parts), key=lambda one: one.start)


def _parts(text: str, language: str) -> list[Atom]:
    data = lists("numbers", language)
    if not data:
        return []
    return [made for one in _part_form(language).finditer(text) if (made := _part(one, text, data))]


@cache
def _part_form(language: str) -> re.Pattern[str]:
    data = lists("numbers", language)
    counts = "|".join([*data["articles"], *(word for word, worth in data["words"].items() if 0 < worth < 10), r"\d"])
    names = "|".join(data["parts"])
    return re.compile(rf"(?<![\w])(?:(?P<count>{counts})[ -])?(?P<part>{names})\b", re.IGNORECASE)


def _part(one: re.Match[str], text: str, data: Mapping[str, Any]) -> Atom | None:
    name, count = one["part"].lower(), (one["count"] or "").lower()
    size = data["parts"][name]
    if size != 2 and not _is_part(one, text, data):
        return None
    many = int(count) if count.isdigit() else data["words"].get(count, 1)
    value = Fraction(many, size)
    return Atom(one.start(), one.end(), value, value, is_word=True, is_part=True)


def _is_part(one: re.Match[str], text: str, data: Mapping[str, Any]) -> bool:
    """A third is a part in "two thirds" and "a third of", the third of a row in "a third one"."""
    if not one["count"]:
        return False
    behind = _WORD.match(text, one.end() + 1) if text[one.end() : one.end() + 1] == " " else None
    is_many = one["part"].lower().endswith("s") or one["part"].lower() == "quarter"
    return is_many or behind is None or behind[0].lower() in data["behind_parts"]
