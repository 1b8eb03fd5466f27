"""From a publication to the document an edition prints."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache, partial

from imprint.composing.ast import Node, dumps, loads, rewrite
from imprint.composing.document import Chapter, Document, Notice, Passage, Text
from imprint.composing.glossing import Glosser, used_terms
from imprint.composing.notices import notices
from imprint.model import ClaimKind, Edition, Format, Level, Place, Prose, Publication, Section, Words

CLAIM_PLACES = {  # the order in which notices follow a block that calls for several
    Place.FIRST_BENEFIT: ClaimKind.BENEFIT,
    Place.BENEFIT: ClaimKind.BENEFIT,
    Place.RISK: ClaimKind.RISK,
    Place.UNCERTAINTY: ClaimKind.UNCERTAINTY,
}


def compose(publication: Publication, edition: Edition, words: Words, as_of: date) -> Document:
    """The document of one edition: its levels in order, disclaimers placed, terms explained."""
    at = partial(notices, publication, edition, edition.level, words=words, as_of=as_of)
    full = [section.full for section in publication.sections_at(Level.FULL) if section.full]
    return Document(
        publication,
        edition,
        words,
        as_of,
        publication.status(as_of),
        texts=tuple(_text(publication, edition, level, words, as_of) for level in edition.levels),
        end=at(Place.END),
        footer=at(Place.FOOTER),
        embed=at(Place.EMBED) if edition.format is Format.EMBED else (),
        glossary=used_terms(publication.glossary, full) if edition.level is Level.FULL else (),
    )


def _text(publication: Publication, edition: Edition, level: Level, words: Words, as_of: date) -> Text:
    at = partial(notices, publication, edition, level, words=words, as_of=as_of)
    sections = publication.sections_at(level)
    called = {place: at(place) for place in CLAIM_PLACES}
    glosser = Glosser(publication.glossary if level is Level.PLAIN else ())
    first = next((s.id for s in sections if _prose(s, level).has(ClaimKind.BENEFIT)), None)
    chapters = tuple(
        Chapter(
            section.id,
            section.headings.at(level),
            tuple(_parts(section, level, called, glosser, section.id == first)),
        )
        for section in sections
    )
    return Text(level, publication.titles.at(level), publication.main_message.at(level), at(Place.FRONT), chapters)


def _prose(section: Section, level: Level) -> Prose:
    prose = section.at(level)
    assert prose is not None  # sections_at() gives only sections that have a text at the level
    return prose


def _parts(
    section: Section, level: Level, called: dict[Place, tuple[Notice, ...]], glosser: Glosser, is_first: bool
) -> Iterator[Passage | Notice]:
    """The section's prose, cut after each block that calls for notices, with these between."""
    prose = _prose(section, level)
    blocks = _without_claims(glosser.explain(prose))
    calls = sorted(_calls(prose, called, is_first).items())
    start = 0
    for end, fresh in [*calls, (len(blocks), [])]:
        if blocks[start:end]:
            yield Passage(f"[{','.join(blocks[start:end])}]", f"{level}/{section.id}/{start}")
        yield from fresh
        start = end


def _calls(prose: Prose, called: dict[Place, tuple[Notice, ...]], is_first: bool) -> dict[int, list[Notice]]:
    """After how many blocks which notices stand: behind the first claim that calls for them, each once in a section."""
    blocks = {claim.kind: claim.block for claim in reversed(prose.claims)}
    places = [place for place, kind in CLAIM_PLACES.items() if kind in blocks]
    calls: dict[int, list[Notice]] = {}
    seen: set[str] = set()
    for place in sorted(places, key=lambda place: blocks[CLAIM_PLACES[place]]):
        if place is Place.FIRST_BENEFIT and not is_first:
            continue
        for notice in [notice for notice in called[place] if notice.id not in seen]:
            calls.setdefault(blocks[CLAIM_PLACES[place]] + 1, []).append(notice)
            seen.add(notice.id)
    return calls


@lru_cache(maxsize=64)  # editions of one level share it
def _without_claims(blocks: str) -> tuple[str, ...]:
    """The blocks, each as canonical JSON, without the author's claim marks, which readers do not see."""

    def unwrap(node: Node) -> list[Node] | None:
        is_claim = node["t"] == "Span" and "claim" in node["c"][0][1]
        return list(node["c"][1]) if is_claim else None

    written = (dumps([block])[1:-1] for block in loads(blocks))
    return tuple(dumps(rewrite(loads(f"[{one}]"), unwrap))[1:-1] if '"claim"' in one else one for one in written)
