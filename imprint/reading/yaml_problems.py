"""Says in plain words where and why YAML cannot be read, or is read otherwise than its author sees it."""

import re

import yaml

from imprint.reading.report import Report

_CUT = re.compile(r"(?<=\S)[ \t]+(#[^\s#].*)")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_PROBLEMS = (  # what the parser says, whether its place is where the thing began, what an author can do about it
    (
        "mapping values are not allowed",
        False,
        "a colon stands where none is expected",
        "put a text with a colon in quotes; check the indent, and the colon of the line above",
    ),
    (
        "cannot start any token",
        False,
        "a text begins with a sign that YAML reserves",
        "put the text in quotes; indent with spaces, not tabs",
    ),
    (
        "expected ',' or",
        True,
        "a bracket is not closed, or a comma is missing",
        "close the bracket; put texts with brackets in quotes",
    ),
    ("expected node content", True, "a bracket is not closed", "close the bracket; put texts with brackets in quotes"),
    (
        "unexpected end of stream",
        True,
        "a quotation mark is not closed",
        "close it, or use the other kind of quotation mark inside",
    ),
    ("unknown escape", False, "a backslash stands in double quotes", "take it out, or use single quotes"),
    (
        "expected '-' indicator",
        False,
        "the line does not belong to the list above it",
        "begin it with “- ”, or indent it like its neighbours",
    ),
    (
        "could not find expected ':'",
        True,
        "the line is no “key: value”",
        "write a colon and a space behind the key; put a text of several lines in quotation marks",
    ),
    ("expected key", False, "the line does not fit to the lines above it", "check its indent and its quotation marks"),
)


def cut_off(line: str, column: int) -> tuple[str, str] | None:
    """Message and hint for words behind a # at a place of a line, or None; a # with a space behind it begins a note."""
    return _cut(found[1]) if (found := _CUT.match(line, column)) else None


def note_problem(error: yaml.MarkedYAMLError, text: str, report: Report, offset: int) -> None:
    """Notes what the parser stumbled over, where it began; nothing where that is noted already."""
    said, lines = str(error.problem), text.split("\n")
    known = next((row for row in _PROBLEMS if row[0] in said), None)
    unknown = ("", False, f"the line cannot be read ({said})", "check its indent and its quotation marks")
    _, began, *told = known or unknown
    mark = error.context_mark if began and error.context_mark else error.problem_mark
    line = min(mark.line, len(lines) - 1) if mark else 0
    if offset + line in report.lines("Y035"):
        return  # the text goes on behind what was cut: that is told
    for near in range(max(line - 1, 0), line + 1):
        if "bracket" in told[0] and (found := _CUT.search(_QUOTED.sub("…", lines[near]))):  # it stands behind a #
            report.add("Y035", offset + near + 1, *_cut(found[1].split(",")[0]))
            return
        if re.match(r" *\t", lines[near]):
            line, told = near, ["the line begins with a tab", "indent it with spaces instead"]
            break
    report.add("Y005", offset + line + 1, *told)


def _cut(words: str) -> tuple[str, str]:
    message = f"“{words[:40]}” is not read: YAML takes what follows a # for a note"
    return message, "put the whole value in quotation marks; if it is a note, write a space behind the #"
