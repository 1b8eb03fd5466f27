"""What an e-book claims of its accessibility, held against what is found in it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from imprint.checking.blocks import fold
from imprint.checking.epub_reader import OPF, Book
from imprint.checking.hints import TEMPLATE
from imprint.checking.html_reader import HEADINGS
from imprint.checking.markup import rendered
from imprint.checking.page_rules import Tree
from imprint.checking.sheets import Declaration
from imprint.codes import finding
from imprint.errors import Finding, Where
from imprint.model import Certification, Words

LOUD = ("audio", "video", "canvas", "object", "embed", "iframe", "script", "marquee", "blink")
ABSOLUTE = re.compile(r"\d(?:px|pt|pc|mm|cm|in|q)\b", re.IGNORECASE)
FRAME = b"\x21\xf9\x04"  # what stands before each frame of a GIF; an animated PNG has a chunk acTL
FALSE = f"{TEMPLATE}: claim only what is in the book; who trusts such a claim and finds it false cannot read it"
SILENT = f"{TEMPLATE}: say it, since readers choose e-books by it"
CERTIFIED = "Write who has certified it into publication.md (certification), or take the claim out of the template"


@dataclass(frozen=True)
class Facts:
    """What is true of a book: what its pictures, headings, contents, styles and other documents are like."""

    has_pictures: bool
    is_described: bool
    has_headings: bool
    has_contents: bool
    keeps_order: bool
    is_adaptable: bool
    is_still: bool
    is_read_aloud: bool


def check_access(
    book: Book, trees: Sequence[Tree], certified: Certification | None, words: Words, where: Where
) -> Iterator[Finding]:
    """A022 for each claim that is not true, A023 for what is true and not claimed."""
    facts = facts_of(book, trees)
    said = list(_said(book.package))
    for name, wanted in _wanted(facts, certified).items():
        claimed = {text for key, text in said if key == name}
        hint = FALSE if name.startswith("schema:") else CERTIFIED
        for text in sorted(claimed - wanted):
            yield finding("A022", where, f"the ebook claims {name} “{text}”, which is not true of it", hint)
        for text in sorted(wanted - claimed):
            yield finding("A023", where, f"the ebook does not say {name} “{text}”, which is true of it", SILENT)
    yield from _summary(facts, dict(said).get("schema:accessibilitySummary", ""), certified, words, where)


def facts_of(book: Book, trees: Sequence[Tree]) -> Facts:
    """Looks through the documents that are read, and through the styles of all."""
    spine = {chapter.path for chapter in book.chapters}
    read = [element for tree in trees if tree.base in spine for element in rendered(tree.root)]
    pictures = [one for one in read if one.tag in ("img", "image", "svg") and one.get("alt") != ""]
    rules = [declaration for tree in trees for rule in tree.sheets.rules for declaration in rule.declarations]
    nav = [] if book.nav is None else [one for one in book.nav.root.iter("nav") if "toc" in one.attrib.values()]
    return Facts(
        bool(pictures),
        all(fold(one.get("alt", "")) for one in pictures),
        all(any(True for name in HEADINGS for _ in chapter.root.iter(name)) for chapter in book.chapters),
        any(link.get("href") for one in nav for link in one.iter("a")),
        not any(map(_moves, rules)),
        not any(map(_fixes, rules)) and not _is_fixed(book.package),
        not any(one.tag in LOUD for one in read)
        and not any(tree.sheets.keyframes for tree in trees)
        and not any(rule.name.startswith(("animation", "transition")) for rule in rules)
        and not any(b"acTL" in data or data.count(FRAME) > 1 for data in book.files.values()),
        bool(spine) and spine <= set(book.overlays),
    )


def _moves(rule: Declaration) -> bool:
    """True for a style that shows text elsewhere than where it is read."""
    moved = rule.name == "position" and rule.value in ("absolute", "fixed")
    return moved or rule.name in ("float", "order") or "-reverse" in rule.value


def _fixes(rule: Declaration) -> bool:
    """True for a style that a reader's own wishes cannot change."""
    sized = rule.name in ("font-size", "line-height") and ABSOLUTE.search(rule.value) is not None
    return sized or rule.important or rule.name == "color"


def _is_fixed(package: Element) -> bool:
    return any(one.get("property") == "rendition:layout" and one.text == "pre-paginated" for one in package.iter())


def _said(package: Element) -> Iterator[tuple[str, str]]:
    """Every property that the package file states, with its value."""
    for one in package.iter(f"{OPF}meta"):
        text = fold("".join(one.itertext()))
        listed = sorted(text.split(",")) if one.get("property") == "schema:accessModeSufficient" else [text]
        yield one.get("property", ""), ",".join(part.strip() for part in listed)
    for one in package.iter(f"{OPF}link"):
        yield one.get("rel", ""), one.get("href", "")


def _wanted(facts: Facts, one: Certification | None) -> dict[str, set[str]]:
    """What a book must claim of each property, and nothing else of it."""
    features = {
        "alternativeText": facts.has_pictures and facts.is_described,
        "readingOrder": facts.keeps_order,
        "structuralNavigation": facts.has_headings,
        "tableOfContents": facts.has_contents,
        "displayTransformability": facts.is_adaptable,
        "synchronizedAudioText": facts.is_read_aloud,
    }
    heard = ["auditory"] if facts.is_read_aloud else []
    return {
        "schema:accessMode": {"textual", *(["visual"] if facts.has_pictures else []), *heard},
        "schema:accessModeSufficient": {"textual" if facts.is_described else "textual,visual", *heard},
        "schema:accessibilityFeature": {name for name, holds in features.items() if holds},
        "schema:accessibilityHazard": {"none" if facts.is_still else "unknown"},
        "dcterms:conformsTo": {one.standard} if one else set(),
        "a11y:certifiedBy": {one.by} if one else set(),
        "a11y:certifierReport": {one.report} if one and one.report else set(),
        "a11y:certifierCredential": set(),
    }


def _summary(facts: Facts, said: str, one: Certification | None, words: Words, where: Where) -> Iterator[Finding]:
    """The same, in sentences for readers."""
    keys = {
        "accessibility_text": facts.is_described,
        "accessibility_navigation": facts.has_headings and facts.has_contents,
        "accessibility_pictures": facts.has_pictures and facts.is_described,
        "accessibility_no_words": not facts.is_described,
        "accessibility_display": facts.is_adaptable,
        "accessibility_still": facts.is_still,
        "accessibility_not_certified": one is None,
    }
    told = [words.texts.get(key, "") for key, holds in keys.items() if holds]
    if one:
        told.append(f"{words.texts.get('accessibility_certified', '')} {one.by}: {one.standard}.")
    wanted = fold(" ".join(told))
    if said != wanted:
        code = "A022" if said else "A023"
        told_so = f"the ebook's summary of its accessibility says “{said}”; true of it is “{wanted}”"
        yield finding(code, where, told_so, FALSE)
