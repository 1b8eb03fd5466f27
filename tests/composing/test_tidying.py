"""What is mended in pandoc's HTML, on trees as pandoc writes them."""

import re
from collections.abc import Sequence
from xml.etree import ElementTree

import pytest

from imprint import pandoc
from imprint.composing.tidying import inner, let_stack, tidy
from tests.samples import Node, bullets, definitions, figure, image, para, plain, quotation, strong, table

FIGURES = {"figures/steps.png": figure(), "figures/more.png": figure("figures/more.png", 30, 30)}


def tidied(html: str, base: str = "") -> str:
    root = ElementTree.fromstring(f"<root>{html}</root>")
    tidy(root, FIGURES, base)
    return inner(root, "html")


def written(*blocks: Node) -> str:
    """The blocks as pandoc writes them, tidied; white space between elements left out."""
    return re.sub(r"\s*\n\s*", "", tidied(pandoc.ast_to_html(list(blocks))))


# --- lists


def test_a_lone_paragraph_of_an_item_is_the_item_itself() -> None:
    assert written(bullets([para("One ", strong("thing"), ".")], [para("Another.")])) == (
        "<ul><li>One <strong>thing</strong>.</li><li>Another.</li></ul>"
    )


def test_an_item_with_two_paragraphs_keeps_them() -> None:
    assert written(bullets([para("One."), para("More.")], [para("Another.")])) == (
        "<ul><li><p>One.</p><p>More.</p></li><li>Another.</li></ul>"
    )


def test_a_list_within_an_item_stays_behind_the_items_words() -> None:
    assert written(bullets([para("One:"), bullets([para("a")], [para("b")])])) == (
        "<ul><li>One:<ul><li>a</li><li>b</li></ul></li></ul>"
    )


def test_an_item_that_begins_with_something_else_keeps_its_paragraph() -> None:
    assert tidied("<ul><li><blockquote>a</blockquote><p>b</p></li></ul>") == (
        "<ul><li><blockquote>a</blockquote><p>b</p></li></ul>"
    )


def test_definitions_are_unwrapped_too() -> None:
    assert tidied("<dl><dt>Pace</dt><dd><p>How fast.</p></dd></dl>") == "<dl><dt>Pace</dt><dd>How fast.</dd></dl>"


def test_words_around_an_unwrapped_paragraph_are_kept() -> None:
    assert tidied("<ul><li><p>a <b>b</b> c</p> <ul><li>d</li></ul> </li> <li>e</li></ul>") == (
        "<ul><li>a <b>b</b> c<ul><li>d</li></ul> </li> <li>e</li></ul>"
    )


# --- tables


def cells(html: str) -> Sequence[tuple[str, str, str, str]]:
    """Tag, scope, class and words of each cell."""
    root = ElementTree.fromstring(f"<root>{html}</root>")
    return [
        (cell.tag, cell.get("scope", ""), cell.get("class", ""), "".join(cell.itertext()))
        for cell in root.iter()
        if cell.tag in ("th", "td")
    ]


def test_headers_say_what_they_head_and_columns_keep_their_alignment() -> None:
    html = written(table(["a", "b", "c", "d"], ["1", "2", "3", "4"], aligned="lrc-"))
    assert cells(html) == [
        ("th", "col", "left", "a"),
        ("th", "col", "right", "b"),
        ("th", "col", "center", "c"),
        ("th", "col", "", "d"),
        ("th", "row", "left", "1"),
        ("td", "", "right", "2"),
        ("td", "", "center", "3"),
        ("td", "", "", "4"),
    ]


def test_a_table_of_one_column_has_no_row_headers() -> None:
    assert cells(written(table(["a"], ["1"], ["2"]))) == [
        ("th", "col", "", "a"),
        ("td", "", "", "1"),
        ("td", "", "", "2"),
    ]


def test_widths_and_styles_are_gone() -> None:
    html = pandoc.ast_to_html([table(["a", "b"], ["1", "2"], aligned="lr")])
    assert "<colgroup>" in html
    assert "style=" in html
    assert "<col" not in tidied(html)
    assert "style" not in tidied(html)


@pytest.mark.parametrize("html", ['<p style="color: red">a</p>', '<p data-pos="1:1-2:1">a</p>'])
def test_no_style_or_position_stays_anywhere(html: str) -> None:
    assert tidied(html) == "<p>a</p>"


# --- figures


def test_a_picture_by_itself_is_a_figure_with_its_title_as_caption() -> None:
    assert written(image("figures/steps.png", "Four steps", "The “steps” & more")) == (
        '<figure><img src="figures/steps.png" alt="Four steps" width="40" height="20">'
        "<figcaption>The “steps” &amp; more</figcaption></figure>"
    )


def test_a_picture_without_a_title_has_no_caption() -> None:
    assert written(image("figures/more.png", "A plaster")) == (
        '<figure><img src="figures/more.png" alt="A plaster" width="30" height="30"></figure>'
    )


def test_an_ornament_is_no_figure_and_has_no_words() -> None:
    html = tidied('<p><img src="figures/more.png" class="decorative"/></p>')
    assert html == '<p class="decorative"><img src="figures/more.png" width="30" height="30" alt=""></p>'


def test_the_base_stands_before_every_address_of_a_figure() -> None:
    html = tidied('<p><img src="figures/steps.png" alt="a"/></p>', base="/imprint/sample/en/")
    assert 'src="/imprint/sample/en/figures/steps.png"' in html


@pytest.mark.parametrize("before_and_after", [("Words ", ""), ("", " words"), (" ", " words")])
def test_a_picture_among_words_is_no_figure(before_and_after: tuple[str, str]) -> None:
    before, after = before_and_after
    html = tidied(f'<p>{before}<img src="figures/steps.png" alt="a"/>{after}</p>')
    assert html == f'<p>{before}<img src="figures/steps.png" alt="a" width="40" height="20">{after}</p>'


# --- what needs no mending


def test_other_blocks_stay_as_they_are() -> None:
    assert written(quotation(para("a"))) == "<blockquote><p>a</p></blockquote>"
    assert written(definitions(("Pace", "How fast"))) == "<dl><dt>Pace</dt><dd>How fast</dd></dl>"
    assert written(bullets([plain("a")])) == "<ul><li>a</li></ul>"


def test_html_and_xhtml_differ_in_their_void_elements() -> None:
    root = ElementTree.fromstring('<root>a &lt; b &amp; c<br/><b></b><img alt="&quot;"/></root>')
    assert inner(root, "html") == 'a &lt; b &amp; c<br><b></b><img alt="&quot;">'
    assert inner(root, "xml") == 'a &lt; b &amp; c<br /><b /><img alt="&quot;" />'


# --- wide tables


def table_of(columns: int) -> str:
    heads = "".join(f"<th>Column\n <em>{number}</em></th>" for number in range(columns))
    cells = "".join(f"<td>{number}</td>" for number in range(1, columns))
    return f"<table><thead><tr>{heads}</tr></thead><tbody><tr><th>Row</th>{cells}</tr></tbody></table>"


def test_each_cell_of_a_wide_table_knows_the_name_of_its_column() -> None:
    root = ElementTree.fromstring(f"<root>{table_of(3)}</root>")
    let_stack(root)
    assert root[0].get("class") == "wide"
    cells = [(cell.text, cell.get("data-column")) for cell in root.iterfind("table/tbody/tr/*")]
    assert cells == [("Row", None), ("1", "Column 1"), ("2", "Column 2")]


def test_a_narrow_table_stays_as_it_is() -> None:
    root = ElementTree.fromstring(f"<root>{table_of(2)}</root>")
    let_stack(root)
    assert inner(root, "html") == table_of(2)
