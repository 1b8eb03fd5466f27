"""Vivliostyle's command line with one configuration for all: PDF and EPUB of the HTML that pandoc has made."""

import json
import os
from pathlib import Path

from benchmarks.peers.common import Tools, call, each, pandoc, place, texts_of

LABEL = "Vivliostyle, one configuration"
FEWER = ""
PYTHON = "python"
CONFIGURATION = "vivliostyle.config.json"


def lacking(tools: Tools) -> str:
    if not Path(tools.vivliostyle).exists():
        return "its npm packages could not be installed"
    return "" if tools.chromium else "there is no Chromium on this machine"


def prepare(_texts: Path, _tools: Tools) -> None:
    """Its texts are the common ones: Vivliostyle’s own Markdown has no citations, so pandoc reads them."""


def run(texts: Path, output: Path, tools: Tools, workers: int) -> None:
    def page(text: Path) -> Path:
        folder = place(text, output)
        pandoc(tools, text, folder / "index.html")
        return folder

    folders = each(page, texts_of(texts), workers)
    tasks = [
        {
            "title": folder.name,
            "language": "en",
            "size": "A4",
            "entryContext": folder.name,  # else every book would hold the pictures of all
            "entry": ["index.html"],
            "output": [f"{folder.name}/leaflet.pdf", f"{folder.name}/leaflet.epub"],
            "workspaceDir": f".vivliostyle/{folder.name}",
        }
        for folder in folders
    ]
    (output / CONFIGURATION).write_text(json.dumps(tasks), encoding="utf-8")
    command = [tools.vivliostyle, "build", "-c", CONFIGURATION, "--executable-browser", tools.chromium]
    call(command, output, env={**os.environ, "CI": "true"})
