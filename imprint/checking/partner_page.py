"""Takes a partner's page apart: the embeds in it, the frames, and the text around them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from imprint.checking.markup import SHADOW_HOSTS, parse_html

EMBED = "imprint-leaflet"
MODES = ("open", "closed")
BEGINNING = 1024  # bytes in which a page says its encoding


@dataclass(frozen=True)
class Placed:
    """An element of a page, and all around it, outermost first."""

    element: Element
    around: tuple[Element, ...]


@dataclass
class PartnerPage:
    """A page as a browser would read it; ``address`` is "" for a file in hand."""

    root: Element
    address: str
    base: str = ""
    encoding: str | None = None  # where it does not say its own
    embeds: list[Placed] = field(default_factory=list)
    frames: list[Placed] = field(default_factory=list)

    def absolute(self, address: str) -> str:
        """An address as the page means it."""
        try:
            return urljoin(urljoin(self.address, self.base), address.strip())
        except ValueError:
            return address

    @property
    def is_moved(self) -> bool:
        """True where a `<base>` sends what the page asks for to another server."""
        try:
            there = urlsplit(urljoin(self.address, self.base)).netloc
            return bool(self.base) and bool(there) and there != urlsplit(self.address).netloc
        except ValueError:
            return True


def read_partner_page(data: bytes, address: str = "", encoding: str | None = None) -> PartnerPage:
    """The page, taken apart; raises UnreadableError for what is none."""
    if encoding is None and not address and not re.search(rb"charset|encoding", data[:BEGINNING], re.IGNORECASE):
        encoding = "utf-8" if _is_utf8(data) else None  # of a file in hand no server says it
    root = parse_html(data, encoding)
    bases = (one.get("href", "") for one in root.iter("base") if one.get("href") is not None)
    page = PartnerPage(root, address, next(bases, "").strip(), encoding)
    _walk(page, root, ())
    return page


def path_of(address: str) -> str:
    """The path of an address; "" of one that cannot be understood."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def mode_of(template: Element) -> str:
    """What a template says about the shadow root that it becomes; "" for one that stays inert."""
    mode = template.get("shadowrootmode", "").strip().lower()
    return mode if mode in MODES else ""


def shadow(element: Element) -> Element | None:
    """The template that becomes an element's shadow root."""
    if element.tag not in SHADOW_HOSTS and "-" not in str(element.tag):
        return None
    return next((one for one in element.findall("template") if mode_of(one)), None)


def light_of(host: Element) -> Element:
    """What stands beside an element's shadow root, as a tree of its own."""
    root = Element("div")
    root.text = host.text
    for child in host:
        if child.tag != "template":
            root.append(child)
        elif child.tail and len(root):
            last = _without_tail(root[-1], child.tail)
            root[-1] = last
        elif child.tail:
            root.text = (root.text or "") + child.tail
    return root


def around_embeds(page: PartnerPage) -> Element:
    """The page without its embeds: what is left is the partner's own, or copied."""
    for placed in page.embeds:
        parent = placed.around[-1]
        at = list(parent).index(placed.element)
        if placed.element.tail:  # a block in its place, so that the words on both sides do not become one
            stand_in = Element("div")
            stand_in.tail = placed.element.tail
            parent.insert(at, stand_in)
        parent.remove(placed.element)
    return page.root


def _walk(page: PartnerPage, element: Element, around: tuple[Element, ...]) -> None:
    if element.tag == EMBED:
        page.embeds.append(Placed(element, around))
        return
    if element.tag == "iframe":
        page.frames.append(Placed(element, around))
        return
    for child in _shown(element):
        _walk(page, child, (*around, element))


def _shown(element: Element) -> Iterator[Element]:
    """The children that a browser shows: those of a shadow root in the place of the element's own."""
    root = shadow(element)
    if root is not None:
        yield from _shown(root)
        return
    yield from (child for child in element if child.tag != "template")


def _without_tail(element: Element, more: str) -> Element:
    copy = Element(element.tag, dict(element.attrib))
    copy.text, copy.tail = element.text, (element.tail or "") + more
    copy.extend(element)
    return copy
