"""The plain leaflet: the plain text on one sheet, two sides."""

from imprint.editions.leaflet import make
from imprint.model import Edition, Format, Level

EDITION = Edition("plain-leaflet", Format.LEAFLET, (Level.PLAIN,), "plain-leaflet.pdf", "application/pdf", pages=2)

__all__ = ["EDITION", "make"]
