"""The same texts for the peers: of each publication a folder with full.md, plain.md, references.yaml and figures/."""

import re
from collections.abc import Sequence
from pathlib import Path
from shutil import copyfile, copytree

PLAIN = re.compile(r"^::: plain\n(.*?)^:::$", re.DOTALL | re.MULTILINE)
TITLE = re.compile(r'^  (full|plain): "(.*)"$', re.MULTILINE)
CLAIM = re.compile(r"\[([^\]]*)\]\{\.claim[^}]*\}")
HEADING = re.compile(r'^## (.*?) \{(#[\w-]+) plain="(.*?)"\}$', re.MULTILINE)


def write(source: Path, names: Sequence[str], folder: Path) -> None:
    """Takes each publication's two levels apart; what only Imprint knows (claims, plain headings) is left out."""
    for name in names:
        target = folder / name
        target.mkdir(parents=True)
        front, text = (source / name / "publication.md").read_text(encoding="utf-8").split("\n---\n", 1)
        titles = dict(TITLE.findall(front)[:2])  # the titles come before the main messages
        text = CLAIM.sub(r"\1", HEADING.sub(r"# \1 {\2}", text))
        _write(target / "full.md", titles["full"], PLAIN.sub("", text))
        _write(target / "plain.md", titles["plain"], "\n".join(PLAIN.findall(text)))
        copyfile(source / name / "references.yaml", target / "references.yaml")
        if (source / name / "figures").is_dir():
            copytree(source / name / "figures", target / "figures")


def _write(path: Path, title: str, text: str) -> None:
    path.write_text(f'---\ntitle: "{title}"\nlang: en\n---\n\n{text}', encoding="utf-8")
