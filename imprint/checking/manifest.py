"""Holds the published files against the manifest that lists them."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from imprint.codes import finding
from imprint.errors import Finding, Where

MANIFEST = "manifest.json"
AGAIN = "Build again: what is published must be what was checked"


def check_manifest(manifest: bytes, files: Mapping[str, bytes], path: str = MANIFEST) -> tuple[Finding, ...]:
    """Every listed file is there with its size and digest, and nothing else is; ``files`` are all but the manifest."""
    try:
        listed = _listed(json.loads(manifest))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        return (finding("A016", Where(path), f"the manifest cannot be read ({error})", AGAIN),)
    return (*_wrong(listed, files, path), *_unlisted(listed, files))


def _listed(manifest: Any) -> Mapping[str, tuple[int, str]]:
    rows = [*manifest["artefacts"], *manifest["root_files"]]
    return {str(row["path"]): (int(row["bytes"]), str(row["sha256"])) for row in rows}


def _wrong(listed: Mapping[str, tuple[int, str]], files: Mapping[str, bytes], path: str) -> Iterator[Finding]:
    for name, (size, digest) in listed.items():
        if name not in files:
            yield finding("A001", Where(name), f"the file is missing, though {path} lists it", AGAIN)
        elif len(files[name]) != size or hashlib.sha256(files[name]).hexdigest() != digest:
            told = f"the file is not the one that {path} lists: it was changed after it was built"
            yield finding("A014", Where(name), told, AGAIN)


def _unlisted(listed: Mapping[str, tuple[int, str]], files: Mapping[str, bytes]) -> Iterator[Finding]:
    for name in sorted(set(files) - set(listed)):
        yield finding("A015", Where(name), "nothing was built under this name", f"Take the file away. {AGAIN}")
