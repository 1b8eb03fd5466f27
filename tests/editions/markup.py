"""Reads the editions' HTML back for their tests: elements in order, and what a document refers to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element, fromstring

from tinyhtml5.parser import HTMLParser

SHADOW = re.compile(r'(<imprint-leaflet[^>]*>)\n<template shadowrootmode="open">\n(.*?)</template>(.*)', re.DOTALL)
URL = re.compile(r"""url\(\s*["']?([^"')]*)|@import\s+["']([^"']*)""")
FETCHED = {"img": "src", "script": "src", "iframe": "src", "object": "data", "embed": "src", "source": "src"}


@dataclass(frozen=True)
class Markup:
    """A parsed document, and what its parser had to repair."""

    root: Element
    errors: tuple[str, ...]

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.root.iter() if not tags or element.tag in tags]

    @property
    def ids(self) -> list[str]:
        return [element.get("id", "") for element in self.root.iter() if "id" in element.attrib]


def html(text: str) -> Markup:
    """A whole HTML document, or the markup of a part of one."""
    parser = HTMLParser(namespace_html_elements=False)
    whole = text if text.lstrip().startswith("<!DOCTYPE") else f"<!DOCTYPE html><title>a</title>{text}"
    root = parser.parse(whole)
    return Markup(root, tuple(str(error) for error in parser.errors))


def xhtml(text: str) -> Markup:
    """A document of an e-book; it must be well-formed. Names come without their namespaces."""
    root = fromstring(text)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return Markup(root, ())


def snippet(text: str) -> tuple[Markup, Markup]:
    """What stands in an embed's shadow root, and what stands beside it."""
    found = SHADOW.fullmatch(text.strip())
    assert found, "there is no shadow root at the start of the element"
    return html(found[2]), html(found[1] + found[3])


def fetched(document: Markup) -> Iterator[str]:
    """Every address that a browser opens by itself for a document: pictures, styles, scripts, fonts."""
    for element in document.root.iter():
        if element.tag in FETCHED and FETCHED[element.tag] in element.attrib:
            yield element.get(FETCHED[element.tag], "")
        if element.tag == "link" and element.get("rel") not in ("canonical", "alternate"):
            yield element.get("href", "")
        if element.tag == "style":
            yield from addresses(element.text or "")
        assert not {"srcset", "background", "poster", "ping"} & set(element.attrib)


def addresses(css: str) -> Iterator[str]:
    """Every address in a style sheet."""
    for found in URL.finditer(css):
        yield found[1] or found[2]


def led_to(document: Markup) -> Iterator[str]:
    """Where its links lead, other than to other hosts, mail and telephones."""
    for element in document.all("a"):
        if not urlsplit(address := element.get("href", "")).scheme:
            yield address


def target(address: str, base: str) -> tuple[str, str]:
    """The file and the anchor that an address in the file ``base`` means."""
    path, _, anchor = urljoin("https://x.invalid/" + base, address).removeprefix("https://x.invalid/").partition("#")
    return path, anchor
