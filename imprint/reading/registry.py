"""Reads the required statements (``disclaimers.yaml``) and holds each wording to what it must say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

from pydantic import BeforeValidator

from imprint.model import Disclaimer, Jurisdiction, Place, Sentence, When, Wording
from imprint.reading.report import Report
from imprint.reading.schema import Many, MaybeEmpty, Shape, Slug, fit
from imprint.reading.wording import note_terms, note_wording
from imprint.reading.yaml_loader import Tree, Way


class SentenceEntry(Shape):
    """One sentence as written; a bare text is a sentence as well."""

    say: str
    unset: MaybeEmpty | None = None


def _as_sentence(value: Any) -> Any:
    return {"say": value} if isinstance(value, str) else value


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str | dict) else value


WordingEntry = Annotated[tuple[Annotated[SentenceEntry, BeforeValidator(_as_sentence)], ...], BeforeValidator(_as_list)]


class DisclaimerEntry(Shape):
    """One required statement as written: either ``text`` for both levels, or ``full`` and ``plain``."""

    id: Slug
    when: When
    places: tuple[Place, ...]
    text: WordingEntry = ()
    full: WordingEntry = ()
    plain: WordingEntry = ()
    footer: WordingEntry = ()
    must_convey: Many[Many[str]] = ()


class TopicEntry(Shape):
    """A publication's own ``disclaimers.yaml`` as written."""

    disclaimers: Many[DisclaimerEntry]


class JurisdictionEntry(Shape):
    """The numbers and bodies of one jurisdiction as written."""

    name: str
    emergency: str
    urgent: str
    regulator: str
    adr_scheme: str


class RegistryEntry(TopicEntry):
    """The shared ``disclaimers.yaml`` as written."""

    version: str
    jurisdictions: dict[str, JurisdictionEntry]


@dataclass(frozen=True)
class Registry:
    """What all publications share: the jurisdictions there are and the required statements, in order."""

    jurisdictions: Mapping[str, Jurisdiction]
    disclaimers: tuple[Disclaimer, ...]


def registry(tree: Tree, report: Report) -> Registry | None:
    """The shared registry, or None after noting where it does not fit."""
    entry = fit(RegistryEntry, tree, report)
    if entry is None:
        return None
    places = {key: Jurisdiction(key, **item.model_dump()) for key, item in entry.jurisdictions.items()}
    return Registry(places, _disclaimers(entry.disclaimers, tree, report, ()))


def topic_disclaimers(tree: Tree, report: Report, taken: Iterable[str]) -> tuple[Disclaimer, ...]:
    """A publication's own required statements, their ids not among the taken ones; what is wrong is noted."""
    entry = fit(TopicEntry, tree, report)
    return _disclaimers(entry.disclaimers, tree, report, taken) if entry else ()


def _disclaimers(
    entries: tuple[DisclaimerEntry, ...], tree: Tree, report: Report, taken: Iterable[str]
) -> tuple[Disclaimer, ...]:
    known, result = set(taken), []
    for number, entry in enumerate(entries):
        way: Way = ("disclaimers", number)
        if entry.id in known:
            report.add(
                "D001", tree.line((*way, "id")), f"the id “{entry.id}” is taken", "give each disclaimer its own id"
            )
        known.add(entry.id)
        _note_rules(entry, tree, report, way)
        result.append(_disclaimer(entry, report, tree.line(way)))
    return tuple(result)


def _disclaimer(entry: DisclaimerEntry, report: Report, line: int | None) -> Disclaimer:
    full, plain = _wording(entry.full or entry.text), _wording(entry.plain or entry.text)
    footer = _wording(entry.footer) or None
    where = report.where(line)
    return Disclaimer(entry.id, entry.when, entry.places, full, plain, footer, entry.must_convey, where)


def _wording(entries: tuple[SentenceEntry, ...]) -> Wording:
    return tuple(Sentence(item.say, item.unset) for item in entries)


def _note_rules(entry: DisclaimerEntry, tree: Tree, report: Report, way: Way) -> None:
    """Notes what contradicts itself, or can never be printed, in one entry."""

    def note(key: str, code: str, message: str, hint: str) -> None:
        report.add(code, tree.line((*way, key)), f"{message} (disclaimer “{entry.id}”)", hint)

    if entry.when in (When(), When(always=False)):
        note("when", "D004", "no condition is stated", "write {always: true}, or the condition")
    if not entry.places or len(set(entry.places)) < len(entry.places):
        note("places", "D013", "there is no place, or one is there twice", f"use some of: {', '.join(Place)}")
    if bool(entry.text) == bool(entry.full or entry.plain) or bool(entry.full) != bool(entry.plain):
        note("id", "D007", "one wording is needed for each level", "write “text” for both, or “full” and “plain”")
    if entry.footer and Place.FOOTER not in entry.places:
        hint = "add “footer” to the places, or take the wording out"
        note("footer", "D008", "the wording for the footer is never printed", hint)
    note_terms(entry.must_convey, partial(note, "must_convey"))
    for key in ("text", "full", "plain", "footer"):
        note_wording(_wording(getattr(entry, key)), entry.must_convey, partial(note, key))
