"""The script that everybody begins with: a pandoc process for each HTML and EPUB, a weasyprint process for each PDF."""

from pathlib import Path

from benchmarks.peers.common import Tools, texts_of

LABEL = "pandoc and weasyprint, a process for each file"
FEWER = ""
SCRIPT = Path(__file__).with_suffix(".sh")


def lacking(_: Tools) -> str:
    """Nothing: it runs what Imprint runs."""
    return ""


def prepare(_texts: Path, _tools: Tools) -> None:
    """Its texts are the common ones."""


def command(tools: Tools, texts: Path, output: Path, workers: int = 1, files: str = "three") -> list[str]:
    """The script; for each of its publications a shell of its own where several are done at a time."""
    names = [text.name for text in texts_of(texts)]
    start = ["env", f"PANDOC={tools.pandoc}", f"WEASYPRINT={tools.weasyprint}", "sh", str(SCRIPT)]
    return [*start, files, str(workers), str(texts), str(output), *names]
