"""The words of a text with the lines of its source: for rules that tell an editor where."""

from pathlib import Path

import pytest

from imprint.model import ClaimKind, Kind, Level, Publication, Stretch
from imprint.reading import read, read_words
from imprint.reading.references import References
from imprint.reading.report import Desk
from imprint.reading.text import text

SOURCE = """## One {#one}

The first line says *this
and that* [@key, p. 3], and
[may help]{.claim kind=benefit id=c1} [@one; @two]. It ends.

- An item
  - an inner one

![Two dots](figures/dots.png "Many 'dots'")

| Head | 12 |
|------|----|
| cell | 13 |

::: plain
Short.
:::
"""


@pytest.fixture(scope="module")
def read_text() -> tuple[Stretch, ...]:
    report = Desk().report(Path("publication.md"))
    found = text(SOURCE, 10, References(is_readable=False), report)
    assert found is not None
    (section,) = found.sections
    assert section.full is not None
    assert section.plain is not None
    return (*section.full.stretches, *section.plain.stretches)


def test_every_kind_of_stretch_is_told_in_order(read_text: tuple[Stretch, ...]) -> None:
    assert [(one.kind, one.text, one.block) for one in read_text] == [
        (Kind.PARAGRAPH, "The first line says this and that, and may help. It ends.", 0),
        (Kind.ITEM, "An item", 1),
        (Kind.ITEM, "an inner one", 1),
        (Kind.PICTURE, "Two dots", 2),
        (Kind.CAPTION, "Many 'dots'", 2),
        (Kind.CELL, "Head", 3),
        (Kind.CELL, "12", 3),
        (Kind.CELL, "cell", 3),
        (Kind.CELL, "13", 3),
        (Kind.PARAGRAPH, "Short.", 0),
    ]


@pytest.mark.parametrize(
    ("words", "line"), [("The", 13), ("and that", 14), ("and may", 14), ("may help", 15), ("ends", 15)]
)
def test_every_letter_knows_its_line(read_text: tuple[Stretch, ...], words: str, line: int) -> None:
    first = read_text[0]
    assert first.line(first.text.index(words)) == line


def test_citations_and_claims_know_their_letters(read_text: tuple[Stretch, ...]) -> None:
    first = read_text[0]
    assert [(first.text[:place][-4:], key) for place, key in first.cites] == [
        ("that", "key"),
        ("help", "one"),
        ("help", "two"),
    ]
    (mark,) = first.marks
    assert (first.text[mark.start : mark.end], mark.kind, mark.id) == ("may help", ClaimKind.BENEFIT, "c1")


def test_every_stretch_of_real_texts_stands_on_its_line(root: Path) -> None:
    words = read_words(root / "templates/shared/words.yaml")
    seen = 0
    for source in (root / "source", root / "tests/sources/clinic", root / "tests/sources/shapes"):
        for one in read(source, words)[0].publications:
            lines = (source / one.id / "publication.md").read_text(encoding="utf-8").split("\n")
            for stretch in stretches_of(one):
                seen += 1
                for place, line in stretch.lines if stretch.kind is not Kind.CAPTION else ():
                    beginning = stretch.text[place:].strip().split(" ")[0].strip(".,;:“”‘’")[:3]
                    assert beginning in lines[line - 1] or stretch.kind is Kind.PICTURE, (one.id, line, beginning)
    assert seen > 100


def stretches_of(publication: Publication) -> list[Stretch]:
    proses = [section.at(level) for section in publication.sections for level in Level]
    return [stretch for prose in proses if prose for stretch in prose.stretches]
