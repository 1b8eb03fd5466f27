"""Reads the sources that a publication cites (``references.yaml``)."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from imprint.model import Reference
from imprint.reading.csl import ReferencesEntry
from imprint.reading.report import Report
from imprint.reading.schema import fit
from imprint.reading.yaml_loader import Tree


@dataclass(frozen=True)
class References:
    """The sources that can be cited: the line of each key, sound or not, and the sound items."""

    lines: Mapping[str, int | None] = field(default_factory=dict)
    items: tuple[Reference, ...] = ()
    is_readable: bool = True


def references(tree: Tree, report: Report) -> References:
    """The references in the order of the file; what is wrong is noted."""
    lines = _lines(tree, report)
    entry = fit(ReferencesEntry, tree, report)
    items = entry.references if entry else ()
    return References(lines, tuple(Reference(item.id, _canonical(item)) for item in items))


def note_uncited(known: References, cited: Collection[str], report: Report) -> None:
    """Notes every reference that no citation names."""
    for key, line in known.lines.items():
        if key not in cited:
            report.add("R002", line, f"“{key}” is never cited", f"cite it in the text ([@{key}]) or take it out")


def _lines(tree: Tree, report: Report) -> dict[str, int | None]:
    """The line of every key, also when other things are wrong with the file; notes the keys that are there twice."""
    items = tree.value.get("references") if isinstance(tree.value, dict) else None
    lines: dict[str, int | None] = {}
    for number, item in enumerate(items if isinstance(items, list) else ()):
        key = str(item.get("id")) if isinstance(item, dict) else ""
        line = tree.line(("references", number))
        if key in lines:
            report.add("R003", line, f"the key “{key}” is taken", "give each reference a key of its own")
        lines.setdefault(key, line)
    return lines


def _canonical(item: Any) -> str:
    """A reference as JSON that is the same for the same reference."""
    content = {key: value for key, value in item.model_dump(exclude_none=True).items() if value not in ((), {})}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
