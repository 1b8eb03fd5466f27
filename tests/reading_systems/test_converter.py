"""A converter that shares no code with our packer takes the e-books apart: nothing is lost on the way elsewhere."""

import io
import json
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from imprint.checking.requirements import required
from imprint.editions import editions, produce, workshop
from imprint.model import Edition, Format, Place
from imprint.pandoc import executable
from imprint.reading import read, read_words
from tests.conftest import needs_tools_of_editions

pytestmark = pytest.mark.slow
TODAY = date(2026, 11, 22)
BOOKS = [edition for edition in editions() if edition.format in (Format.EBOOK, Format.AUDIO)]


def converted(folder: Path, *options: str) -> str:
    """What pandoc's own EPUB reader makes of a book, without a word of complaint."""
    command = [executable(), "--from", "epub", "--wrap", "none", *options, "book.epub"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, timeout=60)
    assert done.stderr == ""
    return done.stdout


def headings(node: Any) -> Iterator[str]:
    """Every heading in a document of pandoc's, in order."""
    if isinstance(node, dict) and node.get("t") == "Header":
        yield " ".join("".join(letters(node["c"][2])).split())
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from headings(child)


def letters(node: Any) -> Iterator[str]:
    """The words of inlines, whatever they stand in."""
    if isinstance(node, dict) and node.get("t") in ("Str", "Space", "SoftBreak"):
        yield node.get("c", " ")
    else:
        for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            yield from letters(child)


def pictures(names: Iterator[str]) -> int:
    return sum(name.endswith((".png", ".jpg", ".jpeg")) for name in names)


@pytest.mark.parametrize("edition", BOOKS, ids=lambda one: one.name)
@pytest.mark.parametrize("source", ["source", "tests/sources/clinic"])
def test_a_converter_finds_headings_in_order_pictures_and_every_disclaimer(
    source: str, edition: Edition, root: Path, tmp_path: Path
) -> None:
    needs_tools_of_editions()
    words = read_words(root / "templates/shared/words.yaml")
    (one,) = read(root / source, words)[0].publications
    with workshop(root / "templates", tuple(editions()), presses=1) as shop:
        made = produce(one, edition, words["en"], TODAY, shop)
    book = next(artefact.data for artefact in made if artefact.path == edition.filename)
    (tmp_path / "book.epub").write_bytes(book)

    text = " ".join(converted(tmp_path, "--to", "plain", "--extract-media", "media").split())
    packed = zipfile.ZipFile(io.BytesIO(book)).namelist()
    assert pictures(iter(packed)) == pictures(str(path) for path in (tmp_path / "media").rglob("*")) > 0

    found = list(headings(json.loads(converted(tmp_path, "--to", "json"))))
    wanted = [section.headings.at(level) for level in edition.levels for section in one.sections_at(level)]
    assert [heading for heading in found if heading in wanted] == wanted

    needs = [need.wording for need in required(one, words["en"], TODAY, edition) if need.place is not Place.FOOTER]
    assert len(needs) > 5
    assert [wording for wording in needs if text.count(wording) < needs.count(wording)] == []
