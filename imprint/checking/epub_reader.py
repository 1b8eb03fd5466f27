"""Reads an ebook: its package file, its documents in reading order, and their text."""

import io
import lzma
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from imprint.checking.blocks import Block, UnreadableError, fold
from imprint.checking.html_reader import Kind, read_html
from imprint.checking.markup import elements, parse_xhtml

MEDIA_TYPE = b"application/epub+zip"
MAX_FILES = 2000
MAX_BYTES = 200_000_000  # unpacked; a leaflet's ebook is a thousandth of that
CONTAINER = "META-INF/container.xml"
BROKEN = (  # what `zipfile` raises for archives that are damaged or made in ways it does not know
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
CONTAINER_NS = "{urn:oasis:names:tc:opendocument:xmlns:container}"


@dataclass(frozen=True)
class Chapter:
    """One document of an ebook's reading order, parsed."""

    path: str
    root: Element


@dataclass(frozen=True)
class Book:
    """An unpacked ebook; ``chapters`` are its documents in reading order, ``listed`` the files its package names."""

    files: Mapping[str, bytes]
    title: str
    language: str
    chapters: tuple[Chapter, ...]
    nav: Chapter | None
    listed: tuple[str, ...]
    overlays: Mapping[str, str]  # document: the media overlay by which it is read aloud
    durations: Mapping[str, str]  # media overlay, or "" for all: how long the package file says that it takes
    package: Element

    def blocks(self) -> tuple[Block, ...]:
        """The text of all documents, in reading order."""
        return tuple(
            block for chapter in self.chapters for block in read_html(chapter.root, Kind.CHAPTER, chapter.path)
        )


def read_epub(data: bytes) -> Book:
    """The ebook in these bytes; raises UnreadableError for anything that a reading system could refuse or choke on."""
    files = _unpack(data)
    container = parse_xhtml(_file(files, CONTAINER))
    package = next((found.get("full-path", "") for found in container.iter(f"{CONTAINER_NS}rootfile")), "")
    opf = parse_xhtml(_file(files, package))
    folder = posixpath.dirname(package)
    items = {item.get("id", ""): item for item in elements(opf, f"{OPF}item")}
    paths = {key: _within(folder, item.get("href", "")) for key, item in items.items()}
    # what is not "linear" is passed over when a reader turns the pages
    spine = [one.get("idref", "") for one in elements(opf, f"{OPF}itemref") if one.get("linear") != "no"]
    if unknown := [key for key in spine if key not in paths]:
        raise UnreadableError(f"its reading order names “{unknown[0]}”, which its package file does not list")
    navs = [paths[key] for key, item in items.items() if "nav" in item.get("properties", "").split()]
    return Book(
        files,
        _said(opf, "title"),
        _said(opf, "language"),
        tuple(_chapter(files, paths[key]) for key in spine),
        _chapter(files, navs[0]) if navs else None,
        tuple(paths.values()),
        {paths[key]: paths[over] for key, item in items.items() if (over := item.get("media-overlay", "")) in paths},
        _durations(opf, paths),
        opf,
    )


def _durations(opf: Element, paths: Mapping[str, str]) -> Mapping[str, str]:
    stated = [one for one in elements(opf, f"{OPF}meta") if one.get("property") == "media:duration"]
    return {paths.get(one.get("refines", "").removeprefix("#"), ""): fold(one.text or "") for one in stated}


def _unpack(data: bytes) -> Mapping[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _refuse_unsafe(entries)
            files = {entry.filename: archive.read(entry) for entry in entries if not entry.is_dir()}
    except BROKEN as error:
        raise UnreadableError(f"it is not a zip archive that opens ({error})") from error
    if "META-INF/encryption.xml" in files:
        raise UnreadableError("parts of it are encrypted")
    if files["mimetype"] != MEDIA_TYPE:
        raise UnreadableError(f"its “mimetype” does not say {MEDIA_TYPE.decode()}")
    return files


def _refuse_unsafe(entries: list[zipfile.ZipInfo]) -> None:
    """Sizes are those the archive states; `zipfile` itself never unpacks more than it states."""
    names = [entry.filename for entry in entries]
    if not entries or names[0] != "mimetype" or entries[0].compress_type != zipfile.ZIP_STORED:
        raise UnreadableError("its first entry is not an uncompressed “mimetype”")
    if len(names) > MAX_FILES or sum(entry.file_size for entry in entries) > MAX_BYTES:
        raise UnreadableError(f"it unpacks to more than {MAX_FILES} files or {MAX_BYTES // 1_000_000} MB")
    if len(set(names)) < len(names):
        raise UnreadableError("two of its entries have the same name")
    if any(name.startswith("/") or ".." in name.split("/") or "\\" in name for name in names):
        raise UnreadableError("an entry's name leads out of the archive")


def _file(files: Mapping[str, bytes], path: str) -> bytes:
    if path not in files:
        raise UnreadableError(f"the file “{path}”, which it needs, is not in it")
    return files[path]


def _chapter(files: Mapping[str, bytes], path: str) -> Chapter:
    data = _file(files, path)
    try:
        return Chapter(path, parse_xhtml(data))
    except UnreadableError as error:
        raise UnreadableError(f"{path}: {error}") from error


def _within(folder: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(href)))


def _said(opf: Element, name: str) -> str:
    return next((fold("".join(found.itertext())) for found in opf.iter(DC + name)), "")
