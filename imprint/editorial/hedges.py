"""Tells how a number is softened: about, more than, less than."""

import re
from enum import StrEnum
from functools import cache

from imprint.editorial.lists import lists
from imprint.editorial.values import Value

_BACK = 24  # letters before a number in which its "about" stands


class Hedge(StrEnum):
    """Which way the true value may lie."""

    NONE = "none"
    AROUND = "around"
    ABOVE = "above"
    BELOW = "below"


def hedge(text: str, value: Value, language: str) -> Hedge:
    """What stands right before a number: "about", "fewer than"; or right behind it: "or so"."""
    before = text[max(0, value.start - _BACK) : value.start]
    for kind in (Hedge.BELOW, Hedge.ABOVE, Hedge.AROUND):
        if _before(kind, language).search(before):
            return kind
    if value.is_range and _before(Hedge.AROUND, language, inside=True).search(text, value.start, value.end):
        return Hedge.AROUND  # between 0 and about 10
    return Hedge.AROUND if _behind(language).match(text, value.end) else Hedge.NONE


@cache
def _behind(language: str) -> re.Pattern[str]:
    words = "|".join(lists("numbers", language).get("around_behind", ())) or "(?!)"
    return re.compile(rf"(?: [^\W\d_]+)?,? (?:{words})\b", re.IGNORECASE)


@cache
def _before(kind: Hedge, language: str, inside: bool = False) -> re.Pattern[str]:
    words = lists("numbers", language).get(kind, ())
    sought = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"
    between = "|".join(lists("numbers", language).get("between", ())) or "(?!)"
    end = r"\s" if inside else rf"\s*(?:(?:{between})\s+)?$"
    return re.compile(rf"(?<!\w)(?:{sought}){end}", re.IGNORECASE)
