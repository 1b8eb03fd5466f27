"""Each code of the checks has a case that raises it, told word for word; without the change, nothing is raised."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from imprint.checking import Browser, check, check_index
from imprint.codes import CODES
from imprint.errors import Finding
from tests.checking.tea import (
    AS_OF,
    EDITIONS,
    EMBED,
    KIT,
    PUBLICATION,
    WORDS,
    Change,
    finished,
    finished_name,
    kit,
    published,
)
from tests.conftest import needs_tool

CASES = Path(__file__).parent.parent / "cases"
OURS = [code for code in CODES if code[0] in "VA"]


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    with Browser(chromium) as started:
        yield started


def judged(case: dict[str, Any], browser: Browser | None = None) -> tuple[Finding, ...]:
    """What the checks say of a case: edits of the sound finished files."""
    if case.get("kit"):  # what partners get beside the snippet, which is sound
        edits = (Change(edit["file"], edit["replace"], edit["by"]) for edit in case["edits"])
        embed = replace(EMBED, kit=KIT)
        return check(PUBLICATION, WORDS, AS_OF, [embed], {**finished(), **kit(*edits)}, "output/tea/en", browser)
    changes = [Change(edit["file"], edit["replace"], edit["by"]) for edit in case["edits"] if "remove" not in edit]
    files = finished(*changes)
    for edit in case["edits"]:
        if "remove" in edit:
            del files[edit["file"]]
    touched = {finished_name(edit["file"]) for edit in case["edits"]}
    whole = not touched <= {edition.filename for edition in EDITIONS} or any("remove" in edit for edit in case["edits"])
    editions = [edition for edition in EDITIONS if whole or edition.filename in touched]  # the others are sound
    found = check(PUBLICATION, WORDS, AS_OF, editions, files, "output/tea/en", browser)
    listed = published(*((edit["replace"], edit["by"]) for edit in case.get("list", ())))
    return (*found, *check_index(listed, [PUBLICATION], {"en": WORDS}, AS_OF, EDITIONS, "output"))


@pytest.mark.parametrize("code", OURS)
def test_each_code_is_raised_by_its_case(code: str, request: pytest.FixtureRequest) -> None:
    case = yaml.safe_load((CASES / code / "case.yaml").read_text("utf-8"))
    for edit in case["edits"]:
        if edit["file"].startswith("audio/"):
            needs_tool("lame", "lame")
        if edit["file"].endswith(".brf"):
            needs_tool("liblouis-bin", "lou_translate")
    found = judged(case, request.getfixturevalue("browser") if case.get("browser") else None)
    assert code in {one.code for one in found}
    assert "".join(f"{one}\n" for one in found) == (CASES / code / "expected.txt").read_text("utf-8")


def test_what_is_sound_raises_no_code() -> None:
    assert judged({"edits": []}) == ()
    assert judged({"edits": [], "kit": True}) == ()
    assert check(PUBLICATION, WORDS, AS_OF, EDITIONS, finished(), "output/tea/en", None) == ()
