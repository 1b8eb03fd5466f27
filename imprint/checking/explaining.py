"""Where the terms of the glossary are used: what the plain text must explain there, and the full one at its end."""

import re
from collections.abc import Iterable, Iterator

from imprint.model import Term


class Explainer:
    """Explains each term once: in brackets behind the first use that it is shown."""

    def __init__(self, glossary: Iterable[Term]) -> None:
        self._glossary = tuple(glossary)
        self._explained: set[str] = set()

    def __call__(self, text: str) -> str:
        """The text with the explanations that it owes."""
        told, start = "", 0
        for end, term in uses(self._glossary, text):
            if term.term not in self._explained:
                self._explained.add(term.term)
                told += f"{text[start:end]} ({term.meaning.plain})"
                start = end
        return told + text[start:]


def uses(glossary: Iterable[Term], text: str) -> Iterator[tuple[int, Term]]:
    """Where a term ends in a text, in any of its forms, as a word of its own; a longer term holds a shorter one."""
    by_form = {form.casefold(): term for term in reversed(tuple(glossary)) for form in (term.term, *term.forms)}
    if by_form:
        forms = "|".join(map(re.escape, sorted(by_form, key=lambda form: (-len(form), form))))
        for found in re.finditer(rf"(?<![\w-])(?:{forms})(?![\w-])", text, re.IGNORECASE):
            if term := by_form.get(found.group().casefold()):
                yield found.end(), term
