"""The audio book: the plain-language text read aloud by a computer's voice, which highlights what it reads."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from imprint.composing import Body, Document, Style, figures_used, write
from imprint.editions.ebook import CONTAINER, FOLDER, cover_of, identifier
from imprint.editions.workshop import Workshop, artefact, path_of
from imprint.model import Artefact, Edition, Format, Level
from imprint.typesetting import epub
from imprint.typesetting.epub_access import access
from imprint.typesetting.narration import Sentence, narration
from imprint.typesetting.speech import ESPEAK, LAME, recording

EDITION = Edition("audio", Format.AUDIO, (Level.PLAIN,), "audio.epub", epub.MIMETYPE, tools=(ESPEAK, LAME))
TEMPLATES = ("audio", "ebook/container.xml", "ebook/cover.html")
READ = ("start", "text")  # the documents that are read aloud; of a notice the first alone


@dataclass(frozen=True)
class Clip:
    """The sentence with this id, and when it is said, as SMIL writes times."""

    id: str
    begin: str
    end: str


@dataclass(frozen=True)
class Overlay:
    """A document read aloud: by section (None outside all of them) its clips, and how long all of it takes."""

    name: str
    sections: tuple[tuple[str | None, tuple[Clip, ...]], ...]
    milliseconds: int

    @property
    def duration(self) -> str:
        """How long it takes, as SMIL writes times."""
        return clock(self.milliseconds)


def make(document: Document, workshop: Workshop) -> tuple[Artefact, ...]:
    """The EPUB: an e-book of one level, with a recording and a media overlay for each of its documents."""
    body = write(document, workshop.csl_style, Style("xml", text_files=("text.xhtml",), source_file="text.xhtml"))
    files: dict[str, bytes] = {figure.path: figure.data for figure in figures_used(document)}
    overlays = []
    read = READ[:1] if document.is_notice else READ
    for name in read:
        overlay, made = _read_aloud(name, body, workshop)
        overlays.append(overlay)
        files |= made
    total = clock(sum(overlay.milliseconds for overlay in overlays))
    shown = figures_used(document)
    more: dict[str, Any] = {"identifier": identifier(document), "figures": shown, "plain": None, "total": total}
    for page in ("nav.xhtml", "style.css"):
        files[page] = workshop.render(f"audio/{page}", body, overlays=overlays, **more).encode()
    facts = access([files[f"{name}.xhtml"] for name in read], files["nav.xhtml"], [files["style.css"].decode()])
    more |= {"access": facts, "certified": None}  # a certification is of the e-book
    files["package.opf"] = workshop.render("audio/package.opf", body, overlays=overlays, **more).encode()
    files["cover.png"] = cover_of(body, workshop)
    packed = {CONTAINER: workshop.render("ebook/container.xml", body).encode()}
    packed |= {FOLDER + path: data for path, data in files.items()}
    edition = document.edition
    return (artefact(document, edition.filename, edition.media_type, epub.pack(packed)),)


def _read_aloud(name: str, body: Body, workshop: Workshop) -> tuple[Overlay, Mapping[str, bytes]]:
    """One document's overlay, and its files: page, overlay, recording."""
    document = body.document
    page = workshop.render(f"audio/{name}.xhtml", body, figures=figures_used(document), plain=None)
    marked = narration(page, _numbers(document), document.words.texts["picture"])
    spoken = [sentence.spoken for sentence in marked.sentences]
    read = recording(spoken, document.publication.language, path_of(document))
    overlay = Overlay(name, tuple(_sections(marked.sentences, read.clips)), read.clips[-1][1])
    smil = workshop.render("audio/overlay.smil", body, overlay=overlay)
    return overlay, {f"{name}.xhtml": marked.page.encode(), f"{name}.smil": smil.encode(), f"{name}.mp3": read.sound}


def _sections(
    sentences: Sequence[Sentence], times: Sequence[tuple[int, int]]
) -> Iterator[tuple[str | None, tuple[Clip, ...]]]:
    timed = zip(sentences, times, strict=True)
    for section, group in groupby(timed, lambda pair: pair[0].section):
        yield section, tuple(Clip(sentence.id, clock(begin), clock(end)) for sentence, (begin, end) in group)


def _numbers(document: Document) -> Iterator[str]:
    """The numbers to call: everyone says them digit by digit."""
    publication = document.publication
    said = [text for one in publication.jurisdictions for text in (one.emergency, one.urgent)]
    for text in (*said, publication.publisher.phone or ""):
        yield from (word for word in text.replace("-", " ").split() if word.isdigit())


def clock(milliseconds: int) -> str:
    """A time as SMIL's full clock value, for example "0:01:02.345"."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
