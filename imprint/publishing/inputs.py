"""What an artefact was made from, as one digest."""

import hashlib
import json
from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date

from imprint.errors import Where


def digest(*inputs: object) -> str:
    """The sha256 of values that mean the same, in hexadecimal: the same in every folder, process and time zone.

    Takes frozen dataclasses, mappings, sets, sequences, bytes, dates and plain values; a TypeError for anything else.
    Places in source files (``Where``, and fields marked so) are left out: they change no edition.
    """
    canonical = json.dumps(inputs, default=_plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(value: object) -> object:
    """The value as something JSON can hold, without losing what tells it apart from another."""
    if is_dataclass(value) and not isinstance(value, type):
        held = {field.name: getattr(value, field.name) for field in fields(value) if not field.metadata.get("where")}
        return {type(value).__name__: {name: part for name, part in held.items() if not isinstance(part, Where)}}
    if isinstance(value, bytes):
        return {"sha256": hashlib.sha256(value).hexdigest()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Set):
        return {"set": sorted(value)}
    raise TypeError(f"an input of the kind {type(value).__name__} has no digest")
