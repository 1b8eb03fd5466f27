"""Finds numbers that are names: days, times of day, telephone numbers, pairs such as 120/80, kinds such as type 1."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from imprint.editorial.lists import lists

DAY, CLOCK, PHONE, PAIR, NAMED = "day", "clock", "phone", "pair", "named"
_ISO = re.compile(r"\b(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)\b")
_SLASHED = re.compile(r"\b(?P<d>\d{1,2})(?P<by>[/.])(?P<m>\d{1,2})(?P=by)(?P<y>\d{4})\b")
_YEAR = re.compile(r"(?<![\w.,/+-])(?P<y>(?:19|20)\d\d)(?![\w%]|[.,/]\d)")
_PHONE = re.compile(
    r"(?<![\w.,/])(?:\+\d{1,3}[ -]?)?(?:\(?0\d{1,5}\)?|\(\d{3}\)|(?<=\d[ -])\d{2,5}|1?-?\d{3}-\d{3})"
    r"(?:[ -]?\d{2,8}){1,4}(?![\w%])"
)
_PAIR = re.compile(r"(?<![\w./])\d{2,3}/\d{2,3}(?![\w/])")
_AUTHORS = re.compile(
    r"\((?:(?:see|e\.g\.,?) )?(?:[A-Z][\w’'-]+(?:,? (?:et al\.?|and|&|[A-Z][\w’'-]+))*,? (?:19|20)\d\d[a-z]?(?:; )?)+\)"
    r"|\bet al\.?,? \(?(?:19|20)\d\d[a-z]?\)?"
)
_MARK = re.compile(r"(?:^|(?<=[.;:!?] ))\d{1,2}[:)](?= )")
_DECADE = re.compile(r"\b(?:19|20)\d0s\b")


@dataclass(frozen=True)
class Named:
    """Digits that are a name of their own, in one spelling: 2026-11-22, 2026-11, 08:00, 03001234567."""

    of: str
    text: str
    start: int
    end: int


def days(text: str, language: str) -> Iterator[Named]:
    """Every day, time of day, telephone number, pair and named kind of a text, none inside another."""
    taken: list[tuple[int, int]] = []
    for found in (
        *_calendar(text, language),
        *_phones(text, language),
        *_clocks(text, language),
        *_pairs(text, language),
    ):
        if not any(start < found.end and found.start < end for start, end in (*taken, *asides(text, language))):
            taken.append((found.start, found.end))
            yield found


def asides(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Where digits say nothing of their own: years of authors in brackets, "1:" before an item, the 1990s."""
    del language
    for form in (_AUTHORS, _MARK, _DECADE):
        yield from (one.span() for one in form.finditer(text))


def digits(text: str) -> str:
    """The digits of a telephone number, so that its spaces make no difference."""
    return re.sub(r"\D", "", text)


@cache
def _months(language: str) -> tuple[re.Pattern[str], re.Pattern[str], tuple[str, ...]]:
    data = lists("numbers", language)
    names = (*data.get("months", ()), *data.get("short_months", ()))
    month = (
        rf"(?P<month>{'|'.join(name.title() for name in names) or '(?!)'})\.?"  # capitals: "you may 2 times" is none
    )
    day = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
    before = re.compile(rf"\b(?:{day} (?:of )?)?{month}(?:,? (?P<y>(?:19|20)\d\d))?\b")
    after = re.compile(rf"\b{month} {day}(?:,? (?P<y>(?:19|20)\d\d))?(?!\w)")
    return after, before, names


def _calendar(text: str, language: str) -> Iterator[Named]:
    for one in (*_ISO.finditer(text), *_SLASHED.finditer(text)):
        if _is_day(int(one["y"]), int(one["m"]), int(one["d"])):
            yield Named(DAY, f"{one['y']}-{int(one['m']):02}-{int(one['d']):02}", one.start(), one.end())
    after, before, names = _months(language)
    for one in (*after.finditer(text), *before.finditer(text)):
        if not (one["d"] or one["y"]):
            continue  # a month alone, or the verb "may", is no number
        month = names.index(one["month"].lower()) % 12 + 1
        day = f"-{int(one['d']):02}" if one["d"] else ""
        yield Named(DAY, f"{one['y'] or ''}-{month:02}{day}", one.start(), one.end())
    for one in _YEAR.finditer(text):
        yield Named(DAY, one["y"], one.start(), one.end())


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


@cache
def _call(language: str) -> re.Pattern[str]:
    data = lists("numbers", language)
    either = "|".join(data.get("or", ())) or "(?!)"
    verbs = "|".join(map(re.escape, data.get("call", ()))) or "(?!)"
    return re.compile(
        rf"\b(?:{verbs})\b:?(?: (?!\d)[\w’&-]+){{0,3}}? (?P<first>\d{{3}})(?:,? (?:{either}) \d{{3}})*"
        r"(?![\d%]|[.,]\d| ?[-–]\d)",
        re.IGNORECASE,
    )


def _phones(text: str, language: str) -> Iterator[Named]:
    for one in _PHONE.finditer(text):
        if len(digits(one[0])) >= 7:
            yield Named(PHONE, digits(one[0]), one.start(), one.end())
    for one in _call(language).finditer(text):
        if not _counts(text, one.end(), language):
            for number in re.compile(r"\d{3}").finditer(text, one.start("first"), one.end()):
                yield Named(PHONE, number[0], number.start(), number.end())


def _counts(text: str, end: int, language: str) -> bool:
    """True where a unit or people follow: "call back within 100 days" names no number to call."""
    data = lists("numbers", language)
    word = re.compile(r" ([^\W\d_]+)").match(text, end)
    units = {form for forms in data.get("units", {}).values() for form in forms}
    return word is not None and (word[1].lower() in units or word[1].lower() == "people")


@cache
def _clock(language: str) -> re.Pattern[str]:
    halves = "|".join(re.escape(one) for one in lists("numbers", language).get("clock", ())) or "(?!)"
    return re.compile(
        rf"(?<![\w.,:])(?P<h>\d{{1,2}})(?:(?P<by>[:.])(?P<m>\d\d))?(?:\s?(?P<half>{halves})(?!\w)|(?<=:\d\d))",
        re.IGNORECASE,
    )


def _clocks(text: str, language: str) -> Iterator[Named]:
    for one in _clock(language).finditer(text):
        half = (one["half"] or "").lower().replace(".", "")
        hour = int(one["h"]) % 12 if half in ("am", "pm") else int(one["h"])
        yield Named(CLOCK, f"{hour + 12 * (half == 'pm')}:{int(one['m'] or 0):02}", one.start(), one.end())


def _pairs(text: str, language: str) -> Iterator[Named]:
    for one in _PAIR.finditer(text):
        yield Named(PAIR, one[0], one.start(), one.end())
    names = "|".join(lists("numbers", language).get("names", ())) or "(?!)"
    for one in re.compile(rf"\b(?P<name>{names})s? (?P<number>\d{{1,2}}|[IV]{{1,3}})\b", re.IGNORECASE).finditer(text):
        yield Named(NAMED, f"{one['name'].lower()} {one['number']}", one.start(), one.end())
