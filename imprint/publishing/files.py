"""Files by their paths, which are read only when somebody asks for their bytes: output/ can be larger than memory."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path


class Files(Mapping[str, bytes]):
    """Bytes by path, some of them still in a file of the disk."""

    def __init__(self, held: Mapping[str, bytes | Path]) -> None:
        self._held = dict(held)

    @classmethod
    def joined(cls, parts: Iterable[Mapping[str, bytes]]) -> "Files":
        """All of several; of two with the same path the last."""
        held: dict[str, bytes | Path] = {}
        for part in parts:
            held |= part._held if isinstance(part, Files) else part
        return cls(held)

    def only(self, paths: Iterable[str]) -> "Files":
        """Those of them that stand at one of these paths."""
        return Files({path: self._held[path] for path in paths if path in self._held})

    def place(self, path: str) -> Path | None:
        """Where the bytes lie on the disk, if they do."""
        held = self._held[path]
        return held if isinstance(held, Path) else None

    def __getitem__(self, path: str) -> bytes:
        held = self._held[path]
        return held.read_bytes() if isinstance(held, Path) else held

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __contains__(self, path: object) -> bool:
        return path in self._held  # without reading it

    def __len__(self) -> int:
        return len(self._held)
