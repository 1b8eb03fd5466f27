"""The plain braille: the plain-language text in contracted braille, for an embosser or a braille display."""

from imprint.editions.braille import make
from imprint.model import Edition, Format, Level
from imprint.typesetting.braille import LIBLOUIS

EDITION = Edition(
    "plain-braille", Format.BRAILLE, (Level.PLAIN,), "plain-leaflet.brf", "application/x-brf", tools=(LIBLOUIS,)
)

__all__ = ["EDITION", "make"]
