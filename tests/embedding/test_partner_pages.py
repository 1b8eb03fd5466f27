"""What `verify-embed` says of partners' pages: of honest ones that they are fine, of others what was done to them."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from imprint.codes import CODES
from imprint.errors import Exit
from imprint.pipeline import Judgement, Page, embeds_exit_code, verify_embeds
from tests.embedding.partners import (
    GONE,
    HONEST,
    LATER,
    NEW,
    OLD,
    OTHER,
    SNIPPET,
    TAMPERED,
    Case,
    codes,
    files,
    options,
    page,
    released,
)
from tests.samples import publication, reviewed


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with two publications, one of which has had another version."""
    made = tmp_path_factory.mktemp("partners")
    released(made, OLD, OTHER)
    released(made, NEW, OTHER, as_of=LATER)
    return made


def verified(folder: Path, text: str | bytes, case: Case | None = None) -> Page:
    file = folder / "page.html"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return verify_embeds([str(file)], options(folder, case.as_of if case else LATER))[0]


def told(one: Page) -> str:
    return "\n".join(map(str, one.findings))


def wrongly_named(folder: Path, case: Case) -> str:
    """What is not said of a page as it should be."""
    one = verified(folder, case.page, case)
    is_old = {found.code for found in one.findings} <= {"K016", "K017", "K018"}
    wanted = Exit.PROVEN if not case.codes else Exit.SUPERSEDED if is_old else Exit.ERRORS
    is_right = {found.code for found in one.findings} == set(case.codes) and case.told in told(one)
    is_right = is_right and (one.judgement is Judgement.FINE) is (not case.codes) and embeds_exit_code([one]) == wanted
    return "" if is_right else f"{case.name}: {one.judgement}\n{told(one)}"


def test_what_was_done_to_each_page_is_named(folder: Path, count: Callable[[str], None]) -> None:
    """One test for all, so that the totals are told together."""
    assert not (wrong := [told for case in TAMPERED if (told := wrongly_named(folder, case))]), "\n\n".join(wrong)
    assert len({case.page for case in TAMPERED}) >= 30
    tally = ", ".join(f"{number} {code}" for code, number in sorted(Counter(one.codes[0] for one in TAMPERED).items()))
    count(f"verify-embed: {len(TAMPERED)} of {len(TAMPERED)} tampered pages are named rightly ({tally})")


def test_honest_pages_are_fine(folder: Path, count: Callable[[str], None]) -> None:
    assert not (wrong := [told for case in HONEST if (told := wrongly_named(folder, case))]), "\n\n".join(wrong)
    assert len({case.page for case in HONEST}) >= 15
    assert all(verified(folder, case.page).shown for case in HONEST[:3])
    count(f"verify-embed: {len(HONEST)} of {len(HONEST)} honest pages pass")


def test_every_code_has_a_page() -> None:
    fetched = {"K001", "K002", "K003"}  # tests/embedding/test_fetching.py
    named = {code for case in TAMPERED for code in case.codes} | fetched | {"K004", "K018"}  # below
    assert named == {code for code in CODES if code[0] == "K"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252"])
def test_any_encoding_that_a_page_declares_will_do(folder: Path, encoding: str) -> None:
    text = page(SNIPPET).replace("charset=utf-8", f"charset={encoding}")
    assert verified(folder, text.encode(encoding)).findings == ()


def test_a_withdrawn_text_must_have_its_notice(tmp_path: Path) -> None:
    gone = reviewed(withdrawal=GONE)
    released(tmp_path, NEW)
    released(tmp_path, gone, as_of=GONE.date)
    file = tmp_path / "page.html"
    file.write_text(page(SNIPPET))
    one = verify_embeds([str(file)], options(tmp_path, GONE.date))[0]
    assert [found.code for found in one.findings] == ["K017"], told(one)
    assert "was withdrawn on 2027-02-01 (a reason), and the page shows no notice" in told(one)
    file.write_text(page(files(gone, GONE.date)["embed/snippet.html"].decode()))
    assert verify_embeds([str(file)], options(tmp_path, GONE.date))[0].findings == ()


def test_a_draft_is_told(tmp_path: Path) -> None:
    draft = publication()
    released(tmp_path, draft)
    one = verified(tmp_path, page(codes(draft)["full-snippet"]))
    assert [found.code for found in one.findings] == ["K018"], told(one)
    assert embeds_exit_code([one]) == Exit.SUPERSEDED


def test_the_gravest_page_decides(folder: Path) -> None:
    good, bad = folder / "good.html", folder / "bad.html"
    good.write_text(page(SNIPPET))
    bad.write_text(page(codes(OLD)["full-snippet"]))
    steps: list[str] = []
    found = verify_embeds([str(good), str(bad)], options(folder, LATER), tell=lambda step: steps.append(step.text))
    assert embeds_exit_code(found) == Exit.SUPERSEDED
    assert steps == ["looking at it (1 of 2)", "looking at it (2 of 2)"]


def test_what_is_no_page_is_not_looked_at(folder: Path) -> None:
    one = verified(folder, b"<div>" * 5000)
    assert [found.code for found in one.findings] == ["K004"]
    assert embeds_exit_code([one]) == Exit.ENVIRONMENT
