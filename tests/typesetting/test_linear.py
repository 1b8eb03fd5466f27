"""A page becomes pieces one after the other, and these a text of 72 columns; nothing that is read aloud is lost."""

import pytest

from imprint.typesetting.linear import Kind, Piece, pieces
from imprint.typesetting.plain_text import COLUMNS, plain_text


def linear(body: str) -> tuple[Piece, ...]:
    return pieces(f"<html><body>{body}</body></html>", "Picture")


def said(body: str) -> list[str]:
    return [f"{piece.marker} {piece.text}".strip() for piece in linear(body)]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<p>One <em>and</em>\n  <strong>two</strong>.</p>", ["One and two."]),
        ("<section><h2>A</h2>loose<p>B</p>words</section>", ["A", "loose", "B", "words"]),
        ("<ol start='3'><li>a</li><li>b<ul><li>c</li></ul></li></ol>", ["3. a", "4. b", "- c"]),
        ("<ul><li><p>a</p><p>b</p></li><li/></ul>", ["- a", "b", "-"]),
        ("<ul><li><ul><li>deep</li></ul></li></ul>", ["-", "- deep"]),
        ("<dl><dt>Pace</dt><dd>How fast</dd></dl>", ["Pace", "How fast"]),
        ("<figure><img alt='Two cups'/><figcaption>Tea</figcaption></figure>", ["[Picture: Two cups]", "Tea"]),
        ("<p>a</p><p class='decorative'><img alt=''/></p><p>b</p>", ["a", "b"]),
        ("<p>See <a href='https://example.org/a'>this page</a>.</p>", ["See this page (https://example.org/a)."]),
        ("<p><a href='https://example.org/a/'>example.org/a</a></p>", ["example.org/a"]),
        ("<p>Call <a href='tel:+4420'>the ward</a></p>", ["Call the ward (+4420)"]),
        ("<p>Said before <a href='#ref-1'>[1]</a></p>", ["Said before [1]"]),
        ("<p>a<br/>b</p>", ["a b"]),
    ],
)
def test_what_a_page_says_is_said_in_its_order(body: str, words: list[str]) -> None:
    assert said(body) == words


def test_a_row_of_a_table_tells_the_name_of_each_column() -> None:
    head = "<thead><tr><th>Drug</th><th>Dose</th><th>Note</th></tr></thead>"
    rows = "<tr><th>A</th><td>1 mg</td><td/></tr><tr><th>B</th><td>2 mg</td><td>late</td></tr>"
    assert said(f"<table>{head}<tbody>{rows}</tbody></table>") == [
        "- Drug: A; Dose: 1 mg",
        "- Drug: B; Dose: 2 mg; Note: late",
    ]


def test_depth_and_kind_are_kept() -> None:
    lists = "<ul><li>a<ol><li>b</li></ol></li></ul>"
    found = linear(f"<h3>H</h3><blockquote><p>q</p></blockquote>{lists}<footer><p>f</p></footer>")
    assert [(one.kind, one.depth, one.level) for one in found] == [
        (Kind.HEADING, 0, 3),
        (Kind.PARAGRAPH, 1, 0),
        (Kind.ITEM, 0, 0),
        (Kind.ITEM, 1, 0),
        (Kind.FOOT, 0, 0),
    ]


def test_a_text_has_no_line_over_its_columns_but_for_what_cannot_be_broken() -> None:
    address = "https://example.org/" + "a" * 80
    found = linear(f"<h1>{'long title ' * 9}</h1><p>{'word ' * 60}</p><ul><li>{'item ' * 40}{address}</li></ul>")
    lines = plain_text(found).decode().splitlines()
    assert {line.strip() for line in lines if len(line) > COLUMNS} == {address}
    assert "=" * max(len(line) for line in lines if "title" in line) in lines


def test_a_text_is_laid_out_by_indents_and_rules() -> None:
    lists = "<ol><li>one</li><li>two<ul><li>in</li></ul></li></ol>"
    body = f"<h1>Title</h1><h2>Part</h2><p>Words.</p>{lists}<footer><p>foot</p></footer>"
    assert plain_text(linear(body)).decode() == (
        "Title\n=====\n\nPart\n----\n\nWords.\n\n1. one\n2. two\n   - in\n\n" + "_" * COLUMNS + "\n\nfoot\n"
    )


def test_a_term_stands_over_its_meaning() -> None:
    body = "<dl><dt>Pace</dt><dd>How fast</dd><dt>Stride</dt><dd>How far</dd></dl>"
    assert plain_text(linear(body)).decode() == "Pace\n   How fast\n\nStride\n   How far\n"
