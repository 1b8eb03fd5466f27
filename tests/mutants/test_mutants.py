"""Every fault that is put into the templates, the styles or the words is found, under the code meant for it.

Each mutant is made by the production stages from templates or a publication that were changed behind the check's back.
"""

from itertools import chain
from pathlib import Path

import pytest

from imprint.checking import Browser
from imprint.codes import CODES
from imprint.composing import compose
from imprint.errors import Finding
from imprint.model import Publication, Words
from tests.mutants import eye, face, innocents, order, placing, styles, wordings
from tests.mutants.bench import (
    ALL,
    AS_OF,
    EVERY_LEVEL,
    LARGE,
    SCREENS,
    Bench,
    Innocent,
    Mutant,
    codes,
    edition_named,
    is_killed,
    nothing,
)

ON_FILES = [*wordings.MUTANTS, *placing.MUTANTS, *face.MUTANTS, *styles.MUTANTS, *order.MUTANTS]
FAST = {
    ("not dropped", "page"),
    ("display: none !important;", "page"),
    ("nothing in the fallback", "embed"),
    ("twice in front", "embed"),
    ("the status of another", "page"),
    ("a word before the notices", "page"),
    ("two blocks swapped", "page"),
}


def pairs(mutants: list[Mutant]) -> list[object]:
    """A parameter for each mutant in each edition that it applies to; all but a few are slow together."""
    return [
        pytest.param(
            one, edition, id=f"{edition}: {one.name}", marks=() if (one.name, edition) in FAST else pytest.mark.slow
        )
        for one in mutants
        for edition in one.killed
    ]


def told(found: tuple[Finding, ...]) -> str:
    return "\n".join(map(str, found[:9])) or "nothing"


@pytest.mark.parametrize(("mutant", "edition"), pairs(ON_FILES))
def test_a_mutant_is_killed(bench: Bench, lean_bench: Bench, mutant: Mutant, edition: str) -> None:
    is_by_template = mutant.change is None  # what befalls the publication may befall a part that the lean one has not
    found = (lean_bench if edition in LARGE and is_by_template else bench).tried(mutant, edition)
    wanted = mutant.killed[edition]
    assert is_killed(wanted, codes(found)), (
        f"{mutant.name!r} survives in {edition}: {wanted} expected, found\n{told(found)}"
    )


@pytest.mark.parametrize(("mutant", "edition"), pairs(eye.MUTANTS))
def test_the_browser_sees_a_mutant(lean_bench: Bench, browser: Browser, mutant: Mutant, edition: str) -> None:
    """Whatever the file tells by itself does not count here."""
    told_by_file = set(lean_bench.tried(mutant, edition))
    found = tuple(one for one in lean_bench.tried(mutant, edition, browser) if one not in told_by_file)
    wanted = mutant.killed[edition]
    assert is_killed(wanted, codes(found)), (
        f"{mutant.name!r} survives in {edition}: {wanted} expected, found\n{told(found)}"
    )


@pytest.mark.slow
@pytest.mark.parametrize("edition", ALL)
@pytest.mark.parametrize("innocent", innocents.INNOCENTS, ids=lambda one: one.name)
def test_an_innocent_change_raises_nothing(bench: Bench, innocent: Innocent, edition: str) -> None:
    truth = innocent.change(bench.publication) if innocent.change else bench.publication
    files = bench.files(edition, innocent.patches, truth)
    assert told(bench.findings(edition, files, truth=truth)) == "nothing"


@pytest.mark.slow
@pytest.mark.parametrize("edition", EVERY_LEVEL)
def test_a_text_that_has_changed_since_it_was_signed_off_must_say_so(bench: Bench, edition: str) -> None:
    """The one as which the text is made, and the one that it is: each is found to lack, or to have, the note."""
    signed, changed = bench.publication, innocents.altered(bench.publication)
    silent = bench.findings(edition, bench.files(edition, publication=signed), truth=changed)
    assert {"V001", "V017"} <= set(codes(silent).split())
    assert any("altered" in one.message for one in silent)
    false = bench.findings(edition, bench.files(edition, publication=changed), truth=signed)
    assert {"V004", "V017"} <= set(codes(false).split())


@pytest.mark.slow
@pytest.mark.parametrize("innocent", [one for one in innocents.INNOCENTS if one.by_eye], ids=lambda one: one.name)
def test_the_browser_minds_no_innocent_change(lean_bench: Bench, browser: Browser, innocent: Innocent) -> None:
    files = lean_bench.files("page", innocent.patches)
    assert told(lean_bench.findings("page", files, browser)) == "nothing"


@pytest.mark.slow
@pytest.mark.parametrize("edition", EVERY_LEVEL)
def test_without_a_mutant_there_is_nothing_to_find(bench: Bench, edition: str) -> None:
    assert told(bench.findings(edition, bench.files(edition))) == "nothing"


@pytest.mark.slow
@pytest.mark.parametrize("edition", SCREENS)
def test_without_a_mutant_the_browser_sees_nothing_amiss(lean_bench: Bench, browser: Browser, edition: str) -> None:
    assert told(lean_bench.findings(edition, lean_bench.files(edition), browser)) == "nothing"


def test_the_bench_makes_what_production_makes(bench: Bench) -> None:
    """No patch, no change: the same bytes as without the bench."""
    from imprint.editions import produce  # noqa: PLC0415 - only here

    made = produce(bench.publication, edition_named("page"), bench.words, AS_OF, bench.shop)
    assert bench.files("page", nothing) == {artefact.path: artefact.data for artefact in made}


def test_the_campaign_is_as_large_as_promised() -> None:
    mutants = [*ON_FILES, *eye.MUTANTS]
    names = [one.name for one in mutants]
    assert len(names) == len(set(names)) >= 50
    assert sum(len(one.killed) for one in mutants) >= 70
    assert len(innocents.INNOCENTS) >= 15
    assert {name for one in mutants for name in one.killed} == set(EVERY_LEVEL)


def test_every_code_for_disclaimers_is_meant_for_some_mutant() -> None:
    meant = (one.killed for one in [*ON_FILES, *eye.MUTANTS])
    used = set(chain.from_iterable(expected.split() for table in meant for expected in table.values()))
    assert {code for code in CODES if code.startswith("V")} <= used


def test_no_wording_is_spelled_out(root: Path, clinic: tuple[Publication, Words]) -> None:
    """What must be found is read from the registry, never from the tests."""
    publication, words = clinic
    source = "\n".join(path.read_text(encoding="utf-8") for path in (root / "tests/mutants").glob("*.py"))
    for name in EVERY_LEVEL:
        document = compose(publication, edition_named(name), words, AS_OF)
        notices = [*document.texts[0].front, *document.end, *document.footer, *document.embed]
        assert not [notice.text for notice in notices if notice.text in source]
