"""The shape of a reference: CSL-JSON 1.0.2 (https://docs.citationstyles.org), and of the things inside it."""

# ruff: noqa: SIM905 — vocabularies read better as words than as quoted strings
import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, create_model, model_validator

from imprint.reading.addresses import Web
from imprint.reading.schema import Many, Maybe, Shape, matching, problem
from imprint.reading.suggest import suggest

TYPES = """
    article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset
    document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation
    manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical
    personal_communication post post-weblog regulation report review review-book software song speech standard thesis
    treaty webpage
    """.split()
NAMES = """
    author chair collection-editor compiler composer container-author contributor curator director editor
    editorial-director executive-producer guest host illustrator interviewer narrator organizer original-author
    performer producer recipient reviewed-author script-writer series-creator translator
    """.split()
DATES = ["accessed", "available-date", "event-date", "issued", "original-date", "submitted"]
TEXTS = """
    language title-short container-title container-title-short collection-title original-title reviewed-title
    part-title volume-title publisher publisher-place original-publisher original-publisher-place archive
    archive-place archive_collection archive_location authority call-number chapter-number citation-number
    collection-number dimensions division edition event event-title event-place genre issue jurisdiction medium number
    number-of-pages number-of-volumes page page-first part-number printing-number reviewed-genre scale section source
    status supplement-number version volume abstract annote note keyword references ISBN ISSN PMCID PMID
    """.split()
NAME_PARTS = ["family", "given", "literal", "dropping-particle", "non-dropping-particle", "suffix"]


def _known_type(text: str) -> str:
    if text not in TYPES:
        raise problem("Y012", f"“{text}” is not known for “type”", suggest(text, TYPES))
    return text


def _date_parts(value: Any) -> Any:
    """One day or two (a span), each as year, month and day, of which the year must be there."""
    try:
        days = [[int(part) for part in day] for day in value]
        if 1 <= len(days) <= 2 and all(_is_day(*day) for day in days):
            return days
    except (TypeError, ValueError):
        pass
    raise problem("R005", "“date-parts” is not a date", "write [[2019]], [[2019, 3]] or [[2019, 3, 22]]")


def _is_day(year: int, month: int = 1, day: int = 1) -> bool:
    return 1 <= year <= 2999 and 1 <= month <= 12 and 1 <= day <= 31


def _date(value: Any) -> Any:
    """A day that was written as in other files is told how it is written here."""
    if isinstance(value, str | list):
        numbers = re.findall(r"\d+", str(value))[:3]
        shown = f"{{date-parts: [[{', '.join(str(int(number)) for number in numbers) or '2019'}]]}}"
        given = f"“{value}” is" if isinstance(value, str) else "the numbers alone are"
        raise problem("R005", f"{given} not a date of a source", f"write {shown}")
    return value


def _name(value: Any) -> Any:
    """A name that was written as a text is told how it is written here."""
    if isinstance(value, str):
        given, _, family = value.rpartition(" ")
        if "," in value:  # Doe, Jane; or several people
            given = family = ""
        person = f"{{family: {family or '…'}, given: {given or '…'}}}"
        hint = f"write {person} for each person, {{literal: …}} for a group"
        raise problem("R008", f"“{value}” is a name in one piece", hint)
    return value


def _names(value: Any) -> Any:
    """One name that stands without a list is taken as one of a list, or told to stand in one."""
    if isinstance(value, dict):
        raise problem("R008", "a name stands without its list", "put it in square brackets: [{family: …, given: …}]")
    return [value] if isinstance(value, str) and value else value


class _Name(Shape):
    @model_validator(mode="after")
    def _named(self) -> "_Name":
        if not (getattr(self, "family", None) or getattr(self, "literal", None)):
            raise problem(
                "R008", "a name has neither “family” nor “literal”", "write {family: …, given: …} or {literal: …}"
            )
        return self


Key = Annotated[
    str,
    matching(
        "R007", r"[A-Za-z0-9]+([._:-][A-Za-z0-9]+)*", "a key to cite by", "use letters, digits and single hyphens"
    ),
]
Doi = Annotated[str, matching("R004", r"10\.\d{4,9}/\S+", "a DOI", "write it from “10.” on, without https://doi.org/")]
DateParts = Annotated[list[list[int]], BeforeValidator(_date_parts)]

_shape: Any = create_model  # its keys are no names of Python, which type checkers cannot follow
_TEXT = (Maybe[str], None)  # type: ignore[misc] # the checker takes the alias for a value here
NameEntry: Any = _shape("NameEntry", __base__=_Name, **dict.fromkeys(NAME_PARTS, _TEXT))
DateEntry: Any = _shape(
    "DateEntry",
    __base__=Shape,
    **{"date-parts": (DateParts | None, None)},
    **dict.fromkeys(("season", "circa", "literal"), _TEXT),
)
ReferenceEntry: Any = _shape(
    "ReferenceEntry",
    __base__=Shape,
    id=(Key, ...),
    type=(Annotated[str, AfterValidator(_known_type)], ...),
    title=(str, ...),
    DOI=(Maybe[Doi], None),  # type: ignore[misc]
    URL=(Maybe[Web], None),  # type: ignore[misc]
    **dict.fromkeys(TEXTS, _TEXT),
    **dict.fromkeys(
        NAMES, (Annotated[Many[Annotated[NameEntry, BeforeValidator(_name)]], BeforeValidator(_names)], ())
    ),
    **dict.fromkeys(DATES, (Annotated[DateEntry | None, BeforeValidator(_date)], None)),
)
ReferencesEntry: Any = _shape("ReferencesEntry", __base__=Shape, references=(Many[ReferenceEntry], ...))
