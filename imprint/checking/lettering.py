"""Finds in a file's own styles what befalls the letters of a wording: size, colour, spacing, words of a style's own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from imprint.checking import measures
from imprint.checking.cascade import Cascade, Context, Styles
from imprint.checking.markup import elements

AWAY = 50.0  # CSS px: moved further than this, text leaves its place
ENOUGH_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
TRANSPARENT = 0.1
WHITE: measures.Colour = (1.0, 1.0, 1.0, 1.0)
BLACK: measures.Colour = (0.0, 0.0, 0.0, 1.0)


@dataclass(frozen=True)
class Fault:
    """A finding's code and what an editor is told, without the name of the disclaimer."""

    code: str
    told: str


def letter_faults(cascade: Cascade, element: Element, context: Context, least: float) -> Iterator[Fault]:
    """What befalls the letters in an element and in all it holds, where a context's conditions hold."""
    sizes: dict[Element, float] = {}
    for one in (*cascade.ancestors(element), *elements(element)):
        above = cascade.ancestors(one)
        styles = cascade.styles(one, context)
        zoom = min([*measures.numbers(text_of(styles, "zoom")), 1.0])
        sizes[one] = zoom * measures.font_size(one.tag, styles, sizes[above[-1]] if above else measures.ROOT_SIZE)
    for one in elements(element):
        styles = cascade.styles(one, context)
        yield from _written(styles, sizes[one], least)
        around = (cascade.styles(outer, context) for outer in cascade.ancestors(one))
        yield from (unjudged("font-size", outer) for outer in around if not _is_sure_size(outer))
        yield from _coloured(cascade, one, context)
        for name, pseudo in cascade.pseudo_elements(one, context):
            yield from _pseudo(name, pseudo, sizes[one], least)
            if name in ("first-line", "first-letter"):
                yield from _inked(pseudo, cascade, one, context)


def _written(styles: Styles, size: float, least: float) -> Iterator[Fault]:
    if not _is_sure_size(styles):
        yield unjudged("font-size", styles)
    if size < least - 0.01:
        source = f" by {told('font-size', styles)}" if "font-size" in styles else ""
        yield Fault("V009", f"its letters are {size:.3g} px high{source}; at least {least:g} px are needed")
    for name, hides in LETTERS.items():
        if name in styles and hides(styles[name].text, size):
            yield Fault("V007", blamed(name, styles))


def _pseudo(name: str, styles: Styles, size: float, least: float) -> Iterator[Fault]:
    if name in ("before", "after"):
        content = text_of(styles, "content")
        if any(c.isalnum() for c in content) and content not in ("none", "normal"):
            yield Fault("V002", f"words are added to it by {told('content', styles)}")
    elif name in ("first-line", "first-letter"):
        own = {key: value for key, value in styles.items() if f"::{name}" in value.source}
        yield from _written(own, measures.font_size("", own, size), least)


def _coloured(cascade: Cascade, element: Element, context: Context) -> Iterator[Fault]:
    """Contrast, where letters and ground are both plainly known."""
    yield from _inked(cascade.styles(element, context), cascade, element, context)


def _inked(styles: Styles, cascade: Cascade, element: Element, context: Context) -> Iterator[Fault]:
    """The same for the letters of an element that have styles of their own, as its first line may."""
    name = next((name for name in ("-webkit-text-fill-color", "color") if name in styles), "")
    for one, where in ((name, styles), *_grounds(cascade, element, context)):
        if one in where and not measures.is_sure_colour(where[one].text):
            yield unjudged(one, where)
    ink = measures.colour(styles[name].text) if name else _unstyled(cascade, context, BLACK)
    if ink is not None and ink[3] < TRANSPARENT:
        yield Fault("V007", blamed(name, styles))
        return
    ground = _ground(cascade, element, context)
    if ink is None or ground is None:
        return
    ratio = measures.contrast(measures.over(ink, ground), ground)
    if ratio < ENOUGH_CONTRAST:
        by = f" by {told(name, styles)}" if name else ""
        yield Fault("V010", f"its contrast is {int(ratio * 10) / 10}:1{by}; at least {ENOUGH_CONTRAST}:1 is needed")


def _grounds(cascade: Cascade, element: Element, context: Context) -> Iterator[tuple[str, Styles]]:
    for one in (element, *cascade.ancestors(element)):
        yield "background-color", cascade.styles(one, context)


def _is_sure_size(styles: Styles) -> bool:
    return "font-size" not in styles or measures.is_sure_size(styles["font-size"].text)


def _unstyled(cascade: Cascade, context: Context, colour: measures.Colour) -> measures.Colour | None:
    """A browser's own colour, where it is sure: not in a shadow root, nor where the page follows a dark scheme."""
    metas = [one.get("content", "") for one in cascade.root.iter("meta") if one.get("name") == "color-scheme"]
    schemes = [*metas, text_of(cascade.styles(cascade.root, context), "color-scheme")]
    return colour if cascade.root.tag == "html" and not any("dark" in scheme for scheme in schemes) else None


def _ground(cascade: Cascade, element: Element, context: Context) -> measures.Colour | None:
    """What the letters stand on: the nearest ground that covers, with all that lies on it, or the white of the page."""
    glazes: list[measures.Colour] = []
    for one in (element, *reversed(cascade.ancestors(element))):
        styles = cascade.styles(one, context)
        if text_of(styles, "background-image") not in ("", "none"):
            return None
        if "background-color" not in styles:
            continue
        ground = measures.colour(styles["background-color"].text)
        if ground is None and styles["background-color"].text not in ("none", "transparent"):
            return None
        if ground is not None and ground[3] > 0.99:
            return _glazed(ground, glazes)
        glazes += [ground] if ground else []
    white = _unstyled(cascade, context, WHITE)
    return _glazed(white, glazes) if white else None


def _glazed(ground: measures.Colour, glazes: list[measures.Colour]) -> measures.Colour:
    for glaze in reversed(glazes):
        ground = measures.over(glaze, ground)
    return ground


def told(name: str, styles: Styles) -> str:
    """Names a property with its value and the rule it comes from."""
    return f"`{name}: {styles[name].text}` of {styles[name].source}"


def blamed(name: str, styles: Styles) -> str:
    """Says what keeps a wording from being seen."""
    return f"it is hidden, or hard to read, by {told(name, styles)}"


def unjudged(name: str, styles: Styles) -> Fault:
    """What only a browser could tell is no proof: the template must say it more plainly."""
    return Fault("V007", f"whether it can be read cannot be judged by {told(name, styles)}")


def text_of(styles: Styles, name: str) -> str:
    """A property's value, or "" where no style sets it."""
    return styles[name].text if name in styles else ""


def is_away(text: str) -> bool:
    """True for a value that moves text away from its place."""
    return any(abs(length) > AWAY for length in measures.pixels(text, measures.ROOT_SIZE)) or any(
        abs(part) > 20 for part in measures.percentages(text)
    )


LETTERS: dict[str, Callable[[str, float], bool]] = {
    "visibility": lambda text, _: text in ("hidden", "collapse"),
    "text-indent": lambda text, _: is_away(text),
    "-webkit-text-security": lambda text, _: text != "none",
    "letter-spacing": lambda text, size: any(
        one < -0.1 * size or one > 0.3 * size for one in measures.pixels(text, size)
    ),
    "text-transform": lambda text, _: text != "none",
    "word-spacing": lambda text, size: any(one < -0.12 * size for one in measures.pixels(text, size)),
    "line-height": lambda text, size: (
        any(one < 0.8 for one in measures.numbers(text)) or any(one < 0.8 * size for one in measures.pixels(text, size))
    ),
}
