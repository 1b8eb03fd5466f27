"""The pages of an edition as the report draws them: each a picture with numbered outlines, or a text with marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from imprint.evidence import Box, Evidence, Passage, Sight, View
from imprint.reporting.account import FALLBACK, place_of

NEXT_LINE = 1.5  # heights of a line: what begins nearer below it is the same paragraph
ROOM, NARROW = 6, 3  # pixels between the ink and its outline, and for a single line, whose neighbours are near
BADGE, SMALL_BADGE = 13, 10  # pixels: the radius of a number's ground, and of that of a single line
LOW = 24  # pixels: what is lower is a single line

Rectangle = tuple[int, int, int, int]  # x, y, width, height in pixels


@dataclass(frozen=True)
class Outline:
    """One disclaimer on one page: its number there, what it is, and the rectangles around its words."""

    number: int
    anchor: str
    disclaimer: str
    place: str
    rectangles: tuple[Rectangle, ...] = ()

    @property
    def is_low(self) -> bool:
        """True when it goes around a single line."""
        return self.rectangles[0][3] < LOW + 2 * NARROW

    @property
    def badge(self) -> tuple[int, int, int]:
        """The middle and the radius of its number's ground: left of the words, at the edge even beside the picture."""
        x, y, *_ = self.rectangles[0]
        radius = SMALL_BADGE if self.is_low else BADGE
        return x - radius + NARROW, max(y + radius - 2, radius + 2), radius


@dataclass(frozen=True)
class Sheet:
    """One page: what it is called, the name of its picture's file ("" for none), and what was found on it."""

    anchor: str
    caption: str
    picture: str
    view: View
    outlines: tuple[Outline, ...]

    def outline(self, sight: int | None) -> Outline | None:
        """The outline of a sight in a transcript."""
        return next((one for one in self.outlines if one.anchor == f"{self.anchor}-{sight}"), None)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The transcript that stands in for a picture."""
        return self.view.passages


def sheets(evidence: Evidence) -> tuple[Sheet, ...]:
    """Every page of an edition with what was found on it."""
    return tuple(_sheet(evidence, number, view) for number, view in enumerate(evidence.views))


def unpainted(evidence: Evidence) -> tuple[Sight, ...]:
    """What was found in the file's words, and neither on a picture nor in a transcript."""
    marked = {number for view in evidence.views for passage in view.passages for _, number in passage.pieces}
    return tuple(one for number, one in enumerate(evidence.sights) if not one.boxes and number not in marked)


def picture_name(edition: str, number: int) -> str:
    """The file of a picture, beside the report; numbers count from 1."""
    return f"report/{edition}-{number}.png"


def _sheet(evidence: Evidence, number: int, view: View) -> Sheet:
    anchor = f"{evidence.edition.name}-{number + 1}"
    outlines = _outlined(evidence, number, view, anchor) if view.picture else _marked(evidence, view, anchor)
    picture = picture_name(evidence.edition.name, number + 1) if view.picture else ""
    return Sheet(anchor, _caption(evidence.views, number), picture, view, tuple(outlines))


def _outlined(evidence: Evidence, number: int, view: View, anchor: str) -> Iterator[Outline]:
    shown = [(sight, [box for at, box in sight.boxes if at == number]) for sight in evidence.sights]
    for count, (sight, boxes) in enumerate(((sight, boxes) for sight, boxes in shown if boxes), 1):
        rectangles = tuple(_rectangle(box, view) for box in paragraphs(boxes))
        yield Outline(count, f"{anchor}-{count}", sight.disclaimer, place_of(sight.place), rectangles)


def _marked(evidence: Evidence, view: View, anchor: str) -> Iterator[Outline]:
    numbers = [number for passage in view.passages for _, number in passage.pieces if number is not None]
    for count, number in enumerate(dict.fromkeys(numbers), 1):
        sight = evidence.sights[number]
        yield Outline(count, f"{anchor}-{number}", sight.disclaimer, place_of(sight.place))


def paragraphs(lines: Sequence[Box]) -> list[Box]:
    """One box around lines that follow each other; what goes on in another column, or further down, gets its own."""
    joined: list[Box] = []
    for line in lines:
        if joined and _continues(joined[-1], line):
            last = joined.pop()
            line = Box(min(last.left, line.left), last.top, max(last.right, line.right), line.bottom)  # noqa: PLW2901
        joined.append(line)
    return joined


def _continues(above: Box, line: Box) -> bool:
    overlaps = above.left < line.right and line.left < above.right
    return overlaps and above.top < line.top < above.bottom + NEXT_LINE * (line.bottom - line.top)


def _rectangle(box: Box, view: View) -> Rectangle:
    room = NARROW if (box.bottom - box.top) * view.height < LOW else ROOM
    left, top = max(1, round(box.left * view.width) - room), max(1, round(box.top * view.height) - room)
    right = min(view.width - 1, round(box.right * view.width) + room)
    bottom = min(view.height - 1, round(box.bottom * view.height) + room)
    return left, top, right - left, bottom - top


def _caption(views: Sequence[View], number: int) -> str:
    """For example "Page 2 of 4", "Part 2 of 8", "text.xhtml, part 1 of 6"."""
    leaf = views[number].leaf
    if leaf.startswith("page "):
        return f"Page {number + 1} of {len(views)}"
    alike = [at for at, view in enumerate(views) if view.leaf == leaf]
    name = "Fallback" if leaf == FALLBACK else leaf.rpartition("/")[2]
    part = f"part {alike.index(number) + 1} of {len(alike)}" if len(alike) > 1 else ""
    whole = "The whole of it" if views[number].picture else "Its words, as the check has read them"
    words = ", ".join(filter(None, (name, part))) or whole
    return words[0].upper() + words[1:] if not name else words
