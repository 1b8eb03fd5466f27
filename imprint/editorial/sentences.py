"""Divides text into sentences and words, as a reader would: by sense, not by every full stop."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from imprint.editorial.lexicon import Lexicon, lexicon
from imprint.model import Words

_END = re.compile(r"(?:[.!?…]+|…)[\"'”’»)\]]*(?=\s|$)")
_OPENING = "\"'“‘«([¡¿"
_WORD_BREAKS = re.compile(r"[\s—]+|(?<=[^\W\d_])–(?=[^\W\d_])|\s–\s")
_INITIALS = re.compile(r"(?:[^\W\d_]\.){2,}")
_BRACKETS = re.compile(r"\([^()]*\)")
_NEAR = 80  # letters around a mark that tell what it is
_ENDED = re.compile(r"[.!?…][\"'”’»)\]]*$")


@dataclass(frozen=True)
class Sentence:
    """A sentence as it stands in a text, and the letter at which it begins there."""

    text: str
    start: int

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words, with the marks that stick to them."""
        return words_of(self.text)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text: what holds a letter or a digit between spaces; with a hyphen it is one (Flesch)."""
    return tuple(one for one in _WORD_BREAKS.split(text) if any(sign.isalnum() for sign in one))


def is_ended(text: str) -> bool:
    """True when a text ends as a sentence does."""
    return _ENDED.search(text.strip()) is not None


def sentences(text: str, words: Words) -> tuple[Sentence, ...]:
    """The sentences of a paragraph, an item or a cell; what has no end mark is one up to its end."""
    cuts = [0, *(end for end in _ends(text, words)), len(text)]
    pieces = [(text[start:end], start) for start, end in pairwise(cuts)]
    return tuple(
        Sentence(piece.strip(), start + len(piece) - len(piece.lstrip())) for piece, start in pieces if words_of(piece)
    )


def _ends(text: str, words: Words) -> Iterator[int]:
    """The places behind the marks that end a sentence."""
    known = lexicon(words.language)
    inside = {place for one in _BRACKETS.finditer(text) for place in range(one.start(), one.end() - 1)}
    for found in _END.finditer(text):
        rest = text[found.end() : found.end() + _NEAR].lstrip()
        if rest and found.end() - 1 not in inside and _is_end(text, found, rest, words, known):
            yield found.end()


def _is_end(text: str, found: re.Match[str], rest: str, words: Words, known: Lexicon | None) -> bool:
    if rest.lstrip(_OPENING)[:1].islower():
        return False
    if set(found[0]) & set("!?…") or ".." in found[0]:
        return True
    before = text[max(0, found.start() - _NEAR) : found.start() + 1]
    token = re.split(r"[\s\"“‘«(\[]", before)[-1]
    return not _goes_on(token, before[: len(before) - len(token)], rest, words, known)


def _goes_on(token: str, before: str, rest: str, words: Words, known: Lexicon | None) -> bool:
    """True when the full stop of a token belongs to it, and the sentence goes on."""
    small = token.casefold()
    if small in words.closing:
        return not rest.lstrip(_OPENING)[:1].isupper()
    if known and small in known.before_figures:
        return rest[0].isdigit()
    if (small in words.abbreviations and not token.isupper()) or _is_number_of_item(token, before):  # “MS.” is no title
        return True
    if _INITIALS.fullmatch(token) or _is_initial(token):
        follows = re.split(r"[^\w’']", rest.lstrip(_OPENING), maxsplit=1)[0].casefold()
        return not (known and follows in known.openers) and not _is_named(before, token)
    return False


def _is_initial(token: str) -> bool:
    return len(token) == 2 and token[0].isupper() and token[0] != "I"


def _is_named(before: str, token: str) -> bool:
    """True for a letter that is the name of something, as in “vitamin D.”: a small word leads to it, no preposition."""
    last = words_of(before)[-1:]
    return len(token) == 2 and bool(last) and last[0].islower() and len(last[0]) > 4


def _is_number_of_item(token: str, before: str) -> bool:
    return token[:-1].isdigit() and not words_of(before)
