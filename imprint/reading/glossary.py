"""Reads the words that are explained (``glossary.yaml``)."""

from imprint.model import ByLevel, Term
from imprint.reading.report import Report
from imprint.reading.schema import Many, Maybe, Shape, fit
from imprint.reading.yaml_loader import Tree


class TermEntry(Shape):
    """One entry as written."""

    term: str
    forms: Many[str] = ()
    full: Maybe[str] = None
    plain: Maybe[str] = None


class GlossaryEntry(Shape):
    """The whole list, under the one name that the shape gives it."""

    terms: Many[TermEntry] = ()


def glossary(tree: Tree, report: Report) -> tuple[Term, ...]:
    """The terms in the order of the file; what is wrong is noted."""
    tree = tree.under("terms")
    entries = fit(GlossaryEntry, tree, report)
    terms, known = [], dict[str, str]()
    for number, entry in enumerate(entries.terms if entries else ()):
        line = tree.line(("terms", number))
        _note_twins(entry, known, line, report)
        for level in ("full", "plain"):
            if getattr(entry, level) is None:
                report.add(
                    "G002", line, f"“{entry.term}” has no meaning for the {level} level", f"add a line “{level}: …”"
                )
        terms.append(Term(entry.term, entry.forms, ByLevel(entry.full or "", entry.plain or "")))
    return tuple(terms)


def _note_twins(entry: TermEntry, known: dict[str, str], line: int | None, report: Report) -> None:
    """Notes a form that an earlier entry, or this one, has already."""
    for form in (entry.term, *entry.forms):
        if form.casefold() in known:
            first = known[form.casefold()]
            report.add("G001", line, f"“{form}” is explained twice, first under “{first}”", "keep it in one entry")
        known.setdefault(form.casefold(), entry.term)
