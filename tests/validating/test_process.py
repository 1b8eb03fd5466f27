"""A validator that hangs, crashes or is not there never passes for one that found nothing."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from imprint.errors import Severity
from imprint.validating import NAMES, Site, Tools, validate
from imprint.validating.process import NoVerdictError, run
from tests.validating.asking import book, page, tools_here

NOTHING = Tools(None, None, None, Path("nowhere"), Path("nowhere"))
FILES = {"a.pdf": b"%PDF-1.7", "b.epub": book(), "c.html": page(), "d.css": b"p { color: red; }"}


def test_what_hangs_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    sign = f"{time.time_ns()}"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)', '{sign}'])"
    with pytest.raises(NoVerdictError, match="1 seconds"):
        run((sys.executable, "-c", child), 1)
    until = time.monotonic() + 10  # what is ended takes a moment to go
    while _running(sign) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _running(sign)


def _running(sign: str) -> list[Path]:
    return [path for path in Path("/proc").glob("[0-9]*/cmdline") if sign in _read(path)]


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode(errors="replace")
    except OSError:
        return ""


def test_what_says_nothing_has_come_to_no_verdict() -> None:
    with pytest.raises(NoVerdictError, match="ended with 3: out of order"):
        run((sys.executable, "-c", "import sys; sys.stderr.write('out of order'); sys.exit(3)"), 10)


def test_it_sees_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-version")
    said = run((sys.executable, "-c", "import os; print(sorted(os.environ))"), 10)
    assert "JAVA_TOOL_OPTIONS" not in said
    assert "HOME" in said


def test_missing_validators_are_named_with_the_command_that_installs_them() -> None:
    said = validate(Site(FILES), NOTHING)
    assert said.verdicts == ()
    assert {name for name, _ in said.missing} == set(NAMES)
    assert all(lack.command.startswith(("sudo apt-get install ", "./run check --deep")) for _, lack in said.missing)


def test_nothing_is_missing_where_there_is_nothing_to_judge() -> None:
    assert validate(Site({"d.css": FILES["d.css"]}), NOTHING).missing == ()


@pytest.mark.slow
def test_a_validator_that_fails_is_a_flaw_of_every_file_that_it_should_have_judged(tmp_path: Path) -> None:
    tools = tools_here()
    broken = tmp_path / "java"
    broken.write_text("#!/bin/sh\necho 'Not the Java that you know'\n")
    broken.chmod(0o755)
    said = validate(Site(FILES), Tools(broken, tools.node, tools.browser, tools.npm), only=["EPUBCheck"])
    if said.missing:
        pytest.skip(str(said.missing))
    (verdict,) = said.verdicts
    assert (verdict.path, [flaw.severity for flaw in verdict.flaws]) == ("b.epub", [Severity.ERROR])
    assert verdict.flaws[0].rule == "no verdict"


def test_the_workers_leave_nothing_behind() -> None:
    """They are programs: a module of ours that imports them would start a Java machine or load a browser's bridge."""
    code = "import imprint.validating, sys; sys.exit(bool({'jpype', 'playwright'} & set(sys.modules)))"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
