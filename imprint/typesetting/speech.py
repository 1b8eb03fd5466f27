"""Sentences as sound: spoken by eSpeak NG, packed as MP3 by LAME, with the time at which each is said."""

import io
import shutil
import subprocess
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from imprint.codes import finding
from imprint.errors import ImprintError, Where
from imprint.model import Tool

ESPEAK, LAME = Tool("espeak-ng", "espeak-ng"), Tool("lame", "lame")
VOICES = {"en": "en-gb"}  # language: voice, where another one than that of its name is the better
WORDS_A_MINUTE = (
    145  # slower than the 175 that eSpeak NG begins with: for people who are ill, or read a second language
)
RATE = 22050  # samples a second, as eSpeak NG's voices give them
BYTES = 2  # a sample
PAUSE = 0.4  # seconds behind each sentence
KBITS = "40"  # a second: plain speech in one channel
SECONDS = 120  # that a program may take


@dataclass(frozen=True)
class Recording:
    """A recording as MP3, and when each sentence begins and ends, in milliseconds; each begins where the last ended."""

    sound: bytes
    clips: tuple[tuple[int, int], ...]


def recording(sentences: Sequence[str], language: str, name: str) -> Recording:
    """The sentences read aloud, one after the other, with a pause behind each.

    ``name`` is the file's, for messages. Raises ImprintError where there is no voice or a program fails.
    """
    voice = VOICES.get(language, language)
    try:
        spoken = [_spoken(sentence, voice) for sentence in sentences]
        sound = _packed(b"".join(spoken))
    except (OSError, subprocess.SubprocessError, _SilenceError) as error:
        hint = "mend what it names; if it names nothing, report it"
        raise ImprintError([finding("E002", Where(name), f"it could not be read aloud: {error}", hint)]) from error
    ends = accumulate(1000 * len(one) // BYTES / RATE for one in spoken)
    return Recording(sound, tuple(pairwise([0, *map(round, ends)])))


class _SilenceError(Exception):
    """A program did not give any sound."""


@lru_cache(maxsize=4096)  # a few minutes' sound; several editions and tests say the same
def _spoken(sentence: str, voice: str) -> bytes:
    """The samples of one sentence and its pause; double brackets, with which eSpeak NG takes sounds, are undone."""
    text = sentence.replace("[[", "[ [")
    sound = _run(ESPEAK, ("-v", voice, "-s", str(WORDS_A_MINUTE), "--stdin", "--stdout"), text.encode())
    with wave.open(io.BytesIO(sound)) as read:
        assert (read.getframerate(), read.getsampwidth(), read.getnchannels()) == (RATE, BYTES, 1)
        samples: bytes = read.readframes(read.getnframes())
    if not any(samples):
        raise _SilenceError(f"nothing is heard of “{sentence[:80]}”")
    return samples + bytes(BYTES * round(RATE * PAUSE))


def _packed(samples: bytes) -> bytes:
    whole = io.BytesIO()
    with wave.open(whole, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(BYTES)
        written.setframerate(RATE)
        written.writeframes(samples)
    return _run(LAME, ("--silent", "-m", "m", "-b", KBITS, "-", "-"), whole.getvalue())


def _run(tool: Tool, arguments: Sequence[str], data: bytes) -> bytes:
    """What a program makes of the data; nothing of the caller's environment has a part in it."""
    command = [shutil.which(tool.command) or tool.command, *arguments]
    done = subprocess.run(
        command, input=data, capture_output=True, timeout=SECONDS, env={"LC_ALL": "C.UTF-8"}, check=False
    )
    if done.returncode or not done.stdout:
        told = done.stderr.decode(errors="replace").strip()[:200]
        raise _SilenceError(f"{tool.command}: {told or f'it ended with {done.returncode}'}")
    return done.stdout
