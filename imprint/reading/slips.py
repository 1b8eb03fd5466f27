"""Names signs that are text to the letter, but that hardly anybody means so: half an emphasis, a key without its @."""

import re
from collections.abc import Collection, Iterator

from imprint.reading.leftovers import LeftOver

_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=[^\s*\0])|(?<=[^\s*])\*(?![\w*])"  # a star at one end of a word; 5 * 3 has none
    r"|(?<!\w)_(?=[^\W_])|(?<=[^\W_])_(?!\w)"  # a line to fill in (____) is none
)
_KEY = re.compile(r"\[([\w.:-]*\w)((?:[,;][^\[\]\0]*)?)\]")


def emphasis(text: str, is_meant: bool) -> Iterator[LeftOver]:
    """The first star or underscore of a run that begins or ends no emphasis; none where a backslash says it is meant.

    Two stars side by side are another matter: left-over mark-up.
    """
    found = None if is_meant else _EMPHASIS.search(text)
    if found and "**" not in text:
        sign = found[0]
        message = f"a “{sign}” stands alone and is printed as it is: “{_around(text, found.start())}”"
        hint = f"write {sign}the words{sign} to stress them, or \\{sign} for the sign itself"
        yield LeftOver("P027", found.start(), message, hint)


def keys(text: str, known: Collection[str]) -> Iterator[tuple[str, LeftOver]]:
    """The keys of sources in square brackets without an @, each with what to type."""
    for found in _KEY.finditer(text):
        if found[1] in known:
            further = re.sub(r";(\s*)(?=[\w.:-]+)", r";\1@", found[2])
            hint = f"write [@{found[1]}{further}] to cite it"
            message = f"“{found[0]}” is the key of a source, but no citation"
            yield found[1], LeftOver("R009", found.start(), message, hint)


def _around(text: str, place: int) -> str:
    """The word with a sign, and two more."""
    begin = max(text.rfind(" ", 0, place), text.rfind("\n", 0, place)) + 1
    return " ".join(text[begin:].replace("\0", "…").split()[:3])
