"""What is kept of a making and of a verdict comes back exactly as it was; what is no such record is refused."""

import hashlib
import json
from collections.abc import Callable

import pytest

from imprint.editions import editions
from imprint.errors import Finding, Severity, Where
from imprint.evidence import Box, Evidence, Need, Passage, Proof, Said, Sight, View
from imprint.model import Artefact, Kind, Level, Place
from imprint.pipeline.records import Making, located, packed, unpacked

FLAW = Finding(
    "A003", Where("/leaflet.pdf", None, 3, "text.xhtml"), "a “title”", "mend\u2028it", Severity.WARNING, "M."
)
MAKING = Making(
    (
        Artefact("a", "en", "page", Level.FULL, "index.html", "text/html", b"\x00\xff<p>"),
        Artefact("a", "en", "page", Level.PLAIN, "figures/a.png", "image/png", b""),
    ),
    (FLAW,),
)
PROOF = Proof(
    (FLAW, Finding("V001", Where("/index.html", 7), "m", "h")),
    tuple(
        Evidence(
            edition,
            (Need("help", Level.PLAIN, None, "Call.", 2, 1), Need("help", Level.FULL, Place.FIRST_BENEFIT, "x", 1, 1)),
            (
                Sight(
                    "help",
                    Level.FULL,
                    Place.END,
                    "Call.",
                    "page 3",
                    ((0, Box(0.1, 1 / 3, 1.0, 0.7)), (2, Box(0.0, 0.0, 1.0, 1.0))),
                ),
            ),
            (View("page 1", b"\x89PNG", 20, 30), View("text", passages=(Passage((("a", None), ("b", 4)), True),))),
            (Said(Level.FULL, "one", Kind.CAPTION, "said", "page 1", True),),
        )
        for edition in editions()
    ),
)


class Shelf(dict[str, bytes]):
    """Bytes under their digests."""

    def add(self, data: bytes) -> str:
        name = hashlib.sha256(data).hexdigest()
        self[name] = data
        return name


@pytest.mark.parametrize("value", [MAKING, PROOF, Making(()), Proof(())], ids=lambda one: type(one).__name__)
def test_it_comes_back_exactly_as_it_was(value: Making | Proof) -> None:
    shelf = Shelf()
    record = packed(value, shelf.add)
    back = unpacked(type(value), record, shelf.__getitem__)
    assert back == value
    assert repr(back) == repr(value)  # the same kinds of values as well: an enumeration is no text, a 0 no False
    assert packed(back, shelf.add) == record


def test_pictures_and_files_lie_beside_the_record() -> None:
    shelf = Shelf()
    assert b"PNG" not in packed(PROOF, shelf.add)
    packed(MAKING, shelf.add)
    assert {b"\x89PNG", b"\x00\xff<p>", b""} <= set(shelf.values())


@pytest.mark.parametrize(
    "spoil",
    [
        lambda record: record[:-3],
        lambda record: record.replace(b'"severity":"warning"', b'"severity":"none"'),
        lambda record: json.dumps({**json.loads(record), "findings": None}).encode(),
        lambda record: b"[]",
        lambda record: b"{}",
    ],
)
def test_what_is_no_record_is_refused(spoil: Callable[[bytes], bytes]) -> None:
    shelf = Shelf()
    with pytest.raises(ValueError, match=r"."):
        unpacked(Proof, spoil(packed(PROOF, shelf.add)), shelf.__getitem__)


def test_bytes_that_are_gone_are_told() -> None:
    with pytest.raises(KeyError):
        unpacked(Making, packed(MAKING, Shelf().add), Shelf().__getitem__)


def test_findings_are_located_below_a_folder() -> None:
    told = located(PROOF, "output/a/en")
    assert [one.where.path for one in told.findings] == ["output/a/en/leaflet.pdf", "output/a/en/index.html"]
    assert told.findings[0].where.page == 3
    assert told.evidence == PROOF.evidence
