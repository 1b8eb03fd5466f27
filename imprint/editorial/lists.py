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
    """A file of ours, no author's: so the safe loader is strict enough."""
    loaded: Mapping[str, Mapping[str, Any]] = yaml.safe_load((_HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded
