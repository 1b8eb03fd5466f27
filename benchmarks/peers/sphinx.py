"""Sphinx: one project with all publications; a run for the HTML, one for the EPUB, one for the PDFs by rst2pdf."""

from pathlib import Path
from shutil import copytree

from benchmarks.peers.common import Tools, call, pandoc, texts_of

LABEL = "Sphinx and rst2pdf"
FEWER = "one EPUB for all; PDFs without tags"
PYTHON = "peers_python"
SETTINGS = """project = "catalogue"
version = release = "1"
copyright = "nobody"
extensions = ["rst2pdf.pdfbuilder"]
root_doc = "index"
epub_show_urls = "no"
pdf_use_coverpage = pdf_use_toc = pdf_use_index = False
pdf_documents = {documents!r}
"""
INDEX = "Catalogue\n=========\n\n.. toctree::\n   :glob:\n\n   */full\n"


def lacking(tools: Tools) -> str:
    return "" if Path(tools.peers_python).exists() else "its Python packages could not be installed"


def prepare(texts: Path, tools: Tools) -> None:
    """The texts as reStructuredText, citations set, as if they had been written so."""
    project = texts.parent / "sphinx"
    names = [text.name for text in texts_of(texts)]
    for text in texts_of(texts):
        (project / text.name).mkdir(parents=True)
        pandoc(tools, text, project / text.name / "full.rst", "--wrap=none")
        if (text / "figures").is_dir():
            copytree(text / "figures", project / text.name / "figures")
    documents = [(f"{name}/full", name, name, "") for name in names]
    (project / "conf.py").write_text(SETTINGS.format(documents=documents), encoding="utf-8")
    (project / "index.rst").write_text(INDEX, encoding="utf-8")


def run(texts: Path, output: Path, tools: Tools, workers: int) -> None:
    start = [tools.peers_python, "-m", "sphinx", "-q", "-j", str(workers), "-d", str(output / "doctrees")]
    for builder in ("html", "epub", "pdf"):
        call([*start, "-b", builder, str(texts.parent / "sphinx"), str(output / builder)], texts)
