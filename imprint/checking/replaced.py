"""Which editions a notice must stand in for, and what is to be proven of it; shares no code with what makes it."""

from dataclasses import replace
from datetime import date

from imprint.model import ByLevel, Disclaimer, Edition, Format, Place, Publication, Status

STAYS_ON_SCREEN = {Format.PAGE, Format.EMBED, Format.TEXT, Format.BRAILLE}  # when the review is overdue


def is_replaced(publication: Publication, edition: Edition, as_of: date) -> bool:
    """True of every edition of what is withdrawn, and of what is overdue where it is handed on as a file of its own."""
    match publication.status(as_of):
        case Status.WITHDRAWN:
            return True
        case Status.OVERDUE:
            return edition.format not in STAYS_ON_SCREEN
        case _:
            return False


def as_replaced(publication: Publication, edition: Edition) -> tuple[Publication, Edition]:
    """All that a notice may say of a publication, in one level, and on one sheet side where it is paper."""
    told = [_of_notice(one) for one in publication.disclaimers if Place.NOTICE in one.places]
    sheet = edition.format is Format.LEAFLET
    silent = replace(publication, main_message=ByLevel("", ""), sections=(), plain_order=(), disclaimers=tuple(told))
    bare = replace(silent, figures=(), references=(), glossary=())
    return bare, replace(edition, levels=(edition.level,), pages=1 if sheet else edition.pages)


def _of_notice(one: Disclaimer) -> Disclaimer:
    """A disclaimer where a notice must carry it: in front, and again at the foot if it has one; or at an embed's."""
    places = [place for place in one.places if place in (Place.FRONT, Place.FOOTER, Place.EMBED)]
    at_foot_alone = Place.EMBED in places and Place.FRONT not in places
    return replace(one, places=tuple(places if at_foot_alone else dict.fromkeys((Place.FRONT, *places))))
