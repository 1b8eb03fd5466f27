"""Draws the pictures of `shapes/dozen-pictures`; run it again after a change: `python tests/sources/draw_shapes.py`."""

from collections.abc import Callable
from math import cos, pi, sin
from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).parent / "shapes/dozen-pictures/figures"
SIZE = (480, 240)
LINE = 6
Pen = ImageDraw.ImageDraw


def ring(pen: Pen, spokes: int) -> None:
    """A circle with short lines around it."""
    pen.ellipse((190, 70, 290, 170), outline=0, width=LINE)
    for number in range(spokes):
        x, y = cos(2 * pi * number / spokes), sin(2 * pi * number / spokes)
        pen.line((240 + 65 * x, 120 + 65 * y, 240 + 95 * x, 120 + 95 * y), 0, LINE)


def star(pen: Pen) -> None:
    points = [(240 + 90 * sin(4 * pi * n / 5), 125 - 90 * cos(4 * pi * n / 5)) for n in range(6)]
    pen.line(points, 0, LINE, "curve")


def waves(pen: Pen) -> None:
    for row in range(4):
        pen.line([(x, 60 + 40 * row + 12 * sin(x / 18)) for x in range(60, 421)], 0, LINE)


def ladder(pen: Pen) -> None:
    pen.line((160, 220, 240, 20), 0, LINE)
    pen.line((240, 220, 320, 20), 0, LINE)
    for rung in range(6):
        x, y = 170 + 12.5 * rung, 195 - 31 * rung
        pen.line((x, y, x + 80, y), 0, LINE)


def hills(pen: Pen) -> None:
    pen.arc((40, 60, 280, 400), 180, 360, 0, LINE)
    pen.arc((240, 130, 440, 330), 180, 360, 0, LINE)


def bridge(pen: Pen) -> None:
    pen.line((20, 80, 460, 80), 0, LINE)
    pen.arc((60, 100, 220, 300), 180, 360, 0, LINE)
    pen.arc((260, 100, 420, 300), 180, 360, 0, LINE)


def fish(pen: Pen) -> None:
    pen.ellipse((130, 70, 310, 170), outline=0, width=LINE)
    pen.polygon(((305, 120), (370, 75), (370, 165)), outline=0, width=LINE)
    pen.ellipse((165, 100, 179, 114), fill=0)


def boat(pen: Pen) -> None:
    pen.line((20, 200, 460, 200), 0, LINE)
    pen.polygon(((150, 160), (330, 160), (300, 200), (180, 200)), outline=0, width=LINE)
    pen.polygon(((240, 20), (240, 145), (320, 145)), outline=0, width=LINE)


def key(pen: Pen) -> None:
    pen.ellipse((80, 80, 160, 160), outline=0, width=LINE)
    pen.line((160, 120, 390, 120), 0, LINE)
    for x in (330, 360, 387):
        pen.line((x, 120, x, 155), 0, LINE)


def border(pen: Pen) -> None:
    for number in range(13):
        x = 24 + 36 * number
        pen.polygon(((x, 20), (x + 12, 30), (x, 40), (x - 12, 30)), fill=120)


DRAWINGS: dict[str, Callable[[Pen], None]] = {
    "round": lambda pen: pen.ellipse((180, 60, 300, 180), fill=0),
    "square": lambda pen: pen.polygon(((240, 30), (330, 120), (240, 210), (150, 120)), outline=0, width=LINE),
    "star": star,
    "wave": waves,
    "ladder": ladder,
    "sun": lambda pen: ring(pen, 12),
    "hill": hills,
    "bridge": bridge,
    "fish": fish,
    "boat": boat,
    "key": key,
    "border": border,
}


def main() -> None:
    """Draws each picture in shades of grey."""
    FOLDER.mkdir(exist_ok=True)
    for name, draw in DRAWINGS.items():
        picture = Image.new("L", (SIZE[0], 60) if name == "border" else SIZE, 255)
        draw(ImageDraw.Draw(picture))
        picture.save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
