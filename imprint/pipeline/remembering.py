"""What was made and judged before, taken from the store instead of being made and judged again."""

from dataclasses import dataclass
from typing import TypeVar

from imprint.digests import digest
from imprint.errors import has_errors
from imprint.evidence import Proof
from imprint.pipeline.records import Making, packed, unpacked
from imprint.storing import Store

T = TypeVar("T", Making, Proof)


@dataclass(frozen=True)
class Memory:
    """The store, as a build uses it; ``is_fresh`` forgets what is in it, and keeps what is made now."""

    store: Store
    is_fresh: bool = False

    def making(self, key: str) -> Making | None:
        """What was made of the inputs with this key."""
        return self._recalled(Making, key)

    def keep_making(self, key: str, made: Making) -> None:
        """Keeps what was made, unless something went wrong: that may have been the machine's fault, not the input's."""
        if not has_errors(made.flaws):
            self.store.put(key, packed(made, self.store.add))

    def proof(self, key: str) -> Proof | None:
        """What was judged of the case with this key."""
        return self._recalled(Proof, key)

    def keep_proof(self, key: str, proof: Proof) -> None:
        """Keeps what was judged."""
        self.store.put(key, packed(proof, self.store.add))

    def browser(self, state: str) -> str | None:
        """The name and version of a browser in this state, if it has looked at anything."""
        known = None if self.is_fresh else self.store.get(digest("browser", state))
        return known.decode() if known else None

    def keep_browser(self, state: str, name: str) -> None:
        """Keeps the name of a browser that has looked."""
        self.store.put(digest("browser", state), name.encode())

    def _recalled(self, kind: type[T], key: str) -> T | None:
        record = None if self.is_fresh else self.store.get(key)
        if record is None:
            return None
        try:
            return unpacked(kind, record, self._blob)
        except (ValueError, LookupError):
            return None  # another version's, or a part of it is gone: it is made again

    def _blob(self, sha256: str) -> bytes:
        data = self.store.blob(sha256)
        if data is None:
            raise LookupError(sha256)
        return data
