"""The rules on what output/ is to hold, without a disk."""

from dataclasses import replace

import pytest

from imprint.publishing.manifest import Manifest, write_manifest
from imprint.publishing.plan import Built, Shelf, plan
from tests.publishing.samples import built, unseen


def shelved(*publications: Built) -> Manifest:
    """The manifest of an output that holds these."""
    records = tuple(one.record for one in publications)
    return Manifest("1", records, tuple(line for one in publications for line in one.entries))


def paths(shelf: Shelf) -> list[str]:
    return [line.path for line in shelf.entries]


OLD = shelved(built("bone", "old"), built("stem", "old"))


def test_what_was_built_takes_the_place_of_all_that_was_there() -> None:
    shelf, findings = plan(OLD, [built("stem", "new", ("page",))], ["stem", "bone"], partial=False)
    assert not findings
    assert paths(shelf) == ["bone/en/leaflet.html", "bone/en/page.html", "stem/en/page.html"]
    assert shelf.fresh == {"stem/en/page.html": b"page: new"}
    assert [line.path for line in shelf.kept] == ["bone/en/leaflet.html", "bone/en/page.html"]


def test_what_was_not_built_stays() -> None:
    shelf, _ = plan(OLD, [], ["stem", "bone"], partial=False)
    assert Manifest("1", shelf.records, shelf.entries) == replace(OLD, artefacts=shelf.entries)
    assert (set(shelf.entries), dict(shelf.fresh), shelf.gone) == (set(OLD.artefacts), {}, ())


def test_what_is_no_longer_in_the_source_disappears_even_when_something_else_is_built() -> None:
    shelf, _ = plan(OLD, [built("stem", "new")], ["stem"], partial=False)
    assert shelf.gone == ("bone",)
    assert {record.publication for record in shelf.records} == {"stem"}
    assert not [path for path in paths(shelf) if path.startswith("bone")]


@pytest.mark.parametrize("partial", [True, False])
def test_the_first_build_needs_nothing_to_be_there(partial: bool) -> None:
    shelf, findings = plan(Manifest("1"), [built("stem", "new")], ["stem"], partial)
    assert (len(shelf.entries), findings) == (2, ())


def test_some_editions_stand_beside_the_others_of_the_same_source() -> None:
    shelf, findings = plan(OLD, [built("stem", "again", ("page",), source="old")], ["stem", "bone"], partial=True)
    assert not findings
    assert paths(shelf)[2:] == ["stem/en/leaflet.html", "stem/en/page.html"]
    assert shelf.fresh == {"stem/en/page.html": b"page: again"}


def test_some_editions_of_a_changed_source_are_withheld() -> None:
    shelf, findings = plan(OLD, [built("stem", "new", ("page",))], ["stem", "bone"], partial=True)
    assert [(finding.code, finding.where.path) for finding in findings] == [("E016", "stem")]
    assert "leaflet" in findings[0].message
    assert "build stem" in findings[0].hint
    assert (set(shelf.entries), dict(shelf.fresh)) == (set(OLD.artefacts), {})


def test_some_editions_of_a_changed_source_go_out_when_no_other_is_published() -> None:
    only_page = shelved(built("stem", "old", ("page",)))
    shelf, findings = plan(only_page, [built("stem", "new", ("page",))], ["stem"], partial=True)
    assert (findings, dict(shelf.fresh)) == ((), {"stem/en/page.html": b"page: new"})


def test_one_publication_withheld_does_not_keep_the_others_back() -> None:
    publications = [built("bone", "new", ("page",), source="old"), built("stem", "new", ("page",))]
    shelf, findings = plan(OLD, publications, ["stem", "bone"], partial=True)
    assert [finding.where.path for finding in findings] == ["stem"]
    assert set(shelf.fresh) == {"bone/en/page.html"}
    assert shelf.renewed == {"bone"}


@pytest.mark.parametrize(("first", "second"), [(True, False), (False, True), (False, False)])
def test_a_browser_has_looked_only_if_it_looked_at_every_edition(first: bool, second: bool) -> None:
    old, new = built("stem", "x"), built("stem", "x", ("page",))
    now = shelved(old if first else unseen(old))
    shelf, _ = plan(now, [new if second else unseen(new)], ["stem"], partial=True)
    assert shelf.records[0].browser is None


def test_the_order_of_work_does_not_matter() -> None:
    publications = [built("bone", "b"), built("stem", "s"), built("aorta", "a")]
    shelves = [plan(OLD, order, ["aorta", "bone", "stem"], False)[0] for order in (publications, publications[::-1])]
    one, other = (write_manifest(Manifest("1", shelf.records, shelf.entries)) for shelf in shelves)
    assert one == other
