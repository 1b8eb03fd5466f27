"""Which inline elements a text may hold: words, emphasis, links, claims, citations; everything else is noted."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from imprint.model import Claim, ClaimKind
from imprint.pandoc import Node
from imprint.reading import slips, unicode_rules
from imprint.reading.addresses import EMAIL, HTTPS, PHONE
from imprint.reading.ast import NO_ATTR, OTHER, Attr, attributes, plain_text, unwrapped
from imprint.reading.citations import with_citations
from imprint.reading.leftovers import CURLY, curly, footnote, left_over, left_overs
from imprint.reading.margin import Margin
from imprint.reading.style import note_link, note_words
from imprint.reading.suggest import nearest, suggest

_LINK = re.compile(rf"{HTTPS}|mailto:{EMAIL}|tel:{PHONE}")
_SHOWN_NUMBER = re.compile(r"\+?\d[\d ()-]{1,20}\d")
_UNCLOSED = re.compile(r"\[[^\[\]]*\Z")
_WORDS = {"Str": "", "Space": " ", "SoftBreak": "\n"}
_CLAIM_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CLASSES = ("claim", "plain", "full-only", "decorative")
_NO_CLASS = (
    "take it out: there are only [words]{.claim kind=…}, {.full-only} behind a ## heading, {.decorative} behind "
    "a picture, and “::: plain”"
)


@dataclass
class _Run:
    """Inlines as one string, other nodes than words kept aside, and where each line begins."""

    text: str = ""
    others: list[Node] = field(default_factory=list)
    starts: list[tuple[int, int]] = field(default_factory=list)

    def add(self, text: str, line: int) -> None:
        self.starts.append((len(self.text), line))
        self.text += text

    def line(self, place: int) -> int:
        return self.starts[max(bisect_right(self.starts, (place, 1 << 30)) - 1, 0)][1]


def inlines(nodes: Iterable[Node], margin: Margin, line: int, depth: int) -> list[Node]:
    """The allowed inlines, words joined and cleaned, citations made; what is not allowed is noted and left out."""
    run = _Run()
    if margin.is_too_deep(depth, line):
        return []
    for node, at in unwrapped(nodes, line):
        if node["t"] in _WORDS:
            run.add(node.get("c") or _WORDS[node["t"]], at)
        elif (kept := _inline(node, margin, at, depth)) is not None:
            run.add(OTHER, at)
            run.others.append(kept)
    if not run.text:
        return []
    _note_text(run, margin)
    note = lambda code, place, *rest: margin.note(code, run.line(place), *rest)  # noqa: E731
    others = iter(run.others)
    result = with_citations(unicode_rules.clean(run.text), others, margin.references, margin.cited, note)
    assert next(others, None) is None, "an element of the text got lost"
    return result


def _note_text(run: _Run, margin: Margin) -> None:
    """Notes hidden characters that were written as entities, and mark-up that nobody understood."""
    for flaw in unicode_rules.flaws(run.text.replace(OTHER, " ")):
        if flaw.text not in margin.source:
            margin.note("P011", run.line(0), flaw.message, flaw.hint)
    for left in left_overs(run.text):
        margin.note_left_over(run.line(left.place), left)
    _note_slips(run, margin)
    note_words(run.text, run.line, margin)
    if found := _UNCLOSED.search(run.text):
        margin.unclosed = left_over(
            found[0].split(OTHER)[0], run.line(found.start()), "begin and end a claim within one paragraph"
        )


def _note_slips(run: _Run, margin: Margin) -> None:
    """Notes half an emphasis, unless a backslash in one of the lines says that it is meant, and keys without an @."""
    written = "".join(margin.written(line) for line in {line for _, line in run.starts})
    for left in slips.emphasis(run.text, "\\*" in written or "\\_" in written):
        margin.note_left_over(run.line(left.place), left)
    for key, left in slips.keys(run.text, margin.references.lines):
        margin.note_left_over(run.line(left.place), left)
        margin.cited.add(key)  # that is what was meant; that nothing cites it would be no news


def _inline(node: Node, margin: Margin, line: int, depth: int) -> Node | None:
    """The node with what stands inside it, or None after noting why it is not allowed."""
    read = _INLINES.get(node["t"])
    if read is None:
        note_refused(node, margin, line)
        return None
    return read(node, margin, line, depth + 1)


def _emphasis(node: Node, margin: Margin, line: int, depth: int) -> Node:
    return {"t": node["t"], "c": inlines(node["c"], margin, line, depth)}


def _quoted(node: Node, margin: Margin, line: int, depth: int) -> Node:
    return {"t": "Quoted", "c": [node["c"][0], inlines(node["c"][1], margin, line, depth)]}


def _line_break(_node: Node, _margin: Margin, _line: int, _depth: int) -> Node:
    return {"t": "LineBreak"}


def _link(node: Node, margin: Margin, line: int, depth: int) -> Node | None:
    attr, content, (url, title) = node["c"]
    if (sign := plain_text(content)).startswith("^"):
        margin.note("P005", line, *footnote(f"[{sign}]"))
        return None
    if attr[1] in (["uri"], ["email"]):  # <https://…>: pandoc's own class
        attr = [attr[0], [], attr[2]]
    note_attr(attr, margin, line, "a link")
    if not _LINK.fullmatch(url):
        margin.note("P008", line, f"the link leads to “{url[:80]}”", "use a full address: https://…, mailto:… or tel:…")
    if title:
        margin.note(
            "P007", line, f"the link has a title, “{title}”", "write it into the text: phones do not show titles"
        )
    words = inlines(content, margin, line, depth)
    if not plain_text(words).strip():
        margin.note("P022", line, "a link has no words", "write into the square brackets where it leads")
    note_link(words, margin, line)
    _note_call(url, plain_text(words), margin, line)
    return {"t": "Link", "c": [NO_ATTR, words, [url, ""]]} if _LINK.fullmatch(url) else None


def _note_call(url: str, shown: str, margin: Margin, line: int) -> None:
    """Notes a link that calls another number than its words show; a country's own 0 may stand for its code."""
    called = re.sub(r"\D", "", url)
    for number in _SHOWN_NUMBER.findall(shown) if url.startswith("tel:") else ():
        digits = re.sub(r"\D", "", number).lstrip("0")
        if not called.endswith(digits):
            message = f"the link shows the number {number.strip()}, and calls {url.removeprefix('tel:')}"
            margin.note("P035", line, message, "write the same number in both places")


def _span(node: Node, margin: Margin, line: int, depth: int) -> Node | None:
    """A claim; other text with braces behind it is noted and left out."""
    attr, content = node["c"]
    written = dict(attributes(attr))
    kind, name = written.pop("kind", None), written.pop("id", "") or attr[0]
    is_claim = "claim" in attr[1]
    classes = [one for one in attr[1] if one != "claim"]
    rest = ["" if is_claim else attr[0], classes, [[key, value] for key, value in written.items()]]
    if not is_claim:
        note_attr(rest, margin, line, "a piece of text")
        if not (rest[0] or rest[1] or rest[2]):
            margin.note("P010", line, "text with braces behind it is no claim", "write {.claim kind=…}, or no braces")
        inlines(content, margin, line, depth)
        return None
    note_attr(rest, margin, line, "a claim")
    if kind not in list(ClaimKind):
        _note_kind(kind or "", margin, line)
        kind = ClaimKind.RISK
    if margin.in_claim:
        margin.note("P010", line, "a claim stands inside a claim", "end the first one before the second begins")
    return _claim(ClaimKind(kind), name, content, margin, line, depth)


def _note_kind(kind: str, margin: Margin, line: int) -> None:
    """Notes a kind of claim that is none, or none with curly quotation marks around it."""
    if kind.startswith(CURLY):
        margin.note_left_over(line, curly(f"{{.claim kind={kind}}}"))
        return
    margin.note(
        "P010", line, f"“{kind}” is not a kind of claim" if kind else "a claim has no kind", suggest(kind, ClaimKind)
    )


def _claim(kind: ClaimKind, name: str, content: list[Node], margin: Margin, line: int, depth: int) -> Node:
    outside, margin.in_claim = margin.in_claim, True
    words = inlines(content, margin, line, depth)
    margin.in_claim = outside
    text = " ".join(plain_text(words).split())
    if not text:
        margin.note("P010", line, "a claim has no words", "write [the words]{.claim kind=…} without a space between")
    elif not any(map(str.isalnum, text)):
        _note_no_words(text, margin, line)
    _note_claim_id(name, margin, line)
    margin.claims.append(Claim(kind, text, margin.block, margin.line(line), name))
    return {"t": "Span", "c": [["", ["claim"], [["kind", str(kind)]]], words]}


def _note_claim_id(name: str, margin: Margin, line: int) -> None:
    """Notes an id that cannot be one, or that another claim of this prose has."""
    if name and not _CLAIM_ID.fullmatch(name):
        margin.note("P010", line, f"“{name}” cannot be the id of a claim", "write small letters and digits: id=c4")
    elif name and name in {claim.id for claim in margin.claims}:
        hint = "give each claim of a section and level an id of its own"
        margin.note("P010", line, f"the claim id “{name}” is taken in this text", hint)


def _note_no_words(text: str, margin: Margin, line: int) -> None:
    """Notes a claim that is but a sign: what stood before the braces ended in another paragraph, or has no brackets."""
    hint = "write [the words]{.claim kind=…}, begun and ended within one paragraph"
    margin.note("P010", line, f"the claim is only “{text}”, without a word", hint)
    if "]" in text and margin.unclosed:
        margin.note_left_over(margin.unclosed.place, margin.unclosed)


def note_attr(attr: Attr, margin: Margin, line: int, what: str) -> None:
    """Notes every id, class and attribute that an author gave to something that takes none."""
    if attr[0]:
        hint = "take it out: only ## headings have ids"
        if "heading with #" in what:
            hint = "write two ## if a section begins here, or take it out: only ## headings have ids"
        margin.note("P007", line, f"{what} has the id “{attr[0]}”", hint)
    for name in attr[1]:
        near = nearest(str(name), _CLASSES)
        hint = f"did you mean “{near}”?" if near else _NO_CLASS
        margin.note("P006", line, f"{what} has the class “{name}”", hint)
    for key, value in attributes(attr):
        hint = "take it out: nothing but “kind” of a claim and “plain” of a heading is known"
        margin.note("P007", line, f"{what} has the attribute “{f'{key}={value}'[:60]}”", hint)


_REFUSED = {
    "Code": ("text in ` signs", "write it as text, or in *…* to stress it"),
    "CodeBlock": ("a block of program code", "take the lines with ``` or ~~~ away, and write it as text"),
    "HorizontalRule": ("a line across the page", "take it out: headings divide the text"),
    "RawInline": ("HTML", "write it in Markdown, or leave it out"),
    "RawBlock": ("HTML", "write it in Markdown, or leave it out"),
    "Image": ("a picture inside a line or another thing", "put it on a line of its own, with empty lines around it"),
}
_FENCED = re.compile(r"[\s>*+.)\d-]*(```|~~~)")
_INDENTED = (
    "a line that begins with a tab or four spaces, so that Markdown takes it for program code",
    "take the tab or the spaces at the start of the line away; below “- ”, two spaces are enough",
)
_CODES = {"RawInline": "P004", "RawBlock": "P004", "Image": "F009"}


def note_refused(node: Node, margin: Margin, line: int) -> None:
    """Notes an element that no text may hold, and its attributes."""
    kind = node["t"]
    what, hint = _REFUSED.get(kind, (f"something that is not printed here ({kind})", "write it as plain text"))
    if kind == "CodeBlock" and not _FENCED.match(margin.written(line)):
        what, hint = _INDENTED
    shown = f": “{str(node['c'][1]).strip()[:40]}”" if kind.startswith(("Raw", "Code")) else ""
    margin.note(_CODES.get(kind, "P005"), line, f"there is {what}{shown}", hint)
    if kind in ("Code", "CodeBlock"):
        note_attr(node["c"][0], margin, line, what)


_INLINES: Mapping[str, Callable[[Node, Margin, int, int], Node | None]] = {
    "Emph": _emphasis,
    "Strong": _emphasis,
    "Quoted": _quoted,
    "LineBreak": _line_break,
    "Link": _link,
    "Span": _span,
}
