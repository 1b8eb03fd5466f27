"""Finds the word that an author meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def suggest(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """What to do about an unknown word: "did you mean …", or the words there are; or else what ``otherwise`` says."""
    words = list(dict.fromkeys(known))
    if near := nearest(word, words):
        return f"did you mean “{near}”?{f' If not, {otherwise}' if otherwise else ''}"
    if 0 < len(words) <= 25:
        return f"use one of: {', '.join(words)}{f'; or {otherwise}' if otherwise else ''}"
    return otherwise or "take it out, or correct it"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is nearly this one, whatever its case, or None."""
    by_fold = {item.casefold().replace("_", "-"): item for item in known}
    near = get_close_matches(word.casefold().replace("_", "-"), by_fold, n=1, cutoff=0.7)
    return by_fold[near[0]] if near else None
