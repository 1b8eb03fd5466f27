"""What a text becomes: the allowed AST, its claims, its citations; and what hostile texts do not become."""

import json
import random
import time
from collections.abc import Callable

import pytest

from imprint import pandoc
from imprint.errors import Exit, ImprintError
from imprint.model import Claim, ClaimKind, Prose, Section
from imprint.reading.ast import plain_text
from imprint.reading.references import References
from imprint.reading.report import Report
from imprint.reading.text import Text, text

KNOWN = References({"one-2019": 1, "two_b.2020": 2})


def read_text(source: str) -> tuple[Text | None, list[str]]:
    report = Report("source/a/publication.md")
    return text(source, 0, KNOWN, report), [finding.code for finding in report.findings]


def full(source: str) -> Prose:
    read, codes = read_text(f"## Heading {{#id}}\n\n{source}\n")
    assert codes == []
    assert read is not None
    (section,) = read.sections
    assert section.full is not None
    return section.full


def html(source: str) -> str:
    return pandoc.ast_to_html(json.loads(full(source).blocks))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("One *two* **three**.", "<p>One <em>two</em> <strong>three</strong>.</p>"),
        ("\"It's\" -- 1990's...", "<p>“It’s” – 1990’s…</p>"),
        ("A line\\\nbroken", "<p>A line<br />\nbroken</p>"),
        ("[Us](https://example.org/a?b=c#d)", '<p><a href="https://example.org/a?b=c#d">Us</a></p>'),
        ("<information@example.org>", '<p><a href="mailto:information@example.org">information@example.org</a></p>'),
        ("[Call](tel:+442000000000)", '<p><a href="tel:+442000000000">Call</a></p>'),
        ("### Smaller", "<h3>Smaller</h3>"),
        ("> Said", "<blockquote>\n<p>Said</p>\n</blockquote>"),
        ("- one\n  - two", "<ul>\n<li>one\n<ul>\n<li>two</li>\n</ul></li>\n</ul>"),
        ("3. three\n4. four", '<ol start="3" type="1">\n<li>three</li>\n<li>four</li>\n</ol>'),
        ("Term\n: Meaning", "<dl>\n<dt>Term</dt>\n<dd>\nMeaning\n</dd>\n</dl>"),
        ("Braces {like these} and {{ these }} stay.", "<p>Braces {like these} and {{ these }} stay.</p>"),
        ("5 &lt; 6 &amp; &copy;", "<p>5 &lt; 6 &amp; ©</p>"),
        ("Line one\u00a0\u2003and\ttwo of 5\u00a0mg", "<p>Line one and two of 5\u00a0mg</p>"),
    ],
)
def test_what_is_allowed_comes_through(source: str, expected: str) -> None:
    assert html(source).strip() == expected


def test_a_table_comes_through_with_its_alignment() -> None:
    table = html("| a | b |\n|:--|--:|\n| 1 | [x](https://example.org/) |")
    assert table.count("<td") == 2
    assert '<td style="text-align: right;"><a href="https://example.org/">x</a></td>' in table


def test_no_trace_of_the_positions_is_left() -> None:
    blocks = full("A *b* [c]{.claim kind=risk}\n\n- d\n\n| e |\n|---|\n| f |").blocks
    assert "data-pos" not in blocks
    assert "wrapper" not in blocks


def test_the_same_text_gives_the_same_bytes() -> None:
    source = "A [b]{.claim kind=risk} [@one-2019].\n\n- c"
    assert full(source).blocks == full(source).blocks


def test_words_that_positions_tore_apart_are_joined() -> None:
    assert json.loads(full("stem-cell, 3.5").blocks)[0]["c"] == [
        {"c": "stem-cell,", "t": "Str"},
        {"t": "Space"},
        {"c": "3.5", "t": "Str"},
    ]


def test_claims_know_their_kind_words_block_and_line() -> None:
    prose = full(
        "First.\n\n- It [often\n  *helps*]{.claim kind=benefit} [@one-2019].\n\n[It “hurts”]{.claim kind=risk}"
    )
    assert prose.claims == (
        Claim(ClaimKind.BENEFIT, "often helps", 1, 5),
        Claim(ClaimKind.RISK, "It “hurts”", 2, 8),
    )
    assert prose.has(ClaimKind.RISK)
    assert not prose.has(ClaimKind.UNCERTAINTY)


def test_citations_become_cite_nodes() -> None:
    cites = [
        node
        for node in json.loads(full("So [@one-2019; @two_b.2020, p. 3, 5--6].").blocks)[0]["c"]
        if node["t"] == "Cite"
    ]
    (cite,) = cites
    first, second = cite["c"][0]
    assert (first["citationId"], first["citationSuffix"]) == ("one-2019", [])
    assert second["citationId"] == "two_b.2020"
    assert "".join(node.get("c", " ") for node in second["citationSuffix"]) == ", p. 3, 5–6"
    assert first["citationMode"] == {"t": "NormalCitation"}


def test_brackets_and_addresses_without_a_key_stay_text() -> None:
    assert (
        html("An [aside], write to a@example.org [or not].") == "<p>An [aside], write to a@example.org [or not].</p>\n"
    )


def sections(source: str) -> tuple[Section, ...]:
    read, codes = read_text(source)
    assert codes == []
    assert read is not None
    return read.sections


def test_a_section_may_have_one_level_alone() -> None:
    both, plain, only_full = sections(
        "## A's \"b\" {#a plain=\"What's 'a'?\"}\n\nFull.\n\n::: plain\nPlain.\n:::\n\n"
        "## B\n\n::: plain\nPlain.\n:::\n\n## C {.full-only}\n\nFull."
    )
    assert (both.id, both.headings.full, both.headings.plain) == ("a", "A’s “b”", "What’s ‘a’?")
    assert both.full
    assert both.plain
    assert (plain.id, plain.full, plain.headings.plain) == ("b", None, "B")
    assert (only_full.id, only_full.plain) == ("c", None)
    assert [section.where.line for section in (both, plain, only_full)] == [1, 9, 15]


def test_a_heading_without_an_id_gets_one_made_of_its_words() -> None:
    (section,) = sections("## What’s a “naïve” T-cell?\n\nText.")
    assert section.id == "whats-a-naive-t-cell"


def test_a_picture_keeps_its_words_and_caption_on_one_line() -> None:
    read, codes = read_text(
        '## A\n\n![Two\nlines](figures/a.png "It\'s a\n"caption"")\n'.replace('"caption"', "'caption'")
    )
    assert codes == []
    assert read is not None
    assert read.sections[0].full is not None
    (paragraph,) = json.loads(read.sections[0].full.blocks)
    assert paragraph["c"][0]["c"][2] == ["figures/a.png", "It’s a ‘caption’"]
    assert read.images == {"figures/a.png": 3}


MISSPELT = [  # as written, the line that is named, what is said there
    ("::plain\nWords.\n:::", 5, "P020: “::plain” was not understood"),
    (":: Plain\nWords.\n:::", 5, "P020: “:: Plain” was not understood"),
    ("Text.\n: : : plain\nWords.", 6, "P020: “: : plain” was not understood"),
    ("::: plain :::\nWords.\n:::", 5, "P020: “::: plain :::” was not understood"),
    ("::: plain\nWords.\n::", 7, "P020: “::” was not understood"),
    ("::::: plain\nWords.\n:::", 5, "P014: “::::: plain” has more colons than its end in line 7"),
    ("- [One.\n- Two.]{.claim kind=risk}", 5, "P020: “[One.” was not understood"),
    ("- [One.\n- Two.]{.claim kind=risk}", 6, "P010: the claim is only “]”"),
    ("So[^1].\n\n[^1]: https://example.org/", 5, "P005: there is a footnote, “[^1]”"),
]


@pytest.mark.parametrize(("source", "line", "said"), MISSPELT)
def test_what_is_misspelt_is_named_where_it_stands(source: str, line: int, said: str) -> None:
    report = Report("source/a/publication.md")
    text(f"## A {{#a}}\n\nText.\n\n{source}\n", 0, KNOWN, report)
    assert [str(one) for one in report.findings if str(one).startswith(f"source/a/publication.md:{line}: error {said}")]


@pytest.mark.parametrize(
    "source",
    [
        "Simple\n: plain words",
        "Ratio 2:1, in plain words: few",
        "From [0, 1) to [2",
        "[12]{.claim kind=risk}",
        ":::: plain\nWords.\n::::",
        "::: plain\nWords.\n::::",
    ],
)
def test_what_is_well_spelt_is_not_blamed(source: str) -> None:
    assert read_text(f"## A {{#a}}\n\nText.\n\n{source}\n")[1] == []


PIECES = [  # as written, as read by a person
    ("word", "word"),
    ("5\u00a0mg", "5\u00a0mg"),
    ("café", "café"),
    ("*stressed*", "stressed"),
    ("**strong *and* more**", "strong and more"),
    ('"quoted"', "“quoted”"),
    ("it's", "it’s"),
    ("[a *link*](https://example.org/)", "a link"),
    ("[a “claim” [@one-2019]]{.claim kind=risk}", "a “claim” "),
    ("[@one-2019; @two_b.2020, p. 4]", ""),
    ("[aside]", "[aside]"),
    ("line\nend", "line end"),
    ("&beta;-cell", "β-cell"),
]


@pytest.mark.parametrize("seed", range(12))
def test_no_word_gets_lost_or_changed(seed: int) -> None:
    chosen = random.Random(seed).choices(PIECES, k=30)
    (block,) = json.loads(full(" ".join(written for written, _ in chosen)).blocks)
    assert plain_text(block["c"]).replace("\n", " ").split(" ") == " ".join(read for _, read in chosen).split(" ")


HOSTILE: dict[str, tuple[str, set[str]]] = {
    "inline HTML": ("<b onclick=alert(1)>x</b>", {"P004"}),
    "a block of HTML": ('<div style="display:none">\n\nx\n\n</div>', {"P004"}),
    "a comment": ("<!-- x -->", {"P004"}),
    "raw HTML in a fence": ("```{=html}\n<script>alert(1)</script>\n```", {"P005", "P006"}),
    "raw HTML in a line": ("`<script>alert(1)</script>`{=html}", {"P005", "P020"}),
    "a script's address": ("[x](javascript:alert(1))", {"P008"}),
    "a script's address in entities": ("[x](&#106;avascript:alert(1))", {"P008"}),
    "a script's address in capitals": ("<JaVaScRiPt:alert(1)>", {"P008"}),
    "data as an address": ("[x](data:text/html;base64,eA==)", {"P008"}),
    "a file's address": ("[x](file:///etc/passwd)", {"P008"}),
    "an address without a scheme": ("[x](//example.org/)", {"P008"}),
    "a picture from elsewhere": ("a ![x](https://example.org/x.png)", {"F009"}),
    "a style on words": ('*x*{style="display:none"}', {"P007"}),
    "a style on a paragraph": ('{style="display:none"}\nx', {"P007", "P006"}),
    "a style on a list": ('{style="color:white"}\n- x', {"P007", "P006"}),
    "a style on a table": ('{style="color:white"}\n| a |\n|---|\n| b |', {"P007"}),
    "a style on a claim": ('[x]{.claim kind=risk style="color:white"}', {"P007"}),
    "a handler on a link": ('[x](https://example.org/){onclick="alert(1)"}', {"P007"}),
    "a handler on a heading": ('### x {onclick="alert(1)"}', {"P007"}),
    "a style in the wrong quotes": ("[x](https://example.org/){style='color:white'}", {"P020"}),
    "a disclaimer's class": ("::: disclaimer\nx\n:::", {"P006"}),
    "a disclaimer's attribute": ("[x]{data-disclaimer=emergency}", {"P007"}),
    "a wrapper that is none": ("[x]{wrapper=1 .hidden}", {"P006"}),
    "a control in an entity": ("x&#x202e;y", {"P011"}),
    "a soft hyphen in an entity": ("not&shy;able", {"P011"}),
    "a zero-width space in an entity": ("no&ZeroWidthSpace;t", {"P011"}),
    "another alphabet in an entity": ("c&#x430;ncer", {"P011"}),
    "a null": ("x\0y *z* [@one-2019]", {"P011"}),
    "a terminal's control": ("x\x1b[2Jy", {"P011"}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_named_and_left_out(name: str) -> None:
    source, expected = HOSTILE[name]
    read, codes = read_text(f"## A\n\nText.\n\n{source}\n")
    assert set(codes) & expected
    assert set(codes) <= expected | {"P005", "P010"}
    kept = json.dumps([section.full.blocks for section in read.sections if section.full]) if read else ""
    for bad in ("script", "style", "onclick", "hidden", "disclaimer", "Raw", "file:"):
        assert bad not in kept or "P020" in expected  # what is not understood stays as words


@pytest.mark.parametrize(
    "source",
    [
        "[" * 10_000,
        "(" * 5_000 + ")" * 5_000,
        "> " * 5_000,
        "- " * 5_000,
        pytest.param("::: a\n" * 5_000, marks=pytest.mark.slow, id="::: a"),  # until the limit of time
        "*a " * 3_000,
        "[@" * 5_000,
        "&#x202e;" * 2_000,
        "<a>" * 3_000,
        "| a " * 2_000 + "\n" + "|---" * 2_000,
        "![" * 5_000,
        "[x]{.claim " * 3_000,
    ],
    ids=lambda source: source[:6],
)
def test_a_costly_text_ends_in_time_and_with_a_finding_or_as_words(source: str) -> None:
    start = time.monotonic()
    read, codes = read_text(f"## A\n\n{source}\n")
    assert time.monotonic() - start < pandoc.SECONDS + 2
    assert codes or (read and read.sections[0].full)


def deep(opening: str) -> Callable[[int], str]:
    return lambda depth: opening * depth + "x"


@pytest.mark.parametrize("nested", [deep("> "), deep("- ")])
def test_nesting_has_an_end(nested: Callable[[int], str]) -> None:
    assert read_text(f"## A\n\n{nested(8)}\n")[1] == []
    assert "P009" in read_text(f"## A\n\n{nested(70)}\n")[1]


def test_a_missing_pandoc_is_not_blamed_on_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "executable", lambda: "/nonexistent/pandoc")
    with pytest.raises(ImprintError) as caught:
        read_text("## A\n\nText.")
    assert caught.value.exit_code is Exit.ENVIRONMENT


@pytest.mark.parametrize("where", ["figures/a.png", "figures/b.jpg"])
def test_a_picture_that_stands_twice_is_known_once(where: str) -> None:
    read, codes = read_text(f"## A\n\n![One]({where})\n\n![Two]({where})\n")
    assert codes == []
    assert read is not None
    assert list(read.images) == [where]
