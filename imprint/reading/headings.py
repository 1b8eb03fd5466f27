"""Holds the headings of sections against what else an edition prints as one: parts are told apart by them."""

from collections.abc import Sequence

from imprint.model import ByLevel, Level, Section, Words
from imprint.reading.images import typographic
from imprint.reading.report import Report

_PRINTED = (  # the names in words.yaml of what stands above parts that are no section
    *("about", "glossary", "sources", "main_message", "before_you_read"),
    *("contents", "contents_book", "in_plain_language"),
)
_HINT = "word it differently: readers and the check tell the parts of an edition apart by their headings"


def note_headings(sections: Sequence[Section], titles: ByLevel | None, words: Words | None, report: Report) -> None:
    """Notes every heading that at its level is the title, one of the templates' own, or another section's."""
    printed = [words.texts[name] for name in _PRINTED if name in words.texts] if words else []
    for level in Level:
        taken = {_folded(text): "a heading that the editions print themselves" for text in printed}
        if titles:
            taken[_folded(titles.at(level))] = f"also the title of the {level} text"
        for section in sections:
            heading, line = section.headings.at(level), section.where.line
            if not heading or not section.at(level):
                continue
            if use := taken.get(_folded(heading)):
                report.add("P026", line, f"“{heading}” is {use}", _HINT)
            taken.setdefault(_folded(heading), f"also the heading of the section in line {line}")


def _folded(text: str) -> str:
    return typographic(text).casefold()
