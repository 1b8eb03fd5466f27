"""A page in which every sentence can be pointed at, and what a voice says for each.

The page is well-formed XHTML, as our templates and pandoc write it. EPUB 3 media overlays point at elements by their
ids, so that a reading system can highlight what it reads aloud (EPUB 3.3, section 9).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from imprint.typesetting.linear import INLINE

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
DOCTYPE = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
END = re.compile(r"(?<=[.!?…])([\"”’')\]]*)\s+(?=[\"“‘'(\[]*[A-Z0-9])")
SHORT = re.compile(r"(?:\b(?:e\.g|i\.e|vs|Dr|Mr|Mrs|Ms|Prof|St|No)|\b[A-Z])\.$")  # a full stop that ends no sentence
ADDRESS = re.compile(r"\b(?:https?://|mailto:)")
SILENT = ("doc-biblioref", "doc-backlink")  # the numbers of sources and the arrows back say nothing to the ear
SOURCES = "_sources"  # the section where addresses say nothing to the ear either
Run = list[str | Element]


@dataclass(frozen=True)
class Sentence:
    """The id of the element that holds a sentence, what a voice says for it, and the section that it stands in."""

    id: str
    spoken: str
    section: str | None = None


@dataclass(frozen=True)
class Narration:
    """A page whose sentences have ids, and those sentences in reading order."""

    page: str
    sentences: tuple[Sentence, ...]


def narration(page: str, numbers: Iterable[str], picture: str) -> Narration:
    """Marks every sentence of a page; ``numbers`` are said digit by digit, ``picture`` before the words of a picture.

    Raises xml.etree.ElementTree.ParseError where the page is not well-formed.
    """
    ElementTree.register_namespace("", XHTML)
    ElementTree.register_namespace("epub", OPS)
    root = ElementTree.fromstring(page.encode())  # noqa: S314 - our own template and pandoc wrote it: no entities
    body = root.find(f"{{{XHTML}}}body")
    assert body is not None
    marking = _Marking(frozenset(numbers), picture)
    marking.mark(body, None)
    return Narration(DOCTYPE + ElementTree.tostring(root, encoding="unicode") + "\n", tuple(marking.sentences))


class _Marking:
    def __init__(self, numbers: frozenset[str], picture: str) -> None:
        either = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True)) or r"(?!)"
        self._numbers = re.compile(rf"(?<!\d)(?:{either})(?!\d)")
        self._picture = picture
        self.sentences: list[Sentence] = []

    def mark(self, block: Element, section: str | None) -> None:
        """Wraps each sentence of a block, those of the blocks inside it at their places."""
        inside = block.get("id") if _name(block) == "section" and block.get("id") else section
        content: Run = []
        run: Run = []
        for part in _parts(block):
            if isinstance(part, str) or _name(part) in INLINE | {"img"}:
                run.append(part)
            else:
                content += self._wrapped(run, inside)
                run = []
                self.mark(part, inside)
                content.append(part)
        _fill(block, [*content, *self._wrapped(run, inside)])

    def _wrapped(self, run: Run, section: str | None) -> Run:
        """The run with each of its sentences in an element of its own, and whatever says nothing in that before it."""
        told: list[tuple[Run, str]] = []
        for sentence in _sentences(run):
            spoken = self._spoken(sentence, section)
            if told and not spoken:
                before, said = told.pop()
                told.append(([*before, *sentence], said))
            else:
                told.append((sentence, spoken))
        return [part for sentence, spoken in told for part in self._marked(sentence, spoken, section)]

    def _marked(self, sentence: Run, spoken: str, section: str | None) -> Run:
        if not spoken:
            return sentence
        name = f"s{len(self.sentences) + 1}"
        self.sentences.append(Sentence(name, spoken, section))
        return _in_span(sentence, name)

    def _spoken(self, sentence: Run, section: str | None) -> str:
        heard = (part for part in sentence if isinstance(part, str) or section != SOURCES or _name(part) != "a")
        words = " ".join("".join(part if isinstance(part, str) else self._said(part) for part in heard).split())
        digits = self._numbers.sub(lambda found: " ".join(found.group()), ADDRESS.sub("", words))
        return digits if any(sign.isalnum() for sign in digits) else ""

    def _said(self, element: Element) -> str:
        if element.get("role") in SILENT:
            return ""
        if _name(element) == "img":
            return f"{self._picture}: {element.get('alt')}." if element.get("alt") else ""
        inside = "".join(self._said(child) + (child.tail or "") for child in element)
        return " " if _name(element) == "br" else (element.text or "") + inside


def _parts(element: Element) -> Iterator[str | Element]:
    """Text and children in turn; the children lose their tails."""
    yield element.text or ""
    for child in list(element):
        tail, child.tail = child.tail or "", None
        yield child
        yield tail


def _fill(element: Element, content: Run) -> None:
    """Puts text and children into an element instead of what it holds."""
    for child in list(element):
        element.remove(child)
    element.text = ""
    last: Element | None = None
    for part in content:
        if isinstance(part, Element):
            element.append(part)
            last = part
        elif last is None:
            element.text += part
        else:
            last.tail = (last.tail or "") + part


def _sentences(run: Run) -> Iterator[Run]:
    """The run cut where a sentence ends; an end inside an element, such as a link, does not count."""
    sentence: Run = []
    for part in run:
        if isinstance(part, Element):
            sentence.append(part)
            continue
        *whole, rest = _cut(part)
        for text in whole:
            yield [*sentence, text]
            sentence = []
        sentence.append(rest)
    yield sentence


def _cut(text: str) -> list[str]:
    """A text after each sentence's end; what stands between two sentences goes with the first."""
    ends = [found.end() for found in END.finditer(text) if not SHORT.search(text[: found.start()])]
    return [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]


def _in_span(sentence: Run, name: str) -> Run:
    """The sentence in a span of this id, without the white space around it; a picture by itself gets the id itself."""
    elements = [part for part in sentence if isinstance(part, Element)]
    text = "".join(part for part in sentence if isinstance(part, str))
    if not text.strip() and len(elements) == 1 and not elements[0].get("id"):
        elements[0].set("id", name)
        return sentence
    first, last = sentence[0], sentence[-1]
    before = first[: len(first) - len(first.lstrip())] if isinstance(first, str) else ""
    after = last[len(last.rstrip()) :] if isinstance(last, str) and len(sentence) + bool(last.strip()) > 1 else ""
    span = Element(f"{{{XHTML}}}span", {"id": name})
    inside = list(sentence)
    inside[0] = first.lstrip() if isinstance(first, str) else first
    final = inside[-1]
    inside[-1] = final.rstrip() if isinstance(final, str) else final
    _fill(span, inside)
    return [before, span, after]


def _name(element: Element) -> str:
    """The element's name without the namespace of XHTML."""
    return element.tag.removeprefix(f"{{{XHTML}}}")
