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
}


def finding(code: str, where: Where, message: str, hint: str) -> Finding:
    """A finding with the severity that its code has in the table."""
    return Finding(code, where, message, hint, CODES[code].severity)
