"""The same source gives the same bytes: again, in another process, place, time zone, language, and from other paths."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from imprint.editions import Workshop
from tests.editions.making import Files, made
from tests.samples import TEMPLATES, publication


def digests(draft: Files, complete: Files) -> dict[str, str]:
    named = {"draft": draft, "reviewed": complete}
    return {
        f"{kind}/{path}": hashlib.sha256(data).hexdigest()
        for kind, files in named.items()
        for path, data in files.items()
    }


def made_elsewhere(root: Path, folder: Path, templates: Path, **environment: str) -> dict[str, str]:
    """The digests of the files that another process makes."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.editions.making", str(templates)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(root), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = [line.split(" ", 1) for line in done.stdout.splitlines()]
    return {path: digest for digest, path in lines}


def test_made_again_by_the_same_tools_every_file_is_the_same(shop: Workshop, draft: Files) -> None:
    assert made(publication(), shop) == draft


@pytest.mark.slow
def test_made_elsewhere_every_file_is_the_same(root: Path, tmp_path: Path, draft: Files, complete: Files) -> None:
    expected = digests(draft, complete)
    templates = Path(shutil.copytree(TEMPLATES, tmp_path / "a longer way" / "templates"))
    assert made_elsewhere(root, tmp_path, templates, PYTHONHASHSEED="1", TZ="Pacific/Auckland") == expected
    assert (
        made_elsewhere(
            root, root, TEMPLATES, PYTHONHASHSEED="2", TZ="America/Anchorage", LC_ALL="C", HOME=str(tmp_path)
        )
        == expected
    )


def test_another_text_gives_other_files(shop: Workshop, draft: Files) -> None:
    other = made(publication(version="1.3"), shop)
    own = {path for path in draft if path.endswith((".html", ".pdf", ".epub"))}
    assert {path for path in own if other[path] == draft[path]} == set()
