"""Measures Imprint beside other tools, fills the tables of docs/performance.md: `.venv/bin/python benchmarks/run.py`.

What takes part is brought first (benchmarks/installing.py). All times are taken in turns in one run: A B C A B C …,
after a round that warms the disk; told are medians, and ratios of what ran in the same round. The samples are kept in
benchmarks/results/measured.json; a run of some rows (--rows) leaves the others as they were.
"""

import argparse
import json
import os
import platform
import re
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import installing, profile_one  # noqa: E402 - the path comes first
from benchmarks.bench import Bench  # noqa: E402
from benchmarks.measuring import Took, middle  # noqa: E402
from benchmarks.peers import asciidoctor, chromium, naive, sphinx, typst, vivliostyle  # noqa: E402
from benchmarks.rows import ROWS, measured  # noqa: E402

DOCUMENT = ROOT / "docs" / "performance.md"
RESULTS = ROOT / "benchmarks" / "results" / "measured.json"
PROFILE = "profile"
WHO = {
    "Imprint": ("Imprint, made without checks", ""),
    "naive": (naive.LABEL, naive.FEWER),
    "naive, 2": (f"{naive.LABEL}, two at a time", naive.FEWER),
    "typst": (typst.LABEL, typst.FEWER),
    "typst, 2": (f"{typst.LABEL}, two pandoc processes at a time", typst.FEWER),
    "chromium": (chromium.LABEL, chromium.FEWER),
    "vivliostyle": (vivliostyle.LABEL, vivliostyle.FEWER),
    "sphinx": (sphinx.LABEL, sphinx.FEWER),
    "asciidoctor": (asciidoctor.LABEL, asciidoctor.FEWER),
}


def main() -> None:
    asked = arguments()
    installing.install(say)
    kept = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    with TemporaryDirectory(prefix="imprint-benchmark-", dir=asked.folder) as name:
        sizes = (max(asked.many // 10, 1), asked.many, asked.most)
        only = frozenset(asked.peers.split(";")) if asked.peers else frozenset()
        bench = Bench(Path(name), installing.tools(), asked.repeat, asked.count, asked.many, sizes, only, say)
        for key in asked.rows.split(","):
            say(f"== {key}")
            facts = {"machine": machine(), "date": datetime.now(UTC).date().isoformat(), "rounds": asked.repeat}
            if key == PROFILE:
                kept[key] = {**facts, "table": profile_one.table(bench.source(asked.count), say)}
            else:
                kept[key] = {**facts, "rows": [vars(row) for row in measured(key, bench)]}
            if not asked.trial:
                publish(kept)
    print("\n\n".join(parts(kept).values()))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    every = ",".join([*ROWS, PROFILE])
    parser.add_argument("--rows", default=every, help="some of: %(default)s")
    parser.add_argument("--count", type=int, default=50, help="publications of about 1,000 words  [%(default)s]")
    parser.add_argument("--many", type=int, default=1000, help="of the incremental figures  [%(default)s]")
    parser.add_argument("--most", type=int, default=10000, help="small ones, of the growth  [%(default)s]")
    parser.add_argument("--repeat", type=int, default=5, help="rounds that count  [%(default)s]")
    parser.add_argument("--peers", help="only these contestants, as in 'naive;typst'")
    parser.add_argument("--folder", type=Path, help="where to work  [the machine's folder for temporary files]")
    parser.add_argument("--trial", action="store_true", help="print, and write nothing")
    asked = parser.parse_args()
    if unknown := set(asked.rows.split(",")) - set(every.split(",")):
        parser.error(f"unknown rows: {', '.join(sorted(unknown))}")
    return asked


def parts(kept: dict[str, Any]) -> dict[str, str]:
    """What is told, by its place in the document."""
    return {
        "table": table(kept),
        "contestants": contestants(kept),
        "profile": kept.get(PROFILE, {}).get("table", "Not measured yet."),
    }


def publish(kept: dict[str, Any]) -> None:
    """Writes the samples, and the tables into the document; after each row, so that none is lost."""
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(compact(kept), encoding="utf-8")
    text = DOCUMENT.read_text(encoding="utf-8")
    for name, part in parts(kept).items():
        filled = f"<!-- {name}: written by benchmarks/run.py -->\n\n{part}\n\n<!-- end of {name} -->"
        text = re.sub(rf"<!-- {name}: .*?<!-- end of {name} -->", lambda _, new=filled: new, text, flags=re.DOTALL)
    DOCUMENT.write_text(text, encoding="utf-8")


def table(kept: dict[str, Any]) -> str:
    """All rows, in the order of the suite, and on what and when they were measured."""
    lines = ["| figure | target | reached | met |", "|---|---|---|---|"]
    words = {True: "yes", False: "**no**", None: "–"}
    for key in (key for key in ROWS if key in kept):
        lines += [
            f"| {row['figure']} | {row['target']} | {row['reached']} | {words[row['met']]} |"
            for row in kept[key]["rows"]
        ]
    told = {(one["machine"], one["date"], one["rounds"]): [] for one in kept.values()}
    for key, one in kept.items():
        told[one["machine"], one["date"], one["rounds"]].append(key)
    lines.append("")
    for (where, day, rounds), keys in told.items():
        lines.append(f"Measured on {day} in {rounds} rounds ({', '.join(keys)}): {where}.")
    return "\n".join(lines)


def contestants(kept: dict[str, Any]) -> str:
    """Everybody of the first row: seconds, memory, and what they make fewer."""
    rows = kept.get("peers", {}).get("rows", [])
    if not rows or "Imprint" not in rows[0]["samples"]:
        return "Not measured yet."
    taken = {name: [Took(**one) for one in runs] for name, runs in rows[0]["samples"].items()}
    lines = ["| | seconds | of processors | peak MiB | ÷ Imprint’s time | makes fewer |", "|---|---|---|---|---|---|"]
    for name, (label, fewer) in WHO.items():
        if name in taken:
            took, least = middle(taken[name]), middle(taken["Imprint"]).wall
            numbers = f"{took.wall:.1f} | {took.cpu:.1f} | {took.peak or 0:.0f} | {took.wall / least:.2f}"
            lines.append(f"| {label} | {numbers} | {fewer or '–'} |")
        else:
            lines.append(f"| {label} | not measured: {absent(name) or 'not asked for, or failed'} | | | | |")
    return "\n".join(lines)


def absent(name: str) -> str:
    """Why a peer could not take part."""
    peers = {
        "typst": typst,
        "chromium": chromium,
        "vivliostyle": vivliostyle,
        "sphinx": sphinx,
        "asciidoctor": asciidoctor,
    }
    peer = peers.get(name.split(",", maxsplit=1)[0])
    return peer.lacking(installing.tools()) if peer else ""


def machine() -> str:
    """What it was measured on; no name of it."""
    facts = dict(re.findall(r"^(model name|MemTotal)\s*:\s*(.+)$", cpu_and_memory(), re.MULTILINE))
    gibibytes = round(int(facts.get("MemTotal", "0 kB").split()[0]) / 2**20)
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    software = f"Python {platform.python_version()}, WeasyPrint {version('weasyprint')}"
    processor = facts.get("model name", platform.machine())
    return f"{os.cpu_count()} cores ({processor}), {gibibytes} GiB, {system}, {software}"


def cpu_and_memory() -> str:
    return "".join(Path("/proc", name).read_text() for name in ("cpuinfo", "meminfo"))


def compact(kept: dict[str, Any]) -> str:
    """JSON with a sample on a line, so that a difference can be read; fractions of a millisecond say nothing."""
    rounded = json.loads(json.dumps(kept), parse_float=lambda number: round(float(number), 4))
    text = json.dumps(rounded, indent=1, ensure_ascii=False, sort_keys=True)
    return re.sub(r"\{\s+(\"cpu\"[^{}]*?)\s+\}", lambda one: "{" + re.sub(r"\s+", " ", one[1]) + "}", text) + "\n"


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
