"""Looks at a partner's page through a browser that gets only what our own fetcher was allowed to have."""

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from imprint import checking
from imprint.checking import Found, PublishedKit, Trouble
from imprint.codes import finding
from imprint.errors import Exit, ImprintError, Where
from imprint.model import Words

if TYPE_CHECKING:
    from imprint.embedding import Fetched, Fetcher

FILE = "https://page.imprint.invalid/"  # where a file in hand stands: .invalid is never resolved (RFC 2606)
MOST_REQUESTS, MOST_BYTES, MOST_SECONDS = 200, 50_000_000, 60
SHOW = "ask the partner to show the embed where readers see all of it"


@dataclass(frozen=True)
class Rendering:
    """The browser that looks at the pages."""

    browser: "checking.PartnerBrowser"

    def look(
        self, got: "Fetched", fetcher: "Fetcher", kits: Sequence[PublishedKit], former: Collection[str], words: Words
    ) -> tuple[tuple[Found, ...], tuple[Trouble, ...]]:
        """What is on the page once its scripts have run, and what of it is not seen or was changed by them."""
        file = checking.read_partner_page(got.body, got.address, got.charset)
        said = {"content-type": f"text/html{f'; charset={file.encoding}' if file.encoding else ''}"}
        served = Served(replace(got, headers=got.headers or said), fetcher, got.address or FILE)
        plain = checking.read_partner(file, kits, former, words)
        told = {one.told for each in plain for one in each.troubles}
        try:
            looks = {kit: self._looked(served, kit) for kit in _kits_of(plain) or kits[:1]}
            whole = next((one.html for one in looks.values()), "")
            page = checking.read_partner_page(whole.encode(), served.address, "utf-8")
            found = checking.read_partner(page, kits, former, words, seen=True)
            looks.update({kit: self._looked(served, kit) for kit in _kits_of(found) if kit not in looks})
        except (checking.BrowserError, checking.UnreadableError) as error:
            hint = "name another browser in IMPRINT_BROWSER, or leave out --render"
            raise ImprintError([finding("K004", Where(served.address), str(error), hint)], Exit.ENVIRONMENT) from error
        troubles = [one for each in found for one in each.troubles if one.told not in told]
        troubles += [one for kit, looked in looks.items() for one in _unseen(kit, looked, found, former)]
        return found, tuple(replace(one, told=f"in the browser: {one.told}") for one in troubles)

    def _looked(self, served: "Served", kit: PublishedKit) -> "checking.Looked":
        return self.browser.look(served.address, served.give, [*kit.disclaimers], [one.text for one in kit.article])


def _kits_of(found: Sequence[Found]) -> list[PublishedKit]:
    return list(dict.fromkeys(one.kit for one in found if one.kit))


def _unseen(
    kit: PublishedKit, looked: "checking.Looked", found: Sequence[Found], former: Collection[str]
) -> Iterator[Trouble]:
    """Every disclaimer of a text on the page that is not legible; a notice that replaced a text has none of it."""
    own = [one for one in found if one.kit is kit]
    if all(one.says in former for one in own) and (own or not looked.shown):
        return
    for wording, what in looked.wrong.items():
        is_missing = what == "not there"
        if is_missing and own and all(one.recalled or one.says in former for one in own):
            continue
        told = f"the disclaimer “{kit.disclaimers[wording]}” is {_told(what)}: “{wording[:100]}”"
        yield Trouble("K011" if is_missing else "K012", told, SHOW)


@contextmanager
def rendering(browser: Path | None, *, sandbox: bool) -> Iterator[Rendering]:
    """A browser for as long as it is needed; K004, for the environment, where there is none or it does not start."""
    try:
        if browser is None:
            raise checking.BrowserError("no Chromium is installed")
        with checking.PartnerBrowser(browser, sandbox=sandbox) as running:
            yield Rendering(running)
    except checking.BrowserError as error:
        hint = "install it (Debian: sudo apt-get install chromium), or leave out --render"
        raise ImprintError([finding("K004", Where("--render"), str(error), hint)], Exit.ENVIRONMENT) from error


class Served:
    """Hands the browser what it asks for, within limits, by our own fetcher alone."""

    def __init__(self, got: "Fetched", fetcher: "Fetcher", address: str) -> None:
        self.address, self._fetcher = address, fetcher
        self._held = {address.partition("#")[0]: (got.body, got.headers)}
        self._requests, self._bytes, self._end = 0, 0, time.monotonic() + MOST_SECONDS

    def give(self, address: str) -> tuple[bytes, Mapping[str, str]] | None:
        """What lies at the address; None where it is refused, or the page asks for too much."""
        address = address.partition("#")[0]
        if address not in self._held:
            self._requests += 1
            is_over = self._requests > MOST_REQUESTS or self._bytes > MOST_BYTES or time.monotonic() > self._end
            if is_over or address.startswith(FILE):
                return None
            try:
                got = self._fetcher.get(address)
            except ImprintError:
                return None
            self._bytes += len(got.body)
            self._held[address] = (got.body, got.headers)
        return self._held[address]


def _told(what: str) -> str:
    return what if what in ("not there", "not drawn") else f"hard to read ({what})"
