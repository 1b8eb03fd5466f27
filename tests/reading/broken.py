"""Makes the broken sources of `tests/cases/`: the good base with what one case changes in it.

A case's folder is named after the finding it is for. `case.yaml` says what to change (`only` is read's argument);
files under `source/` are laid over the base; `expected.txt` holds every finding, word for word. What git cannot hold
is made here.
"""

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import yaml
from PIL import Image

CASES = Path(__file__).parent.parent / "cases"
FAMILIES = "YPFRDG"  # what reading reports; the other families' cases are made elsewhere
NOSE = "hay-fever/figures/nose.png"


@dataclass(frozen=True)
class Case:
    """A broken source on the disk, what to read of it, and what reading must say."""

    source: Path
    only: Sequence[str] | None
    expected: str


def codes() -> list[str]:
    """The codes that have a folder."""
    return sorted(path.name for path in CASES.iterdir() if path.is_dir() and path.name[0] in FAMILIES)


def copied_base(folder: Path) -> Path:
    """A copy of the good base in a folder, as `source`."""
    return Path(shutil.copytree(CASES / "base", folder / "source"))


def make(code: str, folder: Path) -> Case:
    """The case of a code, made in a folder as `source`."""
    source = copied_base(folder)
    case = CASES / code
    if (case / "source").is_dir():
        shutil.copytree(case / "source", source, dirs_exist_ok=True)
    script: dict[str, Any] = (
        yaml.safe_load((case / "case.yaml").read_text("utf-8")) if (case / "case.yaml").exists() else {}
    )
    for edit in script.get("edits", []):
        _edit(source, edit)
    if code in SPECIAL:
        SPECIAL[code](source)
    return Case(source, script.get("only"), (case / "expected.txt").read_text("utf-8"))


def _edit(source: Path, edit: Mapping[str, str]) -> None:
    path = source / edit["file"]
    if "remove" in edit:
        path.unlink()
        return
    text = path.read_text("utf-8")
    if "append" in edit:
        path.write_text(text + edit["append"], "utf-8")
        return
    assert text.count(edit["replace"]) == 1, f"{edit['replace']!r} is not there once in {path}"
    path.write_text(text.replace(edit["replace"], edit["by"]), "utf-8")


def _linked(source: Path) -> None:
    (source / "hay-fever/references.yaml").rename(source.parent / "elsewhere.yaml")
    (source / "hay-fever/references.yaml").symlink_to(source.parent / "elsewhere.yaml")
    (source / "hay-fever-too").symlink_to(source / "hay-fever")
    (source / "glossary.yaml").unlink()
    os.mkfifo(source / "glossary.yaml")
    (source / "hay-fever/reviews.yaml").mkdir()


def _linked_figure(source: Path) -> None:
    (source / NOSE).rename(source.parent / "nose.png")
    (source / NOSE).symlink_to(source.parent / "nose.png")


def _bare_png(width: int, height: int) -> bytes:
    """A PNG of that size, all black."""
    picture = BytesIO()
    Image.new("1", (width, height)).save(picture, "PNG")
    return picture.getvalue()


def _large_png() -> bytes:
    """A PNG of nearly 5 MB: dots without any order cannot be packed."""
    picture = BytesIO()
    Image.frombytes("L", (2400, 2000), Random(1).randbytes(2400 * 2000)).save(picture, "PNG", compress_level=0)
    return picture.getvalue()


def _many_figures(source: Path) -> None:
    """One figure more than a publication holds; and, in another publication, a few that are too large together."""
    shutil.copytree(source / "hay-fever", source / "many")
    nose = (source / NOSE).read_bytes()
    for name, number, data in (("hay-fever", 9, _large_png()), ("many", 40, nose)):
        text = source / name / "publication.md"
        words = text.read_text("utf-8").replace("id: hay-fever", f"id: {name}")
        for count in range(number):
            (source / name / f"figures/nose-{count}.png").write_bytes(data)
            words += f"\n![A nose](figures/nose-{count}.png)\n"
        text.write_text(words, "utf-8")


SPECIAL: Mapping[str, Callable[[Path], object]] = {
    "Y002": lambda source: (source / "hay-fever/publication.md").write_bytes(
        b"---\nid: hay-fever\nname: caf\xe9\n---\n"
    ),
    "Y003": lambda source: (source / "hay-fever/publication.md").write_text("a" * 300_000),
    "Y004": _linked,
    "F004": lambda source: (source / NOSE).write_bytes((source / NOSE).read_bytes()[:400]),
    "F005": lambda source: (source / NOSE).write_bytes(_bare_png(5000, 4001)),
    "F006": lambda source: (source / NOSE).write_bytes((source / NOSE).read_bytes() + bytes(5 * 1024 * 1024)),
    "F007": _linked_figure,
    "F013": _many_figures,
}
