"""What must hold for every finished document of HTML or XHTML, whatever it says."""

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from imprint.checking.addresses import Leads, Site
from imprint.checking.cascade import Cascade
from imprint.checking.hints import TEMPLATE
from imprint.checking.markup import language, local_name, rendered
from imprint.checking.sheets import Sheets
from imprint.codes import finding
from imprint.errors import Finding, Where

FETCHED = {  # attributes whose address a browser asks for by itself
    "src": ("audio", "embed", "iframe", "img", "input", "script", "source", "track", "video"),
    "poster": ("video",),
    "data": ("object",),
    "background": ("body", "table", "td"),
    "href": ("base", "image", "use"),
    "{http://www.w3.org/1999/xlink}href": ("image", "use"),
}
FETCHING_LINKS = frozenset(
    {"dns-prefetch", "icon", "manifest", "modulepreload", "preconnect", "prefetch", "preload", "stylesheet"}
)
OLD_TAGS = ("basefont", "blink", "center", "font", "marquee")
OLD_ATTRIBUTES = ("bgcolor", "text", "vlink", "alink")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
TAG = re.compile(r"""<[a-z](?:[^<>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""\s([^\s=<>"'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
DATA_SCRIPTS = ("application/ld+json", "application/json")


@dataclass(frozen=True)
class Tree:
    """One document or shadow root with its styles; ``base`` is the file its addresses start from."""

    root: Element
    sheets: Sheets
    site: Site
    base: str
    where: Where
    scripts: frozenset[str] = frozenset()  # the files of ours that it may run

    @cached_property
    def cascade(self) -> Cascade:
        """What the styles make of its elements."""
        return Cascade(self.root, self.sheets)

    @cached_property
    def ids(self) -> frozenset[str | None]:
        """The ids that its elements have."""
        return frozenset(element.get("id") for element in rendered(self.root))


def check_tree(tree: Tree) -> Iterator[Finding]:
    """All rules, on the elements of one tree."""
    yield from _ids(tree)
    yield from _elements(tree)
    for element in rendered(tree.root):
        for address in fetched(element):
            yield from _resource(tree, address, f"<{element.tag}>")
        if element.tag in ("a", "area") and element.get("href") is not None:
            yield from _link(tree, element.get("href", ""))
    for address, sheet in tree.sheets.addresses:
        yield from _resource(tree, address, f"the style sheet in {sheet}", sheet)
    for selector in dict.fromkeys(tree.sheets.not_understood):
        told = f"what the selector {selector} means for the disclaimers cannot be told"
        yield finding("A013", tree.where, told, f"{TEMPLATE}: write the selector more simply")


def check_language(element: Element | None, wanted: str, where: Where) -> Iterator[Finding]:
    """A005: the outermost element of ours must declare the language, for screen readers to speak it."""
    declared = language(element) if element is not None else ""
    if declared.lower() != wanted.lower():
        told = f"the language is declared as “{declared}”, not “{wanted}”" if declared else "no language is declared"
        yield finding("A005", where, told, f'{TEMPLATE}: the outermost element needs lang="{wanted}"')


def check_title(root: Element, wanted: str, where: Where) -> Iterator[Finding]:
    """A003: the title that a browser shows on its tab and in its bookmarks."""
    titles = [" ".join("".join(one.itertext()).split()) for one in root.iter("title")]
    if not titles or wanted not in titles[0]:
        told = f"the page is called “{titles[0]}”, not “{wanted}”" if titles else f"the page has no title “{wanted}”"
        yield finding("A003", where, told, f"{TEMPLATE}: <title> must hold the publication's title")


def fetched(element: Element) -> Iterator[str]:
    """The addresses that a browser asks for on account of an element."""
    for attribute, tags in FETCHED.items():
        if local_name(element) in tags and element.get(attribute) is not None:
            yield element.get(attribute, "")
    if element.tag == "link" and FETCHING_LINKS & set(element.get("rel", "").lower().split()):
        yield element.get("href", "")
    for candidate in element.get("srcset", "").split(","):
        yield from candidate.split()[:1]
    if element.tag == "meta" and element.get("http-equiv", "").lower() == "refresh":
        yield element.get("content", "").rpartition("=")[2]


def _resource(tree: Tree, address: str, owner: str, base: str | None = None) -> Iterator[Finding]:
    target = tree.site.target(address, tree.base if base is None else base)
    if target.leads is Leads.AWAY:
        told = f"{owner} asks another site for {address}"
        hint = f"{TEMPLATE}: bring the file along; a third party must not learn who reads this"
        yield finding("A006", tree.where, told, hint)
    elif target.leads is not Leads.DATA and (target.leads is not Leads.INSIDE or target.path not in tree.site.files):
        hint = f"{TEMPLATE}: make the file part of the edition, or correct the address"
        yield finding("A007", tree.where, f"{owner} asks for {address}, which is not there", hint)


def _link(tree: Tree, address: str) -> Iterator[Finding]:
    target = tree.site.target(address, tree.base)
    if urlsplit(address.strip()).scheme.lower() == "javascript":
        yield finding("A012", tree.where, f"a link runs JavaScript: {address}", f"{TEMPLATE}: link to a page")
    elif target.leads in (Leads.NOWHERE, Leads.DATA):
        yield finding("A007", tree.where, f"the link {address} leads nowhere", f"{TEMPLATE}: correct the address")
    elif target.leads is Leads.INSIDE and not _is_there(tree, target.path, target.fragment):
        hint = "Correct the link, or give what it leads to its id"
        yield finding("A007", tree.where, f"the link {address} leads to nothing in this publication", hint)


def _is_there(tree: Tree, path: str, fragment: str) -> bool:
    if path != tree.base:
        return path in tree.site.files and (not fragment or fragment in _ids_of(tree.site.files[path]))
    return not fragment or fragment in tree.ids


@lru_cache(maxsize=64)
def _ids_of(data: bytes) -> frozenset[str]:
    """The ids in another file, without building its tree: every link into it asks for them."""
    tags = TAG.findall(COMMENT.sub("", data.decode("utf-8", "replace")))
    attributes = (found for tag in tags for found in ATTRIBUTE.findall(tag))
    return frozenset(html.unescape("".join(values)) for name, *values in attributes if name.lower() == "id")


def _ids(tree: Tree) -> Iterator[Finding]:
    counted = Counter(element.get("id") for element in rendered(tree.root) if element.get("id") is not None)
    for name, number in counted.items():
        if number > 1:
            told = f"{number} elements have the id “{name}”"
            yield finding("A008", tree.where, told, "Give each its own: a link to it reaches only the first")


def _elements(tree: Tree) -> Iterator[Finding]:
    for element in rendered(tree.root):
        tag = local_name(element)
        if element.get("style") is not None:
            told = f"<{tag}> has a style attribute, which a strict content security policy ignores"
            yield finding("A009", tree.where, told, f"{TEMPLATE}: use a class and the style sheet")
        if tag in OLD_TAGS or any(name in element.attrib for name in OLD_ATTRIBUTES):
            told = f"<{tag}> says how it looks in the way of HTML 3, past every style sheet"
            yield finding("A009", tree.where, told, f"{TEMPLATE}: use a class and the style sheet")
        if tag == "img" and not (element.get("alt") or (element.get("alt") == "" and not _is_figure(tree, element))):
            told = f"the picture {element.get('src', '')} has no words that stand in for it"
            yield finding("A011", tree.where, told, "Describe what it shows in the square brackets of the source")
        yield from _code(tree, element, tag)


def _is_ours(tree: Tree, script: Element) -> bool:
    """True for a script that is a file of ours, without which the page is complete as well."""
    target = tree.site.target(script.get("src", ""), tree.base) if script.get("src") else None
    return target is not None and target.path in tree.scripts and not "".join(script.itertext()).strip()


def _is_figure(tree: Tree, image: Element) -> bool:
    return any(image in figure.iter("img") for figure in tree.root.iter("figure"))


def _code(tree: Tree, element: Element, tag: str) -> Iterator[Finding]:
    hint = f"{TEMPLATE}: the page must work without JavaScript, also under a strict content security policy"
    if tag == "script" and element.get("type", "").lower() not in DATA_SCRIPTS and not _is_ours(tree, element):
        yield finding("A012", tree.where, "there is a script in it", hint)
    handlers: Sequence[str] = [name for name in element.attrib if name.lower().startswith("on")]
    for name in handlers:
        yield finding("A012", tree.where, f"<{tag}> runs JavaScript by its attribute {name}", hint)
