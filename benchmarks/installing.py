"""Brings the peers: into a folder of their own below .tools/, in the versions that lie locked beside their modules."""

import filecmp
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.peers import asciidoctor
from benchmarks.peers.common import Tools

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "benchmarks" / "peers"
FOLDER = ROOT / ".tools" / "peers"


def install(tell: Callable[[str], None]) -> None:
    """Installs what is not there yet; what cannot be had is told, and its peers say so in the table."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for what, bring in (("pip", _python), ("npm", _npm), ("apt", _debian)):
        try:
            bring()
        except (OSError, subprocess.CalledProcessError) as error:
            said = getattr(error, "stderr", None) or str(error)
            tell(f"{what} could not bring its peers: {said.strip()[-500:]}")


def tools() -> Tools:
    """Where everything is; nothing for a browser that is not there."""
    from imprint import pandoc  # noqa: PLC0415
    from imprint.pipeline import find_browser  # noqa: PLC0415

    weasyprint = Path(sys.prefix, "bin", "weasyprint")
    browser = find_browser(os.environ.get("IMPRINT_BROWSER", ""))
    return Tools(pandoc.executable(), str(weasyprint), sys.executable, str(browser or ""), str(FOLDER))


def _python() -> None:
    """A locked environment; its copy of the lock says that it is complete."""
    lock, folder = HERE / "requirements.txt", FOLDER / "venv"
    if _is_done(lock, folder):
        return
    _run(sys.executable, "-m", "venv", "--clear", str(folder))
    _run(
        str(folder / "bin/python"),
        *["-m", "pip", "install", "--quiet", "--require-hashes", "--only-binary", ":all:", "-r"],
        str(lock),
    )
    shutil.copy(lock, folder)


def _npm() -> None:
    """The same from npm; no script of theirs runs meanwhile, and no browser is downloaded."""
    lock, folder = HERE / "package-lock.json", FOLDER / "npm"
    if _is_done(lock, folder / "installed"):
        return
    folder.mkdir(exist_ok=True)
    for file in (lock, HERE / "package.json"):
        shutil.copy(file, folder)
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    _run("npm", "ci", *quiet, folder=folder, PUPPETEER_SKIP_DOWNLOAD="1")
    (folder / "installed").mkdir(exist_ok=True)
    shutil.copy(lock, folder / "installed")


def _debian() -> None:
    """Debian's packages, where we may; else the table says which are missing."""
    if asciidoctor.lacking(tools()) and shutil.which("apt-get") and os.geteuid() == 0:
        command = ["apt-get", "-qq", "install", "--no-install-recommends", *asciidoctor.PACKAGES]
        _run(*command, DEBIAN_FRONTEND="noninteractive")


def _is_done(lock: Path, folder: Path) -> bool:
    copy = folder / lock.name
    return copy.exists() and filecmp.cmp(lock, copy, shallow=False)


def _run(*command: str, folder: Path = FOLDER, **environment: str) -> None:
    subprocess.run(command, cwd=folder, env={**os.environ, **environment}, check=True, capture_output=True, text=True)
