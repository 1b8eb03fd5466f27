"""The published files are held against the manifest, file by file."""

import hashlib
import json

import pytest

from imprint.checking import check_manifest

FILES = {"index.html": b"All", "tea/en/index.html": b"Tea"}


def manifest(**changes: object) -> bytes:
    """A sound manifest of FILES, with other values in the line of the page."""
    rows = [
        {"path": path, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} for path, data in FILES.items()
    ]
    return json.dumps({"artefacts": [{**rows[1], **changes}], "root_files": rows[:1]}).encode()


def codes(data: bytes, files: dict[str, bytes]) -> list[tuple[str, str]]:
    return [(one.code, one.where.path) for one in check_manifest(data, files)]


def test_what_was_built_and_not_touched_is_sound() -> None:
    assert codes(manifest(), FILES) == []


@pytest.mark.parametrize(
    ("files", "wanted"),
    [
        ({}, [("A001", "tea/en/index.html"), ("A001", "index.html")]),
        ({**FILES, "tea/en/index.html": b"Pea"}, [("A014", "tea/en/index.html")]),
        ({**FILES, "index.html": b"All of it"}, [("A014", "index.html")]),
        ({**FILES, "tea/en/more.html": b""}, [("A015", "tea/en/more.html")]),
    ],
)
def test_what_was_touched_is_found(files: dict[str, bytes], wanted: list[tuple[str, str]]) -> None:
    assert codes(manifest(), files) == wanted


@pytest.mark.parametrize("change", [{"bytes": 4}, {"sha256": "0" * 64}])
def test_a_line_that_was_touched_is_found(change: dict[str, object]) -> None:
    assert codes(manifest(**change), FILES) == [("A014", "tea/en/index.html")]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff",
        b'{"artefacts": [1], "root_files": []}',
        b'{"artefacts": [{}], "root_files": []}',
        manifest(bytes="many"),
        b"[" * 100000,
    ],
)
def test_a_manifest_that_cannot_be_read_is_a_finding(data: bytes) -> None:
    assert codes(data, FILES) == [("A016", "manifest.json")]
