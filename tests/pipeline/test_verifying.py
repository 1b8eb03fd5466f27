"""What is said of a file in hand: genuine and current, genuine and not to be used, altered or unknown."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from imprint.errors import Exit, ImprintError
from imprint.model import ByLevel, Publication, Withdrawal
from imprint.pipeline import Options, Verdict, Verified, exit_code, verify
from imprint.publishing import lock, publish, settle, with_status
from tests.publishing.samples import INDEX, built
from tests.samples import TODAY, publication, reviewed

LATER, LATE = date(2027, 1, 1), date(2028, 1, 1)
GONE = Withdrawal(date(2027, 2, 1), ByLevel("a reason", "why"), "https://sample.test/new/")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def released(folder: Path, one: Publication, text: str, as_of: date = TODAY) -> Path:
    """Publishes a text of the publication, and returns a copy of its page."""
    made = built(one.id, text)
    record = replace(made.record, status=one.status(as_of), version=one.version, titles=one.titles, as_of=as_of)
    with lock(folder / "output"):
        shelf, _ = settle(folder / "output", [replace(made, record=record)], [one.id])
        publish(folder / "output", with_status(shelf, [one]), INDEX, as_of)
    copy = folder / f"{text}.html"
    copy.write_bytes((folder / "output" / one.id / "en/page.html").read_bytes())
    return copy


def verified(folder: Path, file: Path, root: Path, as_of: date = TODAY) -> Verified:
    return verify([file], Options(folder / "source", root / "templates", folder / "output", as_of))[0]


def test_what_is_published_now_is_current(folder: Path, root: Path) -> None:
    told = verified(folder, released(folder, reviewed(), "one"), root)
    assert (told.verdict, exit_code([told])) == (Verdict.CURRENT, Exit.PROVEN)
    assert told.told == "genuine and current: version 1.2 of sample (page)"
    assert verified(folder, folder / "output/index.html", root).verdict is Verdict.CURRENT


def test_what_was_published_is_superseded_by_what_stands_there(folder: Path, root: Path) -> None:
    old = released(folder, reviewed(), "one")
    released(folder, reviewed(version="1.3"), "two", LATER)
    told = verified(folder, old, root, LATER)
    assert (told.verdict, told.version, exit_code([told])) == (Verdict.SUPERSEDED, "1.2", Exit.SUPERSEDED)
    assert told.told.startswith("genuine: version 1.2 of sample (page), but superseded by version 1.3 on 2027-01-01")
    assert told.published == (folder / "output/sample/en/page.html").as_posix()


def test_a_newer_build_of_the_same_version_is_told_as_one(folder: Path, root: Path) -> None:
    old = released(folder, reviewed(), "one")
    released(folder, reviewed(), "two", LATER)
    assert "superseded by a newer build of version 1.2" in verified(folder, old, root).told


def test_nobody_is_sent_to_a_draft_or_to_what_is_out_of_date(folder: Path, root: Path) -> None:
    old = released(folder, reviewed(), "one")
    released(folder, reviewed(version="1.3"), "two", LATER)
    late = verified(folder, old, root, LATE)
    assert late.told.endswith(
        "by version 1.3 on 2027-01-01, and that is out of date: use neither, ask whoever publishes it"
    )
    released(folder, publication(version="1.4"), "three", LATER)
    told = verified(folder, old, root, LATER)
    assert (told.verdict, "and that is a draft: use neither" in told.told) == (Verdict.SUPERSEDED, True)


def test_what_is_no_longer_published_is_told_so(folder: Path, root: Path) -> None:
    old = released(folder, reviewed(), "one")
    released(folder, reviewed(id="other"), "two", LATER)
    told = verified(folder, old, root)
    assert (told.verdict, told.published) == (Verdict.SUPERSEDED, None)
    assert "sample is no longer published" in told.told


def test_the_day_decides_whether_it_may_still_be_used(folder: Path, root: Path) -> None:
    file = released(folder, reviewed(withdrawal=GONE), "one")
    assert verified(folder, file, root).verdict is Verdict.CURRENT
    told = verified(folder, file, root, GONE.date)
    assert (told.verdict, exit_code([told])) == (Verdict.WITHDRAWN, Exit.SUPERSEDED)
    assert "withdrawn on 2027-02-01 (a reason); read instead https://sample.test/new/" in told.told


def test_an_overdue_copy_is_told_with_its_day(folder: Path, root: Path) -> None:
    file = released(folder, reviewed(), "one")
    assert verified(folder, file, root, LATE).verdict is Verdict.OVERDUE
    released(folder, reviewed(), "notice", LATE)
    told = verified(folder, file, root, LATE)
    assert told.verdict is Verdict.OVERDUE
    assert "its review was due on 2027-12-31" in told.told


def test_an_old_copy_of_what_is_withdrawn_is_withdrawn(folder: Path, root: Path) -> None:
    file = released(folder, reviewed(), "one")
    released(folder, reviewed(withdrawal=GONE), "notice", GONE.date)
    assert verified(folder, file, root, GONE.date).verdict is Verdict.WITHDRAWN


def test_a_draft_is_genuine_and_not_for_patients(folder: Path, root: Path) -> None:
    told = verified(folder, released(folder, publication(), "one"), root)
    assert (told.verdict, exit_code([told])) == (Verdict.DRAFT, Exit.SUPERSEDED)


def test_what_nobody_knows_is_unknown_and_the_gravest(folder: Path, root: Path) -> None:
    good = released(folder, reviewed(), "one")
    other = folder / "other.bin"
    other.write_bytes(b"\x00\xff")
    told = verified(folder, other, root)
    assert told.told == "altered or unknown: no file with these bytes was ever published here"
    assert exit_code([told, verified(folder, good, root)]) == Exit.ERRORS


def test_what_calls_itself_ours_is_told_with_what_to_compare_it_with(folder: Path, root: Path) -> None:
    one = reviewed()
    released(folder, one, "one")
    page = folder / "copy.html"
    page.write_text(
        f"<!DOCTYPE html><html lang=en><title>{one.titles.full}</title><link rel=canonical href={one.canonical_url}>"
        f"<main><p>Current · Version 1.1</p><h1>{one.titles.full}</h1><p>Changed.</p></main>"
    )
    told = verified(folder, page, root)
    assert (told.verdict, told.publication, told.version) == (Verdict.UNKNOWN, "sample", "1.1")
    assert f"calls itself “{one.titles.full}”, version 1.1, which is sample" in told.told
    assert told.told.endswith(f"Compare it with {folder / 'output/sample/en/page.html'}, version 1.2")
    text = folder / "copy.txt"
    text.write_text("Something else\n==============\n\nVersion 1.1\n")
    assert verified(folder, text, root).publication is None


def test_where_nothing_is_published_nothing_can_be_told(folder: Path, root: Path) -> None:
    with pytest.raises(ImprintError, match="E017") as caught:
        verified(folder, root / "README.md", root)
    assert caught.value.exit_code is Exit.ENVIRONMENT


def test_a_damaged_history_is_no_verdict(folder: Path, root: Path) -> None:
    file = released(folder, reviewed(), "one")
    (folder / "output/history.json").write_bytes(b"")
    with pytest.raises(ImprintError, match="W005") as caught:
        verified(folder, file, root)
    assert caught.value.exit_code is Exit.ENVIRONMENT
