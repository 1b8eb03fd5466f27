"""Tells the metadata at the top of a text from the text below them."""

import re

from imprint.reading.report import Report

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


def divided(source: str, report: Report) -> tuple[str | None, str | None, int]:
    """The metadata between the first two lines of hyphens, the text behind them, and how many lines stand before it."""
    fences = list(_FENCE.finditer(source))
    hint = "put the metadata between two lines “---” at the top"
    if not fences or fences[0].start() != 0:
        report.add("Y030", 1, "the file does not begin with its metadata", hint)
        begin = fences[:2][-1].end() + 1 if fences else 0
        return None, source[begin:], source[:begin].count("\n")
    if len(fences) < 2:
        report.add("Y030", 1, "the metadata do not end", hint)
        return None, None, 0
    front = source[fences[0].end() + 1 : fences[1].start()]
    return front, source[fences[1].end() + 1 :], source[: fences[1].end()].count("\n") + 1
