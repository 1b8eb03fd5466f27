"""Which characters a text may hold: repairs the harmless ones, names the ones that hide or deceive.

Two texts that look the same must be the same, or a disclaimer could be changed without anyone seeing it.
See Unicode Technical Standard 39 (security mechanisms).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

NO_BREAK, ODD_SPACES = "\u00a0", "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_INDENT = re.compile(rf"^[ ]*[{ODD_SPACES}][ {ODD_SPACES}]*", re.MULTILINE)
_ODD = re.compile(
    rf"(?P<unit>(?<=\d)[{NO_BREAK}\u2009\u202f](?=[^\W\d_]|[%°€£$]))"  # "5 mg" stays on one line
    rf"|[{ODD_SPACES}]"
)
_LIGATURES = re.compile("[\ufb00-\ufb06]")  # what PDF files leave of fi and fl when text is copied from them

_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc\ufffd")  # drawn as nothing, or as a gap
_VARIANTS = ("\U000e0100", "\U000e01ef")  # selectors of a letter's shape
_LETTERS = ("Lu", "Ll", "Lo", "Nl")
_CATEGORIES = {
    "Cc": "an invisible control character",
    "Cf": "an invisible character",
    "Cn": "a character that does not exist",
    "Co": "a character that only some machines can show",
    "Cs": "a broken character",
    "Me": "a mark that is drawn over other letters",
    "Zl": "an invisible line end",
    "Zp": "an invisible line end",
}
_SCRIPTS = (
    "CYRILLIC",
    "GREEK",
    "ARMENIAN",
    "HEBREW",
    "ARABIC",
    "CHEROKEE",
    "COPTIC",
    "GEORGIAN",
    "LISU",
    "HANGUL",
    "CJK",
)
_GREEK_TWINS = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧνοριυϲϳ")  # noqa: RUF001 — Greek letters that look like Latin ones; β, µ, κ do not
_WORD = re.compile(r"[^\W\d_]+")
_MARKS = re.compile(r"[^\W_][\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{3,}")
_PLAIN = re.compile(r"[\n\x20-\x7e’‘“”–…]*")


@dataclass(frozen=True)
class Flaw:
    """A character or word that no text may hold, the line it stands in (from 0), and what it is."""

    line: int
    text: str
    message: str
    hint: str


def clean(text: str) -> str:
    """The text in one normal form, with what pasting leaves behind repaired; the number of lines stays.

    Odd spaces become plain ones, except that one between a number and its unit stays a no-break space.
    """
    if text.isascii() and "\t" not in text:
        return text
    text = _INDENT.sub(lambda found: _ODD.sub("", found[0]), text.expandtabs(4))
    text = _ODD.sub(lambda found: NO_BREAK if found["unit"] else " ", text)
    text = _LIGATURES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """A short text of the metadata: cleaned, on one line, without spaces around or repeated inside."""
    return " ".join(clean(text).split())


def flaws(text: str) -> Iterator[Flaw]:
    """The characters that hide or deceive, each with its line."""
    for number, line in enumerate(text.split("\n")):
        if not _PLAIN.fullmatch(line):
            yield from (Flaw(number, found, message, hint) for found, message, hint in _in_line(line))


def _in_line(line: str) -> Iterator[tuple[str, str, str]]:
    for char in dict.fromkeys(line):
        if what := _kind(char):
            yield char, f"there is {what} ({_name(char)})", f"delete it: it stands {_context(line, char)}"
    for word in _MARKS.findall(line):
        yield word, "a letter carries a pile of accents", f"type the letter again: it stands {_context(line, word)}"
    for word in _WORD.findall(line):
        if not word.isascii() and (other := _mixed(word)):
            letters = ", ".join(f"“{char}” is {_name(char)}" for char in other)
            yield word, f"the word “{word}” mixes two alphabets ({letters})", "type the word again by hand"


def _kind(char: str) -> str | None:
    """What is wrong with a character, or None."""
    if char.isascii():
        return None if char.isprintable() or char in "\n\t" else "an invisible control character"
    if char == "\u00ad":
        return "a soft hyphen"
    if char in _BLANKS or _VARIANTS[0] <= char <= _VARIANTS[1]:
        return "an invisible character"
    category = unicodedata.category(char)
    if unicodedata.combining(char) == 1:
        category = "Me"
    if category in _LETTERS and char not in "ªº" and _is_ascii_word(unicodedata.normalize("NFKC", char)):
        return "a sign that only looks like a letter"
    return _CATEGORIES.get(category)


def _is_ascii_word(text: str) -> bool:
    return text.isascii() and text.isalpha()


def _mixed(word: str) -> list[str]:
    """The letters of another alphabet that could pass for the others in the word."""
    scripts = {char: _script(char) for char in dict.fromkeys(word)}
    if "LATIN" not in scripts.values():
        return []
    foreign = [char for char, script in scripts.items() if script not in ("", "LATIN")]
    return [char for char in foreign if scripts[char] != "GREEK" or char in _GREEK_TWINS]


def _script(char: str) -> str:
    first = unicodedata.name(char, "").split(" ")[0]
    return first if first in (*_SCRIPTS, "LATIN") else ""


def _name(char: str) -> str:
    return f"U+{ord(char):04X} {unicodedata.name(char, '').lower()}".strip()


def _context(line: str, found: str) -> str:
    """Where in the line an unseen character stands, by the visible words around it."""
    before, _, after = line.partition(found)
    if words := _WORD.findall(before):
        return f"after “{words[-1]}”"
    return f"before “{words[0]}”" if (words := _WORD.findall(after)) else "alone in its line"
