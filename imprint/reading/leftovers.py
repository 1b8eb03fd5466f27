"""Names mark-up that nobody understood, and that would be printed as it stands."""

import re
from collections.abc import Iterator

_FENCE = re.compile(r"^:[: ]*: *\{?\.?plain\b.*|^(?:::|:(?: :)+)$", re.MULTILINE | re.IGNORECASE)
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s\0]{1,20}\]?|\^\[")
_OTHER = re.compile(r"\]\{|\{[.#][A-Za-z]|\{[\w-]+=|:::|\*\*|!\[|\]\(|~~|^#{1,6}\w|^\|.*\|", re.MULTILINE)

LeftOver = tuple[str, int, str, str]  # code, place in the text, message, hint


def left_overs(text: str) -> Iterator[LeftOver]:
    """What is left of misspelt mark-up in a run of words; of signs that have no meaning alone, the first."""
    for found in _FENCE.finditer(text):
        opens = "plain" in found[0].casefold()
        hint = "begin a plain text with “::: plain”" if opens else "end a plain text with “:::”"
        yield left_over(found[0], found.start(), f"{hint}, alone in its line")
    for found in _FOOTNOTE.finditer(text):
        yield "P005", found.start(), *footnote(found[0])
    if other := _OTHER.search(_FENCE.sub(lambda fence: " " * len(fence[0]), text)):
        yield left_over(other[0], other.start(), "check the signs around it, and spaces between them")


def left_over(signs: str, place: int, hint: str) -> LeftOver:
    """The finding for signs that mean nothing where they stand."""
    return "P020", place, f"“{signs[:20]}” was not understood and would be printed as it stands", hint


def footnote(sign: str) -> tuple[str, str]:
    """Message and hint for a footnote, which no edition has a place for."""
    hint = "cite a source ([@key]), or write the note into the text, as a sentence in brackets"
    return f"there is a footnote, “{sign[:20]}”, and no edition has any", hint
