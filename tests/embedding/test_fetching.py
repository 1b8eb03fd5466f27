"""What is fetched and what is refused, with a real server on this machine."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from imprint.embedding import Fetched, Fetcher, Limits
from imprint.errors import Exit, ImprintError

LIMITS = Limits(size=10_000, seconds=2)
REDIRECTS = {
    "/to-private": "https://10.0.0.1/",
    "/to-metadata": "http://169.254.169.254/latest/",
    "/to-file": "file:///etc/hostname",
    "/once": "/page",
    "/for-ever": "/for-ever",
    "/nowhere": "http://[/",
    "/to-user": "https://me:you@public.test/",
}
ASKED: list[str] = []


class Answers(BaseHTTPRequestHandler):
    """A server with every bad habit."""

    def do_GET(self) -> None:
        ASKED.append(self.path)
        if self.path in REDIRECTS:
            self.send_response(302)
            self.send_header("Location", REDIRECTS[self.path])
            self.end_headers()
            return
        self.send_response({"/gone": 404}.get(self.path, 200))
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if self.path == "/cut":
            self.send_header("Content-Length", "100")
        if self.path == "/packed":
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        if self.path == "/packed":
            import gzip  # noqa: PLC0415

            self.wfile.write(gzip.compress(b" " * 1_000_000))
        elif self.path == "/large":
            self.wfile.write(b"x" * 20_000)
        elif self.path == "/slow":
            for _ in range(40):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.2)
        else:
            self.wfile.write(b"<p>Here.</p>")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    class Quiet(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Those who are refused hang up."""

    running = Quiet(("127.0.0.1", 0), Answers)
    running.daemon_threads = True
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()


def refused(fetcher: Fetcher, address: str) -> str:
    with pytest.raises(ImprintError) as caught:
        fetcher.get(address)
    assert caught.value.exit_code is Exit.ENVIRONMENT
    assert str(caught.value.findings[0].where) == address
    return f"{caught.value.findings[0].code} {caught.value.findings[0].message}"


def resolving(*addresses: str) -> Callable[[str, int], list[str]]:
    return lambda *_: list(addresses)


def test_a_page_is_fetched(server: str) -> None:
    got = Fetcher(LIMITS, loopback=True).get(f"{server}/once")
    assert (got.address, got.body, got.media_type, got.charset) == (
        f"{server}/page",
        b"<p>Here.</p>",
        "text/html",
        "utf-8",
    )


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/to-private", "K001 https://10.0.0.1/ lies at 10.0.0.1, which is no public address"),
        ("/to-metadata", "K001 http://169.254.169.254/latest/ lies at 169.254.169.254, which is no public address"),
        ("/to-file", "K001 it redirects to file:///etc/hostname, which does not begin with https://"),
        ("/to-user", "K001 it redirects to https://me:you@public.test/, which names no server, or names a user"),
        ("/for-ever", "K001 it redirects more than 5 times"),
        ("/nowhere", "K001 it redirects to http://[/, which cannot be understood"),
        ("/large", "K002 it is larger than 0.01 MB"),
        ("/packed", "K002 it is larger than 0.01 MB"),
        ("/slow", "K002 it takes longer than 2 seconds"),
        ("/gone", "404"),
        ("/cut", "K003 no answer from 127.0.0.1"),
    ],
)
def test_a_server_is_refused_with_the_reason(server: str, path: str, told: str) -> None:
    began = time.monotonic()
    assert told in refused(Fetcher(LIMITS, loopback=True), server + path)
    assert time.monotonic() - began < 6


def test_without_the_option_nothing_on_this_machine_is_asked(server: str) -> None:
    ASKED.clear()
    assert refused(Fetcher(LIMITS), server).startswith("K001 the address does not begin with https://")
    assert "127.0.0.1, which is no public" in refused(Fetcher(LIMITS), server.replace("http:", "https:"))
    assert "no public address" in refused(Fetcher(LIMITS), server.replace("http://127.0.0.1", "https://localhost"))
    assert ASKED == []


@pytest.mark.parametrize(
    "address",
    [
        "10.1.2.3", "172.16.0.1", "192.168.1.1", "127.0.0.53", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a00:1",
        "2002:a00:1::1", "2001:db8::1",
    ],
)  # fmt: skip
def test_no_private_address_is_asked_not_even_beside_a_public_one(address: str) -> None:
    fetcher = Fetcher(LIMITS, resolve=resolving("8.8.8.8", address))
    assert f"lies at {address}, which is no public address" in refused(fetcher, "https://partner.test/page")


@pytest.mark.parametrize("address", ["ftp://partner.test/", "https:///page", "https://partner.test:x/", "javascript:1"])
def test_what_is_no_address_of_a_page_is_refused(address: str) -> None:
    assert refused(Fetcher(LIMITS), address).startswith("K001")


def test_the_name_is_resolved_once_and_the_checked_address_is_asked(server: str) -> None:
    """A name that answers otherwise the second time gains nothing."""
    names: list[str] = []

    def turning(host: str, _: int) -> list[str]:
        names.append(host)
        return ["127.0.0.1"] if len(names) == 1 else ["10.0.0.1"]

    port = server.rpartition(":")[2]
    got: Fetched = Fetcher(LIMITS, loopback=True, resolve=turning).get(f"http://partner.test:{port}/page")
    assert got.body == b"<p>Here.</p>"
    assert names == ["partner.test"]


def test_a_server_that_nobody_knows_and_one_that_is_silent() -> None:
    def unknown(*_: object) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    assert "nobody knows the server partner.test" in refused(Fetcher(LIMITS, resolve=unknown), "https://partner.test/")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"https://127.0.0.1:{silent.getsockname()[1]}/"
        assert "K002 it takes longer" in refused(Fetcher(Limits(seconds=0.5), loopback=True), address)


def test_over_http_only_this_machine_is_asked() -> None:
    fetcher = Fetcher(LIMITS, loopback=True, resolve=resolving("8.8.8.8"))
    assert "K001" in refused(fetcher, "http://partner.test/")
