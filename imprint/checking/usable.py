"""Whether everyone can use a document: enough contrast, targets that can be hit, room to reflow, and the keyboard."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from imprint.checking.hints import STYLES, TEMPLATE
from imprint.checking.pdf_faults import ENOUGH_CONTRAST, ENOUGH_FOR_BODY
from imprint.checking.pdf_paint import PdfPaint
from imprint.checking.places import Zone
from imprint.checking.reading import Reading
from imprint.codes import finding
from imprint.errors import Finding, Where

if TYPE_CHECKING:
    from concurrent.futures import Future

    from imprint.checking.browser_paint import Browser, Flaw

CODE_OF = {  # what the survey reports
    "contrast": "A024",
    "cut": "A027",
    "disordered": "A028",
    "focus": "A029",
    "over": "A027",
    "sideways": "A026",
    "target": "A025",
    "unreached": "A028",
}
HINT_OF = {
    "A024": f"{STYLES}: take a darker ink or a lighter ground, and the other way round in the dark",
    "A025": f"{STYLES}: make it larger, or keep it away from what is beside it",
    "A026": f"{STYLES}: let it break, or give a wide table a box of its own that scrolls",
    "A027": f"{STYLES}: set no height, and let boxes grow with their text",
    "A028": f"{TEMPLATE}: let links stand in reading order, without tabindex",
    "A029": f"{STYLES}: give :focus-visible an outline that stands out",
}
BODY = (Zone.SECTION, Zone.BETWEEN, Zone.AFTER)  # of paper: what is read at length, after the front
HOST = b"""<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>A page that embeds</title></head>
<body><main>
%b
</main></body>
</html>
"""


def hosted(snippet: bytes) -> bytes:
    """A partner's page that holds the snippet and has no styles of its own."""
    return HOST % snippet


def check_print(reading: Reading, paint: PdfPaint) -> Iterator[Finding]:
    """Words of a PDF that are too pale, of each paragraph the palest, and signs that no font in it can draw."""
    yield from _pale(reading, paint)
    for page, lack in paint.lacks():
        why = "no font in the file can draw it" if lack.is_embedded else f"its font, {lack.font}, is not in the file"
        hint = "Write it with signs that the typeface has; if it is none of yours, report it"
        yield finding("A030", Where(reading.path, page=page), f"“{lack.text}” (U+{ord(lack.text):04X}): {why}", hint)


def _pale(reading: Reading, paint: PdfPaint) -> Iterator[Finding]:
    blocks = sorted(zip(reading.blocks, reading.spots, strict=True), key=lambda pair: pair[0].start)
    starts = [block.start for block, _ in blocks]
    palest: dict[int, tuple[float, str]] = {}
    for _, place, word, ratio in paint.contrasts():
        number = max(bisect_right(starts, place) - 1, 0)
        palest[number] = min(palest.get(number, (ratio, word)), (ratio, word))
    for number, (ratio, word) in palest.items():
        block, spot = blocks[number]
        needed = ENOUGH_FOR_BODY if spot.zone in BODY and not block.heading else ENOUGH_CONTRAST
        if ratio < needed - 0.005:
            told = f"“{word}” in “{block.text[:60]}” has a contrast of {ratio:.2f} to 1; {needed:g} to 1 is needed"
            yield finding("A024", reading.where(block), told, HINT_OF["A024"])


def check_use(where: Where, files: Mapping[str, bytes], path: str, browser: "Browser") -> Iterator[Finding]:
    """What readers would stumble over in the document at ``path``, and in which ways of looking at it.

    The browser begins at once; whoever asks for the first finding waits for it.
    """
    return _stumbled(where, browser.survey(files, path))


def _stumbled(where: Where, surveyed: "Future[Mapping[str, tuple[Flaw, ...]]]") -> Iterator[Finding]:
    from imprint.checking.browser_paint import BrowserError  # noqa: PLC0415 - it is there if a browser is

    try:
        seen = surveyed.result()
    except BrowserError as error:
        hint = "Build the publication again; if it happens again, the browser may be out of memory"
        yield finding("A002", where, str(error), hint)
        return
    told: dict[tuple[str, str], list[str]] = {}
    for look, flaws in seen.items():
        for flaw in flaws:
            told.setdefault((CODE_OF[flaw.kind], flaw.detail), []).append(look)
    for (code, what), looks in told.items():
        yield finding(code, where, f"{what} ({', '.join(dict.fromkeys(looks))})", HINT_OF[code])
