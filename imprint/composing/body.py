"""From a document's prose to clean HTML: pandoc writes it, citations are set, the tree is tidied."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Literal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from imprint import pandoc
from imprint.composing.ast import loads
from imprint.composing.document import Document, Passage
from imprint.composing.tidying import inner, let_stack, lower, tidy
from imprint.model import Figure, Reference


@dataclass(frozen=True)
class Style:
    """How an edition's prose is written: syntax, what stands before addresses, whether anchors can be followed."""

    syntax: Literal["html", "xml"] = "html"
    figure_base: str = ""
    text_files: tuple[str, ...] = ("", "")  # the file each text of the document stands in; "" is the same file
    source_file: str = ""
    anchors: bool = True  # False inside a shadow root, where no address leads
    stacks: bool = False  # on a small screen, where each row of a wide table becomes a list
    sizes: bool = True  # of pictures, in pixels; on paper they are those of its style sheet
    deeper: int = 0  # by how many ranks headings are lowered, where the page around them has a title of its own


@dataclass(frozen=True)
class Source:
    """A cited reference as HTML, its anchor, and the addresses of the places that cite it."""

    anchor: str
    html: str
    cited: tuple[str, ...]


@dataclass(frozen=True)
class Body:
    """A document with its prose as HTML: one string per passage, and the sources it cites in order."""

    document: Document
    html: Mapping[Passage, str]
    sources: tuple[Source, ...]


def write(document: Document, csl_style: Path, style: Style = Style()) -> Body:
    """The document's prose as clean HTML, citations numbered in the order of the edition.

    Raises ImprintError when pandoc fails or runs out of its limits.
    """
    publication = document.publication
    passages = document.passages()
    trees = _trees(passages, publication.references, publication.language, csl_style)
    figures = {figure.path: figure for figure in publication.figures}
    files = [file for text, file in zip(document.texts, style.text_files, strict=False) for _ in text.passages()]
    html, citations = {}, _Citations(style)
    for passage, tree, file in zip(passages, trees, files, strict=False):
        tidy(tree, figures, style.figure_base, style.sizes)
        if style.stacks:
            let_stack(tree)
        lower(tree, style.deeper)
        citations.anchor(tree, file)
        html[passage] = inner(tree, style.syntax)
    entries = trees[len(passages)] if len(trees) > len(passages) else ()
    return Body(document, html, tuple(map(citations.source, entries)))


def _trees(
    passages: tuple[Passage, ...], references: tuple[Reference, ...], language: str, csl_style: Path
) -> Sequence[Element]:
    """One fresh tree per passage and, where something is cited, one for the list of references."""
    with _turn(passages, references, language, csl_style):
        html = _html(passages, references, language, csl_style)
    return list(ElementTree.fromstring(f"<root>{html}</root>"))  # noqa: S314 - pandoc wrote it: no DTD, no entities


@lru_cache(maxsize=16)
def _turn(*_: Hashable) -> Lock:
    """One lock per work: who asks for it while another does it waits for that, instead of doing it again."""
    return Lock()


@lru_cache(maxsize=16)
def _html(passages: tuple[Passage, ...], references: tuple[Reference, ...], language: str, csl_style: Path) -> str:
    """What pandoc writes for the passages, each in an element; editions of one level share it."""
    # a Div would be dissolved where it begins with a heading
    blocks = [{"t": "BlockQuote", "c": loads(passage.blocks)} for passage in passages]
    return pandoc.ast_to_html(blocks, [reference.csl for reference in references], csl_style, language)


class _Citations:
    """Anchors for the places that cite a source, so that its entry can lead back to each of them."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self._places: dict[str, list[str]] = {}

    def anchor(self, tree: Element, file: str) -> None:
        for link in tree.iter("a"):
            if link.get("role") == "doc-biblioref":
                self._link(link, link.get("href", "").removeprefix("#"), file)

    def _link(self, link: Element, target: str, file: str) -> None:
        if not self._style.anchors:
            link.tag = "span"
            link.attrib.clear()
            return
        places = self._places.setdefault(target, [])
        name = f"cite-{target.removeprefix('ref-')}-{len(places) + 1}"
        places.append(f"{file}#{name}")
        link.set("id", name)
        link.set("href", f"{self._style.source_file}#{target}")

    def source(self, entry: Element) -> Source:
        anchor = entry.get("id", "")
        for span in [found for found in entry.iter("span") if found.get("class") == "nocase"]:
            span.attrib.clear()
        return Source(anchor, inner(entry, self._style.syntax).strip(), tuple(self._places.get(anchor, ())))


def figures_used(document: Document) -> tuple[Figure, ...]:
    """The figures that the document's prose shows, in the publication's order."""
    text = "".join(passage.blocks for passage in document.passages())
    return tuple(figure for figure in document.publication.figures if f'"{figure.path}"' in text)
