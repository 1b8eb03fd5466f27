"""An edition is made of what it is given and of nothing else: the same files as of the whole publication."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from jinja2 import Environment, TemplateNotFound, meta

from imprint.composing import compose, standing_in
from imprint.editions import Layouts, Workshop, editions, environment, produce, templates_of
from imprint.editions.layouts import references
from imprint.model import Artefact, ByLevel, Edition, Format, Publication, Withdrawal
from imprint.reading import read
from imprint.reading.words import read_words
from tests.conftest import needs_tools_of_editions
from tests.remembering import remembering
from tests.samples import ROOT, TEMPLATES, TODAY, reviewed, words

LATE = date(2036, 1, 1)
GONE = Withdrawal(TODAY, ByLevel("a full reason", "a plain reason"), "https://sample.test/new/")
SOURCES = ("tests/sources/clinic", "tests/sources/contract", "tests/sources/shapes", "source")


@pytest.fixture(scope="module")
def shop() -> Iterator[Workshop]:
    needs_tools_of_editions()
    with remembering(TEMPLATES) as shop:
        yield shop


def of_the_whole(one: Publication, edition: Edition, day: date, shop: Workshop) -> tuple[Artefact, ...]:
    """The files as they are made where an edition is handed everything."""
    return editions()[edition](compose(*standing_in(one, edition, day), words(), day), shop)


def offered(one: Publication) -> Iterator[Edition]:
    yield from (edition for edition in editions() if one.sections_at(edition.level))


def assert_same(one: Publication, shop: Workshop) -> None:
    for stood, day in ((one, TODAY), (one, LATE), (replace(one, withdrawal=GONE), TODAY)):
        for edition in offered(stood):
            made = produce(stood, edition, words(), day, shop)
            assert made == of_the_whole(stood, edition, day, shop), (edition.name, day)


def test_the_sample_is_made_of_what_it_uses(shop: Workshop) -> None:
    assert_same(reviewed(), shop)


@pytest.mark.slow
@pytest.mark.parametrize("source", SOURCES)
def test_every_publication_is_made_of_what_it_uses(source: str, shop: Workshop) -> None:
    catalogue, _ = read(ROOT / source, read_words(TEMPLATES / "shared/words.yaml"))
    assert catalogue.publications
    for one in catalogue.publications:
        assert_same(one, shop)


@pytest.fixture(scope="module")
def templates() -> Environment:
    return environment(TEMPLATES)


def test_the_templates_that_a_template_names_are_those_that_jinja_sees(templates: Environment) -> None:
    layouts = Layouts(templates)
    names = {name for edition in editions() for name in layouts.of(templates_of(edition)).sources}
    parsed = {name for name in names if not name.endswith(".js")}
    assert len(parsed) > 30
    for name in parsed:
        source = layouts.source(name)
        assert set(references(source)) == set(meta.find_referenced_templates(templates.parse(source))), name


@pytest.mark.parametrize("edition", editions(), ids=lambda edition: edition.name)
def test_an_edition_may_load_no_template_but_its_own(edition: Edition, shop: Workshop) -> None:
    narrow = shop.narrowed(templates_of(edition), ())
    strange = "report/report.html" if edition.format is not Format.PAGE else "leaflet/leaflet.html"
    with pytest.raises(TemplateNotFound):
        narrow.environment.get_template(strange)
    with pytest.raises(TemplateNotFound):
        narrow.read("shared/words.yaml")


def test_a_template_is_compiled_once(templates: Environment, monkeypatch: pytest.MonkeyPatch) -> None:
    layouts = Layouts(templates)
    layouts.of(("page",)).environment.get_template("page/page.html")
    with monkeypatch.context() as patched:
        patched.setattr(Environment, "compile", lambda *_: pytest.fail("it is compiled again"))
        layouts.of(("plain-page",)).environment.get_template("page/page.html")


def test_a_layout_knows_a_change_of_what_it_includes(tmp_path: Path) -> None:
    for name, text in {"a/a.html": '{% include "b/b.css" %}', "b/b.css": "one", "c/c.html": "c"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    before = {name: Layouts(environment(tmp_path)).of((name,)).digest for name in "abc"}
    (tmp_path / "b/b.css").write_text("two")
    after = {name: Layouts(environment(tmp_path)).of((name,)).digest for name in "abc"}
    assert {name for name in "abc" if before[name] != after[name]} == {"a", "b"}
