"""The file that tells partners how a publication stands: what it holds, its shape, and what it says on later days."""

import json
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from imprint.model import ByLevel, Publication, Status, Withdrawal
from imprint.publishing import STATUS_FILE, Standing, lock, publish, settle, with_status
from imprint.publishing.status_file import File, Gone, read_status, standing, write_status
from tests.publishing.samples import built, record
from tests.samples import TODAY, publication, reviewed

GONE = Withdrawal(date(2027, 2, 1), ByLevel("why", "why so"), "https://sample.test/new/")


def standing_of(one: Publication, as_of: date = TODAY) -> Standing:
    held = built(one.id, "a")
    return standing(one, replace(record(one.id), as_of=as_of, status=one.status(as_of)), held.entries)


def test_it_holds_what_partners_must_know() -> None:
    told = json.loads(write_status(standing_of(reviewed(withdrawal=GONE, pending=("a", "b")))))
    assert (told["publication"], told["version"], told["status"], told["pending"]) == ("sample", "1.2", "draft", 2)
    assert told["withdrawn"] == {
        "date": "2027-02-01",
        "reason": {"full": "why", "plain": "why so"},
        "replacement": "https://sample.test/new/",
    }
    assert [one["file"] for one in told["artefacts"]] == ["leaflet.html", "page.html"]
    assert told["url"] == "https://sample.test/sample/en/"


def test_an_address_that_stands_for_none_is_none() -> None:
    assert standing_of(publication(canonical_url="https://example.org/sample/en/")).url is None


def test_it_is_read_back_as_it_was_written_and_strictly() -> None:
    one = standing_of(reviewed(withdrawal=GONE))
    assert read_status(write_status(one)) == one
    plain = json.loads(write_status(one))
    for wrong in ({**plain, "status_file": 2}, {**plain, "more": 1}, {**plain, "status": "lost"}):
        assert read_status(json.dumps(wrong).encode()) is None
    assert read_status(b"") is None


@pytest.mark.parametrize(
    ("one", "day", "status"),
    [
        (reviewed(), TODAY, Status.CURRENT),
        (reviewed(), date(2028, 1, 1), Status.OVERDUE),
        (reviewed(withdrawal=GONE), date(2027, 1, 31), Status.CURRENT),
        (reviewed(withdrawal=GONE), date(2027, 2, 1), Status.WITHDRAWN),
        (publication(), date(2028, 1, 1), Status.DRAFT),
    ],
)
def test_it_tells_the_status_of_a_later_day_as_the_source_would(one: Publication, day: date, status: Status) -> None:
    assert standing_of(one).status_on(day) == one.status(day) == status


def test_each_renewed_publication_has_one_that_lists_its_files(tmp_path: Path) -> None:
    output, one = tmp_path / "output", reviewed(id="stem")
    with lock(output):
        shelf, _ = settle(output, [built("stem", "a"), built("bone", "a")], ["stem", "bone"])
        shelf = with_status(shelf, [one])
        publish(output, shelf, {}, TODAY)
    assert (output / "stem/en" / STATUS_FILE).is_file()
    assert not (output / "bone/en" / STATUS_FILE).exists()
    before = (output / "stem/en" / STATUS_FILE).read_bytes()
    with lock(output):
        shelf, findings = settle(output, [built("stem", "a", ("leaflet",))], ["stem", "bone"], partial=True)
        publish(output, with_status(shelf, [one]), {}, TODAY)
    assert findings == ()
    assert (output / "stem/en" / STATUS_FILE).read_bytes() == before  # it lists what was not built again as well


def test_the_schema_for_programs_has_the_same_shape(root: Path) -> None:
    schema: dict[str, Any] = json.loads((root / "docs/status.schema.json").read_text(encoding="utf-8"))
    withdrawn = schema["properties"]["withdrawn"]["anyOf"][1]
    for shape, kind in ((schema, Standing), (withdrawn, Gone), (schema["properties"]["artefacts"]["items"], File)):
        names = [field.name for field in fields(kind)]
        assert list(shape["properties"]) == shape["required"] == names
        assert shape["additionalProperties"] is False
    assert schema["properties"]["status"]["enum"] == list(Status)
    assert list(json.loads(write_status(standing_of(reviewed())))) == schema["required"]


def test_one_of_another_source_is_no_edition_that_stands_in_the_way(tmp_path: Path) -> None:
    output, one = tmp_path / "output", reviewed(id="stem")
    for text in ("a", "b"):
        with lock(output):
            shelf, findings = settle(output, [built("stem", text, ("leaflet",))], ["stem"], partial=True)
            publish(output, with_status(shelf, [one]), {}, TODAY)
        assert findings == ()
