"""Draws the publication's picture: `python docs/figures/draw.py` makes its PNG from the SVG beside this file."""

from io import BytesIO
from pathlib import Path

import pypdfium2
from fontpkg_atkinson_hyperlegible import __file__ as fonts
from PIL.Image import Dither, Quantize
from weasyprint import HTML

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PICTURES = {"transplant-steps.svg": ROOT / "source/stem-cells-autoimmune/figures/transplant-steps.png"}
WIDTH = 2400  # pixels: 360 an inch when it is printed 170 mm wide
COLOURS = 64  # enough for smooth edges; keeps the file small

PAGE = """<style>
@font-face {{ font-family: "Atkinson Hyperlegible"; font-weight: bold; src: url("{font}"); }}
@page {{ size: 1200px 820px; margin: 0; }}
body {{ margin: 0; }}
svg {{ display: block; }}
</style>{svg}"""


def draw(svg: Path, png: Path) -> None:
    """Writes the picture as a PNG of few colours on white."""
    font = Path(fonts).parent / "files/AtkinsonHyperlegible-Bold.ttf"
    pdf = HTML(string=PAGE.format(font=font.as_uri(), svg=svg.read_text(encoding="utf-8"))).write_pdf()
    page = pypdfium2.PdfDocument(BytesIO(pdf))[0]
    image = page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB")
    image.quantize(COLOURS, method=Quantize.MEDIANCUT, dither=Dither.NONE).save(png, optimize=True)


if __name__ == "__main__":
    for name, target in PICTURES.items():
        draw(HERE / name, target)
