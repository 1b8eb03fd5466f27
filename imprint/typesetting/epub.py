"""Packs the files of an EPUB into one archive whose bytes depend on nothing but the files."""

import io
import zipfile
from collections.abc import Mapping

MIMETYPE = "application/epub+zip"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold: no clock enters the file


def pack(files: Mapping[str, bytes]) -> bytes:
    """The archive: ``mimetype`` first and stored (EPUB OCF 3.3, section 4.3), then the files by name."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as target:
        target.writestr(_entry("mimetype", zipfile.ZIP_STORED), MIMETYPE)
        for name in sorted(files):
            target.writestr(_entry(name, zipfile.ZIP_DEFLATED), files[name], compresslevel=9)
    return archive.getvalue()


def _entry(name: str, method: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = method
    entry.external_attr = 0o644 << 16
    entry.create_system = 3  # the same on every machine that packs
    return entry
