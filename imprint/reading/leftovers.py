"""Names mark-up that nobody understood, and that would be printed as it stands."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

_FENCE = re.compile(r"^:[: ]*: *\{?\.?plain\b.*|^(?:::|:(?: :)+)$", re.MULTILINE | re.IGNORECASE)
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s\0]{1,20}\]?|\^\[")
_CURLY = re.compile(r"\{[^{}\0]{0,200}=\s?[\"'“”„‟‘’«»][^{}\0]{0,200}\}?")
_ADDRESS = re.compile(r"\]\((tel|mailto|https?):([^()\0\n]{1,200})")
_TABLE = re.compile(r"^\|.*\|$(?:\n\|.*\|$)*", re.MULTILINE)
_DIVIDER = re.compile(r"\|[|:\s–—-]+\|")
_OTHER = re.compile(r"\]\{|\{[.#][A-Za-z]|\{[\w-]+=|:::|\*\*|!\[|\]\(|~~|^#{1,6}\w", re.MULTILINE)
_TEARS = re.compile(r"[:#{]")  # signs that were to divide the text, or to name a part of it
CURLY = ("“", "”", "„", "‟", "‘", "’", "«", "»")
_STRAIGHT = str.maketrans(dict.fromkeys((*CURLY, "'"), '"'))


class LeftOver(NamedTuple):
    """A finding about a place in a run of words; one that ``tears`` leaves in doubt which part is which."""

    code: str
    place: int
    message: str
    hint: str
    tears: bool = False


def left_overs(text: str) -> Iterator[LeftOver]:
    """What is left of misspelt mark-up in a run of words; of signs that have no meaning alone, the first."""
    for form, told in _KNOWN:
        yield from map(told, form.finditer(text))
        text = form.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    if other := _OTHER.search(text):
        yield left_over(other[0], other.start(), "check the signs around it, and spaces between them")


def left_over(signs: str, place: int, hint: str) -> LeftOver:
    """The finding for signs that mean nothing where they stand."""
    message = f"“{signs[:20]}” was not understood and would be printed as it stands"
    return LeftOver("P020", place, message, hint, bool(_TEARS.match(signs)))


def footnote(sign: str) -> tuple[str, str]:
    """Message and hint for a footnote, which no edition has a place for."""
    hint = "cite a source ([@key]), or write the note into the text, as a sentence in brackets"
    return f"there is a footnote, “{sign[:20]}”, and no edition has any", hint


def curly(signs: str, place: int = 0) -> LeftOver:
    """The finding for braces with quotation marks that a word processor made curly."""
    straight = " ".join(signs.translate(_STRAIGHT).split())
    message = f"there are curly quotation marks in the braces, {' '.join(signs.split())[:60]}"
    return LeftOver("P020", place, message, f"type straight ones: {straight[:80]}", tears=True)


def _fence(found: re.Match[str]) -> LeftOver:
    opens = "plain" in found[0].casefold()
    hint = "begin a plain text with “::: plain”" if opens else "end a plain text with “:::”"
    return left_over(found[0], found.start(), f"{hint}, alone in its line")


def _address(found: re.Match[str]) -> LeftOver:
    """A link that is none because of spaces in its address."""
    kind, rest = found[1], found[2]
    hint = "take the spaces out of the address, or write %20 for each"
    if kind == "tel":
        hint = f"write the number without spaces: (tel:{re.sub(r'[^0-9+]', '', rest)})"
    message = f"the link to “{kind}:{rest[:40]}” was not understood: spaces stand in it"
    if not re.search(r"\s", rest.strip()):
        return left_over("](", found.start(), "check the signs around it, and spaces between them")
    return LeftOver("P020", found.start(), message, hint)


def _table(found: re.Match[str]) -> LeftOver:
    """A table that is none because the line below its first one is missing, or has other columns."""
    first, _, rest = found[0].partition("\n")
    divider = "|" + "---|" * (first.count("|") - 1)
    second = rest.partition("\n")[0]
    message = f"the table with “{first[:40]}” has no line {divider} below its first one"
    if _DIVIDER.fullmatch(second):
        message = f"the second line of the table with “{first[:40]}” has not as many columns as the first"
    return LeftOver("P020", found.start(), message, f"write as its second line: {divider}")


_KNOWN: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], LeftOver]], ...] = (
    (_FENCE, _fence),
    (_FOOTNOTE, lambda found: LeftOver("P005", found.start(), *footnote(found[0]))),
    (_CURLY, lambda found: curly(found[0], found.start())),
    (_ADDRESS, _address),
    (_TABLE, _table),
)
