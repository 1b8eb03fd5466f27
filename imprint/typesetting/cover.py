"""The first page of a PDF as a picture, for covers."""

import io
from threading import Lock

import pypdfium2
from PIL import Image

ALONE = Lock()  # PDFium breaks when two threads use it at once, and editions are made beside each other


def picture(pdf: bytes, width: int) -> bytes:
    """The first page as PNG, ``width`` pixels wide."""
    with ALONE:
        document = pypdfium2.PdfDocument(pdf)
        page = document[0]
        image = page.render(scale=width / page.get_width()).to_pil().copy()
        document.close()
    target = io.BytesIO()
    # a few colours on a plain ground: this method finds them as well as the default does, in a third of its time
    image.quantize(64, Image.Quantize.MAXCOVERAGE).save(target, "PNG")
    return target.getvalue()
