"""What output/ is to hold: pure rules on the manifest as it is and on what has just been built and proven."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from imprint.codes import finding
from imprint.errors import Finding, Where
from imprint.model import Artefact
from imprint.publishing.manifest import STATUS, Entry, Manifest, Record, entry


@dataclass(frozen=True)
class Built:
    """One publication, built and proven: its record, its finished files and the digest of what they were made from."""

    record: Record
    artefacts: tuple[Artefact, ...]
    inputs: str

    @property
    def publication(self) -> str:
        """The publication's id."""
        return self.record.publication

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The manifest's lines for its files."""
        return tuple(entry(artefact, self.inputs) for artefact in self.artefacts)


@dataclass(frozen=True)
class Shelf:
    """Everything output/ is to hold but the root files: what is new comes as bytes, what is kept as its digest."""

    records: tuple[Record, ...] = ()
    entries: tuple[Entry, ...] = ()
    fresh: Mapping[str, bytes] = field(default_factory=dict, repr=False)  # by path in output/
    gone: tuple[str, ...] = ()  # publications that were there and are no longer

    @property
    def kept(self) -> tuple[Entry, ...]:
        """The entries whose files stay as they are."""
        return tuple(entry for entry in self.entries if entry.path not in self.fresh)

    @property
    def renewed(self) -> frozenset[str]:
        """The publications that get new files."""
        return frozenset(entry.publication for entry in self.entries if entry.path in self.fresh)

    def without(self, publications: Collection[str]) -> "Shelf":
        """The same shelf with these publications taken off."""
        entries = tuple(entry for entry in self.entries if entry.publication not in publications)
        paths = {entry.path for entry in entries}
        return Shelf(
            tuple(record for record in self.records if record.publication not in publications),
            entries,
            {path: data for path, data in self.fresh.items() if path in paths},
            tuple(sorted({*self.gone, *publications})),
        )


def plan(
    now: Manifest, built: Sequence[Built], known: Collection[str], partial: bool
) -> tuple[Shelf, tuple[Finding, ...]]:
    """What output/ is to hold, and a finding for every publication that may not go there.

    ``known`` are the ids of all publications in the source, sound or not: what is not among them disappears, what was
    not built stays as it was. ``partial`` says that only some editions were built: the publication's other editions
    stay beside them if they were made from the same inputs; otherwise the publication is withheld (E016).
    """
    shelf = Shelf(gone=tuple(record.publication for record in now.publications if record.publication not in known))
    findings: list[Finding] = []
    records = {record.publication: record for record in now.publications if record.publication in known}
    entries = {name: now.of(name) for name in records}
    fresh: dict[str, bytes] = {}
    for one in built:
        beside = companions(now, one) if partial else ()
        if strangers := tuple(held for held in beside if held.inputs != one.inputs):
            findings.append(_mixed(one, strangers))
            continue
        records[one.publication] = _joint(one.record, records[one.publication]) if beside else one.record
        entries[one.publication] = (*beside, *one.entries)
        fresh |= {line.path: artefact.data for line, artefact in zip(one.entries, one.artefacts, strict=True)}
    names = sorted(records)
    lines = tuple(line for name in names for line in sorted(entries[name], key=lambda line: line.path))
    return replace(shelf, records=tuple(records[name] for name in names), entries=lines, fresh=fresh), tuple(findings)


def companions(now: Manifest, one: Built) -> tuple[Entry, ...]:
    """The published files of the same publication that belong to editions that were not built this time."""
    editions = {artefact.edition for artefact in one.artefacts} | {STATUS}  # which is made anew of whatever there is
    paths = {line.path for line in one.entries}
    return tuple(held for held in now.of(one.publication) if held.edition not in editions and held.path not in paths)


def _joint(new: Record, old: Record) -> Record:
    """One record for files of two builds: a browser has looked only if it looked at all of them."""
    return new if new.browser and old.browser else replace(new, browser=None)


def _mixed(one: Built, strangers: Sequence[Entry]) -> Finding:
    others = ", ".join(sorted({held.edition for held in strangers}))
    message = f"the editions you named do not fit the published ones ({others}): the source has changed since then"
    hint = f"build all editions (build {one.publication}), or look at these in another folder (--output preview)"
    return finding("E016", Where(one.publication), message, hint)
