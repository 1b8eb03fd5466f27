"""Lays finished files out in a folder as a server has them: snippets in a page, e-books unpacked beside themselves."""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

BOOK = ".unpacked"
HOST = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A page of a partner</title>
</head>
<body>
<main>
<h1>A page of a partner</h1>
{snippet}
</main>
</body>
</html>
"""  # as bare as a page can be that is without fault itself: whatever is found in it is the snippet's


@dataclass(frozen=True)
class Site:
    """Finished files by their paths; which of them are snippets, and under which path a partner has their files."""

    files: Mapping[str, bytes] = field(repr=False)
    snippets: frozenset[str] = frozenset()
    mount: str = ""


@dataclass(frozen=True)
class Page:
    """An HTML document on the bench: of which finished file it is, and which part of that if not all."""

    path: str  # of the finished file
    part: str = ""  # the name of the document in an e-book

    @property
    def staged(self) -> str:
        """Where the document lies, from the bench's folder."""
        return f"{self.path}{BOOK}/{self.part}" if self.part else self.path


@dataclass(frozen=True)
class Bench:
    """A folder with finished files for validators to read, and the HTML documents among and in them."""

    folder: Path
    paths: tuple[str, ...]
    pages: tuple[Page, ...]


def lay_out(site: Site, folder: Path) -> Bench:
    """Writes the files into an empty folder; an e-book that cannot be unpacked has no pages there."""
    for path, data in sorted(site.files.items()):
        _write(folder / path, _hosted(data) if path in site.snippets else data)
        if site.mount and PurePosixPath(path).suffix not in (".html", ".pdf", ".epub"):
            _write(folder / site.mount.strip("/") / path, data)
    pages = [page for path in sorted(site.files) for page in _pages(path, folder)]
    return Bench(folder, tuple(sorted(site.files)), tuple(pages))


def _hosted(snippet: bytes) -> bytes:
    before, after = HOST.encode().split(b"{snippet}")
    return before + snippet + after


def _pages(path: str, folder: Path) -> Iterator[Page]:
    if path.endswith(".html"):
        yield Page(path)
    elif path.endswith(".epub"):
        try:
            with zipfile.ZipFile(folder / path) as book:
                book.extractall(folder / f"{path}{BOOK}")  # it keeps inside that folder whatever the names are
                names = book.namelist()
        except (zipfile.BadZipFile, OSError):
            return  # EPUBCheck and Ace say what is wrong with it
        yield from (Page(path, name) for name in sorted(names) if name.endswith(".xhtml"))


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
