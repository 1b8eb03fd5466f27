"""Model to the document an edition prints, and its prose to clean HTML."""

from imprint.composing.body import Body, Source, Style, figures_used, write
from imprint.composing.compose import compose
from imprint.composing.document import Chapter, Document, Notice, Passage, Text
from imprint.composing.narrowing import narrowed, standing_since
from imprint.composing.standing_in import standing_in

__all__ = [
    "Body",
    "Chapter",
    "Document",
    "Notice",
    "Passage",
    "Source",
    "Style",
    "Text",
    "compose",
    "figures_used",
    "narrowed",
    "standing_in",
    "standing_since",
    "write",
]
