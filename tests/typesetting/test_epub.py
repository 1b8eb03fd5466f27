"""The archive of an e-book: its first entry as the standard wants it, the rest by name, no clock, no machine in it."""

import io
import zipfile

from imprint.typesetting import epub

FILES = {"EPUB/text.xhtml": b"text " * 500, "META-INF/container.xml": b"<container/>", "EPUB/a/figure.png": b"\x89PNG"}


def entries(data: bytes) -> list[zipfile.ZipInfo]:
    return zipfile.ZipFile(io.BytesIO(data)).infolist()


def test_the_type_comes_first_and_is_stored_as_it_is() -> None:
    data = epub.pack(FILES)
    first = entries(data)[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert data[30:58] == b"mimetypeapplication/epub+zip"  # where readers of the standard's first bytes look for it


def test_every_file_is_there_by_name_and_whole() -> None:
    archive = zipfile.ZipFile(io.BytesIO(epub.pack(FILES)))
    assert archive.namelist() == ["mimetype", *sorted(FILES)]
    assert {name: archive.read(name) for name in FILES} == FILES
    assert archive.testzip() is None


def test_files_are_packed_smaller() -> None:
    text = next(entry for entry in entries(epub.pack(FILES)) if entry.filename == "EPUB/text.xhtml")
    assert text.compress_size < text.file_size / 10


def test_no_entry_tells_when_or_where_it_was_packed() -> None:
    for entry in entries(epub.pack(FILES)):
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        assert (entry.create_system, entry.external_attr >> 16, entry.extra, entry.comment) == (3, 0o644, b"", b"")


def test_the_order_in_which_files_come_does_not_matter() -> None:
    assert epub.pack(FILES) == epub.pack(dict(reversed(FILES.items())))


def test_a_name_beyond_ascii_is_kept() -> None:
    archive = zipfile.ZipFile(io.BytesIO(epub.pack({"EPUB/β.xhtml": b"a"})))
    assert archive.read("EPUB/β.xhtml") == b"a"
