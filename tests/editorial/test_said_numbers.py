"""The numbers that finished files say: those of the text, in every edition; an altered digit is found."""

import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from imprint import checking
from imprint.editions import workshop
from imprint.editorial import judge_finished
from imprint.errors import Severity
from imprint.evidence import Evidence, Said
from imprint.model import Edition, Format, Kind, Level, Prose, Publication, Stretch
from imprint.pipeline import Options
from imprint.pipeline.made import Made
from imprint.pipeline.making import possible
from imprint.reading import read, read_words
from tests import samples
from tests.conftest import needs_tools_of_editions
from tests.editions.making import made_anew

TODAY = date(2026, 11, 25)
WORDS = read_words(samples.TEMPLATES / "shared/words.yaml")
SOURCES = ("source", "tests/sources/clinic", "tests/sources/shapes")


def made(root: Path, source: Path) -> Iterator[Made]:
    options = Options(source, root / "templates", Path("out"), TODAY)
    catalogue, _ = read(options.source, WORDS)
    with workshop(options.templates, possible(options)) as shop:
        yield from (made_anew(one, WORDS["en"], options, shop) for one in catalogue.publications)


def evidence_of(one: Made, files: Mapping[str, bytes]) -> tuple[Evidence, ...]:
    return checking.prove(one.publication, WORDS["en"], TODAY, one.editions, files, "out", None).evidence


def found(publication: Publication, evidence: tuple[Evidence, ...]) -> list[str]:
    every = judge_finished(publication, WORDS["en"], TODAY, evidence, "out")
    findings = [one for one in every if one.code == "C016"]
    assert all(one.severity is Severity.ERROR for one in findings)
    return [f"{one.where}: {one.message}" for one in findings]


@pytest.fixture(scope="module")
def clinic(root: Path) -> Made:
    needs_tools_of_editions()
    (one,) = made(root, root / SOURCES[1])
    return one


@pytest.mark.slow
@pytest.mark.parametrize("name", SOURCES)
def test_every_edition_says_the_numbers_of_its_text(root: Path, name: str) -> None:
    needs_tools_of_editions()
    for one in made(root, root / name):
        evidence = evidence_of(one, one.files)
        assert all(item.said for item in evidence)
        assert found(one.publication, evidence) == []


@pytest.fixture(scope="module")
def mutant(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The clinic's files, had somebody typed one other digit."""
    needs_tools_of_editions()
    source = Path(shutil.copytree(root / SOURCES[1], tmp_path_factory.mktemp("mutant") / "clinic"))
    text = source / "walking-blisters/publication.md"
    assert text.read_text("utf-8").count("| 2.50 |") == 1
    text.write_text(text.read_text("utf-8").replace("| 2.50 |", "| 2.60 |"), "utf-8")
    (one,) = made(root, source)
    return one.files


@pytest.mark.slow
@pytest.mark.parametrize("name", ["index.html", "leaflet.pdf", "leaflet.txt", "leaflet.brf"])
def test_one_changed_digit_in_a_file_is_found(clinic: Made, mutant: Mapping[str, bytes], name: str) -> None:
    findings = found(clinic.publication, evidence_of(clinic, {**clinic.files, name: mutant[name]}))
    told = "in the section “care”, the file leaves out “50” and adds “60”, against the text"
    assert findings == [f"out/{name} (care): {told}"]


SECTION = samples.section(
    "one",
    Prose('[{"t":"Para","c":[]}]', (), (Stretch(Kind.PARAGRAPH, "2 in 100, or two in a hundred", 0, ((0, 3),)),)),
)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("2 in 100 [1, 2], or two in a hundred", ""),
        ("1. 2 in 100, or two in a hundred", ""),
        ("2 in 100, or two in a hundred [1, p. 3]", ""),
        ("3 in 100, or two in a hundred", "leaves out “2” and adds “3”"),
        ("2 in 100, or three in a hundred", "leaves out “two” and adds “three”"),
        ("2 in 100", "leaves out “two”, “hundred”"),
        ("2 in 100, or two in a hundred, or 2", "adds “2”"),
    ],
)
def test_what_a_file_says_is_counted(said: str, told: str) -> None:
    edition = Edition("page", Format.PAGE, (Level.FULL,), "index.html", "text/html")
    blocks = (
        Said(Level.FULL, "one", Kind.HEADING, "About one", ""),
        Said(Level.FULL, "one", Kind.PARAGRAPH, said, ""),
        Said(Level.FULL, "one", Kind.PARAGRAPH, "A notice with 7 words.", "", is_notice=True),
        Said(Level.FULL, "", Kind.ITEM, "A source of 2019.", ""),
    )
    publication = samples.publication(sections=(SECTION,), plain_order=(), glossary=())
    findings = found(publication, (Evidence(edition, (), said=blocks),))
    assert findings == (
        [f"out/index.html (one): in the section “one”, the file {told}, against the text"] if told else []
    )
