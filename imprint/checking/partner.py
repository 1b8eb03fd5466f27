"""Reads a partner's page, which may lie about everything, and tells what it shows of what is published."""

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from xml.etree.ElementTree import Element

from imprint.checking.blocks import Block
from imprint.checking.cascade import Cascade
from imprint.checking.face import labelled
from imprint.checking.markup import elements, rendered, shadow_tree
from imprint.checking.partner_kit import (
    AGAIN,
    Found,
    PublishedKit,
    Shape,
    Trouble,
    digest,
    text_digest,
    unpinned,
)
from imprint.checking.partner_loose import loose, unread
from imprint.checking.partner_page import PartnerPage, Placed, light_of, mode_of, path_of, shadow
from imprint.checking.partner_sight import SHOW, hidden_by, hidden_in_shadow, illegible, is_held, page_cascade
from imprint.checking.partner_text import (
    beside,
    blocks_of,
    built_otherwise,
    differing,
    is_recalled,
    marked,
    nearest,
    said,
)
from imprint.model import Words

FRONT = 4  # blocks in which an embed says its version
BESIDE = "beside the frame that holds the text"
ALONE = "where the disclaimers stand alone"
STRANGE = "look at the page: it is no embed of what is published in this folder"


def read_partner(
    page: PartnerPage, kits: Sequence[PublishedKit], former: Collection[str], words: Words, *, seen: bool = False
) -> tuple[Found, ...]:
    """Everything of ours on the page; ``former`` are the digests of texts that were published once.

    ``seen`` is for a page that a browser has put together and looks at itself.
    """
    return tuple(_Reader(page, kits, former, words, seen).found())


class _Reader:
    def __init__(
        self, page: PartnerPage, kits: Sequence[PublishedKit], former: Collection[str], words: Words, seen: bool
    ) -> None:
        self.page, self.kits, self.former, self.seen = page, kits, former, seen
        self._version = labelled(words.texts.get("version", ""), r"[\w.+-]*\w")

    @cached_property
    def cascade(self) -> Cascade:
        return page_cascade(self.page.root)

    def found(self) -> Iterator[Found]:
        for placed in self.page.embeds:
            yield self._embed(placed)
        yield from (one for placed in self.page.frames if (one := self._frame(placed)))
        yield from loose(self.page, self.kits, None if self.seen else self.cascade)

    def _embed(self, placed: Placed) -> Found:
        host, template = placed.element, shadow(placed.element)
        if template is not None:
            tree = shadow_tree(host, template)
            frames = [Placed(one, placed.around) for one in rendered(tree) if one.tag == "iframe"]
            if len(frames) == 1 and not marked(tree):
                return self._framed(placed, frames[0])
            return self._snippet(placed, template, tree)
        if host.get("src") is not None:
            return self._element(placed)
        return self._alone(placed)

    # --- a snippet: the text is in the page

    def _snippet(self, placed: Placed, template: Element, tree: Element) -> Found:
        blocks = blocks_of(tree)
        texts = [said(one) for one in blocks]
        says = text_digest([digest(text) for text in texts])
        kit = self._meant(placed.element, texts)
        version = next((one.group().split()[-1] for text in texts[:FRONT] for one in self._version.finditer(text)), "")
        recalled = self.seen and kit is not None and is_recalled(tree, kit)
        troubles = [*self._moved(placed), *self._unseen(placed, tree)]
        troubles += [_hidden(block.hidden, said(block)) for block in blocks if block.hidden]
        if mode_of(template) == "closed":
            troubles.append(Trouble("K010", "its frame was closed, so that nobody can look into it", AGAIN))
        if says in self.former and (kit is None or says != kit.says):
            return Found(Shape.SNIPPET, kit, (*troubles, *self._former(placed, tree)), version, says)
        if kit is None:
            troubles.append(Trouble("K010", "its text is none that was published here", STRANGE))
        elif not recalled:
            troubles += [*differing(kit, texts, self.kits), *built_otherwise(kit, tree, [*map(digest, texts)])]
            troubles += self._beside(placed, kit)
        return Found(Shape.SNIPPET, kit, tuple(dict.fromkeys(troubles)), version, says, recalled=recalled)

    def _meant(self, host: Element, texts: Sequence[str]) -> PublishedKit | None:
        """The kit that the text is of; where it is of none, the one that the mark-up names."""
        return nearest(texts, self.kits) or self._named(host)

    def _named(self, host: Element) -> PublishedKit | None:
        inside = [one.get("href") for one in elements(host, "a")]
        named = [one for one in self.kits if one.newest and one.newest in inside]
        status = host.get("data-status", "")
        return next(iter(named), None) or next(
            (one for one in self.kits if one.canonical and status.startswith(one.canonical)), None
        )

    def _former(self, placed: Placed, tree: Element) -> Iterator[Trouble]:
        """An old text is whole; what stands beside it must be its own disclaimers."""
        there = {said(one) for one in blocks_of(light_of(placed.element))}
        for one, name in marked(tree):
            wording = " ".join("".join(one.itertext()).split())
            if wording not in there:
                yield Trouble("K011", f"the disclaimer “{name}” is missing {BESIDE}: “{wording}”", AGAIN)

    def _beside(self, placed: Placed, kit: PublishedKit, where: str = BESIDE) -> Iterator[Trouble]:
        blocks = blocks_of(light_of(placed.element))
        yield from beside(kit, [said(one) for one in blocks], self.kits, where)
        yield from (_hidden(block.hidden, said(block)) for block in blocks if block.hidden)
        yield from self._styled(placed.element)

    def _styled(self, host: Element) -> Iterator[Trouble]:
        """What stands beside the frame must be legible where the frame is taken away: style attributes tell."""
        for one in (one for child in host if child.tag != "template" for one in elements(child)):
            if one.get("style") is not None or one.get("aria-hidden") is not None:
                alone = Element("div")
                alone.append(_copied(one))
                for told in list(illegible(page_cascade(alone), alone[0]))[:1]:
                    yield Trouble("K012", f"a disclaimer {BESIDE} cannot be read: {told}", SHOW)

    def _unseen(self, placed: Placed, tree: Element | None) -> Iterator[Trouble]:
        """What hides the whole embed, and each disclaimer in it."""
        if self.seen:
            return
        around = placed.around if tree is not None and is_held(tree) else (*placed.around, placed.element)
        if told := hidden_by(self.cascade, around):
            yield Trouble("K012", f"readers do not see the embed: {told}", SHOW)
        if tree is not None:
            yield from hidden_in_shadow(tree, marked(tree))

    def _moved(self, placed: Placed) -> Iterator[Trouble]:
        if self.page.is_moved:
            told = f"the page's <base href=“{self.page.base}”> sends what the embed asks for to another server"
            yield Trouble("K013", told, "ask the partner to give the embed a page without <base>")
        handlers = [name for name in placed.element.keys() if name.startswith("on")]  # noqa: SIM118 - of an Element
        if handlers:
            yield Trouble("K010", f"a script was put into the embed: {', '.join(handlers)}", AGAIN)

    # --- the other ways

    def _element(self, placed: Placed) -> Found:
        host = placed.element
        address = self.page.absolute(host.get("src", ""))
        pinned = unpinned(host.get("digest", ""))
        by_digest = next((one for one in self.kits if one.sha256 == pinned), None)
        by_name = next((one for one in self.kits if path_of(address).endswith(one.mount + one.data)), None)
        kit = by_digest or by_name or self._named(host)
        troubles = [*self._moved(placed), *self._unseen(placed, None), *_pinned(host, by_digest, by_name, address)]
        if kit is not None and (by_digest or pinned not in self.former):
            troubles += self._beside(placed, kit)
        return Found(Shape.ELEMENT, kit, tuple(troubles), "", "", pinned, address)

    def _framed(self, placed: Placed, frame: Placed) -> Found:
        found = self._frame(frame, ours=True)
        assert found is not None
        troubles = [*found.troubles, *self._moved(placed)]
        if not self.seen and (told := hidden_by(self.cascade, placed.around)):
            troubles.append(Trouble("K012", f"readers do not see the embed: {told}", SHOW))
        kit = found.kit or self._named(placed.element)
        if kit is not None:
            troubles += self._beside(placed, kit)
        return Found(Shape.FRAME, kit, tuple(troubles), address=found.address)

    def _frame(self, placed: Placed, ours: bool = False) -> Found | None:
        """A frame of ours: by its address it must be the publisher's own."""
        address = self.page.absolute(placed.element.get("src", ""))
        kit = next((one for one in self.kits if path_of(address).endswith(one.mount + one.frame)), None)
        kit = kit or next(
            (one for one in self.kits if one.canonical and address == f"{one.canonical}embed/{one.frame}"), None
        )
        if kit is None and not ours:
            return None
        troubles: list[Trouble] = []
        if placed.element.get("srcdoc") is not None:
            troubles.append(
                Trouble("K013", "the frame shows a text of the partner's own (srcdoc), not its address", AGAIN)
            )
        if kit is None or (kit.canonical and address != f"{kit.canonical}embed/{kit.frame}"):
            wanted = f"{kit.canonical}embed/{kit.frame}" if kit else "a frame of what is published here"
            troubles.append(Trouble("K013", f"the frame shows {address or 'nothing'}, not {wanted}", AGAIN))
        if not self.seen and (told := hidden_by(self.cascade, (*placed.around, placed.element))):
            troubles.append(Trouble("K012", f"readers do not see the frame: {told}", SHOW))
        return Found(Shape.FRAME, kit, tuple(troubles), address=address)

    def _alone(self, placed: Placed) -> Found:
        """An element without its text: a filter left it so, or somebody has taken the mark off its template."""
        blocks = blocks_of(light_of(placed.element))
        texts = [said(one) for one in blocks]
        kit = self._named(placed.element) or nearest(texts, self.kits)
        troubles = [*self._unseen(placed, None)]
        if placed.element.find("template") is not None:
            told = "the text is there, but readers do not see it: its template has lost the mark “shadowrootmode”"
            troubles.append(Trouble("K010", told, AGAIN))
        if kit is None:
            troubles.append(Trouble("K010", "it holds nothing that is published here", STRANGE))
        else:
            troubles += beside(kit, texts, self.kits, ALONE)
            troubles += self._illegible(blocks, kit)
        return Found(Shape.FALLBACK, kit, tuple(dict.fromkeys(troubles)))

    def _illegible(self, blocks: Sequence[Block], kit: PublishedKit) -> Iterator[Trouble]:
        for wording, name in kit.disclaimers.items():
            there = [one for one in blocks if one.text == wording]
            if there and (told := unread(there, None if self.seen else self.cascade)):
                yield Trouble("K012", f"the disclaimer “{name}” cannot be read: {told}", SHOW)


def _pinned(
    host: Element, by_digest: PublishedKit | None, by_name: PublishedKit | None, address: str
) -> Iterator[Trouble]:
    """The digest and the address must be of the same text."""
    if not host.get("digest"):
        told = f"it pins no digest: whatever lies at {address} is shown"
        yield Trouble("K013", told, AGAIN)
    elif by_digest and by_name and by_digest is not by_name:
        yield Trouble("K013", f"its address is of {by_name.name}, its digest of {by_digest.name}", AGAIN)
    elif by_name is None:
        yield Trouble("K013", f"its address, {address}, is of nothing that is published here", AGAIN)


def _hidden(by: str, text: str) -> Trouble:
    return Trouble("K012", f"{by} hides “{text[:80]}”", SHOW)


def _copied(element: Element) -> Element:
    copy = Element(element.tag, dict(element.attrib))
    copy.text = element.text
    copy.extend(element)
    return copy
