"""Proves that an audio book reads aloud every word of its documents, once, in order, audibly (EPUB 3.3, section 9)."""

import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from xml.etree.ElementTree import Element

from imprint.checking.blocks import UnreadableError, fold
from imprint.checking.epub_reader import Book, Chapter
from imprint.checking.hints import TEMPLATE
from imprint.checking.markup import parse_xhtml
from imprint.checking.sound import Sound, hear
from imprint.codes import finding
from imprint.errors import Finding, Where

SMIL = "{http://www.w3.org/ns/SMIL}"
CLOCK = re.compile(r"(?:(?:(\d+):)?([0-5]?\d):)?(\d+(?:\.\d+)?)s?$")  # SMIL 3.0, section 5.4.3: full, partial, seconds
UNREAD = ("head", "nav", "script", "style", "template")
EXACT, GAPLESS = 0.01, 0.15  # seconds: what rounding may cost; what an encoder adds to the end
DIGIT = 4  # letters that a digit has more when it is said as a word
SLOWEST, FASTEST = 3, 30  # letters and digits in a second of sound; voices read about 14
ADDRESS = re.compile(r"https?://\S+")  # a voice may say much of an address, or nothing
AGAIN = f"{TEMPLATE}: build again, and report it if it stays"


@dataclass(frozen=True)
class Clip:
    """An element of a document, the recording that says it, and from when to when, in seconds."""

    element: str
    sound: str
    begin: float
    end: float


def read_overlay(data: bytes, path: str) -> tuple[Clip, ...]:
    """The clips of a media overlay in their order; raises UnreadableError for what no reading system could follow."""
    folder = posixpath.dirname(path)
    clips = []
    for par in parse_xhtml(data).iter(f"{SMIL}par"):
        text, audio = par.find(f"{SMIL}text"), par.find(f"{SMIL}audio")
        if text is None or audio is None:
            raise UnreadableError(f"{path}: a clip without a text or without a sound")
        element = text.get("src", "").partition("#")[2]
        sound = posixpath.normpath(posixpath.join(folder, audio.get("src", "")))
        clips.append(Clip(element, sound, seconds(audio.get("clipBegin", "0")), seconds(audio.get("clipEnd", ""))))
    return tuple(clips)


def seconds(clock: str) -> float:
    """A clock value of SMIL in seconds; raises UnreadableError for anything else."""
    found = CLOCK.match(clock.strip())
    if not found:
        raise UnreadableError(f"“{clock}” is no time of a media overlay")
    hours, minutes, rest = found.groups()
    return int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(rest)


def check_overlays(book: Book, wordings: Collection[str], where: Where) -> Iterator[Finding]:
    """V019, A034 and A035: what is not read aloud or not heard, and times that do not fit the recording."""
    total = 0.0
    for chapter in book.chapters:
        inside = Where(where.path, part=chapter.path)
        overlay = book.overlays.get(chapter.path, "")
        if overlay not in book.files:
            yield finding("A034", inside, "this document is not read aloud", AGAIN)
            continue
        clips = read_overlay(book.files[overlay], overlay)
        reading = _Aloud(chapter, clips, wordings, inside, cache(lambda path: hear(book.files.get(path, b""))))
        yield from reading.findings()
        yield from _stated(book.durations.get(overlay), reading.length, inside)
        total += reading.length
    yield from _stated(book.durations.get(""), total, where)


def _stated(clock: str | None, length: float, where: Where) -> Iterator[Finding]:
    if clock is None or abs(seconds(clock) - length) > EXACT:
        told = f"it states {clock or 'nothing'} as the time that reading aloud takes; the clips take {length:.2f} s"
        yield finding("A035", where, told, AGAIN)


@dataclass(frozen=True)
class _Aloud:
    """One document held against its clips."""

    chapter: Chapter
    clips: Sequence[Clip]
    wordings: Collection[str]
    where: Where
    hear: Callable[[str], Sound]

    @property
    def length(self) -> float:
        return sum(clip.end - clip.begin for clip in self.clips)

    def findings(self) -> Iterator[Finding]:
        elements = {one.get("id", ""): one for one in self.chapter.root.iter()}
        lost = [clip.element for clip in self.clips if clip.element not in elements]
        if lost:
            yield finding("A034", self.where, f"a clip is for “{lost[0]}”, which is not in the document", AGAIN)
            return
        yield from self._unread()
        yield from self._times()
        for clip in self.clips:
            yield from self._unheard(clip, _text(elements[clip.element]))

    def _unread(self) -> Iterator[Finding]:
        """Words without a clip; and, where all have one, clips in another order than the words."""
        ids = {clip.element for clip in self.clips}
        order: list[str] = []
        complete = True
        for text, owner in _words(self.chapter.root, ids, None):
            if owner is None:
                complete = False
                yield self._told("A034", text, "is not read aloud")
            elif order[-1:] != [owner]:
                order.append(owner)
        if complete and order != [clip.element for clip in self.clips]:
            yield finding("A034", self.where, "sentences are read aloud twice, or in another order", AGAIN)

    def _times(self) -> Iterator[Finding]:
        for before, after in pairwise(self.clips):
            if before.sound == after.sound and abs(after.begin - before.end) > EXACT:
                told = (
                    f"clip “{after.element}” begins at {after.begin:.2f} s, where the last ended at {before.end:.2f} s"
                )
                yield finding("A035", self.where, told, AGAIN)
        for clip in {clip.sound: clip for clip in self.clips}.values():  # the last of each recording
            length = self.hear(clip.sound).seconds
            if abs(length - clip.end) > GAPLESS:
                told = f"its clips end at {clip.end:.2f} s, its recording “{clip.sound}” at {length:.2f} s"
                yield finding("A035", self.where, told, AGAIN)

    def _unheard(self, clip: Clip, text: str) -> Iterator[Finding]:
        """Nothing is heard, or for so short or so long that no voice can be saying this."""
        heard = self.hear(clip.sound).between(clip.begin, clip.end)
        size = sum(sign.isalnum() for sign in ADDRESS.sub("", text))
        if size > heard * FASTEST:
            yield self._told("A035", text, f"is not heard: there are {heard:.1f} seconds of sound for {size} letters")
        elif size + DIGIT * sum(map(str.isdigit, text)) < heard * SLOWEST:
            yield self._told("A035", text, f"has {size} letters, and sound for {heard:.1f} seconds")

    def _told(self, code: str, text: str, told: str) -> Finding:
        is_disclaimer = any(text in wording for wording in self.wordings)
        return finding("V019" if is_disclaimer else code, self.where, f"“{text[:80]}” {told}", AGAIN)


def _words(element: Element, ids: Collection[str], owner: str | None) -> Iterator[tuple[str, str | None]]:
    """Every text that says something, in order, with the innermost element around it that has a clip."""
    if element.tag in UNREAD:
        return
    own = element.get("id", "") if element.get("id", "") in ids else owner
    if element.tag == "img" and element.get("alt"):
        yield fold(element.get("alt", "")), own
    if _says(element.text):
        yield fold(element.text or ""), own
    for child in element:
        yield from _words(child, ids, own)
        if _says(child.tail):
            yield fold(child.tail or ""), own


def _says(text: str | None) -> bool:
    return any(sign.isalnum() for sign in text or "")


def _text(element: Element) -> str:
    """What an element says to the ear: its words, or those that stand in for a picture."""
    return fold(element.get("alt", "") if element.tag == "img" else "".join(element.itertext()))
