"""Reads the text of a publication: pandoc's AST, held to the list of what is allowed, divided into sections."""

from collections.abc import Mapping
from dataclasses import dataclass

from imprint import pandoc
from imprint.errors import Exit
from imprint.model import Section
from imprint.reading import unicode_rules
from imprint.reading.ast import OTHER
from imprint.reading.margin import Margin
from imprint.reading.pasted import note_pasted
from imprint.reading.phrases import phrases
from imprint.reading.references import References
from imprint.reading.report import Report
from imprint.reading.sections import sections


@dataclass(frozen=True)
class Text:
    """The sections, and what they use: pictures by their address with the line, and the keys they cite."""

    sections: tuple[Section, ...]
    images: Mapping[str, int]
    cited: frozenset[str]
    is_torn: bool = False  # some mark-up that divides it was not understood, so that other sections may be meant


def text(source: str, offset: int, references: References, report: Report, language: str = "") -> Text | None:
    """The text whose first line is line ``offset`` + 1 of its file, or None after noting why pandoc cannot read it.

    Raises ImprintError when there is no pandoc: that is nothing an editor can mend.
    """
    margin = Margin(report, offset, source, references, phrases(language))
    note_pasted(source, margin)
    try:
        ast = pandoc.markdown_to_ast(unicode_rules.clean(source.replace(OTHER, "")))
    except pandoc.PandocError as error:
        if error.exit_code is Exit.ENVIRONMENT:
            raise
        margin.note("P019", 1, f"the text cannot be read: {error.reason}", error.hint)
        return None
    divided = sections(ast, margin)
    return Text(divided, margin.images, frozenset(margin.cited), bool(margin.torn))
