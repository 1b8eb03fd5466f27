"""What output/ is to hold: pure rules on the manifest as it is and on what has just been built and proven."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from imprint.codes import finding
from imprint.errors import Finding, Where
from imprint.model import Artefact
from imprint.publishing.files import Files
from imprint.publishing.manifest import STATUS, Entry, Manifest, Record, by_publication, entry


@dataclass(frozen=True)
class Built:
    """One publication, built and proven: its record and its finished files, by path in output/.

    ``keys`` tell of everything that it can have, also of what was not built, from what that would be made now.
    """

    record: Record
    entries: tuple[Entry, ...]
    files: Mapping[str, bytes] = field(repr=False)
    keys: Mapping[str, str]

    @classmethod
    def of(cls, record: Record, artefacts: Sequence[Artefact], keys: Mapping[str, str]) -> "Built":
        """The same, of artefacts in hand."""
        entries = tuple(entry(artefact, keys[artefact.edition]) for artefact in artefacts)
        files = {line.path: artefact.data for line, artefact in zip(entries, artefacts, strict=True)}
        return cls(record, entries, files, keys)

    @property
    def publication(self) -> str:
        """The publication's id."""
        return self.record.publication


@dataclass(frozen=True)
class Shelf:
    """Everything output/ is to hold but the root files: what is new comes as bytes, what is kept as its digest."""

    records: tuple[Record, ...] = ()
    entries: tuple[Entry, ...] = ()
    fresh: Files = field(default_factory=lambda: Files({}), repr=False)  # by path in output/
    gone: tuple[str, ...] = ()  # publications that were there and are no longer

    @property
    def kept(self) -> tuple[Entry, ...]:
        """The entries whose files stay as they are."""
        return tuple(entry for entry in self.entries if entry.path not in self.fresh)

    @cached_property
    def renewed(self) -> frozenset[str]:
        """The publications that get new files."""
        return frozenset(entry.publication for entry in self.entries if entry.path in self.fresh)

    def without(self, publications: Collection[str]) -> "Shelf":
        """The same shelf with these publications taken off."""
        entries = tuple(entry for entry in self.entries if entry.publication not in publications)
        return Shelf(
            tuple(record for record in self.records if record.publication not in publications),
            entries,
            self.fresh.only(entry.path for entry in entries),
            tuple(sorted({*self.gone, *publications})),
        )


def plan(
    now: Manifest, built: Sequence[Built], known: Collection[str], partial: bool
) -> tuple[Shelf, tuple[Finding, ...]]:
    """What output/ is to hold, and a finding for every publication that may not go there.

    ``known`` are the ids of all publications in the source, sound or not: what is not among them disappears, what was
    not built stays as it was. ``partial`` says that only some editions were built: the publication's other editions
    stay beside them if they would be made from the same inputs now; otherwise the publication is withheld (E016).
    """
    shelf = Shelf(gone=tuple(record.publication for record in now.publications if record.publication not in known))
    findings: list[Finding] = []
    records = {record.publication: record for record in now.publications if record.publication in known}
    held = by_publication(now.artefacts)
    entries = {name: held.get(name, ()) for name in records}
    fresh: list[Mapping[str, bytes]] = []
    for one in built:
        beside = companions(held.get(one.publication, ()), one) if partial else ()
        if strangers := tuple(line for line in beside if line.inputs != one.keys.get(line.edition)):
            findings.append(_mixed(one, strangers))
            continue
        records[one.publication] = _joint(one.record, records[one.publication]) if beside else one.record
        entries[one.publication] = (*beside, *one.entries)
        fresh.append(one.files)
    names = sorted(records)
    lines = tuple(line for name in names for line in sorted(entries[name], key=lambda line: line.path))
    on_it = tuple(records[name] for name in names)
    return replace(shelf, records=on_it, entries=lines, fresh=Files.joined(fresh)), tuple(findings)


def companions(held: Sequence[Entry], one: Built) -> tuple[Entry, ...]:
    """Those of a publication's published files that belong to editions that were not built this time."""
    editions = {line.edition for line in one.entries} | {STATUS}  # which is made anew of whatever there is
    paths = {line.path for line in one.entries}
    return tuple(line for line in held if line.edition not in editions and line.path not in paths)


def _joint(new: Record, old: Record) -> Record:
    """One record for files of two builds: a browser has looked only if it looked at all of them."""
    return new if new.browser and old.browser else replace(new, browser=None)


def _mixed(one: Built, strangers: Sequence[Entry]) -> Finding:
    others = ", ".join(sorted({held.edition for held in strangers}))
    message = f"the editions you named do not fit the published ones ({others}): the source has changed since then"
    hint = f"build all editions (build {one.publication}), or look at these in another folder (--output preview)"
    return finding("E016", Where(one.publication), message, hint)
