"""The words that rules about style look for, per language: data (``phrases.yaml``), since they are no logic."""

import re
from functools import cache
from pathlib import Path

from imprint.errors import ImprintError
from imprint.reading.files import read_text
from imprint.reading.report import Report
from imprint.reading.schema import Shape, fit
from imprint.reading.yaml_loader import load

_FILE = Path(__file__).with_name("phrases.yaml")
_LISTS = ("shown", "things", "marks", "colours")


class Phrases(Shape):
    """One language's lists, all in small letters; empty ones for a language that nobody wrote any for."""

    empty_links: tuple[str, ...] = ()
    picture_openings: tuple[str, ...] = ()
    colour_cues: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    closing_abbreviations: tuple[str, ...] = ()
    common_words: tuple[str, ...] = ()


class _File(Shape):
    languages: dict[str, Phrases]


def phrases(language: str) -> Phrases:
    """The lists of a language by its tag (en-GB: those of en)."""
    return _all().get(language.partition("-")[0], Phrases())


@cache
def colour_cue(of: Phrases) -> re.Pattern[str] | None:
    """What finds a colour that is the only cue, or None where the language has no lists for it."""
    lists = {name: f"(?:{'|'.join(map(re.escape, getattr(of, name)))})" for name in _LISTS}
    cues = [r"\s+".join(cue.format_map(lists).split(" ")) for cue in of.colour_cues]
    return re.compile(rf"\b(?:{'|'.join(cues)})\b", re.IGNORECASE) if cues else None


@cache
def _all() -> dict[str, Phrases]:
    report = Report(_FILE.name)
    text = read_text(_FILE, report)
    tree = load(text, report) if text is not None else None
    entry = fit(_File, tree.under("languages"), report) if tree else None
    if entry is None or report.has_errors:
        raise ImprintError(report.findings)
    return entry.languages
