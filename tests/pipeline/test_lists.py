"""The list and the morning look count the same findings of a text."""

from datetime import date
from pathlib import Path

from imprint.pipeline import Options, listing, morning


def test_the_list_tells_what_the_morning_look_tells(root: Path, tmp_path: Path) -> None:
    options = Options(root / "tests/sources/contract", root / "templates", tmp_path / "output", date(2026, 11, 22))
    (row,), findings = listing(options)
    (stand,) = morning(options).facts
    assert [one.as_facts() for one in row.findings] == stand["findings"] != []
    assert findings == row.findings
