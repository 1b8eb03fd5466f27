"""The plain text: the plain-language text without any mark-up, for e-mail and assistive tools."""

from imprint.editions.text import make
from imprint.model import Edition, Format, Level

EDITION = Edition("plain-text", Format.TEXT, (Level.PLAIN,), "plain-leaflet.txt", "text/plain")

__all__ = ["EDITION", "make"]
