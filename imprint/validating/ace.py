"""Ace by DAISY, the accessibility checker for EPUB that shops and libraries ask for."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from imprint.errors import Severity
from imprint.validating import process
from imprint.validating.bench import Bench
from imprint.validating.tools import Missing, Tools, need_browser, need_node, need_npm
from imprint.validating.verdict import Flaw, Validator, Verdict

NAME = "Ace"
PROGRAM = "@daisy/ace-cli/bin/ace.js"
SECONDS = 180
LIGHT = {"minor", "moderate"}


def judge(bench: Bench, tools: Tools) -> Iterator[Verdict]:
    """A verdict on every EPUB."""
    assert tools.node
    browser = {"PUPPETEER_EXECUTABLE_PATH": str(tools.browser)}
    for path in VALIDATOR.files(bench):
        with tempfile.TemporaryDirectory(prefix="imprint-") as folder:
            program = tools.npm / "node_modules" / PROGRAM
            words = process.run((tools.node, program, "-f", "-o", folder, bench.folder / path), SECONDS, browser)
            report = Path(folder, "report.json")
            if not report.is_file():
                raise process.NoVerdictError(
                    f"it made no report of {path}: {' '.join(words.split())[-process.WORDS :]}"
                )
            said = json.loads(report.read_bytes())
        yield _verdict(path, said)


def _verdict(path: str, said: dict[str, Any]) -> Verdict:
    version = said["earl:assertedBy"]["doap:release"]["doap:revision"]
    flaws = [
        _flaw(document["earl:testSubject"]["url"], one)
        for document in said["assertions"]
        for one in document["assertions"]
        if one["earl:result"]["earl:outcome"] != "pass"
    ]
    if said["earl:result"]["earl:outcome"] != "pass" and not flaws:
        flaws = [Flaw(Severity.ERROR, "outcome", "it does not pass, and Ace does not say why")]
    return Verdict(NAME, version, path, tuple(flaws))


def _flaw(document: str, assertion: dict[str, Any]) -> Flaw:
    test, result = assertion["earl:test"], assertion["earl:result"]
    severity = Severity.WARNING if test["earl:impact"] in LIGHT else Severity.ERROR
    target = " ".join(result.get("earl:pointer", {}).get("css", []))
    return Flaw(severity, test["dct:title"], result["dct:description"], f"{document} {target}".strip())


def needs(tools: Tools) -> Iterator[Missing]:
    """What is missing of Node, Chromium and Ace."""
    yield from need_node(tools)
    yield from need_browser(tools)
    yield from need_npm(tools, PROGRAM)


VALIDATOR = Validator(NAME, (".epub",), needs, judge)
