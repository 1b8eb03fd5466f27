"""Findings that a person has looked at and answers for: they stay in every list, and bar no release."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from imprint.codes import finding
from imprint.errors import Finding
from imprint.model import Acceptance, Publication, Section, Stretch
from imprint.pairs import WHOLE, typed

# Warnings about finished files; their words are those of the message, so a look at the source alone cannot miss them.
_OF_FINISHED = frozenset({"L010", "L011", "L012", "L013", "L014", "A014"})


def settle(findings: Iterable[Finding], publication: Publication, is_built: bool = True) -> tuple[Finding, ...]:
    """The findings, those that a person has accepted told as such; and one for each acceptance whose words are gone.

    Where only the source was judged (``is_built`` is false), acceptances of what finished files show are left alone.
    """
    settled, used = [], set()
    for one in findings:
        by = next((item for item in publication.accepted if _is_about(item, one, publication)), None)
        used.add(by)
        settled.append(replace(one, accepted=_told(by)) if by else one)
    judged = (item for item in publication.accepted if is_built or item.code not in _OF_FINISHED)
    return (*settled, *_gone([item for item in judged if item not in used], publication))


def _told(one: Acceptance) -> str:
    return f"accepted by {one.by} ({one.role}), {one.date}: {one.why}"


def _is_about(item: Acceptance, one: Finding, publication: Publication) -> bool:
    """True for a warning of that code in that section, about those words: in its message or in the text at its line."""
    if one.is_error or one.code != item.code or not _is_within(item.section, one, publication):
        return False
    return any(_holds(text, item.words) for text in (one.message, *_texts_at(one, item.section, publication)))


def _is_within(section: str, one: Finding, publication: Publication) -> bool:
    """True where a line of the text belongs to the section; a finished file's findings name none."""
    if one.where.path != publication.where.path or one.where.line is None:
        return True
    before = [item.id for item in publication.sections if (item.where.line or 0) <= one.where.line]
    return section == (before[-1] if before else WHOLE)


def _texts_at(one: Finding, section: str, publication: Publication) -> Iterator[str]:
    """The author's words around the line of a finding."""
    line = one.where.line if one.where.path == publication.where.path else None
    for item in publication.sections:
        if line is not None and item.id == section:
            yield from (part.text for part in _stretches(item) if part.lines[0][1] <= line <= part.lines[-1][1])


def _stretches(section: Section) -> Iterator[Stretch]:
    yield from (part for prose in (section.full, section.plain) if prose for part in prose.stretches)


def _holds(text: str, words: str) -> bool:
    return typed(words).casefold() in typed(text).casefold()


def _gone(accepted: Iterable[Acceptance], publication: Publication) -> Iterator[Finding]:
    for one in accepted:
        if not any(_holds(text, one.words) for text in _texts(one.section, publication)):
            message = f"the words “{one.words}” of this accepted finding ({one.code}) do not occur any more"
            yield finding("C051", one.where, message, "take the entry out, or have the new words looked at")


def _texts(section: str, publication: Publication) -> Iterator[str]:
    if section == WHOLE:
        for texts in (publication.titles, publication.main_message):
            yield from (texts.full, texts.plain)
    for item in publication.sections:
        if item.id == section:
            yield from (item.headings.full, item.headings.plain, *(part.text for part in _stretches(item)))
