"""The notice that stands in for an edition that must not be used any more: what is left of its publication."""

from dataclasses import replace
from datetime import date

from imprint.model import ByLevel, Disclaimer, Edition, Format, Place, Publication, Status

REPLACED = {  # pages, embeds, text and braille of an overdue publication carry its notice in front of their text
    Status.OVERDUE: (Format.LEAFLET, Format.EBOOK, Format.AUDIO),
    Status.WITHDRAWN: tuple(Format),
}
KEPT = (Place.FOOTER, Place.EMBED)  # where a disclaimer of the notice may stand once more


def standing_in(publication: Publication, edition: Edition, as_of: date) -> tuple[Publication, Edition]:
    """Both as they are, or of an edition that is replaced: a title and the disclaimers of the place `notice`."""
    if edition.format not in REPLACED.get(publication.status(as_of), ()):
        return publication, edition
    left = replace(
        publication,
        main_message=ByLevel("", ""),
        sections=(),
        plain_order=(),
        figures=(),
        references=(),
        glossary=(),
        disclaimers=tuple(_moved(one) for one in publication.disclaimers if Place.NOTICE in one.places),
    )
    pages = 1 if edition.format is Format.LEAFLET else None
    return left, replace(edition, levels=edition.levels[:1], pages=pages)


def _moved(one: Disclaimer) -> Disclaimer:
    """To the front, but for what says in an embed alone whose it is: that stays at its foot."""
    front = () if Place.EMBED in one.places and Place.FRONT not in one.places else (Place.FRONT,)
    return replace(one, places=(*front, *(place for place in KEPT if place in one.places)))
