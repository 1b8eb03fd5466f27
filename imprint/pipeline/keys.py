"""Under which keys what was made and what was judged is kept: a digest of everything that it depends on.

What depends on the publication is worked out by the rooms that make and check, which see nothing else: `Given`, `Case`.
What is the same for all publications, the program itself, is `Means`.
"""

import platform
import shutil
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imprint.digests import digest, sha256
from imprint.editions import Layouts, editions, font_files, given_to
from imprint.model import ByLevel, Edition, Format, Publication, Tool, Words
from imprint.reporting import REPORT

if TYPE_CHECKING:
    from imprint import checking

ROOT = Path(__file__).parents[2]
LOCK = Path("requirements", "build.lock")
MAKERS = (
    "*.py",
    "composing/*.py",
    "pandoc/*.*",
    "editions/*.py",
    "typesetting/*.py",
)  # the code that decides an edition's bytes
CHECKERS = ("*.py", "checking/*.*")  # the code that decides a verdict; what reads sources decides values, not this
TELLERS = ("*.py", "editorial/*.*", "reporting/*.*", "checking/*.*")  # the code that decides what a report tells
_APART: Mapping[str, Any] = {
    "titles": ByLevel("", ""),
    "main_message": ByLevel("", ""),
    **dict.fromkeys(("sections", "plain_order", "figures", "references", "glossary", "disclaimers"), ()),
    "publisher": None,
}  # of the metadata, what is a part of its own
_SAID = {
    "text": "the text",
    "figures": "a figure",
    "references": "a reference",
    "glossary": "a glossary term",
    "disclaimers": "a disclaimer",
    "publisher": "what is known of the publisher",
    "metadata": "the metadata",
    "day": "the status or the day on which it began",
    "templates": "a template",
    "editions": "which editions there are",
    "program": "the program or another that it uses",
}


@dataclass(frozen=True)
class Means:
    """What makes and checks all publications alike, as digests: code, locked packages, fonts, programs, this Python.

    ``fonts`` are by format: an edition hands them out, is set in them, or has none. ``programs`` are by command.
    """

    makers: str
    checkers: str
    tellers: str
    packages: str
    fonts: Mapping[Format, str]
    programs: Mapping[str, str]


def means_of(root: Path = ROOT) -> Means:
    """What this program is now; it takes a few milliseconds, so ask once a build."""
    lock = (root / LOCK).read_bytes()
    tools = {tool for edition in editions() for tool in edition.tools}
    return Means(
        _code(root, MAKERS),
        _code(root, CHECKERS),
        _code(root, TELLERS),
        digest(lock, platform.python_version(), zlib.ZLIB_RUNTIME_VERSION),
        {edition.format: digest(font_files(edition)) for edition in editions()},
        {tool.command: _program(tool) for tool in tools},
    )


@cache
def means_now() -> Means:
    """What this program was when it first asked: it goes on with the code that it loaded, whatever is saved since."""
    return means_of()


@dataclass(frozen=True)
class Key:
    """The key of an edition's finished files, made up of ``parts``: the same key, the same bytes."""

    parts: Mapping[str, str]

    @property
    def value(self) -> str:
        """The key itself."""
        return digest("made", self.parts)


def action_key(
    publication: Publication,
    edition: Edition,
    words: Words,
    as_of: date,
    templates: Layouts,
    offered: Sequence[Edition],
    means: Means,
) -> Key:
    """The key of an edition of a publication.

    ``offered`` are the editions that can be made here, of which a page tells those that its publication has.
    """
    order = given_to(publication, edition, words, as_of, templates, offered)
    seen = order.publication
    programs = {tool.command: means.programs[tool.command] for tool in edition.tools}
    parts = {
        "text": (seen.titles, seen.main_message, seen.sections, seen.plain_order),
        "figures": seen.figures,
        "references": (seen.references, order.csl_style),
        "glossary": seen.glossary,
        "disclaimers": seen.disclaimers,
        "publisher": seen.publisher,
        "metadata": replace(seen, **_APART),
        "day": order.as_of,
        "templates": (order.templates, order.words),
        "editions": (edition, order.offered),
        "program": (means.makers, means.packages, means.fonts[edition.format], programs),
    }
    return Key({name: digest(part) for name, part in parts.items()})


def report_key(publication: Publication, words: Words, templates: Layouts, means: Means) -> str:
    """The key of a publication's report, which tells of all there is."""
    return digest("told", publication, words, templates.of((REPORT,)).digest, means.tellers, means.packages)


def explained(key: Key, before: Mapping[str, str], is_known: bool) -> str:
    """Why an edition with this key was built, or reused (``is_known``), in an editor's words.

    ``before`` are the parts of its key when it was proven last, or how they begin; empty if it never was.
    """
    changed = [name for name, value in key.parts.items() if not value.startswith(before.get(name) or "-")]
    if not before:
        return "the same was made before" if is_known else "it was not built before"
    if not changed:
        return (
            "nothing that it is made of has changed" if is_known else "what was made before is no longer in the store"
        )
    told = f"{_listed([_SAID[name] for name in changed])} changed"
    return f"{told}, but the same was made before" if is_known else told


def verdict_key(case: "checking.Case", means: Means, browser: str | None) -> str:
    """The key of what the check says of one edition: the same key, the same findings and evidence.

    ``browser`` is the name and version of the one that looks, None where none does. The folder that findings name is
    no part of it: see ``records.located``.
    """
    programs = {tool.command: means.programs[tool.command] for tool in case.edition.tools}
    return digest("judged", case, means.checkers, means.packages, programs, browser)


def _code(root: Path, patterns: Iterable[str]) -> str:
    folder = root / "imprint"
    paths = sorted(path for pattern in patterns for path in folder.glob(pattern) if path.is_file())
    return digest({path.relative_to(folder).as_posix(): sha256(path.read_bytes()) for path in paths})


def _program(tool: Tool) -> str:
    """Which program of the machine this is, without starting it: packages keep the time at which it was built."""
    found = shutil.which(tool.command)
    if not found:
        return ""
    path = Path(found).resolve()
    facts = path.stat()
    return digest(path.as_posix(), facts.st_size, facts.st_mtime_ns)


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
