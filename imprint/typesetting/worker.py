"""A process of its own that turns HTML into PDF, with WeasyPrint held in by limits; spoken to over pipes.

WeasyPrint can be made to hang or to eat all memory by a few hundred bytes of hostile HTML, and its C libraries can
crash, so it never runs inside the process that publishes.
"""

import base64
import ctypes.util
import json
import logging
import os
import resource
import sys
from collections.abc import Mapping
from typing import IO, Any

# WeasyPrint asks for each library by several names. For those that are none, this would run a compiler to search the
# machine, which takes longer than all the rest of the import; the name that is one is found without.
ctypes.util.find_library = lambda name: None

from weasyprint import HTML  # noqa: E402 - after the line above
from weasyprint.text.fonts import FontConfiguration  # noqa: E402
from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: E402

BASE = "https://imprint.invalid/"  # RFC 2606: no such host; the fetcher below serves it from the job alone
MEMORY = 3 << 30  # bytes of address space; a leaflet takes about 0.4 GB


class Complaints(logging.Handler):
    """Keeps every warning and error that WeasyPrint only logs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps one line of the log."""
        self.lines.append(record.getMessage())


class Staged(URLFetcher):  # type: ignore[misc]
    """Serves the files of one job after the other at an address that exists nowhere, and nothing else."""

    def __init__(self, complaints: Complaints) -> None:
        super().__init__()
        self.files: Mapping[str, bytes] = {}
        self._complaints = complaints

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The staged file of that address.

        Raises ValueError for any other address.
        """
        name = url.removeprefix(BASE)
        if not url.startswith(BASE) or name not in self.files:
            # WeasyPrint swallows this in places (inside SVG), so it is noted here as well
            self._complaints.lines.append(f"address refused: {url[:200]}")
            raise ValueError(f"address refused: {url[:200]}")
        return URLFetcherResponse(url, self.files[name], {"Content-Type": _media_type(name)})


def serve(jobs: IO[bytes], results: IO[bytes]) -> None:
    """Answers one line of JSON per job with one line of JSON, until the pipe closes."""
    complaints = Complaints()
    for name in ("weasyprint", "fontTools"):
        logging.getLogger(name).addHandler(complaints)
    fonts, staged = FontConfiguration(), Staged(complaints)
    for line in jobs:
        complaints.lines.clear()
        results.write(json.dumps(_answer(json.loads(line), fonts, staged, complaints)).encode() + b"\n")
        results.flush()


def _answer(job: dict[str, Any], fonts: Any, staged: Staged, complaints: Complaints) -> dict[str, Any]:
    try:
        pdf = _typeset(job, fonts, staged)
    except MemoryError:
        return {"pdf": "", "complaints": [*complaints.lines, "it takes more memory than it is given"]}
    except Exception as error:  # noqa: BLE001 - whatever a library raises becomes a finding, never a traceback
        return {"pdf": "", "complaints": [*complaints.lines, f"{type(error).__name__}: {error}"]}
    return {"pdf": base64.b64encode(pdf).decode(), "complaints": complaints.lines}


def _typeset(job: dict[str, Any], fonts: Any, staged: Staged) -> bytes:
    staged.files = {name: base64.b64decode(data) for name, data in job["files"].items()}
    html = HTML(string=job["html"], base_url=BASE, url_fetcher=staged)
    options = {"pdf_variant": job["variant"]} if job["variant"] else {}
    pdf = html.write_pdf(font_config=fonts, **options)
    assert isinstance(pdf, bytes)  # without a target write_pdf() returns the file
    return pdf


def _media_type(name: str) -> str:
    kinds = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml", "ttf": "font/ttf", "css": "text/css"}
    return kinds.get(name.rpartition(".")[2], "application/octet-stream")


def main() -> None:
    """Sets the limits, keeps the pipes for the talk alone, and serves."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    results = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a stray print must not break the talk
    serve(sys.stdin.buffer, results)


if __name__ == "__main__":
    main()
