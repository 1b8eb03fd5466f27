"""Opens the store at an address."""

from pathlib import Path

from imprint.codes import finding
from imprint.errors import Exit, ImprintError, Where
from imprint.storing.address import StoreAddress, refused
from imprint.storing.local import LocalStore
from imprint.storing.store import Store

_LEAST_KEY = 16  # bytes; a shorter one can be guessed by trying


def open_store(address: StoreAddress, scratch: Path) -> Store:
    """The store at an address; ``scratch`` is where the local copy of a shared one lies. Nothing is asked or made yet.

    E018 where fsspec, or what it needs for the address, is not installed; E025 for an address or a key that cannot be.
    """
    key = address.signing_key
    if key is not None and len(key) < _LEAST_KEY:
        raise refused(address, f"the key that signs entries has less than {_LEAST_KEY} bytes", "take a longer one")
    local = LocalStore(scratch if address.is_shared else Path(address.address), key)
    if not address.is_shared:
        return local
    if "::" in address.address:
        raise refused(address, "this address goes through another one", "name the place itself: the store keeps a copy")
    try:
        from imprint.storing.shared import SharedStore, require  # noqa: PLC0415 - fsspec is needed for these alone
    except ModuleNotFoundError as error:
        hint = f"install it: .venv/bin/python -m pip install --require-hashes -r requirements/cluster.lock ({error})"
        missing = finding("E018", Where(address.shown), "fsspec, which reaches shared stores, is not installed", hint)
        raise ImprintError([missing], Exit.ENVIRONMENT) from error
    require(address)
    return SharedStore(address, local)
