"""Small sources, built with few editions and no browser: what these tests build again and again."""

import json
import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from imprint.pipeline import Options, Report, Step, build
from imprint.pipeline.resting import rested
from tests.publishing.samples import tree
from tests.reading.broken import CASES

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)
TEXT = """---
id: {name}
version: "0.1"
language: en
titles: {{full: Living with {name}, plain: All about {name}}}
main_message:
  full: This is common, and it can be treated.
  plain: It can be treated.
audience: Adults who have {name}
readers_on_treatment: {treated}
jurisdictions: [UK]
conditions: [{name}]
interventions:
- {{name: tablets, kind: medicine, status: established, worst_harm: mild}}
dates: {{updated: 2026-01-15}}
plain_order: [what-it-is]
---

## What is it? {{#what-it-is}}

It is number {number}. It comes back every year.

::: plain
It comes back, says number {number}.
:::
"""


def with_texts(source: Path, names: Sequence[str]) -> Path:
    """A source with a short text for each of these names; only every third is for readers on treatment."""
    source.mkdir(parents=True)
    for name in ("publisher.yaml", "disclaimers.yaml", "glossary.yaml"):
        shutil.copy(CASES / "base" / name, source / name)
    for number, name in enumerate(names):
        (source / name).mkdir()
        text = TEXT.format(name=name, number=number, treated="true" if number % 3 == 0 else "false")
        (source / name / "publication.md").write_text(text, encoding="utf-8")
    return source


def replaced(path: Path, old: str, new: str) -> None:
    """Saves a file with some of its words replaced, as an editor does."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(_: Step) -> None:
    """Nobody watches."""


def built(options: Options) -> Report:
    """What a command does: rest, or build."""
    return rested(options) or build(options, told)


def did(report: Report) -> Mapping[str, set[str]]:
    """The editions by what became of them, as publication/edition."""
    found: dict[str, set[str]] = {}
    for one in report.explained:
        found.setdefault(one.action, set()).add(f"{one.publication}/{one.edition}")
    return found


def made_of(options: Options) -> Mapping[str, str]:
    """The digests of all that is published, but of the history; and the manifest without its line of that."""
    manifest = json.loads((options.output / "manifest.json").read_bytes())
    manifest["root_files"] = [one for one in manifest["root_files"] if one["path"] != "history.json"]
    digests = {path: one for path, one in tree(options.output).items() if path != "history.json"}
    return digests | {"manifest.json": json.dumps(manifest)}
