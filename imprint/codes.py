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
    "Y001": Code("a file or folder is missing"),
    "Y002": Code("a file cannot be read"),
    "Y003": Code("a file is too large"),
    "Y004": Code("a link, or something else that is no file"),
    "Y005": Code("YAML that cannot be read"),
    "Y006": Code("a key that is there twice"),
    "Y007": Code("an alias, an anchor or a tag in YAML"),
    "Y008": Code("YAML that is nested too deeply"),
    "Y009": Code("a key that is not known"),
    "Y010": Code("something that must be there is missing or empty"),
    "Y011": Code("a value of the wrong shape"),
    "Y012": Code("a value that is not among the known ones"),
    "Y013": Code("not a day"),
    "Y014": Code("neither true nor false"),
    "Y015": Code("a character in the metadata that hides or deceives"),
    "Y016": Code("a name that cannot be part of an address"),
    "Y017": Code("an id that is not the name of its folder"),
    "Y018": Code("not a version"),
    "Y019": Code("a language that has no words"),
    "Y020": Code("a jurisdiction that is not known"),
    "Y021": Code("the plain order names a section that has no plain text"),
    "Y022": Code("the plain order leaves a section out, or names it twice"),
    "Y023": Code("the next review is not after the last one"),
    "Y024": Code("a review date without a reviewer"),
    "Y025": Code("a reviewer without a review date"),
    "Y026": Code("an address that is not well-formed"),
    "Y027": Code("the address of a folder that is not well-formed"),
    "Y028": Code("not a colour"),
    "Y029": Code("a colour with too little contrast"),
    "Y030": Code("a text without metadata"),
    "Y031": Code("a publication that is not there"),
    "Y032": Code("a file that does not belong here"),
    "Y033": Code("a kind of intervention that no disclaimer knows, but nearly"),
    "Y034": Code("a text that changed after its last review", Severity.WARNING),
    # P: the text of a publication
    "P001": Code("text before the first section"),
    "P002": Code("a heading that has no place here"),
    "P003": Code("the id of a section is taken"),
    "P004": Code("HTML in the text"),
    "P005": Code("an element that is not printed"),
    "P006": Code("a class that is not known"),
    "P007": Code("an attribute that is not allowed"),
    "P008": Code("a link that leads to no allowed address"),
    "P009": Code("text that is nested too deeply"),
    "P010": Code("a claim that is not well-formed"),
    "P011": Code("a character in the text that hides or deceives"),
    "P012": Code("an image without alternative text"),
    "P013": Code("a bullet typed as a character"),
    "P014": Code("a plain text in the wrong place, or not ended"),
    "P015": Code("a section with two plain texts"),
    "P016": Code("a section without a plain text"),
    "P017": Code("an empty section"),
    "P018": Code("a text without sections"),
    "P019": Code("a text that pandoc cannot read within its limits"),
    "P020": Code("mark-up that was not understood"),
    "P021": Code("the id of a section is not well-formed"),
    "P022": Code("a link without words"),
    "P023": Code("a section that is full-only and has something plain"),
    "P024": Code("a heading that is empty or holds mark-up"),
    "P025": Code("a text without anything at the full level"),
    # F: figures
    "F001": Code("a figure that is missing"),
    "F002": Code("the address of a figure is not well-formed"),
    "F003": Code("a figure that is neither PNG nor JPEG, or is named as another"),
    "F004": Code("a figure that cannot be decoded"),
    "F005": Code("a figure with too many pixels"),
    "F006": Code("a figure file that is too large"),
    "F007": Code("a figure that is a link, or something else that is no file"),
    "F008": Code("a figure that no text shows", Severity.WARNING),
    "F009": Code("an image inside a line or another thing"),
    "F010": Code("an alternative text that repeats the caption"),
    "F011": Code("an alternative text that is a file name"),
    # R: references and citations
    "R001": Code("a citation of something that is not among the references"),
    "R002": Code("a reference that is never cited", Severity.WARNING),
    "R003": Code("the key of a reference is taken"),
    "R004": Code("not a DOI"),
    "R005": Code("a reference's date that is not well-formed"),
    "R006": Code("a citation that is not well-formed"),
    "R007": Code("not a key to cite by"),
    "R008": Code("a name without a family name"),
    # D: the disclaimer registry
    "D001": Code("the id of a disclaimer is taken"),
    "D002": Code("a gap that cannot be filled"),
    "D003": Code("a gap that may stay unset, without words for that"),
    "D004": Code("a disclaimer without a condition"),
    "D005": Code("a disclaimer that need not convey anything"),
    "D006": Code("a wording that does not convey what it must"),
    "D007": Code("a disclaimer without a wording for each level, or with two"),
    "D008": Code("a wording for the footer that is never printed"),
    "D009": Code("words for an unset gap that are never printed"),
    "D010": Code("a brace without a partner"),
    "D011": Code("a gap in the words for an unset gap"),
    "D012": Code("mark-up in a wording"),
    "D013": Code("a disclaimer without a place, or with one twice"),
    "D014": Code("a list of terms to convey that is empty or names an unknown gap"),
    # G: the glossary
    "G001": Code("a term that is explained twice"),
    "G002": Code("a term without a meaning"),
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
