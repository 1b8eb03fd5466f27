"""An entry: one line that leads from an action key to a digest, signed where there is a key to sign with.

A small value stands in the entry itself, behind the line, so that it takes one file and one reading instead of two.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass

SMALL = 3 * 1024  # bytes; with its line it still fits into one block of most disks
SHA256 = re.compile(r"[0-9a-f]{64}")
_KIND = b"imprint-entry-1"
_LINE = re.compile(_KIND + rb" ([0-9a-f]{64}) ([0-9a-f]{64}|unsigned)\n")


@dataclass(frozen=True)
class Entry:
    """The digest of a value, and the value itself where it is small."""

    sha256: str
    data: bytes | None


def sha256_of(data: bytes) -> str:
    """The sha256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def write_entry(key: str, data: bytes, signing_key: bytes | None) -> bytes:
    """The entry of a value under its action key; the value itself is in it up to ``SMALL`` bytes."""
    sha256 = sha256_of(data)
    signature = _signature(key, sha256, signing_key) if signing_key else b"unsigned"
    return b"%b %b %b\n%b" % (_KIND, sha256.encode(), signature, data if len(data) <= SMALL else b"")


def read_entry(raw: bytes, key: str, signing_key: bytes | None) -> Entry | None:
    """The entry that was written; None where it is torn or damaged, or not signed with the key that there is.

    The signature binds the action key to the digest, and the digest is that of the value: so nothing can be forged,
    nor the value of one action be passed off as another's.
    """
    line = _LINE.match(raw)
    if line is None:
        return None
    sha256 = line[1].decode()
    if signing_key and not hmac.compare_digest(line[2], _signature(key, sha256, signing_key)):
        return None
    data = raw[line.end() :]
    if sha256_of(data) == sha256:
        return Entry(sha256, data)
    return None if data else Entry(sha256, None)


def _signature(key: str, sha256: str, signing_key: bytes) -> bytes:
    """HMAC-SHA256 (RFC 2104) of the action key and the digest, in hexadecimal."""
    return hmac.digest(signing_key, b"%b %b %b" % (_KIND, key.encode(), sha256.encode()), "sha256").hex().encode()
