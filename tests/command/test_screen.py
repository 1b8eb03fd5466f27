import io
import json
from collections.abc import Callable

import pytest
from rich.console import Console

from imprint.command.screen import Screen, in_order
from imprint.errors import Finding, Severity, Where

ERROR = Finding("P012", Where("source/x/publication.md", 41), "image [a] has no text", "describe it in the [brackets]")
WARNING = Finding("Y003", Where("source/x/publication.md", 7), "a key is missing", "add it " * 30, Severity.WARNING)
ON_PAGE = Finding("V001", Where("output/x/en/leaflet.pdf", page=2, part="footer"), "not there", "see the template")


def screen(as_json: bool = False, terminal: bool = False) -> tuple[Screen, Callable[[], str]]:
    """A screen whose output can be read."""
    made, out = Screen(as_json), io.StringIO()
    made.out = made.err = Console(
        file=out, force_terminal=terminal, soft_wrap=True, highlight=False, markup=False, width=60
    )
    return made, out.getvalue


def test_elsewhere_than_on_a_terminal_a_finding_is_one_line_word_for_word() -> None:
    on, shown = screen()
    on.result([ERROR, WARNING, ON_PAGE], ["2 errors, 1 warning."])
    assert shown().splitlines() == [str(ON_PAGE), str(WARNING), str(ERROR), "2 errors, 1 warning."]


def test_on_a_terminal_the_same_words_come_in_colour_and_by_file() -> None:
    on, shown = screen(terminal=True)
    on.result([ERROR, WARNING, ON_PAGE])
    plain = Console(file=io.StringIO(), width=60).render_str(shown(), markup=False).plain
    assert "\x1b[" in shown()
    assert "image [a] has no text" in plain
    assert shown().split("\n")[1] == ""


def test_findings_come_in_the_order_of_the_source() -> None:
    lines = [Finding("P001", Where("a.md", line), "m", "h") for line in (10, 9, 2)]
    pages = [Finding("V001", Where("b.pdf", page=page), "m", "h") for page in (2, 1)]
    assert in_order([*pages, *lines]) == [*reversed(lines), *reversed(pages)]


def test_json_says_everything_a_finding_says() -> None:
    on, shown = screen(as_json=True)
    on.result([ERROR, ON_PAGE], ["a line for people"], files=7, browser=None)
    said = json.loads(shown())
    assert said["files"] == 7
    assert said["findings"][1] == {
        "code": "P012",
        "severity": "error",
        "path": "source/x/publication.md",
        "line": 41,
        "page": None,
        "part": "",
        "message": ERROR.message,
        "hint": ERROR.hint,
        "accepted": None,
    }
    assert (said["findings"][0]["page"], said["findings"][0]["part"]) == (2, "footer")


@pytest.mark.parametrize("terminal", [True, False])
def test_progress_says_what_is_being_done(terminal: bool) -> None:
    on, shown = screen(terminal=terminal)
    with on.progress() as tell:
        tell("x [1]", "checking")
    assert ("\x1b[" in shown()) is terminal
    assert "x [1]: checking" in shown()
    assert terminal or shown() == "x [1]: checking\n"


def test_a_table_is_lines_with_tabs_elsewhere() -> None:
    on, shown = screen()
    on.table(["Name", "Title"], [["x", "Can [this] stand?"]], wide="Title")
    assert shown() == "Name\tTitle\nx\tCan [this] stand?\n"


def test_a_table_on_a_terminal_shows_every_cell() -> None:
    on, shown = screen(terminal=True)
    name = "a-name-that-is-to-be-typed"
    title = "Can [this] stand in a narrow column as well?"
    on.table(["Name", "Title", "Editions"], [[name, title, "7 editions"]], wide="Title")
    assert name in shown()
    assert "7 editions" in shown()
    assert set(title.split()) <= set(shown().split())
