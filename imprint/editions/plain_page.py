"""The plain page: the plain text on the web, in larger type and shorter lines."""

from imprint.editions.page import make
from imprint.model import Edition, Format, Level

EDITION = Edition("plain-page", Format.PAGE, (Level.PLAIN,), "plain.html", "text/html")

__all__ = ["EDITION", "make"]
