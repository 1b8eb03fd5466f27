"""Reads what the numbers of a text stand for: doses, shares, ranges, days, times, telephone numbers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from imprint.editorial.atoms import Atom, atoms
from imprint.editorial.dates import asides, days
from imprint.editorial.lists import lists
from imprint.editorial.number_forms import SHARE, forms_of


@dataclass(frozen=True)
class Value:
    """What a number stands for, and its letters: from ``low`` to ``high``, of what, and how often it is so much.

    ``of`` names what is measured, "" for a bare count. ``text`` is set where the digits are a name: a day, a
    telephone number. ``is_loose`` marks what may stand behind another number, but asks for none itself.
    """

    low: Fraction
    high: Fraction
    of: str
    start: int
    end: int
    grain: Fraction = Fraction(1)
    per: str = ""
    text: str = ""
    is_loose: bool = False
    stands_alone: bool = False  # no word behind it that it counts
    size: Fraction = Fraction(1)  # of its unit: what turns its figures into ``low`` and ``high``

    @property
    def is_range(self) -> bool:
        """True for a value with two ends."""
        return self.low != self.high


@lru_cache(maxsize=4096)  # several rules read the same texts
def values(text: str, language: str) -> tuple[Value, ...]:
    """Every value of a text in reading order; what only counts steps, pages or list items is left out."""
    named = [*days(text, language)]
    set_aside = [*((one.start, one.end) for one in named), *asides(text, language)]
    free = [one for one in atoms(text, language) if not any(a < one.end and one.start < z for a, z in set_aside)]
    words = [Value(Fraction(0), Fraction(0), one.of, one.start, one.end, text=one.text) for one in named]
    counted = _Reader(text, language, free).read()
    return tuple(sorted((*words, *counted), key=lambda one: one.start))


class _Reader:
    """Puts the numbers of one text together; ``shadow`` is the text with a sign in place of each number."""

    def __init__(self, text: str, language: str, numbers: Sequence[Atom]) -> None:
        self.text, self.numbers = text, numbers
        self.lists, self.forms = lists("numbers", language), forms_of(language)
        letters = list(text)
        for one in numbers:
            letters[one.start : one.end] = ["\ue000", *["\ue001"] * (one.end - one.start - 1)]
        self.shadow = "".join(letters)

    def read(self) -> list[Value]:
        """Units, then what shares them, ranges, shares, ranges of shares, and how often."""
        found = [self._measured(one) for one in self.numbers]
        found = self._ranges(self._shared_units(found))
        found = self._ranges(self._shares(found))
        return [self._often(one) for one in self._articled(found) if not self._only_counts(one)]

    def _measured(self, one: Atom) -> Value:
        """A number with the unit behind it, or the sign of a currency before it."""
        bare = Value(one.value, one.value, "", one.start, one.end, one.grain, is_loose=one.is_loose)
        if one.times:
            return replace(bare, of="times")
        if self.text[max(one.start - 1, 0) : one.start] in self.forms.money:
            return replace(bare, of="money", start=one.start - 1)
        unit = (self.forms.part_unit if one.is_part else self.forms.unit).match(self.shadow, one.end)
        if not unit:
            alone = self._stands_alone(one.end)
            return replace(bare, stands_alone=alone, of=SHARE if one.is_part and self._is_of(one.end) else "")
        of, size = self.forms.units[" ".join(unit["unit"].lower().split())]
        size = size / 100 if of == SHARE else size
        is_loose = one.is_loose and not self._is_meant(one)
        told = one.value * size
        return Value(told, told, of, one.start, unit.end(), one.grain * size, is_loose=is_loose, size=size)

    def _is_of(self, end: int) -> bool:
        return bool(re.compile(r" (?:of|the)\b").match(self.shadow, end))

    def _is_meant(self, one: Atom) -> bool:
        """True for a "one" that counts: "for one day", and not "one day you will"."""
        before = re.search(r"([^\W\d_]+) $", self.text[: one.start])
        return before is not None and before[1].lower() in self.lists.get("before_one", ())

    def _stands_alone(self, end: int) -> bool:
        word = re.compile(r" ([^\W\d_]+)").match(self.shadow, end)
        return word is None or word[1].lower() in self.lists.get("small", ())

    def _shared_units(self, found: list[Value]) -> list[Value]:
        """In "5 or 10 mg" both are milligrams."""
        result = list(found)
        for number in range(len(result) - 2, -1, -1):
            one, other = result[number], result[number + 1]
            joined = self.forms.link.fullmatch(self.shadow[one.end : other.start])
            if joined and not one.of and other.of not in ("", "times") and one.stands_alone:
                size = self._size(other)
                result[number] = replace(
                    one, low=one.low * size, high=one.high * size, grain=one.grain * size, of=other.of, size=size
                )
        return result

    def _size(self, other: Value) -> Fraction:
        """How many of the smallest unit the unit behind a value is."""
        atom = next(one for one in self.numbers if other.start <= one.start < other.end)
        return other.low / atom.value if atom.value else Fraction(1)

    def _ranges(self, found: list[Value]) -> list[Value]:
        """What runs from one value to the next: 5 to 10 mg, 2–3 %, between 1 in 50 and 1 in 20."""
        result: list[Value] = []
        for one in found:
            is_end = bool(result) and self._runs(result[-1], one)
            result.append(_range(result.pop(), one) if is_end else one)
        return result

    def _runs(self, one: Value, other: Value) -> bool:
        gap = self.shadow[one.end : other.start]
        is_alike = one.of == other.of and not (one.is_range or other.is_range or one.text or other.text)
        if not is_alike or one.low >= other.low:
            return False
        is_between = self.forms.between.search(self.shadow[: one.start]) is not None
        return bool(self.forms.to.fullmatch(gap)) or (is_between and bool(self.forms.link.fullmatch(gap)))

    def _shares(self, found: list[Value]) -> list[Value]:
        """So many of so many: 2 in 100, 2 people out of every hundred."""
        result: list[Value] = []
        for one in found:
            is_share = bool(result) and self._is_share(result[-1], one)
            result.append(_share(result.pop(), one) if is_share else one)
        return result

    def _is_share(self, some: Value, many: Value) -> bool:
        gap = self.forms.of_many.fullmatch(self.shadow[some.end : many.start])
        if not gap or some.of or many.of not in ("", "people") or many.is_range or many.low < 2:
            return False
        is_round = str(many.low).rstrip("0") == "1"
        if some.high > many.low or (1900 <= many.low < 2100 and self.text[many.start : many.end].isdigit()):
            return False
        if gap["words"]:
            return is_round or (some.low == 1 and not some.is_range and gap["how"].strip() != "of")
        return gap["how"].strip() != "of" or some.low == 1 or is_round or many.low > 10

    def _articled(self, found: list[Value]) -> Iterator[Value]:
        """The values, and those that an article counts: a week, half an hour."""
        yield from found
        taken = [(one.start, one.end) for one in found]
        for one in self.forms.articled.finditer(self.shadow):
            if any(start <= one.start() < end for start, end in taken) or self._is_per(one, found):
                continue
            of, size = self.forms.units[one["unit"].lower()]
            yield Value(size, size, of, one.start(), one.end(), size, is_loose=True)

    def _is_per(self, one: re.Match[str], found: Sequence[Value]) -> bool:
        """True for the "a day" of "twice a day"."""
        return any(
            0 <= one.start() - value.end < 24 and self.forms.often.match(self.shadow, value.end) for value in found
        )

    def _often(self, one: Value) -> Value:
        """The value with how often it is so much: 10 mg a day, twice weekly."""
        per = self.forms.often.match(self.shadow, one.end)
        if not per:
            return one
        return replace(one, per=self.lists["periods"][per["period"].lower()], end=per.end())

    def _only_counts(self, one: Value) -> bool:
        """True for a number that names a place in the text, or its parts; and for a "once" that is a "when"."""
        behind = re.compile(r" ([^\W\d_]+)").match(self.shadow, one.end)
        if one.of == "times":
            is_once = self.text[one.start : one.end].lower() in self.lists.get("times", ()) and one.low == 1
            return is_once and not self.forms.often.match(self.shadow, one.end)
        if one.of:
            return False
        before = re.search(r"([^\W\d_]+) $", self.shadow[: one.start])
        is_label = before is not None and before[1].lower() in self.lists.get("labels", ())
        return is_label or bool(behind and behind[1].lower() in self.lists.get("shape", ()))


def _range(first: Value, last: Value) -> Value:
    grain = min(first.grain, last.grain)
    return replace(last, low=first.low, high=last.high, start=first.start, grain=grain, is_loose=False)


def _share(some: Value, whole: Value) -> Value:
    """So much of a whole; how finely it is told is told by the part."""
    low, high, grain = (one / whole.low for one in (some.low, some.high, some.grain))
    return replace(some, low=low, high=high, grain=grain, of=SHARE, end=whole.end, is_loose=False)
