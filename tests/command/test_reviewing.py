"""The command that shows what changed and records decisions, called as an editor calls it; and a text's whole life."""

import os
import pty
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from imprint.codes import bars_release
from imprint.command.reviewing import write
from imprint.errors import Exit, ImprintError
from imprint.model import Decision, Publication, Status, Words
from imprint.pipeline import Options, build
from imprint.reading import read, read_words
from tests.publishing.samples import tree

NAME, DAY = "walking-blisters", date(2026, 11, 22)
WHO = ("--by", "Test Reviewer (invented for the tests)", "--role", "nobody", "--scope", "everything")
ALL = ["*", "cause", "care", "socks", "risks", "ask"]


@pytest.fixture
def source(root: Path, tmp_path: Path) -> Path:
    """A publication that is signed off."""
    return Path(shutil.copytree(root / "tests/sources/clinic", tmp_path / "texts"))


@pytest.fixture
def record(source: Path) -> Path:
    return source / NAME / "reviews.yaml"


class Reviewer:
    """Somebody who calls the command, in a script or at a terminal."""

    def __init__(self, root: Path, source: Path) -> None:
        self.words = [sys.executable, str(root / "build.py"), "review", NAME, "--source", str(source)]
        self.folder = source.parent

    def types(self, *words: str) -> "subprocess.CompletedProcess[str]":
        done = subprocess.run(
            [*self.words, *words],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stdout + done.stderr
        return done

    def sits(self, *words: str, answers: Sequence[str], columns: int = 100) -> tuple[int, str]:
        """At a terminal, answering the questions; the exit code, and all that was on the screen."""
        ours, theirs = pty.openpty()
        environment = os.environ | {"COLUMNS": str(columns), "TERM": "xterm-256color"}
        with subprocess.Popen(
            [*self.words, *words], cwd=self.folder, stdin=theirs, stdout=theirs, stderr=theirs, env=environment
        ) as process:
            os.close(theirs)
            os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
            screen = b""
            while piece := _piece(ours):
                screen += piece
        os.close(ours)
        shown = screen.decode().replace("\r\n", "\n")
        assert "Traceback" not in shown
        return process.returncode, shown


def _piece(handle: int) -> bytes:
    try:
        return os.read(handle, 65536)
    except OSError:  # the other end is closed
        return b""


@pytest.fixture
def reviewer(root: Path, source: Path) -> Reviewer:
    return Reviewer(root, source)


@pytest.fixture(scope="module")
def words(root: Path) -> Mapping[str, Words]:
    return read_words(root / "templates/shared/words.yaml")


def change(source: Path, old: str, new: str) -> None:
    path = source / NAME / "publication.md"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def the(source: Path, words: Mapping[str, Words]) -> Publication:
    (publication,) = read(source, words)[0].publications
    return publication


# Looking


def test_it_shows_what_changed_at_both_levels_and_records_nothing(
    reviewer: Reviewer, source: Path, record: Path
) -> None:
    change(source, "| 3 days | 2.50 |", "| 3 days | 3.50 |")
    before = tree(source)
    done = reviewer.types()
    assert done.returncode == Exit.PROVEN
    assert "Hydrocolloid dressing | 3 days | [-2.50-]{+3.50+}" in done.stdout
    assert "-- Plain language\n## What can you put on it?\nDo not open it." in done.stdout
    assert "changed since it was signed off by Test Reviewer (invented for the tests)" in done.stdout
    assert "What can go wrong?" not in done.stdout  # nothing has changed there
    assert f"./run review {NAME} --html" in done.stdout
    assert "\x1b" not in done.stdout
    assert tree(source) == before


def test_all_shows_what_is_signed_off_too(reviewer: Reviewer) -> None:
    assert "Every part is signed off as it is now." in reviewer.types().stdout
    assert "What can go wrong?" not in reviewer.types().stdout
    assert "What can go wrong?" in reviewer.types("--all").stdout


def test_of_the_whole_only_what_changed_is_shown(reviewer: Reviewer, source: Path) -> None:
    change(source, "Rest your foot, and change your shoe.", "Rest your foot.")
    shown = reviewer.types().stdout
    assert "Rest your foot[-, and change your shoe-]." in shown
    assert re.search(r"^\(\d+ lines unchanged\)$", shown, re.MULTILINE)


def test_on_a_terminal_both_levels_stand_side_by_side_and_in_colours(reviewer: Reviewer, source: Path) -> None:
    change(source, "[Germs can get in]", "[Germs may get in]")
    code, shown = reviewer.sits(answers=["q"], columns=110)
    assert code == Exit.PROVEN
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert re.search(r"Full text +[│┃] +Plain language", plain)
    assert re.search(r"## What can go wrong\? +│ +## What can go wrong\?", plain)
    assert "[-can-]" in plain
    assert "\x1b[9;31m" in shown  # red, and struck through
    assert max(len(line) for line in plain.splitlines() if "│" in line) <= 110


def test_on_a_narrow_terminal_one_stands_below_the_other(reviewer: Reviewer, source: Path) -> None:
    change(source, "[Germs can get in]", "[Germs may get in]")
    _, shown = reviewer.sits(answers=["q"], columns=60)
    assert "│" not in shown
    assert shown.index("-- Full text") < shown.index("-- Plain language")


def test_it_writes_the_same_as_a_page(reviewer: Reviewer, source: Path, tmp_path: Path) -> None:
    change(source, "| 3 days | 2.50 |", "| 3 days | <3.50> |")
    done = reviewer.types("--html", "changes.html")
    assert done.returncode == Exit.PROVEN, done.stderr
    page = (tmp_path / "changes.html").read_text(encoding="utf-8")
    (gone,) = re.findall(r"<del>(?:<span[^>]*>gone: </span>)([^<]*)<span[^>]*> \(end\)</span></del>", page)
    assert gone == "2.50"
    assert "&lt;3.50&gt;" in page
    assert "<3.50>" not in page
    assert " style=" not in page
    assert "[@walkers-2024]" in page


# Deciding


def test_a_decision_is_added_and_the_rest_stays_byte_for_byte(
    reviewer: Reviewer, source: Path, record: Path, words: Mapping[str, Words]
) -> None:
    change(source, "| 3 days | 2.50 |", "| 3 days | 3.50 |")
    before = record.read_bytes()
    assert the(source, words).stale == ("care",)
    done = reviewer.types("--section", "care", "--approve", *WHO, "--as-of", "2026-11-20")
    assert done.returncode == Exit.PROVEN, done.stdout + done.stderr
    assert f"Recorded in {record}" in done.stdout
    assert record.read_bytes().startswith(before)
    publication = the(source, words)
    assert publication.pending == ()
    newest = publication.reviews[-1]
    assert (newest.by, newest.role, newest.scope, newest.date) == (WHO[1], WHO[3], WHO[5], date(2026, 11, 20))
    assert sorted(path.name for path in record.parent.iterdir()) == [
        "claims.yaml",
        "disclaimers.yaml",
        "figures",
        "publication.md",
        "references.yaml",
        "reviews.yaml",
    ]


def test_changes_needed_make_it_a_draft(reviewer: Reviewer, source: Path, words: Mapping[str, Words]) -> None:
    done = reviewer.types("--section", "risks", "--section", "*", "--changes-needed", *WHO, "--as-of", "2026-11-20")
    assert "Not signed off as it is now: * and risks." in done.stdout
    publication = the(source, words)
    assert (publication.pending, publication.stale) == (("*", "risks"), ())
    assert [one.decision for one in publication.reviews[-2:]] == [Decision.CHANGES_NEEDED] * 2
    assert publication.status(DAY) is Status.DRAFT


def test_without_a_terminal_it_says_what_is_missing(reviewer: Reviewer, record: Path) -> None:
    before = record.read_bytes()
    done = reviewer.types("--approve", "--by", "Somebody")
    assert done.returncode == Exit.USAGE
    assert "say also --section ID or --all, --role ROLE and --scope WORDS." in done.stderr
    assert record.read_bytes() == before


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (("--section", "cear", "--approve", *WHO), "Did you mean “care”?"),
        (("--section", "care", "--approve", *WHO, "--as-of", "yesterday"), "yesterday"),
        (("--section", "care", "--approve", "--by", "  ", *WHO[2:]), "--by NAME"),
    ],
)
def test_slips_record_nothing(reviewer: Reviewer, record: Path, given: Sequence[str], says: str) -> None:
    before = record.read_bytes()
    done = reviewer.types(*given)
    assert done.returncode == Exit.USAGE
    assert says in done.stderr
    assert record.read_bytes() == before


def test_a_text_with_errors_cannot_be_signed_off(reviewer: Reviewer, source: Path, record: Path) -> None:
    change(source, "[A soft patch can ease the pain]", "<b>A soft patch</b> [can ease the pain]")
    before = record.read_bytes()
    done = reviewer.types("--all", "--approve", *WHO)
    assert done.returncode == Exit.ERRORS
    assert "error P004" in done.stdout
    assert record.read_bytes() == before


def test_at_a_terminal_it_asks_section_by_section_and_for_a_name_once(
    reviewer: Reviewer, source: Path, record: Path, words: Mapping[str, Words]
) -> None:
    record.unlink()
    answers = ["s", "a", "", "A. Name", "nobody", "the words", "c", "x", "a", "q"]
    code, shown = reviewer.sits(answers=answers)
    assert code == Exit.PROVEN
    assert shown.count("Your name, as it shall stand in the record") == 2  # again after no answer
    found = [(one.section, one.decision, one.by, one.scope) for one in the(source, words).reviews]
    assert found == [
        ("cause", Decision.APPROVED, "A. Name", "the words"),
        ("care", Decision.CHANGES_NEEDED, "A. Name", "the words"),
        ("socks", Decision.APPROVED, "A. Name", "the words"),
    ]


def test_no_section_is_signed_off_that_was_not_asked_for(reviewer: Reviewer, record: Path) -> None:
    record.unlink()
    code, _ = reviewer.sits("--approve", *WHO, answers=["s", "q"])
    assert (code, record.exists()) == (Exit.PROVEN, False)
    code, _ = reviewer.sits("--approve", *WHO[:4], "--section", "care", answers=["all of it"])
    assert (code, record.read_text(encoding="utf-8").count("section:")) == (Exit.PROVEN, 1)


def test_no_name_is_ever_offered(reviewer: Reviewer, record: Path) -> None:
    record.unlink()
    _, shown = reviewer.sits("--section", "care", answers=["a", "B. Name", "nobody", "all"])
    question = next(line for line in shown.splitlines() if "Your name" in line)
    assert "[" not in re.sub(r"\x1b\[[0-9;]*m", "", question)  # click shows a default in brackets
    assert 'by: "B. Name"' in record.read_text(encoding="utf-8")


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "reviews.yaml"
    write(file, "old\n")
    assert stat.S_IMODE(file.stat().st_mode) & 0o600 == 0o600

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ImprintError) as refused:
        write(file, "new\n")
    assert [one.code for one in refused.value.findings] == ["E012"]
    assert [path.name for path in tmp_path.iterdir()] == ["reviews.yaml"]
    assert file.read_text(encoding="utf-8") == "old\n"


# A whole life


@pytest.mark.slow
def test_from_the_first_approval_over_a_change_to_the_next_one(
    root: Path, reviewer: Reviewer, source: Path, record: Path, words: Mapping[str, Words], tmp_path: Path
) -> None:
    options = Options(source, root / "templates", tmp_path / "out", DAY, editions=("page", "plain-page"))
    page = tmp_path / "out" / NAME / "en/plain.html"
    notes = {one.id: one.plain[0].say for one in the(source, words).disclaimers if one.id in ("altered", "unfinished")}

    def built() -> tuple[set[str], Status, set[str]]:
        report = build(options, lambda _: None)
        assert report.proven == (NAME,), [str(one) for one in report.findings]
        text = page.read_text(encoding="utf-8")
        barring = {one.code for one in report.findings if bars_release(one)}
        return barring, the(source, words).status(DAY), {name for name, say in notes.items() if say in text}

    record.unlink()
    assert built() == (set(), Status.DRAFT, {"unfinished"})  # a reviewer is named, and nobody has signed anything
    assert reviewer.types("--all", "--approve", *WHO, "--as-of", "2026-11-20").returncode == Exit.PROVEN
    assert built() == (set(), Status.CURRENT, set())
    change(source, "[A soft patch can ease the pain]", "[A soft patch takes the pain away]")
    assert built() == ({"C050"}, Status.DRAFT, {"altered"})
    found = next(one for one in build(options, lambda _: None).findings if one.code == "C050")
    heading = (source / NAME / "publication.md").read_text(encoding="utf-8").splitlines()[(found.where.line or 0) - 1]
    assert heading.startswith("## What can you put on it?")
    assert "“can ease” became “takes”" in found.message
    (command,) = re.findall(r"\./run review (.+)$", found.hint)
    said = reviewer.types(*command.split()[1:], "--approve", *WHO, "--as-of", "2026-11-21")
    assert said.returncode == Exit.PROVEN, said.stderr
    assert built() == (set(), Status.CURRENT, set())
