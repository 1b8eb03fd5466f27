"""What was measured of an account's editions, for people and for programs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from imprint.evidence import Measures
from imprint.model import Level
from imprint.reporting.account import Account

Figures = tuple[tuple[str, str], ...]  # the name of a column and what stands there
FULL, PLAIN = Level.FULL, Level.PLAIN


@dataclass(frozen=True)
class Row:
    """What a table tells of editions that measure the same, in figures as people read them."""

    editions: tuple[str, ...]
    figures: Figures
    over: tuple[str, ...]  # the columns that are over the text's gates


def rows(account: Account, level: Level, *, of_notices: bool = False) -> list[Row]:
    """The editions that carry a level with what their text, or their notices, measure there; alike ones together."""
    whole = (one for one in account.measures if not one.section and one.of_notices is of_notices)
    found: dict[tuple[Figures, tuple[str, ...]], list[str]] = {}
    for one in whole:
        if one.level is level and one.sentences:
            found.setdefault(_told_of(one, account), []).append(one.edition)
    return [Row(tuple(editions), *told) for told, editions in found.items()]


def gates(account: Account, level: Level) -> Mapping[str, float]:
    """The most that a level may measure, by the names of the columns."""
    own = account.publication.gates
    if level is FULL:
        return {"Grade": own.full_grade}
    return {"Grade": own.plain_grade, "SMOG": own.plain_smog, "Longest sentence": own.plain_sentence_words}


def _told_of(one: Measures, account: Account) -> tuple[Figures, tuple[str, ...]]:
    figures = {
        "Grade": one.grade or 0,
        "SMOG": one.smog or 0,
        "Ease": one.ease or 0,
        "Words in a sentence": one.words / one.sentences,
        "Longest sentence": float(one.longest),
        "Passive": 100 * one.passive / one.sentences,
        "Rare words": float(len(one.rare)),
    }
    most = {} if one.of_notices else gates(account, one.level)
    over = tuple(name for name, limit in most.items() if round(figures[name], 1) > limit)
    return tuple((name, _told(name, value)) for name, value in figures.items()), over


def _told(name: str, value: float) -> str:
    if name == "Passive":
        return f"{value:.0f} %"
    return f"{value:.0f}" if name in ("Longest sentence", "Rare words", "Ease") else f"{value:.1f}"


def span(account: Account, level: Level) -> str:
    """The grades of a level’s editions: “3.8”, or “3.8 to 4.0” where they differ; "" where nothing was measured."""
    every = [dict(row.figures)["Grade"] for row in rows(account, level)]
    lowest, highest = (min(every, key=float), max(every, key=float)) if every else ("", "")
    return lowest if lowest == highest else f"{lowest} to {highest}"


def is_over(account: Account, level: Level) -> bool:
    """True where an edition’s text is over a gate of its level."""
    return any(row.over for row in rows(account, level))


def graded(account: Account) -> Mapping[str, Any] | None:
    """What was measured, for programs; None where nothing was."""
    if not account.measures:
        return None
    own = account.publication.gates
    return {
        "counted_with": list(account.counted_with),
        "gates": {
            "plain": {"grade": own.plain_grade, "smog": own.plain_smog, "sentence_words": own.plain_sentence_words},
            "full": {"grade": own.full_grade},
        },
        "measures": [_measured(one) for one in account.measures],
    }


def _measured(one: Measures) -> Mapping[str, Any]:
    return {
        "edition": one.edition,
        "level": one.level,
        "of": "notices" if one.of_notices else one.section or "text",
        "words": one.words,
        "sentences": one.sentences,
        "grade": _rounded(one.grade),
        "smog": _rounded(one.smog),
        "ease": _rounded(one.ease),
        "longest_sentence": one.longest,
        "sentences_per_paragraph": _rounded(one.per_paragraph),
        "passive_sentences": one.passive,
        "rare_words": list(one.rare),
        "unexplained": list(one.unexplained),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
