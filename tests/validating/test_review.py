"""The page that shows what changed is without fault itself."""

from dataclasses import replace

import pytest

from imprint.editions import environment
from imprint.editorial import changes
from imprint.errors import Where
from imprint.model import ByLevel, Decision, Review
from imprint.pairs import pairs
from imprint.reporting import review_page
from imprint.validating import Site, validate
from tests.samples import TEMPLATES, TODAY, publication
from tests.validating.asking import refuse, tools_here

pytestmark = pytest.mark.slow


def page(is_reviewed: bool) -> bytes:
    """All parts: unread, or with words that are gone, new, changed, and as they were."""
    one = publication()
    who = ("A. Name", "nobody", TODAY, "all")
    reviews = tuple(
        Review(pair.id, Decision.APPROVED, *who, (*pair.full[1:], "gone"), pair.plain, Where("reviews.yaml", 1))
        for pair in pairs(replace(one, titles=ByLevel("Walking: another sample", one.titles.plain)))
    )
    if is_reviewed:
        one = replace(one, reviews=reviews, pending=("*", "harm", "gain"), stale=("*", "harm"))
    return review_page(one, changes(one), environment(TEMPLATES)).encode()


def test_axe_and_nu_find_nothing_in_it() -> None:
    files = {"new/review.html": page(is_reviewed=False), "old/review.html": page(is_reviewed=True)}
    assert b"<del>" in files["old/review.html"]
    assert b"<ins>" in files["old/review.html"]
    said = validate(Site(files), tools_here(), only=["axe", "Nu"])
    refuse([f"{name} needs {lack.tool}: {lack.command}" for name, lack in said.missing])
    assert {(one.validator, one.path) for one in said.verdicts} == {
        (name, path) for name in ("axe", "Nu") for path in files
    }
    assert [(one.path, flaw) for one in said.verdicts for flaw in one.flaws] == []
