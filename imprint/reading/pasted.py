"""What comes along when text is pasted from a word processor: named by its line, before pandoc reads the text."""

import re

from imprint.reading import unicode_rules
from imprint.reading.margin import Margin

_BULLET = re.compile(r"[ \t\u00a0]*([•·▪◦‣●○■□►➢✓\uf0a7\uf0b7–—]|o(?=\s))[\s\u00a0]+\S")
_ALWAYS_BULLETS = frozenset("•·▪◦‣●○■□►➢✓\uf0a7\uf0b7")


def note_pasted(text: str, margin: Margin) -> None:
    """Notes bullets typed as characters, and characters that hide or deceive."""
    bullets = _bullets(text.split("\n"))
    for line in bullets:
        sign = text.split("\n")[line].strip()[0]
        margin.note(
            "P013", line + 1, f"a bullet is typed as a character (“{sign}”)", "begin the line with “- ” instead"
        )
    for flaw in unicode_rules.flaws(text):
        if flaw.line not in bullets or flaw.text not in _ALWAYS_BULLETS:
            margin.note("P011", flaw.line + 1, flaw.message, flaw.hint)


def _bullets(lines: list[str]) -> list[int]:
    """The lines that begin with a bullet; a dash or an “o” is one only where a line can begin a list."""
    found: list[int] = []
    for number, line in enumerate(lines):
        if sign := _BULLET.match(line):
            begins = number == 0 or not lines[number - 1].strip() or number - 1 in found
            if sign[1] in _ALWAYS_BULLETS or begins:
                found.append(number)
    return found
