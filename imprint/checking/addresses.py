"""Tells where an address in a finished file leads, seen from that file."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from urllib.parse import unquote, urlsplit

FOLLOWED = ("http", "https", "mailto", "tel")


class Leads(Enum):
    """What sort of thing an address leads to."""

    INSIDE = auto()  # a file of this publication, whether it is there or not
    ABOVE = auto()  # a file beside the publication's folder, such as the index of all publications
    AWAY = auto()  # another site, a mail address, a telephone
    DATA = auto()  # what it means is in the address itself
    NOWHERE = auto()  # no reader's program follows it


@dataclass(frozen=True)
class Target:
    """Where an address leads; ``path`` and ``fragment`` are those of a file inside."""

    leads: Leads
    path: str = ""
    fragment: str = ""


@dataclass(frozen=True)
class Site:
    """The files that an edition's addresses can mean; ``mount`` is where a partner's site holds them, if it does."""

    files: Mapping[str, bytes]
    mount: str = ""

    def target(self, address: str, base: str) -> Target:
        """Where an address in the file ``base`` leads."""
        try:
            parts = urlsplit(address.strip())
        except ValueError:
            return Target(Leads.NOWHERE)
        if parts.scheme == "data":
            return Target(Leads.DATA)
        if parts.scheme or parts.netloc:
            return Target(Leads.AWAY if parts.scheme in ("", *FOLLOWED) else Leads.NOWHERE)
        path = unquote(parts.path)
        if self.mount and path.startswith(self.mount):
            path = posixpath.normpath(path.removeprefix(self.mount))
        elif path.startswith("/") or "\\" in path:
            return Target(Leads.NOWHERE)
        elif path:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(base), path))
        else:
            path = base
        return Target(Leads.ABOVE if path.startswith("..") else Leads.INSIDE, path, unquote(parts.fragment))

    def fetch(self, address: str, base: str) -> bytes | None:
        """The bytes of a file inside, or None."""
        target = self.target(address, base)
        return self.files.get(target.path) if target.leads is Leads.INSIDE else None
