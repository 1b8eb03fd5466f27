"""Finds in a file's own styles and attributes what could keep a reader from seeing a wording; needs no browser."""

from collections.abc import Callable, Collection, Iterator
from xml.etree.ElementTree import Element

from imprint.checking import measures
from imprint.checking.cascade import Cascade, Context, Styles
from imprint.checking.covering import covers, spread
from imprint.checking.lettering import AWAY, Fault, blamed, is_away, letter_faults, text_of, told, unjudged
from imprint.checking.markup import elements

ENOUGH_OPACITY = 0.9
LOW, NARROW = (
    100.0,
    100.0,
)  # CSS px: a box that cuts off what is outside it, and lower or narrower than this, cuts wordings
SIDES = (
    "top",
    "right",
    "bottom",
    "left",
    "inset",
    "inset-block",
    "inset-inline",
    "inset-block-start",
    "inset-inline-start",
)
MARGINS = (
    "margin",
    "margin-top",
    "margin-left",
    "margin-block",
    "margin-inline",
    "margin-block-start",
    "margin-inline-start",
)
BOX = ("height", "max-height", "block-size", "max-block-size", "width", "max-width", "inline-size", "max-inline-size")
CUTS = ("hidden", "clip", "scroll", "auto")
MOVING = (
    "opacity",
    "visibility",
    "display",
    "transform",
    "translate",
    "scale",
    "clip-path",
    "color",
    "filter",
    "font-size",
    "height",
)
WORDLESS_ROLES = ("img", "image", "math", "progressbar", "separator", "slider")  # what they hold is presentational


DEAFENING = (("aria-hidden", "true"), ("inert", ""))  # attributes, and the value that counts: "" for any
TAGS = {
    **{tag: Fault("V011", f"it is struck through by <{tag}>") for tag in ("s", "strike", "del")},
    "bdo": Fault("V007", "its letters may stand in reverse order by <bdo>"),
}


def faults(cascade: Cascade, element: Element, least: float) -> tuple[Fault, ...]:
    """All that hides an element's text from any of its readers; ``least`` is the smallest letter allowed, in CSS px."""
    found = [
        fault
        for context in _unlike(cascade, element)
        for fault in (*_around(cascade, element, context), *letter_faults(cascade, element, context, least))
    ]
    return tuple(dict.fromkeys([*_attributes(cascade, element), *found]))


def _unlike(cascade: Cascade, element: Element) -> Collection[Context]:
    """One of all contexts in which the same styles hold for whatever is asked about the element, mapping by mapping."""
    touched = (*cascade.ancestors(element), *elements(element))
    unlike: dict[tuple[int, ...], Context] = {}
    for context in cascade.contexts:
        own = (id(cascade.styles(one, context)) for one in touched)
        pseudo = (id(styles) for one in touched for _, styles in cascade.pseudo_elements(one, context))
        over = (
            number
            for owner, is_pseudo, styles, inside in spread(cascade, context)
            for number in (id(owner), is_pseudo, id(styles), id(inside))
        )
        unlike.setdefault((*own, *pseudo, *over), context)
    return unlike.values()


def _attributes(cascade: Cascade, element: Element) -> Iterator[Fault]:
    around = cascade.ancestors(element)
    for one in (*around, *elements(element)):
        for name, value in DEAFENING:
            if one.get(name) is not None and value in ("", one.get(name, "").lower()):
                yield Fault("V015", f"`{name}` on <{one.tag}> keeps it from screen readers")
        if one.tag in TAGS:
            yield TAGS[one.tag]
    yield from _names(element, around)


def _names(element: Element, around: tuple[Element, ...]) -> Iterator[Fault]:
    """What gives screen readers other words than those that stand there, or none."""
    for one in (*around, element):
        if one.get("role") in (*WORDLESS_ROLES, *(("none", "presentation") if one is element else ())):
            yield Fault("V015", f"`role={one.get('role')}` on <{one.tag}> keeps its words from screen readers")
    for name in ("aria-label", "aria-labelledby"):
        if element.get(name) is not None:
            yield Fault("V015", f"`{name}` on <{element.tag}> gives screen readers other words")


def _around(cascade: Cascade, element: Element, context: Context) -> Iterator[Fault]:
    """What the boxes around the words, and the words' own, do to all of them."""
    opacity = 1.0
    for one in (*cascade.ancestors(element), *elements(element)):
        styles = cascade.styles(one, context)
        for name, hides in BOXES.items():
            if name in styles and hides(styles[name].text, styles):
                yield Fault("V007", blamed(name, styles))
        opacity *= min(measures.numbers(styles["opacity"].text) or [1.0]) if "opacity" in styles else 1.0
        if "opacity" in styles and "(" in styles["opacity"].text:
            yield unjudged("opacity", styles)
        if "opacity" in styles and opacity < ENOUGH_OPACITY:
            yield Fault("V007", blamed("opacity", styles))
        if "line-through" in text_of(styles, "text-decoration-line"):
            yield Fault("V011", f"it is struck through by {told('text-decoration-line', styles)}")
        yield from _animated(cascade, styles)
    yield from _reordered(cascade, element, context)
    yield from (Fault("V007", told) for told in covers(cascade, element, context))


def _animated(cascade: Cascade, styles: Styles) -> Iterator[Fault]:
    for name in ("animation", "animation-name"):
        frames = [cascade.keyframes[word] for word in text_of(styles, name).split() if word in cascade.keyframes]
        if any(one.name in MOVING for frame in frames for one in frame):
            yield Fault("V007", blamed(name, styles))


def _reordered(cascade: Cascade, element: Element, context: Context) -> Iterator[Fault]:
    styles = cascade.styles(element, context)
    if any(measures.numbers(text_of(styles, "order"))):
        yield Fault("V003", f"{told('order', styles)} moves it away from its place")
    for one in cascade.ancestors(element)[-1:]:
        above = cascade.styles(one, context)
        for name in ("flex-direction", "flex-flow"):
            if "reverse" in text_of(above, name):
                yield Fault("V003", f"{told(name, above)} turns the order around")


def _is_far(text: str, styles: Styles) -> bool:
    """Positioned beyond an edge; a box that is not positioned stays where it is."""
    if text_of(styles, "position") in ("", "static", "sticky"):
        return False
    lengths, parts = measures.pixels(text, measures.ROOT_SIZE), measures.percentages(text)
    return any(one < -AWAY or one > 1000 for one in lengths) or any(one < -20 or one >= 90 for one in parts)


def _is_pulled(text: str, _: Styles) -> bool:
    return any(one < -AWAY for one in measures.pixels(text, measures.ROOT_SIZE)) or any(
        one < -20 for one in measures.percentages(text)
    )


def _is_cut(text: str, styles: Styles) -> bool:
    """A low or narrow box that shows nothing of what does not fit in."""
    overflow = " ".join(
        text_of(styles, name) for name in ("overflow", "overflow-x", "overflow-y", "overflow-block", "contain")
    )
    cuts = any(word in CUTS or word in ("paint", "strict", "content") for word in overflow.split())
    return cuts and (not measures.is_sure_size(text) or any(length < LOW for length in measures.lengths(text)))


def _is_transformed(text: str, _: Styles) -> bool:
    """Moved, turned, shrunk or mirrored; small moves and turns are decoration."""
    if text == "none":
        return False
    if any(name in text for name in ("matrix", "skew", "perspective", "3d(")):
        return True
    turned = any(kind in text for kind in ("rotate", "deg", "turn", "rad"))
    shrunk = "scale" in text and any(number < ENOUGH_OPACITY for number in measures.numbers(text))
    return turned or shrunk or is_away(text)


def _is_scaled(text: str, _: Styles) -> bool:
    return any(number < ENOUGH_OPACITY for number in measures.numbers(text))


BOXES: dict[str, Callable[[str, Styles], bool]] = {
    "display": lambda text, _: text in ("none", "table-column", "table-column-group"),
    "content-visibility": lambda text, _: text == "hidden",
    "clip-path": lambda text, _: text not in ("none", "inset(0)", "border-box", "margin-box"),
    "clip": lambda text, _: text != "auto",
    "mask": lambda text, _: text != "none",
    "mask-image": lambda text, _: text != "none",
    "-webkit-mask-image": lambda text, _: text != "none",
    "filter": lambda text, _: text != "none" and not text.startswith("drop-shadow("),
    "mix-blend-mode": lambda text, _: text != "normal",
    "transform": _is_transformed,
    "translate": lambda text, _: is_away(text),
    "scale": _is_scaled,
    "rotate": lambda text, _: text not in ("none", "0deg"),
    "z-index": lambda text, styles: text.startswith("-") and text_of(styles, "position") not in ("", "static"),
    "content": lambda text, _: "url(" in text or "image(" in text,
    "line-clamp": lambda text, _: text != "none",
    "-webkit-line-clamp": lambda text, _: text != "none",
    "text-overflow": lambda text, styles: "ellipsis" in text and text_of(styles, "white-space") in ("nowrap", "pre"),
    "unicode-bidi": lambda text, _: "override" in text,
    **dict.fromkeys(SIDES, _is_far),
    **dict.fromkeys(MARGINS, _is_pulled),
    **dict.fromkeys(BOX, _is_cut),
}
