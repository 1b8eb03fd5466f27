"""Processes that are forked of a server: they are there wherever the program was called from."""

from pathlib import Path

import pytest

from imprint.pipeline.crew import Crew


def test_a_crew_works_wherever_the_program_was_called_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    crew = Crew(1)
    assert crew.submit(abs, -1).result() == 1
    crew.shutdown()
