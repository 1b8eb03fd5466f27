"""The Nu HTML checker, the W3C's: what it warns of counts as an error, as with its option --Werror."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from imprint.errors import Severity
from imprint.validating import process
from imprint.validating.bench import Bench, Page
from imprint.validating.tools import Missing, Tools, need_java, need_npm
from imprint.validating.verdict import Flaw, Validator, Verdict

NAME = "Nu"
JAR, ABOUT = "vnu-jar/build/dist/vnu.jar", "vnu-jar/package.json"
COPIES = ".for-nu"
# The one thing that Nu says and that is no fault: HTML allows the slash (13.1.2.1), and snippets have it so that they
# are right on pages of XHTML too. All their attributes stand in quotation marks.
NO_FAULT = "Trailing slash on void elements has no effect"
START, EACH = 60, 10  # seconds
# The one thing that Nu does not get to see: it has rules for XHTML and none for EPUB, whose navigation documents must
# carry epub:type (EPUB 3.3, section 7.3), so it calls every epub:type an error (“Attribute “type” not allowed on
# element “nav” at this point.”). EPUBCheck judges these attributes. They become spaces: lines and columns stay.
EPUB_TYPE = re.compile(rb'(?<=\s)epub:type="[^"<>]*"(?=[^<>]*>)')


def judge(bench: Bench, tools: Tools) -> Iterator[Verdict]:
    """A verdict on every HTML file and every EPUB (on all documents in it together)."""
    assert tools.java
    modules = tools.npm / "node_modules"
    version = json.loads((modules / ABOUT).read_bytes())["version"]
    pages = {str(_readable(page, bench).resolve()): page for page in bench.pages}
    flaws: dict[str, list[Flaw]] = {path: [] for path in VALIDATOR.files(bench)}
    if pages:
        options = ("--Werror", "--stdout", "--exit-zero-always", "--format", "json")
        command: tuple[str | Path, ...] = (tools.java, *process.JAVA, "-jar", modules / JAR, *options, *pages)
        told = json.loads(process.run(command, START + EACH * len(pages)))["messages"]
        for message in (one for one in told if not one["message"].startswith(NO_FAULT)):
            page = pages[unquote(urlsplit(message["url"]).path)]
            flaws[page.path].append(_flaw(page, message))
    for path, found in flaws.items():
        yield Verdict(NAME, version, path, tuple(found))


def _readable(page: Page, bench: Bench) -> Path:
    """The file for Nu to read: the document itself, or of an e-book's document a copy without epub:type."""
    file = bench.folder / page.staged
    if not page.part:
        return file
    copy = bench.folder / COPIES / page.staged
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(EPUB_TYPE.sub(lambda found: b" " * len(found[0]), file.read_bytes()))
    return copy


def _flaw(page: Page, message: dict[str, Any]) -> Flaw:
    kind = message.get("subType") or message["type"]
    line = message.get("lastLine")
    near = " ".join(message.get("extract", "").split())
    where = f"{page.part}{f':{line}' if line else ''} {near}".strip()
    return Flaw(Severity.ERROR, kind, message["message"], where)


def needs(tools: Tools) -> Iterator[Missing]:
    """What is missing of Java and the checker."""
    yield from need_java(tools)
    yield from need_npm(tools, JAR, ABOUT)


VALIDATOR = Validator(NAME, (".html", ".epub"), needs, judge)
