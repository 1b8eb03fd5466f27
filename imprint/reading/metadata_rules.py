"""Holds the metadata of a publication against its folder, the shared files, its text and each other."""

from collections.abc import Collection, Mapping, Sequence
from types import SimpleNamespace

from imprint.model import Section, Words, words_for
from imprint.reading.metadata import PublicationEntry
from imprint.reading.registry import Registry
from imprint.reading.report import Report
from imprint.reading.suggest import nearest, suggest
from imprint.reading.yaml_loader import Tree


class Judge:
    """Holds the metadata of one publication against what else is known, and notes what does not agree."""

    def __init__(self, entry: PublicationEntry | SimpleNamespace, tree: Tree, report: Report) -> None:
        """Of metadata that do not fit their shape, ``entry`` holds what does; rules about the rest say nothing."""
        self.entry, self.tree, self.report = entry, tree, report

    def has(self, *names: str) -> bool:
        """True when these entries fit their shape."""
        return all(hasattr(self.entry, name) for name in names)

    def note(self, code: str, way: tuple[str | int, ...], message: str, hint: str) -> None:
        """Notes what is wrong at an entry."""
        self.report.add(code, self.tree.line(way), message, hint)

    def note_names(self, folder: str, words: Mapping[str, Words]) -> None:
        """The id is the folder's name, and the language has words."""
        if self.has("id") and self.entry.id != folder:
            self.note("Y017", ("id",), f"the id is “{self.entry.id}”, the folder “{folder}”", "give both the same name")
        if self.has("language") and words_for(self.entry.language, words) is None:
            message = f"there are no words for the language “{self.entry.language}”"
            self.note("Y019", ("language",), message, suggest(self.entry.language, words))

    def note_registry(self, registry: Registry, kinds: Collection[str]) -> None:
        """The jurisdictions are known, and no kind of intervention is nearly one that a disclaimer asks for."""
        if self.has("jurisdictions"):
            self._note_jurisdictions(registry)
        for number, item in enumerate(self.entry.interventions if self.has("interventions") else ()):
            if item.kind not in kinds and (near := nearest(item.kind, kinds)):
                way = ("interventions", number, "kind")
                hint = f"did you mean “{near}”? else choose a name less like it"
                self.note("Y033", way, f"no disclaimer knows the kind “{item.kind}”", hint)

    def _note_jurisdictions(self, registry: Registry) -> None:
        if not self.entry.jurisdictions:
            self.note("Y020", ("jurisdictions",), "no jurisdiction is named", suggest("", registry.jurisdictions))
        for number, name in enumerate(self.entry.jurisdictions):
            if name not in registry.jurisdictions:
                message = f"the jurisdiction “{name}” is not in disclaimers.yaml"
                self.note("Y020", ("jurisdictions", number), message, suggest(name, registry.jurisdictions))
            elif name in self.entry.jurisdictions[:number]:
                self.note("Y020", ("jurisdictions", number), f"“{name}” is there twice", "keep one of the two")

    def note_dates(self) -> None:
        """The reviews are in order, and stand together with a reviewer."""
        if not self.has("dates", "reviewers"):
            return
        days, way = self.entry.dates, ("dates", "last_reviewed")
        if days.last_reviewed and days.next_review and days.next_review <= days.last_reviewed:
            self.note(
                "Y023",
                ("dates", "next_review"),
                "the next review is not after the last one",
                "correct one of the two days",
            )
        if days.last_reviewed and not self.entry.reviewers:
            self.note(
                "Y024",
                way,
                "the text has a review date, but no reviewer is named",
                "name who reviewed it, or take the date out",
            )
        if self.entry.reviewers and not days.last_reviewed:
            self.note(
                "Y025",
                ("reviewers",),
                "a reviewer is named, but no review date",
                "fill in “last_reviewed”, or name nobody",
            )
        if days.last_reviewed and days.last_reviewed < days.updated:
            self.note("Y034", way, "the text changed after it was last reviewed", "have the change reviewed")

    def note_certification(self) -> None:
        """A certification speaks of the text as it is now."""
        one = self.entry.certification if self.has("certification", "dates") else None
        if one and one.date < self.entry.dates.updated:
            hint = "have the e-book certified again; until then it does not claim to be"
            self.note("Y037", ("certification", "date"), "the text changed after it was certified", hint)

    def note_plain_order(self, sections: Sequence[Section]) -> None:
        """The plain order names every section that has a plain text once, and nothing else."""
        if not self.has("plain_order"):
            return
        plain = [section.id for section in sections if section.plain and section.id]
        lacking = self.report.lines("P016")
        told = [section.id for section in sections if section.where.line in lacking]
        order = self.entry.plain_order
        for number, name in enumerate(order):
            way = ("plain_order", number)
            if name not in plain and name not in told:
                self.note("Y021", way, f"no section “{name}” has a plain text", suggest(name, plain))
            elif name in order[:number]:
                self.note("Y022", way, f"“{name}” is there twice", "keep one of the two")
        meant = {nearest(name, plain) for name in order if name not in plain}
        if left_out := [name for name in plain if name not in order and name not in meant]:
            names = ", ".join(f"“{name}”" for name in left_out)
            hint = f"add {', '.join(left_out)} where {'they belong' if left_out[1:] else 'it belongs'}"
            self.note("Y022", ("plain_order",), f"the plain text of {names} is left out", hint)
