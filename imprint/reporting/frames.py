"""The quality frames: how each criterion stands, by a check, by a person's score, or open."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from imprint.model import Criterion, Frame, Kind, Level, Publication, Score
from imprint.reporting.account import Account

OPEN, MET, SCORED = "open", "met by a check", "scored"
SAID = {"yes": "met", "no": "not met", "n/a": "does not apply"}


@dataclass(frozen=True)
class Answer:
    """How a criterion stands, the scores that people have given, and what checks have to say that may help them."""

    criterion: Criterion
    state: str
    scores: tuple[Score, ...]
    help: str


def answers(frame: Frame, account: Account) -> tuple[Answer, ...]:
    """How every criterion of a frame stands."""
    return tuple(_answer(frame, one, account) for one in frame.criteria)


def _answer(frame: Frame, one: Criterion, account: Account) -> Answer:
    scores = tuple(
        score for score in account.publication.scores if (score.frame, score.criterion) == (frame.id, one.id)
    )
    state = SCORED if scores else MET if _is_proved(one, account) else OPEN
    return Answer(one, state, scores, _help(one, account))


def _is_proved(one: Criterion, account: Account) -> bool:
    """True when finished files were looked at, the text has what the criterion is about, and no check finds a fault."""
    found = {flaw.code for flaw in account.findings}
    if not one.proved_by or not account.evidence or found & set(one.proved_by):
        return False
    return not one.needs or _NEEDS[one.needs](account.publication)


def _kinds(publication: Publication) -> Sequence[Kind]:
    level = Level.PLAIN if publication.sections_at(Level.PLAIN) else Level.FULL
    texts = [section.at(level) for section in publication.sections_at(level)]
    return [stretch.kind for text in texts if text for stretch in text.stretches]


_NEEDS: Mapping[str, Callable[[Publication], bool]] = {
    "list": lambda publication: Kind.ITEM in _kinds(publication),
    "sections": lambda publication: len(publication.sections) > 1,
}


def _help(one: Criterion, account: Account) -> str:
    """What the checks that have to do with it have found, in a few words."""
    found = [flaw.code for flaw in account.findings if flaw.code in one.helped_by]
    if not one.helped_by:
        return ""
    codes = ", ".join(one.helped_by)
    return f"the checks {codes} found {len(found) or 'nothing'}"


def told(score: Score, account: Account) -> str:
    """A score in words: the verdict, who gave it, and when."""
    role = f" ({score.role})" if score.role else ""
    note = f": {score.note}" if score.note else ""
    return f"{SAID[score.verdict]}, by {score.by}{role}, {account.words.date(score.date)}{note}"


def summary(frame: Frame, account: Account) -> str:
    """How many criteria are scored, met by a check, open."""
    every = [one.state for one in answers(frame, account)]
    return f"{every.count(SCORED)} scored by people, {every.count(MET)} met by a check, {every.count(OPEN)} open"


def answered(frame: Frame, account: Account) -> Mapping[str, Any]:
    """A frame and how its criteria stand, for programs."""
    return {
        "frame": frame.id,
        "name": frame.name,
        "source": frame.source,
        "criteria": [_told(one) for one in answers(frame, account)],
    }


def _told(one: Answer) -> Mapping[str, Any]:
    return {
        "criterion": one.criterion.id,
        "part": one.criterion.part,
        "asks": one.criterion.asks,
        "state": one.state,
        "proved_by": list(one.criterion.proved_by),
        "helped_by": list(one.criterion.helped_by),
        "scores": [
            {
                "score": score.verdict,
                "by": score.by,
                "role": score.role,
                "date": score.date.isoformat(),
                "note": score.note,
            }
            for score in one.scores
        ],
    }
