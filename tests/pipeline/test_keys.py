"""Change one input, and exactly the editions that use it get another key: those whose bytes change, made anew."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from imprint.checking import case_of
from imprint.editions import Workshop, editions, layouts, produce
from imprint.model import (
    ByLevel,
    Certification,
    Edition,
    Format,
    Gates,
    Harm,
    Intervention,
    Licence,
    Person,
    Place,
    Prose,
    Publication,
    Score,
    Status,
    When,
    Withdrawal,
    Words,
)
from imprint.pipeline.keys import Means, action_key, means_of, verdict_key
from tests.conftest import needs_tools_of_editions
from tests.remembering import remembering, with_templates
from tests.samples import (
    HERE,
    NORTH,
    PUBLISHER,
    ROOT,
    TEMPLATES,
    TODAY,
    TREATMENT,
    cite,
    claim,
    disclaimer,
    figure,
    image,
    para,
    prose,
    reference,
    reviewed,
    section,
    term,
    words,
)

NAMES = frozenset(edition.name for edition in editions())
EMBEDS = frozenset({"embed", "embed-plain"})  # the guide beside either speaks of both levels
FULL = EMBEDS | {"page", "leaflet", "large-print", "ebook", "text", "braille"}
PLAIN = EMBEDS | {name for name in NAMES if name.startswith("plain-")} | {"ebook", "audio"}
PAGES = frozenset({"page", "plain-page"})
LEAFLETS = frozenset({"leaflet", "large-print", "plain-leaflet", "plain-large-print"})
BOOKS = frozenset({"ebook", "audio"})
IN_WORDS = frozenset({"text", "plain-text", "braille", "plain-braille"})
NONE: frozenset[str] = frozenset()

SMALL = reviewed(
    sections=(
        section(
            "walk",
            prose(
                para(claim("benefit", "Lungs gain"), " from it ", cite("one"), "."),
                image("figures/a.png", "Steps"),
                image("figures/b.png", "A hill"),
            ),
            prose(para("Use your muscles."), image("figures/b.png", "A small hill")),
        ),
        section("rest", prose(para(claim("risk", "You can fall"), ".")), prose(para("Rest after it."))),
    ),
    plain_order=("walk", "rest"),
    figures=(figure("figures/a.png"), figure("figures/b.png", 30, 30), figure("figures/c.png")),
    references=(reference("one", "A title"), reference("two", "Another title")),
    glossary=(
        term("muscle", "what moves you", "muscles"),
        term("lung", "what breathes", "lungs"),
        term("knee", "a joint"),
    ),
    jurisdictions=(NORTH,),
    disclaimers=(
        disclaimer("front", Place.FRONT, Place.NOTICE, full=["A full statement."], plain=["A plain statement."]),
        disclaimer("foot", Place.FRONT, Place.FOOTER, footer=["A statement, {version}."], text=["The statement."]),
        disclaimer("help", Place.END, text=["The statement: call {emergency}."]),
        disclaimer("gain", Place.FIRST_BENEFIT, text=["A statement on gain."]),
        disclaimer("whose", Place.EMBED, when=When(format=(Format.EMBED,)), text=["A statement, whose it is."]),
        disclaimer("late", Place.FRONT, Place.NOTICE, when=When(overdue=True), text=["A statement, too late."]),
        disclaimer("other", Place.FRONT, when=When(reviewed=False), text=["A statement, {funders}."]),
    ),
    licence=Licence("Sample Licence 1", "https://sample.test/licence"),
    certification=Certification("EPUB Accessibility 1.1 - WCAG 2.2 Level AA", "Somebody", TODAY),
)


@dataclass(frozen=True)
class Inputs:
    """All that can be changed."""

    publication: Publication = SMALL
    as_of: date = TODAY
    words: Words = field(default_factory=words)
    patch: tuple[str, str, str] | None = None  # a file of the templates, what it holds, what it is to hold
    without: str = ""  # an edition that cannot be made here


def edited(**fields: Any) -> Inputs:
    """The publication with other values; of a field of a field its name with two underscores."""
    one = SMALL
    for name, value in fields.items():
        outer, _, inner = name.partition("__")
        one = replace(one, **{outer: replace(getattr(one, outer), **{inner: value}) if inner else value})
    return Inputs(one)


def text(level: str, old: str, new: str) -> Inputs:
    """The text of a level with other words."""

    def told(one: Prose | None, its: str) -> Prose | None:
        return replace(one, blocks=one.blocks.replace(old, new)) if one and its == level else one

    changed = tuple(replace(one, full=told(one.full, "full"), plain=told(one.plain, "plain")) for one in SMALL.sections)
    assert changed != SMALL.sections
    return edited(sections=changed)


def registry(name: str, **fields: Any) -> Inputs:
    fresh = disclaimer("x", Place.FRONT, **fields)
    wordings = {key: getattr(fresh, key) for key in fields}
    return edited(disclaimers=tuple(replace(one, **wordings) if one.id == name else one for one in SMALL.disclaimers))


def explained(name: str, **meaning: str) -> Inputs:
    return edited(
        glossary=tuple(
            replace(one, meaning=replace(one.meaning, **meaning)) if one.term == name else one for one in SMALL.glossary
        )
    )


def pictured(path: str) -> Inputs:
    fresh = replace(figure(path, 50, 40), path=path)
    return edited(figures=tuple(fresh if one.path == path else one for one in SMALL.figures))


def cited(key: str) -> Inputs:
    fresh = replace(reference(key, "A corrected title"), key=key)
    return edited(references=tuple(fresh if one.key == key else one for one in SMALL.references))


def dated(**days: date) -> Inputs:
    return edited(dates=replace(SMALL.dates, **days))


def template(name: str, old: str, new: str) -> Inputs:
    return Inputs(patch=(name, old, new))


def said(key: str, text: str) -> Inputs:
    return Inputs(words=replace(words(), texts={**words().texts, key: text}))


KINDS: Mapping[str, tuple[Inputs, frozenset[str]]] = {
    "a comma of the full text": (text("full", "You", ",You"), FULL),
    "a comma of the plain text": (text("plain", "Rest", "Rest,"), PLAIN),
    "the full title": (edited(titles__full="Another title"), FULL | EMBEDS),
    "the plain title": (edited(titles__plain="Another title"), PLAIN),
    "the full main message": (edited(main_message__full="Another."), FULL),
    "the plain main message": (edited(main_message__plain="Another."), PLAIN),
    "the order of the plain text": (edited(plain_order=("rest", "walk")), PLAIN),
    "the order of the full text": (edited(sections=SMALL.sections[::-1]), FULL),
    "an author's name": (edited(authors=(Person("Somebody"),)), PAGES | BOOKS),
    "an author's role": (
        edited(authors=(*SMALL.authors[:1], Person("Author Two", "another"), *SMALL.authors[2:])),
        PAGES,
    ),
    "a reviewer": (edited(reviewers=(Person("Somebody else", "tester"),)), PAGES),
    "a condition": (edited(conditions=("other",)), PAGES | BOOKS),
    "whom it is for": (edited(audience="Others"), NAMES),
    "an intervention that changes no disclaimer": (
        edited(interventions=(TREATMENT, Intervention("x", "drug", TREATMENT.status, Harm.NONE))),
        NONE,
    ),
    "a source of the full text": (cited("one"), FULL),
    "a source that nobody cites": (cited("two"), NONE),
    "the plain meaning of a term of the plain text": (explained("muscle", plain="what you move with"), PLAIN),
    "the full meaning of a term of the plain text": (explained("muscle", full="Another."), NONE),
    "the full meaning of a term of the full text": (explained("lung", full="Another."), FULL),
    "a term that nobody uses": (explained("knee", full="Another.", plain="another"), NONE),
    "a picture of the full text": (pictured("figures/a.png"), FULL - IN_WORDS),
    "a picture of both texts": (pictured("figures/b.png"), NAMES - IN_WORDS),
    "a picture that nobody shows": (pictured("figures/c.png"), NONE),
    "a full wording": (registry("front", full=["Another full statement."]), FULL),
    "a plain wording": (registry("front", plain=["Another plain statement."]), PLAIN),
    "the wording of a footer": (registry("foot", footer=["Another statement, {version}."]), NAMES),
    "a wording behind a claim": (registry("gain", full=["Another statement."]), FULL),
    "a wording for embeds alone": (registry("whose", full=["Another statement."], plain=["Another one."]), EMBEDS),
    "a wording that is not required": (registry("other", full=["Another."], plain=["Another."]), NONE),
    "a colour": (
        edited(publisher=replace(PUBLISHER, colours=replace(PUBLISHER.colours, tint="#eeeeee"))),
        NAMES - IN_WORDS,
    ),
    "the colour of small marks": (
        edited(publisher=replace(PUBLISHER, colours=replace(PUBLISHER.colours, accent="#803000"))),
        PAGES | LEAFLETS,
    ),
    "the publisher's telephone": (edited(publisher__phone="0100 301"), NAMES),
    "where feedback goes, which no wording tells": (edited(publisher__feedback="else@sample.test"), NONE),
    "the publisher's own address": (edited(publisher__base_url="https://else.test/"), EMBEDS),
    "where partners put the embed": (edited(publisher__embed_path="/else/"), EMBEDS),
    "the terms for partners": (edited(publisher__partner_terms="Ask us."), EMBEDS),
    "the partners' sites": (edited(publisher__partner_origins=("https://partner.test",)), EMBEDS),
    "the certification": (edited(certification__by="Somebody else"), frozenset({"ebook"})),
    "the name of the licence": (edited(licence__name="Sample Licence 2"), BOOKS | EMBEDS),
    "the address of the licence": (edited(licence__url="https://sample.test/2"), PAGES | EMBEDS),
    "the version": (edited(version="1.3"), NAMES),
    "the canonical address": (edited(canonical_url="https://else.test/sample/en/"), NAMES - IN_WORDS),
    "the day of a change": (dated(updated=date(2026, 11, 21)), NAMES),
    "the day of publication": (dated(published=date(2026, 1, 3)), NAMES - IN_WORDS),
    "the day of the last review": (dated(last_reviewed=date(2026, 1, 4)), PAGES | EMBEDS),
    "the day of the next review": (dated(next_review=date(2027, 12, 30)), EMBEDS),
    "a number to call": (edited(jurisdictions=(replace(NORTH, emergency="101"),)), NAMES),
    "a body that no wording names": (edited(jurisdictions=(replace(NORTH, regulator="Nobody"),)), NONE),
    "who has paid, which no wording tells": (edited(funding=("Nobody",)), NONE),
    "a withdrawal to come": (edited(withdrawal=Withdrawal(date(2030, 1, 1), ByLevel("a", "b"))), NONE),
    "a withdrawal": (edited(withdrawal=Withdrawal(TODAY, ByLevel("a", "b"))), NAMES),
    "a score, and the gates": (
        replace(
            Inputs(),
            publication=replace(
                SMALL, gates=Gates(full_grade=9), scores=(Score("f", "c", "yes", "by", None, TODAY, None, HERE),)
            ),
        ),
        NONE,
    ),
    "a change that is not signed off": (edited(pending=("walk",), stale=("walk",)), NAMES),
    "a day with the same status": (Inputs(as_of=date(2027, 12, 31)), NONE),
    "a day past the review": (Inputs(as_of=date(2028, 1, 1)), NAMES),
    "an edition that cannot be made here": (Inputs(without="audio"), PAGES),
    "a level that is gone": (
        edited(sections=tuple(replace(one, plain=None) for one in SMALL.sections), plain_order=()),
        PLAIN | {"page"},
    ),
    "the template of the page": (template("page/page.html", "<main", "<main data-new"), PAGES),
    "the style of the plain page": (template("plain-page/plain.css", "", "p { margin: 0 }"), frozenset({"plain-page"})),
    "the style of the leaflet": (template("leaflet/leaflet.css", "", "p { margin: 1mm }"), LEAFLETS),
    "the style of large print": (
        template("large-print/large-print.css", "", "p { margin: 1mm }"),
        frozenset({"large-print", "plain-large-print"}),
    ),
    "the style of books": (template("ebook/style.css", "", "p { margin: 0 }"), BOOKS),
    "the cover": (template("ebook/cover.html", "41pt", "40pt"), BOOKS),
    "the script for partners": (template("embed/imprint-embed.js", "", "// new"), EMBEDS),
    "a template that all share": (
        template("shared/publisher.html", ": {{ publisher.name", " – {{ publisher.name"),
        NAMES,
    ),
    "the template of the list": (template("index/index.html", "<main", "<main data-new"), NONE),
    "the style of references": (template("shared/references.csl", 'suffix="]"', 'suffix=" ]"'), FULL),
    "a word that all editions print": (said("version", "Edition"), NAMES),
}
UNSEEN = {  # their keys change, their files do not: large print is black on white, its style takes colours away again
    "a colour": {"large-print", "plain-large-print"},
    "the colour of small marks": {"large-print", "plain-large-print"},
}
MORE_THAN_NEEDED = {  # another key, though the bytes are the same: an edition's words and templates count as a whole
    "a word that no edition prints": said("index_title", "Another title"),
    "a note in a template that all share": template("shared/disclaimer.html", "{#", "{# Mind:"),
    "a style that only HTML shows": template("shared/disclaimer.html", 'class="disclaimer"', 'class="disclaimer new"'),
}


@dataclass(frozen=True)
class Bench:
    """Where editions are made and keys worked out."""

    shop: Workshop
    means: Means
    folder: Path

    def over(self, inputs: Inputs) -> Workshop:
        shop = self.shop
        if inputs.patch:
            name, old, new = inputs.patch
            templates = Path(shutil.copytree(TEMPLATES, self.folder / str(len(list(self.folder.iterdir())))))
            source = (templates / name).read_text()
            assert old in source
            (templates / name).write_text(source.replace(old, new) if old else source + new + "\n")
            shop = with_templates(shop, templates)
        return replace(shop, editions=tuple(one for one in shop.editions if one.name != inputs.without))

    def keys(self, inputs: Inputs, shop: Workshop) -> dict[str, str]:
        about = (inputs.words, inputs.as_of, layouts(shop.environment), shop.editions, self.means)
        return {one.name: action_key(inputs.publication, one, *about).value for one in possible(inputs)}

    def files(self, inputs: Inputs, shop: Workshop) -> dict[str, object]:
        return {
            one.name: produce(inputs.publication, one, inputs.words, inputs.as_of, shop) for one in possible(inputs)
        }


def possible(inputs: Inputs) -> Iterator[Edition]:
    for one in editions():
        if inputs.publication.sections_at(one.level) and one.name != inputs.without:
            yield replace(one, levels=tuple(filter(inputs.publication.sections_at, one.levels)))


def differing(one: Mapping[str, object], other: Mapping[str, object]) -> set[str]:
    """What is another, or gone; an edition that cannot be made any more is not told."""
    return {name for name in one if name in other and one[name] != other[name]}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    needs_tools_of_editions()
    with remembering(TEMPLATES) as shop:
        yield Bench(shop, means_of(), tmp_path_factory.mktemp("templates"))


@pytest.fixture(scope="module")
def cold(bench: Bench) -> dict[str, object]:
    return bench.files(Inputs(), bench.shop)


@pytest.mark.parametrize("kind", KINDS)
def test_exactly_the_editions_that_use_it_get_another_key(kind: str, bench: Bench) -> None:
    inputs, wanted = KINDS[kind]
    fresh = bench.keys(inputs, bench.over(inputs))
    assert differing(bench.keys(Inputs(), bench.shop), fresh) == wanted & fresh.keys()


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_exactly_these_are_other_files(kind: str, bench: Bench, cold: dict[str, object]) -> None:
    inputs, wanted = KINDS[kind]
    fresh = bench.files(inputs, bench.over(inputs))
    assert differing(cold, fresh) == wanted & fresh.keys() - UNSEEN.get(kind, set())


@pytest.mark.slow
@pytest.mark.parametrize("kind", MORE_THAN_NEEDED)
def test_no_file_changes_without_another_key(kind: str, bench: Bench, cold: dict[str, object]) -> None:
    inputs = MORE_THAN_NEEDED[kind]
    shop = bench.over(inputs)
    other = differing(bench.keys(Inputs(), bench.shop), bench.keys(inputs, shop))
    assert differing(cold, bench.files(inputs, shop)) < other == NAMES


def test_the_places_of_a_source_change_no_key(bench: Bench) -> None:
    moved = replace(SMALL, where=replace(HERE, path="/elsewhere/publication.md", line=9))
    assert bench.keys(Inputs(moved), bench.shop) == bench.keys(Inputs(), bench.shop)


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("imprint/composing/body.py", "makers"),
        ("imprint/editions/leaflet.py", "makers"),
        ("imprint/typesetting/archive.py", "makers"),
        ("imprint/checking/browser_seen.js", "checkers tellers"),
        ("imprint/model.py", "makers checkers tellers"),
        ("requirements/build.lock", "packages"),
        ("imprint/reporting/page.py", "tellers"),
        ("imprint/editorial/lexicon.yaml", "tellers"),
    ],
)
def test_the_code_and_the_locked_packages_are_told(path: str, field: str, bench: Bench, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "imprint", tmp_path / "imprint", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    with (tmp_path / path).open("a") as file:
        file.write("\n# changed\n")
    other = means_of(tmp_path)
    assert {name for name in vars(other) if getattr(other, name) != getattr(bench.means, name)} == set(field.split())


def with_means(bench: Bench, **fields: Any) -> set[str]:
    other = replace(bench, means=replace(bench.means, **fields))
    return differing(bench.keys(Inputs(), bench.shop), other.keys(Inputs(), bench.shop))


def test_whoever_makes_it_is_part_of_each_key(bench: Bench) -> None:
    assert with_means(bench, makers="x") == NAMES
    assert with_means(bench, packages="x") == NAMES
    assert with_means(bench, checkers="x") == NONE


def test_a_program_of_the_machine_is_part_of_the_keys_of_the_editions_that_need_it(bench: Bench) -> None:
    programs = bench.means.programs
    assert all(programs.values())
    assert with_means(bench, programs={**programs, "espeak-ng": "x"}) == {"audio"}
    assert with_means(bench, programs={**programs, "lou_translate": "x"}) == {"braille", "plain-braille"}


def test_a_font_is_part_of_the_keys_of_the_editions_that_are_set_in_it(bench: Bench) -> None:
    fonts = bench.means.fonts
    assert with_means(bench, fonts=dict.fromkeys(fonts, "x")) >= PAGES | LEAFLETS | BOOKS
    without = {fonts[Format.EMBED], fonts[Format.TEXT], fonts[Format.BRAILLE]}
    assert len(without) == 1
    assert not without & {fonts[Format.PAGE], fonts[Format.LEAFLET], fonts[Format.EBOOK], fonts[Format.AUDIO]}


# --- verdicts


def verdicts(inputs: Inputs, files: Mapping[str, bytes], means: Means, browser: str | None = None) -> dict[str, str]:
    return {
        one.name: verdict_key(
            case_of(inputs.publication, one, inputs.words, inputs.as_of, {one.filename: b"", **files}, NAMES),
            means,
            browser,
        )
        for one in possible(inputs)
    }


JUDGED: Mapping[str, frozenset[str]] = {  # what is held against the same files in another way
    "a comma of the full text": FULL - {"embed-plain"},
    "a comma of the plain text": PLAIN - {"embed"},
    "a wording for embeds alone": NAMES,  # in any edition, no other wording of the registry may stand
    "a wording that is not required": NAMES,
    "the plain meaning of a term of the plain text": PLAIN - {"embed"},
    "a term that nobody uses": NONE,
    "a source that nobody cites": NONE,
    "a picture of both texts": NONE,  # the check opens the files, not the source's pictures
    "a colour": NONE,
    "an author's role": NONE,
    "the certification": frozenset({"ebook"}),
    "where partners put the embed": EMBEDS,
    "the day of the next review": EMBEDS,
    "the version": NAMES,
    "a day with the same status": NONE,
    "a day past the review": NAMES,
    "a score, and the gates": NONE,
    "a word that all editions print": NAMES,
    "a withdrawal to come": NONE,
}


@pytest.mark.parametrize("kind", JUDGED)
def test_exactly_the_verdicts_that_it_can_change_get_another_key(kind: str, bench: Bench) -> None:
    before, after = (verdicts(inputs, {}, bench.means) for inputs in (Inputs(), KINDS[kind][0]))
    assert differing(before, after) == JUDGED[kind]


def test_files_the_code_and_the_browser_are_part_of_a_verdict(bench: Bench) -> None:
    before = verdicts(Inputs(), {"figures/a.png": b"1"}, bench.means)
    assert differing(before, verdicts(Inputs(), {"figures/a.png": b"2"}, bench.means)) == NAMES
    assert differing(before, verdicts(Inputs(), {"figures/a.png": b"1"}, bench.means, "Chromium 1")) == NAMES
    assert differing(before, verdicts(Inputs(), {"figures/a.png": b"1"}, replace(bench.means, checkers="x"))) == NAMES
    assert before == verdicts(Inputs(), {"figures/a.png": b"1"}, replace(bench.means, makers="x"))


def test_the_sample_is_current() -> None:
    assert SMALL.status(TODAY) is Status.CURRENT
