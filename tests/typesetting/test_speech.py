"""Sentences become a recording in which each is said at its time, the same bytes every time."""

import pytest

from imprint.checking.sound import hear
from imprint.errors import ImprintError
from imprint.typesetting import speech
from imprint.typesetting.speech import PAUSE, recording
from tests.conftest import needs_tool


@pytest.fixture(autouse=True)
def _voice() -> None:
    needs_tool("espeak-ng", "espeak-ng")
    needs_tool("lame", "lame")


SENTENCES = ("Do not stop your treatment.", "Call 9 9 9.", "Ask your care team before you change anything.")


def test_each_sentence_is_heard_between_its_times_and_the_times_have_no_gaps() -> None:
    made = recording(SENTENCES, "en", "a.epub")
    assert len(made.clips) == len(SENTENCES)
    assert [begin for begin, _ in made.clips] == [0, *(end for _, end in made.clips[:-1])]
    sound = hear(made.sound)
    assert sound.seconds == pytest.approx(made.clips[-1][1] / 1000, abs=0.1)
    for begin, end in made.clips:
        assert sound.between(begin / 1000, end / 1000) > 0.5 * ((end - begin) / 1000 - PAUSE)
        assert sound.between((end - 1000 * PAUSE / 2) / 1000, end / 1000) == 0


def test_the_same_words_give_the_same_bytes() -> None:
    first = recording(SENTENCES, "en", "a.epub")
    speech._spoken.cache_clear()
    assert recording(SENTENCES, "en", "b.epub") == first


def test_brackets_are_no_phonemes_and_a_dash_is_no_option() -> None:
    made = recording(["[[h@l'oU]] is how.", "--help"], "en", "a.epub")
    assert all(end > begin for begin, end in made.clips)


def test_a_language_without_a_voice_is_told() -> None:
    with pytest.raises(ImprintError) as told:
        recording(["nuqneH"], "xx-none", "a.epub")
    (finding,) = told.value.findings
    assert (finding.code, finding.where.path) == ("E002", "a.epub")
    assert "espeak-ng" in finding.message
