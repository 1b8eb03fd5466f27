"""Loads the modules of a package when one of their names is first asked for (PEP 562)."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any


def late(package: str, homes: Mapping[str, Sequence[str]]) -> Callable[[str], Any]:
    """The ``__getattr__`` of a package whose public names are those of its modules, as ``homes`` tells.

    The package imports them for type checkers as well, under TYPE_CHECKING: so the import rules see them.
    """
    home_of = {name: home for home, names in homes.items() for name in names}

    def get(name: str) -> Any:
        if name not in home_of:
            raise AttributeError(name)
        return getattr(import_module(f"{package}.{home_of[name]}"), name)

    return get
