"""pandoc and typst: pandoc for HTML, EPUB and the typst source; one process with the typst library for all PDFs."""

from pathlib import Path

from benchmarks.peers.common import Tools, pages_and_books, pandoc, texts_of

LABEL = "pandoc and one typst process"
FEWER = "tags, but no PDF/UA: pandoc hands on no text alternatives"
PYTHON = "peers_python"


def lacking(tools: Tools) -> str:
    return "" if Path(tools.peers_python).exists() else "its Python packages could not be installed"


def prepare(_texts: Path, _tools: Tools) -> None:
    """Its texts are the common ones."""


def run(texts: Path, output: Path, tools: Tools, workers: int) -> None:
    import typst as library  # noqa: PLC0415 - only in the peers' own environment

    for folder in pages_and_books(tools, texts_of(texts), output, workers):
        source = folder / "leaflet.typ"
        pandoc(tools, texts / folder.name, source)
        library.compile(str(source), output=str(folder / "leaflet.pdf"))
