"""The rows of the table: each measures one figure against its target."""

import math
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks import measuring, ours
from benchmarks.bench import Bench, Row, needed, samples
from benchmarks.measuring import Attempt, Taken, Took, middle, ratio
from benchmarks.peers import asciidoctor, chromium, naive, sphinx, typst, vivliostyle

ROOT = Path(__file__).resolve().parent.parent
THREE = {".html": 1, ".epub": 1, ".pdf": 1}
ALL = {".html": 4, ".epub": 1, ".pdf": 4, ".txt": 2}  # of the main job: what naive.sh makes as well
WORKED = {
    "typst": typst,
    "chromium": chromium,
    "vivliostyle": vivliostyle,
    "sphinx": sphinx,
    "asciidoctor": asciidoctor,
}
NO_COMMA = re.compile(r"(?<!,) and ")  # each round finds the next one
CHANGED = "keep-treatment"  # a disclaimer that two publications of three carry
REWORDED = ("because of what you read here", "because of what is written here")


def peers(bench: Bench) -> Iterator[Row]:
    """Cold, HTML + EPUB + tagged PDF, against everybody."""
    count, source = bench.count, bench.source(bench.count)
    attempts = {
        "Imprint": bench.into("Imprint", partial(ours.make, source), times(THREE, count)),
        **rivals(bench, count),
    }
    taken = bench.interleaved(attempts)
    needed(taken, "Imprint")
    work = f"{count} publications, HTML + EPUB + tagged PDF, cold"
    yield against(taken, f"{work}: the naive script, serially / two at a time", {"naive": 12, "naive, 2": 7}, kept=True)
    yield against(
        taken, "the same: pandoc + typst, serially / two pandoc processes at a time", {"typst": 4, "typst, 2": 0}
    )
    yield against(taken, "the same: one headless Chromium; Vivliostyle", {"chromium": 4, "vivliostyle": 25})
    yield against(taken, "the same: Sphinx; Asciidoctor, which make less", {"sphinx": 0, "asciidoctor": 0})


def rivals(bench: Bench, count: int) -> dict[str, Attempt]:
    """The peers that are there and asked for."""
    texts, found = bench.texts(count), {}
    for workers, name in ((1, "naive"), (2, "naive, 2")):
        command = partial(naive.command, bench.tools, texts, workers=workers)
        found[name] = bench.into(name, command, times(THREE, count))
    for name, peer in WORKED.items():
        if reason := peer.lacking(bench.tools):
            bench.tell(f"  {name} is left out: {reason}")
            continue
        books = {"sphinx": 1, "asciidoctor": 0}.get(name, count)
        files = {**times(THREE, count), ".epub": books}
        found[name] = bench.into(name, partial(peer_command, bench, name, texts, 1), files)
    if "typst" in found:
        command = partial(peer_command, bench, "typst", texts, 2)
        found["typst, 2"] = bench.into("typst, 2", command, times(THREE, count))
    return {name: one for name, one in found.items() if not bench.peers or name in bench.peers}


def peer_command(bench: Bench, name: str, texts: Path, workers: int, output: Path) -> list[str]:
    """One peer in a process of its own."""
    python = getattr(bench.tools, WORKED[name].PYTHON)
    given = [name, str(bench.tools_file), str(texts), str(output), str(workers)]
    return ["env", f"PYTHONPATH={ROOT}", python, "-m", "benchmarks.peers", *given]


def against(taken: Taken, figure: str, wanted: dict[str, float], *, kept: bool = False) -> Row:
    """How many times faster than each of some; 0 is no target. ``kept``: with the samples, once for several rows."""
    found = {name: ratio(taken, name, "Imprint") for name in wanted if name in taken}
    reached = " / ".join(f"{found[name]:.1f}" if name in found else "not measured" for name in wanted)
    target = " / ".join(f"≥ {least:g}" if least else "–" for least in wanted.values())
    bars = [(name, least) for name, least in wanted.items() if least]
    known = [found[name] >= least for name, least in bars if name in found]
    met = (all(known) and len(known) == len(bars)) if known else None
    return Row(figure, f"{target} times faster" if bars else "–", reached, met, samples(taken) if kept else {})


def whole(bench: Bench) -> Iterator[Row]:
    """All editions of the main job, per publication."""
    count = max(1, bench.count // 5)
    source, texts, editions = bench.source(count), bench.texts(count), ours.every()
    attempts = {
        "Imprint": bench.into("Imprint", partial(ours.make, source, editions=editions), times(ALL, count)),
        "naive": bench.into("naive", partial(naive.command, bench.tools, texts, files="all"), times(ALL, count)),
    }
    taken = bench.interleaved(attempts)
    needed(taken, *attempts)
    figure = f"all editions of the main job ({count} publications), against the naive script making as many files"
    yield against(taken, figure, {"naive": 20}, kept=True)


def floor(bench: Bench) -> Iterator[Row]:
    """CPU seconds beyond WeasyPrint's own."""
    source, sheets = bench.source(bench.count), bench.folder / "sheets"
    script = [ours.sys.executable, str(ROOT / "benchmarks" / "floor.py")]
    bench.once([*script, "capture", str(source), ",".join(ours.THREE), str(sheets)])
    made = bench.into("Imprint", partial(ours.make, source), times(THREE, bench.count))
    own = []

    def weasyprint(_turn: int, _memory: bool) -> Took:
        took = bench.once([*script, "set", str(sheets)])
        own.append(float((bench.folder / "log.txt").read_text()))
        return took

    taken = bench.interleaved({"Imprint": made, "WeasyPrint": weasyprint})
    needed(taken, "Imprint", "WeasyPrint")
    total, least = middle(taken["Imprint"]).cpu, sorted(own[1:])[len(own[1:]) // 2]
    share = (total - least) / total
    reached = f"{share:.0%} ({total:.1f} s, of which {least:.1f} s for {len(sheets.read_text().splitlines())} sheets)"
    kept = {**samples(taken), "own": own}
    yield Row(
        "CPU seconds beyond WeasyPrint’s own layout and writing", "≤ 20 % of the total", reached, share <= 0.2, kept
    )


def one(bench: Bench) -> Iterator[Row]:
    """One publication, a cold process."""
    source, texts = bench.source(1), bench.texts(1)
    attempts = {
        "Imprint": bench.into("Imprint", partial(ours.make, source), THREE),
        "naive": bench.into("naive", partial(naive.command, bench.tools, texts), THREE),
    }
    taken = bench.interleaved(attempts, 3 * bench.repeat)
    needed(taken, *attempts)
    yield against(
        taken, "one publication, cold process, HTML + EPUB + PDF, against the naive script", {"naive": 2.5}, kept=True
    )


def comma(bench: Bench) -> Iterator[Row]:
    """One comma among many publications."""
    source, output = bench.copy(bench.source(bench.many)), bench.fresh("comma")
    bench.once(ours.build(source, output))
    names = sorted(path.name for path in source.iterdir() if path.is_dir())
    name = names[len(names) // 2]

    def changed(_turn: int, memory: bool) -> Took:
        text = source / name / "publication.md"
        front, _, prose = text.read_text(encoding="utf-8").partition("\n---\n")
        text.write_text(f"{front}\n---\n{NO_COMMA.sub(', and ', prose, count=1)}", encoding="utf-8")
        return bench.once(ours.build(source, output), memory=memory)

    alone = bench.into("alone", partial(ours.build, bench.alone(source, name)), THREE)
    taken = bench.interleaved({"one comma": changed, "that one alone": alone})
    needed(taken, "one comma", "that one alone")
    found = ratio(taken, "one comma", "that one alone")
    reached = f"{found:.2f} ({middle(taken['one comma']).wall:.2f} s)"
    figure = f"one comma changed among {bench.many} publications, checks included, without a browser"
    yield Row(figure, "≤ 2 × the cold build of that publication alone", reached, found <= 2, samples(taken))


def nothing(bench: Bench) -> Iterator[Row]:
    """Nothing changed."""
    for count, most in zip(bench.sizes[1:], (0.2, 0.5), strict=True):
        yield _nothing(bench, count, most)


def _nothing(bench: Bench, count: int, most: float) -> Row:
    source, output = bench.source(count, small=True), bench.fresh(f"nothing-{count}")
    command = ours.build(source, output, ours.LIGHT)
    bench.once(command)
    taken = bench.interleaved({"again": lambda _, memory: bench.once(command, memory=memory)})
    needed(taken, "again")
    took = middle(taken["again"])
    met = took.wall <= most and (took.peak or 0) <= 100
    figure = f"nothing changed, {count} publications with {len(ours.LIGHT)} editions each, start-up included"
    return Row(figure, f"≤ {most:g} s, ≤ 100 MB", f"{took.wall:.2f} s, {took.peak:.0f} MiB", met, samples(taken))


def disclaimer(bench: Bench) -> Iterator[Row]:
    """One disclaimer's wording."""
    source, output = bench.copy(bench.source(bench.count)), bench.fresh("disclaimer")
    registry = source / "disclaimers.yaml"
    wording = registry.read_text(encoding="utf-8")
    bench.once(ours.build(source, output))
    before, wanted = ours.published(output), ours.carriers(source, CHANGED, ours.THREE)
    registry.write_text(wording.replace(*REWORDED), encoding="utf-8")
    took = bench.once(ours.build(source, output))
    after = ours.published(output)
    changed = {key for key, digest in after.items() if before.get(key) != digest}
    reached = f"{len(changed)} of {len(after)} editions changed, {len(wanted)} carry it; {took.wall:.1f} s"
    kept = {"wall": took.wall, "cpu": took.cpu, "changed": len(changed), "carry": len(wanted)}
    figure = "one disclaimer’s wording changed"
    yield Row(figure, "exactly the editions that carry it", reached, changed == wanted and len(wanted) > 0, kept)


def workers(bench: Bench) -> Iterator[Row]:
    """Two workers against one."""
    source = bench.source(bench.count)
    attempts = {
        f"{number} workers": bench.into(
            f"{number} workers", partial(ours.make, source, workers=number), times(THREE, bench.count)
        )
        for number in (1, 2)
    }
    taken = bench.interleaved(attempts)
    needed(taken, *attempts)
    found = ratio(taken, "1 workers", "2 workers")
    yield Row("2 workers against 1", "≥ 1.8 times", f"{found:.2f}", found >= 1.8, samples(taken))


def checks(bench: Bench) -> Iterator[Row]:
    """With checks against without."""
    source, files = bench.source(bench.count), times(THREE, bench.count)
    for looks, told in ((False, "without a browser"), (True, "with the browser")):
        attempts = {
            "without": bench.into("without", partial(ours.make, source), files),
            "checked": bench.into("checked", partial(ours.build, source, looks=looks), files),
        }
        taken = bench.interleaved(attempts)
        needed(taken, *attempts)
        found = ratio(taken, "checked", "without")
        reached = f"{found:.2f} ({middle(taken['checked']).wall:.1f} s for {bench.count})"
        figure = f"checks, editorial rules, report and publishing included (cold), {told}"
        yield Row(figure, "≤ 2 × the build without", reached, found <= 2, samples(taken))


def growth(bench: Bench) -> Iterator[Row]:
    """From few to many."""
    attempts = {
        str(count): bench.into(
            f"growth-{count}", partial(ours.make, bench.source(count, small=True)), times(THREE, count)
        )
        for count in bench.sizes
    }
    taken = bench.interleaved(attempts, 1)
    needed(taken, *attempts)
    walls = {count: middle(taken[str(count)]).wall for count in bench.sizes}
    few, many = bench.sizes[0], bench.sizes[-1]
    power = math.log(walls[many] / walls[few]) / math.log(many / few)
    each = ", ".join(f"{1000 * walls[count] / count:.0f} ms at {count}" for count in bench.sizes)
    reached = f"count to the power of {power:.2f}; each takes {each}"
    figure = f"growth, {few} to {many} small publications"
    yield Row(figure, "linear (power ≤ 1.05)", reached, power <= 1.05, samples(taken))


def dask(bench: Bench) -> Iterator[Row]:
    """Dask against our own pool; both check and publish."""
    source, files = bench.source(bench.count), times(THREE, bench.count)
    attempts = {
        "pool": bench.into("pool", partial(ours.build, source, workers=2), files),
        "dask": bench.into("dask", partial(ours.build, source, cluster="local:2"), files),
    }
    taken = bench.interleaved(attempts)
    needed(taken, *attempts)
    found = ratio(taken, "dask", "pool")
    yield Row(
        "Dask with 2 local workers against our pool", "≤ 1.15 × the time", f"{found:.2f}", found <= 1.15, samples(taken)
    )


def times(files: dict[str, int], count: int) -> dict[str, int]:
    """So many files for so many publications."""
    return {suffix: each * count for suffix, each in files.items()}


ROWS: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "peers": peers,
    "all": whole,
    "floor": floor,
    "one": one,
    "comma": comma,
    "nothing": nothing,
    "disclaimer": disclaimer,
    "workers": workers,
    "checks": checks,
    "growth": growth,
    "dask": dask,
}


def measured(key: str, bench: Bench) -> list[Row]:
    """The rows of one key; where it cannot be measured, one that says why."""
    try:
        return list(ROWS[key](bench))
    except ours.LackingError as error:
        why = str(error)
    except measuring.FailedError as error:
        bench.tell(f"  {error}")
        why = str(error).splitlines()[-1][:200]
    return [Row((ROWS[key].__doc__ or key).rstrip("."), "", f"not measured: {why}", None)]
