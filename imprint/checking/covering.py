"""Finds boxes that a document's styles spread over its text."""

from collections.abc import Collection, Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

from imprint.checking import measures
from imprint.checking.cascade import Cascade, Context, Styles
from imprint.checking.lettering import AWAY, text_of, told
from imprint.checking.markup import rendered

AXES = (
    ("height", "block-size", "inset-block", (("top", "bottom"), ("inset-block-start", "inset-block-end"))),
    ("width", "inline-size", "inset-inline", (("left", "right"), ("inset-inline-start", "inset-inline-end"))),
)
FULL = ("100%", "100vh", "100vw", "100dvh", "100dvw", "100svh", "100svw", "100lvh", "100lvw", "100vmax")


def covers(cascade: Cascade, element: Element, context: Context) -> Iterator[str]:
    """What lies over the element: boxes out of the flow, spread over the window or over a box around the element."""
    around = {*cascade.ancestors(element), element}
    for owner, is_pseudo, styles, inside in spread(cascade, context):
        is_under = owner in around and (not is_pseudo or text_of(styles, "z-index").startswith("-"))
        if not is_under and (inside is None or inside in around):
            yield f"it is covered by {told('position', styles)}"


@lru_cache(maxsize=256)
def spread(cascade: Cascade, context: Context) -> tuple[tuple[Element, bool, Styles, Element | None], ...]:
    """Boxes that are spread: whose they are, whether they are a pseudo-element's, and over which box (None: all)."""
    found = []
    for one, owners in _placed(cascade):
        chain = cascade.ancestors(one)
        own = cascade.styles(one, context)
        if None in owners and _is_spread(own):
            found.append((one, False, own, _holder(cascade, chain, context, own)))
        for name, styles in cascade.pseudo_elements(one, context):
            has_box = name in ("before", "after") and text_of(styles, "content") not in ("", "none", "normal")
            if has_box and _is_spread(styles):
                found.append((one, True, styles, _holder(cascade, (*chain, one), context, styles)))
    return tuple(found)


@lru_cache(maxsize=16)
def _placed(cascade: Cascade) -> tuple[tuple[Element, Collection[str | None]], ...]:
    """The elements that may be taken out of the flow, themselves or a pseudo-element: only these can be spread."""
    all_of = ((one, cascade.declares(one, "position")) for one in rendered(cascade.root) if one in cascade)
    return tuple((one, owners) for one, owners in all_of if owners)


def _is_spread(styles: Styles) -> bool:
    if text_of(styles, "position") not in ("fixed", "absolute") or text_of(styles, "display") == "none":
        return False
    ground = text_of(styles, "background-color") not in ("", "none", "transparent")
    painted = ground or any(
        text_of(styles, name) not in ("", "none") for name in ("background-image", "backdrop-filter")
    )
    return painted and (_is_near(text_of(styles, "inset")) or all(_is_wide(styles, *axis) for axis in AXES))


def _is_wide(styles: Styles, size: str, logical: str, both: str, pairs: tuple[tuple[str, str], ...]) -> bool:
    return (
        text_of(styles, size) in FULL
        or text_of(styles, logical) in FULL
        or _is_near(text_of(styles, both))
        or any(_is_near(text_of(styles, one)) and _is_near(text_of(styles, other)) for one, other in pairs)
    )


def _is_near(text: str) -> bool:
    """True for sides near to those of the box that it is spread over, or beyond them."""
    lengths = measures.pixels(text, measures.ROOT_SIZE)
    parts = measures.percentages(text)
    return bool(lengths or parts) and all(one < AWAY for one in lengths) and all(one < 20 for one in parts)


def _holder(cascade: Cascade, around: tuple[Element, ...], context: Context, styles: Styles) -> Element | None:
    """The box that an absolute box is spread over: the nearest that is positioned."""
    if text_of(styles, "position") == "fixed":
        return None
    placed = (
        one for one in reversed(around) if text_of(cascade.styles(one, context), "position") not in ("", "static")
    )
    return next(placed, None)
