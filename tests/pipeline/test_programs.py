"""Finding the programs of the machine."""

from pathlib import Path

import pytest

from imprint.pipeline.programs import find_browser


def test_the_browser_is_found_by_its_usual_names_or_the_one_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_browser() is None
    for name in ("chrome", "chromium", "own"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    assert find_browser() == tmp_path / "chromium"
    assert find_browser("own") == find_browser(str(tmp_path / "own")) == tmp_path / "own"
    assert find_browser("lost") is None
