"""The patterns by which the numbers of a text are put together, per language."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from imprint.editorial.lists import lists

SHARE = "part"  # of a whole: 2 %, 2 in 100
_GAP = r"[ \u00a0\u2009\u202f]*"


@dataclass(frozen=True)
class Forms:
    """The patterns of a language, over the shadow of a text."""

    unit: re.Pattern[str]
    units: Mapping[str, tuple[str, Fraction]]
    money: frozenset[str]
    link: re.Pattern[str]
    to: re.Pattern[str]
    between: re.Pattern[str]
    of_many: re.Pattern[str]
    often: re.Pattern[str]
    part_unit: re.Pattern[str]
    articled: re.Pattern[str]


def _any(words: Sequence[str] | Mapping[str, Any]) -> str:
    """One of some words, the longest first; nothing where there are none."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True)) or "(?!)"


@cache
def forms_of(language: str) -> Forms:
    """The patterns of a language; of one without lists, those for signs alone."""
    data = lists("numbers", language)
    units = {
        form: (of, Fraction(size)) for of, forms in data.get("units", _SIGNS).items() for form, size in forms.items()
    }
    to, link = _any(data.get("to", ())), _any([*data.get("to", ()), *data.get("or", ())])
    about = _any(data.get("around", ()))
    articles = _any(data.get("articles", ()))
    words = r"(?: (?P<words>(?!of\b)[^\W\d_]+(?: (?!of\b)[^\W\d_]+){0,2}?))?"
    every = {
        word: size for word, size in units.items() if word[-1].isalpha() and not word.endswith("s") and len(word) > 2
    }
    return Forms(
        unit=re.compile(rf"{_GAP}-?(?P<unit>{_any(units)})(?![^\W\d_])", re.IGNORECASE),
        units=units,
        money=frozenset(form for form, (of, _) in units.items() if of == "money" and not form.isalpha()),
        link=re.compile(rf"\s*[-–—]\s*|\s+(?:{link})\s+(?:(?:{about})\s+)?", re.IGNORECASE),
        to=re.compile(rf"\s*[-–—−]\s*|\s+(?:{to})\s+(?:(?:{about})\s+)?", re.IGNORECASE),
        between=re.compile(rf"\b(?:{_any(data.get('between', ()))})\s+(?:\w+ )?$", re.IGNORECASE),
        of_many=re.compile(rf"{words}\s+(?P<how>{_any(data.get('of_many', ()))})\s+", re.IGNORECASE),
        often=re.compile(
            rf"(?: (?!{_any(data.get('per', ()))})[^\W\d_]+)?(?: (?:{_any(data.get('per', ()))}) ?| ?/ ?| (?=\w+ly\b))"
            rf"(?P<period>{_any(data.get('periods', ()))})\b",
            re.IGNORECASE,
        ),
        part_unit=re.compile(rf"{_GAP}-?(?:(?:{articles}) )?(?P<unit>{_any(units)})(?![^\W\d_])", re.IGNORECASE),
        articled=re.compile(rf"\b(?:{articles})\s+(?P<unit>{_any(every)})\b", re.IGNORECASE),
    )


_SIGNS = {
    "mass": {"µg": 1, "μg": 1, "mg": 1000, "g": 1000000, "kg": 1000000000},
    "volume": {"ml": 1, "cl": 10, "dl": 100, "l": 1000},
    "length": {"mm": 1, "cm": 10, "m": 1000, "km": 1000000},
    "celsius": {"°c": 1},
    "part": {"%": 1},
}
