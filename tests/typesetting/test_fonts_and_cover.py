"""The typeface comes whole from a dependency; a cover is the first page in the colours it was set in."""

import io
from collections.abc import Iterator

import pytest
from PIL import Image, ImageFont

from imprint.typesetting import Presses, Sheet, cover, fonts

PAGE = """<!DOCTYPE html><html lang=en><title>a</title><style>
@page { size: 100px 160px; margin: 0; background: #0b4f6c }
div { position: absolute; left: 0; top: 80px; width: 100px; height: 80px; background: #ffffff }</style><div></div>"""


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[bytes]:
    with Presses(1, tmp_path_factory.mktemp("presses")) as presses:
        yield presses.typeset(Sheet("cover.png", PAGE, {}, archival=False))


def test_every_cut_of_the_typeface_is_there() -> None:
    styles = {name: ImageFont.truetype(io.BytesIO(data), 12).getname() for name, data in fonts.files().items()}
    assert {family for family, _ in styles.values()} == {fonts.FAMILY}
    assert {style for _, style in styles.values()} == {"Regular", "Italic", "Bold", "Bold Italic"}


def test_the_rules_name_every_file_below_the_base() -> None:
    rules = fonts.font_faces("../fonts/")
    assert rules.count("@font-face") == len(fonts.CUTS)
    assert all(f'url("../fonts/{name}")' in rules for name in fonts.files())


def test_a_missing_font_package_is_an_error() -> None:
    with pytest.raises(FileNotFoundError, match="no_such_package"):
        fonts.folder("no_such_package")


def test_a_cover_is_as_wide_as_asked_and_keeps_its_colours(pdf: bytes) -> None:
    picture = Image.open(io.BytesIO(cover.picture(pdf, 300)))
    assert (picture.format, picture.size) == ("PNG", (300, 480))
    seen = picture.convert("RGB")
    assert seen.getpixel((150, 100)) == (0x0B, 0x4F, 0x6C)
    assert seen.getpixel((150, 400)) == (255, 255, 255)


def test_a_cover_is_the_same_every_time(pdf: bytes) -> None:
    assert cover.picture(pdf, 300) == cover.picture(pdf, 300)
