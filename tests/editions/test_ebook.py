"""The e-book as EPUBCheck and a reading system meet it."""

import io
import json
import subprocess
import zipfile
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from imprint.composing import compose
from imprint.editions import Workshop
from imprint.editions.ebook import identifier
from imprint.model import Certification, Publication
from tests.editions.making import Files, made
from tests.editions.markup import Markup, addresses, fetched, led_to, target, xhtml
from tests.samples import TODAY, edition, publication, reviewed, words

Book = dict[str, bytes]
CERTIFICATION = Certification(
    "EPUB Accessibility 1.1 - WCAG 2.2 Level AA", "The Sample Office", TODAY, "https://sample.test/report"
)
SPINE = ["EPUB/start.xhtml", "EPUB/text.xhtml", "EPUB/plain.xhtml"]


def opened(files: Files) -> Book:
    archive = zipfile.ZipFile(io.BytesIO(files["leaflet.epub"]))
    return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module", params=["draft", "complete"])
def book(request: pytest.FixtureRequest) -> Book:
    return opened(request.getfixturevalue(request.param))


@pytest.fixture(scope="module")
def documents(book: Book) -> dict[str, Markup]:
    return {name: xhtml(data.decode()) for name, data in book.items() if name.endswith(".xhtml")}


def metadata(book: Book, name: str) -> list[str]:
    package = xhtml(book["EPUB/package.opf"].decode())
    named = [element for element in package.all(name) if not element.get("property")]
    return [element.text or "" for element in named or package.all("meta") if named or element.get("property") == name]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["draft", "complete", "without a plain text", "certified"])
def test_epubcheck_reports_nothing(
    kind: str, request: pytest.FixtureRequest, shop: Workshop, epubcheck: tuple[str, ...], tmp_path: Path
) -> None:
    others = {"without a plain text": publication(plain_order=()), "certified": reviewed(certification=CERTIFICATION)}
    files = made(others[kind], shop) if kind in others else request.getfixturevalue(kind)
    path = tmp_path / "leaflet.epub"
    path.write_bytes(files["leaflet.epub"])
    done = subprocess.run([*epubcheck, "--json", "-", str(path)], capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    assert [(one["ID"], one["message"]) for one in report["messages"]] == []
    assert done.returncode == 0


def test_it_opens_with_the_disclaimers(book: Book, documents: dict[str, Markup]) -> None:
    package = xhtml(book["EPUB/package.opf"].decode())
    items = {item.get("id"): item.get("href") for item in package.all("item")}
    assert [f"EPUB/{items[one.get('idref')]}" for one in package.all("itemref")] == SPINE
    notices = [one.get("data-disclaimer") for one in documents[SPINE[0]].all("p") if one.get("data-disclaimer")]
    assert "help" in notices
    landmarks = next(one for one in documents["EPUB/nav.xhtml"].all("nav") if one.get("id") == "landmarks")
    assert next(link.get("href") for link in landmarks.iter("a")) == "start.xhtml"


def test_the_package_lists_every_file_and_no_other(book: Book) -> None:
    package = xhtml(book["EPUB/package.opf"].decode())
    listed = {f"EPUB/{item.get('href')}" for item in package.all("item")}
    assert listed == book.keys() - {"mimetype", "META-INF/container.xml", "EPUB/package.opf"}


def test_every_link_leads_somewhere_in_the_book(book: Book, documents: dict[str, Markup]) -> None:
    for name, document in documents.items():
        for address in led_to(document):
            path, anchor = target(address, name)
            assert path in book, (name, address)
            assert not anchor or anchor in documents[path].ids, (name, address)


def test_nothing_is_fetched_from_elsewhere(book: Book, documents: dict[str, Markup]) -> None:
    for name, document in documents.items():
        assert {target(address, name)[0] for address in fetched(document)} <= book.keys()
    assert list(addresses(book["EPUB/style.css"].decode())) == []


def test_no_id_stands_twice_in_a_document(documents: dict[str, Markup]) -> None:
    for name, document in documents.items():
        assert len(document.ids) == len(set(document.ids)), name


def test_no_style_or_script_of_its_own(documents: dict[str, Markup]) -> None:
    for element in [element for document in documents.values() for element in document.all()]:
        assert element.tag not in ("script", "style")
        assert not [key for key in element.attrib if key == "style" or key.startswith("on")]


def test_every_document_says_its_language_and_a_title_of_its_own(documents: dict[str, Markup]) -> None:
    titles = [document.all("title")[0].text for document in documents.values()]
    assert len(set(titles)) == len(titles)
    for document in documents.values():
        assert document.root.get("lang") == "en"
        assert document.root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_every_place_that_cites_has_its_way_back(documents: dict[str, Markup]) -> None:
    cited = {
        f"{name.removeprefix('EPUB/')}#{link.get('id')}"
        for name, document in documents.items()
        for link in document.all("a")
        if link.get("role") == "doc-biblioref"
    }
    assert any(one.startswith("plain.xhtml") for one in cited)
    back = [link for link in documents["EPUB/text.xhtml"].all("a") if link.get("role") == "doc-backlink"]
    assert {str(link.get("href")) for link in back} == cited
    assert all(link.get("aria-label") for link in back)


def test_telephone_numbers_are_links(documents: dict[str, Markup]) -> None:
    links = {link.get("href") for document in documents.values() for link in document.all("a")}
    assert {"tel:100", "tel:200", "tel:101", "tel:0100222"} <= links


def test_figures_are_described_and_the_cover_is_named(book: Book, documents: dict[str, Markup]) -> None:
    images: list[Element] = [image for document in documents.values() for image in document.all("img")]
    assert [image.get("alt") for image in images]
    assert all(image.get("alt") for image in images)
    package = xhtml(book["EPUB/package.opf"].decode())
    (cover,) = (item for item in package.all("item") if item.get("properties") == "cover-image")
    assert book[f"EPUB/{cover.get('href')}"].startswith(b"\x89PNG")


# --- nothing that nobody certified, nothing that is not set


def test_accessibility_is_told_as_it_is_and_certified_by_nobody(book: Book) -> None:
    assert metadata(book, "schema:accessModeSufficient") == ["textual"]
    assert "alternativeText" in metadata(book, "schema:accessibilityFeature")
    assert metadata(book, "schema:accessibilitySummary")
    text = book["EPUB/package.opf"].decode()
    assert "conformsTo" not in text
    assert "certifiedBy" not in text


def test_what_is_not_set_is_not_said(draft: Files, complete: Files) -> None:
    unset, everything = opened(draft), opened(complete)
    assert (metadata(unset, "rights"), metadata(everything, "rights")) == ([], ["Sample Licence 1"])
    assert (metadata(unset, "date"), metadata(everything, "date")) == ([], ["2026-01-02"])
    assert metadata(everything, "dcterms:modified") == ["2026-11-22T00:00:00Z"]


def name_of(of: Publication) -> str:
    return identifier(compose(of, edition("ebook"), words(), TODAY))


def test_a_book_keeps_its_name_over_its_versions_and_no_two_share_one() -> None:
    assert name_of(publication()) == name_of(reviewed(version="9"))
    others = [publication(id="other"), publication(language="cy"), publication(canonical_url="https://other.test/")]
    assert len({name_of(of) for of in (publication(), *others)}) == 4
    assert name_of(publication()).startswith("urn:uuid:")
