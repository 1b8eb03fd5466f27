"""Mutants of what is said: the registry, the metadata or the text changed behind the check's back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from imprint.model import ClaimKind, Jurisdiction, Place, Prose, Publication, When
from tests.mutants.bench import ALL, EVERY_LEVEL, SCREENS, Change, Mutant, each
from tests.mutants.publication import first_at, in_prose, longest_word, placed, reworded, said_in_text, with_wordings

CYRILLIC_A, NO_WIDTH, SOFT_HYPHEN = "\N{CYRILLIC SMALL LETTER A}", "\N{ZERO WIDTH SPACE}", "\N{SOFT HYPHEN}"
WRONG = each("V002", (*ALL, "text", "braille", "large-print"))
WRONG_AT_EVERY_LEVEL = each("V002", EVERY_LEVEL)
WRONG_ON_SCREENS = each("V002", SCREENS)  # a PDF keeps nothing of what has no shape
TORN = each("V001 V002 …")  # so much of a long wording is altered that it counts as missing
GONE = each("V001", EVERY_LEVEL, embed="V001 V012", embed_plain="V001 V012")


def without_not(say: str) -> str:
    """A sentence turned into its opposite."""
    return say.replace(" not ", " ", 1)


def with_inside(text: str) -> Callable[[str], str]:
    """Puts something behind the first letter of a sentence's longest word."""

    def change(say: str) -> str:
        word = longest_word(say)
        return say.replace(word, word[0] + text + word[1:], 1)

    return change


def where_read(change: Callable[[tuple[Jurisdiction, ...]], tuple[Jurisdiction, ...]]) -> Change:
    """The jurisdictions changed."""
    return lambda publication: replace(publication, jurisdictions=change(publication.jurisdictions))


def with_number(number: str) -> Change:
    """Another emergency number in the first jurisdiction."""
    return where_read(lambda places: (replace(places[0], emergency=number), *places[1:]))


def reviewed_later(publication: Publication) -> Publication:
    """Reviewed a day later than it was."""
    days = publication.dates
    assert days.last_reviewed
    return replace(publication, dates=replace(days, last_reviewed=days.last_reviewed + timedelta(days=1)))


def with_all_disclaimers(publication: Publication) -> Publication:
    """Every disclaimer printed, whether its conditions hold or not."""
    entries = tuple(replace(one, when=When(always=True)) for one in publication.disclaimers)
    return replace(publication, disclaimers=entries)


def before_claim(prose: Prose) -> Prose:
    """Claims said to stand a block earlier than they do."""
    return replace(prose, claims=tuple(replace(one, block=max(one.block - 1, 0)) for one in prose.claims))


def of_another_kind(prose: Prose) -> Prose:
    """Claims of benefit taken for claims of uncertainty."""
    kinds = {ClaimKind.BENEFIT: ClaimKind.UNCERTAINTY}
    return replace(prose, claims=tuple(replace(one, kind=kinds.get(one.kind, one.kind)) for one in prose.claims))


LETTERS = [
    Mutant(
        "one word in place of another",
        WRONG_AT_EVERY_LEVEL,
        change=reworded(lambda say: say.replace(longest_word(say), "otherwise")),
    ),
    Mutant("one letter dropped", WRONG, change=reworded(lambda say: say.replace(word := longest_word(say), word[1:]))),
    Mutant("not dropped", WRONG_AT_EVERY_LEVEL, change=reworded(without_not)),
    Mutant("not dropped in a footer", WRONG, change=reworded(without_not, place=Place.FOOTER)),
    Mutant("not dropped beside a claim", WRONG, change=reworded(without_not, place=Place.BENEFIT)),
    Mutant("full stop dropped", WRONG, change=reworded(lambda say: say.rstrip("."))),
    Mutant("shouted", WRONG, change=reworded(str.upper)),
    Mutant("words added in front", WRONG, change=reworded(lambda say: "Some say: " + say)),
    Mutant(  # braille does not even have a sign for it
        "a letter of another alphabet",
        WRONG | {"braille": "E002"},
        change=reworded(lambda say: say.replace("a", CYRILLIC_A, 1)),
    ),
    Mutant(
        "a character without width", WRONG_ON_SCREENS | {"text": "A018 V002"}, change=reworded(with_inside(NO_WIDTH))
    ),
    Mutant("a soft hyphen", WRONG_ON_SCREENS | {"text": "A018 V002"}, change=reworded(with_inside(SOFT_HYPHEN))),
    Mutant("its last sentence dropped", WRONG, change=with_wordings(lambda wording: wording[:-1] or wording)),
    Mutant("its sentences swapped", TORN | {"leaflet": "V001 …"}, change=with_wordings(lambda wording: wording[::-1])),
    Mutant("contradicted in the text", each("V002"), change=said_in_text(without_not)),
]

VALUES = [
    Mutant("one jurisdiction left out", TORN, change=where_read(lambda places: places[:1])),
    Mutant("jurisdictions swapped", TORN, change=where_read(lambda places: places[::-1])),
    Mutant("another emergency number", WRONG, change=with_number("990")),
    Mutant("a gap left open", each("V002 V014"), change=with_number("{emergency}")),
    Mutant("another day of review", WRONG, change=reviewed_later),
    Mutant(
        "another version",
        each("A015 V002", (*ALL, "text", "large-print")),
        change=lambda one: replace(one, version=f"{one.version}.1"),
    ),
    Mutant("ties not stated", WRONG, change=lambda one: replace(one, competing_interests=None)),
    Mutant("an author left out", WRONG, change=lambda one: replace(one, authors=one.authors[:1])),
]

CHOICE = [
    Mutant("dropped from the registry", GONE, change=first_at(Place.FRONT, lambda one: None)),
    Mutant("dropped beside a benefit", GONE, change=first_at(Place.BENEFIT, lambda one: None)),
    Mutant(
        "in the words of the other level",
        each("V005", EVERY_LEVEL, embed="V005 …", embed_plain="V005 …"),
        change=first_at(Place.FRONT, lambda one: replace(one, full=one.plain, plain=one.full)),
    ),
    Mutant(
        "in the words of the front at the foot",
        each("V005", embed="V005 V012"),
        change=first_at(Place.FOOTER, lambda one: replace(one, footer=None)),
    ),
    Mutant(
        "at the end instead of in front",
        each("V003", ebook="V001 V003"),
        change=placed(Place.FRONT, Place.END, Place.FOOTER),
    ),
    Mutant("at the end as well", each("V004"), change=placed(Place.FRONT, Place.FRONT, Place.FOOTER, Place.END)),
    Mutant("at the foot only", each("V001", embed="V001 V012"), change=placed(Place.FRONT, Place.FOOTER)),
    Mutant("not at the foot", each("V001", embed="V001 V012"), change=placed(Place.FOOTER, Place.FRONT)),
    Mutant("printed though not required", each("V004", embed="V004 …"), change=with_all_disclaimers),
    Mutant("said once more in the text", each("V004", ebook="V004 V005"), change=said_in_text(str)),
    Mutant(
        "a claim without its notices",
        each("V001 V003"),
        change=in_prose(lambda prose: replace(prose, claims=())),
    ),
    Mutant("before its claim", each("V003"), change=in_prose(before_claim)),
    Mutant("the notice of another kind of claim", each("V001 V003 V004"), change=in_prose(of_another_kind)),
]

MUTANTS = [*LETTERS, *VALUES, *CHOICE]
