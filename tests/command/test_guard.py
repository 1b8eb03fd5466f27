"""A command that fails in every way there is: an editor sees words and an exit code, never a traceback."""

import errno
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from imprint.codes import finding
from imprint.command.guard import Guarded, known
from imprint.command.screen import Screen
from imprint.errors import Exit, ImprintError, Where

BUSY = finding("E010", Where("output"), "another build is running", "wait")


def outcome(fail: Callable[[], object], *options: str, obj: Screen | None = None) -> Result:
    """How a group of commands ends when its command does this."""

    @click.group(cls=Guarded)
    @click.option("--debug", is_flag=True)
    def cli(debug: bool) -> None:
        """Has the option that the guard looks at."""

    @cli.command()
    def work() -> None:
        fail()

    return CliRunner().invoke(cli, [*options, "work"], obj=obj)


def raising(error: BaseException) -> Callable[[], object]:
    def fail() -> None:
        raise error

    return fail


@pytest.mark.parametrize("code", list(Exit)[1:])
def test_findings_are_shown_and_decide_the_exit_code(code: Exit) -> None:
    result = outcome(raising(ImprintError([BUSY], code)))
    assert (result.exit_code, result.stdout) == (code, f"{BUSY}\n")


def test_findings_are_json_where_json_was_asked_for() -> None:
    result = outcome(raising(ImprintError([BUSY])), obj=Screen(as_json=True))
    assert '"code": "E010"' in result.stdout


def test_ctrl_c_says_that_nothing_is_lost() -> None:
    result = outcome(raising(KeyboardInterrupt()))
    assert result.exit_code == 130
    assert "What was published before stays" in result.stderr


def test_what_nobody_foresaw_is_one_line_and_a_file_to_send() -> None:
    result = outcome(raising(ZeroDivisionError("a [b]\nc")))
    assert result.exit_code == Exit.ERRORS
    assert result.stdout.startswith("build.py: error E019: something nobody foresaw: ZeroDivisionError: a [b] c — ")
    log = Path(result.stdout.rpartition(" ")[2].strip())
    assert "Traceback" in log.read_text(encoding="utf-8")
    assert "Traceback" not in result.output
    log.unlink()


def test_a_programmer_may_see_the_traceback() -> None:
    result = outcome(raising(ZeroDivisionError("x")), "--debug")
    assert "Traceback" in result.stderr
    Path(result.stdout.rpartition(" ")[2].strip()).unlink()


def test_a_reader_of_our_output_that_has_gone_is_no_fault_of_ours() -> None:
    assert "E019" not in outcome(raising(BrokenPipeError(errno.EPIPE, "Broken pipe"))).output


def test_usage_errors_stay_usage_errors() -> None:
    assert outcome(raising(click.UsageError("no such thing"))).exit_code == Exit.USAGE


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("leaflt", "Did you mean “leaflet”?"),
        ("LEAFLET", "Did you mean “leaflet”?"),
        ("zzz", "There are: leaflet, page."),
    ],
)
def test_an_unknown_name_is_answered_with_the_known_ones(word: str, says: str) -> None:
    with pytest.raises(click.UsageError) as caught:
        known(word, ["leaflet", "page"], "edition")
    assert caught.value.message == f"There is no edition “{word}”. {says}"


def test_a_known_name_passes_and_an_empty_list_is_said() -> None:
    assert known("page", ["leaflet", "page"], "edition") == "page"
    with pytest.raises(click.UsageError, match="There is none yet"):
        known("page", [], "publication")
