"""Finds ``[@key]`` and ``[@one; @two, p. 3]`` in a run of words and makes them citations that citeproc sets."""

import re
from collections.abc import Callable, Iterator

from imprint.pandoc import Node
from imprint.reading.ast import to_nodes
from imprint.reading.references import References
from imprint.reading.suggest import suggest

Note = Callable[[str, int, str, str], None]  # code, place in the run, message, hint

_GROUP = re.compile(r"\[([^\[\]\0]*)\]")
_LOOKS_LIKE = re.compile(r"(?:^|[\s;-])@")
_CITATION = re.compile(r"\s*@([\w._:-]*\w)\s*(,.*)?", re.DOTALL)
_BARE = re.compile(r"(?<![\w.@])@(?:[\w._:-]*\w)")


def with_citations(text: str, others: Iterator[Node], known: References, cited: set[str], note: Note) -> list[Node]:
    """The inlines of a run of words, its citations made; adds their keys to ``cited`` and notes what is wrong."""
    result: list[Node] = []
    done = 0
    for group in _GROUP.finditer(text):
        if not _LOOKS_LIKE.search(group[1]):
            continue
        parts = [_CITATION.fullmatch(part) for part in group[1].split(";")]
        result += to_nodes(text[done : group.start()], others)
        done = group.end()
        if None in parts:
            note(
                "R006",
                group.start(),
                f"“{group[0]}” cannot be read as a citation",
                "write [@key], [@one; @two] or [@key, p. 3]",
            )
            continue
        found = [part for part in parts if part]
        for part in found:
            _note_unknown(part[1], known, group.start(), note)
        cited.update(part[1] for part in found)
        result.append(_cite(found, group[0]))
    for bare in _BARE.finditer(_GROUP.sub(lambda group: "_" * len(group[0]), text)):
        note("R006", bare.start(), f"“{bare[0]}” stands without square brackets", f"write [{bare[0]}]")
    return result + to_nodes(text[done:], others)


def _note_unknown(key: str, known: References, place: int, note: Note) -> None:
    if known.is_readable and key not in known.lines:
        hint = suggest(key, known.lines) if known.lines else "write the source into references.yaml"
        note("R001", place, f"“@{key}” is not in references.yaml", hint)


def _cite(parts: list[re.Match[str]], text: str) -> Node:
    citations = [
        {
            "citationId": part[1],
            "citationPrefix": [],
            "citationSuffix": to_nodes(part[2] or "", iter(())),
            "citationMode": {"t": "NormalCitation"},
            "citationNoteNum": 0,
            "citationHash": 0,
        }
        for part in parts
    ]
    return {"t": "Cite", "c": [citations, to_nodes(text, iter(()))]}
