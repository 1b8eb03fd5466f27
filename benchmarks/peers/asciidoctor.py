"""Asciidoctor: one process for all HTML, one for all PDFs."""

import shutil
from pathlib import Path
from shutil import copytree

from benchmarks.peers.common import Tools, call, pandoc, texts_of

LABEL = "Asciidoctor and Asciidoctor PDF"
FEWER = "no EPUB (its converter is in none of the registries); PDFs without tags"
PYTHON = "python"
PACKAGES = ("asciidoctor", "ruby-asciidoctor-pdf")  # of Debian


def lacking(_: Tools) -> str:
    if shutil.which("asciidoctor") and shutil.which("asciidoctor-pdf"):
        return ""
    return f"it is not installed: sudo apt-get install {' '.join(PACKAGES)}"


def prepare(texts: Path, tools: Tools) -> None:
    """The texts as AsciiDoc, citations set, as if they had been written so."""
    for text in texts_of(texts):
        folder = texts.parent / "asciidoctor" / text.name
        folder.mkdir(parents=True)
        pandoc(tools, text, folder / "full.adoc", "--wrap=none")  # a picture’s macro must stand on one line
        if (text / "figures").is_dir():
            copytree(text / "figures", folder / "figures")


def run(texts: Path, output: Path, tools: Tools, workers: int) -> None:
    copytree(texts.parent / "asciidoctor", output)
    names = [f"{text.name}/full.adoc" for text in texts_of(texts)]
    call(["asciidoctor", *names], output)
    call(["asciidoctor-pdf", *names], output)
