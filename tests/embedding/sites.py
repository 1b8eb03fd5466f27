"""Two sites on this machine: a partner's, whose pages hold the embed, and the publisher's, where the kit lies."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import PurePosixPath

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".xhtml": "application/xhtml+xml; charset=utf-8",
}


@dataclass
class Site:
    """What a site answers by path, and what it was asked for; ``policies`` are headers of single pages."""

    files: dict[str, bytes]
    policies: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    sent: int = 0
    address: str = ""


@contextmanager
def served(files: Mapping[str, bytes]) -> Iterator[Site]:
    """A site that is there as long as the test needs it."""
    site = Site(dict(files))

    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            site.asked.append(path)
            data = site.files.get(path)
            self.send_response(404 if data is None else 200)
            self.send_header("Content-Type", TYPES.get(PurePosixPath(path).suffix, "text/plain"))
            self.send_header("Content-Length", str(len(data or b"")))
            self.send_header("Access-Control-Allow-Origin", "*")
            if path in site.policies:
                self.send_header("Content-Security-Policy", site.policies[path])
            self.end_headers()
            self.wfile.write(data or b"")
            site.sent += len(data or b"")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
