"""axe: accessibility of every HTML document in a browser, at three widths and in every way of showing it."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence

from imprint.errors import Severity
from imprint.validating import process
from imprint.validating.bench import Bench, Page
from imprint.validating.tools import Missing, Tools, need_browser, need_module
from imprint.validating.verdict import Flaw, Validator, Verdict

NAME = "axe"
LIGHT = {"minor", "moderate"}
UNSURE = (
    "cannot tell"  # axe's "incomplete": it leaves the rule to a person, and so do we, instead of taking it as passed
)
START, EACH = 60, 120  # seconds; a document takes about five, a report with all its pictures ten times that


def judge(bench: Bench, tools: Tools) -> Iterator[Verdict]:
    """A verdict on every HTML file and every EPUB (on all documents in it together)."""
    assert tools.browser
    staged = [page.staged for page in bench.pages]
    seconds = START + EACH * len(staged)
    said = json.loads(process.module("axe_worker", tools.browser, bench.folder, *staged, seconds=seconds))
    flaws: dict[str, list[Flaw]] = {path: [] for path in VALIDATOR.files(bench)}
    for page, faults in zip(bench.pages, said["pages"], strict=True):
        flaws[page.path] += _flaws(page, faults)
    for path, found in flaws.items():
        yield Verdict(NAME, said["version"], path, tuple(found))


def _flaws(page: Page, faults: Sequence[Sequence[str]]) -> Iterator[Flaw]:
    """Each fault once, with all the ways of looking at the document in which it is there."""
    seen: dict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
    for look, impact, rule, message, target in faults:
        seen[rule, target, impact][look] = message
    for (rule, target, impact), looks in seen.items():
        grave = impact not in LIGHT and impact != UNSURE
        message = next(iter(looks.values()))
        told = f"{UNSURE}: {message}" if impact == UNSURE else message
        where = f"{page.part} {target} ({'; '.join(looks)})".strip()
        yield Flaw(Severity.ERROR if grave else Severity.WARNING, rule, told, where)


def needs(tools: Tools) -> Iterator[Missing]:
    """What is missing of Chromium and the package that brings axe."""
    yield from need_browser(tools)
    yield from need_module("axe_playwright_python", "playwright")


VALIDATOR = Validator(NAME, (".html", ".epub"), needs, judge)
