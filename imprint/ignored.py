"""What lies in a folder without belonging to it: what editors, file managers and version control leave behind."""

import re

_IGNORED = re.compile(r"[.~#].*|.*~|.*\.(bak|orig|swp)|README(\..*)?|Thumbs\.db|desktop\.ini")


def is_ignored(name: str) -> bool:
    """Whether reading passes over a file or folder of this name."""
    return _IGNORED.fullmatch(name) is not None
