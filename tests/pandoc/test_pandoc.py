"""The pandoc module against the real pandoc: what it reads, what it writes, what its limits hold back."""

import json
import time
from pathlib import Path

import pytest

from imprint import pandoc
from imprint.errors import Exit, ImprintError

CSL = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
  <info><title>Numbered</title><id>numbered</id><updated>2026-01-01T00:00:00Z</updated></info>
  <citation><layout prefix="[" suffix="]" delimiter=","><text variable="citation-number"/></layout></citation>
  <bibliography><layout><text variable="citation-number" suffix=". "/><text variable="title"/></layout></bibliography>
</style>
"""


def reference(key: str, title: str) -> str:
    issued = {"date-parts": [[2019, 3]]}
    return json.dumps({"id": key, "type": "article-journal", "title": title, "issued": issued})


def cite(*keys: str) -> pandoc.Node:
    citations = [
        {
            "citationId": key,
            "citationPrefix": [],
            "citationSuffix": [],
            "citationMode": {"t": "NormalCitation"},
            "citationNoteNum": 0,
            "citationHash": 0,
        }
        for key in keys
    ]
    return {"t": "Cite", "c": [citations, []]}


def paragraph(*inlines: pandoc.Node) -> pandoc.Node:
    return {"t": "Para", "c": list(inlines)}


def test_markdown_becomes_blocks_with_positions() -> None:
    (block,) = pandoc.markdown_to_ast("\nA *small* text.\n")
    assert block["t"] == "Div"
    assert dict(block["c"][0][2])["data-pos"].startswith("2:1")


def test_a_yaml_block_is_text_and_not_metadata() -> None:
    blocks = pandoc.markdown_to_ast("---\ntitle: Other\n---\n\nText")
    assert "Other" in json.dumps(blocks)


def test_blocks_become_html_without_a_template() -> None:
    html = pandoc.ast_to_html([paragraph({"t": "Str", "c": "a<b & “c”"})])
    assert html == "<p>a&lt;b &amp; “c”</p>\n"


def test_long_lines_are_not_wrapped() -> None:
    words: list[pandoc.Node] = [part for _ in range(60) for part in ({"t": "Str", "c": "word"}, {"t": "Space"})]
    assert len(pandoc.ast_to_html([paragraph(*words)]).splitlines()) == 1


def test_citations_are_set_in_the_given_style_and_listed(tmp_path: Path) -> None:
    style = tmp_path / "style.csl"
    style.write_text(CSL)
    refs = [reference("one-2019", "First *and* <b>bold</b>"), reference("two-2020", "Second")]
    html = pandoc.ast_to_html([paragraph(cite("two-2020", "one-2019"))], refs, style)
    assert (
        '<a href="#ref-two-2020" role="doc-biblioref">1</a>,<a href="#ref-one-2019" role="doc-biblioref">2</a>' in html
    )
    assert '<div id="refs"' in html
    assert "First *and* &lt;b&gt;bold&lt;/b&gt;" in html  # the text of a reference is never read as mark-up


def test_without_references_there_is_no_list_of_sources() -> None:
    assert "refs" not in pandoc.ast_to_html([paragraph({"t": "Str", "c": "x"})])


def test_a_style_that_is_missing_is_an_error_not_a_traceback(tmp_path: Path) -> None:
    with pytest.raises(ImprintError) as caught:
        pandoc.ast_to_html([paragraph(cite("a"))], [reference("a", "A")], tmp_path / "none.csl")
    assert "none.csl" in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 10_000,
        pytest.param("::: a\n" * 5_000, marks=pytest.mark.slow),  # until the limit of time
        "> " * 5_000 + "a",
        "*a " * 3_000,
        "<" * 10_000,
    ],
)
def test_a_hostile_text_ends_within_the_limits(text: str) -> None:
    start = time.monotonic()
    try:
        pandoc.markdown_to_ast(text)
    except pandoc.PandocError as error:
        assert error.reason  # noqa: PT017 — a hostile text may pass or be refused: the promise is the time
    assert time.monotonic() - start < pandoc.SECONDS + 2


def test_a_text_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "SECONDS", 0.001)
    with pytest.raises(pandoc.PandocError, match="did not finish"):
        pandoc.markdown_to_ast("a *b* " * 20_000)  # a warm worker needs much more than a millisecond for it


def test_a_text_that_takes_too_much_memory_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "MEGABYTES", 3)
    with pytest.raises(pandoc.PandocError, match=r"heap|memory"):
        pandoc.markdown_to_ast("a *b* " * 20_000)


def test_a_missing_pandoc_is_named_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "executable", lambda: "/nonexistent/pandoc")
    with pytest.raises(pandoc.PandocError) as caught:
        pandoc.markdown_to_ast("a")
    assert caught.value.exit_code is Exit.ENVIRONMENT
    assert "pip install" in caught.value.hint
