"""The plain leaflet: the plain text on one sheet, two sides."""

from imprint.editions.leaflet import make
from imprint.model import Edition, Format, Level

EDITION = Edition("plain-leaflet", Format.LEAFLET, (Level.PLAIN,), "plain-leaflet.pdf", "application/pdf")

__all__ = ["EDITION", "make"]
