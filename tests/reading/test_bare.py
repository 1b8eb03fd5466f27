"""What pictures carry beside their pixels, and that none of it is handed on."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, PngImagePlugin

from imprint.model import Figure, Words
from imprint.reading import read, read_words
from tests.reading.broken import copied_base

SECRET = b"51.5007 N 0.1246 W"
SIZE = (64, 32)


@pytest.fixture(scope="module")
def words(root: Path) -> Mapping[str, Words]:
    return read_words(root / "templates/shared/words.yaml")


def picture() -> Image.Image:
    """White, with a black corner at the top left."""
    drawn = Image.new("RGB", SIZE, "white")
    drawn.paste("black", (0, 0, 16, 16))
    return drawn


def exif(orientation: int) -> Image.Exif:
    written = Image.Exif()
    written[0x0112] = orientation
    written[0x010E] = SECRET.decode()  # a description
    written.get_ifd(0x8825)[1] = "N"  # a place on the globe
    return written


def jpeg(orientation: int = 1, **options: object) -> bytes:
    target = BytesIO()
    picture().save(target, "JPEG", exif=exif(orientation), comment=SECRET, quality=90, **options)
    return target.getvalue() + SECRET  # phones append whole pictures


def png() -> bytes:
    target, notes = BytesIO(), PngImagePlugin.PngInfo()
    notes.add_text("Location", SECRET.decode())
    picture().save(target, "PNG", pnginfo=notes, exif=exif(1))
    return target.getvalue() + SECRET


def published(data: bytes, ending: str, folder: Path, words: Mapping[str, Words]) -> Figure:
    source = copied_base(folder)
    text = source / "hay-fever/publication.md"
    text.write_text(text.read_text("utf-8").replace("nose.png", f"nose.{ending}"), "utf-8")
    (source / "hay-fever/figures/nose.png").unlink()
    (source / f"hay-fever/figures/nose.{ending}").write_bytes(data)
    catalogue, findings = read(source, words)
    assert findings == ()
    (figure,) = catalogue.publications[0].figures
    return figure


@pytest.mark.parametrize(
    ("data", "ending"), [(jpeg(), "jpg"), (jpeg(progressive=True), "jpg"), (png(), "png")], ids=["jpeg", "steps", "png"]
)
def test_only_the_pixels_are_handed_on(data: bytes, ending: str, tmp_path: Path, words: Mapping[str, Words]) -> None:
    assert SECRET in data
    figure = published(data, ending, tmp_path, words)
    assert not [sign for sign in (SECRET, b"Exif", b"eXIf", b"tEXt") if sign in figure.data]
    with Image.open(BytesIO(figure.data)) as kept, Image.open(BytesIO(data)) as given:
        assert not kept.getexif()
        assert ImageChops.difference(kept.convert("RGB"), given.convert("RGB")).getbbox() is None


def test_colours_keep_their_profile(tmp_path: Path, words: Mapping[str, Words]) -> None:
    profile = b"a profile of colours" * 5000  # so long that it takes two segments
    with Image.open(BytesIO(published(jpeg(icc_profile=profile), "jpg", tmp_path, words).data)) as kept:
        assert kept.info["icc_profile"] == profile


@pytest.mark.parametrize(("orientation", "corner"), [(3, (60, 28)), (6, (28, 4)), (8, (4, 60))])
def test_a_photograph_stands_upright_without_its_metadata(
    orientation: int, corner: tuple[int, int], tmp_path: Path, words: Mapping[str, Words]
) -> None:
    figure = published(jpeg(orientation), "jpg", tmp_path, words)
    with Image.open(BytesIO(figure.data)) as kept:
        assert kept.size == (figure.width, figure.height) == (SIZE if orientation == 3 else SIZE[::-1])
        assert not kept.getexif()
        assert kept.convert("L").getpixel(corner) == pytest.approx(0, abs=20)
        assert kept.convert("L").getpixel((kept.width // 2, kept.height // 2)) == pytest.approx(255, abs=20)
