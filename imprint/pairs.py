"""The pairs that must not drift apart: the normalised lines of each section at both levels, and of the whole."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from imprint.errors import Where
from imprint.model import (
    JURISDICTION_SLOTS,
    ClaimKind,
    Disclaimer,
    Level,
    Place,
    Prose,
    Publication,
    Section,
    Term,
    Wording,
)

WHOLE = "*"  # the pair of what belongs to the whole: titles, main message, disclaimers, what fills their gaps, glossary
SPACES = {"Space": " ", "SoftBreak": " ", "LineBreak": " "}
QUOTES = {"DoubleQuote": '"', "SingleQuote": "'"}
_TYPED = str.maketrans({**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’\u201a", "'"), "…": "...", "−": "-"})
_DASHES = re.compile("[–—\u2010\u2011]|--+")
_CLAIMS = {Place.BENEFIT: ClaimKind.BENEFIT, Place.RISK: ClaimKind.RISK, Place.UNCERTAINTY: ClaimKind.UNCERTAINTY}
Lines = tuple[str, ...]


@dataclass(frozen=True)
class Pair:
    """A section's lines at both levels, or those of the whole (id ``*``); a level without a text has none."""

    id: str
    full: Lines
    plain: Lines
    where: Where

    def at(self, level: Level) -> Lines:
        """The lines of a level."""
        return self.full if level is Level.FULL else self.plain

    def digests(self) -> tuple[str, str]:
        """What tells these very lines from any others, at the full and the plain level."""
        return digest(self.full), digest(self.plain)


def digest(lines: Iterable[str]) -> str:
    """The sha256 of lines, in hexadecimal."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def typed(text: str) -> str:
    """A text as one would type it: spaces, quotation marks, dashes and dots in one form, on one line."""
    return " ".join(_DASHES.sub("-", text.translate(_TYPED)).split())


def pairs(publication: Publication) -> tuple[Pair, ...]:
    """What belongs to the whole, then each section: what a person signs off, and nothing that means no change."""
    full, plain = (tuple(_of_whole(publication, level)) for level in (Level.FULL, Level.PLAIN))
    return Pair(WHOLE, full, plain, publication.where), *(
        Pair(
            one.id,
            tuple(_of_section(publication, one, Level.FULL)),
            tuple(_of_section(publication, one, Level.PLAIN)),
            one.where,
        )
        for one in publication.sections
    )


def _of_whole(publication: Publication, level: Level) -> Iterator[str]:
    """Its sections are named, so that none can go without a word."""
    sections = sorted(one.id for one in publication.sections_at(level))
    if not sections:
        return
    yield typed(f"# {publication.titles.at(level)}")
    yield typed(publication.main_message.at(level))
    yield from (f"## {name}" for name in sections)
    said = []
    for one in filter(lambda one: _may_apply(one, publication), publication.disclaimers):
        said.append(_told(one.id, one.full if level is Level.FULL else one.plain))
        if one.footer is not None:
            said.append(_told(f"{one.id}, footer", one.footer))
    yield from said
    yield from _places(publication, "".join(said))
    for term in _used(publication.glossary, [prose for one in publication.sections if (prose := one.at(level))]):
        yield typed(f"{term.term}: {term.meaning.at(level)}")


def _places(publication: Publication, said: str) -> Iterator[str]:
    """What fills the gaps of wordings where the readers live, above all the numbers to call in an emergency."""
    used = [slot for slot in JURISDICTION_SLOTS if f"{{{slot}}}" in said]
    for one in publication.jurisdictions if used else ():
        yield typed(f"({one.name}) {' / '.join(f'{slot}: {getattr(one, slot)}' for slot in used)}")


def _of_section(publication: Publication, section: Section, level: Level) -> Iterator[str]:
    prose = section.at(level)
    if prose is None:
        return
    reader = _Reader({figure.path: figure.data for figure in publication.figures})
    yield typed(f"## {section.headings.at(level)}")
    yield from filter(None, map(typed, reader.blocks(json.loads(prose.blocks))))
    known = {one.key: one.csl for one in publication.references}
    yield from (_source(key, json.loads(known[key])) for key in sorted(reader.cited & known.keys()))
    for one in publication.disclaimers:
        if _may_apply(one, publication) and _is_printed(one, publication, section, level):
            yield _told(one.id, one.full if level is Level.FULL else one.plain)


def _told(name: str, wording: Wording) -> str:
    said = (one.say + (f" / {one.unset}" if one.unset is not None else "") for one in wording)
    return typed(f"({name}) {' '.join(said)}")


def _may_apply(one: Disclaimer, publication: Publication) -> bool:
    """True for what this publication prints at some time, in some edition: days and sign-off do not matter."""
    when, treatments = one.when, publication.interventions
    both = all(publication.sections_at(level) for level in Level)
    return (
        when.readers_on_treatment in (None, publication.readers_on_treatment)
        and when.any_intervention in (None, bool(treatments))
        and when.both_levels in (None, both)
        and (not when.intervention_status or any(item.status in when.intervention_status for item in treatments))
        and (not when.intervention_harm or any(item.worst_harm in when.intervention_harm for item in treatments))
        and (not when.intervention_kind or any(item.kind in when.intervention_kind for item in treatments))
    )


def _is_printed(one: Disclaimer, publication: Publication, section: Section, level: Level) -> bool:
    """True where the section's claims call for the disclaimer; the first benefit is that of the file's order."""
    prose = section.at(level)
    if prose is not None and any(place in one.places and prose.has(kind) for place, kind in _CLAIMS.items()):
        return True
    promising = (item for item in publication.sections if (its := item.at(level)) and its.has(ClaimKind.BENEFIT))
    return Place.FIRST_BENEFIT in one.places and next(promising, None) is section


def _used(glossary: Iterable[Term], texts: Iterable[Prose]) -> Iterator[Term]:
    """The terms that a level's texts use, whole and whatever their case; the longer one counts."""
    reader = _Reader({})
    text = " \0 ".join(typed(line) for prose in texts for line in reader.blocks(json.loads(prose.blocks)))
    forms = sorted(((typed(form), term) for term in glossary for form in (term.term, *term.forms)), key=_length)
    found = set()
    for form, term in forms:
        pattern = rf"(?<![\w-]){re.escape(form)}(?![\w-])"
        text, count = re.subn(pattern, "\0", text, flags=re.IGNORECASE)
        if count:
            found.add(term)
    yield from sorted(found, key=lambda term: term.term)


def _length(pair: tuple[str, Term]) -> int:
    return -len(pair[0])


def _source(key: str, csl: Mapping[str, Any]) -> str:
    """A cited source by what tells it from another: who, what, when, where to find it."""
    people = [_person(one) for one in csl.get("author", csl.get("editor", []))]
    year = next(iter((csl.get("issued") or {}).get("date-parts") or [[""]]))[0]
    where = f"https://doi.org/{csl['DOI']}" if csl.get("DOI") else csl.get("URL", "")
    told = (", ".join(people), csl.get("title", ""), str(year), where)
    return typed(f"[{key}] {'. '.join(part for part in told if part)}")


def _person(name: Mapping[str, str]) -> str:
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    return name.get("literal") or " ".join(name[part] for part in parts if name.get(part))


@dataclass
class _Reader:
    """Reads the blocks of a text as lines; remembers what they cite."""

    pictures: Mapping[str, bytes]

    def __post_init__(self) -> None:
        self.cited: set[str] = set()

    def blocks(self, nodes: Iterable[Any]) -> Iterator[str]:
        """One line for each paragraph, item, picture and row; ``+`` begins what stands in an item as well."""
        for node in nodes:
            yield from self._list(node) if node["t"].endswith("List") else self._block(node["t"], node["c"])

    def _block(self, kind: str, content: Any) -> Iterator[str]:
        if kind == "Table":
            yield from self._rows(content)
        elif kind == "BlockQuote":
            yield from (f"> {line}" for line in self.blocks(content))
        elif kind == "Header":
            yield f"### {self.words(content[2])}"
        else:
            yield self.words(content)

    def _list(self, node: Any) -> Iterator[str]:
        kind, content = node["t"], node["c"]
        if kind == "BulletList":
            yield from self._items([("- ", item) for item in content])
        elif kind == "OrderedList":
            yield from self._items([(f"{number}. ", item) for number, item in enumerate(content[1], content[0][0])])
        else:
            for term, meanings in content:
                yield self.words(term)
                yield from self._items([(": ", item) for item in meanings])

    def _items(self, items: Iterable[tuple[str, Any]]) -> Iterator[str]:
        for mark, item in items:
            yield from (("+ " if number else mark) + line for number, line in enumerate(self.blocks(item)))

    def _rows(self, table: Any) -> Iterator[str]:
        _attr, _caption, _columns, head, bodies, _foot = table
        for row in (*head[1], *(row for body in bodies for row in body[3])):
            yield " | ".join(" ".join(self.blocks(cell[4])) for cell in row[1])

    def words(self, nodes: Iterable[Any]) -> str:
        """Inlines as a reader sees them, with what they cite and where they lead; emphasis and marks say nothing."""
        return "".join(self._word(node["t"], node.get("c")) for node in nodes)

    def _word(self, kind: str, content: Any) -> str:
        if kind in ("Quoted", "Link", "Image", "Cite"):
            return self._more(kind, content)
        if kind in ("Emph", "Strong"):
            return self.words(content)
        if kind == "Span":
            return self.words(content[1])
        return str(content) if kind == "Str" else SPACES.get(kind, "")

    def _more(self, kind: str, content: Any) -> str:
        if kind == "Quoted":
            return self.words(content[1]).join([QUOTES[content[0]["t"]]] * 2)
        if kind == "Image":
            return self._picture(content)
        if kind == "Cite":
            return f"[{'; '.join(self._citation(one) for one in content[0])}]"
        text, address = self.words(content[1]), content[2][0]
        return text if address in (text, f"mailto:{text}") else f"{text} ({address})"

    def _picture(self, content: Any) -> str:
        """A picture by its words and its bytes: under another name it is the same."""
        _attr, alt, (path, caption) = content
        told = f"![{self.words(alt)}] {caption}".rstrip()
        return f"{told} (picture {hashlib.sha256(self.pictures.get(path, b'')).hexdigest()})"

    def _citation(self, one: Any) -> str:
        self.cited.add(one["citationId"])
        return f"@{one['citationId']}{self.words(one['citationSuffix'])}"
