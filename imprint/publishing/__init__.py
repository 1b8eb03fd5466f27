"""Staging, manifest and the one step in which all of output/ changes."""

from imprint.digests import digest
from imprint.publishing.aside import lay_aside
from imprint.publishing.history import HISTORY, History, Line
from imprint.publishing.library import Library, kits, library
from imprint.publishing.manifest import ABOUT, Entry, Manifest, Record, RootFile, sha256
from imprint.publishing.plan import Built, Shelf
from imprint.publishing.reading_back import Published, published, settle
from imprint.publishing.status_file import STATUS_FILE, Standing, with_status
from imprint.publishing.store import lock
from imprint.publishing.swap import is_there, publish, refresh

__all__ = [
    "ABOUT",
    "HISTORY",
    "STATUS_FILE",
    "Built",
    "Entry",
    "History",
    "Library",
    "Line",
    "Manifest",
    "Published",
    "Record",
    "RootFile",
    "Shelf",
    "Standing",
    "digest",
    "is_there",
    "kits",
    "lay_aside",
    "library",
    "lock",
    "publish",
    "published",
    "refresh",
    "settle",
    "sha256",
    "with_status",
]
