"""Reads a picture's place in the text: address, alternative text, caption."""

import re
from pathlib import PurePosixPath

from imprint.pandoc import Node
from imprint.reading import unicode_rules
from imprint.reading.ast import NO_ATTR, plain_text, to_nodes
from imprint.reading.inlines import inlines, note_attr
from imprint.reading.margin import Margin
from imprint.reading.style import note_words

ORNAMENT = "decorative"
_FILE_NAME = re.compile(r"\S+\.(png|jpe?g|gif|svg|webp|tiff?|bmp)", re.IGNORECASE)


def image(node: Node, margin: Margin, line: int) -> Node:
    """The picture as the text shows it; notes what a reader who cannot see it would miss."""
    attr, words, (address, title) = node["c"]
    is_ornament = ORNAMENT in attr[1]
    note_attr([attr[0], [name for name in attr[1] if name != ORNAMENT], attr[2]], margin, line, "a picture")
    claims = len(margin.claims)
    alt = " ".join(plain_text(inlines(words, margin, line, 1)).split())
    if len(margin.claims) > claims:
        margin.note("P010", line, "a claim stands in an alternative text", "mark the claim where all readers see it")
    caption = typographic(unicode_rules.one_line(title))
    for flaw in unicode_rules.flaws(caption):
        if flaw.text not in margin.source:
            margin.note("P011", line, flaw.message, flaw.hint)
    note_words(caption, lambda _: line, margin)
    margin.images.setdefault(address, margin.line(line))
    if is_ornament:
        _note_ornament(alt or caption, margin, line)
        return {"t": "Image", "c": [["", [ORNAMENT], []], [], [address, ""]]}
    _note_alt(alt, caption, address, margin, line)
    return {"t": "Image", "c": [NO_ATTR, to_nodes(alt, iter(())), [address, caption]]}


def _note_ornament(words: str, margin: Margin, line: int) -> None:
    """Notes words of a picture that says nothing: screen readers pass it over, and would pass them over too."""
    if words:
        message = f"the picture only decorates, and has the words “{words[:60]}”"
        margin.note("F014", line, message, "take the words out, or {.decorative} if the picture says something")


def _note_alt(alt: str, caption: str, address: str, margin: Margin, line: int) -> None:
    if not alt:
        hint = "describe it in the square brackets, or write {.decorative} behind it if it says nothing"
        margin.note("P012", line, "image has no alternative text", hint)
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
