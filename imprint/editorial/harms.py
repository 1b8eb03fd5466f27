"""Harms of the interventions: what the full text names, the plain text names as well."""

import re
from collections.abc import Iterator
from datetime import date

from imprint.codes import finding
from imprint.editorial.texts import Piece, pieces
from imprint.errors import Finding
from imprint.model import Level, NamedHarm, Publication, Words


def judge_harms(publication: Publication, _words: Words, _as_of: date) -> Iterator[Finding]:
    """C025 and C026: a harm that only the full text names, and one that no text names."""
    full, plain = (list(pieces(publication, level)) for level in Level)
    declared = dict.fromkeys((harm, one.name) for one in publication.interventions for harm in one.harms)
    for harm, intervention in declared:
        named, is_plain = _first(harm, full), _first(harm, plain) is not None
        if named is None and not is_plain:
            yield _in_no_text(harm, intervention, publication)
        elif named is not None and not is_plain and publication.plain_order:
            where = named.section.where if named.section else named.where
            message = f"the full text names the harm “{harm.name}” here, and the plain text names it nowhere"
            hint = "name it in the plain text, or add the words that it uses to the harm's “words” in the metadata"
            yield finding("C025", where, message, hint)


def _first(harm: NamedHarm, found: list[Piece]) -> Piece | None:
    """The first piece of a text that names a harm, in one of its words or its plural."""
    sought = "|".join(re.escape(" ".join(word.split())) for word in (harm.name, *harm.words))
    form = re.compile(rf"(?<!\w)(?:{sought})(?:s|es)?(?!\w)", re.IGNORECASE)
    return next((piece for piece in found if form.search(" ".join(piece.text.split()))), None)


def _in_no_text(harm: NamedHarm, intervention: str, publication: Publication) -> Finding:
    where = publication.line("interventions")
    message = f"no text names the harm “{harm.name}” of {intervention}"
    return finding("C026", where, message, "name it in both texts, or add the words that they use to its “words”")
