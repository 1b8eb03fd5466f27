"""Lengths, sizes and colours out of style values; None where a value cannot be told without a browser."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import tinycss2
import tinycss2.color4

from imprint.checking.cascade import Styles

ROOT_SIZE = 16.0  # CSS px: what browsers start from
NARROW, HIGH = 320.0, 480.0  # the smallest window a page must fit, for lengths in its terms
UNITS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6}
WINDOW = {
    "vw": NARROW / 100,
    "vi": NARROW / 100,
    "vmin": NARROW / 100,
    "vh": HIGH / 100,
    "vb": HIGH / 100,
    "vmax": HIGH / 100,
}
SIZES = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": 16.0,
    "large": 18.0,
    "x-large": 24.0,
    "xx-large": 32.0,
    "xxx-large": 48.0,
}
PICTURE = re.compile("gradient|image|url|element|cross-fade|paint")
WINDOW_KIND = re.compile("^[sld](?=v)")  # svw, lvw, dvw: of the small, large, dynamic window
STEPS = {"smaller": 5 / 6, "larger": 1.2}
OWN_SIZES = {
    "small": 5 / 6,
    "sub": 5 / 6,
    "sup": 5 / 6,
    "h1": 2.0,
    "h2": 1.5,
    "h3": 1.17,
    "h5": 0.83,
    "h6": 0.67,
    "big": 1.2,
}
Colour = tuple[float, float, float, float]


def font_size(tag: str, styles: Styles, parent: float) -> float:
    """The size of an element's letters in CSS px, given its parent's; a size it cannot tell leaves the parent's."""
    if "font-size" not in styles:
        return parent * OWN_SIZES.get(tag, 1.0)
    for token in _tokens(styles["font-size"].text):
        size = _size(token, parent)
        if size is not None:
            return size
    return parent


def pixels(text: str, em: float) -> list[float]:
    """Every length in a value, in CSS px; a bare 0 counts."""
    found = (_length(token, em) for token in _flat(_tokens(text)))
    return [length for length in found if length is not None]


def lengths(text: str) -> list[float]:
    """Every length in a value that it may come to, in CSS px: of a calculation, only one that is plainly known."""
    found = (_size(token, ROOT_SIZE) for token in _tokens(text) if token.type not in ("ident", "percentage"))
    return [length for length in found if length is not None]


@lru_cache(maxsize=4096)
def is_sure_size(text: str) -> bool:
    """False for a value with a calculation or a unit that only a browser can tell."""
    sized = (token for token in _tokens(text) if token.type in ("function", "dimension"))
    return all(_size(token, ROOT_SIZE) is not None for token in sized)


@lru_cache(maxsize=4096)
def is_sure_colour(text: str) -> bool:
    """False for a colour out of a function that is not known here; a picture is none."""
    made = (token for token in _tokens(text) if token.type == "function" and not PICTURE.search(token.lower_name))
    return all(tinycss2.color4.parse_color(token) is not None for token in made)


def percentages(text: str) -> list[float]:
    """Every percentage in a value."""
    return [token.value for token in _flat(_tokens(text)) if token.type == "percentage"]


def numbers(text: str) -> list[float]:
    """Every bare number in a value, and percentages as parts of one."""
    kinds = {"number": 1.0, "percentage": 0.01}
    return [token.value * kinds[token.type] for token in _flat(_tokens(text)) if token.type in kinds]


@lru_cache(maxsize=4096)
def colour(text: str) -> Colour | None:
    """The plain colour in a value, as parts of red, green, blue and opacity; None beside a picture or without one."""
    if "url(" in text or "gradient(" in text or "image" in text:
        return None
    for token in _tokens(text):
        found = tinycss2.color4.parse_color(token) if token.type != "error" else None
        if found is not None and found != "currentcolor":
            return _srgb(found)
    return None


def _srgb(found: Any) -> Colour | None:
    try:
        red, green, blue = found.to("srgb").coordinates
    except NotImplementedError:  # a colour space that tinycss2 does not convert: the browser looks
        return None
    return red, green, blue, found.alpha


def contrast(one: Colour, other: Colour) -> float:
    """The contrast of two opaque colours: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def over(front: Colour, back: Colour) -> Colour:
    """A colour as it looks on an opaque ground."""
    alpha = front[3]
    red, green, blue = (a * alpha + b * (1 - alpha) for a, b in zip(front[:3], back[:3], strict=True))
    return red, green, blue, 1.0


def _luminance(one: Colour) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in one[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(maxsize=4096)  # a file says the same few values again and again
def _tokens(text: str) -> Sequence[Any]:
    return tuple(tinycss2.parse_component_value_list(text, skip_comments=True))


def _flat(tokens: Sequence[Any]) -> Iterator[Any]:
    for token in tokens:
        yield token
        if token.type == "function":
            yield from _flat(token.arguments)


def _size(token: Any, parent: float) -> float | None:
    if token.type == "ident":
        step = STEPS.get(token.lower_value)
        return parent * step if step else SIZES.get(token.lower_value)
    if token.type == "percentage":
        return parent * float(token.value) / 100
    if token.type == "function" and token.lower_name in ("min", "max", "clamp"):
        return _chosen(token, parent)
    return _length(token, parent) if token.type in ("dimension", "number") else None


def _chosen(token: Any, parent: float) -> float | None:
    """min(), max() and clamp(), if every argument is one plain size."""
    arguments = [_size(one, parent) for one in token.arguments if one.type not in ("whitespace", "literal")]
    known = [one for one in arguments if one is not None]
    if len(known) < len(arguments) or not known:
        return None
    if token.lower_name == "clamp" and len(known) == 3:
        return max(known[0], min(known[1], known[2]))
    return min(known) if token.lower_name == "min" else max(known)


def _length(token: Any, em: float) -> float | None:
    if token.type == "number":
        return 0.0 if token.value == 0 else None
    if token.type != "dimension":
        return None
    unit = token.lower_unit if token.lower_unit in UNITS else WINDOW_KIND.sub("", token.lower_unit)
    relative = {"em": em, "rem": ROOT_SIZE, "ex": em / 2, "ch": em / 2, "lh": 1.2 * em, "rlh": 1.2 * ROOT_SIZE}
    factor = (UNITS | WINDOW | relative).get(unit)
    return float(token.value) * factor if factor is not None else None
