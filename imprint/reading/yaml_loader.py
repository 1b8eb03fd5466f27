"""Reads YAML without its surprises: every value is text as written; no aliases, no tags, no key twice, nothing deep."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from imprint.reading import unicode_rules
from imprint.reading.report import Report

Way: TypeAlias = tuple[str | int, ...]  # the keys and indices that lead to a value
MAX_DEPTH = 12
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_CUT = re.compile(r"(?<=\S)[ \t]+(#[^\s#].*)")
_Parser = getattr(yaml, "CLoader", yaml.Loader)  # only its events are used: it never makes an object


@dataclass(frozen=True)
class Tree:
    """What a YAML file says: mappings, lists, text or None, and the line of every key and item."""

    value: Any
    lines: Mapping[Way, int]

    def line(self, way: Way = ()) -> int | None:
        """The line of a value, or of the nearest one around it that was written down."""
        while way not in self.lines and way:
            way = way[:-1]
        return self.lines.get(way)

    def under(self, name: str) -> "Tree":
        """The same tree as the value of one key, for files that are a list or hold keys of their own choice."""
        return Tree({name: self.value}, {(name, *way): line for way, line in self.lines.items()})


class _RefusedError(Exception):
    """Stops the reading of a file that goes beyond a limit."""


@dataclass
class _Builder:
    """Makes a tree of parser events, noting what it refuses; ``offset`` lines stand before the YAML in its file."""

    report: Report
    offset: int
    text: str
    lines: dict[Way, int] = field(default_factory=dict)
    refused: bool = False

    def __post_init__(self) -> None:
        self.lines_of_text = self.text.split("\n")

    def document(self, events: Iterator[Any]) -> Any:
        """The value of the one document; None when it is empty."""
        begin = (yaml.StreamStartEvent, yaml.DocumentStartEvent)
        first = next(event for event in events if not isinstance(event, begin))
        if isinstance(first, yaml.StreamEndEvent):
            return None
        value = self.value(first, events, ())
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                self.report.add(
                    "Y005", self.line(event), "a second YAML document begins here", "take out the line “---”"
                )
        return value

    def line(self, event: Any) -> int:
        """The line of the source file in which an event begins."""
        return int(event.start_mark.line) + 1 + self.offset

    def value(self, event: Any, events: Iterator[Any], way: Way) -> Any:
        """The value that begins with an event."""
        self.lines.setdefault(way, self.line(event))
        self.refuse(event, way)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(events, way)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(events, way)
        return self.scalar(event)

    def refuse(self, event: Any, way: Way) -> None:
        """Notes an alias, an anchor or a tag; stops at what is nested too deeply."""
        if len(way) > MAX_DEPTH:
            message = f"the entries are nested more than {MAX_DEPTH} deep"
            self.report.add("Y008", self.line(event), message, "take out some brackets or indents")
            raise _RefusedError
        if event.anchor or getattr(event, "tag", None):
            self.refused = True
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&" if event.anchor else ""
            message = f"“{sign}{event.anchor or event.tag}” is an alias, an anchor or a tag"
            self.report.add(
                "Y007",
                self.line(event),
                message,
                "write the value out; put a text that begins with &, * or ! in quotes",
            )

    def mapping(self, events: Iterator[Any], way: Way) -> dict[str, Any]:
        """Keys and values up to the end of the mapping."""
        result: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = str(self.value(event, events, (*way, "?")))
            if key in result:
                self.report.add("Y006", self.line(event), f"“{key}” is there twice", "keep one of the two")
            self.lines[(*way, key)] = self.line(event)
            result[key] = self.value(next(events), events, (*way, key))
        return result

    def sequence(self, events: Iterator[Any], way: Way) -> list[Any]:
        """Items up to the end of the list."""
        result: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            result.append(self.value(event, events, (*way, len(result))))
        return result

    def scalar(self, event: Any) -> str | None:
        """The text as written, on one line and in one normal form; None where nothing was written."""
        text = str(getattr(event, "value", ""))
        self.note_cut(event)
        if not text and not getattr(event, "style", None):
            return None
        for flaw in unicode_rules.flaws(text):
            if flaw.text not in self.text:  # written as an escape; the others are noted at their own line
                self.report.add("Y015", self.line(event), flaw.message, flaw.hint)
        return unicode_rules.one_line(text)

    def note_cut(self, event: Any) -> None:
        """Notes words right behind a value that YAML takes for a note, since no space follows the #: “020 1234 #5”."""
        mark = event.end_mark
        if getattr(event, "style", None) or self.lines_of_text[mark.line : mark.line + 1] == []:
            return
        if cut := _CUT.match(self.lines_of_text[mark.line], mark.column):
            self.report.add("Y035", mark.line + 1 + self.offset, *_cut(cut[1]))


def _cut(words: str) -> tuple[str, str]:
    """Message and hint for what stands behind a #."""
    message = f"“{words[:40]}” is not read: YAML takes what follows a # for a note"
    return message, "put the whole value in quotation marks; if it is a note, write a space behind the #"


def load(text: str, report: Report, offset: int = 0) -> Tree | None:
    """The tree of a YAML text whose first line is line ``offset`` + 1 of its file, or None after noting why not."""
    for flaw in unicode_rules.flaws(text):
        report.add("Y015", offset + flaw.line + 1, flaw.message, flaw.hint)
    text = unicode_rules.clean(text)
    builder = _Builder(report, offset, text)
    try:
        value = builder.document(yaml.parse(text, Loader=_Parser))
        return None if builder.refused else Tree(value, builder.lines)
    except _RefusedError:
        return None
    except yaml.reader.ReaderError:  # a control character: named above
        return None
    except yaml.MarkedYAMLError as error:
        _note(error, text, report, offset)
        return None


_PROBLEMS = (  # what the parser says, whether its place is where the thing began, what an author can do about it
    (
        "mapping values are not allowed",
        False,
        "a colon stands where none is expected",
        "put a text with a colon in quotes; check the indent",
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
    ("expected key", False, "the line does not fit to the lines above it", "check its indent and its quotation marks"),
)


def _note(error: yaml.MarkedYAMLError, text: str, report: Report, offset: int) -> None:
    """Says in plain words where and why the YAML cannot be read."""
    said = str(error.problem)
    known = next((row for row in _PROBLEMS if row[0] in said), None)
    _, began, message, hint = known or (
        "",
        False,
        f"the line cannot be read ({said})",
        "check its indent and its quotation marks",
    )
    mark = error.context_mark if began and error.context_mark else error.problem_mark
    line = min(mark.line, text.count("\n")) if mark else 0
    if offset + line in report.lines("Y035"):
        return  # the text goes on behind what was cut: that is told
    for near in (line, line - 1) if "bracket" in message else ():  # which stands behind a #
        if near >= 0 and (cut := _CUT.search(_QUOTED.sub("…", text.split("\n")[near]))):
            report.add("Y035", offset + near + 1, *_cut(cut[1].split(",")[0]))
            return
    report.add("Y005", offset + line + 1, message, hint)
