"""Draws docs/editions.png, docs/report.png and docs/contract.png: `.venv/bin/python docs/draw_editions.py`.

They show the real output of `./run build`, which must be there; the last one shows the publication on which the tests
try the editorial contract, changed and withdrawn. Needs Chromium. An argument names another publication's folder in
output/, for example output/hay-fever/en.
"""

import io
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from imprint.checking import find_browser  # noqa: E402 - the script runs from where it lies

HEIGHT = 900
GAP = 40
GROUND = "#dfe5ea"
AS_OF = "2026-11-20"


def sheet(path: Path, page: int = 0) -> Image.Image:
    """A page of a PDF."""
    with pypdfium2.PdfDocument(path) as document:
        return document[page].render(scale=2).to_pil().convert("RGB")


def screen(browser: Browser, address: str, width: int, height: int, scheme: str = "light") -> Image.Image:
    """What a window of this size shows first."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, device_scale_factor=2
    )
    page = context.new_page()
    page.goto(address)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    context.close()
    return picture


def pictures(folder: Path, browser: Browser) -> list[Image.Image]:
    """Every edition, as its reader first sees it."""
    with tempfile.TemporaryDirectory() as temporary:
        zipfile.ZipFile(folder / "leaflet.epub").extractall(temporary)
        host = Path(temporary, "host.html")
        snippet = (folder / "embed/snippet-plain.html").read_text(encoding="utf-8")
        host.write_text(
            f"<!doctype html><title>Host</title><body style='background:#f7f0fb'>{snippet}", encoding="utf-8"
        )
        return [
            sheet(folder / "leaflet.pdf"),
            sheet(folder / "plain-leaflet.pdf"),
            screen(browser, (folder / "index.html").as_uri(), 1280, 1500),
            screen(browser, (folder / "plain.html").as_uri(), 390, 844, "dark"),
            screen(browser, Path(temporary, "EPUB", "start.xhtml").as_uri(), 480, 720),
            screen(browser, host.as_uri(), 480, 720),
        ]


def report_pictures(folder: Path, browser: Browser) -> list[Image.Image]:
    """The report: its summary, an edition with its outlines, and how it looks on a phone in the dark."""
    address = (folder / "report.html").as_uri()
    return [
        screen(browser, address, 1280, 1400),
        screen(browser, address + "#leaflet", 1280, 1400),
        screen(browser, address + "#leaflet-1", 390, 844, "dark"),
    ]


def contract_pictures(browser: Browser) -> list[Image.Image]:
    """What changed since a text was signed off, how everything stands, and what replaces a withdrawn leaflet."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        changed = _contract(folder / "changed", "30 in 100 people had less pain", "40 in 100 people had less pain")
        withdrawn = _contract(folder / "gone", "canonical_url:\n", "withdrawn: {date: 2026-11-10, reason: A test.}\n")
        page = folder / "review.html"
        _run("review", "garden-knee", "--source", changed, "--section", "balm", "--html", page)
        _run("build", "--source", changed, "--output", folder / "out", "--edition", "text", "--as-of", AS_OF)
        _run("build", "--source", withdrawn, "--output", folder / "off", "--edition", "leaflet", "--as-of", AS_OF)
        return [
            screen(browser, page.as_uri(), 1000, 1000),
            screen(browser, (folder / "out/status.html").as_uri(), 1000, 1000),
            sheet(next((folder / "off/garden-knee").glob("*/leaflet.pdf"))),
        ]


def _contract(folder: Path, old: str, new: str) -> Path:
    """A copy of the contract's source with one change."""
    shutil.copytree(ROOT / "tests/sources/contract", folder)
    text = folder / "garden-knee/publication.md"
    before = text.read_text(encoding="utf-8")
    assert before.count(old) == 1
    text.write_text(before.replace(old, new), encoding="utf-8")
    return folder


def _run(*words: object) -> None:
    """Imprint's own command."""
    subprocess.run([sys.executable, str(ROOT / "build.py"), *map(str, words)], check=True, capture_output=True)


def in_a_row(images: list[Image.Image]) -> Image.Image:
    """The pictures side by side on one ground, equally high, each with a thin edge."""
    scaled = [
        image.resize((round(image.width * HEIGHT / image.height), HEIGHT), Image.Resampling.LANCZOS) for image in images
    ]
    width = sum(image.width for image in scaled) + GAP * (len(scaled) + 1)
    row = Image.new("RGB", (width, HEIGHT + 2 * GAP), GROUND)
    left = GAP
    for image in scaled:
        row.paste(image, (left, GAP))
        ImageDraw.Draw(row).rectangle((left - 1, GAP - 1, left + image.width, GAP + HEIGHT), outline="#9aa7b2")
        left += image.width + GAP
    return row


def save(row: Image.Image, name: str) -> None:
    """Saves a row of pictures, as wide as a README needs it and in few colours."""
    small = row.resize((2000, round(row.height * 2000 / row.width)), Image.Resampling.LANCZOS)
    small.quantize(128).save(ROOT / "docs" / name, optimize=True)


def main() -> None:
    """Draws and saves the pictures."""
    folder = ROOT / (sys.argv[1] if len(sys.argv) > 1 else "output/stem-cells-autoimmune/en")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        editions = in_a_row(pictures(folder.resolve(), browser))
        report = in_a_row(report_pictures(folder.resolve(), browser))
        contract = in_a_row(contract_pictures(browser))
        browser.close()
    save(contract, "contract.png")
    save(editions, "editions.png")
    save(report, "report.png")


if __name__ == "__main__":
    main()
