"""The room of the presses: a process that loads WeasyPrint once and forks a press for every line it is handed.

WeasyPrint can be made to hang or to eat all memory by a few hundred bytes of hostile HTML, and its C libraries can
crash. So it never runs inside the process that publishes, and each press is held in by limits.
"""

import base64
import ctypes.util
import gc
import json
import logging
import resource
import signal
import socket
import sys
from collections.abc import Mapping
from functools import partial
from typing import IO, Any

# WeasyPrint asks for each library by several names. For those that are none, this would run a compiler to search the
# machine, which takes longer than all the rest of the import; the name that is one is found without.
ctypes.util.find_library = lambda name: None
gc.disable()  # see main()

from weasyprint import CSS, HTML  # noqa: E402 - after the line above
from weasyprint.text.fonts import FontConfiguration  # noqa: E402
from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: E402

from imprint.forks import serve_lines  # noqa: E402
from imprint.typesetting import archive, fonts  # noqa: E402

BASE = "https://imprint.invalid/"  # RFC 2606: no such host; the fetcher below serves it from the job alone
FONTS: Mapping[str, bytes] = {f"fonts/{name}": data for name, data in fonts.files().items()}  # beside every sheet
STYLES = 64  # style sheets that a press remembers
MEMORY = 3 << 30  # bytes of address space; a leaflet takes about 0.4 GB


class Complaints(logging.Handler):
    """Keeps every warning and error that WeasyPrint only logs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps one line of the log, unless it speaks of an ornament: `archive` takes that out of the text."""
        if not record.getMessage().endswith("has no required alt description"):
            self.lines.append(record.getMessage())


class Styles:
    """Reads each style sheet once, for as long as nothing is wrong with it."""

    def __init__(self, configuration: Any, staged: "Staged", complaints: Complaints) -> None:
        self._configuration, self._staged, self._complaints = configuration, staged, complaints
        self._read: dict[str, Any] = {}

    def read(self, text: str) -> Any:
        """The style sheet, its fonts loaded; what it complains of is noted each time that it is used."""
        if text in self._read:
            return self._read[text]
        before = len(self._complaints.lines)
        style = CSS(string=text, base_url=BASE, url_fetcher=self._staged, font_config=self._configuration)
        if len(self._complaints.lines) == before and len(self._read) < STYLES:
            self._read[text] = style
        return style


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


def serve(jobs: IO[bytes], results: IO[bytes], seconds: float) -> None:
    """Answers one line of JSON per job with one line of JSON, until no more come; a job that takes too long ends it."""
    complaints = Complaints()
    for name in ("weasyprint", "fontTools"):
        logging.getLogger(name).addHandler(complaints)
    configuration, staged = FontConfiguration(), Staged(complaints)
    styles = Styles(configuration, staged, complaints)
    for line in jobs:
        complaints.lines.clear()
        signal.setitimer(signal.ITIMER_REAL, seconds)  # its signal ends the process, also inside a C library
        answer = _answer(json.loads(line), configuration, staged, styles, complaints)
        signal.setitimer(signal.ITIMER_REAL, 0)
        results.write(json.dumps(answer).encode() + b"\n")
        results.flush()
        gc.collect()


def _answer(
    job: dict[str, Any], configuration: Any, staged: Staged, styles: Styles, complaints: Complaints
) -> dict[str, Any]:
    try:
        pdf = _typeset(job, configuration, staged, styles)
    except MemoryError:
        return {"pdf": "", "complaints": [*complaints.lines, "it takes more memory than it is given"]}
    except Exception as error:  # noqa: BLE001 - whatever a library raises becomes a finding, never a traceback
        return {"pdf": "", "complaints": [*complaints.lines, f"{type(error).__name__}: {error}"]}
    return {"pdf": base64.b64encode(pdf).decode(), "complaints": complaints.lines}


def _typeset(job: dict[str, Any], configuration: Any, staged: Staged, styles: Styles) -> bytes:
    staged.files = {**FONTS, **{name: base64.b64decode(data) for name, data in job["files"].items()}}
    head, _, rest = job["html"].partition("<style>")
    style, _, body = rest.partition("</style>")
    html = HTML(string=head + body, base_url=BASE, url_fetcher=staged)
    options, finisher = (archive.OPTIONS, archive.finish) if job["archival"] else ({}, None)
    # with its hints, a list begins with the number that its element names
    pdf = html.write_pdf(
        stylesheets=[styles.read(style)],
        font_config=configuration,
        finisher=finisher,
        presentational_hints=True,
        **options,
    )
    assert isinstance(pdf, bytes)  # without a target write_pdf() returns the file
    return pdf


def _media_type(name: str) -> str:
    kinds = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml", "ttf": "font/ttf", "css": "text/css"}
    return kinds.get(name.rpartition(".")[2], "application/octet-stream")


def main(handle: int, seconds: float) -> None:
    """Serves every line that comes through the door with a press of its own, held to the limit of memory.

    Garbage is collected between the sheets: within one there is next to none, and much to search for it.
    """
    gc.freeze()
    serve_lines(handle, partial(_press, seconds))


def _press(seconds: float, line: socket.socket) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    serve(line.makefile("rb"), line.makefile("wb"), seconds)
    gc.collect()  # so that WeasyPrint takes its fonts off the disk: what ends without ceremony has no other moment


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
