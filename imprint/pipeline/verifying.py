"""Whether a file that somebody has in hand is one that was published, and whether it may still be used."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from imprint import publishing, reading
from imprint.digests import sha256
from imprint.errors import Exit
from imprint.model import Status, Words
from imprint.pipeline.making import WORDS
from imprint.pipeline.options import Options

if TYPE_CHECKING:
    from imprint import checking


class Verdict(StrEnum):
    """What a file in hand is: only the first may be used, of the last nobody knows where it comes from."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    OVERDUE = "overdue"
    WITHDRAWN = "withdrawn"
    DRAFT = "draft"
    UNKNOWN = "altered or unknown"


@dataclass(frozen=True)
class Verified:
    """A file in hand, what it is, that in words; and the published file to use, or to compare it with, if there is one.

    Publication, version and edition are what it is, or what it only says that it is (``UNKNOWN``).
    """

    file: str
    sha256: str
    verdict: Verdict
    told: str
    publication: str | None = None
    edition: str | None = None
    version: str | None = None
    published: str | None = None

    def as_facts(self) -> Mapping[str, str | None]:
        """The same for other programs."""
        return asdict(self)


def verify(files: Sequence[Path], options: Options) -> tuple[Verified, ...]:
    """The verdict on each file, by what is published in the output folder and what was published there before.

    Raises ImprintError, for the environment, where nothing is published or the history cannot be read.
    """
    known = publishing.library(options.output)
    words = reading.read_words(options.templates / WORDS)
    return tuple(_Verifier(known, words, options).of(path) for path in files)


def exit_code(verified: Sequence[Verified]) -> Exit:
    """The gravest of what was found."""
    verdicts = {one.verdict for one in verified}
    if Verdict.UNKNOWN in verdicts:
        return Exit.ERRORS
    return Exit.PROVEN if verdicts <= {Verdict.CURRENT} else Exit.SUPERSEDED


_NOT_FOR_PATIENTS = {Status.DRAFT: "is a draft", Status.OVERDUE: "is out of date"}


class _Verifier:
    def __init__(self, known: publishing.Library, words: Mapping[str, Words], options: Options) -> None:
        self.known, self.words, self.output, self.as_of = known, words, options.output, options.as_of

    def of(self, path: Path) -> Verified:
        data = path.read_bytes()
        digest = sha256(data)
        now = self.known.now(digest)
        if isinstance(now, publishing.RootFile):
            return Verified(str(path), digest, Verdict.CURRENT, f"genuine and current: {self._at(now.path)}")
        if now is not None:
            return self._standing(str(path), now)
        if (line := self.known.once(digest)) is not None:
            return self._former(str(path), line)
        return self._stranger(str(path), digest, data)

    def _standing(self, file: str, now: publishing.Entry) -> Verified:
        """A file that is published now; it may be a notice, or its publication may have run out since."""
        version, status = self._record(now.publication).version, self._status(now.publication)
        told = {
            Status.CURRENT: f"genuine and current: version {version} of {now.publication} ({now.edition})",
            Status.DRAFT: f"genuine, but a draft: version {version} of {now.publication}; it is not for patients",
            Status.OVERDUE: f"genuine, but out of date: the review of {now.publication} {self._due(now.publication)}",
            Status.WITHDRAWN: f"genuine, but {now.publication} was withdrawn{self._withdrawn(now.publication)}",
        }[status]
        return Verified(
            file, now.sha256, Verdict(status), told, now.publication, now.edition, version, self._at(now.path)
        )

    def _former(self, file: str, line: publishing.Line) -> Verified:
        """A file that was published once, and what stands in its place."""
        there, about = self.known.in_place_of(line), f"version {line.version} of {line.publication} ({line.edition})"
        at = self._at(there.path) if there else None
        held = self.known.manifest.of(line.publication)
        status = self._status(line.publication) if held else None
        if status is Status.WITHDRAWN:
            told = f"genuine: {about}, but it was withdrawn{self._withdrawn(line.publication)}: do not use it"
            verdict = Verdict.WITHDRAWN
        elif status is Status.OVERDUE and there and there.version == line.version:
            told = f"genuine: {about}, but out of date: its review {self._due(line.publication)}; do not use it"
            verdict = Verdict.OVERDUE
        else:
            told = f"genuine: {about}, but superseded {self._by(line, there, bool(held), status)}"
            verdict = Verdict.SUPERSEDED
        return Verified(file, line.sha256, verdict, told, line.publication, line.edition, line.version, at)

    def _by(
        self, line: publishing.Line, there: publishing.Line | None, is_published: bool, status: Status | None
    ) -> str:
        if there is None:
            what = "this edition is" if is_published else f"{line.publication} is"
            return f"on {line.until}: {what} no longer published"
        newer = f"version {there.version}"
        by = f"by {newer if there.version != line.version else f'a newer build of {newer}'} on {line.until}"
        if status in _NOT_FOR_PATIENTS:
            return f"{by}, and that {_NOT_FOR_PATIENTS[status]}: use neither, ask whoever publishes it"
        return f"{by}: use {self._at(there.path)}"

    def _stranger(self, file: str, digest: str, data: bytes) -> Verified:
        from imprint import checking  # noqa: PLC0415 - it takes as long to load as all that makes the files

        unknown = "altered or unknown: no file with these bytes was ever published here"
        for record in self.known.manifest.publications:
            spoken = self.words.get(record.language) or self.words[min(self.words)]
            said = checking.claimed(data, spoken)
            if said is None or not self._is_meant(record, said):
                continue
            version = f", version {said.version}" if said.version else ""
            at = self._alike(Path(file).name, record, said)
            told = f"{unknown}. It calls itself “{_short(said.titles[0])}”{version}, which is {record.publication}: "
            told += "it was altered, or somebody else has made it"
            told += f". Compare it with {at}, version {record.version}" if at else ""
            return Verified(file, digest, Verdict.UNKNOWN, told, record.publication, None, said.version, at)
        return Verified(file, digest, Verdict.UNKNOWN, unknown)

    def _is_meant(self, record: publishing.Record, said: "checking.Claimed") -> bool:
        standing = self.known.standings.get(record.publication)
        by_address = bool(standing and standing.url and said.address and said.address.startswith(standing.url))
        titles = (record.titles.full, record.titles.plain)
        return bool(said.titles) and (by_address or any(ours in theirs for ours in titles for theirs in said.titles))

    def _alike(self, name: str, record: publishing.Record, said: "checking.Claimed") -> str | None:
        """The published file that it is most likely meant for: of its name, else of its kind and title."""

        def unlike(one: publishing.Entry) -> tuple[bool, bool, int]:
            is_named = name == Path(one.path).name or name.startswith(f"{record.publication}-{one.edition}-")
            is_titled = any(record.titles.at(one.level) in title for title in said.titles)
            return not is_named, not is_titled, len(one.edition)  # "page" comes before "embed-plain"

        held = [one for one in self.known.manifest.of(record.publication) if one.edition not in publishing.ABOUT]
        alike = min((one for one in held if one.media_type == said.media_type), key=unlike, default=None)
        return self._at(alike.path) if alike else None

    def _record(self, publication: str) -> publishing.Record:
        return next(one for one in self.known.manifest.publications if one.publication == publication)

    def _status(self, publication: str) -> Status:
        standing = self.known.standings.get(publication)
        return standing.status_on(self.as_of) if standing else self._record(publication).status

    def _due(self, publication: str) -> str:
        standing = self.known.standings.get(publication)
        return f"was due on {standing.next_review}" if standing and standing.next_review else "is overdue"

    def _withdrawn(self, publication: str) -> str:
        standing = self.known.standings.get(publication)
        gone = standing.withdrawn if standing else None
        instead = f"; read instead {gone.replacement}" if gone and gone.replacement else ""
        return f" on {gone.date} ({gone.reason.full}){instead}" if gone else ""

    def _at(self, path: str) -> str:
        return (self.output / path).as_posix()


def _short(title: str) -> str:
    return title if len(title) <= 80 else title[:79].rstrip() + "…"
