"""Publications of a few plain words, and what an edition says of them, for the tests of rules that read words."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from imprint.errors import Where
from imprint.evidence import Evidence, Said
from imprint.model import (
    ByLevel,
    Dates,
    Kind,
    Level,
    Prose,
    Publication,
    Section,
    Stretch,
    Term,
)
from tests.samples import GLOSSARY, HERE, PUBLISHER, edition

PLAIN_PAGE = edition("plain-page")
FILE = "source/sample/publication.md"
FIRST = 10  # the line of the first stretch; each further one stands a line below


@dataclass(frozen=True)
class Text:
    """A stretch to be."""

    kind: Kind
    text: str


def prose(*texts: Text) -> Prose:
    """A prose of these stretches, each on a line of its own."""
    stretches = (Stretch(one.kind, one.text, number, ((0, FIRST + number),)) for number, one in enumerate(texts))
    return Prose("[]", (), tuple(stretches))


def published(*texts: Text, glossary: tuple[Term, ...] = GLOSSARY, message: str = "Ask your nurse.") -> Publication:
    """A publication whose plain text has one section, “care”, of these stretches, and the full text hardly any."""
    full = prose(Text(Kind.PARAGRAPH, "Ask."))
    section = Section("care", ByLevel("Care", "What can you do?"), full, prose(*texts), Where(FILE, 8))
    return Publication(
        id="sample",
        version="1",
        language="en",
        titles=ByLevel("Care in full", "Care"),
        main_message=ByLevel("Ask.", message),
        audience="all",
        readers_on_treatment=False,
        conditions=("sore heel",),
        interventions=(),
        jurisdictions=(),
        authors=(),
        reviewers=(),
        funding=(),
        competing_interests=None,
        dates=Dates(date(2026, 11, 22)),
        licence=None,
        canonical_url="https://sample.test/",
        publisher=PUBLISHER,
        sections=(section,),
        plain_order=("care",),
        figures=(),
        references=(),
        glossary=glossary,
        disclaimers=(),
        where=HERE,
    )


def with_full(publication: Publication, *texts: Text) -> Publication:
    """The same with another full text."""
    (section,) = publication.sections
    return replace(publication, sections=(replace(section, full=prose(*texts)),))


def shown(publication: Publication, *said: Said, name: str = "plain-page") -> Evidence:
    """What an edition says: these blocks, or else every stretch of its level, word for word."""
    made = edition(name)
    return Evidence(made, (), said=said or tuple(_said(publication, made.level)))


def _said(publication: Publication, level: Level) -> Iterator[Said]:
    for section in publication.sections_at(level):
        held = section.at(level)
        for one in held.stretches if held else ():
            kind = one.kind if one.kind in (Kind.HEADING, Kind.PICTURE) else Kind.PARAGRAPH
            yield Said(level, section.id, kind, one.text, "")
