"""Staging, manifest and the one step in which all of output/ changes."""

from imprint.publishing.aside import lay_aside
from imprint.publishing.inputs import digest
from imprint.publishing.manifest import Entry, Manifest, Record, RootFile
from imprint.publishing.plan import Built, Shelf
from imprint.publishing.reading_back import Published, published, settle
from imprint.publishing.store import lock
from imprint.publishing.swap import publish

__all__ = [
    "Built",
    "Entry",
    "Manifest",
    "Published",
    "Record",
    "RootFile",
    "Shelf",
    "digest",
    "lay_aside",
    "lock",
    "publish",
    "published",
    "settle",
]
