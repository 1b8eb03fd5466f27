"""Numbers of the finished files: each section says those of its text, as often, and no others."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from imprint.codes import finding
from imprint.editorial.lists import lists
from imprint.editorial.texts import pieces
from imprint.errors import Finding, Where
from imprint.evidence import Evidence, Said
from imprint.model import Level, Publication, Words

_MARK = re.compile(r"^\s*(?:[•–◦▪-]\s*)?\d{1,3}[.)](?:\s|$)")  # of a list's item
_CITED = re.compile(r"\[\d{1,3}(?:(?:[,;] ?|[–—-])(?:[^\W\d]+\.? ?)?\d+(?:[–—-]\d+)?)*\]")  # also [1, p. 3]
_ADDRESS = re.compile(r"\bhttps?\S*//\S+|\bmailto:\S+|\btel:\S+")
_LINKED = re.compile(r'"((?:https|tel|mailto):[^"]+)"')
_WORDS = re.compile(r'"c":"([^"]*)"')
_HINT = "build it again; if it stays, it is a fault of the template: report it"


def judge_said_numbers(
    publication: Publication, _words: Words, _as_of: date, evidence: Sequence[Evidence], folder: str
) -> Iterator[Finding]:
    """C016: a number that a finished file leaves out of a section, adds to it, or says otherwise."""
    written = {level: _written(publication, level) for level in Level}
    for one in evidence:
        for level in one.edition.levels if one.said else ():
            yield from _compared(publication, written[level], level, one, f"{folder}/{one.edition.filename}")


def _compared(
    publication: Publication, written: dict[str, Counter[str]], level: Level, evidence: Evidence, path: str
) -> Iterator[Finding]:
    blocks = [block for block in evidence.said if block.level is level and not block.is_notice]
    free = _free(publication, level)
    for section, wanted in written.items():
        found = Counter(
            number
            for block in blocks
            if block.section == section
            for number in numbers(_text(block), publication.language)
        )
        missing = wanted - found
        added = Counter(
            {number: many for number, many in (found - wanted).items() if section and number not in free[section]}
        )
        if missing or added:
            yield _finding(section, missing, added, path)


def _finding(section: str, missing: Counter[str], added: Counter[str], path: str) -> Finding:
    at = f"in the section “{section}”" if section else "in front"
    told = [
        f"{what} {', '.join(f'“{one}”' for one in some.elements())}"
        for what, some in (("leaves out", missing), ("adds", added))
        if some
    ]
    return finding("C016", Where(path, part=section), f"{at}, the file {' and '.join(told)}, against the text", _HINT)


def numbers(text: str, language: str) -> Iterator[str]:
    """The numbers of a text part by part: runs of digits, percent signs, number words."""
    return (
        " ".join(one[0].lower().split()) for one in _form(language).finditer(_CITED.sub(" ", _ADDRESS.sub(" ", text)))
    )


@cache
def _form(language: str) -> re.Pattern[str]:
    data = lists("numbers", language)
    words = [*data.get("words", ()), *data.get("powers", ()), *data.get("times", ()), *data.get("parts", ())]
    return re.compile(rf"\d+|[%‰½¼¾⅓⅔]|\b(?:{'|'.join(words) or '(?!)'})\b", re.IGNORECASE)


def _text(block: Said) -> str:
    return _MARK.sub(" ", block.text)


def _written(publication: Publication, level: Level) -> dict[str, Counter[str]]:
    """The numbers of each section of the text, and of its title and message under ""."""
    found: dict[str, Counter[str]] = {}
    for piece in pieces(publication, level):
        section = piece.section.id if piece.section else ""
        found.setdefault(section, Counter()).update(numbers(piece.text, publication.language))
    return found


def _free(publication: Publication, level: Level) -> dict[str, frozenset[str]]:
    """What a section may say besides: explained terms, addresses of links, heads of columns before each cell."""
    language = publication.language
    meanings = [one.meaning.at(level) for one in publication.glossary]
    return {
        section.id: frozenset(
            number for text in (*meanings, *_beside(prose.blocks)) for number in numbers(text, language)
        )
        for section in publication.sections_at(level)
        if (prose := section.at(level))
    }


def _beside(blocks: str) -> Iterator[str]:
    """The addresses of links in some blocks, and the words in the heads of their tables."""
    yield from (one[1].replace("//", " ").replace("tel:", " ") for one in _LINKED.finditer(blocks))
    for block in json.loads(blocks):
        if block["t"] == "Table":
            yield from _WORDS.findall(json.dumps(block["c"][3], ensure_ascii=False, separators=(",", ":")))
