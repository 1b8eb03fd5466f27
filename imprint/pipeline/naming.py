"""Findings and places as the editor knows them, where the files that were read are copies in another folder."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


def renamed(value: T, copy: Path, original: Path) -> T:
    """The same value; wherever a text in it names a file of the folder ``copy``, it names that of ``original``.

    Takes what is made of frozen dataclasses, tuples, mappings and plain values, and keeps what names nothing as it is.
    """
    if copy == original:
        return value
    renaming = _Renaming(copy.as_posix(), original.as_posix())
    named: T = renaming.of(value)
    return named


class _Renaming:
    def __init__(self, copy: str, original: str) -> None:
        self._copy, self._original = copy, original

    def of(self, value: Any) -> Any:
        if isinstance(value, str):
            return value.replace(self._copy, self._original) if self._copy in value else value
        if isinstance(value, tuple):
            parts = tuple(map(self.of, value))
            return value if all(new is old for new, old in zip(parts, value, strict=True)) else parts
        if isinstance(value, Mapping):
            changed = {name: new for name, old in value.items() if (new := self.of(old)) is not old}
            return {**value, **changed} if changed else value
        if is_dataclass(value) and not isinstance(value, type):
            return self._of_dataclass(value)
        return value

    def _of_dataclass(self, value: Any) -> Any:
        held = {field.name: getattr(value, field.name) for field in fields(value)}
        changed = {name: new for name, old in held.items() if (new := self.of(old)) is not old}
        return replace(value, **changed) if changed else value
