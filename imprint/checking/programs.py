"""Finds the browser that is on the machine, without starting or importing anything."""

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
