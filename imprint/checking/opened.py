"""Opens a finished file by its format: what it says, and what must hold for every file of that format."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from imprint.checking import page_rules
from imprint.checking.addresses import Site
from imprint.checking.back_translation import BackTranslation
from imprint.checking.blocks import Block, Region, UnreadableError, fold
from imprint.checking.braille_reader import Braille, read_braille
from imprint.checking.embed_rules import check_embed_hosts
from imprint.checking.epub_reader import Book, read_epub
from imprint.checking.hints import TEMPLATE
from imprint.checking.html_reader import Kind, read_html
from imprint.checking.markup import parse_html, shadow_of, shadow_tree
from imprint.checking.overlays import check_overlays
from imprint.checking.page_rules import Tree
from imprint.checking.pdf_reader import Paper, read_pdf
from imprint.checking.requirements import exact_texts, wordings
from imprint.checking.sheets import read_sheets
from imprint.checking.text_reader import COLUMNS, decoded, overlong, read_text, unprintable
from imprint.codes import finding
from imprint.errors import Finding, Where
from imprint.model import Edition, Format, Publication, Words


@dataclass(frozen=True)
class Opened:
    """A file that could be read: its text, the leaves that need a footer, its trees of HTML, and faults of its own."""

    blocks: tuple[Block, ...]
    leaves: tuple[str, ...]
    trees: tuple[Tree, ...]
    findings: tuple[Finding, ...]
    book: Book | None = None


def open_edition(
    publication: Publication, words: Words, edition: Edition, files: Mapping[str, bytes], path: str
) -> Opened:
    """Reads the edition's file, named ``path`` in findings; raises UnreadableError when it is not what it should be."""
    return OPENERS[edition.format](publication, words, edition, files, path)


def mount(publication: Publication) -> str:
    """Where a partner's site holds the files that an embed asks for."""
    return f"{publication.publisher.embed_path}{publication.id}/{publication.language}/"


def _page(publication: Publication, words: Words, edition: Edition, files: Mapping[str, bytes], path: str) -> Opened:
    root = parse_html(files[edition.filename])
    tree = _tree(root, Site(files), edition.filename, Where(path))
    findings = (
        *page_rules.check_tree(tree),
        *page_rules.check_language(root, publication.language, tree.where),
        *page_rules.check_title(root, publication.titles.at(edition.level), tree.where),
    )
    return Opened(read_html(root, Kind.PAGE), ("",), (tree,), findings)


def _embed(publication: Publication, words: Words, edition: Edition, files: Mapping[str, bytes], path: str) -> Opened:
    """A snippet declares no encoding: it is pasted into pages, all of which are UTF-8 now."""
    root = parse_html(files[edition.filename], encoding="utf-8")
    site = Site(files, mount(publication))
    shadows = [(host, shadow) for host in root.iter() if (shadow := shadow_of(host)) is not None]
    if not shadows:
        raise UnreadableError("it has no shadow root: no `<template shadowrootmode=…>` directly inside its element")
    kit = edition.kit
    scripts = frozenset([kit.script] if kit and edition.filename == kit.frame else [])
    light = replace(_tree(root, site, edition.filename, Where(path, part="fallback")), scripts=scripts)
    inner = [_tree(shadow_tree(*one), site, edition.filename, Where(path)) for one in shadows]
    findings = (
        *(one for tree in (light, *inner) for one in page_rules.check_tree(tree)),
        *page_rules.check_language(shadows[0][0], publication.language, Where(path)),
        *check_embed_hosts(root, shadows, Where(path)),
    )
    return Opened(tuple(_raised(read_html(root, Kind.EMBED))), ("",), (light, *inner), findings)


def _raised(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with their headings as if the title were of the first rank: it goes on from the page around it."""
    ranks = [one.heading for one in blocks if one.heading and one.region is not Region.FALLBACK]
    by = ranks[0] - 1 if ranks else 0
    for one in blocks:
        is_inside = one.region is not Region.FALLBACK
        yield replace(one, heading=max(one.heading - by, 1)) if one.heading and is_inside else one


def _ebook(publication: Publication, words: Words, edition: Edition, files: Mapping[str, bytes], path: str) -> Opened:
    book = read_epub(files[edition.filename])
    site = Site(book.files)
    chapters = {chapter.path: chapter for chapter in (*book.chapters, *([book.nav] if book.nav else []))}
    trees = tuple(_tree(one.root, site, one.path, Where(path, part=one.path)) for one in chapters.values())
    findings = (
        *_book_faults(publication, edition, book, Where(path)),
        *(one for tree in trees for one in page_rules.check_tree(tree)),
        *(one for tree in trees for one in page_rules.check_language(tree.root, publication.language, tree.where)),
    )
    return Opened(book.blocks(), tuple(chapter.path for chapter in book.chapters), trees, findings, book)


def _audio(publication: Publication, words: Words, edition: Edition, files: Mapping[str, bytes], path: str) -> Opened:
    opened = _ebook(publication, words, edition, files, path)
    assert opened.book is not None
    first = opened.book.chapters[0].path if opened.book.chapters else ""
    said = [block for block in opened.blocks if block.document == first]
    findings = (
        *opened.findings,
        *_unsaid_note(said, words.texts.get("audio_note", ""), Where(path, part=first)),
        *check_overlays(opened.book, wordings(publication, words), Where(path)),
    )
    return replace(opened, findings=findings)


def _leaflet(publication: Publication, words: Words, edition: Edition, files: Mapping[str, bytes], path: str) -> Opened:
    paper = read_pdf(files[edition.filename])
    leaves = tuple(f"page {number}" for number in range(1, paper.pages + 1))
    return Opened(paper.blocks, leaves, (), tuple(_paper_faults(publication, edition, paper, path)))


def _text(publication: Publication, words: Words, edition: Edition, files: Mapping[str, bytes], path: str) -> Opened:
    text = decoded(files[edition.filename])
    blocks = read_text(text)
    return Opened(blocks, ("",), (), tuple(_text_faults(text, blocks, publication.titles.at(edition.level), path)))


def _braille(publication: Publication, words: Words, edition: Edition, files: Mapping[str, bytes], path: str) -> Opened:
    known = {*exact_texts(publication, words), words.texts.get("braille_note", "")}
    heard = BackTranslation(publication.language, known)
    braille = read_braille(files[edition.filename], heard.texts)
    return Opened(braille.blocks, ("",), (), tuple(_braille_faults(braille, words, path)))


def _tree(root: Element, site: Site, base: str, where: Where) -> Tree:
    return Tree(root, read_sheets(root, base, site.fetch), site, base, where)


def _book_faults(publication: Publication, edition: Edition, book: Book, where: Where) -> Iterator[Finding]:
    title, language = publication.titles.at(edition.level), publication.language
    if title not in book.title:
        yield finding(
            "A003", where, f"the ebook is called “{book.title}”, not “{title}”", f"{TEMPLATE}: correct dc:title"
        )
    if book.language != language:
        told = f"the ebook's language is “{book.language}”, not “{language}”"
        yield finding("A005", where, told, f"{TEMPLATE}: correct dc:language")
    for path in book.listed:
        if path not in book.files:
            told = f"its package file lists “{path}”, which is not in it"
            yield finding("A007", where, told, f"{TEMPLATE}: pack the file, or take it off the list")
    if book.nav is None:
        yield finding("A007", where, "it has no table of contents", f"{TEMPLATE}: one item needs properties=nav")


def _paper_faults(publication: Publication, edition: Edition, paper: Paper, path: str) -> Iterator[Finding]:
    title, language = publication.titles.at(edition.level), publication.language
    if title not in paper.title:
        yield finding(
            "A003", Where(path), f"the PDF is called “{paper.title}”, not “{title}”", f"{TEMPLATE}: set <title>"
        )
    if paper.language.lower() != language.lower():
        told = f"the PDF's language is “{paper.language}”, not “{language}”"
        yield finding("A005", Where(path), told, f"{TEMPLATE}: set lang on <html>")
    for page in paper.unnamed:
        told = "a picture has no words that stand in for it"
        hint = "Describe what it shows in the square brackets of the source"
        yield finding("A011", Where(path, page=page), told, hint)
    if edition.pages is not None and paper.pages > edition.pages:
        is_notice = not publication.sections
        room = "a notice has one" if is_notice else f"a sheet has {edition.pages} sides"
        told = f"the leaflet has {paper.pages} pages; {room}"
        hint = "Shorten the reason" if is_notice else "Shorten the text, or hand out more than one sheet"
        yield finding("A014", Where(path, page=edition.pages + 1), told, hint)
    if paper.runs_code:
        yield finding("A012", Where(path), "the PDF runs JavaScript", f"{TEMPLATE}: a leaflet needs none")


def _text_faults(text: str, blocks: Sequence[Block], title: str, path: str) -> Iterator[Finding]:
    for line, length in overlong(text):
        told = f"the line is {length} columns long"
        yield finding("A018", Where(path, line), told, f"{TEMPLATE}: {COLUMNS} columns are the most")
    for line, sign in unprintable(text):
        told = f"{sign} is in it, which is not seen, or hides or turns what stands around it"
        yield finding("A018", Where(path, line), told, "Take the sign out of the text or the template")
    if not blocks or (blocks[0].heading, blocks[0].text) != (1, fold(title)):
        told = f"it does not begin with its title, “{title}”"
        yield finding("A003", Where(path, 1), told, f"{TEMPLATE}: the title comes first, underlined")


def _braille_faults(braille: Braille, words: Words, path: str) -> Iterator[Finding]:
    for page, fault in braille.faults:
        hint = f"{TEMPLATE}: build again, and report it if it stays"
        yield finding("A032", Where(path, page=page), fault, hint)
    first = [block for block in braille.blocks if block.page == 1]
    yield from _unsaid_note(first, words.texts.get("braille_note", ""), Where(path, page=1))


def _unsaid_note(blocks: Sequence[Block], note: str, where: Where) -> Iterator[Finding]:
    """A033, where no block at the beginning says how the edition was made."""
    if not any(block.text == fold(note) for block in blocks):
        yield finding("A033", where, f"it does not say “{fold(note)}” here", f"{TEMPLATE}: print it under the title")


OPENERS: Mapping[Format, Callable[[Publication, Words, Edition, Mapping[str, bytes], str], Opened]] = {
    Format.PAGE: _page,
    Format.EMBED: _embed,
    Format.EBOOK: _ebook,
    Format.LEAFLET: _leaflet,
    Format.TEXT: _text,
    Format.BRAILLE: _braille,
    Format.AUDIO: _audio,
}
