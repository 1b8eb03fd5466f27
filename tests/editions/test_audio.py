"""The audio book as a file: what EPUBCheck says, what is read aloud and how its parts can be skipped."""

import io
import re
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest

from imprint.checking.overlays import read_overlay
from imprint.editions.audio import clock
from imprint.model import Level
from tests.editions.making import Files
from tests.samples import publication

SMIL, OPS = "{http://www.w3.org/ns/SMIL}", "{http://www.idpf.org/2007/ops}"
Book = Mapping[str, bytes]


@pytest.fixture
def book(draft: Files) -> Book:
    with zipfile.ZipFile(io.BytesIO(draft["audio.epub"])) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.slow
def test_epubcheck_finds_nothing(draft: Files, complete: Files, epubcheck: tuple[str, ...], tmp_path: Path) -> None:
    for number, files in enumerate((draft, complete)):
        path = tmp_path / f"{number}.epub"
        path.write_bytes(files["audio.epub"])
        done = subprocess.run([*epubcheck, "--failonwarnings", str(path)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_each_section_can_be_skipped(book: Book) -> None:
    """Each is a sequence of its own, of the elements that stand in it."""
    root = ElementTree.fromstring(book["EPUB/text.smil"])
    sections = {one.get(f"{OPS}textref"): one.get(f"{OPS}type") for one in root.iter(f"{SMIL}seq")}
    wanted = [f"text.xhtml#{section.id}" for section in publication().sections_at(Level.PLAIN)]
    assert [one for one, kind in sections.items() if kind == "chapter" and "#_" not in str(one)] == wanted
    nav = book["EPUB/nav.xhtml"].decode()
    assert all(f'href="{address}"' in nav for address in sections if not str(address).startswith("text.xhtml#_"))


def test_the_sources_are_a_bibliography_that_reading_systems_can_leave_out(book: Book) -> None:
    assert b'epub:textref="text.xhtml#_sources" epub:type="bibliography"' in book["EPUB/text.smil"]


def test_what_is_read_is_highlighted_by_a_class_that_has_a_style(book: Book) -> None:
    package, style = book["EPUB/package.opf"].decode(), book["EPUB/style.css"].decode()
    (name,) = re.findall(r'"media:active-class">([^<]+)<', package)
    assert f".{name} {{" in style


def test_the_package_says_how_long_reading_takes(book: Book) -> None:
    lengths = [max(clip.end for clip in read_overlay(book[f"EPUB/{one}.smil"], one)) for one in ("start", "text")]
    assert (
        f'<meta property="media:duration">{clock(round(1000 * sum(lengths)))}</meta>'
        in book["EPUB/package.opf"].decode()
    )


@pytest.mark.parametrize(
    ("milliseconds", "said"), [(0, "0:00:00.000"), (62_345, "0:01:02.345"), (3_600_000, "1:00:00.000")]
)
def test_times_are_written_as_clocks(milliseconds: int, said: str) -> None:
    assert clock(milliseconds) == said


def test_it_is_another_book_than_the_ebook_for_reading_systems(draft: Files) -> None:
    """They keep one book for one identifier: where the two had the same, one would take the other's place."""
    books = (zipfile.ZipFile(io.BytesIO(draft[name])) for name in ("audio.epub", "leaflet.epub"))
    packages = [book.read("EPUB/package.opf") for book in books]
    found = [re.findall(rb"<dc:identifier[^>]*>([^<]+)<", package) for package in packages]
    assert [len(one) for one in found] == [1, 1]
    assert found[0] != found[1]
