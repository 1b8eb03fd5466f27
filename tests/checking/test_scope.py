"""What the check of one edition may see is all that its verdict depends on: findings and evidence are the same."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from imprint.checking import Browser, case_of, prove, prove_edition, read_with
from imprint.checking.check import _Check
from imprint.editions import Workshop, editions, produce
from imprint.evidence import Proof
from imprint.model import ByLevel, Edition, Publication, Sentence, Withdrawal
from imprint.reading import read
from imprint.reading.words import read_words
from tests.conftest import needs_tools_of_editions
from tests.remembering import remembering
from tests.samples import ROOT, TEMPLATES, TODAY, reviewed, words

LATE = date(2036, 1, 1)
GONE = Withdrawal(TODAY, ByLevel("a full reason", "a plain reason"), "https://sample.test/new/")
FOLDER = "output/sample/en"


@pytest.fixture(scope="module")
def shop() -> Iterator[Workshop]:
    needs_tools_of_editions()
    with remembering(TEMPLATES) as shop:
        yield shop


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    with Browser(chromium) as started:
        yield started


def of_the_whole(
    one: Publication, edition: Edition, day: date, files: Mapping[str, bytes], browser: Browser | None = None
) -> Proof:
    """What the check says where it is handed the whole publication and every file of it."""
    checked = _Check(one, words(), day, edition, files, f"{FOLDER}/{edition.filename}")
    begun = checked.begun(browser, is_portrayed=True)
    return Proof(tuple(dict.fromkeys(checked.findings(begun))), (checked.evidence(begun),))


def other(one: Publication) -> Publication:
    """Another truth, against which much of the files is wrong."""
    kept = one.sections[:-1]
    return replace(
        one,
        titles=ByLevel(f"{one.titles.full} again", one.titles.plain),
        version="99",
        sections=kept,
        plain_order=tuple(key for key in one.plain_order if key in {section.id for section in kept}),
        disclaimers=tuple(replace(said, full=(*said.full, Sentence("And more."))) for said in one.disclaimers),
        glossary=tuple(replace(term, meaning=ByLevel("full", "plain")) for term in one.glossary),
    )


def assert_same(one: Publication, day: date, shop: Workshop) -> int:
    """How much was found, of the truth and of another."""
    asked = [
        replace(edition, levels=tuple(filter(one.sections_at, edition.levels)))
        for edition in editions()
        if one.sections_at(edition.level)
    ]
    made = {edition.name: {a.path: a.data for a in produce(one, edition, words(), day, shop)} for edition in asked}
    files = {path: data for some in made.values() for path, data in some.items()}
    count = 0
    for truth in (one, other(one)):
        for edition in asked:
            own = {path: files[path] for its in read_with(edition, asked) for path in made[its.name]}
            case = case_of(truth, edition, words(), day, own, files)
            assert case_of(case.publication, edition, words(), day, own, files) == case
            proof = prove_edition(case, FOLDER, None)
            assert proof == of_the_whole(truth, edition, day, files), (edition.name, day)
            count += len(proof.findings)
    return count


@pytest.mark.slow
@pytest.mark.parametrize("source", ["tests/sources/clinic", "tests/sources/contract", "tests/sources/shapes"])
def test_a_verdict_depends_on_nothing_else(source: str, shop: Workshop) -> None:
    catalogue, _ = read(ROOT / source, read_words(TEMPLATES / "shared/words.yaml"))
    for one in catalogue.publications[:1]:
        for stood, day in ((one, TODAY), (one, LATE), (replace(one, withdrawal=GONE), TODAY)):
            assert assert_same(stood, day, shop) > 20


def test_a_verdict_on_the_sample_depends_on_nothing_else(shop: Workshop) -> None:
    assert assert_same(reviewed(), TODAY, shop) > 20


@pytest.mark.slow
@pytest.mark.parametrize("name", ["page", "plain-page", "embed", "ebook"])
def test_a_browser_sees_the_same_in_the_files_of_the_edition_alone(name: str, shop: Workshop, browser: Browser) -> None:
    one = reviewed()
    made = {
        edition.name: {a.path: a.data for a in produce(one, edition, words(), TODAY, shop)} for edition in editions()
    }
    files = {path: data for some in made.values() for path, data in some.items()}
    edition = next(edition for edition in editions() if edition.name == name)
    own = {path: files[path] for its in read_with(edition, tuple(editions())) for path in made[its.name]}
    seen = prove_edition(case_of(one, edition, words(), TODAY, own, files), FOLDER, browser)
    assert seen == of_the_whole(one, edition, TODAY, files, browser)
    assert any(view.picture for view in seen.evidence[0].views)


def test_what_is_proven_together_is_proven_one_by_one(shop: Workshop) -> None:
    one, asked = reviewed(), [edition for edition in editions() if edition.name in ("page", "text", "embed")]
    files = {a.path: a.data for edition in asked for a in produce(one, edition, words(), TODAY, shop)}
    together = prove(one, words(), TODAY, asked, files, FOLDER, None)
    proofs = [prove_edition(case_of(one, edition, words(), TODAY, files), FOLDER, None) for edition in asked]
    assert [shown for proof in proofs for shown in proof.evidence] == list(together.evidence)
    assert {flaw for proof in proofs for flaw in proof.findings} == set(together.findings)


def test_an_embed_is_read_with_all_that_its_guide_hands_out() -> None:
    read_beside = {edition.name: {one.name for one in read_with(edition, tuple(editions()))} for edition in editions()}
    assert read_beside["embed"] == read_beside["embed-plain"] == {"embed", "embed-plain"}
    assert all(names == {name} for name, names in read_beside.items() if not name.startswith("embed"))


def test_a_file_that_is_missing_is_told_whatever_lies_beside_it() -> None:
    page = next(edition for edition in editions() if edition.name == "page")
    case = case_of(reviewed(), page, words(), TODAY, {}, ["plain.html"])
    assert [one.code for one in prove_edition(case, "", None).findings] == ["A001"]
