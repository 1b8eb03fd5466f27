"""What the peers share: where the tools are, and the pandoc commands that several of them run."""

import json
import subprocess
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from shutil import copytree
from typing import Any

CITE = ("--citeproc", "--bibliography", "references.yaml")


@dataclass(frozen=True)
class Tools:
    """Paths of programs: those that Imprint uses as well, and the folder with what was installed for the peers."""

    pandoc: str
    weasyprint: str
    python: str  # Imprint's own
    chromium: str
    folder: str

    @property
    def peers_python(self) -> str:
        return str(Path(self.folder, "venv", "bin", "python"))

    @property
    def vivliostyle(self) -> str:
        return str(Path(self.folder, "npm", "node_modules", ".bin", "vivliostyle"))

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")


def load(path: Path) -> Tools:
    return Tools(**json.loads(path.read_text(encoding="utf-8")))


def texts_of(folder: Path) -> list[Path]:
    """The folders of the publications, by name."""
    return sorted(path for path in folder.iterdir() if path.is_dir())


def call(command: Iterable[str], folder: Path, **more: Any) -> str:
    """What a program writes to its standard output; it must end well."""
    done = subprocess.run(list(command), cwd=folder, check=False, capture_output=True, text=True, **more)
    if done.returncode:
        raise RuntimeError(f"{done.args}\n{done.stdout[-1000:]}{done.stderr[-2000:]}")
    return done.stdout


def pandoc(tools: Tools, text: Path, target: Path, *more: str) -> None:
    """One pandoc process: one file."""
    call([tools.pandoc, "-s", *CITE, *more, "full.md", "-o", str(target)], text)


def place(text: Path, output: Path) -> Path:
    """A publication's folder in the output, with its figures."""
    folder = output / text.name
    folder.mkdir(parents=True)
    if (text / "figures").is_dir():
        copytree(text / "figures", folder / "figures")
    return folder


def pages_and_books(tools: Tools, texts: list[Path], output: Path, workers: int) -> list[Path]:
    """HTML and EPUB of every publication, by pandoc, and their folders."""

    def both(text: Path) -> Path:
        folder = place(text, output)
        pandoc(tools, text, folder / "index.html")
        pandoc(tools, text, folder / "leaflet.epub")
        return folder

    return each(both, texts, workers)


def each(work: Callable[[Path], Path], texts: list[Path], workers: int) -> list[Path]:
    """The work for every text, so many at a time."""
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(work, texts))
