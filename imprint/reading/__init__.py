"""From files to the model: strict, safe against hostile authors, every problem at once with its file and line."""

from imprint.reading.catalogue import Common, Survey, names, read, read_common, read_one, survey
from imprint.reading.frames import frames
from imprint.reading.publication import REVIEWS
from imprint.reading.reviews import decisions
from imprint.reading.words import read_words

__all__ = [
    "REVIEWS",
    "Common",
    "Survey",
    "decisions",
    "frames",
    "names",
    "read",
    "read_common",
    "read_one",
    "read_words",
    "survey",
]
