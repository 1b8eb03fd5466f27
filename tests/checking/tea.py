"""A small publication and its finished files as a sound build would leave them, all written by hand.

The files in `finished/` were written from what the places mean: no code of Imprint has made them. The ebook is a zip of
`finished/book/`, the PDFs are set by WeasyPrint from `finished/leaflet.html`, the one in large
print with the styles of `finished/large-print.css`.
"""

import html
import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files as resources
from pathlib import Path
from shutil import which
from typing import Any

import numpy as np
import weasyprint

from imprint.errors import Where
from imprint.model import (
    ByLevel,
    Claim,
    ClaimKind,
    Colours,
    Dates,
    Disclaimer,
    Edition,
    EvidenceStatus,
    Format,
    Harm,
    Intervention,
    Jurisdiction,
    Kit,
    Level,
    Place,
    Prose,
    Publication,
    Publisher,
    Section,
    Sentence,
    When,
    Wording,
    Words,
)

HERE_IS = Path(__file__).parent
FOLDER = HERE_IS / "finished"
LIST = Path(__file__).parent / "list.html"
HERE = Where("source/tea/publication.md", 1)
DOT = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"  # a picture of one dot
AS_OF = date(2026, 11, 22)
WORDS = Words(
    "en",
    {
        "accessibility_text": "You can read it as you like.",
        "accessibility_navigation": "It has headings.",
        "accessibility_pictures": "Its pictures are described.",
        "accessibility_no_words": "Some pictures have no words.",
        "accessibility_certified": "Certified by",
        "accessibility_not_certified": "Nobody has certified it.",
        "and": "and",
        "of": "of",
        "before_you_read": "Before you read",
        "status_draft": "Draft",
        "status_current": "Current",
        "status_overdue": "Out of date",
        "audio_note": "A machine reads this.",
        "braille_note": "A machine made this braille.",
        "updated": "Text last changed",
        "version": "Version",
    },
    (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
)
PAGE = Edition("page", Format.PAGE, (Level.FULL,), "index.html", "text/html")
PLAIN_PAGE = Edition("plain-page", Format.PAGE, (Level.PLAIN,), "plain.html", "text/html")
LEAFLET = Edition("leaflet", Format.LEAFLET, (Level.FULL,), "leaflet.pdf", "application/pdf", pages=2)
EBOOK = Edition("ebook", Format.EBOOK, (Level.FULL, Level.PLAIN), "leaflet.epub", "application/epub+zip")
EMBED = Edition("embed", Format.EMBED, (Level.FULL,), "embed/snippet.html", "text/html")
KIT = Kit("embed/frame.html", "embed/embed.json", "embed/oembed.json", "embed/tea.js", "embed/partners.html")
LARGE_PRINT = Edition(
    "large-print", Format.LEAFLET, (Level.FULL,), "large-print.pdf", "application/pdf", smallest_type=16
)
TEXT = Edition("text", Format.TEXT, (Level.FULL,), "leaflet.txt", "text/plain")
BRAILLE = Edition("braille", Format.BRAILLE, (Level.FULL,), "leaflet.brf", "application/x-brf")
AUDIO = Edition("audio", Format.AUDIO, (Level.PLAIN,), "audio.epub", "application/epub+zip")
BOOKS = {"book": "leaflet.epub", "audio": "audio.epub"}
CLIP, RATE = 4, 22050  # seconds that each clip of the audio book takes; samples a second
NEEDS = {BRAILLE: "lou_translate", AUDIO: "lame"}
EDITIONS = (PAGE, PLAIN_PAGE, LEAFLET, LARGE_PRINT, EBOOK, EMBED, TEXT, *(one for one in NEEDS if which(NEEDS[one])))
FILENAMES = frozenset(edition.filename for edition in EDITIONS)
PRINTED = {"leaflet.html": "leaflet.pdf", "large-print.css": "large-print.pdf"}


def say(*sentences: str | tuple[str, str]) -> Wording:
    """A wording; a pair is a sentence and what stands in its place while a slot is unset."""
    return tuple(Sentence(one) if isinstance(one, str) else Sentence(*one) for one in sentences)


def disclaimer(
    name: str, when: When, places: Sequence[Place], full: Wording, plain: Wording, footer: Wording | None = None
) -> Disclaimer:
    """A row of the registry."""
    return Disclaimer(name, when, tuple(places), full, plain, footer, (), HERE)


def prose(*claims: tuple[ClaimKind, str], blocks: Sequence[Mapping[str, Any]] = ()) -> Prose:
    """A section's text: its claims, and its blocks as pandoc would have them."""
    return Prose(json.dumps(blocks), tuple(Claim(kind, text, number, 1) for number, (kind, text) in enumerate(claims)))


def para(text: str) -> Mapping[str, Any]:
    """A paragraph."""
    return {"t": "Para", "c": [{"t": "Str", "c": text}]}


DISCLAIMERS = (
    disclaimer(
        "general",
        When(always=True),
        (Place.FRONT, Place.FOOTER),
        say("This sheet speaks of tea in general.", "It cannot know who drinks it."),
        say("This sheet is about tea for all.", "It does not know you."),
        say("General words on tea.", "Version {version}."),
    ),
    disclaimer(
        "help",
        When(always=True),
        (Place.FRONT, Place.END),
        say("If the tea burns you, call {emergency} at once."),
        say("If the tea burns you, call {emergency} at once."),
    ),
    disclaimer(
        "mixed",
        When(intervention_status=(EvidenceStatus.MIXED,)),
        (Place.FIRST_BENEFIT, Place.BENEFIT),
        say("What tea does for sleep is still argued about.", "Do not count on it."),
        say("Nobody is sure what tea does.", "Do not count on it."),
    ),
    disclaimer(
        "harm",
        When(intervention_harm=(Harm.MILD,)),
        (Place.RISK,),
        say("Tea can keep you awake, so drink the last cup before noon."),
        say("Tea can keep you up. Drink it early."),
    ),
    disclaimer(
        "review",
        When(always=True),
        (Place.END, Place.FOOTER, Place.EMBED),
        say(("Looked at on {last_reviewed}.", "No tea taster has looked at this."), ("Ask {feedback}.", "")),
        say(("Looked at on {last_reviewed}.", "No tea taster has looked at this."), ("Ask {feedback}.", "")),
    ),
    disclaimer(
        "host",
        When(format=(Format.EMBED,)),
        (Place.EMBED,),
        say(("{publisher} wrote this, not the owner of this site.", "The owner of this site did not write this.")),
        say(("{publisher} wrote this, not the owner of this site.", "The owner of this site did not write this.")),
    ),
    disclaimer(
        "late",
        When(overdue=True),
        (Place.FRONT,),
        say("This sheet is too old to be trusted by anyone."),
        say("This sheet is too old. Do not trust it."),
    ),
)
SECTIONS = (
    Section(
        "does",
        ByLevel("What tea does", "Tea wakes you"),
        prose(
            (ClaimKind.BENEFIT, "it makes most people merry for an hour"),
            blocks=[
                para("Tea is a drink. Poured hot, it makes most people merry for an hour, and then tired."),
                para("It comes in bags."),
            ],
        ),
        prose((ClaimKind.BENEFIT, "it makes you merry"), blocks=[para("And it makes you merry.")]),
        HERE,
    ),
    Section(
        "wrong",
        ByLevel("What can go wrong", "When tea is bad"),
        prose(
            (ClaimKind.RISK, "late cups cost an hour of sleep"),
            blocks=[{"t": "BulletList", "c": [[para("late cups cost an hour of sleep")]]}],
        ),
        prose((ClaimKind.RISK, "a late cup keeps you up"), blocks=[para("Know that a late cup keeps you up.")]),
        HERE,
    ),
    Section("who", ByLevel("Who should ask first", ""), prose(blocks=[para("People who lie awake.")]), None, HERE),
)
PUBLICATION = Publication(
    id="tea",
    version="1.2",
    language="en",
    titles=ByLevel("Tea and sleep", "Tea at night"),
    main_message=ByLevel("Drink it early.", "Drink it early."),
    audience="people who drink tea",
    readers_on_treatment=False,
    conditions=(),
    interventions=(Intervention("tea", "drink", EvidenceStatus.MIXED, Harm.MILD),),
    jurisdictions=(Jurisdiction("UK", "UK", "999", "call 111", "the MHRA", "the Yellow Card scheme"),),
    authors=(),
    reviewers=(),
    funding=(),
    competing_interests=None,
    dates=Dates(updated=date(2026, 11, 1)),
    licence=None,
    canonical_url="https://tea.example.org/tea/en/",
    publisher=Publisher(
        None,
        "https://tea.example.org/",
        None,
        None,
        None,
        None,
        "/imprint/",
        Colours("#123456", "#123456", "#eeeeee"),
        HERE,
    ),
    sections=SECTIONS,
    plain_order=("wrong", "does"),
    figures=(),
    references=(),
    glossary=(),
    disclaimers=DISCLAIMERS,
    where=HERE,
)


Finisher = Callable[[Any, Any], None]  # WeasyPrint calls it with the document and the PDF before it is written


@dataclass(frozen=True)
class Change:
    """One change to a file in `finished/`: the first place where a text stands, and what to put there."""

    file: str
    find: str
    put: str


def finished(*changes: Change) -> dict[str, bytes]:
    """The publication's output folder after some changes; only what a change touches is made again."""
    texts = {change.file: (FOLDER / change.file).read_text(encoding="utf-8") for change in changes}
    for change in changes:
        assert change.find in texts[change.file], f"{change.find!r} is not in {change.file}"
        texts[change.file] = texts[change.file].replace(change.find, change.put, 1)
    made = dict(_sound())
    for kind, name in BOOKS.items():
        inside = {
            file.removeprefix(f"{kind}/"): text.encode() for file, text in texts.items() if file.startswith(f"{kind}/")
        }
        made.update({name: book({**packed_files(kind), **inside})} if inside else {})
    for file, text in texts.items():
        made.update({} if file.partition("/")[0] in BOOKS else _made(file, text))
    return made


def kit(*changes: Change) -> dict[str, bytes]:
    """What partners get beside the snippet, by its path, after some changes; told by hand as the snippet is."""
    files = {path.name: path.read_text(encoding="utf-8") for path in sorted((HERE_IS / "kit").iterdir())}
    snippet = (FOLDER / "embed/snippet.html").read_text(encoding="utf-8")
    files["partners.html"] = files["partners.html"].replace("SNIPPET", html.escape(snippet))
    for change in changes:
        name = change.file.removeprefix("embed/")
        assert change.find in files[name], f"{change.find!r} is not in {change.file}"
        files[name] = files[name].replace(change.find, change.put, 1)
    return {f"embed/{name}": text.encode() for name, text in files.items()}


def published(*changes: tuple[str, str]) -> dict[str, bytes]:
    """All of output/, with the list of what is published after some changes: (what to find, what to put)."""
    files = finished()
    text = LIST.read_text(encoding="utf-8")
    for find, put in changes:
        assert find in text, f"{find!r} is not in the list"
        text = text.replace(find, put, 1)
    return {"index.html": text.encode(), **{f"tea/en/{path}": data for path, data in files.items()}}


def finished_name(file: str) -> str:
    """The finished file that a file in `finished/` goes into."""
    return BOOKS.get(file.partition("/")[0]) or PRINTED.get(file, file)


def leaflet(source: str, finisher: Finisher | None = None, *, tagged: bool = True) -> bytes:
    """A PDF; the fonts are those that come with the project."""
    fonts = Path(str(resources("fontpkg_atkinson_hyperlegible")))
    faces = [path for path in sorted(fonts.rglob("*Regular*")) if path.suffix in (".ttf", ".otf", ".woff2")]
    style = f'@font-face {{ font-family: "Tea"; src: url("{faces[0].as_uri()}"); }} html {{ font-family: "Tea"; }}'
    document = weasyprint.HTML(string=source)
    sheets = [weasyprint.CSS(string=style)]
    variant = "pdf/ua-1" if tagged else None
    pdf: bytes = document.write_pdf(None, 1, finisher, stylesheets=sheets, pdf_variant=variant, pdf_tags=tagged)
    return pdf


def book(files: Mapping[str, bytes]) -> bytes:
    """An EPUB of these files; what a recording holds is told by a file beside it."""
    files = {
        name.removesuffix(".txt"): sounding(data.decode()) if name.endswith(".mp3.txt") else data
        for name, data in files.items()
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), b"application/epub+zip", zipfile.ZIP_STORED)
        for path, data in files.items():
            archive.writestr(path, data)
    return packed.getvalue()


def with_dates(publication: Publication, **dates: date) -> Publication:
    """The publication with other dates."""
    return replace(publication, dates=replace(publication.dates, **dates))


@cache
def _sound() -> Mapping[str, bytes]:
    made: dict[str, bytes] = {}
    for path in (one for one in sorted(FOLDER.rglob("*")) if one.is_file()):
        name = path.relative_to(FOLDER).as_posix()
        if name.partition("/")[0] not in BOOKS:
            made.update(_made(name, path.read_text(encoding="utf-8")))
    made.update({name: book(packed_files(kind)) for kind, name in BOOKS.items() if name in FILENAMES})
    return made


def _made(file: str, text: str) -> Mapping[str, bytes]:
    """The finished file that a file in `finished/` becomes."""
    if file == "large-print.css":
        page = (FOLDER / "leaflet.html").read_text(encoding="utf-8")
        text = re.sub(r"(?<=<style>\n).*(?=</style>)", lambda _: text, page, flags=re.DOTALL)
    if file in PRINTED:
        return {PRINTED[file]: leaflet(text)}
    if file.endswith(".brf"):
        return {file: text.replace("\n", "\r\n").encode()}
    return {file: text.encode()}


def packed_files(kind: str) -> dict[str, bytes]:
    """The files of a book as they lie in its folder."""
    inside = FOLDER / kind
    return {
        path.relative_to(inside).as_posix(): path.read_bytes() for path in sorted(inside.rglob("*")) if path.is_file()
    }


def sounding(told: str) -> bytes:
    """A recording, as MP3: for each line, of four seconds, so many seconds of a tone as the line begins with."""
    samples = []
    for line in told.splitlines():
        length = round(float(line.split()[0]) * RATE)
        tone = 8000 * np.sin(np.arange(CLIP * RATE) * 2 * np.pi * 220 / RATE)
        samples.append(np.where(np.arange(CLIP * RATE) < length, tone, 0).astype("<i2"))
    lame = [
        str(which("lame")),
        "-r",
        "-s",
        str(RATE / 1000),
        "--bitwidth",
        "16",
        "-m",
        "m",
        "-b",
        "32",
        "--silent",
        "-",
        "-",
    ]
    return subprocess.run(lame, input=np.concatenate(samples).tobytes(), capture_output=True, check=True).stdout
