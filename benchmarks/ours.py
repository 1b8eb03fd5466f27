"""Imprint's side of every row: the one file that knows how Imprint is called, and what it can be asked for.

Each function gives a command; run.py measures what it takes. `python benchmarks/ours.py SOURCE TARGET EDITIONS WORKERS`
is one of them: all files of every publication, made by Imprint's own stages, without the checks and without publishing.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from imprint.pipeline.work import Bench, Job

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
DAY = date(2026, 11, 22)
THREE = ("page", "ebook", "leaflet")  # HTML, EPUB, tagged PDF
LIGHT = ("text", "plain-text")  # what can be made and proven ten thousand times while somebody waits
BESIDE_OTHER_PROGRAMS = ("braille", "plain-braille", "audio")  # their time is that of liblouis, eSpeak and LAME


class LackingError(Exception):
    """Imprint cannot be asked for this yet."""


def make(source: Path, target: Path, editions: Sequence[str] = THREE, workers: int = 2) -> list[str]:
    """All finished files, without checks and publishing."""
    return [sys.executable, str(Path(__file__)), str(source), str(target), ",".join(editions), str(workers)]


def build(
    source: Path,
    output: Path,
    editions: Sequence[str] = THREE,
    only: Sequence[str] = (),
    workers: int | None = None,
    cluster: str = "",
    *,
    looks: bool = False,
) -> list[str]:
    """The whole command: make, check, publish; what is in the output folder already is built upon.

    A browser looks at the pages only if ``looks``: on a machine that has none, a build says so and goes on.

    Raises LackingError where the command does not know an option.
    """
    chosen = [word for name in editions for word in ("--edition", name)]
    more = [*_option("--workers", str(workers or "")), *_option("--cluster", cluster)]
    folders = ["--source", str(source), "--output", str(output)]
    eyes = [] if looks else ["env", "IMPRINT_BROWSER=none"]
    return [
        *eyes,
        sys.executable,
        str(ROOT / "build.py"),
        "build",
        *only,
        *folders,
        "--as-of",
        str(DAY),
        *chosen,
        *more,
    ]


def _option(name: str, value: str) -> list[str]:
    if value and name not in _help():
        raise LackingError(f"`build` has no {name}")
    return [name, value] if value else []


@cache
def _help() -> str:
    command = [sys.executable, str(ROOT / "build.py"), "build", "--help"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def every() -> tuple[str, ...]:
    """The editions of the main job: all but those that other programs make for the most part."""
    from imprint.editions import editions  # noqa: PLC0415 - so that run.py is there at once

    return tuple(one.name for one in editions() if one.name not in BESIDE_OTHER_PROGRAMS)


def published(output: Path) -> Mapping[tuple[str, str], str]:
    """The digest of each edition's file, by publication and edition, as the manifest has them."""
    from imprint.editions import editions  # noqa: PLC0415

    filenames = {one.name: one.filename for one in editions()}
    lines = json.loads((output / "manifest.json").read_text(encoding="utf-8"))["artefacts"]
    return {
        (one["publication"], one["edition"]): one["sha256"]
        for one in lines
        if Path(one["path"]).name == filenames.get(one["edition"])
    }


def carriers(source: Path, disclaimer: str, editions: Sequence[str]) -> set[tuple[str, str]]:
    """The publications and editions that must carry a disclaimer.

    They are worked out in a process of its own: what it starts (pandoc) must not be waited for with what is measured.
    """
    command = [sys.executable, str(Path(__file__)), "carriers", str(source), disclaimer, ",".join(editions)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {(publication, edition) for publication, edition in json.loads(told)}


def carrying(source: Path, disclaimer: str, editions: Sequence[str]) -> set[tuple[str, str]]:
    """The same, in this process."""
    from imprint import reading  # noqa: PLC0415
    from imprint.composing import compose  # noqa: PLC0415
    from imprint.editions import editions as shelf  # noqa: PLC0415
    from imprint.model import words_for  # noqa: PLC0415
    from imprint.pipeline.making import WORDS  # noqa: PLC0415

    words = reading.read_words(TEMPLATES / WORDS)
    catalogue, _ = reading.read(source, words, None)
    found = set()
    for one in catalogue.publications:
        spoken = words_for(one.language, words)
        assert spoken
        for edition in (edition for edition in shelf() if edition.name in editions):
            document = compose(one, edition, spoken, DAY)
            places = (*document.end, *document.footer, *document.embed, *(n for t in document.texts for n in t.front))
            parts = (part for text in document.texts for chapter in text.chapters for part in chapter.parts)
            if any(getattr(part, "id", "") == disclaimer for part in (*places, *parts)):
                found.add((one.id, edition.name))
    return found


def main(source: Path, target: Path, editions: Sequence[str], workers: int) -> None:
    """Makes and writes: what `make` starts. As a build does, it starts no worker for a single publication."""
    from benchmarks import ours  # noqa: PLC0415 - workers must find it by this name
    from imprint import reading  # noqa: PLC0415
    from imprint.pipeline import Options  # noqa: PLC0415
    from imprint.pipeline.crew import Crew  # noqa: PLC0415
    from imprint.pipeline.work import Job  # noqa: PLC0415

    names = reading.names(source)
    jobs = [Job(name, Options(source, TEMPLATES, target / "output", DAY, editions=tuple(editions))) for name in names]
    if len(jobs) == 1:
        here(source, target, editions)
        return
    with Crew(workers) as crew:
        for future in [crew.submit(ours.errand, job, target) for job in jobs]:
            future.result()


def here(source: Path, target: Path, editions: Sequence[str]) -> None:
    """The same, all in this process."""
    from imprint import reading  # noqa: PLC0415
    from imprint.pipeline import Options  # noqa: PLC0415
    from imprint.pipeline.work import Job, bench  # noqa: PLC0415

    options = Options(source, TEMPLATES, target / "output", DAY, editions=tuple(editions))
    with bench(options) as tools:
        for name in reading.names(source):
            write(Job(name, options), tools, target)


def errand(job: "Job", target: Path) -> None:
    """One publication, in a worker."""
    from imprint.pipeline.work import kept_tools  # noqa: PLC0415

    write(job, kept_tools(job.options), target)


def write(job: "Job", tools: "Bench", target: Path) -> None:
    """Reads a publication, makes its editions and writes their files; they are kept in the store as well."""
    from imprint import reading  # noqa: PLC0415
    from imprint.editions import layouts  # noqa: PLC0415
    from imprint.pipeline.making import make as made_of  # noqa: PLC0415
    from imprint.pipeline.making import words_of  # noqa: PLC0415
    from imprint.pipeline.remembering import Memory  # noqa: PLC0415
    from imprint.pipeline.work import keys_of  # noqa: PLC0415

    one, flaws = reading.read_one(job.options.source, job.name, tools.common(job.options.source))
    assert one, flaws
    words = words_of(one, tools.words)
    keys = keys_of(one, words, job.options, layouts(tools.shop.environment), tools.means, only_asked=True)
    values = {name: key.value for name, key in keys.items()}
    made, _ = made_of(one, words, job.options, tools.shop, values, Memory(tools.store))
    assert not made.findings, made.findings
    for path, data in made.files.items():
        file = target / one.id / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


if __name__ == "__main__":
    os.environ["PYTHONPATH"] = str(ROOT)
    sys.path.insert(0, str(ROOT))
    if sys.argv[1] == "carriers":
        sys.stdout.write(json.dumps(sorted(carrying(Path(sys.argv[2]), sys.argv[3], sys.argv[4].split(",")))))
    else:
        main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3].split(","), int(sys.argv[4]))
