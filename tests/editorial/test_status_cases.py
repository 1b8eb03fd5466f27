"""Every finding about the status has a case that raises it, word for word: in the source, for a release, in output/."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from imprint.checking import check_statuses
from imprint.codes import CODES
from imprint.editions import editions
from imprint.editorial import for_release, judge_source
from imprint.errors import Finding, ImprintError
from imprint.model import Words
from imprint.publishing import HISTORY, lock, publish, published, settle, with_status
from imprint.reading import read, read_words
from tests.publishing.samples import built, put
from tests.reading import broken
from tests.samples import TODAY, reviewed

IN_OUTPUT = ("W004", "W005")
OURS = [code for code in CODES if code[0] == "W"]
COMPLETE = {
    "file": "publisher.yaml",
    "by": """name: The example press
base_url: https://press.test/
feedback: information@press.test
formats_contact: information@press.test
embed_path: /imprint/
colours: {primary: "#0b4f6c", accent: "#a8480f", tint: "#e6f1f5"}
""",
}


@pytest.fixture(scope="module")
def words(root: Path) -> Mapping[str, Words]:
    return read_words(root / "templates/shared/words.yaml")


def test_every_code_has_a_case() -> None:
    assert sorted(path.name for path in broken.CASES.iterdir() if path.name[0] == "W") == OURS


def found(code: str, folder: Path, words: Mapping[str, Words]) -> tuple[Finding, ...]:
    """What reading and the rules find in the source of a case; as its release would have it, where it asks for one."""
    script: dict[str, Any] = yaml.safe_load((broken.CASES / code / "case.yaml").read_text("utf-8"))
    source = broken.make(code, folder).source
    if script.get("complete"):
        (source / COMPLETE["file"]).write_text(COMPLETE["by"], "utf-8")
    catalogue, flaws = read(Path("source"), words)
    if not catalogue.publications:
        return flaws
    as_of = script.get("as_of", date(2026, 6, 1))
    one = catalogue.publications[0]
    one = replace(one, pending=tuple(script.get("pending", ())), stale=tuple(script.get("stale", ())))
    every = (*flaws, *judge_source(one, words["en"], as_of))
    return for_release(one, every, as_of) if script.get("release") else every


@pytest.mark.parametrize("code", [code for code in OURS if code not in IN_OUTPUT])
def test_a_source_gives_its_findings_word_for_word(
    code: str, words: Mapping[str, Words], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = yaml.safe_load((broken.CASES / code / "case.yaml").read_text("utf-8"))
    if barring := script.get("barring"):
        monkeypatch.setitem(CODES, barring, replace(CODES[barring], bars=True))
    monkeypatch.chdir(tmp_path)
    told = found(code, tmp_path, words)
    assert code in {one.code for one in told}
    assert "".join(f"{one}\n" for one in told) == (broken.CASES / code / "expected.txt").read_text("utf-8")


def test_a_status_file_that_says_something_else_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    one, output = reviewed(id="stem"), Path("output")
    with lock(output):
        shelf, _ = settle(output, [built("stem", "a")], ["stem"])
        publish(output, with_status(shelf, [one]), {}, TODAY)
    files = dict(published(output).files)
    told = json.loads(files["stem/en/status.json"])
    sound = {"version": one.version, "status": "current", "title": {"full": one.titles.full, "plain": one.titles.plain}}
    told |= {**sound, "next_review": "2030-01-01"}
    told["artefacts"][0]["sha256"] = "0" * 64
    files["stem/en/status.json"] = json.dumps(told).encode()
    files["stem/en/leaflet.pdf"] = b"not listed"
    flaws = check_statuses(files, [one], TODAY, tuple(editions()), "output")
    assert {flaw.code for flaw in flaws} == {"W004"}
    assert "".join(f"{one}\n" for one in flaws) == (broken.CASES / "W004/expected.txt").read_text("utf-8")


@pytest.mark.parametrize("gone", [b"", b"[]", b"{"])
def test_a_status_file_that_is_none_is_found(gone: bytes) -> None:
    flaws = check_statuses({"sample/en/status.json": gone}, [reviewed()], TODAY, tuple(editions()), "output")
    assert [(flaw.code, flaw.where.path) for flaw in flaws] == [("W004", "output/sample/en/status.json")]
    assert check_statuses({}, [reviewed()], TODAY, tuple(editions()), "output") == flaws


def test_a_changed_history_stops_everything_before_anything_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    output = Path("output")
    put(output, built("stem", "a"))
    (output / HISTORY).write_bytes(b'{"lines": []}')
    with pytest.raises(ImprintError) as caught:
        put(output, built("stem", "b"))
    told = "".join(f"{one}\n" for one in caught.value.findings)
    assert told == (broken.CASES / "W005/expected.txt").read_text("utf-8")
    assert (output / "stem/en/page.html").read_bytes() == b"page: a"
    assert (output / HISTORY).read_bytes() == b'{"lines": []}'
