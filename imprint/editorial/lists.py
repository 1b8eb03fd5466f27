"""The words that editorial rules look for, per language: data beside the rules, since words are no logic."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_HERE = Path(__file__).parent


def lists(name: str, language: str) -> Mapping[str, Any]:
    """The lists of a file by its name and a language by its tag (en-GB: those of en); none for an unknown language."""
    return _read(name).get(language.partition("-")[0], {})


@cache
def _read(name: str) -> Mapping[str, Mapping[str, Any]]:
    loaded: Mapping[str, Mapping[str, Any]] = read(_HERE / f"{name}.yaml")
    return loaded


def read(path: Path) -> Any:
    """A YAML file of ours, no author's: so the safe loader is strict enough, the one in C where there is one."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - it is a safe one
