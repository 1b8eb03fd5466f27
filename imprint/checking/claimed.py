"""What a file says that it is, whether it is true or not: for files that nobody knows."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from imprint.checking.blocks import Block, UnreadableError, fold
from imprint.checking.epub_reader import read_epub
from imprint.checking.face import labelled
from imprint.checking.html_reader import Kind, read_html
from imprint.checking.markup import parse_html
from imprint.checking.pdf_reader import read_pdf
from imprint.checking.text_reader import decoded, read_text
from imprint.model import Words

FRONT = 20  # blocks in which a file says what it is
EMBED = "imprint-leaflet"


@dataclass(frozen=True)
class Claimed:
    """The media type of a file, and what it says of itself: its titles, its version, the address of its newest text."""

    media_type: str
    titles: tuple[str, ...]
    version: str | None = None
    address: str | None = None


def claimed(data: bytes, words: Words) -> Claimed | None:
    """What a file calls itself; None for what cannot be read as a PDF, an EPUB, a page or a text."""
    try:
        if data.startswith(b"%PDF"):
            paper = read_pdf(data)
            return _said("application/pdf", paper.blocks, words, (paper.title,))
        if data.startswith(b"PK"):
            book = read_epub(data)
            return _said("application/epub+zip", book.blocks(), words, (book.title,))
        if b"<" in data[:200]:
            return _page(parse_html(data), words)
        return _said("text/plain", read_text(decoded(data)), words)
    except UnreadableError:
        return None


def _page(root: Element, words: Words) -> Claimed:
    kind = Kind.EMBED if next(root.iter(EMBED), None) is not None else Kind.PAGE
    links = (link.get("href") for link in root.iter("link") if link.get("rel") == "canonical")
    titles = ("".join(one.itertext()) for one in root.iter("title"))
    return _said("text/html", read_html(root, kind), words, titles, next(links, None))


def _said(
    media_type: str, blocks: Iterable[Block], words: Words, titles: Iterable[str] = (), address: str | None = None
) -> Claimed:
    front = [block for block in blocks if block.text][:FRONT]
    either = labelled(words.texts.get("version", ""), r"[\w.+-]*\w")
    versions = (found.group().split()[-1] for block in front for found in either.finditer(block.text))
    headings = (block.text for block in front if block.heading == 1)
    called = tuple(dict.fromkeys(title for title in (*map(fold, titles), *headings) if title))
    return Claimed(media_type, called, next(versions, None), address)
