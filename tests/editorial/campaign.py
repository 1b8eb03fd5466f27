"""The editorial campaign: a signed-off publication, the slips that are made in it, and what is told of each."""

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from imprint.checking import prove
from imprint.editions import Workshop, editions, produce
from imprint.editorial import for_release, judge_finished, judge_source, settle
from imprint.errors import Finding
from imprint.evidence import Evidence
from imprint.model import Edition, Publication, Words
from imprint.pipeline.making import untimely
from imprint.reading import read

ROOT = Path(__file__).parents[2]
SOUND = ROOT / "tests/sources/contract"
NAME = "garden-knee"
TEXT, REVIEWS = f"{NAME}/publication.md", f"{NAME}/reviews.yaml"
AS_OF = date(2026, 11, 20)
FAMILIES = {  # which findings tell of which kind of slip
    "stale": ("C050",),
    "number": ("C01", "P035"),
    "certainty": ("C02", "C03"),
    "absolute": ("L00",),
    "reading": ("L01",),
    "status": ("W", "Y", "E023", "C04", "C05"),
}
_KEY = re.compile(r"\s*(- )?[{]?\w+:")
READ_BACK = ("text", "plain-text")  # the editions that the rules on finished files are tried on here: the quickest


@dataclass(frozen=True)
class Edit:
    """A change of the sound source, made by an editor."""

    id: str
    file: str
    old: str
    new: str
    as_of: date
    facts: Mapping[str, Any]

    def make(self, source: Path) -> None:
        """Makes it in a copy of the sound source."""
        if "remove_review" in self.facts or "alter_review" in self.facts:
            _touch_review(source / REVIEWS, self.facts)
            return
        path = source / self.file
        text = path.read_text(encoding="utf-8")
        assert text.count(self.old) == 1, f"{self.id}: what it changes stands {text.count(self.old)} times in {path}"
        path.write_text(text.replace(self.old, self.new), encoding="utf-8")

    def line(self, source: Path) -> tuple[str, int]:
        """The file and the line at which the editor wants to be told."""
        if "alter_review" in self.facts:
            return REVIEWS, _entry_line(source / REVIEWS, self.facts["alter_review"])
        name = str(self.facts.get("at_file", self.file))
        lines = (source / name).read_text(encoding="utf-8").splitlines()
        (found,) = [number for number, line in enumerate(lines, 1) if self.facts["at"] in line]
        return name, _key_line(lines, found) if name == TEXT else found


@cache
def edits(name: str) -> tuple[Edit, ...]:
    """The edits of a list (faults, innocents), in its order."""
    listed = yaml.safe_load((ROOT / f"tests/editorial/{name}.yaml").read_text(encoding="utf-8"))
    return tuple(
        Edit(one["id"], one.get("file", TEXT), one.get("old", ""), one.get("new", ""), one.get("as_of", AS_OF), one)
        for one in listed
    )


def copy(folder: Path) -> Path:
    """The sound source, to do with as one likes."""
    return shutil.copytree(SOUND, folder / "source")


def told(source: Path, words: Mapping[str, Words], shop: Workshop, as_of: date) -> tuple[Finding, ...]:
    """Everything that an editor is told who asks for a release: of the source, and of what two editions say."""
    catalogue, flaws = read(source, words)
    if not catalogue.publications:
        return flaws
    (one,) = catalogue.publications
    spoken = words["en"]
    found = (
        *judge_source(one, spoken, as_of),
        *judge_finished(one, spoken, as_of, tuple(_evidence(one, spoken, as_of, shop)), "output"),
    )
    settled = settle(found, one)
    missing = [finding for finding in for_release(one, (), as_of) if finding not in settled]
    return (*flaws, *untimely(one, as_of), *settled, *missing)


def _evidence(one: Publication, words: Words, as_of: date, shop: Workshop) -> Iterator[Evidence]:
    made: dict[str, bytes] = {}
    asked: list[Edition] = [edition for edition in editions() if edition.name in READ_BACK]
    for edition in asked:
        made |= {artefact.path: artefact.data for artefact in produce(one, edition, words, as_of, shop)}
    yield from prove(one, words, as_of, asked, made, "output", None).evidence


def _key_line(lines: Sequence[str], number: int) -> int:
    """Of a value of the metadata that goes on over several lines, the line of its key: there it is told."""
    while number < lines.index("---", 1) + 1 and not _KEY.match(lines[number - 1]):
        number -= 1
    return number


def _entry_line(path: Path, section: str) -> int:
    """The line at which the entry of a section begins: its digests no longer fit its lines."""
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    return next(number for number, line in lines if line.removeprefix("- section: ").strip('"') == section)


def _touch_review(path: Path, facts: Mapping[str, Any]) -> None:
    """Takes the entry of a section out, or changes a figure of one of its digests."""
    section = facts.get("remove_review") or facts.get("alter_review")
    head, *entries = path.read_text(encoding="utf-8").split("\n- section: ")
    named = '"*"' if section == NAME else f'"{section}"'
    index = next(n for n, entry in enumerate(entries) if entry.split("\n")[0] in (named, named.strip('"')))
    if "remove_review" in facts:
        del entries[index]
    else:
        before, digest, after = entries[index].partition('full: "')
        entries[index] = before + digest + ("0" if after[0] != "0" else "1") + after[1:]
    path.write_text("\n- section: ".join([head, *entries]), encoding="utf-8")
