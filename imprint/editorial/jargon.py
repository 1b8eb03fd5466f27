"""Finds hard words: rare ones, and those of clinicians, that neither the glossary nor the sentence explains."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from imprint.editorial.explained import uses
from imprint.editorial.frequency import zipf
from imprint.editorial.lexicon import Lexicon
from imprint.editorial.number_forms import forms_of
from imprint.editorial.syllables import syllables
from imprint.model import Publication

RARE = 3.3  # Zipf: met less than twice in a million words
CLINICAL = 4.3  # what is made of clinicians' parts of words has to be better known
LONG = 3  # syllables
SHORT_AND_RARE = 2.9  # Zipf below which a word of two syllables is hard as well: bursa
COMMON = 4.0  # Zipf of words that two of make a third that everybody understands: knee, cap
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_OPENING = " \n\"'“‘(["
_NEAR = 200  # letters around a word that can explain it
_SHORT_FORM = re.compile(r"[A-Z][A-Z&]*[A-Z]s?")
_ADDRESS = re.compile(r"\S+://\S+|\S+@\S+|\bwww\.\S+|\b[\w-]+(?:\.[\w-]+)+/\S*")
_LEAST = 4  # letters
_MEANING = 2  # words that can explain one, in brackets
_DEFINITION = 4  # words of a sentence that says what something is


@dataclass(frozen=True)
class Hard:
    """A hard word, the letter of its text at which it begins, and what can be said instead, if that is known."""

    word: str
    place: int
    plainer: str = ""


def rare_words(texts: Iterable[str], known: Lexicon) -> tuple[str, ...]:
    """The words of some texts that are met less often than the threshold, each once; names and short forms are none."""
    found: dict[str, None] = {}
    for text in texts:
        bare = _ADDRESS.sub(lambda hit: " " * len(hit[0]), text)
        for hit in _WORD.finditer(bare):
            is_name = hit[0][0].isupper() and not _begins(bare, hit.start())
            small = re.split("[’']", hit[0].casefold())[0]
            if (
                not (is_name or hit[0].isupper() or small in known.everyday)
                and len(small) >= _LEAST
                and zipf(small) < RARE
            ):
                found[small] = None
    return tuple(found)


def _begins(text: str, place: int) -> bool:
    """True where a sentence begins, or what is like one: there, a capital makes no name."""
    before = text[max(0, place - _NEAR) : place].rstrip(_OPENING)
    return not before or before[-1] in ".!?…:•–—"


@dataclass
class Reader:
    """Reads a plain text from its begin to its end, and remembers what was explained to it."""

    publication: Publication
    known: Lexicon
    told: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.told |= _named(self.publication) | {_key(unit) for unit in forms_of(self.publication.language).units}

    def hard(self, text: str) -> Iterator[Hard]:
        """The hard words of a paragraph that nothing explains, each where it is met first."""
        bare = self._without_terms(text)
        for one in (*self._phrases(bare), *self._words(bare)):
            key = _key(one.word)
            if key not in self.told:
                self.told |= {key, *map(_key, one.word.split())}
                if not self._is_explained(text, one):
                    yield one

    def _without_terms(self, text: str) -> str:
        spans = [hit.span() for hit in _ADDRESS.finditer(text)]
        spans += [(start, end) for start, end, _ in uses(self.publication.glossary, text)]
        letters = list(text)
        for start, end in spans:
            letters[start:end] = " " * (end - start)
        return "".join(letters)

    def _phrases(self, text: str) -> Iterator[Hard]:
        for phrase, plainer in self.known.plainer.items():
            if " " in phrase and (hit := re.search(rf"\b{re.escape(phrase)}\b", text, re.IGNORECASE)):
                yield Hard(hit[0], hit.start(), plainer)

    def _words(self, text: str) -> Iterator[Hard]:
        for hit in _WORD.finditer(text):
            word = hit[0]
            if _SHORT_FORM.fullmatch(word):
                if word not in self.known.everyday_short:
                    yield Hard(word, hit.start())
            elif self._is_hard(word, is_name=word[0].isupper() and not _begins(text, hit.start())):
                yield Hard(word, hit.start(), self.known.plainer.get(word.casefold(), ""))

    def _is_hard(self, word: str, *, is_name: bool) -> bool:
        small = re.split("[’']", word.casefold())[0]
        if small in self.known.plainer:
            return True
        if small in self.known.everyday or syllables(small) < LONG - 1:
            return False
        if syllables(small) < LONG:
            return not is_name and zipf(small) < SHORT_AND_RARE and not _is_compound(small)
        return zipf(small) < (CLINICAL if self._is_clinical(small) else 0 if is_name else RARE)

    def _is_clinical(self, small: str) -> bool:
        return small.startswith(self.known.clinical_begins) or small.removesuffix("s").endswith(
            self.known.clinical_ends
        )

    def _is_explained(self, text: str, one: Hard) -> bool:
        """True when the text itself tells at this place what the word means."""
        end = one.place + len(one.word)
        after = text[end : end + _NEAR].lstrip("”’\"' *,").casefold()
        before = text[max(0, one.place - _NEAR) : one.place].rstrip("“‘\"' *").casefold()
        if after.startswith(self.known.explains_after) or before.endswith(self.known.explains_before):
            return True
        in_brackets = re.match(r"\(([^()]*)\)", after)
        if in_brackets and len(_WORD.findall(in_brackets[1])) >= _MEANING:
            return True
        if after.startswith(")") and before.endswith("("):  # high blood pressure (hypertension)
            return len(_WORD.findall(before)) >= _MEANING
        return self._is_defined(before, after)

    def _is_defined(self, before: str, after: str) -> bool:
        """True for the begin of “A placebo is a tablet without medicine in it”."""
        opening = re.split(r"[.!?:]\s", before)[-1].strip()
        found = next((one for one in self.known.explains_as if after.startswith(f"{one} ")), None)
        if found is None or (opening and opening not in self.known.articles):
            return False
        rest = re.split(r"[.!?]", after.removeprefix(found))[0]
        return len(_WORD.findall(rest)) >= _DEFINITION


def _named(publication: Publication) -> set[str]:
    """The words of what the text is about and of who stands behind it: they cannot be chosen."""
    one = publication
    people = (*one.authors, *one.reviewers)
    names = (
        one.titles.plain,
        *one.conditions,
        *(item.name for item in one.interventions),
        *(f"{person.name} {person.role or ''}" for person in people),
        one.publisher.name or "",
        *(f"{item.name} {item.regulator} {item.adr_scheme}" for item in one.jurisdictions),
    )
    return {_key(word) for name in names for word in _WORD.findall(name)}


def _is_compound(word: str) -> bool:
    """True for a word that is made of two common ones: kneecap, sunburn."""
    cuts = range(3, len(word) - 2)
    return any(zipf(word[:cut]) > COMMON and zipf(word[cut:]) > COMMON for cut in cuts)


def _key(word: str) -> str:
    return word.casefold().removesuffix("’s").removesuffix("s")
