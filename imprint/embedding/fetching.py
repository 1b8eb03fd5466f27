"""Fetches one address: over https, from a public server, within limits of size, time and redirects.

The host's name is resolved once and every address of it is looked at; the connection goes to one that was looked at, so
a name that answers otherwise the second time gains nothing. Each redirect is looked at in the same way.
"""

import http.client
import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Timer
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from imprint.codes import finding
from imprint.errors import Exit, ImprintError, Where

AGENT = "Imprint verify-embed"
MOVED = (301, 302, 303, 307, 308)
SAFE = "/%:=&?~+!$,;'@()*[]|"  # what may stand in an address as it is
CHUNK = 65_536
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # IPv6 addresses in whose last part an IPv4 address stands (RFC 6052)
BROWSERS = "give an address that browsers open as well"
Resolve = Callable[[str, int], Sequence[str]]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Limits:
    """How much one fetch may take."""

    size: int = 5_000_000  # bytes
    seconds: float = 20
    redirects: int = 5


@dataclass(frozen=True)
class Fetched:
    """What an address gave, and the address it came from in the end; the names of headers are in small letters."""

    address: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def media_type(self) -> str:
        """Of what kind the server says it is."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The encoding that the server names."""
        for part in self.headers.get("content-type", "").split(";")[1:]:
            name, _, value = part.partition("=")
            if name.strip().lower() == "charset":
                return value.strip(" \"'") or None
        return None


def resolved(host: str, port: int) -> Sequence[str]:
    """Every address of a host."""
    return [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class Fetcher:
    """Fetches within its limits; ``loopback`` lets tests reach a server of their own, over http as well."""

    def __init__(self, limits: Limits | None = None, *, loopback: bool = False, resolve: Resolve = resolved) -> None:
        self._limits, self._loopback, self._resolve = limits or Limits(), loopback, resolve

    def get(self, address: str) -> Fetched:
        """What lies at the address; ImprintError, with K001 to K003, where it is refused or nothing comes."""
        end = time.monotonic() + self._limits.seconds
        here = address
        for _ in range(self._limits.redirects + 1):
            answer = self._ask(here, address, end)
            if isinstance(answer, Fetched):
                return answer
            here = answer
        raise _refused("K001", address, f"it redirects more than {self._limits.redirects} times", BROWSERS)

    def _ask(self, here: str, asked: str, end: float) -> Fetched | str:
        """What one server answers: the file, or the address to look at instead."""
        parts = self._allowed(here, asked)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        checked = self._checked(host, port, here, asked)
        try:
            with _connected(parts.scheme, host, port, checked, self._left(end, asked)) as connection:
                target = quote(parts.path or "/", safe=SAFE) + (f"?{quote(parts.query, safe=SAFE)}" * bool(parts.query))
                names = {
                    "Host": parts.netloc,
                    "User-Agent": AGENT,
                    "Accept-Encoding": "identity",
                    "Connection": "close",
                }
                connection.request("GET", target, headers=names)
                with connection.getresponse() as response:
                    return self._answer(response, here, asked, end)
        except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
            self._left(end, asked)
            raise _refused("K003", asked, f"no answer from {host}: {_reason(error)}", "try again later") from error

    def _answer(self, response: http.client.HTTPResponse, here: str, asked: str, end: float) -> Fetched | str:
        target = response.getheader("Location")
        if response.status in MOVED and target:
            return _joined(here, target)
        if response.status != 200:
            told = f"{here} answers {response.status} {response.reason}".strip()
            raise _refused("K003", asked, told, "look at the page in a browser: has it moved?")
        body = self._body(response, asked, end)
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Fetched(here, self._unpacked(body, headers.get("content-encoding", "identity"), asked), headers)

    def _body(self, response: http.client.HTTPResponse, asked: str, end: float) -> bytes:
        parts, size = [], 0
        while chunk := response.read1(CHUNK):
            parts.append(chunk)
            size += len(chunk)
            self._fits(size, asked)
            self._left(end, asked)
        self._left(end, asked)  # one that was cut off by the clock ends like one that is whole
        if response.length:
            raise http.client.IncompleteRead(b"", response.length)
        return b"".join(parts)

    def _unpacked(self, body: bytes, coding: str, asked: str) -> bytes:
        """The body as it was before a server packed it, which it was asked not to do."""
        if coding.lower() not in ("gzip", "x-gzip", "deflate"):
            return body
        unpacked = zlib.decompressobj(47).decompress(body, self._limits.size + 1)
        self._fits(len(unpacked), asked)
        return unpacked

    def _allowed(self, here: str, asked: str) -> SplitResult:
        """The address taken apart; refused where it is none that may be asked."""
        to = f"it redirects to {here}, which " if here != asked else "the address "
        try:
            parts = urlsplit(here)
            _ = parts.port
        except ValueError as error:
            raise _refused("K001", asked, f"{to}cannot be understood: {error}", BROWSERS) from error
        if parts.scheme not in (("https", "http") if self._loopback else ("https",)):
            raise _refused("K001", asked, f"{to}does not begin with https://", BROWSERS)
        if not parts.hostname or parts.username is not None or parts.password is not None:
            raise _refused("K001", asked, f"{to}names no server, or names a user", BROWSERS)
        return parts

    def _checked(self, host: str, port: int, here: str, asked: str) -> str:
        """An address of the host that may be asked: none of all that it has may lie in a private network."""
        try:
            found = list(self._resolve(host.encode("idna").decode() if not host.isascii() else host, port))
        except (OSError, UnicodeError) as error:
            raise _refused("K003", asked, f"nobody knows the server {host}", "is it spelled right?") from error
        for one in found:
            if not self._is_open(one, urlsplit(here).scheme):
                told = f"{here} lies at {one}, which is no public address" + " (over http)" * here.startswith("http:")
                raise _refused("K001", asked, told, "only pages that everybody can reach over https are looked at")
        if not found:
            raise _refused("K003", asked, f"nobody knows the server {host}", "is it spelled right?")
        return found[0]

    def _is_open(self, text: str, scheme: str) -> bool:
        address = ipaddress.ip_address(text.partition("%")[0])
        if self._loopback and address.is_loopback:
            return True
        return scheme == "https" and all(one.is_global and not one.is_multicast for one in _meant(address))

    def _left(self, end: float, asked: str) -> float:
        left = end - time.monotonic()
        if left <= 0:
            told = f"it takes longer than {self._limits.seconds:g} seconds"
            raise _refused("K002", asked, told, "try again later, or save the page and give its file")
        return left

    def _fits(self, size: int, asked: str) -> None:
        if size > self._limits.size:
            told = f"it is larger than {self._limits.size / 1e6:g} MB"
            raise _refused("K002", asked, told, "such a page is not looked at")


def _joined(here: str, target: str) -> str:
    """Where a redirect leads; what cannot be understood stays as it is, and is refused as any address is."""
    try:
        return urljoin(here, target)
    except ValueError:
        return target


def _meant(address: Address) -> Iterator[Address]:
    """The address, and the others that stand in it and are reached by it."""
    yield address
    if isinstance(address, ipaddress.IPv6Address):
        inner = (address.ipv4_mapped, address.sixtofour, *(address.teredo or ()))
        yield from (one for one in inner if one is not None)
        if address in TRANSLATED:
            yield ipaddress.IPv4Address(address.packed[-4:])


@contextmanager
def _connected(scheme: str, host: str, port: int, address: str, left: float) -> Iterator[http.client.HTTPConnection]:
    """A connection to that address, under the host's name; it is cut when its time is over, whoever is slow."""
    plain = socket.create_connection((address, port), timeout=left)
    held: list[socket.socket] = [plain]
    clock = Timer(left, lambda: _cut(held[-1]))
    clock.daemon = True
    clock.start()
    try:
        if scheme == "https":
            held.append(ssl.create_default_context().wrap_socket(plain, server_hostname=host))
        connection = http.client.HTTPConnection(host, port, timeout=left)
        connection.sock, connection.auto_open = held[-1], 0  # so it never connects by itself
        yield connection
    finally:
        clock.cancel()
        for one in held:
            one.close()


def _cut(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({error.verify_message})"
    return " ".join(str(error).split()) or type(error).__name__


def _refused(code: str, address: str, told: str, hint: str) -> ImprintError:
    return ImprintError([finding(code, Where(address), told, hint)], Exit.ENVIRONMENT)
