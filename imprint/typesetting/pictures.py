"""Pictures as paper needs them."""

import io
from functools import lru_cache
from threading import Lock

from PIL import Image

WIDTH = 1400  # pixels; over 400 to the inch in one of two columns
PLAIN = ("L", "RGB")
TURN = Lock()  # the leaflets of a publication want the same pictures at the same time


def for_print(picture: bytes) -> bytes:
    """The picture, no finer than can be printed, in a form that WeasyPrint packs once instead of twice.

    A photograph (JPEG) and a picture with transparent parts stay as they are.
    """
    with TURN:
        return _for_print(picture)


@lru_cache(maxsize=64)
def _for_print(picture: bytes) -> bytes:
    image = Image.open(io.BytesIO(picture))
    is_fit = image.mode in PLAIN and image.width <= WIDTH
    if is_fit or image.format != "PNG" or image.has_transparency_data:
        return picture
    plain = image if image.mode in PLAIN else image.convert("RGB")
    plain.thumbnail((WIDTH, image.height))
    target = io.BytesIO()
    plain.save(target, "PNG", compress_level=1)  # it is packed again, and better, in the PDF
    return target.getvalue()
