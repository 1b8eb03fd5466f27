"""What is published for partners, as ``embed.json`` tells it, and what a partner's page was found to show of it."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from imprint.checking.blocks import fold
from imprint.checking.wordings import NEAR, differences, likeness
from imprint.model import Level

LONGER = 4  # times as long: then it is no altered wording, and would take long to compare
SHOWN = 160  # letters of a block that a message quotes
NUMBERS = re.compile(r"\s*\[\d[\d, .p–-]*\]")  # of sources: [1, p. 3]
ENDS = re.compile(r"(?<=[.!?])\s+")
AGAIN = "ask the partner to paste the snippet again, as it is in partners.html"


class Shape(StrEnum):
    """How a text of ours stands on a partner's page."""

    SNIPPET = "snippet"
    ELEMENT = "element"
    FRAME = "frame"
    FALLBACK = "disclaimers and link alone"
    COPY = "copied text"
    LINK = "link"


@dataclass(frozen=True)
class Trouble:
    """One thing that is wrong: its code, what is told, and what to do."""

    code: str
    told: str
    hint: str


@dataclass(frozen=True)
class PublishedBlock:
    """A paragraph, heading, disclaimer … as it is published."""

    kind: str
    disclaimer: str
    section: str
    text: str
    digest: str


@dataclass(frozen=True, eq=False)
class PublishedKit:
    """One level of one publication, as it is published for partners now."""

    publication: str
    language: str
    level: Level
    version: str
    status: str
    title: str
    canonical: str | None
    blocks: tuple[PublishedBlock, ...]
    disclaimers: Mapping[str, str]  # by wording
    links: tuple[str, ...]
    pictures: tuple[str, ...]
    sha256: str  # of the file

    @property
    def name(self) -> str:
        """What it is, in words."""
        return f"the {self.level} text of {self.publication}"

    @property
    def mount(self) -> str:
        """How the addresses of its files go on, wherever they are held."""
        return f"/{self.publication}/{self.language}/embed/"

    @property
    def data(self) -> str:
        """The name of its data."""
        return "embed-plain.json" if self.level is Level.PLAIN else "embed.json"

    @property
    def frame(self) -> str:
        """The name of its frame."""
        return "frame-plain.html" if self.level is Level.PLAIN else "frame.html"

    @property
    def newest(self) -> str:
        """Where its newest version is; "" where no address is set."""
        return f"{self.canonical}{'plain.html' * (self.level is Level.PLAIN)}" if self.canonical else ""

    @cached_property
    def digests(self) -> frozenset[str]:
        """The digests of all that it says."""
        return frozenset(one.digest for one in self.blocks)

    @cached_property
    def says(self) -> str:
        """The digest of all that it says, block by block."""
        return text_digest([one.digest for one in self.blocks])

    @cached_property
    def sentences(self) -> frozenset[str]:
        """What nobody else is likely to say: the sentences of the article, without its disclaimers and titles."""
        return frozenset(one for block in self.article for one in sentences(block.text) if len(one.split()) > 3)

    @property
    def article(self) -> tuple[PublishedBlock, ...]:
        """The text itself, without disclaimers and all that is about it."""
        told = ("disclaimer", "heading", "picture")
        return tuple(one for one in self.blocks if one.section and one.kind not in told)


@dataclass(frozen=True)
class Found:
    """One text of ours on a partner's page: how it stands there, what it is, and what is wrong with it.

    ``says`` is the digest of its whole text and ``pinned`` the one that an element names, both in hexadecimal;
    ``version`` is what it says itself, ``address`` what it shows.
    """

    shape: Shape
    kit: PublishedKit | None
    troubles: tuple[Trouble, ...] = ()
    version: str = ""
    says: str = ""
    pinned: str = ""
    address: str = ""
    recalled: bool = False


def read_kit(data: bytes) -> PublishedKit:
    """The kit that ``embed.json`` tells of."""
    told: Mapping[str, Any] = json.loads(data)
    blocks = [
        PublishedBlock(one["kind"], one.get("disclaimer", ""), one["section"], one["text"], one["digest"])
        for one in told["blocks"]
    ]
    nodes = list(_nodes(told["tree"]))
    return PublishedKit(
        told["publication"],
        told["language"],
        Level(told["level"]),
        told["version"],
        told["status"],
        told["title"],
        told["canonical"],
        tuple(blocks),
        {fold(one["text"]): one["id"] for one in told["disclaimers"]},
        tuple(one["href"] for one in nodes if "href" in one),
        tuple(one["src"] for one in nodes if "src" in one),
        hashlib.sha256(data).hexdigest(),
    )


def digest(text: str) -> str:
    """The digest of a block, as ``embed.json`` names it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def text_digest(digests: Sequence[str]) -> str:
    """The digest of a whole text, of those of its blocks."""
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


def unpinned(text: str) -> str:
    """What a page pins, in hexadecimal; "" where it is no digest."""
    try:
        kind, _, value = text.strip().partition("-")
        return base64.b64decode(value, validate=True).hex() if kind == "sha256" else ""
    except ValueError:
        return ""


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, without the numbers of its sources."""
    plain = fold(NUMBERS.sub("", text))
    yield from (one for one in ENDS.split(plain) if one)


def quoted(text: str) -> str:
    """A text as a message quotes it."""
    return f"“{text if len(text) <= SHOWN else text[: SHOWN - 1].rstrip() + '…'}”"


def is_meant(wanted: str, text: str) -> bool:
    """True for a text that is meant to be the other, and was altered."""
    return len(text) <= LONGER * (len(wanted) + SHOWN) and likeness(wanted, text) >= NEAR


def altered(wanted: str, text: str, what: str) -> Trouble:
    """What is told of a text that says something else: both wordings, and the difference."""
    told = f"{what} was altered: published is {quoted(wanted)}, on the page stands {quoted(text)}"
    return Trouble("K010", f"{told} ({differences(wanted, text)})", AGAIN)


def missing(wording: str, name: str, where: str) -> Trouble:
    """What is told of a disclaimer that is not there."""
    return Trouble("K011", f"the disclaimer “{name}” is missing {where}: {quoted(wording)}", AGAIN)


def _nodes(node: Sequence[Any]) -> Iterator[Mapping[str, str]]:
    """The attributes of every element, in order."""
    yield node[1]
    for part in node[2:]:
        if not isinstance(part, str):
            yield from _nodes(part)
