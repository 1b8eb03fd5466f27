"""What a publication is, in words that programs know: schema.org's for search engines, oEmbed's for editors of pages.

Nothing is said that the metadata does not hold.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from imprint.composing import Document, figures_used
from imprint.editions.snippets import fallback
from imprint.model import Edition, Format, Level, Person, Publication, Status, is_set

WIDTH, HEIGHT = 740, 1200  # CSS px: as wide as the embed becomes, and as high as a screen shows without a script
CACHE = 86_400  # seconds
DOWNLOADS = (Format.LEAFLET, Format.EBOOK, Format.TEXT, Format.BRAILLE, Format.AUDIO)
STANDING = {
    Status.DRAFT: "Draft",
    Status.CURRENT: "Published",
    Status.OVERDUE: "Obsolete",
    Status.WITHDRAWN: "Obsolete",
}


def linked_data(document: Document, editions: Sequence[Edition]) -> Markup:
    """The JSON-LD of a page, fit to stand in its script element, which no browser runs."""
    plain = {name: value for name, value in _page(document, editions) if value}
    told = json.dumps({"@context": "https://schema.org", **plain}, ensure_ascii=False, indent=1)
    return Markup(told.replace("<", "\\u003c"))  # noqa: S704 - no "<" is left that could end the element


def _page(document: Document, editions: Sequence[Edition]) -> Iterator[tuple[str, Any]]:
    publication, text, dates = document.publication, document.texts[0], document.publication.dates
    yield "@type", ["MedicalWebPage", "Article"]
    yield "url", _address(publication, "" if text.level is Level.FULL else document.edition.filename)
    yield "headline", text.title
    yield "description", text.main_message
    yield "inLanguage", publication.language
    yield "version", publication.version
    yield "creativeWorkStatus", STANDING.get(document.status)
    days = {
        "datePublished": dates.published,
        "dateModified": dates.updated,
        "lastReviewed": dates.last_reviewed,
    }
    yield from ((name, day.isoformat()) for name, day in days.items() if day)
    yield "author", [_person(one) for one in publication.authors]
    yield "reviewedBy", [_person(one) for one in publication.reviewers]
    yield "publisher", _publisher(publication)
    yield "medicalAudience", {"@type": "MedicalAudience", "audienceType": publication.audience}
    yield "about", [{"@type": "MedicalCondition", "name": name} for name in publication.conditions]
    yield "license", _licence(publication)
    yield "accessMode", ["textual", *(["visual"] if figures_used(document) else [])]
    yield "accessModeSufficient", "textual"
    yield (
        "hasPart",
        [{"@type": "WebPageElement", "name": notice.id, "text": notice.text} for notice in fallback(document)],
    )
    yield "encoding", list(_encodings(document, editions))


def _person(one: Person) -> Mapping[str, str]:
    return {"@type": "Person", "name": one.name, **({"description": one.role} if one.role else {})}


def _publisher(publication: Publication) -> Mapping[str, str] | None:
    one = publication.publisher
    told = {"name": one.name, "email": one.email, "telephone": one.phone}
    return {"@type": "Organization", **{key: value for key, value in told.items() if value}} if one.name else None


def _licence(publication: Publication) -> str | Mapping[str, str] | None:
    one = publication.licence
    return (one.url or {"@type": "CreativeWork", "name": one.name}) if one else None


def _encodings(document: Document, editions: Sequence[Edition]) -> Iterator[Mapping[str, str]]:
    """The files to save of the same level; without an address nobody could find them."""
    for one in editions:
        address = _address(document.publication, one.filename)
        if address and one.format in DOWNLOADS and one.level is document.texts[0].level:
            yield {"@type": "MediaObject", "encodingFormat": one.media_type, "contentUrl": address}


def _address(publication: Publication, name: str) -> str | None:
    return publication.canonical_url + name if is_set(publication.canonical_url) else None


def card(document: Document, mount: str) -> bytes:
    """What oEmbed asks for (oembed.com, type "rich"): how to show the text in another page."""
    publication, publisher = document.publication, document.publication.publisher
    assert document.edition.kit is not None
    title = document.texts[0].title
    frame = document.edition.kit.frame
    address = _address(publication, frame) or mount + frame.rpartition("/")[2]
    told = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": publisher.name,
        "provider_url": publisher.base_url if is_set(publisher.base_url) else None,
        "cache_age": CACHE,
        "html": iframe(address, title),
        "width": WIDTH,
        "height": HEIGHT,
    }
    known = {name: value for name, value in told.items() if value is not None}
    return (json.dumps(known, ensure_ascii=False, indent=1) + "\n").encode()


def iframe(address: str, title: str, width: object = WIDTH) -> str:
    """The mark-up that shows the frame."""
    return Markup('<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"></iframe>').format(
        address, title, width, HEIGHT
    )
