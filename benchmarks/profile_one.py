"""Where the milliseconds of one publication go, stage by stage: `python benchmarks/profile_one.py SOURCE`.

Builds a source folder with all editions of the main job, checks and report, one thing after the other in one process,
with a clock around each stage's function; of stages inside others, the inner one has the time. A first build, not
counted, warms everything. Prints a table in Markdown.
"""

import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from inspect import isgenerator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

MOST = 10  # publications that are built for it
STAGES = {  # stage: the functions that it is, each by module and name
    "read (YAML, text, figures)": ("imprint.reading.catalogue:read_one", "imprint.reading.catalogue:read_common"),
    "keys": ("imprint.pipeline.work:keys_of",),
    "pandoc reads": ("imprint.pandoc:markdown_to_ast",),
    "compose": ("imprint.composing.compose:compose",),
    "write (tidying, citations)": ("imprint.composing.body:write",),
    "pandoc writes": ("imprint.pandoc:ast_to_html",),
    "template": ("imprint.editions.workshop:Workshop.render",),
    "make the rest of an edition": ("imprint.editions:produce",),
    "typeset (WeasyPrint)": ("imprint.typesetting.press:Presses.typeset",),
    "pack (EPUB)": ("imprint.typesetting.epub:pack",),
    "check: read back, judge": ("imprint.checking.check:prove_cases",),
    "check: seen on paper": ("imprint.checking.eyes:look_at_paper",),
    "check: seen in the browser": ("imprint.checking.eyes:look_in_browser", "imprint.checking.eyes:look_at_fallback"),
    "check: used in the browser": ("imprint.checking.usable:check_use",),
    "check: pictures for the report": ("imprint.checking.portraits:portray",),
    "editorial rules": (
        "imprint.editorial.judge:judge_source",
        "imprint.editorial.judge:judge_finished",
        "imprint.editorial.readability:measure",
    ),
    "store": (
        "imprint.pipeline.remembering:Memory.keep_making",
        "imprint.pipeline.remembering:Memory.keep_proof",
        "imprint.storing.local:LocalStore.add",
    ),
    "report": ("imprint.pipeline.telling:with_report",),
    "publish": ("imprint.pipeline.shelving:shelve",),
}
START = {  # what a cold process loads: as a program for python -c
    "Python": "pass",
    "Python, click": "import click",
    "Python, the pipeline": "from imprint import pipeline",
    "Python, the pipeline, the checks": "from imprint import checking, pipeline; checking.prove",
    "Python, WeasyPrint as a press loads it": "from imprint.typesetting import worker",
}


@dataclass
class Clock:
    """Seconds by stage; the time of a stage inside another is the inner one's alone."""

    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    calls: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    inner: list[float] = field(default_factory=lambda: [0.0])

    def around(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def timed(*given: Any, **named: Any) -> Any:
            self.calls[stage] += 1
            with self._running(stage):
                result = function(*given, **named)
            return self._steps(stage, result) if isgenerator(result) else result

        return timed

    def _steps(self, stage: str, steps: Iterator[Any]) -> Iterator[Any]:
        """A generator works when it is asked for its next value, not when it is called."""
        while True:
            with self._running(stage):
                try:
                    step = next(steps)
                except StopIteration:
                    return
            yield step

    @contextmanager
    def _running(self, stage: str) -> Iterator[None]:
        self.inner.append(0.0)
        start = time.perf_counter()
        try:
            yield
        finally:
            took = time.perf_counter() - start
            self.seconds[stage] += took - self.inner.pop()
            self.inner[-1] += took


def measure(source: Path) -> str:
    """The table of the stages, of a build in this process."""
    from benchmarks import ours  # noqa: PLC0415
    from imprint import pipeline  # noqa: PLC0415
    from imprint.pipeline import making  # noqa: PLC0415

    making.THREADS = 1  # else the stages of several editions would run into each other
    names = sorted(path.name for path in source.iterdir() if path.is_dir())[:MOST]
    browser = pipeline.find_browser()
    clock = Clock()
    for counted, chosen in ((False, names[:1]), (True, names)):
        with TemporaryDirectory() as folder, clocks(clock):
            clock.seconds.clear()
            clock.calls.clear()
            options = pipeline.Options(
                source, ours.TEMPLATES, Path(folder, "output"), ours.DAY, tuple(chosen), ours.every(), browser
            )
            start = time.perf_counter()
            report = pipeline.build(options, lambda _: None)
            whole = time.perf_counter() - start
        assert not counted or len(report.proven) == len(names), report.findings
    return as_table(clock, whole, len(names))


@contextmanager
def clocks(clock: Clock) -> Iterator[None]:
    """A clock around every stage's function, wherever a module has a name for it; taken away in the end."""
    changed: list[tuple[Any, str, Any]] = []
    try:
        for stage, functions in STAGES.items():
            for function in functions:
                changed += _wrap(clock, stage, *function.split(":"))
        yield
    finally:
        for owner, name, original in changed:
            setattr(owner, name, original)


def _wrap(clock: Clock, stage: str, module: str, name: str) -> list[tuple[Any, str, Any]]:
    import importlib  # noqa: PLC0415

    owner = importlib.import_module(module)
    *outer, last = name.split(".")
    for part in outer:
        owner = getattr(owner, part)
    original = getattr(owner, last)
    timed = clock.around(stage, original)
    places = [owner] if outer else [one for key, one in sys.modules.items() if key.startswith("imprint")]
    found = [
        (place, key, original) for place in places for key, value in list(vars(place).items()) if value is original
    ]
    for place, key, _ in found:
        setattr(place, key, timed)
    return found


def as_table(clock: Clock, whole: float, count: int) -> str:
    """Milliseconds of one publication."""
    lines = ["| stage | ms of a publication | share | calls |", "|---|---|---|---|"]
    rest = whole - sum(clock.seconds.values())
    rows = [(stage, clock.seconds[stage], str(round(clock.calls[stage] / count, 1))) for stage in STAGES]
    for stage, seconds, calls in (*rows, ("everything between", rest, ""), ("**all**", whole, "")):
        lines.append(f"| {stage} | {1000 * seconds / count:.1f} | {seconds / whole:.1%} | {calls} |")
    return "\n".join(lines)


def starting() -> str:
    """Milliseconds until a fresh process has loaded something: medians."""
    lines = ["| a cold process loads | ms |", "|---|---|"]
    for what, program in START.items():
        took = statistics.median(_start(program) for _ in range(5))
        lines.append(f"| {what} | {1000 * took:.0f} |")
    return "\n".join(lines)


def _start(program: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
    return time.perf_counter() - start


def table(source: Path, tell: Callable[[str], None]) -> str:
    """Both tables, measured in a process of its own."""
    done = subprocess.run([sys.executable, __file__, str(source)], check=False, capture_output=True, text=True)
    if done.returncode:
        tell(done.stderr[-2000:])
        return "Not measured: the profile failed."
    return done.stdout.strip()


if __name__ == "__main__":
    print(measure(Path(sys.argv[1])), starting(), sep="\n\n")
