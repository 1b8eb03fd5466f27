"""Slips that were written down before there were rules are found at their lines; innocent edits are not minded."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from imprint.editions import Workshop, editions, workshop
from imprint.errors import Finding
from imprint.model import Status, Words
from imprint.reading import read, read_words
from tests.editorial.campaign import AS_OF, FAMILIES, SOUND, Edit, copy, edits, told

ONLY_STALE = {  # what no rule on words can see: that the pair changed since it was signed off is all that is told
    "number-14": "the rounded share is, by chance, another share of the full text",
    "number-23": "the full text contradicts itself, and its table still bears the plain text out",
    "certainty-16": "“mend” and “repair” are two words for one thing",
    "certainty-20": "“harm” is no harm by name",
    "certainty-21": "“broken skin” and “unbroken skin”",
    "absolute-14": "an advertisement without a word of one",
    "absolute-16": "a promise in everyday words",
}
STALE = ("C050", "W015")


@pytest.fixture(scope="module")
def words(root: Path) -> Mapping[str, Words]:
    return read_words(root / "templates/shared/words.yaml")


@pytest.fixture(scope="module")
def shop(root: Path) -> Iterator[Workshop]:
    with workshop(root / "templates", tuple(editions()), presses=1) as running:
        yield running


@pytest.fixture(scope="module")
def usual(words: Mapping[str, Words], shop: Workshop, tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """What is told of the sound publication: advice that bars no release."""
    found = told(copy(tmp_path_factory.mktemp("sound")), words, shop, AS_OF)
    assert [one.code for one in found] == ["L016"]
    return _said(found)


def _said(found: tuple[Finding, ...]) -> set[tuple[str, str]]:
    return {(one.code, one.message) for one in found}


def test_the_sound_publication_is_current_and_signed_off(words: Mapping[str, Words]) -> None:
    (one,) = read(SOUND, words)[0].publications
    assert one.status(AS_OF) is Status.CURRENT
    assert one.pending == ()


@pytest.mark.slow
@pytest.mark.parametrize("edit", edits("faults"), ids=lambda one: one.id)
def test_a_slip_is_found_at_its_line(
    edit: Edit, words: Mapping[str, Words], shop: Workshop, usual: set[tuple[str, str]], tmp_path: Path
) -> None:
    source = copy(tmp_path)
    edit.make(source)
    found = [one for one in told(source, words, shop, edit.as_of) if (one.code, one.message) not in usual]
    file, line = edit.line(source)
    kind = edit.facts["kind"]
    there = [one for one in found if one.code.startswith(FAMILIES[kind]) and one.where.path.endswith(file)]
    at_its_line = [one for one in there if one.where.line == line]
    if edit.id in ONLY_STALE:
        assert not at_its_line, f"it is found by now: take {edit.id} out of ONLY_STALE"
        assert "C050" in {one.code for one in found}
    else:
        assert at_its_line, f"{edit.facts['why']}; wanted at {file}:{line}, told:\n" + "\n".join(map(str, found))


@pytest.mark.slow
@pytest.mark.parametrize("edit", edits("innocents"), ids=lambda one: one.id)
def test_an_innocent_edit_raises_nothing(
    edit: Edit, words: Mapping[str, Words], shop: Workshop, usual: set[tuple[str, str]], tmp_path: Path
) -> None:
    source = copy(tmp_path)
    edit.make(source)
    found = [one for one in told(source, words, shop, edit.as_of) if (one.code, one.message) not in usual]
    fine = STALE if edit.facts["stale"] else ()
    assert [str(one) for one in found if one.code not in fine] == []


def test_the_campaign_is_as_large_as_promised(count: Callable[[str], None]) -> None:
    faults, innocents = edits("faults"), edits("innocents")
    kinds = Counter(one.facts["kind"] for one in faults if one.id not in ONLY_STALE)
    assert set(kinds) == set(FAMILIES)
    assert all(number >= 10 for number in kinds.values())
    assert len(innocents) >= 40
    assert set(ONLY_STALE) <= {one.id for one in faults}
    each = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    count(
        f"editorial campaign: {len(faults)} seeded slips, {kinds.total()} found at their lines ({each}), "
        f"{len(ONLY_STALE)} told as a changed pair alone; {len(innocents)} innocent edits raise nothing"
    )


def test_no_word_list_is_made_of_the_campaign(root: Path) -> None:
    """Nothing in the rules names the imaginary topic that the slips were made in."""
    data = [*(root / "imprint/editorial").glob("*.yaml"), *(root / "imprint/reading").glob("*.yaml")]
    for path in data:
        text = path.read_text(encoding="utf-8").casefold()
        assert not [word for word in ("garden", "imagined", "balm", "kneel") if word in text], path
