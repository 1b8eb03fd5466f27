"""All that one edition is made of: what its making is handed, and what its action key is the digest of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from imprint.composing import narrowed, standing_since
from imprint.editions.layouts import Layouts
from imprint.editions.workshop import CSL
from imprint.model import Edition, Format, Publication, Words
from imprint.typesetting import fonts

TYPESET = (Format.LEAFLET, Format.EBOOK, Format.AUDIO)  # of a book its cover


@dataclass(frozen=True)
class Given:
    """What one edition may depend on, beside the program that makes it and the programs of the machine.

    ``publication`` is narrowed to the edition, ``as_of`` the first day on which it stands as it does; ``offered`` are
    the editions that it can lead to, ``templates`` the digest of those it may load and ``csl_style`` the style of its
    references, where it has any.
    """

    publication: Publication
    edition: Edition
    words: Words
    as_of: date
    offered: tuple[Edition, ...]
    templates: str
    csl_style: str


def given(
    publication: Publication,
    edition: Edition,
    words: Words,
    as_of: date,
    layouts: Layouts,
    declared: Sequence[str],
    offered: Sequence[Edition],
) -> Given:
    """Works out what an edition may depend on."""
    seen = narrowed(publication, edition, as_of)
    leads = edition.format is Format.PAGE
    others = tuple(one for one in offered if leads and (one.level is edition.level or seen.sections_at(one.level)))
    csl_style = layouts.source(CSL) if seen.references else ""
    return Given(seen, edition, words, standing_since(seen, as_of), others, layouts.of(declared).digest, csl_style)


def font_files(edition: Edition) -> Mapping[str, bytes]:
    """The fonts that an edition hands out or is set in, by name."""
    own = fonts.files() if edition.format in (Format.PAGE, *TYPESET) else {}
    return {**own, **(fonts.fallback_files() if edition.format in TYPESET else {})}
