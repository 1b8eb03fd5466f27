"""What was made and what was judged as bytes to keep, and back again, exactly as it was.

A record is JSON; files and pictures lie beside it, under their digests: ``add`` keeps one and gives its sha256 in
hexadecimal, ``blob`` gives it back. Reading a record runs nothing that stands in it.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

from imprint.errors import Finding
from imprint.evidence import Proof
from imprint.model import Artefact

Add = Callable[[bytes], str]
Blob = Callable[[str], bytes]
BLOB = "sha256"  # the one key of an object that stands for bytes
T = TypeVar("T")


@dataclass(frozen=True)
class Making:
    """What came of making one edition: its finished files, or why there are none."""

    artefacts: tuple[Artefact, ...]
    flaws: tuple[Finding, ...] = ()


def packed(value: Making | Proof, add: Add) -> bytes:
    """The record of a value; equal values give equal records."""
    kind: Any = type(value)
    plain = adapter(kind).dump_python(value)
    told = json.dumps(plain, default=lambda one: _plain(one, add), ensure_ascii=False, separators=(",", ":"))
    return told.encode()


def unpacked(kind: type[T], record: bytes, blob: Blob) -> T:
    """The value of a kind (Making or Proof) that was packed.

    Raises ValueError where the record is not one of this kind, and whatever ``blob`` raises for bytes that are gone.
    """
    told = json.loads(record, object_hook=lambda one: blob(one[BLOB]) if one.keys() == {BLOB} else one)
    wanted: Any = kind
    value: T = adapter(wanted).validate_python(told)
    return value


def located(proof: Proof, folder: str) -> Proof:
    """A proof whose findings name files by their paths below ``folder``; those of the check of a case named nothing."""
    findings = (replace(one, where=replace(one.where, path=f"{folder}{one.where.path}")) for one in proof.findings)
    return replace(proof, findings=tuple(findings))


@cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """What reads and writes values of a kind; it takes long to make."""
    return TypeAdapter(kind)


def _plain(value: object, add: Add) -> object:
    if isinstance(value, bytes):
        return {BLOB: add(value)}
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no record holds a {type(value).__name__}")
