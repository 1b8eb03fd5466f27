"""All editorial rules, one after the other: those on the source, and those on the finished files."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from imprint.editorial.gates import over_gates
from imprint.editorial.plain import grown_sentences, hard_words, long_sentences, misplaced_terms, unexplained_terms
from imprint.errors import Finding
from imprint.evidence import Evidence
from imprint.model import Publication, Words

SourceRule = Callable[[Publication, Words, date], Iterator[Finding]]
FinishedRule = Callable[[Publication, Words, date, Sequence[Evidence], str], Iterator[Finding]]

SOURCE_RULES: tuple[SourceRule, ...] = (long_sentences, hard_words, misplaced_terms)
FINISHED_RULES: tuple[FinishedRule, ...] = (over_gates, grown_sentences, unexplained_terms)


def judge_source(publication: Publication, words: Words, as_of: date) -> tuple[Finding, ...]:
    """What the editorial rules find in a text as it was written, each once, at its line."""
    found = (one for rule in SOURCE_RULES for one in rule(publication, words, as_of))
    return tuple(dict.fromkeys(found))


def judge_finished(
    publication: Publication, words: Words, as_of: date, evidence: Sequence[Evidence], folder: str
) -> tuple[Finding, ...]:
    """What they find in the finished files, by what these say; ``folder`` names their folder in findings."""
    found = (one for rule in FINISHED_RULES for one in rule(publication, words, as_of, evidence, folder))
    return tuple(dict.fromkeys(found))
