"""The whole life of a publication, through the command line: current, overdue, withdrawn; and copies of it in hand."""

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from imprint.errors import Exit
from tests.test_build import Editor, change, paths_without_browser

__all__ = ["paths_without_browser"]  # the fixture, by which an editor's machine has no browser

NAME, CURRENT, LATE, GONE = "walking-blisters", "2026-11-22", "2027-11-02", "2028-02-01"
PAPER = ("leaflet.pdf", "plain-leaflet.pdf", "large-print.pdf", "plain-large-print.pdf")
pytestmark = pytest.mark.slow


@pytest.fixture
def editor(root: Path, tmp_path: Path, paths_without_browser: str) -> Editor:
    shutil.copytree(root / "tests/sources/clinic", tmp_path / "texts")
    return Editor(root, tmp_path, paths_without_browser)


def built(editor: Editor, as_of: str, *words: str) -> Path:
    done = editor.builds("--as-of", as_of, *words)
    assert done.returncode == Exit.PROVEN, done.stdout + done.stderr
    return editor.folder / "out" / NAME / "en"


def pages(path: Path) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path.read_bytes())]


def verified(editor: Editor, *files: str, as_of: str = GONE) -> tuple[int, list[dict[str, Any]]]:
    done = editor.types("verify", "--output", "out", "--as-of", as_of, "--json", *files)
    told: list[dict[str, Any]] = json.loads(done.stdout)["verified"]
    return done.returncode, told


def history(editor: Editor) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads((editor.folder / "out/history.json").read_text())["lines"]
    return told


def test_the_whole_life(editor: Editor) -> None:
    folder = built(editor, CURRENT, "--release")
    assert len(pages(folder / "leaflet.pdf")) > 1
    shutil.copy(folder / "leaflet.pdf", editor.folder / "old.pdf")
    forged = (folder / "index.html").read_text().replace("soft dressing can", "soft dressing will always")
    (editor.folder / "forged.html").write_text(forged)
    assert (verified(editor, "old.pdf", as_of=CURRENT)[0], verified(editor, "old.pdf", as_of=LATE)[0]) == (0, 4)
    assert_signed_off_again(editor)
    built(editor, LATE)
    assert_overdue(editor, folder)
    withdrawn = "withdrawn: {date: 2028-01-15, reason: It was wrong.}\ncanonical_url:\n"
    change(editor.folder / "texts" / NAME / "publication.md", "canonical_url:\n", withdrawn)
    built(editor, GONE, "--release")
    assert_withdrawn(folder)
    assert editor.types("check", "--source", "texts", "--output", "out", "--as-of", GONE).returncode == Exit.PROVEN
    assert_told_in_hand(editor)
    assert_remembered(editor)


def assert_signed_off_again(editor: Editor) -> None:
    """An edit of one level opens its pair: no release, a draft that says so; and a release once it is signed off."""
    change(editor.folder / "texts" / NAME / "publication.md", "- Wash your hands.\n- Dry", "- Wash both hands.\n- Dry")
    there = ("--source", "texts", "--output", "again", "--edition", "plain-text", "--as-of", CURRENT)
    refused = editor.types("build", *there, "--release")
    assert refused.returncode == Exit.ERRORS
    assert "W015: “care” changed since it was checked — a reviewer:" in refused.stdout
    assert editor.types("build", *there).returncode == Exit.PROVEN
    text = editor.folder / "again" / NAME / "en/plain-leaflet.txt"
    assert {"Draft", "changed"} <= set(text.read_text().replace(".", " ").split())
    who = ("--by", "Test Reviewer (invented for the tests)", "--role", "invented", "--scope", "the plain text")
    to = ("--source", "texts", "--section", "care", "--as-of", CURRENT)
    signed = editor.types("review", NAME, *to, "--approve", *who)
    assert signed.returncode == Exit.PROVEN, signed.stdout + signed.stderr
    assert editor.types("build", *there, "--release").returncode == Exit.PROVEN
    assert "Current" in text.read_text()


def assert_overdue(editor: Editor, folder: Path) -> None:
    """What is handed on is replaced, what is read on a screen says so in front; neither is a release."""
    assert [len(pages(folder / name)) for name in PAPER] == [1, 1, 1, 1]
    assert all("too old to rely on" in pages(folder / name)[0] for name in PAPER)
    assert "1 November 2027" in pages(folder / "leaflet.pdf")[0]
    page = (folder / "index.html").read_text()
    assert page.index("too old to rely on") < page.index("hydrocolloid")
    with zipfile.ZipFile(folder / "leaflet.epub") as book:
        assert not [name for name in book.namelist() if name.endswith(("text.xhtml", "plain.xhtml"))]
    code, (told,) = verified(editor, "old.pdf", as_of=LATE)
    assert (code, told["verdict"], told["version"]) == (4, "overdue", "2.1")
    refused = editor.builds("--as-of", LATE, "--release")
    assert refused.returncode == Exit.ERRORS
    assert "W016: the review was due on 2027-11-01, 1 day ago — a reviewer:" in refused.stdout


def assert_withdrawn(folder: Path) -> None:
    """Nothing of it is left anywhere."""
    snippets = (folder / "embed/snippet.html", folder / "embed/snippet-plain.html")
    pages_there = (path for path in (*folder.glob("*.html"), *snippets) if path.name != "report.html")
    texts = [path.read_text() for path in pages_there]
    texts += [pages(folder / name)[0] for name in PAPER]
    texts += [(folder / "leaflet.txt").read_text(), (folder / "plain-leaflet.txt").read_text()]
    assert len(texts) == 10
    assert all("called this text back" in " ".join(one.split()) and "ydrocolloid" not in one for one in texts)
    status = json.loads((folder / "status.json").read_text())
    assert (status["status"], status["withdrawn"]["date"]) == ("withdrawn", "2028-01-15")


def assert_told_in_hand(editor: Editor) -> None:
    """An old copy, an altered one, and the notice."""
    code, (old, fake, now) = verified(editor, "old.pdf", "forged.html", f"out/{NAME}/en/leaflet.pdf")
    assert [one["verdict"] for one in (old, fake, now)] == ["withdrawn", "altered or unknown", "withdrawn"]
    assert (code, fake["publication"], fake["version"]) == (1, NAME, "2.1")
    assert fake["published"].endswith(f"{NAME}/en/index.html")
    assert verified(editor, "old.pdf")[0] == 4
    assert verified(editor, "out/index.html")[0] == 0


def assert_remembered(editor: Editor) -> None:
    """The history has all of it, even once the publication is gone."""
    leaflets = [(one["since"], one["until"]) for one in history(editor) if one["path"].endswith("/leaflet.pdf")]
    assert leaflets == [(CURRENT, LATE), (LATE, GONE), (GONE, None)]
    (editor.folder / "texts" / NAME).rename(editor.folder / "elsewhere")
    editor.builds("--as-of", GONE)
    assert not (editor.folder / "out" / NAME).exists()
    assert [one["until"] for one in history(editor) if one["path"].endswith("/leaflet.pdf")] == [LATE, GONE, GONE]
    assert verified(editor, "old.pdf")[1][0]["verdict"] == "superseded"


def test_a_draft_is_no_release_and_what_was_published_stays(editor: Editor) -> None:
    folder = built(editor, CURRENT, "--release")
    before = (folder / "leaflet.pdf").read_bytes()
    text = editor.folder / "texts" / NAME / "publication.md"
    change(text, "reviewers:\n- {name: Test Reviewer, role: invented for the tests}\n", "")
    change(text, "  last_reviewed: 2026-11-01\n", "")
    done = editor.builds("--as-of", CURRENT, "--release")
    assert done.returncode == Exit.ERRORS
    assert "W010" in done.stdout
    assert "W011" in done.stdout
    assert (folder / "leaflet.pdf").read_bytes() == before
    assert "Draft" in (editor.folder / "out/status.html").read_text()


def test_the_morning_look(editor: Editor) -> None:
    nothing = editor.types("status", "--source", "texts", "--output", "out", "--as-of", "2027-10-20")
    assert (nothing.returncode, "Nothing is published yet" in nothing.stderr) == (Exit.PROVEN, True)
    assert not (editor.folder / "out").exists()
    built(editor, CURRENT)
    done = editor.types("status", "--source", "texts", "--output", "out", "--as-of", "2027-10-20")
    assert done.returncode == Exit.PROVEN
    assert "\tCurrent\treview due in 12 days\tall parts signed off\tnothing open" in done.stdout
    assert "review due in 12 days" in (editor.folder / "out/status.html").read_text()
    told = json.loads(editor.types("status", "--source", "texts", "--output", "out", "--as-of", LATE, "--json").stdout)
    assert [(one["status"], one["days_to_review"]) for one in told["publications"]] == [("overdue", -1)]
    assert editor.types("check", "--source", "texts", "--output", "out", "--as-of", CURRENT).returncode == Exit.PROVEN
