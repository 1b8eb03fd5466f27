"""Looks at every required wording where it was found: in the file's own styles, in the PDF's ink, in the browser's."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING

from imprint.checking.addresses import Site
from imprint.checking.blocks import Region
from imprint.checking.browser_looks import LOOKS, Look
from imprint.checking.hiding import faults
from imprint.checking.hints import STYLES, TEMPLATE
from imprint.checking.page_rules import Tree
from imprint.checking.pdf_paint import PdfPaint
from imprint.checking.pdf_paint import Sighting as Painted
from imprint.checking.places import Zone
from imprint.checking.reading import Reading, Sighting
from imprint.checking.requirements import Requirement
from imprint.codes import finding
from imprint.errors import Finding, Where

if TYPE_CHECKING:
    from concurrent.futures import Future

    from imprint.checking.browser_looks import Sighting as Shown
    from imprint.checking.browser_paint import Browser, Looked

LEAST_PX, LEAST_PX_FOOTER = 14.0, 13.0
LEAST_PT, LEAST_PT_FOOTER = 10.0, 8.0
SHADOW, FALLBACK = re.compile(rb"shadowrootmode", re.IGNORECASE), "fallback"
BARE = ("light", "narrow")
Seen = Sequence[tuple[Requirement, Sighting]]
Document = tuple[Mapping[str, bytes], str, str]  # files to serve, path among them, name in the reading
CODE_OF = {  # what the eyes for ink report
    "altered": "V002",
    "clipped": "V011",
    "contrast": "V010",
    "covered": "V011",
    "crowded": "V011",
    "hidden": "V008",
    "moving": "V011",
    "scattered": "V011",
    "scrambled": "V011",
    "small": "V009",
    "squeezed": "V011",
    "struck": "V011",
    "turned": "V011",
}
HINT_OF = {
    "V002": f"{STYLES}: let no style add words to a disclaimer",
    "V003": f"{STYLES}: disclaimers must be seen in the order in which they stand",
    "V007": f"{STYLES}: take the property away, or keep it from the disclaimers",
    "V008": f"{STYLES}: find what keeps it from being drawn",
    "V009": f"{STYLES}: let disclaimers be as large as the text around them",
    "V010": f"{STYLES}: use the colours of the text for disclaimers",
    "V011": f"{STYLES}: give disclaimers room, and let nothing lie over them",
    "V015": f"{STYLES}: take the attribute away",
}


def look_at_styles(reading: Reading, trees: Sequence[Tree], seen: Seen) -> Iterator[Finding]:
    """What the file's own attributes and styles do to the wordings in it."""
    cascades = [tree.cascade for tree in trees]
    for need, one in seen:
        if one.block.hidden:
            told = f"it is hidden by {one.block.hidden}"
            yield _fault("V007", need, reading.where(one.block), told)
        element = one.block.element
        cascade = next((found for found in cascades if element is not None and element in found), None)
        if cascade is not None and element is not None:
            for fault in faults(cascade, element, _least(need, one, LEAST_PX, LEAST_PX_FOOTER)):
                yield _fault(fault.code, need, reading.where(one.block), fault.told)


def look_at_paper(reading: Reading, paint: PdfPaint, seen: Seen, smallest: float | None = None) -> Iterator[Finding]:
    """What is not painted, or not well, of the wordings in a PDF; and all its text under the ``smallest`` size."""
    find = cache(partial(_find, paint))
    for need, one in seen:
        least = _least(need, one, LEAST_PT, LEAST_PT_FOOTER)
        place = one.block.start + one.start
        painted = [found for found in find(one.wording, least) if found.position == place]
        if not painted:
            told = "its words are in the file and are not painted as text"
            yield _fault("V008", need, reading.where(one.block), told)
        for fault in (fault for found in painted for fault in found.faults):
            yield _fault(CODE_OF[fault.kind], need, reading.where(one.block), fault.detail)
    if smallest is not None:
        yield from _small(reading, paint, smallest)


def _small(reading: Reading, paint: PdfPaint, smallest: float) -> Iterator[Finding]:
    for page, size, words in paint.smaller_than(smallest):
        told = f"“{words}” is {size:g} pt high; in large print no text is under {smallest:g} pt"
        yield finding("A017", Where(reading.path, page=page), told, f"{TEMPLATE}: set it larger")


def _find(paint: PdfPaint, wording: str, least: float) -> Sequence[Painted]:
    return paint.find(wording, minimum_size=least)


def look_in_browser(
    reading: Reading, files: Mapping[str, bytes], path: str, document: str, seen: Seen, browser: "Browser"
) -> Iterator[Finding]:
    """What a browser does not show, or not well, of the wordings in one document, in any way of looking at it.

    The browser begins at once; whoever asks for the first finding waits for it.
    """
    here = [pair for pair in seen if pair[1].block.document == document and pair[1].spot.zone is not Zone.FALLBACK]
    return _look(reading, files, path, document, here, browser)


def look_at_fallback(
    reading: Reading, files: Mapping[str, bytes], path: str, seen: Seen, browser: "Browser"
) -> Iterator[Finding]:
    """The same of an embed's fallback, as a browser shows it that knows no shadow roots in a file."""
    here = [pair for pair in seen if pair[1].spot.zone is Zone.FALLBACK]
    plain = without_shadow(files, path)
    # whatever it does in the dark or in print, its own styles tell: it has hardly any
    return _look(reading, plain, path, FALLBACK, here, browser, tuple(one for one in LOOKS if one.name in BARE))


def without_shadow(files: Mapping[str, bytes], path: str) -> Mapping[str, bytes]:
    """The files with an embed as a browser shows it that knows no shadow roots in a file."""
    return {**files, path: SHADOW.sub(b"data-no-shadow", files[path])}


def _look(
    reading: Reading,
    files: Mapping[str, bytes],
    path: str,
    document: str,
    here: Seen,
    browser: "Browser",
    looks: Sequence[Look] = LOOKS,
) -> Iterator[Finding]:
    needs = {one.wording: need for need, one in here}
    if not needs:
        return iter(())
    looked = browser.look(files, path, tuple(needs), looks=looks, minimum_size=LEAST_PX_FOOTER)
    return _told(reading, document, here, looked)


def _told(reading: Reading, document: str, here: Seen, looked: "Future[Looked]") -> Iterator[Finding]:
    """What the browser has seen, once it has."""
    from imprint.checking.browser_paint import BrowserError  # noqa: PLC0415 - it is there if a browser is

    needs = {one.wording: need for need, one in here}
    ranks = {one.wording: rank(reading, one) for need, one in here if not need.disclaimer}
    where = Where(reading.path, part=document)
    try:
        shown = looked.result()
    except BrowserError as error:
        hint = "Build the publication again; if it happens again, the browser may be out of memory"
        yield finding("A002", where, str(error), hint)
        return
    told: dict[tuple[str, str, str], list[str]] = {}
    for (look, wording), found in shown.sightings.items():
        for code, what in _shown(found, _places(reading, document, wording), ranks.get(wording)):
            told.setdefault((code, wording, what), []).append(look)
    for (code, wording, what), ways in told.items():
        yield _fault(code, needs[wording], where, f"{what} ({', '.join(dict.fromkeys(ways))})")
    for address in shown.refused:
        hint = "This is a fault of the template, not of your text: bring the file along, or correct the address"
        yield finding("A006", where, f"shown in a browser, it asks for {address}, which is none of its files", hint)


def _shown(found: Sequence["Shown"], places: Sequence[Region], rank: int | None) -> Iterator[tuple[str, str]]:
    """What one look reports of one wording, against the places where the file has it; of a rank, of that one only."""
    if rank is not None:
        about = [fault for one in found[rank : rank + 1] for fault in one.faults]
        yield from ((CODE_OF[fault.kind], fault.detail) for fault in about)
        return
    if len(found) < len(places):
        yield "V008", f"the browser shows it {len(found)} times, not {len(places)} times"
    for number, one in enumerate(found):
        yield from ((CODE_OF[fault.kind], fault.detail) for fault in one.faults)
        is_body = number < len(places) and places[number] is not Region.FOOTER
        if is_body and LEAST_PX_FOOTER <= one.size < LEAST_PX:
            yield "V009", f"its letters are {one.size:.3g} px high; at least {LEAST_PX:g} px are needed"


def files_for_browser(site: Site) -> Mapping[str, bytes]:
    """The files as a site serves them: those of an embed also where a partner's site has them."""
    mounted = {site.mount.lstrip("/") + path: data for path, data in site.files.items()} if site.mount else {}
    return {**site.files, **mounted}


def rank(reading: Reading, one: Sighting) -> int:
    """Which of the places in its document where the same words stand, from 0; a fallback is a document of its own."""
    before = (block for block in reading.blocks[: one.number] if block.document == one.block.document)
    beside = one.block.region is Region.FALLBACK
    earlier = sum(block.text.count(one.wording) for block in before if (block.region is Region.FALLBACK) == beside)
    return earlier + one.block.text[: one.start].count(one.wording)


def _places(reading: Reading, document: str, wording: str) -> list[Region]:
    """The regions of all occurrences of a wording that a reader meets in one document, also inside longer wordings."""
    beside = document == FALLBACK
    return [
        Region.FOOTER if beside else block.region  # which may be as small as the page around it lets it be
        for block in reading.blocks
        if (beside or block.document == document) and (block.region is Region.FALLBACK) == beside and not block.hidden
        for _ in range(block.text.count(wording))
    ]


def _least(need: Requirement, one: Sighting, body: float, footer: float) -> float:
    return body if need.disclaimer and one.spot.zone is not Zone.FOOTER else footer


def _fault(code: str, need: Requirement, where: Where, told: str) -> Finding:
    return finding(code, where, f"{need.named}: {told}", HINT_OF[code])
