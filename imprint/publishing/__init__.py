"""Staging, manifest and the one step in which all of output/ changes."""

from typing import TYPE_CHECKING

from imprint.late import late

if TYPE_CHECKING:
    from imprint.publishing.aside import lay_aside
    from imprint.publishing.files import Files
    from imprint.publishing.generations import beside, lock, understandable
    from imprint.publishing.history import HISTORY, History, Line
    from imprint.publishing.known import Library, kits, library
    from imprint.publishing.manifest import ABOUT, Entry, Manifest, Record, RootFile, by_publication, entry
    from imprint.publishing.plan import Built, Shelf
    from imprint.publishing.reading_back import Published, published, settle
    from imprint.publishing.status_file import STATUS_FILE, Standing, with_status
    from imprint.publishing.swap import is_there, publish, refresh

__all__ = [
    "ABOUT",
    "HISTORY",
    "STATUS_FILE",
    "Built",
    "Entry",
    "Files",
    "History",
    "Library",
    "Line",
    "Manifest",
    "Published",
    "Record",
    "RootFile",
    "Shelf",
    "Standing",
    "beside",
    "by_publication",
    "entry",
    "is_there",
    "kits",
    "lay_aside",
    "library",
    "lock",
    "publish",
    "published",
    "refresh",
    "settle",
    "understandable",
    "with_status",
]

_HOMES = {
    "aside": ("lay_aside",),
    "files": ("Files",),
    "generations": ("beside", "lock", "understandable"),
    "history": (
        "HISTORY",
        "History",
        "Line",
    ),
    "known": (
        "Library",
        "kits",
        "library",
    ),
    "manifest": (
        "ABOUT",
        "Entry",
        "by_publication",
        "entry",
        "Manifest",
        "Record",
        "RootFile",
    ),
    "plan": (
        "Built",
        "Shelf",
    ),
    "reading_back": (
        "Published",
        "published",
        "settle",
    ),
    "status_file": (
        "STATUS_FILE",
        "Standing",
        "with_status",
    ),
    "swap": (
        "is_there",
        "publish",
        "refresh",
    ),
}
__getattr__ = late(__name__, _HOMES)
