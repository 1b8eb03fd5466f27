"""A document's prose as HTML: citations numbered, places to come back to, one syntax per format."""

import re
from typing import Any
from xml.etree import ElementTree

from imprint.composing import Body, Style, compose, figures_used, write
from imprint.composing.document import Passage
from imprint.model import Publication
from tests.samples import (
    CSL,
    TODAY,
    bullets,
    cite,
    edition,
    heading,
    image,
    para,
    plain,
    prose,
    publication,
    section,
    words,
)

PAGE = Style()
EBOOK = Style("xml", text_files=("text.xhtml", "plain.xhtml"), source_file="text.xhtml")


def body(of: Publication | None = None, name: str = "page", style: Style = PAGE) -> Body:
    return write(compose(of or publication(), edition(name), words(), TODAY), CSL, style)


def html(of: Body) -> str:
    """All prose in the order of the edition."""
    return "".join(of.html[passage] for passage in of.document.passages())


def of_text(*blocks: Any, **changes: Any) -> Publication:
    return publication(sections=(section("a", prose(*blocks)),), plain_order=(), **changes)


def links(text: str) -> list[tuple[str, str, str]]:
    """Address, id and words of each citation."""
    found = re.findall(r"<a [^>]*doc-biblioref[^>]*>[^<]*</a>", text)
    nodes = [ElementTree.fromstring(one) for one in found]
    return [(node.get("href", ""), node.get("id", ""), node.text or "") for node in nodes]


# --- citations


def test_sources_are_numbered_in_the_order_in_which_the_edition_cites_them() -> None:
    made = body()
    assert [source.anchor for source in made.sources] == ["ref-two-2020", "ref-one-2019", "ref-three"]
    assert links(html(made)) == [
        ("#ref-two-2020", "cite-two-2020-1", "1"),
        ("#ref-two-2020", "cite-two-2020-2", "1"),
        ("#ref-one-2019", "cite-one-2019-1", "2"),
        ("#ref-three", "cite-three-1", "3"),
    ]


def test_each_source_leads_back_to_every_place_that_cites_it() -> None:
    assert [source.cited for source in body().sources] == [
        ("#cite-two-2020-1", "#cite-two-2020-2"),
        ("#cite-one-2019-1",),
        ("#cite-three-1",),
    ]


def test_the_plain_text_numbers_its_own_sources() -> None:
    assert [source.anchor for source in body(name="plain-page").sources] == ["ref-three"]


def test_a_text_that_cites_nothing_has_no_sources() -> None:
    assert body(of_text(para("a"))).sources == ()
    assert body(of_text(para("a"), references=())).sources == ()


def test_a_source_is_set_as_text_never_as_mark_up() -> None:
    made = {source.anchor: source.html for source in body().sources}
    assert made["ref-one-2019"] == (
        'First &amp; foremost. <a href="https://example.org/one-2019">https://example.org/one-2019</a>'
    )


def test_in_an_ebook_addresses_name_the_file() -> None:
    made = body(name="ebook", style=EBOOK)
    assert {href.partition("#")[0] for href, _, _ in links(html(made))} == {"text.xhtml"}
    assert {source.anchor: source.cited for source in made.sources}["ref-three"] == (
        "text.xhtml#cite-three-1",
        "plain.xhtml#cite-three-2",
    )


def test_where_no_anchor_can_be_followed_citations_are_numbers_alone() -> None:
    made = body(name="embed", style=Style(anchors=False))
    assert links(html(made)) == []
    assert '<span class="citation">[<span>1</span>, <span>2</span>]</span>' in html(made)
    assert " id=" not in html(made)
    assert all(source.cited == () for source in made.sources)


def test_two_equal_paragraphs_have_places_of_their_own() -> None:
    twice = prose(para("As known ", cite("three"), "."))
    of = publication(sections=(section("a", twice), section("b", twice)), plain_order=())
    made = body(of)
    rendered = "".join(made.html[part] for part in _parts(made))
    assert [id_ for _, id_, _ in links(rendered)] == ["cite-three-1", "cite-three-2"]
    assert made.sources[0].cited == ("#cite-three-1", "#cite-three-2")


def test_the_same_words_at_both_levels_of_an_ebook_have_places_of_their_own() -> None:
    same = prose(para("As known ", cite("three"), "."))
    made = body(publication(sections=(section("a", same, same),), plain_order=("a",)), "ebook", EBOOK)
    rendered = "".join(made.html[part] for part in _parts(made))
    assert [id_ for _, id_, _ in links(rendered)] == ["cite-three-1", "cite-three-2"]


def _parts(made: Body) -> list[Passage]:
    """The passages as a template meets them."""
    chapters = (chapter for text in made.document.texts for chapter in text.chapters)
    return [part for chapter in chapters for part in chapter.parts if isinstance(part, Passage)]


# --- syntax and addresses


def test_an_ebook_is_written_as_xhtml_and_a_page_as_html() -> None:
    xml, page = html(body(name="ebook", style=EBOOK)), html(body())
    assert '<img src="figures/steps.png" alt="Four steps &amp; a rest" width="40" height="20" />' in xml
    assert '<img src="figures/steps.png" alt="Four steps &amp; a rest" width="40" height="20">' in page
    ElementTree.fromstring(f"<root>{xml}</root>")


def test_figures_stand_below_the_base() -> None:
    made = html(body(name="embed", style=Style(figure_base="/imprint/sample/en/", anchors=False)))
    assert 'src="/imprint/sample/en/figures/steps.png"' in made


def test_a_passage_that_begins_with_a_heading_or_a_list_is_whole() -> None:
    made = body(of_text(heading("First"), para("a ", cite("three")), bullets([plain("b")])))
    assert re.sub(r"\s*\n\s*", "", html(made)).startswith("<h3>First</h3><p>a <span")
    assert html(made).rstrip().endswith("</ul>")


def test_braces_and_angles_stay_as_they_were_written() -> None:
    made = html(body())
    assert "{{ 7 * 7 }} is no sum" in made
    assert "How to begin {% raw %}" in made
    assert "&lt;i&gt;badly&lt;/i&gt;" in made


def test_nothing_that_pandoc_adds_for_itself_remains() -> None:
    made = html(body()) + "".join(source.html for source in body().sources)
    for remains in ("data-cites", "data-pos", "style=", "csl-entry", "nocase", "colgroup", "passage-"):
        assert remains not in made


# --- figures


def test_only_the_figures_that_the_text_shows_are_used() -> None:
    def paths(of: Publication, name: str) -> list[str]:
        return [one.path for one in figures_used(compose(of, edition(name), words(), TODAY))]

    assert paths(publication(), "page") == ["figures/steps.png"]
    assert paths(publication(), "plain-page") == ["figures/steps.png", "figures/more.png"]
    assert paths(of_text(para('He wrote "figures/steps.png" here.')), "page") == []
    assert paths(of_text(image("figures/more.png", "A plaster")), "page") == ["figures/more.png"]


# --- purity


def test_writing_twice_gives_the_same_and_one_style_does_not_colour_another() -> None:
    first = body()
    embed = body(name="embed", style=Style(figure_base="/x/", anchors=False))
    again = body()
    assert html(first) == html(again)
    assert first.sources == again.sources
    assert html(embed) != html(again)
