"""From files to the model: strict, safe against hostile authors, every problem at once with its file and line."""

from imprint.reading.catalogue import read
from imprint.reading.words import read_words

__all__ = ["read", "read_words"]
