"""Reads what people have judged of a publication (``scores.yaml``), each against a frame's criterion."""

from imprint.model import Score
from imprint.reading.frames import frames
from imprint.reading.report import Report
from imprint.reading.schema import Day, Many, Maybe, Shape, fit
from imprint.reading.suggest import suggest
from imprint.reading.yaml_loader import Tree


class ScoreEntry(Shape):
    """One judgement as written."""

    frame: str
    criterion: str
    score: str
    by: str
    role: Maybe[str] = None
    date: Day
    note: Maybe[str] = None


class ScoresEntry(Shape):
    """The whole list."""

    scores: Many[ScoreEntry] = ()


VERDICTS = ("yes", "no", "n/a")


def scores(tree: Tree, report: Report) -> tuple[Score, ...]:
    """The judgements in the order of the file; what is wrong is noted."""
    entry = fit(ScoresEntry, tree, report)
    found = entry.scores if entry else ()
    for number, one in enumerate(found):
        _note_unknown(number, one, tree, report)
    return tuple(
        Score(
            *(one.frame, one.criterion, one.score, one.by, one.role, one.date, one.note),
            report.where(tree.line(("scores", number))),
        )
        for number, one in enumerate(found)
    )


def _note_unknown(number: int, one: ScoreEntry, tree: Tree, report: Report) -> None:
    """Notes a frame, a criterion or a score that there is not."""
    known = {frame.id: [criterion.id for criterion in frame.criteria] for frame in frames()}

    def note(key: str, value: str, names: list[str]) -> None:
        line = tree.line(("scores", number, key))
        report.add("Y012", line, f"“{value}” is not known for “{key}”", suggest(value, names))

    if one.frame not in known:
        note("frame", one.frame, list(known))
    elif one.criterion not in known[one.frame]:
        note("criterion", one.criterion, known[one.frame])
    if one.score not in VERDICTS:
        note("score", one.score, list(VERDICTS))
