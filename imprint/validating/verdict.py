"""What a validator says of a finished file, in one shape for all of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from imprint.errors import Severity
from imprint.validating.bench import Bench
from imprint.validating.tools import Missing, Tools


@dataclass(frozen=True)
class Flaw:
    """One thing that a validator finds wrong: how grave it is to the validator, its rule, in its words, and where."""

    severity: Severity
    rule: str
    message: str
    where: str = ""  # inside the file: an element, a line, an object; empty for the whole of it


@dataclass(frozen=True)
class Verdict:
    """What one validator, in one version, says of one finished file: it passes if there is no flaw."""

    validator: str
    version: str
    path: str
    flaws: tuple[Flaw, ...] = ()

    @property
    def passes(self) -> bool:
        """True when the validator found nothing at all, neither an error nor a warning."""
        return not self.flaws


@dataclass(frozen=True)
class Validator:
    """A program that judges files of some kinds; it may raise ``NoVerdictError`` instead of judging."""

    name: str
    suffixes: tuple[str, ...]
    needs: Callable[[Tools], Iterator[Missing]]  # what is not there
    judge: Callable[[Bench, Tools], Iterator[Verdict]]

    def files(self, bench: Bench) -> Sequence[str]:
        """The files on the bench that this validator judges."""
        return [path for path in bench.paths if path.endswith(self.suffixes)]
