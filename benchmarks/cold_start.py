"""From a cold start to the finished bytes of all editions: Imprint's stages against a shell script, in one run.

    .venv/bin/python benchmarks/cold_start.py             five pairs after a warm-up, then the command with all checks
    .venv/bin/python benchmarks/cold_start.py --pairs 11 --no-checks

(a) Imprint from reading to making, in a fresh process, without checks (ours.py). (b) One pandoc command for each HTML
file, EPUB and text, one pandoc and one weasyprint command for each PDF, one after the other (theirs.sh), on the same
texts, figures and references. Both write their files into a fresh folder. (c) `python build.py build`, which also
proves them.

All times are wall times of whole processes; (a) and (b) take turns, so that what else the machine does meets both. The
time of processors, of all processes together, is told beside them: it hardly changes with what else the machine does.
"""

import argparse
import os
import re
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))

from imprint import pandoc  # noqa: E402 - the path comes first
from imprint.editions import editions  # noqa: E402

PUBLICATION = ROOT / "source" / "stem-cells-autoimmune"
EDITIONS = len(editions())
PLAIN = re.compile(r"^::: plain\n(.*?)^:::$", re.DOTALL | re.MULTILINE)


class Took(NamedTuple):
    """Seconds: on the clock, and of processors."""

    wall: float
    processor: float

    def __str__(self) -> str:
        return f"{self.wall:6.2f} s (processors {self.processor:5.2f} s)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--no-checks", action="store_true", help="leave out (c)")
    asked = parser.parse_args()
    with TemporaryDirectory(prefix="imprint-benchmark-") as name:
        folder = Path(name)
        prepare(folder / "texts")
        pairs = [pair(folder, turn) for turn in range(asked.pairs + 1)][1:]  # the first one warms the disk's cache
        tell(pairs)
        if not asked.no_checks:
            whole = timed([sys.executable, str(ROOT / "build.py"), "build", "--output", str(folder / "output")], ROOT)
            print(f"(c) the whole command, with all checks:  {whole}")


def prepare(texts: Path) -> None:
    """What the script works on: the same publication, its levels already taken apart."""
    texts.mkdir()
    text = (PUBLICATION / "publication.md").read_text(encoding="utf-8").split("\n---\n", 1)[1]
    (texts / "full.md").write_text(PLAIN.sub("", text), encoding="utf-8")
    (texts / "plain.md").write_text("\n".join(PLAIN.findall(text)), encoding="utf-8")
    (texts / "references.yaml").write_bytes((PUBLICATION / "references.yaml").read_bytes())
    (texts / "large.css").write_text("html { font-size: 18pt }", encoding="utf-8")
    copytree(PUBLICATION / "figures", texts / "figures")


def pair(folder: Path, turn: int) -> dict[str, Took]:
    """What both took, the one first that was second before."""
    commands = {"ours": [sys.executable, str(HERE / "ours.py")], "script": ["/bin/sh", str(HERE / "theirs.sh")]}
    took = {}
    for name in sorted(commands, reverse=bool(turn % 2)):
        target = folder / f"{name}-{turn}"
        took[name] = timed([*commands[name], str(target)], folder / "texts")
        made = [path for path in target.rglob("*") if path.suffix in (".html", ".pdf", ".epub", ".txt")]
        assert len(made) == EDITIONS, (name, made)
    return took


def timed(command: list[str], folder: Path) -> Took:
    """What a whole process takes, with all that it starts; it must end well."""
    tools = {"PANDOC": pandoc.executable(), "WEASYPRINT": str(Path(sys.prefix, "bin/weasyprint"))}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=os.environ | tools, capture_output=True, text=True, check=False)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return Took(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def tell(pairs: list[dict[str, Took]]) -> None:
    for number, took in enumerate(pairs, start=1):
        ours, script = took["ours"], took["script"]
        print(f"pair {number}: Imprint {ours}   script {script}   script / Imprint {script.wall / ours.wall:5.2f}")
    print(f"\n{EDITIONS} artefacts of one publication, medians of {len(pairs)} pairs")
    print(f"(a) Imprint, read to finished bytes:     {median(pairs, 'ours')}")
    print(f"(b) pandoc and weasyprint, one by one:   {median(pairs, 'script')}")
    ratio = statistics.median(took["script"].wall / took["ours"].wall for took in pairs)
    print(f"    script / Imprint, median of pairs:   {ratio:6.2f}")


def median(pairs: list[dict[str, Took]], name: str) -> Took:
    columns = zip(*(took[name] for took in pairs), strict=True)
    return Took(*map(statistics.median, columns))


if __name__ == "__main__":
    main()
