"""The large-print leaflet: the full text set in 18 point for readers with poor sight, in one column."""

from imprint.editions.leaflet import make
from imprint.model import Edition, Format, Level

EDITION = Edition(
    "large-print", Format.LEAFLET, (Level.FULL,), "large-print.pdf", "application/pdf", smallest_type=16.0
)

__all__ = ["EDITION", "make"]
