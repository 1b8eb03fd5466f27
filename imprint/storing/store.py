"""What a store can do, wherever it lies."""

from pathlib import Path
from typing import Protocol

from imprint.errors import Finding


class Store(Protocol):
    """Blobs under their sha256, and entries that lead from an action key to one; both are 64 hexadecimal digits.

    What is damaged, torn or signed by nobody who may is not there: it is made again. A ValueError for a key that is
    none; E025 where the local disk cannot be written. It may go along into a process that is forked.
    """

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What did not work so far, at most one of reading (E026) and one of writing, however often it happened."""
        ...

    def add(self, data: bytes) -> str:
        """Keeps bytes as a blob, safe on the local disk, and returns their sha256."""
        ...

    def blob(self, sha256: str) -> bytes | None:
        """The bytes with this digest, hashed again; a damaged blob is removed."""
        ...

    def file(self, sha256: str) -> Path | None:
        """Where the blob lies on the local disk, hashed again (0.1 ms per 100 kB), so that it can be linked.

        Another process may remove it at any moment: link it at once, and take a FileNotFoundError for None. It is
        never written again, and its date is not the store's: who publishes it may set that.
        """
        ...

    def put(self, key: str, data: bytes) -> None:
        """Keeps what was made of the inputs with this digest, in place of what was there."""
        ...

    def get(self, key: str) -> bytes | None:
        """What was made of the inputs with this digest, hashed again; None where it has to be made."""
        ...

    def has(self, key: str) -> bool:
        """Whether ``get`` would most likely find something; the bytes are not hashed."""
        ...

    def trim(self, limit: int) -> int:
        """Removes from the local disk what was not used for longest, until ``limit`` bytes are left.

        Returns the bytes that it freed. A blob that is published as well (it has a second link) takes no room of its
        own: it stays and does not count. Uses are told apart by the hour. What writers that were killed left behind
        goes as well, an hour after them.
        """
        ...
