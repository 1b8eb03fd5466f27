"""Where the templates print disclaimers and keep their styles, so that a mutant can be told in one line."""

import re
from pathlib import Path

from tests.mutants.bench import END, Patch, Patches

MACRO = "shared/disclaimer.html"
CHAPTERS = "shared/parts.html"
PAGES = {
    "page": "page/page.html",
    "plain-page": "page/page.html",
    "leaflet": "leaflet/leaflet.html",
    "plain-leaflet": "leaflet/leaflet.html",
    "ebook": "ebook/start.xhtml",
    "audio": "ebook/start.xhtml",
    "embed": "embed/embed.html",
    "embed-plain": "embed/embed.html",
    "text": "text/text.xhtml",
    "plain-text": "text/text.xhtml",
    "braille": "text/text.xhtml",
    "plain-braille": "text/text.xhtml",
    "large-print": "leaflet/leaflet.html",
    "plain-large-print": "leaflet/leaflet.html",
}
ENDS = {**PAGES, **dict.fromkeys(("ebook", "audio"), "ebook/text.xhtml")}
FOOTS = {**PAGES, **dict.fromkeys(("ebook", "audio"), "ebook/base.xhtml")}
STYLES = {
    "page": "page/page.css",
    "plain-page": "plain-page/plain.css",
    "leaflet": "leaflet/leaflet.css",
    "plain-leaflet": "plain-leaflet/plain.css",
    "ebook": "ebook/style.css",
    "embed": "embed/embed.css",
    "embed-plain": "embed/embed.css",
    "large-print": "large-print/large-print.css",
    "plain-large-print": "large-print/large-print.css",
}
FRONT, TAIL, FOOT, FALLBACK, CLAIM = "text.front", "document.end", "document.footer", "fallback", "claim"
TEMPLATES = Path(__file__).parents[2] / "templates"
PARAGRAPH, WORDS, _ = re.findall(
    r"^(<p.*>|\{%-.*-%\}|</p>)$", (TEMPLATES / MACRO).read_text(encoding="utf-8"), re.MULTILINE
)
ABOUT = '<h{{ rank + 1 }} class="heading">{{ words.about }}</h{{ rank + 1 }}>'  # in an embed
TEXT = "{{ notice.runs|map(attribute='text')|join }}"


def with_attribute(attribute: str) -> str:
    """The start of the paragraph that the macro prints, with an attribute more."""
    return f"{PARAGRAPH[:-1]} {attribute}>"


def printed(edition: str, place: str) -> tuple[str, str]:
    """The template that prints a place's notices in an edition, and the lines that do."""
    name = CHAPTERS if place == CLAIM else {TAIL: ENDS, FOOT: FOOTS}.get(place, PAGES)[edition]
    loop = rf"^\{{% for notice in {re.escape(place)}[^%]*%\}}\n.*\n\{{% endfor %\}}\n"
    lines = r"^\{\{ disclaimer\(part.*\n" if place == CLAIM else loop
    found = re.search(lines, (TEMPLATES / name).read_text(encoding="utf-8"), re.MULTILINE)
    assert found, f"{name} prints nothing {place}"
    return name, found[0]


def in_fallback() -> str:
    """What the embed's template prints below the notices beside the shadow root."""
    source = (TEMPLATES / PAGES["embed"]).read_text(encoding="utf-8")
    return source[source.rindex("{% endfor %}\n") + len("{% endfor %}\n") :]


def instead(place: str, new: str) -> Patches:
    """The place's notices printed in another way: "@" stands for the lines that print them."""

    def patches(edition: str) -> tuple[Patch, ...]:
        name, old = printed(edition, place)
        return ((name, old, new.replace("@", old)),)

    return patches


def moved(place: str, before: str) -> Patches:
    """The place's notices printed before a text of the same template instead."""

    def patches(edition: str) -> tuple[Patch, ...]:
        at, old = printed(edition, place)
        return (at, old, ""), (at, before, old + before)

    return patches


def at_foot(edition: str) -> tuple[Patch, ...]:
    """What stands in front printed in the footer instead."""
    at, old = printed(edition, FRONT)
    foot, lines = printed(edition, FOOT)
    return (at, old, ""), (foot, lines, old + lines)


def macro(old: str, new: str) -> Patches:
    """The one macro that prints disclaimers, changed."""
    return lambda edition: ((MACRO, old, new),)


def style(rules: str) -> Patches:
    """Rules added at the end of an edition's style sheet."""
    return lambda edition: ((STYLES[edition], END, "\n" + rules + "\n"),)


def both(*several: Patches) -> Patches:
    """Several changes at once."""
    return lambda edition: tuple(patch for patches in several for patch in patches(edition))


def patch(*patches: Patch) -> Patches:
    """The same change for every edition."""
    return lambda edition: patches


def of(place: str, part: str) -> Patches:
    """Only a part of the place's notices, as Jinja writes it: "[:1]" for the first."""

    def patches(edition: str) -> tuple[Patch, ...]:
        at, old = printed(edition, place)
        return ((at, old, old.replace(f" in {place}", f" in ({place}){part}")),)

    return patches


def after_first_section(edition: str) -> tuple[Patch, ...]:
    """What stands in front printed after the first section instead."""
    at, old = printed(edition, FRONT)
    source = (TEMPLATES / ENDS[edition]).read_text(encoding="utf-8")
    section = re.findall(r"^\{\{ chapter\(item.*\n", source, re.MULTILINE)[0]
    return (at, old, ""), (ENDS[edition], section, f"{section}{{% if loop.first %}}\n{old}{{% endif %}}\n")
