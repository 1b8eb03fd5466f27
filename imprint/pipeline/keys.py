"""x"""

from collections.abc import Mapping
from pathlib import Path

from imprint import publishing, reporting
from imprint.editions import editions
from imprint.model import Publication, Words
from imprint.pipeline.options import Options

ROOT = Path(__file__).parents[2]
MAKERS = (
    "*.py",
    "reading/*.py",
    "composing/*.py",
    "editions/*.py",
    "typesetting/*.py",
    "editorial/*.*",
    "reporting/*.py",
)  # the code that decides the bytes


def keys_of(one: Publication, words: Words, options: Options) -> Mapping[str, str]:
    return dict.fromkeys([*(e.name for e in editions()), reporting.REPORT], _inputs(one, words, options))


def _inputs(one: Publication, words: Words, options: Options) -> str:
    """The digest of everything that decides a publication's bytes."""
    overdue = bool(one.dates.next_review and options.as_of > one.dates.next_review)  # a draft can be overdue as well
    code = [path for pattern in MAKERS for path in (ROOT / "imprint").glob(pattern)]
    tools = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (*code, ROOT / "requirements/build.lock")}
    layout = {
        path.relative_to(options.templates).as_posix(): path.read_bytes()
        for path in options.templates.rglob("*")
        if path.is_file()
    }
    return publishing.digest(one, words, one.status(options.as_of), overdue, tools, layout)
