"""Reads one publication: its metadata, its text and everything that the text uses."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from imprint.errors import Finding, has_errors
from imprint.model import Backing, Disclaimer, Publication, Publisher, Score, Term, Words, words_for
from imprint.reading.claims import backings, note_claims, note_kinds
from imprint.reading.figures import FOLDER, figures
from imprint.reading.files import note_strangers, read_text
from imprint.reading.front import divided
from imprint.reading.headings import note_headings
from imprint.reading.metadata import PublicationEntry
from imprint.reading.metadata_rules import Judge
from imprint.reading.references import References, note_uncited, references
from imprint.reading.registry import Registry, topic_disclaimers
from imprint.reading.report import Desk, Report
from imprint.reading.reviews import LIMIT, Recorded, held_against, reviews
from imprint.reading.schema import fit, sketch
from imprint.reading.scores import scores
from imprint.reading.text import Text, text
from imprint.reading.withdrawal import withdrawal
from imprint.reading.yaml_loader import Tree, load

TEXT, REFERENCES, DISCLAIMERS, REVIEWS = "publication.md", "references.yaml", "disclaimers.yaml", "reviews.yaml"
CLAIMS, SCORES = "claims.yaml", "scores.yaml"


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
    note_strangers(folder, (TEXT, REFERENCES, DISCLAIMERS, CLAIMS, REVIEWS, SCORES, FOLDER), desk)
    report = desk.report(folder / TEXT)
    source = read_text(folder / TEXT, report)
    result = _read(folder, source, shared, desk) if source is not None else None
    return (None if has_errors(desk.findings) else result), desk.findings


def _read(folder: Path, source: str, shared: Shared, desk: Desk) -> Publication | None:
    report = desk.report(folder / TEXT)
    front, body, offset = divided(source, report)
    tree = load(front, report, 1) if front is not None else None
    entry = fit(PublicationEntry, tree, report) if tree else None
    fitting = entry or (sketch(PublicationEntry, tree) if tree else SimpleNamespace())
    known = _references(folder / REFERENCES, desk)
    read = text(body, offset, known, report, getattr(fitting, "language", "")) if body is not None else None
    own = _own_disclaimers(folder / DISCLAIMERS, shared, desk)
    backed = _backings(folder / CLAIMS, read, known, desk, report)
    if tree:
        _judge(fitting, tree, folder.name, shared, own, read, report)
    if read:
        note_uncited(known, read.cited, desk.report(folder / REFERENCES))
    judged = _scores(folder / SCORES, desk)
    pictures = figures(folder, read.images, desk) if read else ()
    recorded = _reviews(folder / REVIEWS, desk)
    withdrawn = withdrawal(fitting, tree, folder, shared.publisher, report) if tree else None
    if not (entry and tree and read and shared.registry) or has_errors(desk.findings):
        return None  # of a text that is torn, nobody can say which section a decision is about
    jurisdictions = shared.registry.jurisdictions
    publication = Publication(
        **entry.model_values(),
        jurisdictions=tuple(jurisdictions[name] for name in entry.jurisdictions if name in jurisdictions),
        canonical_url=entry.canonical_url or f"{shared.publisher.base_url}{entry.id}/{entry.language}/",
        publisher=shared.publisher,
        sections=read.sections,
        figures=pictures,
        references=known.items,
        glossary=shared.glossary,
        disclaimers=shared.registry.disclaimers + own,
        where=report.where(tree.line(("id",))),
        claims=backed,
        withdrawal=withdrawn,
        lines=_lines(tree),
        scores=judged,
    )
    return held_against(publication, recorded, desk.report(folder / REVIEWS))


def _lines(tree: Tree) -> tuple[tuple[str, int], ...]:
    """The line of every key, those inside another behind a dot."""
    named = ((way, line) for way, line in tree.lines.items() if way and all(isinstance(part, str) for part in way))
    return tuple((".".join(map(str, way)), line) for way, line in named)


def _references(path: Path, desk: Desk) -> References:
    if not os.path.lexists(path):
        return References()
    tree = _tree(path, desk)
    return references(tree, desk.report(path)) if tree else References(is_readable=False)


def _reviews(path: Path, desk: Desk) -> Recorded:
    """What people have decided; nothing where they have recorded nothing."""
    report = desk.report(path)
    source = read_text(path, report, LIMIT) if os.path.lexists(path) else None
    tree = load(source, report) if source is not None else None
    return reviews(tree, report) if tree else Recorded()


def _backings(path: Path, read: Text | None, known: References, desk: Desk, report: Report) -> tuple[Backing, ...]:
    """What is recorded of the claims' evidence, held against the text and the references."""
    tree = _tree(path, desk) if os.path.lexists(path) else None
    own = desk.report(path) if tree else report
    found = backings(tree, own) if tree else ()
    if read and not read.is_torn:
        note_kinds(found, read.sections, own, report)
        if tree and known.is_readable:
            note_claims(found, read.sections, known.lines, own)
    return found


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
