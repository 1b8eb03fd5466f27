"""The command line, called as an editor calls it: a process of its own, its words and its exit codes."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from imprint.editions import editions
from imprint.errors import Exit
from imprint.publishing import lock, published
from tests.conftest import needs_tools_of_editions
from tests.publishing.samples import tree

FINDING = re.compile(r"^\S.*: (error|warning) [A-Z]\d{3}: .+ — .+$")
COMMANDS = ("build", "check", "list", "new", "review", "status", "verify", "verify-embed")


@pytest.fixture(scope="module")
def paths_without_browser(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PATH on which there is no browser: faster, and what most editors' machines are like."""
    needs_tools_of_editions()
    folder = tmp_path_factory.mktemp("programs")
    for program in ("sh", "env", *(tool.command for edition in editions() for tool in edition.tools)):
        (folder / program).unlink(missing_ok=True)
        (folder / program).symlink_to(str(shutil.which(program)))
    return str(folder)


class Editor:
    """Somebody who sits in a folder and calls the command."""

    def __init__(self, root: Path, folder: Path, paths: str) -> None:
        self.command = [sys.executable, str(root / "build.py")]
        self.folder = folder
        self.environment = os.environ | {"PATH": paths}

    def start(self, *words: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [*self.command, *words],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def types(self, *words: str) -> "subprocess.CompletedProcess[str]":
        with self.start(*words) as process:
            out, err = process.communicate(timeout=300)
        assert "Traceback" not in out + err
        return subprocess.CompletedProcess(words, process.returncode, out, err)

    def builds(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return self.types("build", "--source", "texts", "--output", "out", *words)


@pytest.fixture
def editor(root: Path, tmp_path: Path, paths_without_browser: str) -> Editor:
    return Editor(root, tmp_path, paths_without_browser)


@pytest.fixture(scope="module")
def first_build(root: Path, tmp_path_factory: pytest.TempPathFactory, paths_without_browser: str) -> Path:
    """A folder with a skeleton just begun, and built."""
    folder = tmp_path_factory.mktemp("first")
    editor = Editor(root, folder, paths_without_browser)
    begun = editor.types("new", "asthma-inhalers", "--source", "texts", "--as-of", "2026-11-22")
    assert begun.returncode == Exit.PROVEN, begun.stderr
    assert "./run build" in begun.stdout
    done = editor.builds("--as-of", "2026-11-22")
    assert done.returncode == Exit.PROVEN, done.stdout + done.stderr
    return folder


@pytest.fixture
def begun(first_build: Path, editor: Editor) -> Editor:
    """An editor with a copy of all that, to do with as the test likes."""
    shutil.copytree(first_build, editor.folder, symlinks=True, dirs_exist_ok=True)
    return editor


def assert_refused(done: "subprocess.CompletedProcess[str]", code: Exit, *says: str) -> None:
    said = done.stdout + done.stderr
    assert done.returncode == code, said
    for words in says:
        assert words in said


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# Help


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(editor: Editor, command: str) -> None:
    done = editor.types(command, "--help")
    assert done.returncode == Exit.PROVEN
    assert f"./run {command}" in done.stdout


@pytest.mark.parametrize("words", [("--help",), ("build", "--help"), ("check", "--help")])
def test_the_exit_codes_are_documented(editor: Editor, words: tuple[str, ...]) -> None:
    shown = editor.types(*words).stdout
    for code in (*Exit, 130):
        assert re.search(rf"^ +{int(code)} +\w", shown, re.MULTILINE)


def test_the_help_lists_every_command(editor: Editor) -> None:
    shown = editor.types("--help").stdout
    assert [line.split()[0] for line in shown.partition("Commands:")[2].splitlines()[1 : 1 + len(COMMANDS)]] == list(
        COMMANDS
    )
    assert "..." not in shown.partition("Commands:")[2]


def test_a_help_text_costs_no_heavy_import(root: Path) -> None:
    command = [sys.executable, "-X", "importtime", "build.py", "build", "--help"]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert {"click", "imprint.command.guard"} <= imported
    assert not imported & {"weasyprint", "pydantic", "jinja2", "rich", "numpy", "PIL", "playwright", "imprint.pipeline"}


# What is not understood


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("biuld",), "Did you mean 'build'?"),
        (("build", "--sorce", "x"), "--source"),
        (("build", "--source", "nowhere"), "'nowhere' does not exist"),
        (("build", "--as-of", "tomorrow"), "'tomorrow'"),
        (("check", "--as-of", "2026-02-30"), "'2026-02-30'"),
        (("new", "Asthma & Inhalers"), "How about “asthma-inhalers”?"),
        (("new", "../asthma"), "How about “asthma”?"),
        (("new",), "PUBLICATION"),
    ],
)
def test_what_is_not_understood_is_answered_with_what_would_be(
    editor: Editor, words: tuple[str, ...], says: str
) -> None:
    (editor.folder / "source").mkdir()
    assert_refused(editor.types(*words), Exit.USAGE, says)
    assert not list((editor.folder / "source").iterdir())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("asthma-inhaler",), "There is no publication “asthma-inhaler”. Did you mean “asthma-inhalers”?"),
        (("--edition", "leaflt"), "There is no edition “leaflt”. Did you mean “leaflet”?"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(begun: Editor, words: tuple[str, ...], says: str) -> None:
    before = tree(begun.folder / "out")
    assert_refused(begun.builds(*words), Exit.USAGE, says)
    assert tree(begun.folder / "out") == before


def test_a_publication_is_not_begun_twice(begun: Editor) -> None:
    before = tree(begun.folder / "texts")
    again = begun.types("new", "asthma-inhalers", "--source", "texts")
    assert_refused(again, Exit.USAGE, "There is a texts/asthma-inhalers already")
    assert tree(begun.folder / "texts") == before


# A machine or a folder that will not do


def test_without_the_packages_it_says_how_to_get_them(root: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-S", str(root / "build.py"), "build"]
    done = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert_refused(done, Exit.ENVIRONMENT, "./run build")
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_somebody_elses_folder_is_left_alone(begun: Editor) -> None:
    (begun.folder / "thesis").mkdir()
    (begun.folder / "thesis" / "chapter.odt").write_text("mine")
    done = begun.types("build", "--source", "texts", "--output", "thesis")
    assert_refused(done, Exit.ENVIRONMENT, "thesis: error E011", "--output")
    assert tree(begun.folder / "thesis").keys() == {"chapter.odt"}


@pytest.mark.slow
def test_a_second_build_is_told_of_the_first(begun: Editor) -> None:
    with lock(begun.folder / "out"):
        assert_refused(begun.builds(), Exit.ENVIRONMENT, "out: error E010: another build is running", str(os.getpid()))


# Building


def test_a_skeleton_builds_at_once_as_a_draft_in_every_edition(first_build: Path) -> None:
    found = published(first_build / "out")
    assert found.findings == ()
    (record,) = found.manifest.publications
    assert (record.publication, record.status, record.as_of.isoformat()) == ("asthma-inhalers", "draft", "2026-11-22")
    assert {Path(path).suffix for path in found.of("asthma-inhalers")} >= {".html", ".pdf", ".epub", ".css"}
    assert (first_build / "out" / "index.html").is_file()


def test_a_build_says_what_it_did_and_that_no_browser_has_looked(begun: Editor) -> None:
    done = begun.builds()
    assert done.returncode == Exit.PROVEN
    assert re.search(r"^1 publication built and proven\. \d+ files\. Open out/index\.html$", done.stdout, re.MULTILINE)
    assert "No browser has looked at the pages" in done.stdout
    assert "no browser has looked" in (begun.folder / "out" / "manifest.json").read_text(encoding="utf-8")
    assert re.search(r"^asthma-inhalers: \w+", done.stderr, re.MULTILINE)


def test_a_broken_text_is_told_line_by_line_and_the_old_output_stays(begun: Editor) -> None:
    text = begun.folder / "texts/asthma-inhalers/publication.md"
    change(text, "reviewers: []", "reviewer: []")
    change(text, "\nlanguage: en", "\nlanguage: klingon")
    before = tree(begun.folder / "out")
    done = begun.builds()
    findings = [line for line in done.stdout.splitlines() if FINDING.match(line)]
    lines = text.read_text(encoding="utf-8").splitlines()
    for wrong in ("reviewer: []", "language: klingon"):
        place = f"texts/asthma-inhalers/publication.md:{lines.index(wrong) + 1}: error "
        assert any(line.startswith(place) for line in findings), done.stdout
    assert_refused(done, Exit.ERRORS, "nothing of asthma-inhalers was published; what was there before stays.")
    after = tree(begun.folder / "out")
    assert {path for path in after if after[path] != before.get(path)} == {"status.html", "manifest.json"}
    assert set(after) == set(before)


@pytest.mark.slow
def test_a_broken_file_that_all_share_changes_nothing_at_all(begun: Editor) -> None:
    change(begun.folder / "texts/publisher.yaml", "\nname:", "\nname: [")
    before = tree(begun.folder / "out")
    assert_refused(begun.builds(), Exit.ERRORS, "texts/publisher.yaml:", "nothing of asthma-inhalers was published")
    assert tree(begun.folder / "out") == before


@pytest.mark.slow
def test_a_first_build_that_fails_publishes_nothing(begun: Editor) -> None:
    change(begun.folder / "texts/publisher.yaml", "\nname:", "\nname: [")
    done = begun.types("build", "--source", "texts", "--output", "new")
    assert_refused(done, Exit.ERRORS, "nothing of asthma-inhalers was published")
    assert not (begun.folder / "new").exists()


@pytest.mark.slow
def test_one_broken_publication_does_not_hold_up_another(begun: Editor) -> None:
    assert begun.types("new", "hay-fever", "--source", "texts").returncode == Exit.PROVEN
    change(begun.folder / "texts/asthma-inhalers/publication.md", "reviewers: []", "reviewer: []")
    before = tree(begun.folder / "out" / "asthma-inhalers")
    assert_refused(begun.builds(), Exit.ERRORS, "1 publication built and proven", "nothing of asthma-inhalers")
    assert tree(begun.folder / "out" / "asthma-inhalers") == before
    assert {record.publication for record in published(begun.folder / "out").manifest.publications} == {
        "asthma-inhalers",
        "hay-fever",
    }
    shutil.rmtree(begun.folder / "texts/asthma-inhalers")
    done = begun.builds("hay-fever")
    assert done.returncode == Exit.PROVEN, done.stdout
    assert "No longer in out: asthma-inhalers." in done.stdout
    assert not (begun.folder / "out" / "asthma-inhalers").exists()


def edited(files: Mapping[str, str]) -> dict[str, str]:
    """The files of editions: without the report and the standing, which tell of the last build."""
    return {path: digest for path, digest in files.items() if not path.startswith(("en/report", "en/status.json"))}


@pytest.mark.slow
def test_one_edition_joins_the_others_only_when_nothing_has_changed(begun: Editor) -> None:
    folder = begun.folder / "out" / "asthma-inhalers"
    before = tree(folder)
    assert begun.builds("--edition", "leaflet", "--as-of", "2026-11-23").returncode == Exit.PROVEN
    after = tree(folder)
    assert edited(after) == edited(before)
    change(begun.folder / "texts/asthma-inhalers/publication.md", "what a reader may want", "what readers may want")
    done = begun.builds("--edition", "leaflet")
    assert_refused(done, Exit.ERRORS, "error E016", "--output preview", "nothing of asthma-inhalers was published")
    assert "built and proven" not in done.stdout
    assert tree(folder) == after


@pytest.mark.slow
def test_a_day_that_changes_the_words_is_a_changed_source(begun: Editor) -> None:
    change(begun.folder / "texts/asthma-inhalers/publication.md", "next_review:\n", "next_review: 2027-01-01\n")
    assert begun.builds("--as-of", "2026-12-31").returncode == Exit.PROVEN
    assert_refused(begun.builds("--edition", "leaflet", "--as-of", "2027-01-02"), Exit.ERRORS, "error E016")
    same = begun.types("check", "--source", "texts", "--output", "out", "--as-of", "2026-12-31")
    assert same.returncode == Exit.PROVEN
    later = begun.types("check", "--source", "texts", "--output", "out", "--as-of", "2027-01-02")
    assert_refused(later, Exit.ERRORS, "expired")


@pytest.fixture
def running(begun: Editor) -> Iterator["subprocess.Popen[str]"]:
    """A build that is on its way: it has said what it is doing."""
    with begun.start("build", "--source", "texts", "--output", "out") as process:
        try:
            assert process.stderr
            process.stderr.readline()
            yield process
        finally:
            process.kill()


@pytest.mark.slow
def test_ctrl_c_stops_a_build_and_leaves_what_was_there(begun: Editor, running: "subprocess.Popen[str]") -> None:
    before = tree(begun.folder / "out")
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "What was published before stays" in err
    assert "Traceback" not in err
    assert tree(begun.folder / "out") == before
    assert begun.builds().returncode == Exit.PROVEN


@pytest.mark.slow
def test_kill_9_during_a_build_leaves_what_was_there(begun: Editor, running: "subprocess.Popen[str]") -> None:
    before = tree(begun.folder / "out")
    time.sleep(0.2)
    running.kill()
    running.wait()
    assert tree(begun.folder / "out") == before
    assert begun.builds().returncode == Exit.PROVEN


# Checking and listing


@pytest.mark.slow
def test_a_check_proves_the_finished_files_again(begun: Editor) -> None:
    before = tree(begun.folder)
    done = begun.types("check", "--source", "texts", "--output", "out")
    assert done.returncode == Exit.PROVEN, done.stdout
    assert re.search(r"^1 publication proven in \d+ finished files: asthma-inhalers\.$", done.stdout, re.MULTILINE)
    assert tree(begun.folder) == before


@pytest.mark.slow
def test_a_check_without_a_build_says_what_to_do(begun: Editor) -> None:
    done = begun.types("check", "--source", "texts", "--output", "elsewhere")
    assert_refused(done, Exit.ERRORS, "elsewhere: error E017", "./run build")


@pytest.mark.slow
def test_a_file_changed_by_hand_fails_the_check_for_people_and_programs(begun: Editor) -> None:
    page = begun.folder / "out/asthma-inhalers/en/index.html"
    page.write_text(page.read_text(encoding="utf-8") + "<p>Buy now!</p>", encoding="utf-8")
    words = ("check", "--source", "texts", "--output", "out")
    assert_refused(begun.types(*words), Exit.ERRORS, "out/asthma-inhalers/en/index.html: error E014")
    done = begun.types(*words, "--json")
    assert done.returncode == Exit.ERRORS
    said = json.loads(done.stdout)
    assert {finding["code"] for finding in said["findings"]} >= {"E014"}
    assert all(finding["hint"] and finding["message"] for finding in said["findings"])
    assert said["browser"] is None


DEEP = ("check", "--deep", "--source", "texts", "--output", "out", "--as-of", "2026-11-22")
INSTALLS = {  # what each validator lacks on a machine without browser, Java and Node
    "veraPDF": {"default-jre-headless"},
    "EPUBCheck": {"default-jre-headless"},
    "Nu": {"default-jre-headless"},
    "axe": {"chromium"},
    "Ace": {"chromium", "nodejs npm"},
}


@pytest.mark.slow
def test_a_deep_check_says_how_to_install_what_the_validators_lack(begun: Editor) -> None:
    done = begun.types(*DEEP)
    assert done.returncode == Exit.ERRORS
    for validator, packages in INSTALLS.items():
        for package in packages:
            line = rf"^{validator}: error S003: .+ sudo apt-get install {package}$"
            assert re.search(line, done.stdout, re.MULTILINE)


@pytest.mark.slow
def test_a_deep_check_tells_programs_the_verdicts_as_well(begun: Editor) -> None:
    done = begun.types(*DEEP, "--json")
    assert done.returncode == Exit.ERRORS
    said = json.loads(done.stdout)
    assert said["verdicts"] == []  # nobody was there to judge
    assert {one["path"] for one in said["findings"] if one["code"] == "S003"} == set(INSTALLS)


@pytest.mark.slow
def test_the_list_shows_what_there_is_and_how_it_stands(begun: Editor) -> None:
    change(begun.folder / "texts/asthma-inhalers/publication.md", 'version: "0.1"', 'version: "0.7"')
    assert begun.types("new", "hay-fever", "--source", "texts").returncode == Exit.PROVEN
    change(begun.folder / "texts/hay-fever/publication.md", "reviewers: []", "reviewer: []")
    done = begun.types("list", "--source", "texts")
    assert done.returncode == Exit.PROVEN
    titles, sound, broken = (line.split("\t") for line in done.stdout.splitlines())
    shown = dict(zip(titles, sound, strict=True))
    assert shown["Publication"] == "asthma-inhalers"
    assert (shown["Title"], shown["Language"]) == ("Asthma inhalers", "en")
    assert (shown["Status"], shown["Version"]) == ("draft", "0.7")
    assert int(shown["Editions"]) > 1
    assert "leaflet" in done.stderr
    assert shown["Findings"] == "none"
    assert broken[0] == "hay-fever"
    assert "error" in dict(zip(titles, broken, strict=True))["Findings"]
