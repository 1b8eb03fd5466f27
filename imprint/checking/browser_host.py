"""Serves a finished tree to the browser on a private host, and refuses whatever else a page asks for."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from urllib.parse import quote, unquote, urlsplit

from playwright.async_api import Request, Route

DOMAIN = "imprint.invalid"  # .invalid is never resolved (RFC 2606)
MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".htm": "text/html; charset=utf-8",
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".mp3": "audio/mpeg",
}


class Host:
    """Answers for one finished tree: a file of the tree or a refusal, and keeps the list of refusals.

    Each tree has a number and so an origin of its own: nothing that the browser keeps of one is used for another.
    """

    def __init__(self, files: Mapping[str, bytes], number: int) -> None:
        self._files = files
        self._origin = f"http://tree-{number}.{DOMAIN}"
        self._opened = False
        self.refused: list[str] = []

    async def answer(self, route: Route, request: Request) -> None:
        """Fulfil a request for a file of the tree; abort and record any other, and any that leads to another page."""
        path = self._path(request.url)
        leads_away = request.is_navigation_request() and request.frame.parent_frame is None and self._opened
        self._opened = True
        if path not in self._files or leads_away:
            self._refuse(request.url)
            await route.abort("aborted")
            return
        kind = MEDIA_TYPES.get(posixpath.splitext(path)[1].lower(), "application/octet-stream")
        await route.fulfill(
            status=200, body=self._files[path], headers={"Content-Type": kind, "Access-Control-Allow-Origin": "*"}
        )

    def _refuse(self, url: str) -> None:
        if url not in self.refused:
            self.refused.append(url)

    def _path(self, url: str) -> str:
        parts = urlsplit(url)
        return unquote(parts.path).lstrip("/") if f"{parts.scheme}://{parts.netloc}" == self._origin else ""

    def address(self, path: str) -> str:
        """The address under which a file of the tree is served."""
        return f"{self._origin}/{quote(path)}"
