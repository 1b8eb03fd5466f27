"""Finds what of a text stands on a partner's page without the embed: the disclaimers alone, or copied sentences."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from imprint.checking.blocks import Block, fold
from imprint.checking.cascade import Cascade
from imprint.checking.html_reader import Kind, read_html
from imprint.checking.markup import elements
from imprint.checking.partner_kit import (
    AGAIN,
    NUMBERS,
    Found,
    PublishedKit,
    Shape,
    Trouble,
    altered,
    is_meant,
    missing,
    quoted,
)
from imprint.checking.partner_page import PartnerPage, around_embeds
from imprint.checking.partner_sight import SHOW, illegible

MOST = 2_000  # blocks of a page that are held against each wording
SEVERAL = 2  # sentences: one may be a quotation
COPIED = "ask the partner to show the embed in its place: a copy has no proof, and nobody can recall it"


def loose(page: PartnerPage, kits: Sequence[PublishedKit], cascade: Cascade | None) -> Iterator[Found]:
    """The text that is copied onto the page, or what a filter has left of an embed; nothing where there is neither."""
    blocks = [one for one in read_html(around_embeds(page), Kind.EMBED) if one.text]
    texts = {one.text for one in blocks}
    running = fold(NUMBERS.sub("", " ".join(one.text for one in blocks)))
    links = {one.get("href") for one in elements(page.root, "a")}

    def shared(kit: PublishedKit) -> tuple[int, int, bool]:
        return sum(one in running for one in kit.sentences), len(texts & set(kit.disclaimers)), kit.newest in links

    best = max(kits, key=shared, default=None)
    if best is None:
        return
    copied, disclaimers, is_linked = shared(best)
    if copied >= SEVERAL:
        yield _copy(best, texts, running)
    elif disclaimers >= SEVERAL or (disclaimers and is_linked):
        yield _left(best, blocks, cascade)
    elif is_linked:
        yield Found(Shape.LINK, best)


def _copy(kit: PublishedKit, texts: set[str], running: str) -> Found:
    lines = [one for one in sorted(kit.sentences) if one in running]
    told = f"{len(lines)} sentences of {kit.name} stand there without the embed, such as {quoted(lines[0])}"
    gone = [missing(one, name, "beside the copied text") for one, name in kit.disclaimers.items() if one not in texts]
    return Found(Shape.COPY, kit, (Trouble("K014", told, COPIED), *gone))


def _left(kit: PublishedKit, blocks: Sequence[Block], cascade: Cascade | None) -> Found:
    """What a filter left: every disclaimer must be there, and legible in the page's own styles."""
    own = {*kit.disclaimers, *(one.text for one in kit.blocks)}
    troubles: list[Trouble] = []
    for wording, name in kit.disclaimers.items():
        there = [one for one in blocks if one.text == wording]
        near = next((one for one in blocks[:MOST] if one.text not in own and is_meant(wording, one.text)), None)
        if not there:
            where = "among those that stand alone"
            told = altered(wording, near.text, f"the disclaimer “{name}”") if near else missing(wording, name, where)
            troubles.append(told)
        elif hidden := unread(there, cascade):
            troubles.append(Trouble("K012", f"the disclaimer “{name}” cannot be read: {hidden}", SHOW))
    if kit.newest and not any(one.get("href") == kit.newest for block in blocks for one in _links(block)):
        troubles.append(Trouble("K010", f"the link to {kit.newest}, where the whole text is, is missing", AGAIN))
    return Found(Shape.FALLBACK, kit, tuple(troubles))


def unread(there: Sequence[Block], cascade: Cascade | None) -> str:
    """What hides a wording everywhere that it stands; "" where one can be read, as far as it can be told."""
    told = ""
    for block in there:
        element = block.element
        own = [] if cascade is None or element is None else list(illegible(cascade, element))
        told = block.hidden or next(iter(own), "")
        if not told:
            return ""
    return told


def _links(block: Block) -> Iterator[Element]:
    return iter(()) if block.element is None else elements(block.element, "a")
