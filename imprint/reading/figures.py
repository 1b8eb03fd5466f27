"""Reads the pictures of a publication: regular files, of a size, decoded once before anything else sees them."""

import re
import struct
import warnings
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

from imprint.model import Figure
from imprint.reading.bare import bare_jpeg, bare_png, upright
from imprint.reading.files import entries, read_bytes
from imprint.reading.report import Desk, Report
from imprint.reading.suggest import suggest

MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 20_000_000
MAX_FIGURES = 40
MAX_ALL = 40 * 1024 * 1024  # bytes of all figures of a publication together
SMALLER = "make it smaller: 2000 pixels are enough for a page"
FOLDER = "figures"
_ADDRESS = re.compile(rf"{FOLDER}/([A-Za-z0-9][A-Za-z0-9_-]*\.(?:png|jpg|jpeg|PNG|JPG|JPEG))")


@dataclass(frozen=True)
class Kind:
    """A kind of picture: how its files begin and end in name; no other decoder ever sees a file."""

    name: str
    signature: bytes
    endings: tuple[str, ...]
    media_type: str


KINDS = (
    Kind("PNG", b"\x89PNG\r\n\x1a\n", (".png",), "image/png"),
    Kind("JPEG", b"\xff\xd8\xff", (".jpg", ".jpeg"), "image/jpeg"),
)


def figures(folder: Path, images: Mapping[str, int], desk: Desk) -> tuple[Figure, ...]:
    """The pictures that a publication's text shows, by name; ``images`` holds their addresses and lines."""
    text = desk.report(folder / "publication.md")
    present = _present(folder / FOLDER, desk)
    if len(images) > MAX_FIGURES:
        line = sorted(images.values())[MAX_FIGURES]
        message = f"this is figure {MAX_FIGURES + 1} of {len(images)}, and a publication holds {MAX_FIGURES} at most"
        text.add("F013", line, message, "take some out, or make two publications of it")
        return ()
    found: list[Figure | None] = []
    for address, line in sorted(images.items()):
        if not _ADDRESS.fullmatch(address):
            hint = "put a PNG or JPEG file into figures/, and name it with letters, digits and hyphens"
            text.add("F002", line, f"“{address[:80]}” is not the address of a figure", hint)
        elif address not in present:
            text.add("F001", line, f"there is no file {address}", suggest(address, present))
        else:
            found.append(_figure(address, folder / address, desk.report(folder / address)))
    for address in present:
        if address not in images:
            report = desk.report(folder / address)
            report.add("F008", None, "no text shows this figure", "show it, or move it out of the folder")
    kept = tuple(figure for figure in found if figure)
    size = sum(len(figure.data) for figure in kept)
    if size > MAX_ALL:
        message = f"all figures together have {size / 2**20:.0f} MB, more than {MAX_ALL // 2**20}"
        desk.report(folder / FOLDER).add("F013", None, message, f"make the largest ones smaller: {_largest(kept)}")
    return kept


def _largest(figures: Sequence[Figure]) -> str:
    by_size = sorted(figures, key=lambda figure: -len(figure.data))
    return ", ".join(figure.path for figure in by_size[:3])


def _present(folder: Path, desk: Desk) -> list[str]:
    """The addresses of what lies in the folder of figures."""
    if folder.is_symlink():
        desk.report(folder).add("F007", None, "the folder is a link to another place", "put the folder itself here")
    if folder.is_symlink() or not folder.is_dir():
        return []
    return [f"{FOLDER}/{path.name}" for path in entries(folder, desk.report(folder))]


def _figure(address: str, path: Path, report: Report) -> Figure | None:
    data = read_bytes(path, report, MAX_BYTES, ("F004", "F007", "F006"))
    if data is None:
        return None
    try:
        with warnings.catch_warnings(action="error", category=Image.DecompressionBombWarning):
            warnings.filterwarnings("ignore", category=UserWarning, module="PIL")  # what a camera wrote is not kept
            return _decoded(address, data, report)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        report.add("F005", None, "the picture has far too many pixels", SMALLER)
        return None
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError, struct.error, zlib.error):
        report.add("F004", None, "the picture is damaged", "save it again as PNG or JPEG")
        return None


def _decoded(address: str, data: bytes, report: Report) -> Figure | None:
    """The picture, after its kind was looked at, then its size, then every pixel of it."""
    kind = next((kind for kind in KINDS if data.startswith(kind.signature)), None)
    if kind is None or not address.lower().endswith(kind.endings):
        what = f"the file is a {kind.name}, its name says otherwise" if kind else "the file is neither PNG nor JPEG"
        report.add("F003", None, what, "save it as PNG or JPEG, under a name that says which")
        return None
    with Image.open(BytesIO(data), formats=[kind.name]) as picture:
        width, height = picture.size
        if width * height > MAX_PIXELS:
            size = f"the picture has {width} × {height} pixels, more than {MAX_PIXELS // 1_000_000} million"
            report.add("F005", None, size, SMALLER)
            return None
        picture.verify()
    with Image.open(BytesIO(data), formats=[kind.name]) as picture:
        picture.load()
        if kind.name == "PNG":
            return Figure(address, bare_png(data), kind.media_type, width, height)
        if turned := upright(picture):
            data = turned
    with Image.open(BytesIO(data), formats=[kind.name]) as picture:
        return Figure(address, bare_jpeg(data), kind.media_type, *picture.size)
