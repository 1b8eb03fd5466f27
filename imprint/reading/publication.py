"""Reads one publication: its metadata, its text and everything that the text uses."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from imprint.errors import Finding, has_errors
from imprint.model import Disclaimer, Publication, Publisher, Score, Term, Words, words_for
from imprint.reading.figures import FOLDER, figures
from imprint.reading.files import note_strangers, read_text
from imprint.reading.headings import note_headings
from imprint.reading.metadata import PublicationEntry
from imprint.reading.metadata_rules import Judge
from imprint.reading.references import References, note_uncited, references
from imprint.reading.registry import Registry, topic_disclaimers
from imprint.reading.report import Desk, Report
from imprint.reading.schema import fit, sketch
from imprint.reading.scores import scores
from imprint.reading.text import Text, text
from imprint.reading.yaml_loader import Tree, load

TEXT, REFERENCES, DISCLAIMERS = "publication.md", "references.yaml", "disclaimers.yaml"
SCORES = "scores.yaml"
_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Shared:
    """What all publications of a source share; the registry is None when it cannot be read."""

    publisher: Publisher
    registry: Registry | None
    glossary: tuple[Term, ...]
    words: Mapping[str, Words]


def publication(folder: Path, shared: Shared) -> tuple[Publication | None, tuple[Finding, ...]]:
    """The publication of a folder, or None when it has errors; and everything that was noted, errors or not."""
    desk = Desk()
    note_strangers(folder, (TEXT, REFERENCES, DISCLAIMERS, SCORES, FOLDER), desk)
    report = desk.report(folder / TEXT)
    source = read_text(folder / TEXT, report)
    result = _read(folder, source, shared, desk) if source is not None else None
    return (None if has_errors(desk.findings) else result), desk.findings


def _read(folder: Path, source: str, shared: Shared, desk: Desk) -> Publication | None:
    report = desk.report(folder / TEXT)
    front, body, offset = _divided(source, report)
    tree = load(front, report, 1) if front is not None else None
    entry = fit(PublicationEntry, tree, report) if tree else None
    fitting = entry or (sketch(PublicationEntry, tree) if tree else SimpleNamespace())
    known = _references(folder / REFERENCES, desk)
    read = text(body, offset, known, report, getattr(fitting, "language", "")) if body is not None else None
    own = _own_disclaimers(folder / DISCLAIMERS, shared, desk)
    if tree:
        _judge(fitting, tree, folder.name, shared, own, read, report)
    if read:
        note_uncited(known, read.cited, desk.report(folder / REFERENCES))
    judged = _scores(folder / SCORES, desk)
    pictures = figures(folder, read.images, desk) if read else ()
    if not (entry and read and shared.registry):
        return None
    jurisdictions = shared.registry.jurisdictions
    return Publication(
        **entry.model_values(),
        jurisdictions=tuple(jurisdictions[name] for name in entry.jurisdictions if name in jurisdictions),
        canonical_url=entry.canonical_url or f"{shared.publisher.base_url}{entry.id}/{entry.language}/",
        publisher=shared.publisher,
        sections=read.sections,
        figures=pictures,
        references=known.items,
        glossary=shared.glossary,
        disclaimers=shared.registry.disclaimers + own,
        where=report.where(),
        scores=judged,
    )


def _divided(source: str, report: Report) -> tuple[str | None, str | None, int]:
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


def _references(path: Path, desk: Desk) -> References:
    if not os.path.lexists(path):
        return References()
    tree = _tree(path, desk)
    return references(tree, desk.report(path)) if tree else References(is_readable=False)


def _own_disclaimers(path: Path, shared: Shared, desk: Desk) -> tuple[Disclaimer, ...]:
    """The publication's own required statements; their ids must differ from the shared ones."""
    tree = _tree(path, desk) if os.path.lexists(path) else None
    taken = shared.registry.disclaimers if shared.registry else ()
    return topic_disclaimers(tree, desk.report(path), [item.id for item in taken]) if tree else ()


def _scores(path: Path, desk: Desk) -> tuple[Score, ...]:
    """What people have judged of the publication by the quality frames, if anything is recorded."""
    tree = _tree(path, desk) if os.path.lexists(path) else None
    return scores(tree, desk.report(path)) if tree else ()


def _tree(path: Path, desk: Desk) -> Tree | None:
    source = read_text(path, desk.report(path))
    return load(source, desk.report(path)) if source is not None else None


def _judge(
    entry: PublicationEntry | SimpleNamespace,
    tree: Tree,
    folder: str,
    shared: Shared,
    own: tuple[Disclaimer, ...],
    read: Text | None,
    report: Report,
) -> None:
    """Notes where the metadata do not agree with the folder, the shared files, the text and each other."""
    judge = Judge(entry, tree, report)
    judge.note_names(folder, shared.words)
    judge.note_dates()
    judge.note_certification()
    if shared.registry:
        known = shared.registry.disclaimers + own
        judge.note_registry(shared.registry, {kind for item in known for kind in item.when.intervention_kind})
    if read:
        if read.sections and not read.is_torn:
            judge.note_plain_order(read.sections)
        words = words_for(getattr(entry, "language", ""), shared.words)
        note_headings(read.sections, getattr(entry, "titles", None), words, report)
