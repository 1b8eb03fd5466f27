"""What no machine can judge, as a list: each stands as not done until the metadata records it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from imprint.model import Edition, Frame, Publication, Words

Recorded = Callable[[Publication, Words], str]


@dataclass(frozen=True)
class Judgement:
    """Something that people have to judge: what, how, the words of its record ("" for none), and of which files."""

    what: str
    how: str
    recorded: Recorded = lambda publication, words: ""
    ending: str = ""  # only where there is an edition whose file name ends like this
    frame: str = ""  # done when people have scored each of its criteria


@dataclass(frozen=True)
class Standing:
    """How a judgement stands for a publication; without a record it is not done."""

    what: str
    how: str
    record: str

    @property
    def is_done(self) -> bool:
        """True when the metadata records it."""
        return bool(self.record)


def _review(publication: Publication, words: Words) -> str:
    day = publication.dates.last_reviewed
    if not (publication.reviewers and day):
        return ""
    return f"recorded in the metadata: {', '.join(map(str, publication.reviewers))}, {words.date(day)}"


JUDGEMENTS = (
    Judgement(
        "Review by a clinician",
        "Someone who knows the field reads every level, checks each claim and its source, and is named as reviewer.",
        _review,
    ),
    Judgement(
        "Sign-off of the disclaimers’ wording",
        "Those who answer for clinical safety and for the law say that each wording is right where it is handed out.",
    ),
    Judgement(
        "Test with readers",
        "People like those it is written for read it and tell what they understood and what they would do next.",
    ),
    Judgement(
        "PEMAT",
        "The Patient Education Materials Assessment Tool: people score how easily it is understood and acted on.",
        frame="pemat-p",
    ),
    Judgement(
        "CDC Clear Communication Index",
        "People score the text against the index’s questions on message, language, design, numbers and risk.",
        frame="cdc-index",
    ),
    Judgement(
        "PIF TICK",
        "The UK mark of the Patient Information Forum. Organisations are assessed for it; no program can grant it.",
    ),
    Judgement(
        "Evaluation against WCAG",
        "Programs find only some barriers. An evaluator tries the rest: keyboard, screen reader, magnifier, sense.",
    ),
    Judgement(
        "Braille proof-read by a braille reader",
        "The translation was made by a program. A braille reader reads it against the print.",
        ending=".brf",
    ),
    Judgement(
        "Listening through the audio",
        "The speech was made by a program. Someone hears all of it and follows the text: names, numbers, stress.",
        ending="audio.epub",
    ),
)


def standings(
    publication: Publication, editions: Sequence[Edition], words: Words, frames: Sequence[Frame] = ()
) -> tuple[Standing, ...]:
    """How everything that people must judge stands for the publication and these editions of it."""
    names = [edition.filename for edition in editions]
    wanted = (one for one in JUDGEMENTS if any(name.endswith(one.ending) for name in names))
    scored = {frame.id: _scored(frame, publication, words) for frame in frames}
    return tuple(
        Standing(one.what, one.how, one.recorded(publication, words) or scored.get(one.frame, "")) for one in wanted
    )


def _scored(frame: Frame, publication: Publication, words: Words) -> str:
    """By whom, and when last, a frame was scored; "" while a criterion has no score."""
    scores = [score for score in publication.scores if score.frame == frame.id]
    if {score.criterion for score in scores} != {criterion.id for criterion in frame.criteria}:
        return ""
    names = ", ".join(dict.fromkeys(score.by for score in scores))
    return f"every criterion is scored, by {names}, {words.date(max(score.date for score in scores))}"
