"""The rules on words in a plain text: long sentences, hard words, words of the glossary out of place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from imprint.codes import finding
from imprint.editorial.explained import EXPLAINED_IN, unexplained, uses
from imprint.editorial.hearing import Heard, heard
from imprint.editorial.jargon import Reader
from imprint.editorial.lexicon import lexicon
from imprint.editorial.sentences import Sentence, sentences
from imprint.errors import Finding, Where
from imprint.evidence import Evidence
from imprint.model import Kind, Level, Publication, Section, Stretch, Term, Words

QUOTED = 7  # words of a sentence that are enough to find it
_PLACES = {Kind.HEADING: "a heading", Kind.PICTURE: "the words of a picture", Kind.CAPTION: "a caption"}


@dataclass(frozen=True)
class Passage:
    """Something a plain text says: what it is, its words, and where they were written."""

    kind: Kind
    text: str
    where: Where
    stretch: Stretch | None = None

    def at(self, place: int) -> Where:
        """The line of a letter."""
        return replace(self.where, line=self.stretch.line(place)) if self.stretch else self.where


def passages(publication: Publication) -> Iterator[Passage]:
    """The plain text from its main message to its end."""
    if not publication.sections_at(Level.PLAIN):
        return
    yield Passage(Kind.PARAGRAPH, publication.main_message.plain, publication.line("main_message.plain"))
    for section in publication.sections_at(Level.PLAIN):
        yield Passage(Kind.HEADING, section.headings.plain, section.where)
        yield from _inside(section)


def _inside(section: Section) -> Iterator[Passage]:
    for stretch in section.plain.stretches if section.plain else ():
        yield Passage(stretch.kind, stretch.text, section.where, stretch)


def long_sentences(publication: Publication, words: Words, _: date) -> Iterator[Finding]:
    """L012: the sentences of the plain text that have more words than its gate lets pass, as they were written."""
    if lexicon(publication.language) is None:
        return
    for passage in passages(publication):
        if passage.kind is Kind.HEADING:
            continue
        for one in _long(passage.text, publication, words):
            yield _too_long(one, passage.at(one.start), publication)


def grown_sentences(
    publication: Publication, words: Words, _: date, evidence: Sequence[Evidence], __: str
) -> Iterator[Finding]:
    """L012: the sentences that only became too long in an edition, by an explanation in brackets."""
    if lexicon(publication.language) is None:
        return
    seen: set[tuple[Section, Stretch]] = set()
    for shown in evidence:
        for one in _plainly(publication, shown):
            grown = list(_long(one.text, publication, words))
            if (
                grown
                and (one.section, one.stretch) not in seen
                and not list(_long(one.stretch.text, publication, words))
            ):
                seen.add((one.section, one.stretch))
                where = replace(one.section.where, line=one.stretch.line(_place(grown[0], one, words)))
                yield _too_long(grown[0], where, publication, f" in {shown.edition.filename}")


def _plainly(publication: Publication, shown: Evidence) -> tuple[Heard, ...]:
    is_plain = Level.PLAIN in shown.edition.levels
    every = heard(publication, shown, Level.PLAIN) if is_plain else ()
    return tuple(one for one in every if one.stretch.kind in EXPLAINED_IN)


def _place(grown: Sentence, one: Heard, words: Words) -> int:
    """Where the sentence begins in the author’s words: the one that begins alike, else the first."""
    written = sentences(one.stretch.text, words)
    alike = [sentence for sentence in written if sentence.words[:1] == grown.words[:1]]
    return alike[0].start if alike else 0


def _long(text: str, publication: Publication, words: Words) -> Iterator[Sentence]:
    most = publication.gates.plain_sentence_words
    return (one for one in sentences(text, words) if len(one.words) > most)


def _too_long(one: Sentence, where: Where, publication: Publication, told: str = "") -> Finding:
    most = publication.gates.plain_sentence_words
    message = f"{quoted(one)} has {len(one.words)} words{told}, more than {most:g}"
    hint = "say one thing in each sentence: make two of it, or a list"
    if told:
        hint = (
            "the explanation in brackets makes it longer: divide the sentence, or shorten the meaning in glossary.yaml"
        )
    return finding("L012", where, message, hint)


def quoted(one: Sentence) -> str:
    """The begin of a sentence, in quotation marks."""
    return f"“{' '.join(one.words[:QUOTED])}{' …' if len(one.words) > QUOTED else ''}”"


def hard_words(publication: Publication, _: Words, __: date) -> Iterator[Finding]:
    """L015: the hard words of the plain text that neither the glossary nor their sentence explains."""
    known = lexicon(publication.language)
    if known is None:
        return
    reader = Reader(publication, known)
    for passage in passages(publication):
        for one in reader.hard(passage.text):
            say = f"say “{one.plainer}”" if one.plainer else "use a word that everybody knows"
            hint = f"{say}, explain it in brackets behind it, or add it to glossary.yaml"
            yield finding("L015", passage.at(one.place), f"“{one.word}” is a hard word, and nothing explains it", hint)


def misplaced_terms(publication: Publication, _words: Words, _day: date) -> Iterator[Finding]:
    """L016: the words of the glossary that stand in a heading or at a picture before the text explains them."""
    explained: set[Term] = {term for *_, term in uses(publication.glossary, publication.titles.plain)}
    for passage in passages(publication):
        place = _misplaced(passage)
        for start, _, term in uses(publication.glossary, passage.text):
            if place and term not in explained:
                message = f"“{term.term}” stands in {place} before the text explains it"
                yield finding("L016", passage.at(start), message, "use other words there, or explain it further up")
            explained.add(term)


def _misplaced(passage: Passage) -> str:
    """The place that a passage is, where no explanation can follow a word; else nothing."""
    return (
        "the main message"
        if passage.stretch is None and passage.kind is Kind.PARAGRAPH
        else _PLACES.get(passage.kind, "")
    )


def unexplained_terms(
    publication: Publication, _: Words, __: date, evidence: Sequence[Evidence], ___: str
) -> Iterator[Finding]:
    """L014: the words of the glossary that an edition does not explain where its plain text first uses them."""
    lost: dict[tuple[Where, str], list[str]] = {}
    for shown in evidence:
        held = heard(publication, shown, Level.PLAIN) if Level.PLAIN in shown.edition.levels else ()
        where = {id(one.stretch): one.section.where for one in held}
        for one in unexplained(publication, held):
            place = replace(where[id(one.stretch)], line=one.stretch.line(one.place))
            lost.setdefault((place, one.term.term), []).append(shown.edition.filename)
    for (place, term), files in lost.items():
        message = f"“{term}” is not explained at its first use in {', '.join(files)}"
        yield finding(
            "L014", place, message, "take it out of the link or the mark-up there, so that its meaning can follow"
        )
