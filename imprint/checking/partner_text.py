"""Holds the words of an embed on a partner's page against what is published, block by block, by their digests."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from imprint.checking.blocks import Block, fold
from imprint.checking.html_reader import Kind, read_html
from imprint.checking.markup import local_name, rendered
from imprint.checking.partner_kit import (
    AGAIN,
    PublishedBlock,
    PublishedKit,
    Trouble,
    altered,
    digest,
    is_meant,
    missing,
    quoted,
)

ENOUGH = 0.3  # of a kit's blocks, for a text to be meant to be that kit
MOST_TOLD = 4
AN = {"item": "an"}
MOST_COMPARED = 400  # texts of a page that are held against each wording: a page may hold a million
IN_LINES = ("a", "abbr", "br", "em", "img", "span", "strong", "sub", "sup")
IN_TABLES = ("table", "tbody", "td", "th", "thead", "tr")
IN_BLOCKS = (
    "blockquote",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "header",
    "li",
    "ol",
    "p",
    "section",
    "ul",
)
RANKS = ("h1", "h2", "h3", "h4", "h5", "h6")
OURS = frozenset([*IN_LINES, *IN_TABLES, *IN_BLOCKS, *RANKS, "hr", "link", "style"])  # what the kit is made of
Kits = Sequence[PublishedKit]


def said(block: Block) -> str:
    """What a block says; of a picture, its words."""
    return block.picture or block.text


def blocks_of(tree: Element) -> tuple[Block, ...]:
    """What is said in a shadow root, or beside one."""
    return read_html(tree, Kind.CHAPTER)


def nearest(texts: Sequence[str], kits: Kits) -> PublishedKit | None:
    """The kit that most of the texts are of; None where they are hardly any."""
    there = frozenset(map(digest, texts))
    best = max(kits, key=lambda one: len(one.digests & there) / (len(one.digests) or 1), default=None)
    return best if best and len(best.digests & there) >= ENOUGH * len(best.digests) else None


def differing(kit: PublishedKit, texts: Sequence[str], kits: Kits) -> Iterator[Trouble]:
    """Every disclaimer that is missing, and the first blocks that were altered, missing or added, in both wordings."""
    wanted, there = [one.digest for one in kit.blocks], [digest(text) for text in texts]
    told: list[Trouble] = []
    for tag, a, b, c, d in SequenceMatcher(None, wanted, there, autojunk=False).get_opcodes():
        if tag != "equal":
            told += _changed(kit, kit.blocks[a:b], texts[c:d], kits)
    grave = [one for one in told if one.code == "K011"]
    rest = [one for one in told if one.code != "K011"]
    yield from dict.fromkeys(grave)
    yield from rest[:MOST_TOLD]
    if len(rest) > MOST_TOLD:
        yield Trouble("K010", f"{len(rest) - MOST_TOLD} more of its blocks differ", AGAIN)


def beside(kit: PublishedKit, texts: Sequence[str], kits: Kits, where: str) -> Iterator[Trouble]:
    """What is wrong with the disclaimers that stand without the text: each must be there, and nothing else."""
    allowed = {*(one.text for one in kit.blocks), kit.title}
    article = {one.text for one in kit.article}
    strange = [
        text for text in texts if text and text not in kit.disclaimers and (text not in allowed or text in article)
    ]
    for wording, name in kit.disclaimers.items():
        if wording in texts:
            continue
        near = next((text for text in strange if is_meant(wording, text)), None)
        if near is None:
            yield missing(wording, name, where)
        else:
            strange.remove(near)
            yield altered(wording, near, f"the disclaimer “{name}” {where}")
    for text in strange[:MOST_TOLD]:
        yield Trouble(
            "K010", f"{where} stands {quoted(text)}, which is not published there{_of(text, kits, kit)}", AGAIN
        )


def marked(tree: Element) -> list[tuple[Element, str]]:
    """The disclaimers of a shadow root, by their marks, whatever they say."""
    return [(one, one.get("data-disclaimer", "")) for one in rendered(tree) if one.get("data-disclaimer")]


def built_otherwise(kit: PublishedKit, tree: Element, there: Sequence[str]) -> Iterator[Trouble]:
    """Elements that no embed of ours has, and links and pictures that lead elsewhere."""
    strange = Counter(local_name(one) for one in rendered(tree) if one is not tree and local_name(one) not in OURS)
    for name, number in strange.items():
        yield Trouble("K010", f"<{name}> was put into the embed ({number} of them)", AGAIN)
    hrefs = [one.get("href", "") for one in rendered(tree) if one.tag == "a" and one.get("href") is not None]
    srcs = [one.get("src", "") for one in rendered(tree) if one.tag == "img"]
    told = [one for one in hrefs if one not in kit.links]
    told += [one for one in srcs if not any(_is_held(kit, wanted, one) for wanted in kit.pictures)]
    if not told and kit.digests <= set(there):  # all words are there: then each leads where it should
        told = [found or "nothing" for wanted, found in zip_longest(kit.links, hrefs, fillvalue="") if wanted != found]
    if told:
        yield Trouble("K013", f"a link or picture leads to {told[0]}, which is not published so", AGAIN)


def is_recalled(tree: Element, kit: PublishedKit) -> bool:
    """True where the kit's script has put its notice in; all else must be words of the kit."""
    notices = [one for one in rendered(tree) if "recall" in one.get("class", "").split()]
    told = {said(block) for notice in notices for block in blocks_of(notice)}
    return bool(notices) and all(digest(said(one)) in kit.digests or said(one) in told for one in blocks_of(tree))


def _is_held(kit: PublishedKit, wanted: str, found: str) -> bool:
    """A picture beside the partner's copy of the kit, or beside the page."""
    try:
        return found == wanted or urlsplit(found).path.endswith(kit.mount + wanted)
    except ValueError:
        return False


def _changed(kit: PublishedKit, gone: Sequence[PublishedBlock], new: Sequence[str], kits: Kits) -> Iterator[Trouble]:
    """What became of blocks in a row: each new text is meant to be one of those that are gone, or was added."""
    left = list(new[:MOST_COMPARED])
    for block in gone:
        near = next((text for text in left if is_meant(block.text, text)), None)
        what = f"the disclaimer “{block.disclaimer}”" if block.disclaimer else f"{AN.get(block.kind, 'a')} {block.kind}"
        place = f" in the section “{block.section}”" if block.section else ""
        if near is not None:
            left.remove(near)
            yield altered(block.text, near, what + place)
        elif block.disclaimer:
            yield missing(block.text, block.disclaimer, f"in the text{place}")
        else:
            yield Trouble("K010", f"{what}{place} is missing: {quoted(block.text)}", AGAIN)
    for text in left:
        yield Trouble("K010", f"a text was added: {quoted(text)}{_of(text, kits, kit)}", AGAIN)


def _of(text: str, kits: Kits, own: PublishedKit) -> str:
    """Where a text that is in the wrong place belongs."""
    there = [one for one in kits if one is not own and (fold(text) in one.disclaimers or digest(text) in one.digests)]
    first = min(there, key=lambda one: one.publication != own.publication, default=None)
    if first is None:
        return ""
    return f"; it is of {' and '.join(one.name for one in there if one.publication == first.publication)}"
