"""Reading whole sources: what a publication holds, what withholds it, and that nothing ends in a traceback."""

import json
import os
import random
import struct
import zlib
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from PIL import Image

from imprint.errors import Finding, ImprintError
from imprint.model import Catalogue, Licence, Person, Words
from imprint.reading import read, read_words
from tests.reading.broken import CASES, NOSE, copied_base

PUB, REF = "hay-fever/publication.md", "hay-fever/references.yaml"


@pytest.fixture(scope="module")
def words(root: Path) -> Mapping[str, Words]:
    return read_words(root / "templates/shared/words.yaml")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return copied_base(tmp_path)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def codes(result: tuple[Catalogue, tuple[Finding, ...]]) -> list[str]:
    return [finding.code for finding in result[1]]


def test_a_publication_holds_what_its_files_say(words: Mapping[str, Words]) -> None:
    catalogue, _ = read(CASES / "base", words)
    (publication,) = catalogue.publications
    assert publication.canonical_url == "https://example.org/hay-fever/en/"
    assert [section.id for section in publication.sections] == ["what-it-is", "treatment"]
    assert publication.plain_order == ("what-it-is", "treatment")
    assert [figure.path for figure in publication.figures] == ["figures/nose.png"]
    assert publication.figures[0].data == (CASES / "base" / NOSE).read_bytes()
    assert [item.id for item in publication.disclaimers][-1] == "drowsy"  # its own behind the shared ones
    assert json.loads(publication.references[0].csl)["issued"] == {"date-parts": [[2020, 5]]}
    assert publication.publisher is catalogue.publisher
    assert publication.dates.updated == date(2026, 1, 15)


def test_reading_twice_gives_the_same(words: Mapping[str, Words]) -> None:
    assert read(CASES / "base", words) == read(CASES / "base", words)


def test_people_and_licences_may_be_written_short_or_long(source: Path, words: Mapping[str, Words]) -> None:
    long = "licence: {name: The licence, url: https://example.org/licence}\nauthors: [One, {name: Two, role: nurse}]\n"
    change(source / PUB, "dates:", long + "dates:")
    publication = read(source, words)[0].publications[0]
    assert publication.licence == Licence("The licence", "https://example.org/licence")
    assert publication.authors == (Person("One"), Person("Two", "nurse"))


def test_a_language_may_name_its_country(source: Path, words: Mapping[str, Words]) -> None:
    change(source / PUB, "language: en", "language: en-GB")
    publication = read(source, words)[0].publications[0]
    assert publication.canonical_url.endswith("/hay-fever/en-GB/")


@pytest.mark.parametrize("tag", ["en-../../x", "EN", "en/..", "en-gb", "x"])
def test_a_language_is_no_path(tag: str, source: Path, words: Mapping[str, Words]) -> None:
    change(source / PUB, "language: en", f"language: {tag}")
    assert codes(read(source, words)) == ["Y019"]


def test_jurisdictions_come_in_the_publications_order(source: Path, words: Mapping[str, Words]) -> None:
    entry = '  UK:\n    name: UK\n    emergency: "999"\n'
    other = entry.replace("UK", "EU").replace("999", "112") + "    urgent: x\n    regulator: x\n    adr_scheme: x\n"
    change(source / "disclaimers.yaml", entry, other + entry)
    change(source / PUB, "jurisdictions: [UK]", "jurisdictions: [UK, EU]")
    assert [item.id for item in read(source, words)[0].publications[0].jurisdictions] == ["UK", "EU"]


def test_what_pasting_and_other_systems_leave_is_repaired(source: Path, words: Mapping[str, Words]) -> None:
    expected = read(source, words)[0].publications[0].sections
    for name in (PUB, REF, "disclaimers.yaml", "publisher.yaml", "glossary.yaml"):
        path = source / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    catalogue, findings = read(source, words)
    assert findings == ()
    assert catalogue.publications[0].sections == expected


@pytest.mark.parametrize("name", ["publisher.yaml", "disclaimers.yaml", "glossary.yaml"])
@pytest.mark.parametrize("content", [b"", b"[", b"nonsense: 1\n", b"\xff", b"- 1\n", b"x", None])
def test_no_publication_is_sound_while_a_shared_file_is_not(
    name: str, content: bytes | None, source: Path, words: Mapping[str, Words]
) -> None:
    if name == "glossary.yaml" and content == b"":
        content = b"x: y"  # a glossary may be empty
    if content is None:
        (source / name).unlink()
    else:
        (source / name).write_bytes(content)
    catalogue, findings = read(source, words)
    assert catalogue.publications == ()
    assert {finding.where.path for finding in findings} == {f"{source.as_posix()}/{name}"}


@pytest.mark.parametrize("name", [PUB, REF, "hay-fever/disclaimers.yaml"])
@pytest.mark.parametrize(
    "content", [b"", b"[", b"nonsense: 1\n", b"\xff\xfe\x00", b"- 1\n", b"x", b"---\n---\n", b"\0" * 9]
)
def test_a_broken_file_is_a_finding_and_never_a_traceback(
    name: str, content: bytes, source: Path, words: Mapping[str, Words]
) -> None:
    (source / name).write_bytes(content)
    catalogue, findings = read(source, words)
    assert catalogue.publications == ()
    assert findings
    assert all(str(finding).isprintable() for finding in findings)


def test_everything_is_read_although_something_is_broken(source: Path, words: Mapping[str, Words]) -> None:
    change(source / "publisher.yaml", "embed_path: /imprint/", "embed_path: x")
    change(source / "glossary.yaml", "term: pollen", "trem: pollen")
    change(source / PUB, "language: en", "language: english")
    change(source / PUB, "It comes back", "It `comes` back")
    change(source / REF, "type: webpage", "type: webpag")
    change(source / "hay-fever/disclaimers.yaml", "places: [benefit]", "places: [benfit]")
    (source / NOSE).write_bytes(b"x")
    found = {finding.where.path.rpartition("/")[2]: finding.code for finding in read(source, words)[1]}
    assert set(found) == {
        *("publisher.yaml", "glossary.yaml", "publication.md", "references.yaml", "disclaimers.yaml", "nose.png")
    }


def test_one_broken_publication_does_not_withhold_another(source: Path, words: Mapping[str, Words]) -> None:
    (source / "other").mkdir()
    (source / "other/publication.md").write_text("---\n---\n")
    catalogue, findings = read(source, words)
    assert [publication.id for publication in catalogue.publications] == ["hay-fever"]
    assert {finding.where.path for finding in findings} == {f"{source.as_posix()}/other/publication.md"}
    assert read(source, words, only=["hay-fever"]) == (catalogue, ())


def test_a_source_that_is_not_there_is_a_finding(tmp_path: Path, words: Mapping[str, Words]) -> None:
    catalogue, findings = read(tmp_path / "none", words)
    assert catalogue.publications == ()
    assert codes((catalogue, findings))[0] == "Y001"


def test_an_empty_source_names_what_is_missing(tmp_path: Path, words: Mapping[str, Words]) -> None:
    assert codes(read(tmp_path, words)) == ["Y001", "Y001", "Y001"]


def test_names_that_no_text_can_hold_break_nothing(source: Path, words: Mapping[str, Words]) -> None:
    for name in (b"caf\xe9.txt", b"a\x1b[2J.png", "a\u202eb.png".encode()):
        Path(os.fsdecode(os.fsencode(source / "hay-fever/figures") + b"/" + name)).write_bytes(b"")
    findings = read(source, words)[1]
    assert [finding.code for finding in findings] == ["F008"] * 3
    for finding in findings:
        str(finding).encode("utf-8")
        assert str(finding).isprintable()


def test_a_folder_of_figures_elsewhere_is_not_looked_into(source: Path, words: Mapping[str, Words]) -> None:
    (source / "hay-fever/figures").rename(source.parent / "elsewhere")
    (source / "hay-fever/figures").symlink_to(source.parent / "elsewhere")
    assert codes(read(source, words)) == ["F001", "F007"]


def test_what_editors_leave_behind_is_passed_over(source: Path, words: Mapping[str, Words]) -> None:
    for name in (".DS_Store", "publication.md~", "~$notes.docx", ".publication.md.swp", "README.md", "Thumbs.db"):
        (source / "hay-fever" / name).write_text("x")
    (source / ".git").mkdir()
    assert read(source, words)[1] == ()


def picture(kind: str, size: tuple[int, int] = (40, 30)) -> bytes:
    data = BytesIO()
    Image.new("RGB", size, "white").save(data, kind)
    return data.getvalue()


def bomb(width: int) -> bytes:
    """A PNG that says it is as wide and as high as this."""
    data = picture("PNG")
    header = b"IHDR" + struct.pack(">II", width, width) + data[24:29]
    return data[:12] + header + struct.pack(">I", zlib.crc32(header)) + data[33:]


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("nose.png", bomb(10_000), ["F005"]),
        ("nose.png", bomb(1_000_000), ["F005"]),
        ("nose.png", bomb(0), ["F004"]),
        ("nose.jpg", picture("JPEG"), []),
        ("nose.JPEG", picture("JPEG"), []),
        ("nose.jpg", picture("PNG"), ["F003"]),
        ("nose.png", picture("GIF"), ["F003"]),
        ("nose.png", picture("WEBP"), ["F003"]),
        ("nose.png", picture("TIFF"), ["F003"]),
        ("nose.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", ["F003"]),
        ("nose.png", b"", ["F003"]),
        ("nose.png", picture("PNG")[:-20], ["F004"]),
        ("nose.png", picture("PNG").replace(b"IDAT", b"IDAX"), ["F004"]),
        ("nose.jpg", picture("JPEG")[:-200], ["F004"]),
        ("nose.png", picture("PNG")[:16] + b"\xff" * 8 + picture("PNG")[24:], ["F004"]),
        ("nose.png", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", ["F003"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_figure_is_what_its_name_says_and_whole(
    name: str, data: bytes, expected: list[str], source: Path, words: Mapping[str, Words]
) -> None:
    (source / NOSE).unlink()
    (source / "hay-fever/figures" / name).write_bytes(data)
    change(source / PUB, "figures/nose.png", f"figures/{name}")
    catalogue, findings = read(source, words)
    assert [finding.code for finding in findings] == expected
    if not expected:
        (figure,) = catalogue.publications[0].figures
        assert (figure.media_type, figure.width, figure.height) == ("image/jpeg", 40, 30)


@pytest.mark.parametrize(
    "content", [None, b"", b"en: 1", b"en: {months: [a], texts: {}}", b"en: {months: [], txts: {}}", b"[" * 9, b"\xff"]
)
def test_words_that_cannot_be_read_stop_the_command(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "words.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ImprintError) as caught:
        read_words(path)
    assert all(finding.where.path == path.as_posix() for finding in caught.value.findings)


WORDS = {"en": {"and": "and", "of": "of"}, "cy": {"and": "a", "of": "o"}}


def words_file(folder: Path, texts: Mapping[str, Mapping[str, str]], months: int = 12) -> Path:
    path = folder / "words.yaml"
    path.write_text(yaml.safe_dump({tag: {"months": ["x"] * months, "texts": of} for tag, of in texts.items()}))
    return path


def test_words_that_one_language_lacks_are_named_at_it(tmp_path: Path) -> None:
    assert set(read_words(words_file(tmp_path, WORDS))) == {"en", "cy"}
    path = words_file(tmp_path, {**WORDS, "de": {"of": "von", "skip": "Weiter"}})
    with pytest.raises(ImprintError) as caught:
        read_words(path)
    hint = "copy these lines from another language, and translate them"
    assert [str(finding) for finding in caught.value.findings] == [
        f"{path}:1: error Y010: the language “cy” lacks the text “skip” — {hint}",
        f"{path}:18: error Y010: the language “de” lacks the text “and” — {hint}",
        f"{path}:35: error Y010: the language “en” lacks the text “skip” — {hint}",
    ]


def test_a_year_of_words_has_twelve_months_and_all_flaws_are_told_at_once(tmp_path: Path) -> None:
    path = words_file(tmp_path, {"cy": {}, "en": WORDS["en"]}, months=11)
    with pytest.raises(ImprintError) as caught:
        read_words(path)
    assert [(finding.code, finding.where.line) for finding in caught.value.findings] == [
        ("Y010", 1),
        ("Y011", 2),
        ("Y011", 16),
    ]
    assert "“and”, “of”" in caught.value.findings[0].message


SPLINTERS = [
    "",
    "\n",
    "---",
    ":",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "'",
    '"',
    "&a ",
    "*a",
    "!x ",
    "\t",
    "\0",
    "#",
    "## ",
    "::: plain\n",
]
SPLINTERS += [
    ":::",
    "`",
    "<b>",
    "![",
    "](",
    "{.claim}",
    "[@",
    "\u202e",
    "\u00a0",
    "|",
    "\\",
    "&#0;",
    "> " * 9,
    "9" * 40,
    "\ud800",
]


def shaken(text: str, chance: random.Random) -> bytes:
    """The text with a few splinters where something stood."""
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(text))
        text = text[:start] + chance.choice(SPLINTERS) + text[start + chance.randrange(12) :]
    return text.encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("seed", range(25))
def test_whatever_is_broken_is_a_finding_and_never_a_traceback(
    seed: int, source: Path, words: Mapping[str, Words]
) -> None:
    chance = random.Random(seed)
    files = [PUB, PUB, REF, "disclaimers.yaml", "publisher.yaml", "glossary.yaml", "hay-fever/disclaimers.yaml"]
    for name in chance.sample(files, 3):
        (source / name).write_bytes(shaken((source / name).read_text("utf-8", "surrogatepass"), chance))
    catalogue, findings = read(source, words)
    assert bool(catalogue.publications) != any(finding.is_error for finding in findings)
    assert all(str(finding).isprintable() for finding in findings)


def test_one_misfit_does_not_hide_what_else_is_wrong(source: Path, words: Mapping[str, Words]) -> None:
    change(source / PUB, "jurisdictions: [UK]", "jurisdictions: [Uk]\nversoin: 1")
    assert codes(read(source, words)) == ["Y020", "Y009"]


@pytest.mark.parametrize(("heading", "expected"), [("Our sources", []), ("“Hay” fever", ["P026"])])
def test_a_heading_is_compared_as_readers_see_it(
    heading: str, expected: list[str], source: Path, words: Mapping[str, Words]
) -> None:
    change(source / PUB, "full: Living with hay fever", "full: '\"Hay\" Fever'")
    change(source / PUB, "## What helps?", f"## {heading}")
    assert codes(read(source, words)) == expected


def test_both_titles_and_both_headings_of_a_section_may_be_the_same(source: Path, words: Mapping[str, Words]) -> None:
    change(source / PUB, "full: Living with hay fever", "full: Hay fever")
    change(source / PUB, 'plain="What is it?"', 'plain="What is hay fever?"')
    assert codes(read(source, words)) == []


def test_of_what_does_not_fit_nothing_else_is_said(source: Path, words: Mapping[str, Words]) -> None:
    change(source / PUB, "plain_order: [what-it-is, treatment]", "plain_order: {what-it-is: treatment}")
    change(source / PUB, "dates: {updated: 2026-01-15}", "reviewers: [One]\ndates: {updated: soon}")
    assert codes(read(source, words)) == ["Y013", "Y011"]


SLIPS = {  # one slip, as an editor makes it: the file, what stands there, what is typed, and all that is said
    "a key without its last letter": (PUB, "plain_order:", "plain_orde:", "Y009"),
    "a plain text without its end": (PUB, "Pollen makes you sneeze.\n:::", "Pollen makes you sneeze.", "P014"),
    "a plain text with two colons": (PUB, "::: plain\nTablets", ":: plain\nTablets", "P020 P020"),
    "curly quotation marks": (PUB, 'plain="What is it?"', "plain=“What is it?”", "P020"),
    "another id": (PUB, "{#treatment}", "{#treatmnt}", "Y021"),
    "an id without its #": (PUB, "{#treatment}", "{treatment}", "P024"),
    "a section with one # too many": (PUB, "## What helps?", "### What helps?", "P007"),
    "metadata without a first line": (PUB, "---\nid:", "id:", "Y030"),
    "an empty first line": (PUB, "---\nid:", "\n---\nid:", "Y030"),
    "metadata without an end": (PUB, "treatment]\n---", "treatment]", "Y030"),
    "a colon without a space": (PUB, "language: en", "language:en", "Y005"),
    "a tab": (PUB, "  full: Hay fever is", "\tfull: Hay fever is", "Y005"),
    "an open quotation mark": (PUB, "audience: Adults", 'audience: "Adults', "Y005"),
    "a colour without quotation marks": ("publisher.yaml", 'primary: "#0b4f6c"', "primary: #0b4f6c", "Y035"),
    "a cut telephone number": ("publisher.yaml", 'phone: "+44 20 0000 0000"', "phone: 01632 960000 #5", "Y035"),
    "a key without its @": (PUB, "[@pollen-2020]", "[pollen-2020]", "R009"),
}


@pytest.mark.parametrize("name", SLIPS)
def test_one_slip_is_told_once_and_without_its_consequences(
    name: str, source: Path, words: Mapping[str, Words]
) -> None:
    file, old, new, expected = SLIPS[name]
    change(source / file, old, new)
    assert codes(read(source, words)) == expected.split()


@pytest.mark.parametrize("written", ["phone: 01632 960000 # 5", 'phone: "01632 960000" #5', "phone: 01632 960000\n#5"])
def test_a_note_to_oneself_is_no_lost_end(written: str, source: Path, words: Mapping[str, Words]) -> None:
    change(source / "publisher.yaml", 'phone: "+44 20 0000 0000"', written)
    assert codes(read(source, words)) == []
