"""Reads the words that templates print around a text (``words.yaml``), per language."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator

from imprint.errors import ImprintError
from imprint.model import Words
from imprint.reading.files import read_text
from imprint.reading.phrases import phrases
from imprint.reading.report import Report
from imprint.reading.schema import Shape, fit, problem
from imprint.reading.yaml_loader import Tree, load


def _twelve(months: tuple[str, ...]) -> tuple[str, ...]:
    if len(months) != 12:
        raise problem("Y011", f"there are {len(months)} months", "write the names of all twelve")
    return months


class WordsEntry(Shape):
    """One language as written: the names of the months and the texts by their names."""

    months: Annotated[tuple[str, ...], AfterValidator(_twelve)]
    texts: dict[str, str]


class WordsFile(Shape):
    """The languages by their tags."""

    languages: dict[str, WordsEntry]


def read_words(path: Path) -> Mapping[str, Words]:
    """The words of every language, by its tag.

    Raises ImprintError when the file cannot be read: it belongs to the templates, not to the editor's source.
    """
    report = Report(path.as_posix())
    text = read_text(path, report)
    tree = load(text, report) if text is not None else None
    entry = fit(WordsFile, tree.under("languages"), report) if tree else None
    if tree:
        _note_missing(tree, report)
    if entry is None or report.has_errors:
        raise ImprintError(report.findings)
    return {tag: _words(tag, item) for tag, item in entry.languages.items()}


def _words(tag: str, entry: WordsEntry) -> Words:
    of = phrases(tag)
    return Words(tag, entry.texts, entry.months, of.abbreviations, of.closing_abbreviations)


def _note_missing(tree: Tree, report: Report) -> None:
    """Notes at each language the texts that another one has: a template that needs one would fail in the middle."""
    languages = tree.value.items() if isinstance(tree.value, dict) else ()
    texts = {tag: item["texts"] for tag, item in languages if isinstance(item, dict) and "texts" in item}
    known = {tag: list(given) for tag, given in texts.items() if isinstance(given, dict)}
    every = dict.fromkeys(name for names in known.values() for name in names)
    for tag, names in known.items():
        if missing := [f"“{name}”" for name in every if name not in names]:
            message = f"the language “{tag}” lacks the text{'s' * (len(missing) > 1)} {', '.join(missing)}"
            report.add("Y010", tree.line((tag,)), message, "copy these lines from another language, and translate them")
