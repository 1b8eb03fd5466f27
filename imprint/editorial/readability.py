"""Measures text by the published formulas, on what the finished files say."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from math import sqrt

from imprint.editorial import frequency, syllables
from imprint.editorial.explained import unexplained
from imprint.editorial.hearing import heard
from imprint.editorial.jargon import rare_words
from imprint.editorial.lexicon import Lexicon, lexicon
from imprint.editorial.passive import is_passive
from imprint.editorial.sentences import Sentence, is_ended, sentences, words_of
from imprint.evidence import Evidence, Measures
from imprint.model import Kind, Level, Publication, Words

LONG = 3  # syllables of a long word, in SMOG
LABEL = 4  # words: a shorter item without an end mark is a label, no sentence
SMOG_SENTENCES = 30  # fewer than these, and SMOG is a rough estimate
MEASURED = (Kind.PARAGRAPH, Kind.ITEM)


def ease(words: int, sentences: int, syllables: int) -> float:
    """Flesch reading ease (R. Flesch, A new readability yardstick, J Appl Psychol 1948;32:221): 0 hard, 100 easy."""
    return 206.835 - 1.015 * words / sentences - 84.6 * syllables / words


def grade(words: int, sentences: int, syllables: int) -> float:
    """Flesch-Kincaid grade (J. P. Kincaid et al., Research Branch Report 8-75, Naval Technical Training, 1975)."""
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


def smog(long_words: int, sentences: int) -> float:
    """SMOG grade (G. H. McLaughlin, SMOG grading, J Reading 1969;12:639), by his precise formula.

    It was made for 30 sentences; of fewer it is reckoned up to 30, and a rough estimate.
    """
    return 1.043 * sqrt(long_words * SMOG_SENTENCES / sentences) + 3.1291


def counted_with() -> tuple[str, ...]:
    """What syllables and frequencies are counted by, each with its version."""
    return (syllables.counted_with(), frequency.counted_with())


@dataclass(frozen=True)
class Unit:
    """A paragraph or an item, and what it is."""

    kind: Kind
    text: str

    @property
    def counts(self) -> bool:
        """True for what has sentences; an item of a few words without an end mark is a label, and left out."""
        return self.kind is Kind.PARAGRAPH or is_ended(self.text) or len(words_of(self.text)) >= LABEL


_Counted = Callable[[tuple[Unit, ...]], Measures]


def measure(publication: Publication, words: Words, evidence: Iterable[Evidence]) -> tuple[Measures, ...]:
    """What every edition measures: each level as a whole, its sections, and its notices apart.

    Nothing is measured in a language that has no lists.
    """
    known = lexicon(publication.language)
    if not known:
        return ()
    counted = cache(partial(_counted, words, known))  # most editions say the same
    return tuple(_measures(publication, evidence, counted))


def _measures(publication: Publication, evidence: Iterable[Evidence], counted: _Counted) -> Iterator[Measures]:
    for shown in evidence:
        for level in shown.edition.levels:
            spoken = [one for one in heard(publication, shown, level) if one.words]
            if not spoken:
                continue
            for section in ("", *dict.fromkeys(one.section.id for one in spoken)):
                held = [one for one in spoken if section in ("", one.section.id)]
                units = tuple(Unit(one.stretch.kind, one.text) for one in held if one.stretch.kind in MEASURED)
                lost = unexplained(publication, held) if level is Level.PLAIN else ()
                unexplained_words = tuple(one.term.term for one in lost)
                found = counted(units)
                yield replace(
                    found, edition=shown.edition.name, level=level, section=section, unexplained=unexplained_words
                )
            yield _of_notices(shown, level, counted)


def _of_notices(shown: Evidence, level: Level, counted: _Counted) -> Measures:
    texts = dict.fromkeys(said.text for said in shown.said if said.is_notice and said.level is level)
    found = counted(tuple(Unit(Kind.PARAGRAPH, text) for text in texts))
    return replace(found, edition=shown.edition.name, level=level, rare=(), of_notices=True)


def _counted(words: Words, known: Lexicon, units: tuple[Unit, ...]) -> Measures:
    """What some text measures, wherever it stands."""
    divided = [(unit, sentences(unit.text, words)) for unit in units if unit.counts]
    every = [sentence for _, some in divided for sentence in some]
    counts = Counts.of(every)
    return Measures(
        "",
        Level.FULL,
        "",
        counts.words,
        counts.sentences,
        _per_paragraph([len(some) for unit, some in divided if unit.kind is Kind.PARAGRAPH]),
        max((len(one.words) for one in every), default=0),
        sum(is_passive(one.words, known) for one in every),
        rare_words([unit.text for unit in units], known),
        (),
        *counts.figures(),
    )


def _per_paragraph(counts: Sequence[int]) -> float | None:
    return sum(counts) / len(counts) if counts else None


@dataclass(frozen=True)
class Counts:
    """What the formulas are fed with."""

    words: int
    sentences: int
    syllables: int
    long_words: int

    @classmethod
    def of(cls, some: Sequence[Sentence]) -> "Counts":
        """The counts of some sentences."""
        every = [word for one in some for word in one.words]
        return cls(
            len(every),
            len(some),
            sum(map(syllables.syllables, every)),
            sum(syllables.spoken(word) >= LONG for word in every),
        )

    def figures(self) -> tuple[float | None, float | None, float | None]:
        """Grade, SMOG and ease; None of each where there is no sentence."""
        if not self.sentences:
            return None, None, None
        common = (self.words, self.sentences, self.syllables)
        return grade(*common), smog(self.long_words, self.sentences), ease(*common)
