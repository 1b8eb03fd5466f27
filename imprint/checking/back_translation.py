"""What a braille reader reads: liblouis turns contracted braille back into words."""

import re
import shutil
import subprocess
import textwrap
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from imprint.checking.blocks import UnreadableError, fold

PROGRAM = "lou_translate"
TABLES = {"en": "en-us-brf.dis,en-ueb-g2.ctb"}  # by language, for files of North American ASCII braille
LONGEST = 800  # characters that liblouis is handed at once: it cuts lines of more than 2,000 bytes
SECONDS = 30
LOST, SHARE = 5, 0.1  # characters, or share of them, that may come back otherwise: more is another text


class BackTranslation:
    """The words behind braille of one language, and the texts that braille cannot give back letter by letter.

    Braille has one sign for several of ours (the kinds of quotation marks, of dashes), and liblouis misreads some words
    that stand alone ("enough"). So a known text is taken as found where its own braille reads the same, unless that
    reading is no longer like the text.
    """

    def __init__(self, language: str, known: Iterable[str]) -> None:
        table = TABLES.get(language.split("-", maxsplit=1)[0])
        if not table:
            raise UnreadableError(f"no braille is known here for “{language}”")
        self._table = table
        texts = sorted({fold(text) for text in known if text.strip()})
        self._meant = dict(_changed(texts, self.words(self._asked("--forward", texts))))
        self._read = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, self._meant)) or '(?!)'})(?!\w)")

    def texts(self, cells: Sequence[str]) -> list[str]:
        """The words behind each line of braille, the known texts among them as they are meant."""
        return [self._restored(text) for text in self.words(cells)]

    def words(self, cells: Sequence[str]) -> list[str]:
        """The words behind each line of braille, as liblouis reads them; white space folded."""
        return self._asked("--backward", cells)

    def _restored(self, text: str) -> str:
        return self._read.sub(lambda found: self._meant[found.group()], text)

    def _asked(self, way: str, lines: Sequence[str]) -> list[str]:
        parts = [textwrap.wrap(line, LONGEST, break_long_words=False, break_on_hyphens=False) for line in lines]
        told = iter(_told(way, self._table, [part for some in parts for part in some]))
        return [fold(" ".join(next(told) for _ in some)) for some in parts]


def _changed(texts: Sequence[str], read: Sequence[str]) -> Iterable[tuple[str, str]]:
    """What braille gives back otherwise, the longest first: (as it is read, as it is meant)."""
    pairs = [(seen, text) for seen, text in zip(read, texts, strict=True) if seen != text and _is_like(text, seen)]
    return sorted(pairs, key=lambda pair: (-len(pair[0]), pair))


def _is_like(text: str, read: str) -> bool:
    kept = sum(size for *_, size in SequenceMatcher(None, text, read, autojunk=False).get_matching_blocks())
    return max(len(text), len(read)) - kept <= max(LOST, SHARE * len(text)) and kept > 0


def _told(way: str, table: str, lines: Sequence[str]) -> Sequence[str]:
    """What liblouis makes of each line; nothing of the caller's environment has a part in it."""
    program = shutil.which(PROGRAM)
    if not program:
        raise UnreadableError(f"{PROGRAM}, which reads braille, is not installed")
    text = "".join(line.replace("\\", "\\\\") + "\n" for line in lines)
    done = subprocess.run(
        [program, way, table],
        input=text,
        encoding="utf-8",
        errors="replace",
        capture_output=True,
        timeout=SECONDS,
        env={"LC_ALL": "C.UTF-8"},
        check=False,
    )
    found = done.stdout.splitlines()
    if done.returncode or len(found) != len(lines):
        raise UnreadableError(f"liblouis cannot read its braille: {done.stderr.strip()[:200] or 'lines are missing'}")
    return found
