"""Holds the wording of a required statement to its rules: known gaps, plain text, all that it must convey."""

import re
from collections.abc import Callable

from imprint.model import JURISDICTION_SLOTS, Sentence, Slot, Wording
from imprint.reading.suggest import suggest

Note = Callable[[str, str, str], None]  # code, message, hint

ALWAYS_FILLED = {*JURISDICTION_SLOTS, Slot.VERSION}
_SLOT = re.compile(r"\{([^{}]*)\}")
_MARKUP = re.compile(r"<[A-Za-z/!]|\*\*|\]\(|&#?\w+;|__|\s\{\.")


def note_wording(wording: Wording, must_convey: tuple[tuple[str, ...], ...], note: Note) -> None:
    """Notes every rule that a wording breaks; no wording breaks none."""
    for sentence in wording:
        _note_slots(sentence, note)
        for text in (sentence.say, sentence.unset or ""):
            if found := _MARKUP.search(text):
                note("D012", f"“{found[0].strip()}” would be printed as it stands", "write plain text without mark-up")
    for terms in filter(None, must_convey if wording else ()):
        _note_conveyed(wording, terms, note)


def _note_slots(sentence: Sentence, note: Note) -> None:
    names = _SLOT.findall(sentence.say)
    for name in names:
        if name not in list(Slot):
            note("D002", f"“{{{name}}}” is not a gap that can be filled", suggest(name, Slot))
    if re.search(r"[{}]", _SLOT.sub("", sentence.say)):
        note("D010", f"a brace has no partner in “{sentence.say}”", "write gaps as {name}")
    if re.search(r"[{}]", sentence.unset or ""):
        note("D011", "the text for an unset gap has a gap or brace itself", "write it without braces")
    can_be_unset = [name for name in names if name in list(Slot) and name not in ALWAYS_FILLED]
    if can_be_unset and sentence.unset is None:
        hint = 'add “unset: …”, the sentence to print then, or “unset: ""” to leave it out'
        note("D003", f"“{{{can_be_unset[0]}}}” may not be set yet, and nothing is said for that", hint)
    if sentence.unset is not None and not can_be_unset:
        note("D009", f"“unset: {sentence.unset}” is never printed: all gaps are always filled", "take it out")


def _note_conveyed(wording: Wording, terms: tuple[str, ...], note: Note) -> None:
    """Notes when a wording holds none of the terms, with its gaps filled or while they are not set."""
    wanted = " or ".join(f"“{term}”" for term in terms)
    hint = "mend the wording, or the list “must_convey”"
    if not _holds(wording, terms):
        note("D006", f"the wording does not convey {wanted}", hint)
        return
    unset = tuple(Sentence(sentence.say if sentence.unset is None else sentence.unset) for sentence in wording)
    if not _holds(unset, terms) and not any(set(_SLOT.findall(term)) - ALWAYS_FILLED for term in terms):
        note("D006", f"the wording does not convey {wanted} while a gap is unset", hint)


def _holds(wording: Wording, terms: tuple[str, ...]) -> bool:
    told = " ".join(sentence.say for sentence in wording).casefold()
    return any(term.casefold() in told for term in terms)


def note_terms(must_convey: tuple[tuple[str, ...], ...], note: Note) -> None:
    """Notes what is wrong with the list of what every wording must convey."""
    if not must_convey:
        note("D005", "“must_convey” is missing", "list the terms that every wording must hold")
    if not all(must_convey):
        note("D014", "“must_convey” has an empty list", "write the terms, or take the list out")
    for name in [name for terms in must_convey for term in terms for name in _SLOT.findall(term)]:
        if name not in list(Slot):
            note("D014", f"“must_convey” names a gap “{{{name}}}” that does not exist", suggest(name, Slot))
