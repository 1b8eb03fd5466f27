"""Packages that load their modules when a name is first asked for."""

import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

from imprint import pipeline, publishing
from imprint.late import late

PACKAGES = (pipeline, publishing)


@pytest.mark.parametrize("package", PACKAGES, ids=lambda one: one.__name__)
def test_every_public_name_can_be_had(package: object) -> None:
    names: list[str] = vars(package)["__all__"]
    assert names == sorted(set(names), key=names.index)
    assert all(getattr(package, name).__name__ for name in names if not name.isupper())


@pytest.mark.parametrize("package", PACKAGES, ids=lambda one: one.__name__)
def test_no_public_name_is_that_of_a_module(package: object) -> None:
    """Python puts a module that was loaded in the place of such a name."""
    modules = {one.name for one in pkgutil.iter_modules(vars(package)["__path__"])}
    assert not modules & set(vars(package)["__all__"])


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        late("imprint.publishing", {"plan": ["plan"]})("nothing")


def test_a_name_loads_its_module_and_no_other(root: Path) -> None:
    said = "import sys; from imprint import publishing; publishing.beside; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", said], cwd=root, check=True, capture_output=True, text=True)
    loaded = set(done.stdout.split())
    assert "imprint.publishing.generations" in loaded
    assert not loaded & {"imprint.publishing.manifest", "pydantic"}
