"""The list of editions, and what holds for the files of all of them."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from imprint.editions import Workshop, editions, produce
from imprint.errors import ImprintError
from imprint.model import Artefact, ByLevel, Edition, Level, Licence, Person, Place, Publication
from tests.editions.making import Files, made
from tests.samples import (
    GLOSSARY,
    PUBLISHER,
    TEMPLATES,
    TODAY,
    disclaimer,
    edition,
    para,
    prose,
    publication,
    section,
    words,
)

OTHER_FOLDERS = {"status", "shared", "index", "new", "report", "review"}
HOSTILE = "<script>alert(1)</script>\"'&{{ 7777*7 }}{% raw %}"


def texts(files: Files) -> dict[str, str]:
    """The text files among the files, also those in an e-book."""
    found = {path: data.decode() for path, data in files.items() if path.endswith((".html", ".css"))}
    book = zipfile.ZipFile(io.BytesIO(files["leaflet.epub"]))
    return found | {name: book.read(name).decode() for name in book.namelist() if not name.endswith(".png")}


def printed(pdf: bytes) -> str:
    """The words of a PDF, white space folded."""
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]
    return " ".join(" ".join(pages).split())


# --- the list


def test_every_folder_of_templates_has_its_edition_and_every_edition_its_folder() -> None:
    folders = {path.name for path in TEMPLATES.iterdir() if path.is_dir()}
    assert {one.name for one in editions()} == folders - OTHER_FOLDERS


def test_every_module_of_the_room_that_names_an_edition_is_found(root: Path) -> None:
    modules = (root / "imprint/editions").glob("*.py")
    named = {path.stem.replace("_", "-") for path in modules if "\nEDITION = " in path.read_text(encoding="utf-8")}
    assert {one.name for one in editions()} == named


def test_editions_have_names_files_and_words_of_their_own() -> None:
    assert len({one.name for one in editions()}) == len({one.filename for one in editions()}) == len(editions())
    assert all(f"{one.name.replace('-', '_')}_label" in words().texts for one in editions())


# --- the files


def test_each_edition_has_its_file(draft: Files) -> None:
    assert {one.filename for one in editions()} <= draft.keys()


@pytest.fixture(scope="module")
def produced(shop: Workshop) -> list[tuple[Edition, tuple[Artefact, ...]]]:
    """The files of each edition, made by itself."""
    return [(one, produce(publication(), one, words(), TODAY, shop)) for one in editions()]


def test_every_file_belongs_to_its_edition_and_says_what_it_is(
    produced: list[tuple[Edition, tuple[Artefact, ...]]],
) -> None:
    for one, artefacts in produced:
        assert (artefacts[0].path, artefacts[0].media_type) == (one.filename, one.media_type)
        assert {(made.edition, made.level, made.publication, made.language) for made in artefacts} == {
            (one.name, one.level, "sample", "en")
        }


def test_an_edition_made_by_itself_is_the_same(
    produced: list[tuple[Edition, tuple[Artefact, ...]]], draft: Files
) -> None:
    for artefact in [artefact for _, artefacts in produced for artefact in artefacts]:
        assert draft[artefact.path] == artefact.data, artefact.path


def test_a_text_without_a_plain_one_has_the_full_editions(shop: Workshop) -> None:
    files = made(publication(plain_order=()), shop)
    expected = {one.filename for one in editions() if one.level is Level.FULL}
    kits = [one.kit for one in editions() if one.kit and one.level is Level.FULL]
    beside = {name for kit in kits for name in (kit.frame, kit.guide)}
    assert {path for path in files if path.endswith((".html", ".pdf", ".epub", ".txt", ".brf"))} == expected | beside
    assert "EPUB/plain.xhtml" not in texts(files)
    assert "plain.html" not in texts(files)["index.html"]


def test_a_text_without_sources_terms_and_figures_can_be_made(shop: Workshop) -> None:
    bare = publication(
        sections=(section("a", prose(para("a")), prose(para("b"))),),
        plain_order=("a",),
        figures=(),
        references=(),
        glossary=(),
        disclaimers=(),
    )
    files = made(bare, shop)
    assert "_sources" not in files["index.html"].decode()
    assert "_glossary" not in files["index.html"].decode()


def test_what_cannot_be_typeset_is_a_finding_on_the_file(shop: Workshop) -> None:
    foreign = publication(titles=ByLevel("A title in 漢", "A title"))
    with pytest.raises(ImprintError) as caught:
        produce(foreign, edition("leaflet"), words(), TODAY, shop)
    assert [(one.code, one.where.path) for one in caught.value.findings] == [("E002", "sample/en/leaflet.pdf")]


# --- what an author writes stays text


def test_braces_and_angles_in_the_text_come_out_as_they_were_written(draft: Files) -> None:
    written = texts(draft)
    for path in ("index.html", "embed/snippet.html", "EPUB/text.xhtml"):
        assert "{{ 7 * 7 }} is no sum" in written[path], path
        assert "How to begin {% raw %}" in written[path], path
        assert "You can fall &lt;i&gt;badly&lt;/i&gt;" in written[path], path
        assert "Why walk? &lt;b&gt;&amp;amp;" in written[path], path
    assert "{{ 7 * 7 }} is no sum" in printed(draft["leaflet.pdf"])
    assert "You can fall <i>badly</i>" in printed(draft["leaflet.pdf"])


def hostile() -> Publication:
    """A publication with mark-up and template code in every text that an author or publisher gives."""
    return publication(
        version="1.<b>2",
        titles=ByLevel("Full " + HOSTILE, "Plain " + HOSTILE),
        main_message=ByLevel(HOSTILE, HOSTILE),
        audience=HOSTILE,
        conditions=(HOSTILE,),
        authors=(Person(HOSTILE, HOSTILE),),
        licence=Licence(HOSTILE),
        funding=(HOSTILE,),
        competing_interests=HOSTILE,
        publisher=replace(PUBLISHER, name=HOSTILE),
        glossary=tuple(replace(one, meaning=ByLevel(HOSTILE, HOSTILE)) for one in GLOSSARY),
        jurisdictions=tuple(replace(one, name=HOSTILE, regulator=HOSTILE) for one in publication().jurisdictions),
        sections=tuple(replace(one, headings=ByLevel(HOSTILE, HOSTILE)) for one in publication().sections),
        disclaimers=(
            *publication().disclaimers,
            disclaimer("said", Place.FRONT, Place.FOOTER, text=[f"A statement {{regulator}} {HOSTILE}"]),
        ),
    )


OWN_SCRIPTS = {  # data, and files of ours; the guide shows how to load one
    '<script type="application/ld+json">',
    '<script type="module" src="imprint-embed.js">',
    '<script type="module" src="partners.js">',
}


def test_mark_up_in_any_field_is_text_in_every_edition(shop: Workshop) -> None:
    files = made(hostile(), shop)
    for path, text in texts(files).items():
        scripts = set(re.findall("<script[^>]*>", text))
        assert scripts <= OWN_SCRIPTS, path
        assert "54439" not in text, path
        assert "<b>2" not in text, path
    for path in (
        "index.html",
        "plain.html",
        "embed/snippet.html",
        "embed/snippet-plain.html",
        "EPUB/start.xhtml",
        "EPUB/package.opf",
    ):
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in texts(files)[path], path
        assert "{{ 7777*7 }}{% raw %}" in texts(files)[path], path
    for path in ("leaflet.pdf", "plain-leaflet.pdf"):
        assert "<script>alert(1)</script>\"'&{{ 7777*7 }}{% raw %}" in printed(files[path]), path
