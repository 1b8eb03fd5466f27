"""What a machine makes publications with, fact by fact: two machines that are alike make the same bytes."""

import ctypes
import platform
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path

from imprint.digests import digest
from imprint.pipeline.keys import LOCK, ROOT, means_of
from imprint.pipeline.programs import browser_state

LIBRARIES = {  # what sets type, of the machine and not of our packages: the function that tells its version
    "libpango-1.0.so.0": "pango_version_string",
    "libharfbuzz.so.0": "hb_version_string",
}
SHOWN = 12  # digits of a digest, in messages

Likeness = Mapping[str, str]


def likeness(browser: Path | None, root: Path = ROOT) -> Likeness:
    """The facts of this machine, by what an administrator calls them; some 0.2 s the first time.

    ``browser`` is the path of the one that looks at pages. What is not installed is "".
    """
    means = means_of(root)
    return {
        "Imprint": _short(_code(root)),
        "Python": platform.python_version(),
        "requirements/build.lock": _short(means.packages),
        "the processor": platform.machine(),
        "fonts": _short(digest({form.value: fonts for form, fonts in means.fonts.items()})),
        **{name: _short(state) for name, state in sorted(means.programs.items())},
        **{name: _library(name, teller) for name, teller in LIBRARIES.items()},
        "browser": browser_state(browser),
        **dict(_packages(root)),
    }


def unlike(ours: Likeness, theirs: Likeness) -> tuple[str, ...]:
    """What differs, in words."""
    names = dict.fromkeys((*ours, *theirs))
    return tuple(
        f"{name} is {theirs.get(name) or 'missing'} there, and {ours.get(name) or 'missing'} here"
        for name in names
        if ours.get(name) != theirs.get(name)
    )


@cache
def _code(root: Path) -> str:
    """Of all our code, also of what decides no byte: two halves of one program must fit."""
    folder = root / "imprint"
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return digest({path.relative_to(folder).as_posix(): path.read_bytes() for path in files})


def _library(name: str, teller: str) -> str:
    with suppress(OSError, AttributeError):
        tell = getattr(ctypes.CDLL(name), teller)
        tell.restype = ctypes.c_char_p
        return str(tell().decode())
    return ""


def _packages(root: Path) -> Iterator[tuple[str, str]]:
    """The versions of the packages that the lock file names (pandoc comes with one), as they are installed here."""
    for name in re.findall(r"^([\w.-]+)==", (root / LOCK).read_text(encoding="utf-8"), re.MULTILINE):
        try:
            yield name, metadata.version(name)
        except metadata.PackageNotFoundError:
            yield name, ""


def _short(digest_: str) -> str:
    return digest_[:SHOWN]
