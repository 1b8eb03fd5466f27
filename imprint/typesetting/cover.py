"""The first page of a PDF as a picture, for covers."""

import io
import zlib
from threading import Lock
from typing import Any

import pypdfium2
from PIL import Image

ALONE = Lock()  # PDFium breaks when two threads use it at once, and editions are made beside each other
COLOURS = 64
SAMPLE = 4  # of so many pixels each way, one is enough to find the colours


def picture(pdf: bytes, width: int) -> bytes:
    """The first page as PNG, ``width`` pixels wide."""
    with ALONE:
        document = pypdfium2.PdfDocument(pdf)
        page = document[0]
        image = page.render(scale=width / page.get_width()).to_pil()
        document.close()
    target = io.BytesIO()
    _flat(image).save(target, "PNG", compress_type=zlib.Z_RLE)  # most of it is runs: half the time, and hardly larger
    return target.getvalue()


def _flat(image: Image.Image) -> Image.Image:
    """The picture in a few colours; those of its grounds are exact."""
    sample = _sample(image)
    # a few colours on a plain ground: this method finds them as well as the default does, in a third of its time
    colours = sample.quantize(COLOURS, Image.Quantize.MAXCOVERAGE)
    flat = image.quantize(palette=colours, dither=Image.Dither.NONE)
    places = Image.frombytes("L", sample.size, _sample(flat).tobytes())
    pairs: Any = Image.merge("RGBA", (*sample.split(), places)).getcolors(sample.width * sample.height)
    palette = flat.getpalette() or []
    for _, (*colour, place) in sorted(pairs):
        # the most frequent of what became one colour comes last: a mean of them would tint the paper
        palette[3 * place : 3 * place + 3] = colour
    flat.putpalette(palette)
    return flat


def _sample(image: Image.Image) -> Image.Image:
    return image.resize((-(-image.width // SAMPLE), -(-image.height // SAMPLE)), Image.Resampling.NEAREST)
