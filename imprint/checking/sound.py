"""What is heard of a recording: MP3 decoded by LAME, its loudness in slices of a fiftieth of a second."""

import io
import shutil
import subprocess
import wave
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from imprint.checking.blocks import UnreadableError

PROGRAM = "lame"
SLICES = 50  # a second
HEARD = 300  # the root mean square of 16-bit samples from which on a slice is sound: about -41 dB of full scale
SECONDS = 120  # that decoding may take


@dataclass(frozen=True)
class Sound:
    """A recording's length in seconds, and slice by slice whether something is heard."""

    seconds: float
    heard: NDArray[np.bool_]

    def between(self, begin: float, end: float) -> float:
        """For how many of the seconds between two times something is heard."""
        return float(self.heard[round(begin * SLICES) : round(end * SLICES)].sum()) / SLICES


def hear(mp3: bytes) -> Sound:
    """Listens to a recording; raises UnreadableError where LAME cannot decode it or is not installed."""
    program = shutil.which(PROGRAM)
    if not program:
        raise UnreadableError(f"{PROGRAM}, which decodes recordings, is not installed")
    command = [program, "--decode", "--silent", "--mp3input", "-", "-"]
    done = subprocess.run(command, input=mp3, capture_output=True, timeout=SECONDS, env={}, check=False)
    try:
        with wave.open(io.BytesIO(done.stdout)) as decoded:
            rate, channels, width = decoded.getframerate(), decoded.getnchannels(), decoded.getsampwidth()
            data = decoded.readframes(len(done.stdout))
    except (wave.Error, EOFError) as error:
        raise UnreadableError(f"a recording in it is no MP3 that can be decoded ({error})") from error
    if width != 2:
        raise UnreadableError("a recording in it does not have samples of 16 bits")
    samples = np.frombuffer(data, dtype="<i2").astype(np.float64).reshape(-1, channels).mean(axis=1)
    size = rate // SLICES
    slices = samples[: len(samples) // size * size].reshape(-1, size)
    return Sound(len(samples) / rate, np.sqrt((slices**2).mean(axis=1)) > HEARD)
