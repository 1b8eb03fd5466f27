"""Where a store lies, as a value that can be handed to another process, which opens it there."""

import re
from dataclasses import dataclass, field

from imprint.codes import finding
from imprint.errors import Exit, ImprintError, Where


@dataclass(frozen=True)
class StoreAddress:
    """A local folder, or an address that fsspec understands (``s3://bucket/imprint``), and the key that signs entries.

    Without a signing key everybody who may write to the store is believed.
    """

    address: str
    signing_key: bytes | None = field(default=None, repr=False)

    @property
    def is_shared(self) -> bool:
        """True for what is reached through fsspec."""
        return "://" in self.address

    @property
    def shown(self) -> str:
        """The address without the name and password that may be in it, for messages."""
        return re.sub(r"://[^/]*@", "://", self.address)


def refused(address: StoreAddress, message: str, hint: str) -> ImprintError:
    """E025 for an address that cannot be a store's."""
    return ImprintError([finding("E025", Where(address.shown), message, hint)], Exit.ENVIRONMENT)
