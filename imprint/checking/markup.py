"""Bytes of HTML or XHTML as an element tree, without namespaces on HTML's own elements."""

import io
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import tinyhtml5

from imprint.checking.blocks import UnreadableError

XHTML = "{http://www.w3.org/1999/xhtml}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MAX_DEPTH = 200  # deeper nesting is no page of ours, and would exhaust the stack
SHADOW_MODES = ("open", "closed")
SHADOW_HOSTS = frozenset(
    {
        "article",
        "aside",
        "blockquote",
        "body",
        "div",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "main",
        "nav",
        "p",
        "section",
        "span",
    }
)  # https://dom.spec.whatwg.org/#dom-element-attachshadow


def parse_html(data: bytes, encoding: str | None = None) -> Element:
    """The tree a browser makes of a page; without ``encoding`` the page has to declare its own.

    Raises UnreadableError for bytes that hold no element of a page or nest without end.
    """
    root: Element = tinyhtml5.parse(io.BytesIO(data), namespace_html_elements=False, override_encoding=encoding)
    for element in list(root.iter()):
        _drop_comments(element)
    return _sound(root)


def parse_xhtml(data: bytes) -> Element:
    """The tree of an ebook's document or package file; raises UnreadableError for anything but well-formed XML."""
    if b"<!ENTITY" in data:
        raise UnreadableError("it declares XML entities, which no file of ours does")
    if b"<?xml-stylesheet" in data:
        raise UnreadableError("it names a style sheet outside its elements, which no file of ours does")
    try:
        root = ElementTree.fromstring(data)  # noqa: S314 - entities, its danger, are refused above
    except (ElementTree.ParseError, LookupError, ValueError) as error:  # the last two: an encoding nobody knows
        raise UnreadableError(f"it is not well-formed XML ({error})") from error
    for element in root.iter():
        element.tag = element.tag.removeprefix(XHTML)
    return _sound(root)


def elements(root: Element, *tags: str) -> Iterator[Element]:
    """All elements in document order, or those with one of the tags."""
    return (found for found in root.iter() if not tags or found.tag in tags)


def local_name(element: Element) -> str:
    """The element's name without the namespace that drawings and formulas have."""
    return element.tag.rpartition("}")[2]


def shadow_of(element: Element) -> Element | None:
    """The declarative shadow root of an element: its content is what readers see instead of the element's own."""
    if element.tag not in SHADOW_HOSTS and "-" not in element.tag:
        return None
    return next((child for child in element.findall("template") if child.get("shadowrootmode") in SHADOW_MODES), None)


def language(element: Element) -> str:
    """The language an element declares for itself, or ""."""
    return element.get("lang") or element.get(XML_LANG) or ""


def _drop_comments(parent: Element) -> None:
    """Comments are nodes whose tag is a function; the text after one belongs to what stands before it."""
    before: Element | None = None
    for child in list(parent):
        if not callable(child.tag):
            before = child
            continue
        parent.remove(child)
        if before is None:
            parent.text = (parent.text or "") + (child.tail or "")
        else:
            before.tail = (before.tail or "") + (child.tail or "")


def _sound(root: Element) -> Element:
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise UnreadableError(f"its elements are nested more than {MAX_DEPTH} deep")
        level = [child for parent in level for child in parent]
    return root


def rendered(root: Element) -> Iterator[Element]:
    """A tree's own elements in document order, without what lies in a template: that is another tree, or none."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += [child for child in reversed(element) if child.tag != "template"]


def shadow_tree(host: Element, shadow: Element) -> Element:
    """A shadow root's content as a tree of its own, below a copy of the element that hosts it."""
    root = Element(host.tag, dict(host.attrib))
    root.text = shadow.text
    root.extend(shadow)
    return root
