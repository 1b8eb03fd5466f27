"""pandoc and one headless Chromium: pandoc for HTML and EPUB; the browser prints every page, one after the other."""

from pathlib import Path

from benchmarks.peers.common import Tools, pages_and_books, texts_of

LABEL = "pandoc and one headless Chromium"
FEWER = "tags, but no PDF/UA"
PYTHON = "python"


def lacking(tools: Tools) -> str:
    return "" if tools.chromium else "there is no Chromium on this machine"


def prepare(_texts: Path, _tools: Tools) -> None:
    """Its texts are the common ones."""


def run(texts: Path, output: Path, tools: Tools, workers: int) -> None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only in Imprint's environment

    folders = pages_and_books(tools, texts_of(texts), output, workers)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=tools.chromium, chromium_sandbox=False)
        page = browser.new_page()
        for folder in folders:
            page.goto((folder / "index.html").as_uri())
            page.pdf(path=str(folder / "leaflet.pdf"), format="A4", tagged=True, outline=True)
        browser.close()
