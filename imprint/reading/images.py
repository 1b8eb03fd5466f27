"""Reads a picture's place in the text: address, alternative text, caption."""

import re
from pathlib import PurePosixPath

from imprint.pandoc import Node
from imprint.reading import unicode_rules
from imprint.reading.ast import NO_ATTR, plain_text, to_nodes
from imprint.reading.inlines import inlines, note_attr
from imprint.reading.margin import Margin
from imprint.reading.style import note_words

_FILE_NAME = re.compile(r"\S+\.(png|jpe?g|gif|svg|webp|tiff?|bmp)", re.IGNORECASE)


def image(node: Node, margin: Margin, line: int) -> Node:
    """The picture as the text shows it; notes what a reader who cannot see it would miss."""
    attr, words, (address, title) = node["c"]
    note_attr(attr, margin, line, "a picture")
    claims = len(margin.claims)
    alt = " ".join(plain_text(inlines(words, margin, line, 1)).split())
    if len(margin.claims) > claims:
        margin.note("P010", line, "a claim stands in an alternative text", "mark the claim where all readers see it")
    caption = typographic(unicode_rules.one_line(title))
    for flaw in unicode_rules.flaws(caption):
        if flaw.text not in margin.source:
            margin.note("P011", line, flaw.message, flaw.hint)
    note_words(caption, lambda _: line, margin)
    _note_alt(alt, caption, address, margin, line)
    margin.images.setdefault(address, margin.line(line))
    return {"t": "Image", "c": [NO_ATTR, to_nodes(alt, iter(())), [address, caption]]}


def _note_alt(alt: str, caption: str, address: str, margin: Margin, line: int) -> None:
    if not alt:
        margin.note("P012", line, "image has no alternative text", "describe it in the square brackets")
    elif alt.casefold() == caption.casefold():
        margin.note("F010", line, "the alternative text repeats the caption", "describe what the picture shows")
    elif _FILE_NAME.fullmatch(alt) or alt.casefold() == PurePosixPath(address).stem.casefold():
        margin.note("F011", line, f"the alternative text is a file name, “{alt}”", "describe what the picture shows")
    elif opening := next(
        (one for one in margin.phrases.picture_openings if alt.casefold().startswith(f"{one} ")), None
    ):
        message = f"the alternative text begins with “{alt[: len(opening)]}”, which screen readers say by themselves"
        margin.note("F012", line, message, "begin with what the picture shows")


def typographic(text: str) -> str:
    """Quotation marks and apostrophes as pandoc sets them in the text, for texts that pandoc does not read as such."""
    text = re.sub(r"(?<=\w)'(?=\w)|'(?=\d\ds?\b)", "’", text)
    text = re.sub(r'"([^"]*)"', r"“\1”", text)
    return re.sub(r"(?<!\w)'([^']*)'", r"‘\1’", text).replace("'", "’")
