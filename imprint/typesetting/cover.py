"""The first page of a PDF as a picture, for covers."""

import io

import pypdfium2


def picture(pdf: bytes, width: int) -> bytes:
    """The first page as PNG, ``width`` pixels wide."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    image = page.render(scale=width / page.get_width()).to_pil()
    target = io.BytesIO()
    image.quantize(64).save(target, "PNG", optimize=True)
    document.close()
    return target.getvalue()
