"""The first publication keeps what was supplied, cites only what it lists, and stays easy to read."""

import hashlib
import re
import runpy
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image, ImageChops

from imprint import reading

# The supplied article's 22 sentences, one per line, in order; two transcription faults repaired (a word split over a
# paragraph break; the title repeated at the start of paragraph 1). Made by `sentences()` below: SHA-256 of their UTF-8.
IN_ITS_PLACE = ("draft-unset", "changed-since-check", "withdrawn")  # of the words that nobody has checked a text
SUPPLIED = "3f88c7cb3df5c5363d385a7f759be96032e545b1294e722bb3668bf0530a2560"

PLAIN = re.compile(r"^::: plain\n(.*?)^:::$", re.DOTALL | re.MULTILINE)
FIGURE = re.compile(r'!\[([^\]]*)\]\((\S+)\s"([^"]*)"\)')
CITATION = re.compile(r"\s*\[(@[^\]]*)\]")
CLAIM = re.compile(r"\[([^\]]*)\]\{\.claim\s+kind=\w+(?:\s+id=[\w-]+)?\}")
HEADING = re.compile(r"^#.*$", re.MULTILINE)
BREAK = re.compile(r"\n\s*\n|\n(?=- |\d\. )")
WORD = re.compile(r"[^\W_][\w'’-]*")


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    return root / "source/stem-cells-autoimmune"


@pytest.fixture(scope="module")
def source(folder: Path) -> str:
    """The text below the front matter."""
    return read(folder / "publication.md").split("\n---\n", 1)[1]


@pytest.fixture(scope="module")
def plain(source: str) -> list[str]:
    return sentences("\n\n".join(PLAIN.findall(source)))


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def front_matter(folder: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(read(folder / "publication.md").split("\n---\n", 1)[0])
    return loaded


def sentences(text: str) -> list[str]:
    """The sentences a reader sees: without figures, headings, citations and marks, every white space one space."""
    bare = CLAIM.sub(r"\1", CITATION.sub("", HEADING.sub("", FIGURE.sub("", text))))
    blocks = [re.sub(r"^(- |\d\. )", "", re.sub(r"\s+", " ", block).strip()) for block in BREAK.split(bare)]
    return [sentence for block in blocks if block for sentence in re.split(r"(?<=[.?!]) ", block)]


def words(sentence: str) -> list[str]:
    return WORD.findall(sentence)


def syllables(word: str) -> int:
    """Groups of vowels, without a silent e: good to about one word in ten, which is enough to see a text grow hard."""
    bare = re.sub(r"(?<=[^aeiouyl])e[ds]?$", "", word.lower())
    return max(1, len(re.findall(r"[aeiouy]+", bare)))


def test_the_source_is_read_without_a_finding_but_its_supplied_long_paragraphs(root: Path, folder: Path) -> None:
    words_ = reading.read_words(root / "templates/shared/words.yaml")
    catalogue, findings = reading.read(root / "source", words_, [folder.name])
    assert {finding.code for finding in findings} <= {"P034"}
    assert [publication.id for publication in catalogue.publications] == [folder.name]


def test_full_text_is_the_supplied_one(source: str) -> None:
    found = sentences(PLAIN.sub("", source))
    assert len(found) == 22
    assert hashlib.sha256("\n".join(found).encode()).hexdigest() == SUPPLIED


def test_one_changed_word_would_be_noticed(source: str) -> None:
    changed = source.replace("is not a guaranteed cure", "is a guaranteed cure")
    assert changed != source
    assert hashlib.sha256("\n".join(sentences(PLAIN.sub("", changed))).encode()).hexdigest() != SUPPLIED


def test_citations_and_references_are_the_same(source: str, folder: Path) -> None:
    cited = {key for group in CITATION.findall(source) for key in re.findall(r"@([\w-]+)", group)}
    listed = [item["id"] for item in yaml.safe_load(read(folder / "references.yaml"))["references"]]
    assert len(listed) == len(set(listed))
    assert cited == set(listed)


def test_numbers_in_the_plain_text_have_a_source(source: str) -> None:
    text = "\n\n".join(PLAIN.findall(source))
    counted = [block for block in BREAK.split(FIGURE.sub("", text)) if re.search(r"\d+ in \d+", block)]
    assert counted
    for block in counted:
        for sentence in re.split(r"(?<=\.)\s", block):
            assert not re.search(r"\d+ in \d+", sentence) or CITATION.search(sentence), sentence


def test_every_full_section_has_a_plain_counterpart_or_says_that_it_has_none(source: str, folder: Path) -> None:
    sections = re.split(r"^## ", source, flags=re.MULTILINE)[1:]
    full_only = [section for section in sections if ".full-only}" in section]
    both = [match[1] for part in sections if (match := re.search(r"\{#([a-z-]+) plain=\"[^\"]+\"\}", part))]
    assert len(both) + len(full_only) == len(sections)
    assert all(bool(PLAIN.search(section)) != (section in full_only) for section in sections)
    assert sorted(front_matter(folder)["plain_order"]) == sorted(both)


def test_plain_sentences_are_short(plain: list[str]) -> None:
    assert not [sentence for sentence in plain if len(words(sentence)) > 20]
    assert sum(len(words(sentence)) for sentence in plain) / len(plain) <= 12


def test_plain_text_fits_one_sheet(plain: list[str]) -> None:
    assert 250 <= sum(len(words(sentence)) for sentence in plain) <= 430


def test_plain_text_reads_at_a_ten_year_olds_age(plain: list[str]) -> None:
    """Flesch-Kincaid grade (Kincaid and others 1975), with counted vowel groups for syllables."""
    all_words = [word for sentence in plain for word in words(sentence)]
    grade = 0.39 * len(all_words) / len(plain) + 11.8 * sum(map(syllables, all_words)) / len(all_words) - 15.59
    assert grade <= 6


def test_full_text_would_not_pass_as_plain(source: str) -> None:
    full = sentences(PLAIN.sub("", source))
    all_words = [word for sentence in full for word in words(sentence)]
    assert 0.39 * len(all_words) / len(full) + 11.8 * sum(map(syllables, all_words)) / len(all_words) - 15.59 > 12


def test_figures_are_there_and_described(source: str, folder: Path) -> None:
    figures = FIGURE.findall(source)
    assert figures
    for description, path, caption in figures:
        assert (folder / path).stat().st_size < 300_000
        assert len(words(description)) >= 10
        assert re.sub(r"\s+", " ", description) != re.sub(r"\s+", " ", caption)


def test_the_picture_is_what_its_drawing_makes(root: Path, folder: Path, tmp_path: Path) -> None:
    drawn, kept = tmp_path / "drawn.png", folder / "figures/transplant-steps.png"
    runpy.run_path(str(root / "docs/figures/draw.py"))["draw"](root / "docs/figures/transplant-steps.svg", drawn)
    with Image.open(drawn) as fresh, Image.open(kept) as old:
        assert fresh.size == old.size
        difference = ImageChops.difference(fresh.convert("L"), old.convert("L"))
    # another PDFium may smooth an edge differently; a moved line or changed word is blacker than that
    assert sum(difference.histogram()[128:]) < 200


def test_what_stands_on_every_page_is_short(root: Path) -> None:
    registry = yaml.safe_load(read(root / "source/disclaimers.yaml"))["disclaimers"]
    drafts = [entry for entry in registry if "footer" in entry["places"] and entry["id"] not in IN_ITS_PLACE]
    assert drafts
    longest = next(len(words(printed(entry["footer"], "say"))) for entry in drafts if entry["id"] == "not-reviewed")
    others = [printed(entry["footer"], "say") for entry in registry if entry["id"] in IN_ITS_PLACE]
    assert all(len(words(text)) <= longest for text in others)
    for state in ("say", "unset"):
        text = " ".join(printed(entry["footer"], state) for entry in drafts)
        assert len(words(text)) <= 40


def printed(wording: str | list[str | dict[str, str]], state: str) -> str:
    sentences_ = [wording] if isinstance(wording, str) else wording
    return " ".join(sentence if isinstance(sentence, str) else sentence[state] for sentence in sentences_)
