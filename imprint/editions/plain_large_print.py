"""The plain large-print leaflet: the plain text set in 18 point, in one column."""

from imprint.editions.leaflet import make
from imprint.model import Edition, Format, Level

EDITION = Edition(
    "plain-large-print", Format.LEAFLET, (Level.PLAIN,), "plain-large-print.pdf", "application/pdf", smallest_type=16.0
)

__all__ = ["EDITION", "make"]
