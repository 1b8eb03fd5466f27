"""The plain embed: the plain text as a snippet that a partner pastes."""

from imprint.editions.embed import make
from imprint.model import Edition, Format, Level

EDITION = Edition("embed-plain", Format.EMBED, (Level.PLAIN,), "embed-plain.html", "text/html")

__all__ = ["EDITION", "make"]
