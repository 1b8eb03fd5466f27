"""The article of the source: what its evidence does not bear is listed, each at its line, and nothing else."""

from datetime import date
from pathlib import Path

import pytest

from imprint import editorial
from imprint.codes import bars_release
from imprint.model import Level, Publication, Status, Words
from imprint.reading import read, read_words

TODAY = date(2026, 11, 25)
OPEN = [
    ("C034", "but they rarely offer a definitive cure"),
    ("C036", "a promising frontier in the search for cures"),
    ("C036", "but they rarely offer a definitive cure"),
    ("C036", "unique ability to regenerate damaged tissues"),
    ("C036", "patients experienced significant remission"),
    ("C036", "remains largely experimental"),
    ("C036", "Most treatments are still experimental"),
    ("C036", "infections, organ damage, and even mortality"),
    ("C036", "relative safety"),
    ("C036", "safer, and accessible cures in the future"),
    ("C036", "exciting potential for curing autoimmune diseases"),
    ("C036", "It represents a promising, evolving field"),
    ("C036", "potential into widespread clinical reality"),
    ("L001", "cures"),
    ("L001", "curing"),
]


@pytest.fixture(scope="module")
def words(root: Path) -> Words:
    return read_words(root / "templates/shared/words.yaml")["en"]


@pytest.fixture(scope="module")
def article(root: Path, words: Words) -> Publication:
    catalogue, _ = read(root / "source", {"en": words}, ["stem-cells-autoimmune"])
    return catalogue.publications[0]


def test_its_open_findings_are_these_in_the_full_text_alone(article: Publication, words: Words, root: Path) -> None:
    found = editorial.judge_source(article, words, TODAY)
    assert [one.code for one in found] == [code for code, _ in OPEN]
    assert all(said in one.message for one, (_, said) in zip(found, OPEN, strict=True))
    assert all(bars_release(one) for one in found)
    proses = [section.at(Level.PLAIN) for section in article.sections]
    plain = {line for prose in proses if prose for one in prose.stretches for _, line in one.lines}
    assert not plain & {one.where.line for one in found}
    lines = (root / "source/stem-cells-autoimmune/publication.md").read_text("utf-8").split("\n")
    for one, (_, said) in zip(found, OPEN, strict=True):
        near = " ".join(lines[(one.where.line or 0) - 1 :][:3])
        assert said.split()[0] in near, (one.where, said)


def test_every_marked_claim_has_an_id_and_its_evidence(article: Publication) -> None:
    ids = {claim.id for one in article.sections for prose in (one.full, one.plain) if prose for claim in prose.claims}
    assert ids == {one.id for one in article.claims}


def test_it_stays_a_draft(article: Publication) -> None:
    assert article.status(TODAY) is Status.DRAFT
