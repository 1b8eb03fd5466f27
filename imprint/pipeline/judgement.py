"""What a partner's page is found to be, in words that an editor understands, and which exit code that is."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from imprint.checking import Found, PublishedKit, Shape, Trouble
from imprint.errors import Exit, Finding


class Judgement(StrEnum):
    """What a partner's page is, the best first."""

    FINE = "up to date and unaltered"
    DRAFT = "a draft"
    SUPERSEDED = "superseded"
    OUT_OF_DATE = "out of date or withdrawn"
    NOTHING = "nothing of ours"
    COPIED = "copied without the embed"
    ELSEWHERE = "shows something else"
    HIDDEN = "hidden"
    ALTERED = "altered"
    MISSING = "a disclaimer is missing"
    UNSEEN = "not looked at"


BY_CODE = {
    "K018": Judgement.DRAFT,
    "K016": Judgement.SUPERSEDED,
    "K017": Judgement.OUT_OF_DATE,
    "K015": Judgement.NOTHING,
    "K014": Judgement.COPIED,
    "K013": Judgement.ELSEWHERE,
    "K012": Judgement.HIDDEN,
    "K010": Judgement.ALTERED,
    "K011": Judgement.MISSING,
    **dict.fromkeys(("K001", "K002", "K003", "K004"), Judgement.UNSEEN),
}
NOT_TO_BE_USED = frozenset({Judgement.DRAFT, Judgement.SUPERSEDED, Judgement.OUT_OF_DATE})


@dataclass(frozen=True)
class Shown:
    """One text of ours on a page: what it is, and whether it is up to date."""

    shape: Shape
    told: str
    publication: str | None = None
    level: str | None = None
    version: str | None = None
    published: str | None = None  # the version that is published now
    until: str | None = None  # the day on which another took its place


@dataclass(frozen=True)
class Page:
    """A partner's page: its verdict, all that is on it, and every reason."""

    page: str
    judgement: Judgement
    shown: tuple[Shown, ...]
    findings: tuple[Finding, ...]
    rendered: bool = False

    def as_facts(self) -> Mapping[str, object]:
        """The same for other programs."""
        shown = [{**vars(one), "shape": str(one.shape)} for one in self.shown]
        found = [one.as_facts() for one in self.findings]
        return {
            "page": self.page,
            "verdict": str(self.judgement),
            "shown": shown,
            "findings": found,
            "rendered": self.rendered,
        }


def embeds_exit_code(pages: Sequence[Page]) -> Exit:
    """The gravest of what was found: altered, then not looked at, then not to be used any more."""
    verdicts = {page.judgement for page in pages}
    if verdicts - NOT_TO_BE_USED - {Judgement.FINE, Judgement.UNSEEN}:
        return Exit.ERRORS
    if Judgement.UNSEEN in verdicts:
        return Exit.ENVIRONMENT
    return Exit.SUPERSEDED if verdicts & NOT_TO_BE_USED else Exit.PROVEN


def shown_as(
    found: Found,
    publication: str | None,
    version: str | None,
    kit: PublishedKit | None,
    troubles: Sequence[Trouble],
    until: str | None = None,
) -> Shown:
    """What is told of one text on a page."""
    what = f"version {version} of {publication}" if publication else "a text that nobody knows"
    level = str(kit.level) if kit else None
    name = f"{found.shape}: {what}" + (f", {level} text" if level else "")
    verdict = _judgement(one.code for one in troubles)
    told = f"{name}: {verdict}" + (f" since {until}" if until and verdict is Judgement.SUPERSEDED else "")
    return Shown(found.shape, told, publication, level, version or None, kit.version if kit else None, until)


def page_of(name: str, shown: Sequence[Shown], findings: Collection[Finding]) -> Page:
    """What is told of a page, by all that was found there."""
    return Page(name, _judgement(one.code for one in findings), tuple(shown), tuple(findings))


def _judgement(codes: Iterable[str]) -> Judgement:
    order = list(Judgement)
    return max((BY_CODE[code] for code in codes), key=order.index, default=Judgement.FINE)
