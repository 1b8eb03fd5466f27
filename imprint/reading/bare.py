"""Takes out of pictures what cameras and programs write beside the pixels: place, time, device, thumbnails, comments.

Only the parts that a decoder needs are kept, and nothing behind the picture's end. Sources: PNG (ISO/IEC 15948),
JPEG (ITU-T T.81, annex B), JFIF (ITU-T T.871).
"""

import re
import struct
from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageOps

_CHUNKS = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT pHYs bKGD".split())
_SIGNATURE = 8  # bytes at the start of every PNG
_START, _END, _SCAN = 0xD8, 0xD9, 0xDA  # JPEG's markers: of the picture's start and end, and before its dots
_APPLICATIONS, _COMMENT = range(0xE0, 0xF0), 0xFE  # of what programs add
_NEXT = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])", re.DOTALL)  # the first marker behind the dots
_ORIENTATION = 0x0112  # EXIF's tag for how the camera was held


def bare_png(data: bytes) -> bytes:
    """A sound PNG, with the chunks that say how it looks and no others. Raises ValueError for a broken one."""
    kept, place = [data[:_SIGNATURE]], _SIGNATURE
    while place + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, place)
        kind, end = data[place + 4 : place + 8], place + 12 + length
        if kind in _CHUNKS:
            kept.append(data[place:end])
        if kind == b"IEND":
            return b"".join(kept)
        place = end
    raise ValueError("the PNG does not end")


def bare_jpeg(data: bytes) -> bytes:
    """A sound JPEG, its pixels untouched, with the segments that say how it looks. Raises ValueError if broken."""
    return b"\xff" + bytes([_START]) + b"".join(_segments(data)) + b"\xff" + bytes([_END])


def upright(picture: Image.Image) -> bytes | None:
    """A JPEG turned the way the camera was held, which only its metadata told; None for one that stands upright."""
    if picture.getexif().get(_ORIENTATION, 1) not in range(2, 9):
        return None
    target = BytesIO()
    turned = ImageOps.exif_transpose(picture)
    turned.save(target, "JPEG", quality=95, subsampling=0, icc_profile=picture.info.get("icc_profile"))
    return target.getvalue()


def _segments(data: bytes) -> Iterator[bytes]:
    """The segments that are kept, each with its marker; a scan's dots with theirs."""
    place = 2
    while found := _NEXT.match(data, place):
        marker = found[1][0]
        if marker == _END:
            return
        begin, (length,) = found.end(), struct.unpack_from(">H", data, found.end())
        end = begin + length
        if marker == _SCAN:
            behind = _NEXT.search(data, end)
            end = behind.start() if behind else len(data)
        if segment := _kept(marker, data[begin:end]):
            yield b"\xff" + found[1] + segment
        place = end
    if place < len(data):
        raise ValueError("the JPEG holds something between its segments")


def _kept(marker: int, segment: bytes) -> bytes:
    """A segment with its length, or nothing of what a decoder needs not; JFIF's without its thumbnail."""
    if marker == _APPLICATIONS[0] and segment[2:7] == b"JFIF\0":
        return struct.pack(">H", 16) + segment[2:14] + bytes(2)
    is_look = segment[2:].startswith((b"ICC_PROFILE\0", b"Adobe"))
    return b"" if marker == _COMMENT or (marker in _APPLICATIONS and not is_look) else segment
