"""Places in copies are told as those of the originals."""

from dataclasses import replace
from pathlib import Path

from imprint.errors import Finding, Where
from imprint.pipeline.naming import renamed
from tests.samples import publication

COPY, ORIGINAL = Path("/tmp/imprint-1/source"), Path("../texts")


def test_wherever_a_place_stands_it_is_told_as_that_of_the_original() -> None:
    found = Finding("Y001", Where(f"{COPY}/one/a.md", 3), f"{COPY}/one/a.md is missing", "look into it")
    told = Finding("Y001", Where("../texts/one/a.md", 3), "../texts/one/a.md is missing", "look into it")
    assert renamed((found, {"why": (found,)}), COPY, ORIGINAL) == (told, {"why": (told,)})


def test_a_publication_keeps_all_but_its_places() -> None:
    one = publication(where=Where(f"{COPY}/sample/publication.md", 1))
    original = replace(one, where=Where("../texts/sample/publication.md", 1))
    assert renamed(one, COPY, ORIGINAL) == original
    assert renamed(one, COPY, ORIGINAL).sections is one.sections


def test_what_names_nothing_stays_the_very_same() -> None:
    one = publication()
    assert renamed(one, COPY, ORIGINAL) is one
