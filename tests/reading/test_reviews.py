"""What people have decided: which decision counts, what is pending, what is stale; and no record can be altered."""

import itertools
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from imprint.editorial import with_entries
from imprint.errors import Where
from imprint.model import Decision, Publication, Review, Status, Words
from imprint.pairs import Pair, pairs
from imprint.reading import REVIEWS, decisions, read, read_words
from imprint.reading.reviews import LIMIT
from tests.reading.broken import copied_base

SPLINTERS = [
    "- ",
    ": ",
    "\n",
    "reviews:",
    "*a",
    "&a",
    "!!x",
    "'",
    '"',
    "{",
    "}",
    "\t",
    "\u202e",
    "approved",
    "\ud800",
    "#",
]
ALL = ("*", "what-it-is", "treatment")
DAY = date(2026, 11, 1)


@pytest.fixture(scope="module")
def words(root: Path) -> Mapping[str, Words]:
    return read_words(root / "templates/shared/words.yaml")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return copied_base(tmp_path)


def review(pair: Pair, decision: Decision = Decision.APPROVED, day: date = DAY) -> Review:
    who = "Test Reviewer (invented for the tests)"
    return Review(pair.id, decision, who, "nobody", day, "everything", pair.full, pair.plain, Where("nowhere"))


def add(source: Path, *reviews: Review) -> None:
    file = source / "hay-fever" / REVIEWS
    text = file.read_text("utf-8") if file.exists() else ""
    file.write_text(with_entries(text, reviews), "utf-8")


def the(source: Path, words: Mapping[str, Words]) -> Publication:
    (publication,) = read(source, words)[0].publications
    return publication


def by_id(publication: Publication) -> dict[str, Pair]:
    return {pair.id: pair for pair in pairs(publication)}


def reword(source: Path) -> None:
    text = source / "hay-fever/publication.md"
    text.write_text(text.read_text("utf-8").replace("Tablets can help you.", "Tablets may help you."), "utf-8")


def test_without_a_record_everything_is_pending_and_nothing_stale(source: Path, words: Mapping[str, Words]) -> None:
    publication = the(source, words)
    assert (publication.pending, publication.stale, publication.reviews) == (ALL, (), ())
    assert publication.status(DAY) is Status.DRAFT


def test_what_is_approved_as_it_is_waits_for_nobody(source: Path, words: Mapping[str, Words]) -> None:
    pair = by_id(the(source, words))["treatment"]
    add(source, review(pair))
    publication = the(source, words)
    assert (publication.pending, publication.stale) == (("*", "what-it-is"), ())
    assert [(one.section, one.full, one.plain) for one in publication.reviews] == [("treatment", pair.full, pair.plain)]


def test_what_changed_since_is_stale_until_it_is_approved_again(source: Path, words: Mapping[str, Words]) -> None:
    add(source, *map(review, pairs(the(source, words))))
    assert the(source, words).pending == ()
    reword(source)
    publication = the(source, words)
    assert (publication.pending, publication.stale) == (("treatment",), ("treatment",))
    add(source, review(by_id(publication)["treatment"], Decision.CHANGES_NEEDED))
    assert the(source, words).stale == ("treatment",)  # it was approved once, and still is not what that was
    add(source, review(by_id(publication)["treatment"]))
    publication = the(source, words)
    assert (publication.pending, publication.stale) == ((), ())


def test_a_change_that_is_taken_back_needs_no_new_approval(source: Path, words: Mapping[str, Words]) -> None:
    before = (source / "hay-fever/publication.md").read_bytes()
    add(source, *map(review, pairs(the(source, words))))
    reword(source)
    (source / "hay-fever/publication.md").write_bytes(before)
    assert the(source, words).pending == ()


@pytest.mark.parametrize(
    ("given", "pending"),
    [
        ([(Decision.APPROVED, 1), (Decision.CHANGES_NEEDED, 2)], True),
        ([(Decision.CHANGES_NEEDED, 2), (Decision.APPROVED, 1)], True),  # by day first
        ([(Decision.CHANGES_NEEDED, 1), (Decision.APPROVED, 1)], False),  # then by place
        ([(Decision.APPROVED, 1), (Decision.CHANGES_NEEDED, 1)], True),
        ([(Decision.CHANGES_NEEDED, 1), (Decision.APPROVED, 2)], False),
    ],
)
def test_the_newest_decision_counts(
    given: Sequence[tuple[Decision, int]], pending: bool, source: Path, words: Mapping[str, Words]
) -> None:
    pair = by_id(the(source, words))["treatment"]
    add(source, *(review(pair, decision, DAY.replace(day=day)) for decision, day in given))
    publication = the(source, words)
    assert ("treatment" in publication.pending) is pending
    assert publication.stale == ()  # it has not changed


def test_entries_of_two_branches_read_the_same_in_any_order(source: Path, words: Mapping[str, Words]) -> None:
    add(source, *map(review, pairs(the(source, words))))
    reword(source)
    found = by_id(the(source, words))
    later = DAY.replace(day=2)
    file = source / "hay-fever" / REVIEWS
    common = file.read_text("utf-8")
    ours = with_entries(common, [review(found["treatment"], day=later)]).removeprefix(common)
    theirs = with_entries(common, [review(found["*"], Decision.CHANGES_NEEDED, later)]).removeprefix(common)
    results = []
    for order in itertools.permutations((ours, theirs)):
        file.write_text(common + "".join(order), "utf-8")
        publication = the(source, words)
        results.append((publication.pending, publication.stale))
    assert results == [(("*",), ()), (("*",), ())]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("  role: ", "  rloe: ", "Y009"),
        ("  scope: ", "  by: ", "Y006"),
        ("decision: approved", "decision: aproved", "Y012"),
        ("date: 2026-11-01", "date: 1 November", "Y013"),
        ('section: "treatment"', 'section: "Treatment!"', "Y016"),
        ("Tablets can help you.", "Tablets help you.", "Y050"),
        ("## What helps?", "## What heals?", "Y050"),
        ("reviews:", "review:", "Y009"),
        ('by: "Test Reviewer (invented for the tests)"', "by:", "Y010"),
    ],
)
def test_a_record_is_read_strictly(old: str, new: str, code: str, source: Path, words: Mapping[str, Words]) -> None:
    add(source, review(by_id(the(source, words))["treatment"]))
    file = source / "hay-fever" / REVIEWS
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    catalogue, findings = read(source, words)
    assert code in {one.code for one in findings}
    assert catalogue.publications == ()
    assert all(one.where.path == file.as_posix() for one in findings if one.code == code)
    assert all(one.where.line for one in findings)


def test_a_record_that_is_a_link_or_too_large_is_refused(source: Path, words: Mapping[str, Words]) -> None:
    file = source / "hay-fever" / REVIEWS
    file.symlink_to(source / "elsewhere.yaml")
    assert "Y004" in {one.code for one in read(source, words)[1]}
    file.unlink()
    file.write_bytes(b"#" * (LIMIT + 1))
    assert "Y003" in {one.code for one in read(source, words)[1]}


def test_what_is_written_is_what_is_read(source: Path, words: Mapping[str, Words]) -> None:
    """Whatever stands in a line: quotes, colons, hashes, backslashes, letters of all kinds."""
    lines = ('a "b" \\ c: d # e', "- [x] {y} & *z !w %v @u", "ä ß é 中 →", "'", "|", ">", "? -", "null", "12", "~")
    pair = Pair("*", lines, (), Where("x"))
    one = replace(review(pair), by='Test "Reviewer": # 1', scope="a: b")
    text = with_entries("", [one])
    file = source / "hay-fever" / REVIEWS
    assert decisions(text, file) == (replace(one, where=Where(file.as_posix())),)


@pytest.mark.parametrize("seed", range(15))
def test_whatever_is_broken_is_a_finding_and_never_a_traceback(
    seed: int, source: Path, words: Mapping[str, Words]
) -> None:
    add(source, *map(review, pairs(the(source, words))))
    file, chance = source / "hay-fever" / REVIEWS, random.Random(seed)
    text = file.read_text("utf-8")
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(text))
        text = text[:start] + chance.choice(SPLINTERS) + text[start + chance.randrange(12) :]
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    catalogue, findings = read(source, words)
    assert bool(catalogue.publications) != any(one.is_error for one in findings)
    assert all(str(one).isprintable() for one in findings)
