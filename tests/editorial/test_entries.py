"""Decisions are added to a file, and nothing else in it changes."""

from datetime import date
from pathlib import Path

import pytest

from imprint.editorial import with_entries
from imprint.errors import ImprintError, Where
from imprint.model import Decision, Review
from imprint.pipeline import with_decisions
from imprint.reading import decisions

FILE = Path("reviews.yaml")
OLD = with_entries("", [Review("one", Decision.APPROVED, "A", "b", date(2026, 1, 2), "c", ("x",), (), Where(""))])
NEW = Review("two", Decision.CHANGES_NEEDED, "D", "e", date(2026, 1, 3), "f", ("y: z",), ('"',), Where(""))
ACCEPTED = "accepted:\n- {code: C050, section: one, words: w, by: A, role: b, date: 2026-01-02, why: c}\n"
ENTRY = OLD[OLD.index("- section") :]


def indented(text: str) -> str:
    return "".join(f"  {line}" for line in text.splitlines(keepends=True))


FILES = {
    "none": "",
    "one entry": OLD,
    "accepted above": ACCEPTED + OLD,
    "accepted below": OLD + "\n# a note\n" + ACCEPTED,
    "no end of line": OLD.rstrip("\n"),
    "an empty list": "reviews: []\n",
    "an empty list, and more": "reviews: []\n" + ACCEPTED,
    "nothing in the list": "reviews:\n",
    "no list": ACCEPTED,
    "entries that are indented": f"reviews:\n{indented(ENTRY)}",
    "notes at the end": OLD + "# the end\n",
    "lines of another system": OLD.replace("\n", "\r\n"),
    "a note alone": "# a note\n",
}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES.keys())
def test_an_entry_is_added_and_all_that_was_there_stays(text: str) -> None:
    added = with_decisions(text, [NEW], FILE)
    before, after = decisions(text, FILE), decisions(added, FILE)
    assert after is not None
    assert [one.section for one in after] == [one.section for one in before or ()] + ["two"]
    assert (after[-1].full, after[-1].plain, after[-1].decision) == (NEW.full, NEW.plain, NEW.decision)
    rest = iter(added)
    assert all(letter in rest for letter in text.replace("reviews: []", "reviews:"))  # in their order


def test_what_stands_before_the_entry_stays_byte_for_byte() -> None:
    assert with_entries(OLD, [NEW]).startswith(OLD)
    assert with_entries(OLD.replace("\n", "\r\n"), [NEW]).count("\r\n") == with_entries(OLD, [NEW]).count("\n")


@pytest.mark.parametrize(
    "text", ["reviews: [{section: one}]\n", "{reviews: []}\n", "- a\n", "reviews:\n- section: one\n"]
)
def test_a_file_that_is_written_otherwise_is_left_alone(text: str) -> None:
    with pytest.raises(ImprintError) as refused:
        with_decisions(text, [NEW], FILE)
    assert [one.code for one in refused.value.findings] == ["E012"]
