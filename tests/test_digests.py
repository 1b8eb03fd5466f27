from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from imprint.digests import digest
from imprint.errors import Where
from imprint.model import Dates, EvidenceStatus, Figure, Harm, Intervention

FIGURE = Figure("figures/a.png", b"\x89PNG", "image/png", 4, 3)


@dataclass(frozen=True)
class Text:
    words: tuple[str, ...]
    where: Where


def test_the_place_of_a_source_file_changes_nothing() -> None:
    here, there = (Text(("a",), Where(f"{folder}/publication.md", 7)) for folder in ("source", "/elsewhere/source"))
    assert digest(here) == digest(there)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (FIGURE, replace(FIGURE, data=b"\x89PNH")),
        (Dates(date(2026, 11, 22)), Dates(date(2026, 11, 23))),
        (Dates(date(2026, 11, 22), published=None), Dates(date(2026, 11, 22), published=date(2026, 11, 22))),
        (
            Intervention("x", "drug", EvidenceStatus.MIXED, Harm.MILD),
            Intervention("x", "drug", EvidenceStatus.MIXED, Harm.DEATH),
        ),
        (("ab", "c"), ("a", "bc")),
        ({"a": b"1"}, {"a": b"2"}),
        (None, ""),
        (date(2026, 11, 22), "2026-11-22"),
    ],
)
def test_a_changed_input_changes_the_digest(one: object, other: object) -> None:
    assert digest(one) != digest(other)


def test_the_order_of_a_mapping_or_a_set_changes_nothing() -> None:
    assert digest({"a": 1, "b": 2}, frozenset("ab")) == digest({"b": 2, "a": 1}, frozenset("ba"))


def test_what_has_no_meaning_of_its_own_is_refused() -> None:
    with pytest.raises(TypeError, match="has no digest"):
        digest(Path("source"))
