"""Opens an EPUB in a real reading system, foliate-js (its own reader's page, unchanged), in the machine's Chromium."""

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, ConsoleMessage, Page
from playwright.sync_api import Error as PlaywrightError

BOOK = "/a-book-to-read.epub"
SIZES = {"phone": (390, 844), "desk": (1280, 800)}
PATIENCE, WAIT = 20_000, 4_000  # ms for the book to open, and for a page to be turned
DEAF = 1_000  # ms after opening in which the reader does not hear what it is told
SHOWN = """() => {
  const { range } = reader.view.lastLocation;
  return range.toString().replace(/\\s+/g, ' ').trim();
}"""


@dataclass
class Opened:
    """A book in the reader, and every complaint of the browser's console since it was opened."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def shown(self, *wanted: str) -> str:
        """The text of the page of the book that is in view, white space folded, once these words are in it.

        They are waited for: the reader tells its place a moment after it has turned the page.
        """
        script = f"wanted => {{ const shown = ({SHOWN})(); return wanted.every(one => shown.includes(one)); }}"
        with suppress(PlaywrightError):
            self.page.wait_for_timeout(100)
            self.page.wait_for_function(script, arg=list(wanted), timeout=WAIT)
        text: str = self.page.evaluate(SHOWN)
        return text

    def click_contents(self, number: int) -> str:
        """Clicks an entry of the reader's own table of contents; tells its label."""
        self.page.evaluate("() => document.querySelector('#side-bar-button').click()")
        label: str = self.page.evaluate(
            "n => { const a = document.querySelectorAll('#toc-view a')[n]; a.click(); return a.textContent.trim(); }",
            number,
        )
        return label

    def entries(self) -> list[dict[str, str]]:
        """The reader's table of contents, with the entries inside others after them: label and address."""
        found: list[dict[str, str]] = self.page.evaluate(
            "() => { const all = items => items.flatMap(({label, href, subitems}) =>"
            " [{label: label.trim(), href}, ...all(subitems ?? [])]); return all(reader.view.book.toc); }"
        )
        return found

    def go(self, href: str) -> None:
        """Goes to an address inside the book."""
        self.page.evaluate("href => reader.view.goTo(href)", href)

    def settled(self, file: str) -> None:
        """Waits until the reader says that it shows this file of the book, whole."""
        script = """file => {
          const { index, doc } = reader.view.renderer.getContents()[0] ?? {};
          return doc?.readyState === 'complete' && reader.view.book.sections[index].id.endsWith(file)
            && reader.view.lastLocation.section.current === index;
        }"""
        self.page.wait_for_function(script, arg=file, timeout=PATIENCE)

    def picture(self, path: Path) -> None:
        """Keeps a picture of what is in view."""
        self.shown()
        path.parent.mkdir(exist_ok=True)
        self.page.screenshot(path=path)

    def inside(self, script: str, argument: Any = None) -> Any:
        """What a function of (document, argument) says in the document of the book that is in view."""
        return self.page.evaluate(
            f"argument => ({script})(reader.view.renderer.getContents()[0].doc, argument)", argument
        )


class _Shelf(SimpleHTTPRequestHandler):
    """Serves the reader's files, and one book."""

    book = b""

    def do_GET(self) -> None:
        """The book under its name; a file of the reader under any other; it has no icon, which browsers ask for."""
        if self.path not in (BOOK, "/favicon.ico"):
            super().do_GET()
            return
        self.send_response(200 if self.path == BOOK else 204)
        self.send_header("Content-Type", "application/epub+zip")
        self.end_headers()
        if self.path == BOOK:
            self.wfile.write(self.book)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name in the library
        """Nothing is logged."""


@contextmanager
def shelf(reader: Path, book: bytes) -> Iterator[str]:
    """The address on this machine under which the reader shows the book."""
    handler = functools.partial(type("Shelf", (_Shelf,), {"book": book}), directory=str(reader))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/reader.html?url={BOOK}"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def reading(browser: Browser, address: str, size: str, scheme: Literal["light", "dark"] = "light") -> Iterator[Opened]:
    """The book in the reader, in a window of a phone's or a desk's size."""
    width, height = SIZES[size]
    with browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme) as page:
        opened = Opened(page)
        page.on("console", lambda message: _note(opened, message))
        page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        page.goto(address)
        page.wait_for_function("() => globalThis.reader?.view?.lastLocation?.range", timeout=PATIENCE)
        page.wait_for_timeout(DEAF)
        yield opened


def _note(opened: Opened, message: ConsoleMessage) -> None:
    if message.type == "error":
        opened.complaints.append(message.text)
