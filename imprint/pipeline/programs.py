"""The programs of the machine that a build can use; looked up without loading what uses them."""

import shutil
from pathlib import Path

PROGRAMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)


def find_browser(wanted: str = "") -> Path | None:
    """The Chromium to look with: the wanted program (None if it is not there), else the first known one on the path."""
    names = (wanted,) if wanted else PROGRAMS
    return next((Path(program) for program in map(shutil.which, names) if program), None)


def browser_state(browser: Path | None) -> str:
    """What tells one installation of a browser from another; "" for none."""
    if browser is None:
        return ""
    try:
        state = browser.resolve().stat()
    except OSError:
        return browser.name
    return f"{browser.name} {state.st_size} {state.st_mtime_ns}"
