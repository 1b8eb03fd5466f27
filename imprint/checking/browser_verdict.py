"""Turns what was measured of a wording in the browser into faults that an editor can act on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import floor
from typing import Any

from imprint.checking.browser_ink import Ink
from imprint.checking.browser_looks import Fault, Kind, Look, Sighting

CONTRAST = 4.5  # WCAG 2.2, 1.4.3 (AA), text of any size below 18 pt
WHOLE = 0.9  # of a word's ink, WEAKEST of a letter's: less is a clipped or covered word
WEAKEST = 0.5
TRACE = 0.1  # less of the ink than this is none
LEGIBLE = 8.0  # CSS px: of smaller letters it cannot be told whether they are cut off; that they are small says it all
SQUEEZED = 0.85  # of a word's own width
WORD_GAP = 0.08  # em between words: less and they read as one
LINE = 0.65  # em above the base line that no other line may enter
FAR = 2.5  # windows of nothing above a wording: nobody scrolls that far


@dataclass(frozen=True)
class Piece:
    """A part of a word on one line: box in CSS px from the top left of the document, None where it takes no room."""

    id: int
    text: str
    box: tuple[float, float, float, float] | None
    base: float
    size: float
    squeeze: float
    spaced: bool
    leftward: bool


@dataclass(frozen=True)
class Occurrence:
    """One place where a wording stands; reasons are what its styles do to it, gap the empty px above it."""

    wording: int
    index: int
    pieces: tuple[Piece, ...]
    reasons: Mapping[str, str]
    gap: float


@dataclass(frozen=True)
class Seen:
    """What the pictures show of one piece, and the element that lies over it, if any."""

    ink: Ink
    obstacle: str | None


@dataclass(frozen=True)
class Window:
    """A look's window: its width without a scroll bar, and how far down (CSS px) a reader can see by scrolling."""

    look: Look
    width: float
    reach: float


def occurrence(raw: Mapping[str, Any]) -> Occurrence:
    """Read one occurrence from what the script in the page answered."""
    pieces = tuple(Piece(**{**piece, "box": tuple(piece["box"]) if piece["box"] else None}) for piece in raw["pieces"])
    return Occurrence(raw["wording"], raw["index"], pieces, raw["reasons"], raw["gap"])


def sighting(place: Occurrence, seen: Mapping[int, Seen], window: Window, minimum: float) -> Sighting:
    """Judge one occurrence by every rule at once; minimum is the smallest allowed size in CSS px."""
    size = min((piece.size for piece in place.pieces if piece.box), default=0.0)
    faults = (
        *_visibility(place, seen, window),
        *_contrast(place, seen),
        *_size(size, minimum),
        *_styles(place, seen),
        *_setting(place.pieces),
    )
    return Sighting(window.look.name, place.index, round(size, 2), faults)


def _quoted(pieces: Sequence[Piece]) -> str:
    words = [piece.text for piece in pieces[:4]]
    return f"“{' '.join(words)}{' …' if len(pieces) > 4 else ''}”"


def _visibility(place: Occurrence, seen: Mapping[int, Seen], window: Window) -> Iterator[Fault]:
    lost = [piece for piece in place.pieces if _share(piece, seen) < TRACE]
    broken = [piece for piece in place.pieces if _share(piece, seen) < WHOLE or _letter(piece, seen) < WEAKEST]
    over = next((seen[piece.id].obstacle for piece in broken if piece.id in seen and seen[piece.id].obstacle), None)
    over = None if "hiding" in place.reasons else over
    if len(lost) > 0.9 * len(place.pieces):
        kind: Kind = "covered" if over else "hidden"
        yield Fault(kind, f"nothing of it can be seen ({_cause(place, over, window)})")
    elif any(piece.box is None or piece.size >= LEGIBLE for piece in broken):
        kind = "covered" if over else "clipped"
        amount = "nothing" if len(lost) == len(broken) else "only a part"
        yield Fault(kind, f"{amount} can be seen of {_quoted(broken)} ({_cause(place, over, window)})")
    if place.gap > FAR * window.look.height:
        yield Fault("hidden", f"it stands {place.gap:.0f} px below all other text, where nobody looks")


def _share(piece: Piece, seen: Mapping[int, Seen]) -> float:
    return seen[piece.id].ink.share if piece.id in seen else 0.0


def _letter(piece: Piece, seen: Mapping[int, Seen]) -> float:
    return seen[piece.id].ink.weakest if piece.id in seen else 0.0


def _cause(place: Occurrence, over: str | None, window: Window) -> str:
    causes = (
        f"because of {place.reasons['hiding']}" if "hiding" in place.reasons else None,
        f"{over} lies over it" if over else None,
        _out_of_reach([piece.box for piece in place.pieces if piece.box], window),
        f"because of {place.reasons['dimming']}" if "dimming" in place.reasons else None,
    )
    return next((cause for cause in causes if cause), "something cuts it off or lies over it")


def _out_of_reach(boxes: Sequence[tuple[float, float, float, float]], window: Window) -> str | None:
    if any(right <= 0 or bottom <= 0 for _, _, right, bottom in boxes):
        return "it stands outside the page"
    if any(right > window.width + 1 for _, _, right, _ in boxes):
        return f"it reaches beyond the right edge of the window, {window.width:.0f} px wide"
    if any(top >= window.reach for _, top, _, _ in boxes):
        return "the page cannot be scrolled down to it"
    return None


def _contrast(place: Occurrence, seen: Mapping[int, Seen]) -> Iterator[Fault]:
    weak = [piece for piece in place.pieces if _share(piece, seen) >= TRACE and seen[piece.id].ink.contrast < CONTRAST]
    if weak:
        worst = floor(min(seen[piece.id].ink.contrast for piece in weak) * 100) / 100
        told = f"{_quoted(weak)} has a contrast of {worst} to 1 with what surrounds it; {CONTRAST} to 1 is needed"
        yield Fault("contrast", told)


def _size(size: float, minimum: float) -> Iterator[Fault]:
    if 0 < size < minimum - 0.01:
        yield Fault("small", f"the letters are {size:.1f} px high; at least {minimum:g} px is needed")


def _styles(place: Occurrence, seen: Mapping[int, Seen]) -> Iterator[Fault]:
    reasons = place.reasons
    crossed = [piece for piece in place.pieces if piece.id in seen and seen[piece.id].ink.struck]
    if "struck" in reasons:
        yield Fault("struck", reasons["struck"])
    elif crossed:
        yield Fault("struck", f"a line runs through {_quoted(crossed)}")
    if "altered" in reasons:
        yield Fault("altered", reasons["altered"])
    if "masked" in reasons:
        yield Fault("hidden", reasons["masked"])
    if "moving" in reasons:
        yield Fault("moving", reasons["moving"])


def _setting(pieces: Sequence[Piece]) -> Iterator[Fault]:
    """Letters pressed together, lines on top of each other, words out of their order."""
    placed = [piece for piece in pieces if piece.box]
    tight = [piece for piece in placed if piece.squeeze < SQUEEZED]
    tight += [later for earlier, later in pairwise(placed) if later.spaced and _touch(earlier, later)]
    tight += [
        later for number, later in enumerate(placed) if any(_overlap(earlier, later) for earlier in placed[:number])
    ]
    if tight:
        yield Fault("squeezed", f"letters, words or lines run into each other at {_quoted(tight[:1])}")
    astray = [later for earlier, later in pairwise(placed) if _before(earlier, later)]
    if astray:
        yield Fault("scrambled", f"{_quoted(astray[:1])} does not follow the words before it")


def _touch(earlier: Piece, later: Piece) -> bool:
    if not earlier.box or not later.box or earlier.leftward or later.leftward or abs(earlier.base - later.base) > 1:
        return False
    gap = later.box[0] - earlier.box[2]
    return -later.size < gap < WORD_GAP * later.size


def _overlap(one: Piece, other: Piece) -> bool:
    if not one.box or not other.box:
        return False
    side_by_side = one.box[2] - 1 <= other.box[0] + 1 or other.box[2] - 1 <= one.box[0] + 1
    return not side_by_side and abs(one.base - other.base) < LINE * min(one.size, other.size)


def _before(earlier: Piece, later: Piece) -> bool:
    if not earlier.box or not later.box or earlier.leftward or later.leftward:
        return False
    return later.box[0] < earlier.box[2] - 0.3 * later.size and later.base <= earlier.base + 0.5 * later.size
