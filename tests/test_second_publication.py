"""A second publication, on another topic and with other needs, is built and proven by the same code and templates."""

import hashlib
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pypdfium2
import pytest
import segno

from imprint.model import JURISDICTION_SLOTS, Publication, Status, Words
from imprint.pipeline import Options, Report, build, edition_names
from imprint.reading import read, read_words
from tests.conftest import needs_tools_of_editions

CURRENT, OVERDUE = date(2026, 11, 22), date(2028, 1, 1)
LEXICON = "lexicon.yaml"  # the hard words of all of medicine name every topic
ANY = "about after cells clinical double multiple never other standard system systems therapy trial trials walking"
GENERAL = set(re.findall(r"\w+", ANY))  # words in the names of these topics that any text may need
pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Built:
    """The publication, what came of its build, and every file in its folder."""

    publication: Publication
    report: Report
    output: Path

    @property
    def folder(self) -> Path:
        return self.output / self.publication.id / self.publication.language

    def text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")


class Cells(HTMLParser):
    """The header cells of a page's tables, and how deeply its lists are nested."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.scopes: list[str | None] = []
        self.depth = self.deepest = self.figures = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "th":
            self.scopes.append(dict(attrs).get("scope"))
        self.figures += tag == "figure"
        self.depth += tag in ("ul", "ol")
        self.deepest = max(self.depth, self.deepest)

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag in ("ul", "ol")


@pytest.fixture(scope="module")
def words(root: Path) -> Mapping[str, Words]:
    return read_words(root / "templates/shared/words.yaml")


@pytest.fixture(scope="module")
def publication(root: Path, words: Mapping[str, Words]) -> Publication:
    return read(root / "tests/sources/clinic", words, None)[0].publications[0]


@pytest.fixture(scope="module")
def first(root: Path, words: Mapping[str, Words]) -> Publication:
    """The publication that ships with the project."""
    return read(root / "source", words, None)[0].publications[0]


@pytest.fixture(scope="module")
def built(root: Path, publication: Publication, tmp_path_factory: pytest.TempPathFactory) -> Built:
    output = tmp_path_factory.mktemp("second") / "output"
    return Built(publication, build(options(root, root / "tests/sources/clinic", output), lambda _: None), output)


def options(root: Path, source: Path, output: Path, as_of: date = CURRENT) -> Options:
    needs_tools_of_editions()
    return Options(source, root / "templates", output, as_of)


def pdf_text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def spoken(built: Built) -> Iterator[tuple[str, str]]:
    """Every finished file that holds words, with its text or mark-up."""
    for path in sorted(built.output.rglob("*")):
        if path.suffix in (".html", ".css", ".json"):
            yield path.name, path.read_text(encoding="utf-8")
        elif path.suffix == ".pdf":
            yield path.name, pdf_text(path.read_bytes())
        elif path.suffix == ".epub":
            with zipfile.ZipFile(path) as book:
                for name in book.namelist():
                    if not name.endswith((".png", ".mp3")):
                        yield f"{path.name} {name}", book.read(name).decode()


def topic(publication: Publication) -> set[str]:
    """The words and phrases by which a publication's topic is known."""
    named = [entry.name for entry in publication.interventions] + [entry.kind for entry in publication.interventions]
    terms = [form for term in publication.glossary for form in (term.term, *term.forms)]
    said = [text.casefold() for text in (publication.id, *publication.conditions, *named, *terms)]
    phrases = {text for text in said if re.search(r"\W", text)}
    return phrases | set(re.findall(r"[a-z]{5,}", " ".join(said))) - GENERAL


def held(text: str, sought: set[str]) -> set[str]:
    folded = text.casefold()
    return {one for one in sought if one in folded and re.search(rf"(?<![a-z]){re.escape(one)}(?![a-z])", folded)}


def test_it_is_built_and_proven_without_a_finding(built: Built) -> None:
    assert [str(found) for found in built.report.findings] == []
    assert built.report.proven == (built.publication.id,)
    assert built.report.withheld == ()


def test_every_edition_is_there(built: Built) -> None:
    manifest = json.loads((built.output / "manifest.json").read_text())
    assert {entry["edition"] for entry in manifest["artefacts"]} == {*edition_names(), "report", "status"}


def test_the_manifest_tells_of_every_file(built: Built) -> None:
    manifest, one = json.loads((built.output / "manifest.json").read_text()), built.publication
    assert manifest["artefacts"]
    for entry in manifest["artefacts"]:
        data = (built.output / entry["path"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (entry["bytes"], entry["sha256"])
        assert (entry["publication"], entry["language"]) == (one.id, one.language)
        assert entry["level"] in ("full", "plain")
        assert re.fullmatch("[0-9a-f]{64}", entry["inputs"])
    named = {(built.output / entry["path"]).resolve() for entry in manifest["artefacts"]}
    assert {path.resolve() for path in built.folder.rglob("*") if path.is_file()} == named
    (record,) = manifest["publications"]
    assert (record["publication"], record["version"], record["status"]) == (one.id, one.version, Status.CURRENT)


def test_the_list_shows_it_with_every_download(built: Built) -> None:
    listed = (built.output / "index.html").read_text(encoding="utf-8")
    assert built.publication.titles.full in listed
    links = set(re.findall(r'href="([^"#:]+)"', listed))
    assert len(links) >= len(edition_names())
    assert not [link for link in links if not (built.output / link).is_file()]


def test_tables_tell_what_their_headers_head(built: Built) -> None:
    cells = Cells(built.text("index.html"))
    assert None not in cells.scopes
    assert {"row", "col"} == set(cells.scopes)


def test_lists_stay_nested_and_figures_whole(built: Built) -> None:
    page = built.text("index.html")
    assert Cells(page[page.index("<section") :]).deepest == 3
    assert Cells(page).figures == len(built.publication.figures) == 2


def test_a_small_heading_may_begin_a_passage(built: Built) -> None:
    """Its section once ended there, and the list of sources with it."""
    page = built.text("index.html")
    assert page.count("<h3>") == 2
    assert all(f'id="ref-{one.key}"' in page for one in built.publication.references)


def test_a_long_title_stands_whole_on_every_full_edition(built: Built) -> None:
    title = built.publication.titles.full
    assert len(title) > 120
    assert f"<h1>{title}</h1>" in built.text("index.html")
    assert title in pdf_text((built.folder / "leaflet.pdf").read_bytes())


@pytest.mark.parametrize("name", ["index.html", "plain.html", "leaflet.pdf", "plain-leaflet.pdf"])
def test_each_jurisdiction_is_labelled_once_in_each_sentence(built: Built, name: str) -> None:
    data = (built.folder / name).read_bytes()
    text = pdf_text(data) if name.endswith(".pdf") else re.sub(r"<[^>]+>", "", data.decode())
    places = built.publication.jurisdictions
    assert len(places) == 2
    said = {f"{one.name}: ": text.count(f"{one.name}: ") for one in places}
    assert len(set(said.values())) == 1
    assert min(said.values()) >= 4
    for one in places:
        for slot in JURISDICTION_SLOTS:
            assert getattr(one, slot.value) in text


@pytest.mark.parametrize("name", ["leaflet.pdf", "plain-leaflet.pdf"])
def test_the_code_on_paper_leads_to_the_newest_version(built: Built, name: str) -> None:
    """The modules painted on the sheet are those of the canonical address."""
    modules = [
        list(row) for row in segno.make(built.publication.canonical_url, error="m", micro=False).matrix_iter(border=4)
    ]
    assert modules in painted_squares((built.folder / name).read_bytes(), len(modules))


def painted_squares(data: bytes, side: int) -> list[list[list[int]]]:
    """Every square picture in a PDF as it is painted, boiled down to so many dark and light modules a side."""
    found = []
    for page in pypdfium2.PdfDocument(data):
        scale = 6.0
        sheet = page.render(scale=scale, grayscale=True).to_numpy()
        for item in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,)):
            left, bottom, right, top = (edge * scale for edge in item.get_bounds())
            if abs((right - left) - (top - bottom)) < 1:
                step = (right - left) / side
                down = page.get_height() * scale - top
                at = [int((n + 0.5) * step) for n in range(side)]
                found.append([[int(sheet[int(down) + y, int(left) + x] < 128) for x in at] for y in at])
    return found


def test_nothing_speaks_of_the_other_topic(built: Built, first: Publication) -> None:
    sought = topic(first) - topic(built.publication)
    assert len(sought) > 20
    texts = list(spoken(built))
    assert len(texts) > 10
    assert not [(name, found) for name, text in texts if (found := held(text, sought))]


def test_a_disclaimer_on_another_topic_is_not_printed(built: Built) -> None:
    kinds = {one.kind for one in built.publication.interventions}
    others = [
        one
        for one in built.publication.disclaimers
        if one.when.intervention_kind and not kinds & set(one.when.intervention_kind)
    ]
    assert others
    for one in others:
        assert not [name for name, text in spoken(built) if one.full[0].say in text]


def test_what_is_not_used_is_not_explained(built: Built) -> None:
    used, unused = built.publication.glossary[0], built.publication.glossary[-1]
    assert f"<dt>{used.term}</dt>" in built.text("index.html")
    assert not [name for name, text in spoken(built) if unused.meaning.full in text]


def test_past_its_next_review_it_says_so_itself(root: Path, publication: Publication, tmp_path: Path) -> None:
    source, output = root / "tests/sources/clinic", tmp_path / "output"
    report = build(options(root, source, output, OVERDUE), lambda _: None)
    assert [str(found) for found in report.findings] == []
    late = next(one for one in publication.disclaimers if one.when.overdue)
    overdue = Built(publication, report, output)
    assert all(
        late.full[0].say in text
        for name, text in spoken(overdue)
        if name in ("index.html", "leaflet.pdf") and "<ul class" not in text
    )
    assert json.loads((output / "manifest.json").read_text())["publications"][0]["status"] == Status.OVERDUE


def test_a_section_without_a_plain_text_is_a_finding_and_nothing_is_published(root: Path, tmp_path: Path) -> None:
    source, output = tmp_path / "source", tmp_path / "output"
    shutil.copytree(root / "tests/sources/clinic", source)
    file = next(source.glob("*/publication.md"))
    text = file.read_text(encoding="utf-8")
    plain = re.search(r"^## [^\n]+\{#([a-z]+)[^\n]*\n.*?(::: plain\n.*?\n:::\n)", text, re.DOTALL | re.MULTILINE)
    assert plain
    without = text.replace(plain[2], "").replace(f", {plain[1]}", "").replace(f"[{plain[1]}, ", "[")
    file.write_text(without, encoding="utf-8")
    report = build(options(root, source, output), lambda _: None)
    line = without[: without.index(plain[0].split("\n", 1)[0])].count("\n") + 1
    assert [(one.code, one.where.path, one.where.line) for one in report.findings] == [("P016", file.as_posix(), line)]
    assert (report.proven, report.withheld) == ((), (file.parent.name,))
    assert not (output / file.parent.name).exists()


def test_code_and_templates_know_no_topic(root: Path, first: Publication, publication: Publication) -> None:
    sought = topic(first) | topic(publication)
    files = [path for folder in ("imprint", "templates") for path in sorted((root / folder).rglob("*"))]
    texts = {
        path: path.read_text(encoding="utf-8")
        for path in files
        if path.is_file() and "__pycache__" not in path.parts and path.name != LEXICON
    }
    assert len(texts) > 80
    guilty = {path.relative_to(root).as_posix(): found for path, text in texts.items() if (found := held(text, sought))}
    assert guilty == {}


def test_a_cover_is_a_picture(built: Built) -> None:
    with zipfile.ZipFile(built.folder / "leaflet.epub") as book:
        covers = [book.read(name) for name in book.namelist() if name.endswith("cover.png")]
    assert [data[:8] for data in covers] == [b"\x89PNG\r\n\x1a\n"]
    assert io.BytesIO(covers[0]).getbuffer().nbytes > 5000
