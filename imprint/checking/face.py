"""What an edition says of itself on its face: status, version and day; and that nothing else stands there."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from imprint.checking.blocks import Block, fold
from imprint.checking.hints import TEMPLATE
from imprint.checking.judge import Verdict
from imprint.checking.places import SECTION_HEADINGS, Zone
from imprint.checking.reading import Reading, Sighting
from imprint.checking.requirements import Requirement
from imprint.codes import finding
from imprint.errors import Finding
from imprint.model import Level, Place, Publication, Status, Words

LABELS = (
    "audio_note",
    "braille_note",
    "level_full",
    "level_plain",
    "in_plain_language",
    "before_you_read",
    "published_by",
    "written_for",
)
FRONT = "in front, before the first section"
STATUS_HINT = f"{TEMPLATE}: in front it must print the words that templates/shared/words.yaml has for this status"
FACTS_HINT = f"{TEMPLATE}: in front it must print the version, and the day on which the text last changed"
STRANGER_HINT = f"{TEMPLATE}: say nothing {FRONT} that could explain a disclaimer away"


@dataclass(frozen=True)
class Fact:
    """One thing that the face must say, and a pattern for whatever is said of it there."""

    code: str
    wanted: str
    either: re.Pattern[str]
    hint: str


@dataclass(frozen=True)
class Face:
    """What must stand on the face of an edition, and by level what else may stand there."""

    facts: tuple[Fact, ...]
    known: Mapping[Level, re.Pattern[str]]

    def said(self, block: Block) -> Iterator[tuple[Fact, str, int]]:
        """What a block says of each fact, and where in its text."""
        text = self._unknown(block.text, block.level)
        yield from ((fact, one.group(), one.start()) for fact in self.facts for one in fact.either.finditer(text))

    def rest(self, text: str, level: Level | None) -> str:
        """What a text says beyond all that is known; "" where that is no word."""
        text = self._unknown(text, level)
        for fact in self.facts:
            text = fact.either.sub(_blank, text)
        return fold(text) if any(character.isalnum() for character in text) else ""

    def _unknown(self, text: str, level: Level | None) -> str:
        return self.known[level].sub(_blank, text) if level else text


def face_of(publication: Publication, words: Words, as_of: date) -> Face:
    """What the source demands of a face, worked out without looking at any output."""
    texts = {key: fold(text) for key, text in words.texts.items()}
    statuses = {status: texts.get(f"status_{status}", "") for status in Status}
    version, changed = texts.get("version", ""), texts.get("updated", "")
    day = rf"\d+ (?:{'|'.join(map(re.escape, words.months))}) \d+"
    status, labels = statuses[publication.status(as_of)], [texts.get(label, "") for label in LABELS]
    labels += _of_notice(publication, texts) if not publication.sections else []
    labels += [fold(publication.publisher.name or texts.get("to_be_completed", "")), fold(publication.audience)]
    return Face(
        (
            Fact("V017", status, whole(statuses.values()), STATUS_HINT),
            Fact("A015", f"{version} {publication.version}", labelled(version, r"[\w.+-]*\w"), FACTS_HINT),
            Fact("A015", f"{changed} {words.date(publication.dates.updated)}", labelled(changed, day), FACTS_HINT),
        ),
        {level: whole([*labels, *_texts(publication, level)]) for level in Level},
    )


def _of_notice(publication: Publication, texts: Mapping[str, str]) -> list[str]:
    """What else may stand beside a notice that replaces an edition: how to ask the publisher, and the code to scan."""
    publisher, scan = publication.publisher, texts.get("scan", "")
    return [fold(text) for text in (publisher.email, publisher.phone, f"{scan}: {publication.canonical_url}") if text]


def check_face(reading: Reading, face: Face, verdict: Verdict) -> tuple[Finding, ...]:
    """V017, V018 and A015: status, version and day as the source has them, and beside disclaimers nothing else."""
    return (*_facts(reading, face, verdict), *_strangers(reading, face, verdict))


def facts_seen(reading: Reading, face: Face, verdict: Verdict) -> Iterator[tuple[Requirement, Sighting]]:
    """Where status, version and day stand first, so that it can be looked at whether they are seen."""
    found = {text: (number, start) for number, fact, text, start in _reversed(reading, face, verdict)}
    for fact in face.facts:
        if fact.wanted in found:
            number, start = found[fact.wanted]
            need = Requirement("", reading.level, Place.FRONT, fact.wanted)
            yield need, Sighting(fact.wanted, reading.blocks[number], reading.spots[number], start, number)


def _reversed(reading: Reading, face: Face, verdict: Verdict) -> Iterator[tuple[int, Fact, str, int]]:
    """What stands on the face of each fact, the last first."""
    for number in reversed(_numbers(reading, verdict)):
        block = reading.blocks[number]
        if block.level is reading.level and reading.is_front_leaf(block, reading.level) and not block.hidden:
            yield from ((number, *one) for one in face.said(block))


def _facts(reading: Reading, face: Face, verdict: Verdict) -> Iterator[Finding]:
    said = list(_reversed(reading, face, verdict))
    for fact in face.facts:
        texts = dict.fromkeys(text for _, about, text, _ in said if about is fact)
        wrong = ", ".join(f"“{text}”" for text in texts if text != fact.wanted)
        if wrong:
            told = f"it says {wrong} {FRONT}; it must say “{fact.wanted}” and nothing else of the kind"
            yield finding(fact.code, reading.where(), told, fact.hint)
        elif not texts:
            yield finding(fact.code, reading.where(), f"it does not say “{fact.wanted}” {FRONT}", fact.hint)


def _strangers(reading: Reading, face: Face, verdict: Verdict) -> Iterator[Finding]:
    """A front that no section ends is told elsewhere, and so is a title that is not the right one."""
    headings = [block for block in reading.blocks if block.heading and block.heading <= SECTION_HEADINGS]
    ended = {one.level for one in headings if one.level and one.text in reading.headings[one.level][:1]}
    fronts = [reading.blocks[number] for number in _numbers(reading, verdict)]
    titled = {block.level for block in fronts if block in headings and not face.rest(block.text, block.level)}
    for block in fronts:
        is_wrong_title = block in headings and block.level not in titled
        is_told = block.level in ended or not any(reading.headings.values())  # a notice has no section that ends it
        if is_told and not is_wrong_title and (rest := face.rest(block.text, block.level)):
            yield stranger(rest, reading, block)


def stranger(text: str, reading: Reading, block: Block | None = None) -> Finding:
    """V018: words beside the disclaimers in front that are none."""
    told = f"“{text[:80]}” stands {FRONT}, beside the disclaimers, and is none of them"
    return finding("V018", reading.where(block), told, STRANGER_HINT)


def _numbers(reading: Reading, verdict: Verdict) -> list[int]:
    """The blocks before the first section that no wording accounts for."""
    spots = enumerate(reading.spots)
    return [n for n, one in spots if one.zone in (Zone.BEFORE, Zone.FRONT) and n not in verdict.accounted]


def _texts(publication: Publication, level: Level) -> Iterator[str]:
    yield from (fold(publication.titles.at(level)), fold(publication.main_message.at(level)))


def whole(texts: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of these texts, the longest first, but for one inside a longer word."""
    longest_first = sorted({text for text in texts if text}, key=lambda text: (-len(text), text))
    either = "|".join(map(re.escape, longest_first)) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{either})(?!\w|[.,-]\w)")


def labelled(label: str, value: str) -> re.Pattern[str]:
    """A pattern for a label with a value behind it."""
    return re.compile(rf"(?<!\w){re.escape(label)} {value}")


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())
