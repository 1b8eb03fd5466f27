"""Reads a whole source folder: what all publications share, then each publication."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from imprint import pandoc
from imprint.errors import Finding, has_errors
from imprint.model import Catalogue, Publication, Publisher, Words
from imprint.reading.files import entries, note_strangers, read_text
from imprint.reading.glossary import glossary
from imprint.reading.publication import Shared, publication
from imprint.reading.publisher import nobody, publisher
from imprint.reading.registry import registry
from imprint.reading.report import Desk, Report
from imprint.reading.suggest import suggest
from imprint.reading.yaml_loader import Tree, load

PUBLISHER, DISCLAIMERS, GLOSSARY = "publisher.yaml", "disclaimers.yaml", "glossary.yaml"
T = TypeVar("T")


@dataclass(frozen=True)
class Survey:
    """What lies in a source folder: the names of the publications asked for, who publishes, and what was found wrong.

    ``is_sound`` is False where what all publications share has errors: then none of them can be read.
    """

    names: tuple[str, ...]
    publisher: Publisher
    findings: tuple[Finding, ...]
    is_sound: bool


def read(
    source: Path, words: Mapping[str, Words], only: Sequence[str] | None = None
) -> tuple[Catalogue, tuple[Finding, ...]]:
    """The sound publications under a folder (``only``: those of these names), and every finding about what was read.

    A publication with errors is left out; with errors in what all share, all are. Raises ImprintError without pandoc.
    """
    pandoc.warm()
    found, shared = _surveyed(source, words, only)
    read_ones = [publication(source / name, shared) for name in found.names]
    findings = found.findings + tuple(finding for _, findings in read_ones for finding in findings)
    sound = [result for result, _ in read_ones if result] if found.is_sound else []
    return Catalogue(tuple(sound), shared.publisher), findings


def survey(source: Path, words: Mapping[str, Words], only: Sequence[str] | None = None) -> Survey:
    """The same, but no publication is read yet."""
    return _surveyed(source, words, only)[0]


@dataclass(frozen=True)
class Common:
    """What all publications of a source share, as it was read, and what was found in it."""

    shared: Shared
    findings: tuple[Finding, ...]


def read_common(source: Path, words: Mapping[str, Words]) -> Common:
    """What all publications of a source share."""
    pandoc.warm()  # it begins while the metadata are read
    desk = Desk()
    return Common(_shared(source, words, desk), desk.findings)


def read_one(source: Path, name: str, common: Common) -> tuple[Publication | None, tuple[Finding, ...]]:
    """The publication of a name, or None when it or what all share has errors; and what was found in its folder.

    What else lies in the source is not looked at.
    """
    one, findings = publication(source / name, common.shared)
    return (None if has_errors(common.findings) else one), findings


def _surveyed(source: Path, words: Mapping[str, Words], only: Sequence[str] | None) -> tuple[Survey, Shared]:
    desk = Desk()
    folders = [folder.name for folder in _folders(source, desk)]
    shared = _shared(source, words, desk)
    asked = Report(desk.report(source).path)  # apart from the desk: a slip in a name withholds no other publication
    _note_unknown(only or (), folders, asked)
    names = tuple(name for name in folders if only is None or name in only)
    return Survey(names, shared.publisher, desk.findings + asked.findings, not has_errors(desk.findings)), shared


def names(source: Path) -> tuple[str, ...]:
    """The names of all publications under a folder, sound or not; even a link counts, which is an error of its own."""
    return tuple(path.name for path in entries(source, Desk().report(source)) if path.is_dir() or path.is_symlink())


def _folders(source: Path, desk: Desk) -> list[Path]:
    """The folders of the publications, by name; notes what else lies there."""
    if not source.is_dir():
        desk.report(source).add("Y001", None, "there is no such folder", "check the name after --source")
        return []
    note_strangers(source, (PUBLISHER, DISCLAIMERS, GLOSSARY), desk, folders=True)
    return [path for path in entries(source, desk.report(source)) if path.is_dir() and not path.is_symlink()]


def _shared(source: Path, words: Mapping[str, Words], desk: Desk) -> Shared:
    return Shared(
        _value(source / PUBLISHER, publisher, desk) or nobody(desk.report(source / PUBLISHER).where()),
        _value(source / DISCLAIMERS, registry, desk),
        _value(source / GLOSSARY, glossary, desk) or (),
        words,
    )


def _value(path: Path, make: Callable[[Tree, Report], T | None], desk: Desk) -> T | None:
    """What a file of YAML holds, or None after noting why it cannot be read."""
    report = desk.report(path)
    source = read_text(path, report)
    tree = load(source, report) if source is not None else None
    return make(tree, report) if tree else None


def _note_unknown(names: Collection[str], known: Collection[str], report: Report) -> None:
    for name in names:
        if name not in known:
            report.add("Y031", None, f"there is no publication “{name}”", suggest(name, known))
