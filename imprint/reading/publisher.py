"""Reads who publishes (``publisher.yaml``)."""

from typing import Annotated

from imprint.errors import Where
from imprint.model import Colours, Publisher
from imprint.reading.addresses import Contact, Email, Folder, LocalPath, Origin, Phone
from imprint.reading.report import Report
from imprint.reading.schema import Many, Maybe, Shape, fit, matching
from imprint.reading.yaml_loader import Tree

Colour = Annotated[
    str, matching("Y028", "#[0-9a-fA-F]{6}", "a colour", "write # and six digits or letters a to f, in quotes")
]
CONTRAST = (  # WCAG 2.2 success criteria 1.4.6 and 1.4.11
    ("primary", "#ffffff", 7.0, "darker", "white text is set on it, and links have it"),
    ("primary", "tint", 7.0, "darker", "links in the boxes have it"),
    ("accent", "#ffffff", 3.0, "darker", "it marks things on white"),
    ("tint", "#000000", 12.0, "lighter", "black text is set on it"),
)


class ColoursEntry(Shape):
    """The publisher's colours as written."""

    primary: Colour
    accent: Colour
    tint: Colour


class PublisherEntry(Shape):
    """``publisher.yaml`` as written."""

    name: Maybe[str] = None
    base_url: Folder
    email: Maybe[Email] = None
    phone: Maybe[Phone] = None
    feedback: Maybe[Contact] = None
    formats_contact: Maybe[Contact] = None
    embed_path: LocalPath
    partner_terms: Maybe[str] = None
    partner_origins: Many[Origin] = ()
    colours: ColoursEntry


def publisher(tree: Tree, report: Report) -> Publisher | None:
    """The publisher, or None after noting what is wrong."""
    entry = fit(PublisherEntry, tree, report)
    if entry is None:
        return None
    colours = Colours(**entry.colours.model_dump())
    for name, ground, least, how, why in CONTRAST:
        ratio = contrast(getattr(colours, name), getattr(colours, ground, ground))
        if ratio < least:
            message = f"the contrast of “{name}” is {ratio:.1f}:1, less than {least:g}:1 against {ground}"
            report.add("Y029", tree.line(("colours", name)), message, f"choose a {how} colour: {why}")
    lines = tuple((str(way[0]), line) for way, line in tree.lines.items() if len(way) == 1)
    return Publisher(**entry.model_dump(exclude={"colours"}), colours=colours, where=report.where(), lines=lines)


def nobody(where: Where) -> Publisher:
    """The publisher of a source whose own cannot be read: nothing is set, nothing is published."""
    colours = Colours("#000000", "#000000", "#ffffff")
    return Publisher(None, "https://example.org/", None, None, None, None, "/imprint/", colours, where)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21, by WCAG 2.2's relative luminance."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
