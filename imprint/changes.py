"""What became of the pairs since people reviewed them: what is compared once, and shown in a terminal and on a page."""

from dataclasses import dataclass
from enum import StrEnum

from imprint.model import Level, Review
from imprint.pairs import WHOLE, Pair


class Sign(StrEnum):
    """What became of a piece of text since it was reviewed."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Piece:
    """Some words of a line, and what became of them."""

    sign: Sign
    text: str


class Standing(StrEnum):
    """How a pair stands: signed off as it is, changed since then, or not signed off."""

    APPROVED = "approved"
    STALE = "stale"
    PENDING = "pending"


Line = tuple[Piece, ...]


@dataclass(frozen=True)
class Change:
    """A pair with what became of its lines since a review; without one, its lines as they are."""

    pair: Pair
    title: str
    standing: Standing
    since: Review | None
    full: tuple[Line, ...]
    plain: tuple[Line, ...]

    def at(self, level: Level) -> tuple[Line, ...]:
        """The lines of a level, those that are gone among them."""
        return self.full if level is Level.FULL else self.plain

    def shown(self, level: Level) -> tuple[Line, ...]:
        """The lines to show; of the many that belong to the whole, only those that changed since it was reviewed."""
        lines = self.at(level)
        if self.pair.id != WHOLE or self.since is None:
            return lines
        kept = tuple(line for line in lines if any(piece.sign is not Sign.SAME for piece in line))
        rest = len(lines) - len(kept)
        told = f"({rest} {'line' if rest == 1 else 'lines'} unchanged)"
        return (*kept, (Piece(Sign.SAME, told),)) if rest else kept

    @property
    def stands(self) -> str:
        """How the pair stands, in words."""
        if self.since is None:
            return "nobody has signed it off yet"
        one = self.since
        who = f"{one.by} ({one.role}) on {one.date}"
        if self.standing is Standing.PENDING:
            return f"not signed off; the last decision is “{one.decision}”, by {who}, scope: {one.scope}"
        was = "changed since it was signed off" if self.standing is Standing.STALE else "signed off as it is"
        return f"{was} by {who}, scope: {one.scope}"


_SIGNS = {Sign.SAME: ("", ""), Sign.GONE: ("[-", "-]"), Sign.NEW: ("{+", "+}")}


def marked(piece: Piece) -> str:
    """A piece with signs that tell what became of it, also without colours: [-gone-], {+new+}."""
    return piece.text.join(_SIGNS[piece.sign])
