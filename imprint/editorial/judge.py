"""All editorial rules, one after the other: those on the source, and those on the finished files."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from imprint.editorial import status
from imprint.editorial.absolutes import judge_absolutes
from imprint.editorial.backing import judge_backing
from imprint.editorial.calls import judge_calls, judge_review_days
from imprint.editorial.certainty import judge_certainty
from imprint.editorial.drift import stale_pairs
from imprint.editorial.gates import over_gates
from imprint.editorial.harms import judge_harms
from imprint.editorial.numbers import judge_numbers
from imprint.editorial.plain import grown_sentences, hard_words, long_sentences, misplaced_terms, unexplained_terms
from imprint.editorial.said_numbers import judge_said_numbers
from imprint.editorial.statements import judge_statements
from imprint.errors import Finding
from imprint.evidence import Evidence
from imprint.model import Publication, Words

SourceRule = Callable[[Publication, Words, date], Iterator[Finding]]
FinishedRule = Callable[[Publication, Words, date, Sequence[Evidence], str], Iterator[Finding]]

SOURCE_RULES: tuple[SourceRule, ...] = (
    status.notices_there,
    status.not_yet,
    stale_pairs,
    judge_numbers,
    judge_calls,
    judge_review_days,
    judge_certainty,
    judge_statements,
    judge_harms,
    judge_backing,
    judge_absolutes,
    long_sentences,
    hard_words,
    misplaced_terms,
)
FINISHED_RULES: tuple[FinishedRule, ...] = (judge_said_numbers, over_gates, grown_sentences, unexplained_terms)


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
