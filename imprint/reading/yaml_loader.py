"""Reads YAML without its surprises: every value is text as written; no aliases, no tags, no key twice, nothing deep."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from imprint.reading import unicode_rules
from imprint.reading.report import Report
from imprint.reading.yaml_problems import cut_off, note_problem

Way: TypeAlias = tuple[str | int, ...]  # the keys and indices that lead to a value
MAX_DEPTH = 12
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
        if cut := cut_off(self.lines_of_text[mark.line], mark.column):
            self.report.add("Y035", mark.line + 1 + self.offset, *cut)


def load(text: str, report: Report, offset: int = 0) -> Tree | None:
    """The tree of a YAML text whose first line is line ``offset`` + 1 of its file, or None after noting why not."""
    for flaw in unicode_rules.flaws(text):
        report.add("Y015", offset + flaw.line + 1, flaw.message, flaw.hint)
    written, text = text, unicode_rules.clean(text)
    builder = _Builder(report, offset, text)
    try:
        value = builder.document(yaml.parse(text, Loader=_Parser))
        return None if builder.refused else Tree(value, builder.lines)
    except _RefusedError:
        return None
    except yaml.reader.ReaderError:  # a control character: named above
        return None
    except yaml.MarkedYAMLError as error:
        note_problem(error, written, report, offset)
        return None
