"""Under which keys what was made and what was judged is kept: a digest of everything that it depends on.

What depends on the publication is worked out by the rooms that make and check, which see nothing else: `Given`, `Case`.
What is the same for all publications, the program itself, is `Means`.
"""

import platform
import shutil
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from imprint.digests import digest, sha256
from imprint.editions import Layouts, editions, font_files, given_to
from imprint.model import Edition, Format, Publication, Tool, Words

if TYPE_CHECKING:
    from imprint import checking

ROOT = Path(__file__).parents[2]
LOCK = Path("requirements", "build.lock")
MAKERS = ("*.py", "composing/*.py", "editions/*.py", "typesetting/*.py")  # the code that decides an edition's bytes
CHECKERS = ("*.py", "checking/*.*")  # the code that decides a verdict; what reads sources decides values, not this


@dataclass(frozen=True)
class Means:
    """What makes and checks all publications alike, as digests: code, locked packages, fonts, programs, this Python.

    ``fonts`` are by format: an edition hands them out, is set in them, or has none. ``programs`` are by command.
    """

    makers: str
    checkers: str
    packages: str
    fonts: Mapping[Format, str]
    programs: Mapping[str, str]


def means(root: Path = ROOT) -> Means:
    """What this program is now; it takes a few milliseconds, so ask once a build."""
    lock = (root / LOCK).read_bytes()
    tools = {tool for edition in editions() for tool in edition.tools}
    return Means(
        _code(root, MAKERS),
        _code(root, CHECKERS),
        digest(lock, platform.python_version(), zlib.ZLIB_RUNTIME_VERSION),
        {edition.format: digest(font_files(edition)) for edition in editions()},
        {tool.command: _program(tool) for tool in tools},
    )


def action_key(
    publication: Publication,
    edition: Edition,
    words: Words,
    as_of: date,
    templates: Layouts,
    offered: Sequence[Edition],
    means: Means,
) -> str:
    """The key of an edition's finished files: the same key, the same bytes.

    ``offered`` are the editions that can be made here, of which a page tells those that its publication has.
    """
    order = given_to(publication, edition, words, as_of, templates, offered)
    programs = {tool.command: means.programs[tool.command] for tool in edition.tools}
    return digest("made", order, means.makers, means.packages, means.fonts[edition.format], programs)


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
