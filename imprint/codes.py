"""Every finding code with its title and severity; `docs/authoring.md` explains each, `tests/cases/` breaks each."""

from dataclasses import dataclass

from imprint.errors import Finding, Severity, Where


@dataclass(frozen=True)
class Code:
    """What a code stands for and how much it matters."""

    title: str
    severity: Severity = Severity.ERROR


CODES: dict[str, Code] = {
    # Y: YAML and metadata
    # P: the text of a publication
    # F: figures
    # R: references and citations
    # D: the disclaimer registry
    # G: the glossary
    # V: disclaimers in finished files
    # A: finished files otherwise
    # E: the environment
    "E001": Code("a stage of the build failed or ran out of its limits"),
    "E002": Code("a page could not be typeset properly"),
    "E010": Code("another build is running"),
    "E011": Code("the output folder holds something that this program did not put there"),
    "E012": Code("the finished files cannot be written"),
    "E013": Code("the manifest of the published files cannot be read"),
    "E014": Code("a published file is missing, or was changed after it was proven"),
    "E015": Code("a file among the published ones that no build has put there"),
    "E016": Code("some editions cannot stand beside the published ones, which were made from another source"),
    "E017": Code("nothing is published yet"),
    "E018": Code("a program, a library or a font that the build needs is not installed"),
    "E019": Code("something that nobody foresaw"),
}


def finding(code: str, where: Where, message: str, hint: str) -> Finding:
    """A finding with the severity that its code has in the table."""
    return Finding(code, where, message, hint, CODES[code].severity)
