"""Divides a text into sections, each with its full text, its plain text, or one of them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from imprint.model import ByLevel, Prose, Section
from imprint.pandoc import Node
from imprint.reading import unicode_rules
from imprint.reading.ast import attributes, plain_text, unwrapped
from imprint.reading.blocks import prose
from imprint.reading.images import typographic
from imprint.reading.inlines import inlines, note_attr
from imprint.reading.leftovers import CURLY, curly
from imprint.reading.margin import Margin
from imprint.reading.style import note_words

PLAIN, FULL_ONLY = "plain", "full-only"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_COLONS = re.compile(r"\s*(:{3,})")
_HEADING = re.compile(r"#+[^\s#]|(#|###+)\s.*\{#")  # perhaps meant to begin a section
_BRACES = re.compile(r"\{([^{}.#=:]*)\}")
_END = re.compile(r"\s*(:{3,})\s*")
_RESERVED = re.compile(r"refs?(-.*)?|cite-.*")  # anchors of sources and citations


@dataclass
class _Part:
    """A ## heading and what stands under it."""

    line: int
    id: str
    headings: ByLevel
    has_plain_heading: bool
    full_only: bool
    full: list[tuple[Node, int]] = field(default_factory=list)
    plain: list[tuple[Node, int]] = field(default_factory=list)


@dataclass(frozen=True)
class _Read:
    part: _Part
    full: Prose | None
    plain: Prose | None


def sections(ast: Sequence[Node], margin: Margin) -> tuple[Section, ...]:
    """The sections in the order of the text; what is wrong is noted."""
    read = [_read(part, margin) for part in _parts(ast, margin)]
    if not read:
        margin.note("P018", 1, "there is no section", "begin the text with a heading: ## What it is {#what-it-is}")
    elif not any(item.full for item in read):
        margin.note("P025", 1, "no section has a full text", "write it under the headings, outside “::: plain”")
    has_plain = any(item.plain for item in read)
    taken: dict[str, int] = {}
    ends = [item.part.line for item in read[1:]] + [margin.source.count("\n") + 2]
    for item, end in zip(read, ends, strict=False):
        _note_id(item.part, taken, margin)
        is_torn = any(item.part.line <= line < end for line in margin.torn)
        _note_levels(item, margin, has_plain and not is_torn)
    where = margin.report.where
    return tuple(Section(i.part.id, i.part.headings, i.full, i.plain, where(margin.line(i.part.line))) for i in read)


def _parts(ast: Sequence[Node], margin: Margin) -> list[_Part]:
    """The headings of level 2, each with the blocks up to the next one."""
    parts: list[_Part] = []
    for node, line in unwrapped(ast, 1):
        if node["t"] == "Header" and node["c"][0] == 2:
            parts.append(_heading(node, margin, line))
        elif not parts:
            margin.note("P001", line, "there is text before the first section", "put a ## heading above it")
        elif node["t"] == "Div" and PLAIN in node["c"][0][1]:
            _add_plain(parts[-1], node, margin, line)
        else:
            if _HEADING.match(margin.written(line)):
                margin.torn.add(line)
            parts[-1].full.append((node, line))
    return parts


def _heading(node: Node, margin: Margin, line: int) -> _Part:
    _, attr, content = node["c"]
    written = dict(attributes(attr))
    bare = unicode_rules.one_line(written.pop("plain", ""))
    if bare.startswith(CURLY) and f"plain={bare[0]}" in margin.written(line):
        margin.note_left_over(line, curly(f"{{plain={bare}}}"))
    plain = typographic(bare)
    note_words(plain, lambda _: line, margin)
    for flaw in unicode_rules.flaws(plain):
        if flaw.text not in margin.source:
            margin.note("P011", line, flaw.message, flaw.hint)
    rest = [[key, value] for key, value in written.items()]
    note_attr(["", [name for name in attr[1] if name != FULL_ONLY], rest], margin, line, "a ## heading")
    words = inlines(content, margin, line, 1)
    text = " ".join(plain_text(words).split())
    if not text or any(word["t"] not in ("Str", "Space", "SoftBreak", "Quoted") for word in words):
        margin.note("P024", line, "a ## heading is empty or holds mark-up", "write it in plain words")
    if braces := _BRACES.search(text):
        margin.torn.add(line)
        hint = f"write {{#{_slug(braces[1]) or 'name'}}} to name the section, or take the braces out"
        margin.note("P024", line, f"“{braces[0]}” would be printed in the heading", hint)
    headings = ByLevel(text, plain or text)
    return _Part(line, attr[0] or _slug(text), headings, bool(plain), FULL_ONLY in attr[1])


def _add_plain(part: _Part, node: Node, margin: Margin, line: int) -> None:
    """Adds a plain text to its section; notes a second one, and one that swallowed the next heading."""
    attr, content = node["c"]
    note_attr([attr[0], [name for name in attr[1] if name != PLAIN], attr[2]], margin, line, "“::: plain”")
    _note_uneven(margin, line)
    if attr[1] != [PLAIN]:
        margin.torn.add(line)
    if part.plain and not any(part.line < torn < line for torn in margin.torn):
        margin.note("P015", line, "the section has a second “::: plain”", "put both into one")
    blocks = list(unwrapped(content, line))
    for inside, at in blocks:
        if inside["t"] == "Header" and inside["c"][0] == 2:
            margin.torn.add(line)
            margin.swallowed = margin.swallowed or at
            margin.note(
                "P014", at, "a ## heading stands inside “::: plain”", "end the plain text with a line “:::” above it"
            )
    part.plain += [(inside, at) for inside, at in blocks if inside["t"] != "Header" or inside["c"][0] != 2]


def _note_uneven(margin: Margin, line: int) -> None:
    """Notes a plain text that begins with more colons than its end has: pandoc reads on, and another line is blamed."""
    opening, *rest = margin.source.split("\n")[line - 1 :]
    began = _COLONS.match(opening)
    for further, ended in enumerate(map(_END.fullmatch, rest), line + 1):
        if began and ended:
            if len(ended[1]) < len(began[1]):
                margin.torn.add(line)
                message = f"“{opening.strip()}” has more colons than its end in line {margin.line(further)}"
                margin.note("P014", line, message, "write “::: plain” and “:::”, with three each")
            return


def _slug(heading: str) -> str:
    """An id made of a heading; the letters that have no plain form are left out."""
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))


def _read(part: _Part, margin: Margin) -> _Read:
    return _Read(part, prose(part.full, margin), prose(part.plain, margin))


def _note_id(part: _Part, taken: dict[str, int], margin: Margin) -> None:
    if not part.headings.full and not part.id:
        return  # noted already: the heading is empty
    if not _SLUG.fullmatch(part.id) or _RESERVED.fullmatch(part.id):
        margin.note("P021", part.line, f"“{part.id}” cannot be the id of a section", "write for example {#what-it-is}")
    elif part.id in taken:
        message = f"the id “{part.id}” is taken by the section in line {margin.line(taken[part.id])}"
        margin.note("P003", part.line, message, "give each section its own: {#another-id}")
    taken.setdefault(part.id, part.line)


def _note_levels(item: _Read, margin: Margin, needs_plain: bool) -> None:
    """Notes a section that lacks a text, or says two things about having one."""
    line, name = item.part.line, f"the section “{item.part.id}”" if item.part.id else "the section"
    if not item.full and not item.plain:
        margin.note("P017", line, f"{name} is empty", "write its text, or take the heading out")
    elif item.part.full_only and (item.plain or item.part.has_plain_heading):
        margin.note(
            "P023", line, f"{name} is marked .full-only, but has a plain text or heading", "take one of them out"
        )
    elif needs_plain and not item.plain and not item.part.full_only:
        margin.note(
            "P016",
            line,
            f"{name} has no plain text",
            "write one between “::: plain” and “:::”, or mark the heading {.full-only}",
        )
