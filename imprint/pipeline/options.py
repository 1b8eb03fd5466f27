"""What a build or check is asked to do, and what comes of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from imprint.errors import Finding

if TYPE_CHECKING:  # these take their time to load, and a build with nothing to do needs none of them
    from imprint.model import Tool
    from imprint.storing import StoreAddress
    from imprint.validating import Tools, Verdict


@dataclass(frozen=True)
class Options:
    """What a build or check is asked to do; nothing else influences it."""

    source: Path
    templates: Path
    output: Path
    as_of: date
    publications: tuple[str, ...] = ()  # all when empty
    editions: tuple[str, ...] = ()  # all when empty
    browser: Path | None = None
    lacking: "frozenset[Tool]" = frozenset()  # programs that some editions need and this machine does not have
    tools: "Tools | None" = None  # where the official validators are, if a build is to ask them
    release: bool = False  # publish only what may be given to patients
    store: "StoreAddress | None" = None  # what was made before; without one, beside the output
    fresh: bool = False  # make and check everything again, whatever was made before


@dataclass(frozen=True)
class Tally:
    """How far a build is: editions by what became of them, and publications."""

    built: int = 0
    reused: int = 0
    failed: int = 0
    publications: int = 0
    of: int = 0  # publications, in all


@dataclass(frozen=True)
class Explained:
    """Why an edition was built, reused or failed, in an editor's words."""

    publication: str
    edition: str  # "" for all editions of the publication
    action: str  # built, reused, failed
    why: str


@dataclass(frozen=True)
class Step:
    """Something a build is doing now, for the progress display; of many publications, how far it is."""

    publication: str
    text: str
    tally: Tally | None = None
    explained: tuple[Explained, ...] = ()  # what has just been done


Progress = Callable[[Step], None]


@dataclass(frozen=True)
class Report:
    """What came of a build or check."""

    findings: tuple[Finding, ...]
    proven: tuple[str, ...]  # publications without an error
    withheld: tuple[str, ...]  # publications that were asked for and are not proven
    gone: tuple[str, ...] = ()  # publications that are no longer published
    files: int = 0  # of the proven publications
    browser: str | None = None  # which browser has looked at the pages
    verdicts: "tuple[Verdict, ...]" = ()  # of the official validators, where they were asked
    reports: tuple[str, ...] = ()  # the pages that tell what is wrong with publications that were withheld
    explained: tuple[Explained, ...] = ()  # what a build did with each edition
    unchanged: tuple[str, ...] = ()  # those of the proven that a build did not have to look at again
    untold: int = 0  # findings of these that are only counted, because there are too many

    @property
    def built(self) -> tuple[str, ...]:
        """Publications that were made and proven now."""
        unchanged = frozenset(self.unchanged)
        return tuple(name for name in self.proven if name not in unchanged)
