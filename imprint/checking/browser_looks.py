"""The ways a reader may look at a document in a browser, and what is told about each wording in each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "hidden", "small", "contrast", "clipped", "covered", "struck", "altered", "squeezed", "scrambled", "moving"
]


@dataclass(frozen=True)
class Look:
    """One way of looking: width and height are those of the window, in CSS px.

    forced: the reader's system decides the colours. spaced: the reader has set letters, words and lines wider.
    """

    name: str
    width: int
    scheme: Literal["light", "dark"] = "light"
    media: Literal["screen", "print"] = "screen"
    height: int = 1000
    forced: bool = False
    spaced: bool = False


# Print has the width of an A4 page at 96 px per inch; 320 px is what WCAG 2.2 (1.4.10, reflow) asks a page to fit into.
LOOKS = (
    Look("light", 1280),
    Look("dark", 1280, scheme="dark"),
    Look("print", 794, media="print", height=1123),
    Look("narrow", 320, height=720),
)
# 320 × 256 px is what a window of 1280 × 1024 leaves at 400 % zoom. Narrow, dark and spaced can be looked at in one.
SURVEYED = (
    Look("light", 1280),
    Look("dark", 1280, scheme="dark"),
    Look("forced colours", 1280, scheme="dark", forced=True),  # light on dark, as most who need them have them
    Look("print", 794, media="print", height=1123),
    Look("400 % zoom", 320, height=256),
    Look("wide spacing", 1280, spaced=True),
    Look("400 % zoom in the dark with wide spacing", 320, scheme="dark", height=256, spaced=True),
)
FOCUSED = SURVEYED[:3]  # how the place of the keyboard is shown depends on nothing but the colours


@dataclass(frozen=True)
class Fault:
    """One reason why a reader would not see a wording as it was meant, in words an editor understands."""

    kind: Kind
    detail: str


@dataclass(frozen=True)
class Sighting:
    """One occurrence of a wording in the rendered text.

    index counts the matches in document order; size is in CSS px after transforms and zoom.
    """

    look: str
    index: int
    size: float
    faults: tuple[Fault, ...]
