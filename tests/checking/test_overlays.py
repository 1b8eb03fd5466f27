"""An audio book is heard through: what is not read aloud, not heard or said at another time than stated is told."""

import pytest

from imprint.checking.blocks import UnreadableError
from imprint.checking.epub_reader import read_epub
from imprint.checking.overlays import Clip, check_overlays, read_overlay, seconds
from imprint.checking.sound import hear
from imprint.errors import Where
from tests.checking.tea import book, packed_files, sounding
from tests.conftest import needs_tool

SMIL, TEXT, OPF, SOUND = "EPUB/text.smil", "EPUB/text.xhtml", "EPUB/package.opf", "EPUB/text.mp3.txt"
WORDING = "Tea can keep you up. Drink it early."


@pytest.fixture(autouse=True)
def _lame() -> None:
    needs_tool("lame", "lame")


def told(*changes: tuple[str, str, str]) -> list[str]:
    """Code and message of what is found after changes: (file, what stands in it, what to put there)."""
    files = packed_files("audio")
    for file, old, new in changes:
        assert old.encode() in files[file]
        files[file] = files[file].replace(old.encode(), new.encode(), 1)
    found = check_overlays(read_epub(book(files)), [WORDING], Where("audio.epub"))
    return [f"{one.code} {one.message}" for one in found]


def par(name: str, begin: str, end: str) -> str:
    return f'<par><text src="text.xhtml#{name}"/><audio src="text.mp3" clipBegin="{begin}" clipEnd="{end}"/></par>\n'


def test_a_book_that_is_read_aloud_as_it_should_be_raises_nothing() -> None:
    assert told() == []


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ((OPF, ' media-overlay="aloud"', ""), "A034 this document is not read aloud"),
        ((SMIL, "#t3", "#t33"), "A034 a clip is for “t33”, which is not in the document"),
        ((SMIL, "#t3", "#t2"), "A034 “A machine reads this.” is not read aloud"),
        ((SMIL, "#t10", "#t9"), "V019 “Drink it early.” is not read aloud"),
        ((TEXT, "<footer>", '<p><img src="a.png" alt="A cup"/></p><footer>'), "A034 “A cup” is not read aloud"),
        (
            (SOUND, "1.9 Know", "0.0 Know"),
            "A035 “Know that a late cup keeps you up.” is not heard: there are 0.0 seconds",
        ),
        ((SOUND, "1.1 Tea", "0.3 Tea"), "V019 “Tea can keep you up.” is not heard: there are 0.3 seconds of sound"),
        ((TEXT, "Know that a late cup keeps you up.", "Tea."), "A035 “Tea.” has 3 letters, and sound for 1.9 seconds"),
        (
            (SMIL, 'End="0:00:12.000"', 'End="0:00:11.000"'),
            "A035 clip “t4” begins at 12.00 s, where the last ended at 11.00",
        ),
        (
            (SMIL, '"0:01:16.000"', '"0:01:15.500"'),
            "A035 its clips end at 75.50 s, its recording “EPUB/text.mp3” at 76.0",
        ),
        (
            (OPF, "0:01:16.000", "0:01:15.000"),
            "A035 it states 0:01:15.000 as the time that reading aloud takes; the clips",
        ),
        ((OPF, '<meta property="media:duration">', '<meta property="a:b">'), "A035 it states nothing as the time"),
        ((OPF, 'refines="#aloud">0:01', 'refines="#aloud">0:02'), "A035 it states 0:02:16.000 as the time"),
    ],
)
def test_what_is_not_read_aloud_as_it_should_be_is_told(change: tuple[str, str, str], finding: str) -> None:
    assert any(one.startswith(finding) for one in told(change)), told(change)


def test_sentences_in_another_order_or_twice_are_told() -> None:
    first, second = par("t7", "0:00:24.000", "0:00:28.000"), par("t8", "0:00:28.000", "0:00:32.000")
    swapped = first.replace("t7", "t8"), second.replace("t8", "t7")
    changes = [(SMIL, first, swapped[0]), (SMIL, second, swapped[1])]
    assert "A034 sentences are read aloud twice, or in another order" in told(*changes)


def test_words_inside_a_link_inside_a_sentence_are_read_with_it() -> None:
    linked = 'Know that <a href="nav.xhtml">a late cup</a> keeps you up.'
    assert told((TEXT, "Know that a late cup keeps you up.", linked)) == []


@pytest.mark.parametrize(
    ("clock", "wanted"), [("0:01:02.345", 62.345), ("12:00:00", 43200), ("01:02", 62), ("7.5s", 7.5), ("3", 3)]
)
def test_times_are_read(clock: str, wanted: float) -> None:
    assert seconds(clock) == pytest.approx(wanted)


@pytest.mark.parametrize("clock", ["", "soon", "-1", "1:70:00", "npt=3"])
def test_what_is_no_time_is_refused(clock: str) -> None:
    with pytest.raises(UnreadableError):
        seconds(clock)


def test_an_overlay_is_read_from_its_own_folder() -> None:
    smil = (
        '<smil xmlns="http://www.w3.org/ns/SMIL"><body><par><text src="../a.xhtml#b"/>'
        '<audio src="../sound/c.mp3" clipEnd="2s"/></par></body></smil>'
    )
    assert read_overlay(smil.encode(), "EPUB/over/a.smil") == (Clip("b", "EPUB/sound/c.mp3", 0, 2),)


def test_a_clip_without_sound_is_refused() -> None:
    smil = '<smil xmlns="http://www.w3.org/ns/SMIL"><body><par><text src="a.xhtml#b"/></par></body></smil>'
    with pytest.raises(UnreadableError, match="without a sound"):
        read_overlay(smil.encode(), "a.smil")


def test_a_recording_is_heard_where_it_sounds() -> None:
    sound = hear(sounding("1.0 a\n0.0 b\n3.0 c\n"))
    assert sound.seconds == pytest.approx(12, abs=0.1)
    assert sound.between(0, 4) == pytest.approx(1, abs=0.1)
    assert sound.between(4, 8) == pytest.approx(0, abs=0.1)
    assert sound.between(8, 12) == pytest.approx(3, abs=0.1)


@pytest.mark.parametrize("data", [b"", b"no sound", b"\xff\xfb" * 9])
def test_what_is_no_recording_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        hear(data)
