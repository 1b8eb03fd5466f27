"""The programs that validators need: where they are on this machine, and how to get those that are not."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

RUN = "./run check --deep"
DEBIAN_JARS = Path("/usr/share/java")


@dataclass(frozen=True)
class Tools:
    """Where the programs are; None for one that is not there."""

    java: Path | None
    node: Path | None
    browser: Path | None
    npm: Path  # the folder into which requirements/npm/ is installed; it need not exist
    jars: Path = DEBIAN_JARS


@dataclass(frozen=True)
class Missing:
    """Something that a validator needs and that is not there, with the command that installs it."""

    tool: str
    command: str


def find_tools(browser: Path | None, npm: Path) -> Tools:
    """The programs on the path, with the browser and the folder of npm's packages that the caller knows of."""
    java, node = shutil.which("java"), shutil.which("node")
    return Tools(Path(java) if java else None, Path(node) if node else None, browser, npm)


def need_java(tools: Tools) -> Iterator[Missing]:
    """Java, if it is not there."""
    if tools.java is None:
        yield Missing("Java", "sudo apt-get install default-jre-headless")


def need_browser(tools: Tools) -> Iterator[Missing]:
    """Chromium, if it is not there."""
    if tools.browser is None:
        yield Missing("Chromium", "sudo apt-get install chromium")


def need_node(tools: Tools) -> Iterator[Missing]:
    """Node, if it is not there."""
    if tools.node is None:
        yield Missing("Node", "sudo apt-get install nodejs npm")


def need_npm(tools: Tools, *files: str) -> Iterator[Missing]:
    """The files that npm installs, if they are not there."""
    if not all((tools.npm / "node_modules" / name).is_file() for name in files):
        yield Missing("a package of npm", RUN)


def need_module(*names: str) -> Iterator[Missing]:
    """Each of these Python packages that is not installed."""
    yield from (Missing(f"the Python package {name}", RUN) for name in names if find_spec(name) is None)
