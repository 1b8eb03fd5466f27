"""Pictures for print: no finer than paper shows, alike to the eye, and left alone where they are fit."""

import io
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageDraw

from imprint.typesetting import pictures


def picture(mode: str, size: tuple[int, int], format: str = "PNG", **options: Any) -> bytes:  # noqa: A002
    """A red disc on white."""
    image = Image.new("RGB", size, "#ffffff")
    ImageDraw.Draw(image).ellipse((0, 0, size[0] - 1, size[1] - 1), fill="#c02020")
    target = io.BytesIO()
    image.convert(mode).save(target, format, **options)
    return target.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("mode", ["RGB", "P", "L", "1"])
def test_a_picture_that_is_too_fine_keeps_its_shape_at_the_width_of_print(mode: str) -> None:
    made = opened(pictures.for_print(picture(mode, (2800, 700))))
    assert (made.format, made.size) == ("PNG", (1400, 350))
    assert made.mode == ("L" if mode == "L" else "RGB")


def test_a_palette_is_spread_out_without_a_change_to_the_eye() -> None:
    before = picture("P", (300, 200))
    after = opened(pictures.for_print(before))
    assert after.mode == "RGB"
    assert ImageChops.difference(after, opened(before).convert("RGB")).getbbox() is None


@pytest.mark.parametrize(
    "data",
    [
        picture("RGB", (1400, 700)),
        picture("L", (30, 20)),
        picture("RGB", (2800, 700), "JPEG"),
        picture("RGBA", (2800, 700)),
        picture("P", (300, 200), transparency=0),
    ],
    ids=["fit", "grey", "photograph", "transparent", "transparent colour"],
)
def test_a_picture_that_is_fit_or_no_drawing_stays_as_it_is(data: bytes) -> None:
    assert pictures.for_print(data) == data


def test_a_picture_is_the_same_every_time() -> None:
    data = picture("P", (2800, 700))
    first = pictures.for_print(data)
    pictures._for_print.cache_clear()
    assert pictures.for_print(data) == first
