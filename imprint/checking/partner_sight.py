"""What keeps readers from seeing an embed, as far as a page's own styles and attributes tell it."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from imprint.checking import measures
from imprint.checking.cascade import Cascade, Styles
from imprint.checking.hiding import BOX, BOXES, ENOUGH_OPACITY, faults
from imprint.checking.lettering import blamed, letter_faults
from imprint.checking.markup import rendered
from imprint.checking.partner_kit import Trouble
from imprint.checking.sheets import Sheets, read_sheets

LEAST = 12.0  # CSS px
SCREEN = frozenset({"@media screen"})
MOST_RULES, MOST_CONDITIONS = 20_000, 24  # more of them are no style sheet of ours, and would take for ever
DOUBTS = "cannot be judged"
SHOW = "ask the partner to show the embed where readers see all of it"
STYLES_OF_HOSTS = ("text-transform", "letter-spacing", "word-spacing", "line-height")  # every design has its own
ATTRIBUTES = ("hidden", "popover")


def page_cascade(root: Element) -> Cascade:
    """The page's own styles as they hold on a screen, whatever its window."""
    sheets = read_sheets(root, "the page", lambda *_: None)
    rules = [one for one in sheets.rules if one.conditions <= SCREEN][:MOST_RULES]
    return Cascade(root, Sheets(rules, sheets.keyframes))


def hidden_by(cascade: Cascade, around: Sequence[Element]) -> str:
    """Which of the elements around an embed hides it, and how; "" where none does."""
    opacity = 1.0
    for one in around:
        if told := _marked(one):
            return told
        styles = _styles(cascade, one)
        if told := _boxed(styles):
            return f"<{one.tag}> around it: {told}"
        opacity *= min(measures.numbers(styles["opacity"].text) or [1.0]) if "opacity" in styles else 1.0
        if opacity < ENOUGH_OPACITY:
            return f"<{one.tag}> around it: {blamed('opacity', styles)}"
    return ""


def illegible(cascade: Cascade, element: Element) -> Iterator[str]:
    """What keeps the words of an element that stands in the page's own styles from being read."""
    if element not in cascade:
        return
    around = cascade.ancestors(element)
    if told := hidden_by(cascade, (*around, element)):
        yield told
    for context in cascade.contexts:
        for fault in letter_faults(cascade, element, context, LEAST):
            if DOUBTS not in fault.told and not any(f"`{name}:" in fault.told for name in STYLES_OF_HOSTS):
                yield fault.told


def hidden_in_shadow(tree: Element, wordings: Sequence[tuple[Element, str]]) -> Iterator[Trouble]:
    """What styles and attributes in the shadow root do to each disclaimer, held to what our own files are held to."""
    sheets = read_sheets(tree, "the embed", lambda *_: None)
    if len(sheets.rules) > MOST_RULES or len({one.conditions for one in sheets.rules}) > MOST_CONDITIONS:
        yield Trouble("K012", "the styles of the embed were changed, and are too many to judge", SHOW)
        return
    cascade = Cascade(tree, sheets)
    for element, name in wordings:
        for fault in faults(cascade, element, LEAST)[:1] if element in cascade else ():
            yield Trouble("K012", f"the disclaimer “{name}” cannot be read: {fault.told}", SHOW)


def is_held(tree: Element) -> bool:
    """True where the embed's own styles keep the element itself visible, whatever the page says of it."""
    said = " ".join("".join(one.itertext()) for one in rendered(tree) if one.tag == "style")
    return ":host" in said and "all:initial!important" in said.replace(" ", "")


def _styles(cascade: Cascade, element: Element) -> Styles:
    """What holds for an element; for one in a shadow root of the page's own, its style attribute alone."""
    if element in cascade:
        return cascade.styles(element, SCREEN)
    alone = Element(element.tag, dict(element.attrib))
    return Cascade(alone, Sheets()).styles(alone, SCREEN)


def _marked(element: Element) -> str:
    name = next((name for name in ATTRIBUTES if element.get(name) is not None), "")
    if name:
        return f"the attribute “{name}” of <{element.tag}> hides it"
    if element.get("aria-hidden", "").lower() == "true" or element.get("inert") is not None:
        return f"<{element.tag}> keeps it from screen readers"
    if element.tag == "dialog" and element.get("open") is None:
        return "it stands in a <dialog>, which is closed"
    return "it stands in <noscript>" if element.tag == "noscript" else ""


def _boxed(styles: Styles) -> str:
    for name, hides in BOXES.items():
        is_sure = name not in BOX or measures.is_sure_size(styles[name].text) if name in styles else False
        if is_sure and hides(styles[name].text, styles):
            return blamed(name, styles)
    return ""
