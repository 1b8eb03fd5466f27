import subprocess
import sys
from pathlib import Path

import pytest

from imprint.command import environment
from imprint.errors import Exit, ImprintError


def test_this_machine_can_build() -> None:
    environment.require()


def test_missing_libraries_are_named_with_one_command_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(environment.LIBRARIES, "libnowhere.so.1", "libnowhere1")
    monkeypatch.setitem(environment.LIBRARIES, "libnever.so.1", "libnever1")
    with pytest.raises(ImprintError) as caught:
        environment.require()
    assert caught.value.exit_code == Exit.ENVIRONMENT
    assert [str(one.where) for one in caught.value.findings] == ["libnowhere.so.1", "libnever.so.1"]
    assert {one.hint for one in caught.value.findings} == {"install it: sudo apt-get install libnowhere1 libnever1"}


def test_missing_packages_are_named_by_what_they_are_for(root: Path) -> None:
    """Run by a Python that sees none of the installed packages."""
    script = (
        f"import sys; sys.path.insert(0, {str(root)!r}); from imprint.command import environment; environment.require()"
    )
    done = subprocess.run([sys.executable, "-I", "-S", "-c", script], capture_output=True, text=True, check=False)
    for thing in ("pandoc", "the font of every edition", "WeasyPrint", "./run build"):
        assert thing in done.stderr
