"""WeasyPrint's own part: the CPU seconds of laying out and writing the very sheets of a build, and nothing else.

Two steps, each a process of its own: `python benchmarks/floor.py capture SOURCE EDITIONS FILE` keeps every sheet that
the stages hand to the presses; `python benchmarks/floor.py set FILE`, in one warm process, sets them all with the
presses' own options and prints the seconds. The import of WeasyPrint and a first sheet are not counted.
"""

import base64
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def capture(source: Path, editions: Sequence[str], kept: Path) -> None:
    """Makes all editions, and writes each sheet as a line of JSON."""
    from benchmarks import ours  # noqa: PLC0415
    from imprint.typesetting import Presses, Sheet  # noqa: PLC0415

    sheets: list[Sheet] = []
    typeset = Presses.typeset

    def keep(presses: Presses, sheet: Sheet) -> bytes:
        sheets.append(sheet)
        return typeset(presses, sheet)

    Presses.typeset = keep  # type: ignore[method-assign] # in this process alone
    with TemporaryDirectory() as folder:
        ours.here(source, Path(folder), editions)
    with kept.open("w", encoding="utf-8") as lines:
        for sheet in sorted(sheets, key=lambda one: one.name):
            files = {name: base64.b64encode(data).decode() for name, data in sheet.files.items()}
            lines.write(json.dumps({"html": sheet.html, "files": files, "archival": sheet.archival}) + "\n")


def seconds(kept: Path) -> float:
    """What setting all the sheets takes, by a warm process that sees the fonts that a press sees."""
    from imprint.typesetting import press  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        environment = {**press._environment(Path(folder)), "PATH": os.environ["PATH"]}
        command = [sys.executable, str(Path(__file__)), "timed", str(kept)]
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return float(done.stdout)


def timed(kept: Path) -> float:
    """The CPU seconds of the layout and the writing."""
    from imprint.typesetting import worker  # noqa: PLC0415

    complaints = worker.Complaints()
    fonts, staged = worker.FontConfiguration(), worker.Staged(complaints)
    styles = worker.Styles(fonts, staged, complaints)
    taken = 0.0
    with kept.open(encoding="utf-8") as lines:
        jobs = [json.loads(line) for line in lines]
    for number, job in enumerate([jobs[0], *jobs]):
        start = time.process_time()
        worker._typeset(job, fonts, staged, styles)
        taken += time.process_time() - start if number else 0
    return taken


def main(what: str, *given: str) -> None:
    if what == "capture":
        capture(Path(given[0]), given[1].split(","), Path(given[2]))
    else:
        print({"set": seconds, "timed": timed}[what](Path(given[0])))


if __name__ == "__main__":
    main(*sys.argv[1:])
