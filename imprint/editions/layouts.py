"""The templates that one edition is laid out with: those of its folders and what these refer to, and no others."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import CodeType

from jinja2 import BytecodeCache, DictLoader, Environment
from jinja2.bccache import Bucket

from imprint.digests import digest

REFERENCE = re.compile(r'\{%-?\s*(?:extends|include|from|import)\s+"([^"]+)"')  # ours name others in no other way


class Compiled(BytecodeCache):
    """Keeps what templates were compiled to, for all editions: each is compiled once a process."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Gives what a template of this name and this text was compiled to."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps it."""
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code


@dataclass(frozen=True)
class Layout:
    """The templates that an edition may load, by their names, and an environment that has no others."""

    environment: Environment = field(repr=False)
    sources: Mapping[str, str] = field(repr=False)
    digest: str


class Layouts:
    """The templates of an environment, read once, and the layout of each edition."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._sources: dict[str, str] = {}
        self._layouts: dict[tuple[str, ...], Layout] = {}
        self._names = environment.list_templates()

    def of(self, declared: Sequence[str]) -> Layout:
        """The layout of an edition that has declared folders, or single templates.

        Raises TemplateNotFound where they refer to a template that is not there.
        """
        key = tuple(declared)
        if key not in self._layouts:
            own = [name for name in self._names if name in declared or name.partition("/")[0] in declared]
            sources = {name: self.source(name) for name in sorted(self._closure(own))}
            overlay = self._environment.overlay(loader=DictLoader(sources))
            self._layouts[key] = Layout(overlay, sources, digest(sources))
        return self._layouts[key]

    def source(self, name: str) -> str:
        """The text of a template, or of another file among them."""
        if name not in self._sources:
            loader = self._environment.loader
            assert loader is not None
            self._sources[name] = loader.get_source(self._environment, name)[0]
        return self._sources[name]

    def _closure(self, own: Collection[str]) -> Collection[str]:
        found = dict.fromkeys(own)
        ahead = list(own)
        while ahead:
            fresh = [name for name in references(self.source(ahead.pop())) if name not in found]
            found |= dict.fromkeys(fresh)
            ahead += fresh
        return found


def references(source: str) -> Iterator[str]:
    """The names of the templates to which a template refers."""
    yield from REFERENCE.findall(source)
