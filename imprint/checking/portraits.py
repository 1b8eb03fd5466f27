"""Puts the evidence of one edition together: what it needs, where that was found, and pictures of the places."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from imprint.checking import eyes, pdf_picture
from imprint.checking.blocks import Region
from imprint.checking.pictures import Picture
from imprint.checking.places import Zone
from imprint.checking.reading import Reading, Sighting
from imprint.checking.requirements import Requirement
from imprint.evidence import Box, Evidence, Need, Passage, Sight, View
from imprint.model import Edition, Format, Place

if TYPE_CHECKING:
    from concurrent.futures import Future

    from imprint.checking.browser_paint import Browser
    from imprint.checking.browser_picture import Portrait

Boxes = tuple[tuple[int, Box], ...]
Pair = tuple[Requirement, Sighting]
Sitting = Sequence[tuple[str, "Future[Portrait]"]]  # the pictures that are being taken, with the document's leaf


def bare(edition: Edition, required: Sequence[Requirement]) -> Evidence:
    """The evidence of an edition whose file cannot be read: nothing of what it needs was found."""
    return Evidence(edition, tuple(_need(one, 1, 0) for one in required))


def sit(seen: Sequence[Pair], documents: Iterable[eyes.Document], browser: "Browser") -> Sitting:
    """Has the browser take its pictures of each document."""
    pairs = _pairs(seen)
    return tuple(
        (leaf, browser.portray(files, path, list(dict.fromkeys(one.wording for _, one in pairs if _leaf(one) == leaf))))
        for files, path, leaf in documents
    )


def portray(
    edition: Edition,
    reading: Reading,
    required: Sequence[Requirement],
    seen: Sequence[Pair],
    data: bytes,
    sitting: Sitting,
) -> Evidence:
    """Every page of the edition as a picture with the boxes of what was found; where there is no picture, its text."""
    pairs = _pairs(seen)
    found = [need for need, _ in pairs]
    needs = tuple(_need(one, _times(one, reading), found.count(one)) for one in required)
    if edition.format is Format.LEAFLET:
        views, boxes = _paper(data, pairs)
    elif sitting:
        views, boxes = _screens(reading, pairs, sitting)
    else:
        views, boxes = _texts(reading, pairs, (*(block.document for block in reading.blocks), eyes.FALLBACK)), {}
    sights = tuple(_sight(*pair, boxes.get(number, ())) for number, pair in enumerate(pairs))
    return Evidence(edition, needs, sights, tuple(views))


def _pairs(seen: Sequence[Pair]) -> list[Pair]:
    """What was found of disclaimers, as it is read."""
    return sorted((one for one in seen if one[0].disclaimer), key=lambda pair: (pair[1].number, pair[1].start))


def _need(one: Requirement, wanted: int, found: int) -> Need:
    return Need(one.disclaimer, one.level, one.place, one.wording, wanted, found)


def _times(need: Requirement, reading: Reading) -> int:
    return len(reading.leaves) if need.place in (Place.FOOTER, Place.EMBED) else 1


def _sight(need: Requirement, one: Sighting, boxes: Boxes) -> Sight:
    return Sight(need.disclaimer, need.level, need.place, need.wording, _leaf(one), boxes)


def _leaf(one: Sighting) -> str:
    return eyes.FALLBACK if one.spot.zone is Zone.FALLBACK else one.block.leaf


def _paper(data: bytes, pairs: Sequence[Pair]) -> tuple[list[View], dict[int, Boxes]]:
    views = [_view(f"page {number}", picture) for number, picture in enumerate(pdf_picture.pages(data), 1)]
    places = pdf_picture.places(data, list(dict.fromkeys(one.wording for _, one in pairs)))
    return views, {
        number: places.get((one.wording, one.block.start + one.start), ()) for number, (_, one) in enumerate(pairs)
    }


def _view(leaf: str, picture: Picture) -> View:
    return View(leaf, picture.data, picture.width, picture.height)


def _screens(reading: Reading, pairs: Sequence[Pair], sitting: Sitting) -> tuple[list[View], dict[int, Boxes]]:
    """All documents one after the other; of one that the browser cannot show (that is told elsewhere), its text."""
    from imprint.checking.browser_paint import BrowserError  # noqa: PLC0415 - it is there if a browser is

    views: list[View] = []
    boxes: dict[int, Boxes] = {}
    for leaf, taken in sitting:
        here = {number: one for number, (_, one) in enumerate(pairs) if _leaf(one) == leaf}
        try:
            shown = taken.result()
        except BrowserError:
            views += _texts(reading, pairs, (leaf,))
            continue
        for number, one in here.items():
            found = shown.places.get((one.wording, eyes.rank(reading, one)), ())
            boxes[number] = tuple((sheet + len(views), box) for sheet, box in found)
        views += [_view(leaf, picture) for picture in shown.sheets]
    return views, boxes


def _texts(reading: Reading, pairs: Sequence[Pair], documents: Sequence[str]) -> list[View]:
    views = (View(one, passages=tuple(_passages(reading, pairs, one))) for one in dict.fromkeys(documents))
    return [view for view in views if view.passages]


def _passages(reading: Reading, pairs: Sequence[Pair], document: str) -> Iterator[Passage]:
    marked: Mapping[int, list[tuple[int, int, int]]] = _marks(pairs)
    for number, block in enumerate(reading.blocks):
        here = eyes.FALLBACK if block.region is Region.FALLBACK else block.document
        if here == document and not block.hidden:
            yield Passage(tuple(_pieces(block.text, marked.get(number, []))), block.heading is not None)


def _marks(pairs: Sequence[Pair]) -> dict[int, list[tuple[int, int, int]]]:
    """By block, where each sight in it begins and ends, and its number."""
    marks: dict[int, list[tuple[int, int, int]]] = {}
    for number, (_, one) in enumerate(pairs):
        marks.setdefault(one.number, []).append((one.start, one.start + len(one.wording), number))
    return marks


def _pieces(text: str, marks: Sequence[tuple[int, int, int]]) -> Iterator[tuple[str, int | None]]:
    at = 0
    for start, end, number in marks:
        if start > at:
            yield text[at:start], None
        yield text[max(start, at) : end], number
        at = end
    if at < len(text):
        yield text[at:], None
