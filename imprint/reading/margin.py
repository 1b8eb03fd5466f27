"""What the reading of one text gathers on its way: findings, claims, pictures, citations."""

from dataclasses import dataclass, field

from imprint.model import Claim
from imprint.reading.leftovers import LeftOver
from imprint.reading.phrases import Phrases
from imprint.reading.references import References
from imprint.reading.report import Report

MAX_DEPTH = 50


@dataclass
class Margin:
    """Notes beside one text. Lines are pandoc's; ``offset`` of the file's lines stand before its first one."""

    report: Report
    offset: int
    source: str  # the text as pandoc got it
    references: References
    phrases: Phrases = field(default_factory=Phrases)  # of the text's language
    claims: list[Claim] = field(default_factory=list)  # of the prose that is being read
    block: int = 0  # which top-level block of that prose is being read
    in_claim: bool = False
    unclosed: LeftOver | None = None  # the last bracket of that prose without its partner, and its line
    images: dict[str, int] = field(default_factory=dict)  # address → line in the file
    swallowed: int | None = None  # the line of the first heading that a plain text without an end took in
    torn: set[int] = field(default_factory=set)  # lines at which it is in doubt how the text is divided
    cited: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._lines = self.source.split("\n")

    def note(self, code: str, line: int, message: str, hint: str) -> None:
        """Notes what is wrong at a line of pandoc's."""
        self.report.add(code, self.line(line), message, hint)

    def note_left_over(self, line: int, left: LeftOver) -> None:
        """Notes signs that were not understood, at a line of pandoc's."""
        if left.tears:
            self.torn.add(line)
        self.note(left.code, line, left.message, left.hint)

    def line(self, line: int) -> int:
        """The line of the file for a line of pandoc's."""
        return line + self.offset

    @property
    def last(self) -> int:
        """The last line of pandoc's."""
        return len(self._lines)

    def written(self, line: int) -> str:
        """What the author wrote in a line of pandoc's."""
        return self._lines[line - 1] if 0 < line <= len(self._lines) else ""

    def is_too_deep(self, depth: int, line: int) -> bool:
        """True, once noted, when something stands too deep inside other things."""
        if depth > MAX_DEPTH:
            self.note("P009", line, f"more than {MAX_DEPTH} things stand inside each other", "take out some of them")
        return depth > MAX_DEPTH
