"""The page for webmasters: every way to show the text, ready to copy, with what a site's policy must allow."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from markupsafe import Markup

from imprint.composing import Document
from imprint.editions.as_data import digest
from imprint.editions.linked_data import iframe
from imprint.editions.snippets import RANK, STYLES, fallback
from imprint.editions.workshop import Workshop
from imprint.model import Dates, Kit, Publication, Status, is_set

METHODS = ("snippet", "element", "frame", "link")
OPENING = re.compile(r"<imprint-leaflet [^>]*")


@dataclass(frozen=True)
class Way:
    """Everything that partners can show of one level."""

    document: Document
    snippet: str
    frame: str
    data: bytes

    @property
    def kit(self) -> Kit:
        """The names of its files."""
        assert self.document.edition.kit is not None
        return self.document.edition.kit


@dataclass(frozen=True)
class Code:
    """What a webmaster copies to show one level in one way; ``file`` names the finished file that it is, if it is."""

    level: str
    method: str
    text: str
    file: str = ""


@dataclass(frozen=True)
class Line:
    """A line of a content security policy: the directive, its value, and the word for what it is good for."""

    directive: str
    value: str
    why: str


def guide(ways: Sequence[Way], workshop: Workshop, base: str) -> str:
    """The page, for every level that there is; what it hands out lies below ``base`` on the partner's site."""
    document = ways[0].document
    publication, texts = document.publication, document.words.texts
    codes = [code for way in ways for code in _codes(way, workshop, base)]
    return workshop.environment.get_template("embed/partners.html").render(
        document=document,
        publication=publication,
        publisher=publication.publisher,
        words=texts,
        written=document.words.date,
        is_current=document.status is Status.CURRENT,
        ways=ways,
        levels=[(level := way.document.texts[0].level, texts[f"level_{level}"]) for way in ways],
        method_labels=[(method, texts[f"partners_{method}"]) for method in METHODS],
        languages=[(publication.language, publication.language)],
        days=list(_days(publication.dates)),
        codes=codes,
        loader=f'<script type="module" src="{base}{_file(ways[0].kit.script)}"></script>',
        base=base,
        policy=list(_policy(codes, publication)),
        terms_lead=(publication.publisher.partner_terms or "").startswith("https://"),
        file=_file,
    )


def _days(dates: Dates) -> Iterator[tuple[str, date | None]]:
    """What happened to the text, and what is to happen, by the words for it."""
    yield "first", dates.published
    yield "text_changed", dates.updated
    yield "reviewed", dates.last_reviewed
    yield "next", dates.next_review


def _file(path: str) -> str:
    return path.rpartition("/")[2]


def _codes(way: Way, workshop: Workshop, base: str) -> Iterator[Code]:
    document, level = way.document, str(way.document.texts[0].level)
    yield Code(level, "snippet", way.snippet, _file(document.edition.filename))
    yield Code(level, "element", _element(way, workshop, base))
    yield Code(level, "frame", _framed(way, workshop, base))
    yield Code(level, "link", _beside(way, workshop, "link"))


def _beside(way: Way, workshop: Workshop, template: str, **more: object) -> str:
    document = way.document
    return workshop.environment.get_template(f"embed/show-{template}.html").render(
        publication=document.publication,
        text=document.texts[0],
        words=document.words.texts,
        written=document.words.date,
        has_address=is_set(document.publication.canonical_url),
        fallback=fallback(document),
        rank=RANK,
        **more,
    )


def _element(way: Way, workshop: Workshop, base: str) -> str:
    """It pins the text by its digest, and holds its disclaimers, for readers who do not get the text."""
    more = {"base": base, "data": _file(way.kit.data), "digest": digest(way.data), "script": _file(way.kit.script)}
    return _beside(way, workshop, "element", **more)


def _framed(way: Way, workshop: Workshop, base: str) -> str:
    publication = way.document.publication
    folder = f"{publication.canonical_url}embed/" if is_set(publication.canonical_url) else base
    shown = Markup(iframe(folder + _file(way.kit.frame), way.document.texts[0].title, "100%"))  # noqa: S704 - it is escaped
    return _beside(way, workshop, "frame", iframe=shown, base=base, script=_file(way.kit.script))


def _policy(codes: Sequence[Code], publication: Publication) -> Iterator[Line]:
    texts = [code.text for code in codes]
    styles = {digest(found[1].encode()) for text in texts if (found := STYLES.search(text))}
    site = "{0.scheme}://{0.netloc}".format(urlsplit(publication.canonical_url))
    theirs = f"'self' {site}" if is_set(publication.canonical_url) else "'self'"
    hashes = " ".join(f"'{one}'" for one in sorted(styles))
    yield Line("style-src", f"'self' {hashes}", "style")
    yield Line("img-src", "'self'", "image")
    yield Line("script-src", "'self'", "script")
    yield Line("connect-src", theirs, "connect")
    yield Line("frame-src", theirs, "frame")
    yield Line("require-trusted-types-for", "'script'", "trusted")
