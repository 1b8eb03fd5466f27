"""The store: what was made, under its digest, and the digest of its inputs (action key) → what was made of them."""

from imprint.storing.address import StoreAddress
from imprint.storing.opening import open_store
from imprint.storing.store import Store

__all__ = ["Store", "StoreAddress", "open_store"]
