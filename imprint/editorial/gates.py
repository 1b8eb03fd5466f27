"""The gates of a text: the grades that it may measure at most, level by level, in what the editions say."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from imprint.codes import finding
from imprint.editorial.plain import quoted
from imprint.editorial.readability import MEASURED, SMOG_SENTENCES, Counts, grade, measure, smog
from imprint.editorial.sentences import Sentence, sentences
from imprint.errors import Finding
from imprint.evidence import Evidence, Measures
from imprint.model import Level, Publication, Section, Words

LEAST_WORDS = 100  # of a whole text: the formulas were made for samples of that length
LEAST_OF_SECTION = 30
NAMED = 3  # hardest sentences
Figure = Callable[[Measures], float | None]


def over_gates(
    publication: Publication, words: Words, _: date, evidence: Sequence[Evidence], __: str
) -> Iterator[Finding]:
    """L010, L011, L013: the levels that measure more than their gates, each once, at their hardest section."""
    every = [one for one in measure(publication, words, evidence) if not one.of_notices]
    gates = publication.gates
    yield from _judged("L010", Level.PLAIN, _grade, gates.plain_grade, publication, words, every)
    yield from _judged("L011", Level.PLAIN, _smog, gates.plain_smog, publication, words, every)
    yield from _judged("L013", Level.FULL, _grade, gates.full_grade, publication, words, every)


def _grade(one: Measures) -> float | None:
    return one.grade


def _smog(one: Measures) -> float | None:
    return one.smog


def _judged(
    code: str,
    level: Level,
    figure: Figure,
    most: float,
    publication: Publication,
    words: Words,
    every: Sequence[Measures],
) -> Iterator[Finding]:
    whole = [one for one in every if one.level is level and not one.section and one.words >= LEAST_WORDS]
    worst = max(whole, key=lambda one: figure(one) or 0, default=None)
    reached = figure(worst) if worst else None
    if worst is None or reached is None or round(reached, 1) <= most:
        return
    section = _hardest(publication, worst, figure, every)
    message = f"the {level} text measures {_NAMES[code]} {reached:.1f}, more than {most:g}{_note(code, worst)}"
    message += f" ({worst.words / worst.sentences:.1f} words in a sentence); the hardest sentences: "
    message += ", ".join(map(quoted, _hard_sentences(code, publication, level, words)))
    yield finding(code, section.where, message, _HINTS[code])


_NAMES = {"L010": "grade", "L011": "SMOG grade", "L013": "grade"}
_SHORTEN = "shorten these sentences, and use shorter words"
_HINTS = {
    "L010": _SHORTEN,
    "L011": "replace words of three syllables and more by shorter ones",
    "L013": f"{_SHORTEN}, or let it be if its readers can follow",
}


def _note(code: str, one: Measures) -> str:
    is_rough = code == "L011" and one.sentences < SMOG_SENTENCES
    return f", roughly, since it has only {one.sentences} sentences" if is_rough else ""


def _hardest(publication: Publication, worst: Measures, figure: Figure, every: Sequence[Measures]) -> Section:
    """The section that measures most; one of a few words tells nothing."""
    sections = publication.sections_at(worst.level)
    mine = {one.section: one for one in every if (one.edition, one.level) == (worst.edition, worst.level)}

    def reached(section: Section) -> float:
        one = mine.get(section.id)
        return (figure(one) or 0) if one and one.words >= LEAST_OF_SECTION else 0

    return max(sections, key=reached)


def _hard_sentences(code: str, publication: Publication, level: Level, words: Words) -> list[Sentence]:
    """The author’s sentences that cost most."""
    texts = [
        stretch.text
        for section in publication.sections_at(level)
        for stretch in getattr(section.at(level), "stretches", ())
        if stretch.kind in MEASURED
    ]
    every = [one for text in texts for one in sentences(text, words)]
    return sorted(every, key=lambda one: -_cost(code, one))[:NAMED]


def _cost(code: str, one: Sentence) -> float:
    counts = Counts.of([one])
    if code == "L011":
        return smog(counts.long_words, 1)
    return grade(counts.words, 1, counts.syllables)
