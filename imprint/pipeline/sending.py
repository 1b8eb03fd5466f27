"""Sends the files of a build to workers that do not see them: as parcels, through the store, each only once."""

import os
import re
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

from imprint.pipeline import fingerprints
from imprint.pipeline.options import Options
from imprint.pipeline.parcels import UnsendableError, pack
from imprint.pipeline.resting import SHARED
from imprint.pipeline.work import Job, address_of
from imprint.storing import Store, StoreAddress

_REPLACEMENT = re.compile(rb"\breplacement[\"']?[ \t]*:")  # the key below "withdrawn", however it is written


@dataclass(frozen=True)
class Parcels:
    """The digests of the parcels of a batch; None for a publication whose files do not travel."""

    templates: str
    shared: str
    folders: tuple[str | None, ...]


class Sender:
    """Packs what jobs need, and puts it into the store; ``threads`` do so at the same time."""

    def __init__(self, store: Store, threads: Executor) -> None:
        self._store, self._threads = store, threads
        self._templates, self._shared = ("", ""), ("", "")  # fingerprint and digest of what was sent last

    def parcels(self, jobs: Sequence[Job]) -> Parcels:
        """The parcels of jobs with the same options; they are in the store."""
        options = jobs[0].options
        folders = self._threads.map(lambda job: self._sent(job.options.source / job.name), jobs)
        try:
            self._templates = self._renewed(self._templates, options.templates, None)
            self._shared = self._renewed(self._shared, options.source, SHARED)
        except UnsendableError:
            return Parcels("", "", tuple(None for _ in folders))
        return Parcels(self._templates[1], self._shared[1], tuple(folders))

    def _renewed(self, before: tuple[str, str], folder: Path, only: Sequence[str] | None) -> tuple[str, str]:
        """What was sent before, if it is still the same."""
        now = (
            fingerprints.of_folder(os.fspath(folder))
            if only is None
            else fingerprints.of_files(map(folder.joinpath, only))
        )
        return before if before[0] == now else (now, self._store.add(pack(folder, only)))

    def _sent(self, folder: Path) -> str | None:
        if _leans(folder):
            return None
        try:
            return self._store.add(pack(folder))
        except UnsendableError:
            return None


def _leans(folder: Path) -> bool:
    """Whether the text may lead to another publication, whose file tells its address: workers do not have that."""
    try:
        return bool(_REPLACEMENT.search((folder / "publication.md").read_bytes()))
    except OSError:
        return False


def travelling(options: Options) -> Options:
    """The same options for another machine: the store's address is whole, and the key that signs stays here."""
    address = address_of(options)
    name = address.address if address.is_shared else str(Path(address.address).absolute())
    return replace(options, store=StoreAddress(name))
