"""What something was made from, as one digest."""

import hashlib
import json
from collections.abc import Hashable, Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from imprint.errors import Where
from imprint.model import Disclaimer, Edition, Section

SHARED = (Disclaimer, Edition, Section)  # what many editions and publications have alike: digested once
LONG = 512  # characters from which on a text is told by its own digest, which is worked out once


def digest(*inputs: object) -> str:
    """The sha256 of values that mean the same, in hexadecimal: the same in every folder, process and time zone.

    Takes frozen dataclasses, mappings, sets, sequences, bytes, dates and plain values; a TypeError for anything else.
    Places in source files (``Where``, and fields marked so) are left out: they change no edition.
    """
    return _told(inputs)


def _told(value: object) -> str:
    canonical = json.dumps(value, default=_plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(value: Any) -> object:
    """The value as something JSON can hold, without losing what tells it apart from another."""
    if is_dataclass(value) and not isinstance(value, type):
        part: Any = value
        return {type(value).__name__: _of_part(part) if type(value) in SHARED else _held(part)}
    if isinstance(value, bytes):
        return {"sha256": sha256(value)}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Mapping | Set):
        return dict(value) if isinstance(value, Mapping) else {"set": sorted(value)}
    raise TypeError(f"an input of the kind {type(value).__name__} has no digest")


def _held(value: Any) -> object:
    kind: Any = type(value)
    held = {name: getattr(value, name) for name in _names(kind)}
    return {name: _short(one) for name, one in held.items() if not isinstance(one, Where)}


@lru_cache(maxsize=2048)
def _of_part(value: Hashable) -> str:
    return _told(_held(value))


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if not field.metadata.get("where"))


def _short(value: object) -> object:
    """A long text as its digest: many editions share it."""
    return {"long": _of_text(value)} if isinstance(value, str) and len(value) >= LONG else value


@lru_cache(maxsize=1024)
def _of_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@lru_cache(maxsize=64)  # a publication's figures, for as long as it is worked on
def sha256(data: bytes) -> str:
    """The digest of a file, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
