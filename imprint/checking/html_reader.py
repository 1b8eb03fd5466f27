"""Reads a page, an embed or a document of an ebook as the blocks of text that its reader sees."""

from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import count
from xml.etree.ElementTree import Element

from imprint.checking.blocks import Block, Region, fold
from imprint.checking.markup import shadow_of

HEADINGS = {f"h{level}": level for level in range(1, 7)}
WHOLES = ("blockquote", "dl", "figure", "ol", "pre", "table", "ul")  # each is one block of the author's text
INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "br",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "picture",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "svg",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    }
)
UNSEEN = frozenset(  # elements whose text no reader sees, or only some
    {
        "audio",
        "canvas",
        "datalist",
        "embed",
        "head",
        "iframe",
        "math",
        "noframes",
        "noscript",
        "object",
        "option",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "video",
    }
)


class Kind(Enum):
    """What sort of file a tree comes from; each has its own way of telling the running text from the rest."""

    PAGE = auto()
    CHAPTER = auto()
    EMBED = auto()


START = {Kind.PAGE: Region.OTHER, Kind.CHAPTER: Region.MAIN, Kind.EMBED: Region.FALLBACK}


@dataclass(frozen=True)
class _State:
    """What surrounds the element that is being read."""

    region: Region
    element: Element
    heading: int | None = None
    sections: tuple[int, ...] = ()
    hidden: str = ""
    whole: int = 0


def read_html(root: Element, kind: Kind, document: str = "") -> tuple[Block, ...]:
    """The blocks of a tree in document order, those that an attribute hides marked as hidden."""
    reader = _Reader(kind, document)
    reader.walk(root, _State(START[kind], root))
    reader.end_block()
    return tuple(reader.blocks)


class _Reader:
    """Gathers inline text until a block begins or ends."""

    def __init__(self, kind: Kind, document: str) -> None:
        self.blocks: list[Block] = []
        self._kind, self._document = kind, document
        self._text: list[str] = []
        self._state: _State | None = None
        self._numbers = count(1)
        self._main_seen = False

    def walk(self, element: Element, around: _State) -> None:
        """Reads one element and all it holds."""
        hides = _hiding(element)
        if element.tag in INLINE and hides:
            self._aside(element, replace(around, hidden=hides))
        elif element.tag in INLINE:
            self._inside(element, around)
        else:
            self.end_block()
            self._inside(element, self._entered(element, replace(around, hidden=around.hidden or hides)))
            self.end_block()

    def end_block(self) -> None:
        """Closes the block that is being gathered."""
        text = fold("".join(self._text))
        if text and self._state:
            state = self._state
            self.blocks.append(
                Block(
                    text,
                    state.region,
                    self._document,
                    heading=state.heading,
                    sections=state.sections,
                    hidden=state.hidden,
                    whole=state.whole,
                    element=state.element,
                )
            )
        self._text, self._state = [], None

    def _inside(self, element: Element, state: _State) -> None:
        self._empty(element, state)
        shadow = shadow_of(element)
        if shadow is not None and self._kind is Kind.EMBED:
            self._shadow(shadow, replace(state, region=Region.MAIN))
        elif shadow is not None and self._kind is Kind.PAGE:  # XHTML knows no shadow roots
            state = replace(state, hidden=state.hidden or "a shadow root, which takes its place")
        if element.tag not in UNSEEN:
            self._gather(element.text, state)
        for child in element:
            if _is_seen(child) and element.tag not in UNSEEN:
                self.walk(child, self._beside_summary(element, child, state))
            if element.tag not in UNSEEN:
                self._gather(child.tail, self._beside_summary(element, None, state))

    def _empty(self, element: Element, state: _State) -> None:
        """Reads an element that holds no text: a new line, or a picture, which stands before the paragraph it is in."""
        if element.tag == "br":
            self._gather(" ", state)
        picture = fold(element.get("alt", "")) if element.tag == "img" else ""
        if not picture:
            return
        block = Block("", state.region, self._document, None, state.heading, state.sections, picture=picture)
        self.blocks.append(replace(block, hidden=state.hidden, whole=state.whole, element=element))

    def _shadow(self, shadow: Element, state: _State) -> None:
        self.end_block()
        self._gather(shadow.text, state)
        for child in shadow:
            if _is_seen(child):
                self.walk(child, state)
            self._gather(child.tail, state)
        self.end_block()

    def _aside(self, element: Element, state: _State) -> None:
        """Reads hidden words inside a paragraph as a block of their own: the paragraph is read without them."""
        kept = self._text, self._state
        self._text, self._state = [], None
        self._inside(element, state)
        self.end_block()
        self._text, self._state = kept

    def _gather(self, text: str | None, state: _State) -> None:
        if text:
            self._state = self._state or state
            self._text.append(text)

    def _entered(self, element: Element, state: _State) -> _State:
        tag = str(element.tag)
        sections = (*state.sections, next(self._numbers)) if tag in ("section", "article") else state.sections
        heading = HEADINGS.get(tag, state.heading)
        region = self._region(tag, state.region)
        whole = state.whole or (next(self._numbers) if tag in WHOLES else 0)
        return replace(state, region=region, element=element, heading=heading, sections=sections, whole=whole)

    def _region(self, tag: str, region: Region) -> Region:
        """A page's running text is its `main` and its footer comes after that; ebook and embed need no `main`."""
        if region is Region.FALLBACK:
            return region
        if self._kind is Kind.PAGE and region is Region.OTHER and tag == "main":
            self._main_seen = True
            return Region.MAIN
        footers_from = Region.OTHER if self._kind is Kind.PAGE else Region.MAIN
        if tag == "footer" and region is footers_from and (self._main_seen or self._kind is not Kind.PAGE):
            return Region.FOOTER
        return Region.OTHER if tag == "nav" else region

    def _beside_summary(self, parent: Element, child: Element | None, state: _State) -> _State:
        """What a reader of `<details>` sees unopened is its first summary alone."""
        if parent.tag != "details" or (child is not None and child is parent.find("summary")):
            return state
        return replace(state, hidden=state.hidden or "<details>, which readers may leave closed")


def _is_seen(element: Element) -> bool:
    """False also for drawings and formulas, which have a namespace of their own."""
    return element.tag not in UNSEEN and not element.tag.startswith("{")


def _hiding(element: Element) -> str:
    if element.get("hidden") is not None:
        return "the attribute “hidden”"
    if element.get("popover") is not None:
        return "the attribute “popover”"
    if element.tag == "dialog" and element.get("open") is None:
        return "<dialog>, which is closed"
    return ""
