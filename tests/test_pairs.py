"""Which edits change what people have signed off, and which ones mean nothing: told by the digests of the pairs."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from imprint.model import Level, Publication, Words
from imprint.pairs import WHOLE, digest, pairs, typed
from imprint.reading import read, read_words
from tests import samples

TEXT = "walking-blisters/publication.md"
SOURCES = "walking-blisters/references.yaml"
OWN = "walking-blisters/disclaimers.yaml"
SHARED, GLOSSARY = "disclaimers.yaml", "glossary.yaml"
ALL = {WHOLE, "cause", "care", "socks", "risks", "ask"}


@dataclass(frozen=True)
class Edit:
    """A change to one file of the source, and the pairs that it must change."""

    name: str
    file: str
    old: str
    new: str
    changes: frozenset[str] = frozenset()

    def apply(self, source: Path) -> None:
        path = source / self.file
        text = path.read_text(encoding="utf-8")
        assert text.count(self.old) >= 1, self.name
        path.write_text(text.replace(self.old, self.new, 1), encoding="utf-8")


def innocent(name: str, old: str, new: str, file: str = TEXT) -> Edit:
    return Edit(name, file, old, new)


def grave(name: str, old: str, new: str, *changes: str, file: str = TEXT) -> Edit:
    return Edit(name, file, old, new, frozenset(changes))


INNOCENT = [
    innocent(
        "a line breaks elsewhere",
        "friction moves the upper layers of the skin\nagainst",
        "friction moves\nthe upper layers of the skin against",
    ),
    innocent("two spaces", "A blister is a small", "A  blister is a small"),
    innocent("a space at the end of a line", "1. Wash your hands.\n", "1. Wash your hands. \n"),
    innocent("an empty line more", "## What can go wrong?", "\n## What can go wrong?"),
    innocent("a no-break space", "for some days", "for\u00a0some days"),
    innocent("a dash typed otherwise", "| Nothing | – | 0.00 |", "| Nothing | — | 0.00 |"),
    innocent("strong words", "Leave the skin closed", "**Leave** the skin closed"),
    innocent("slanted words", "Wash your hands.\n2.", "*Wash* your hands.\n2."),
    innocent("a wider table", "| Gauze and tape | 1 day | 0.40 |", "| Gauze and tape    |    1 day |   0.40 |"),
    innocent("an alignment", "|:------|:------------:|-----:|", "|-------|-------------|-----|"),
    innocent(
        "a claim that marks more",
        "[react to the glue of a dressing with a\nrash]{.claim kind=risk id=rash}",
        "react [to the glue of a dressing with a\nrash]{.claim kind=risk id=rash}",
    ),
    innocent(
        "a second claim of a kind",
        "Dry the foot, then choose the cover",
        "[Dry the foot, then choose the cover]{.claim kind=benefit}",
    ),
    innocent(
        "a claim with an id",
        "[who will react]{.claim kind=uncertainty}",
        "[who will react]{.claim kind=uncertainty id=c1}",
    ),
    innocent("the audience", "audience: Adults who walk far,", "audience: Grown-ups who walk far,"),
    innocent("the version", 'version: "2.1"', 'version: "2.2"'),
    innocent("the day of the text", "updated: 2026-11-01", "updated: 2026-10-31"),
    innocent("the next review", "next_review: 2027-11-01", "next_review: 2027-12-01"),
    innocent("a reviewer", "{name: Test Reviewer, role", "{name: Other Test Reviewer, role"),
    innocent(
        "an author",
        "{name: Second Test Author, role: invented for the tests}",
        "{name: Third Test Author, role: invented for the tests}",
    ),
    innocent("who paid", "the Imagined Walking Fund", "the Imagined Running Fund"),
    innocent(
        "the order of the plain text",
        "plain_order: [care, cause, risks, ask]",
        "plain_order: [cause, care, ask, risks]",
    ),
    innocent("the licence", "the Licence of the Tests", "another Licence of the Tests"),
    innocent(
        "other bullets", "- Wash your hands.\n- Dry your foot.\n- Put", "* Wash your hands.\n* Dry your foot.\n* Put"
    ),
    innocent("a note in the metadata", "conditions:", "# a note\nconditions:"),
    innocent("a list written otherwise", "conditions: [blister, sore heel]", "conditions:\n- blister\n- sore heel"),
    innocent(
        "how a wording is wrapped",
        "text: Nobody knows this for certain yet.",
        "text: >-\n    Nobody knows this\n    for certain yet.",
        OWN,
    ),
    innocent("what a wording must convey", "[[medicine]]", "[[medicine], [never]]", OWN),
    innocent(
        "a wording that is never printed here",
        "This speaks of a medicine and",
        "This speaks of another medicine and",
        OWN,
    ),
    innocent(
        "a term that no text uses",
        "\n",
        "\n- {term: bandage roll, full: A long strip of cloth., plain: a strip of cloth}\n",
        GLOSSARY,
    ),
]
GRAVE = [
    grave("a figure", "| 2.50 |", "| 3.50 |", "care"),
    grave("a word", "most often at the heel", "mostly at the heel", "cause"),
    grave(
        "a not",
        "Whether two pairs are better than one is not settled",
        "Whether two pairs are better than one is settled",
        "socks",
    ),
    grave("a word of the plain text", "The glue can make your skin itch", "The glue makes your skin itch", "risks"),
    grave("a question", "- May I walk tomorrow?", "- May I run tomorrow?", "ask"),
    grave("a heading", "## What can go wrong?", "## What may go wrong?", "risks"),
    grave("a plain heading", 'plain="Why do you get one?"', 'plain="Why do you have one?"', "cause"),
    grave("a small heading", "### What was counted", "### What was seen", "socks"),
    grave("an alternative text", "A foot seen from the side. A square", "A foot seen from above. A square", "care"),
    grave("a caption", "The patch is larger than the sore place.", "The patch is smaller than the sore place.", "care"),
    grave("a citation less", "[@walkers-2024; @socks-2025], and", "[@walkers-2024], and", "care"),
    grave("another citation", "warm [@socks-2025]", "warm [@walkers-2024]", "cause"),
    grave("a page of a citation", "warm [@socks-2025]", "warm [@socks-2025, p. 3]", "cause"),
    grave(
        "the title of a source", "does a soft dressing shorten", "does a hard dressing shorten", "care", file=SOURCES
    ),
    grave("the address of a source", "two-or-one", "two-or-none", "cause", "care", "socks", "risks", file=SOURCES),
    grave("a wording of the whole", "Rest your foot, and change your shoe.", "Rest your foot.", WHOLE),
    grave("a title", "what a soft patch can do for it", "what a patch can do for it", WHOLE),
    grave(
        "the wording of a disclaimer",
        "They are not advice for one person",
        "They are not advice for one patient",
        WHOLE,
        file=SHARED,
    ),
    grave(
        "the footer of a disclaimer",
        "footer: For everybody, and not",
        "footer: For everybody and not",
        WHOLE,
        file=SHARED,
    ),
    grave("a number to call", 'emergency: "999"', 'emergency: "998"', WHOLE, file=SHARED),
    grave("where its readers live", "jurisdictions: [UK, US]", "jurisdictions: [UK]", WHOLE),
    grave("what a wording says while unset", "unset: The same is there", "unset: It is there", WHOLE, file=SHARED),
    grave(
        "a wording at a claim",
        "Feet differ. It may not help you.",
        "Feet differ. So it may not help you.",
        WHOLE,
        "care",
        file=OWN,
    ),
    grave(
        "a wording at claims of two sections",
        "Nobody knows this for certain yet.",
        "Nobody knows that for certain yet.",
        WHOLE,
        "socks",
        "risks",
        file=OWN,
    ),
    grave("a worst harm that takes a wording away", "worst_harm: mild", "worst_harm: none", WHOLE, "risks"),
    grave("the meaning of a term in use", "Free of germs.", "Without germs.", WHOLE, file=GLOSSARY),
    grave(
        "a mark that brings a wording",
        "A blister is a small cushion",
        "[A blister]{.claim kind=risk} is a small cushion",
        "cause",
    ),
    grave("an item less", "- Dry your foot.\n", "", "care"),
    grave("a minus", "| 1 day |", "| -1 day |", "care"),
]


@pytest.fixture(scope="module")
def words(root: Path) -> Mapping[str, Words]:
    return read_words(root / "templates/shared/words.yaml")


@pytest.fixture(scope="module")
def digests(root: Path, words: Mapping[str, Words]) -> Callable[[Path | None], dict[str, tuple[str, str]]]:
    """The digests of every pair of a source; without a folder, those of the source as it stands."""

    def of(source: Path | None) -> dict[str, tuple[str, str]]:
        catalogue, findings = read(source or root / "tests/sources/clinic", words)
        assert [one for one in findings if one.is_error] == []
        return {pair.id: pair.digests() for pair in pairs(catalogue.publications[0])}

    return of


@pytest.fixture
def source(root: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(root / "tests/sources/clinic", tmp_path / "source"))


Digests = Callable[[Path | None], dict[str, tuple[str, str]]]


def changed(before: Mapping[str, object], after: Mapping[str, object]) -> set[str]:
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def test_there_is_a_pair_for_each_section_and_one_for_the_whole(digests: Digests) -> None:
    assert set(digests(None)) == ALL


@pytest.mark.parametrize("edit", [*INNOCENT, *GRAVE], ids=lambda edit: edit.name)
def test_an_edit_changes_exactly_the_pairs_whose_meaning_it_changes(edit: Edit, source: Path, digests: Digests) -> None:
    edit.apply(source)
    assert changed(digests(None), digests(source)) == edit.changes


def test_how_many_edits_were_tried(count: Callable[[str], None]) -> None:
    assert len(INNOCENT) >= 20
    assert len([edit for edit in GRAVE if edit.changes]) == len(GRAVE) >= 15
    count(f"pairs: {len(INNOCENT)} innocent edits change nothing, {len(GRAVE)} others change their pairs alone")


def test_quotation_marks_and_dots_may_be_typed_or_set(source: Path, digests: Digests) -> None:
    Edit("", TEXT, "it is a good cover by itself", "it is “a good” cover that’s …").apply(source)
    curly = digests(source)
    Edit("", TEXT, "it is “a good” cover that’s …", 'it is "a good" cover that\'s ...').apply(source)
    assert changed(curly, digests(source)) == set()
    assert changed(curly, digests(None)) == {"care"}


def test_other_bytes_of_a_picture_are_another_picture(source: Path, digests: Digests) -> None:
    picture = source / "walking-blisters/figures/columns.png"
    with Image.open(BytesIO(picture.read_bytes())) as was:
        was.transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(picture)
    assert changed(digests(None), digests(source)) == {"socks"}


def test_another_name_of_a_picture_is_no_other_picture(source: Path, digests: Digests) -> None:
    folder = source / "walking-blisters/figures"
    (folder / "columns.png").rename(folder / "two-columns.png")
    Edit("", TEXT, "figures/columns.png", "figures/two-columns.png").apply(source)
    assert changed(digests(None), digests(source)) == set()


def test_a_section_that_goes_is_missed(source: Path, digests: Digests) -> None:
    path = source / TEXT
    text = path.read_text(encoding="utf-8").replace(", ask]", "]")
    path.write_text(text[: text.index("## What could you ask?")], encoding="utf-8")
    assert changed(digests(None), digests(source)) == {WHOLE, "ask"}


def test_sign_off_and_days_change_no_pair(root: Path, words: Mapping[str, Words]) -> None:
    """Else a sign-off would undo itself: disclaimers that depend on it belong to the whole all the same."""
    publication: Publication = samples.publication()
    assert (
        pairs(samples.reviewed()) == pairs(publication) == pairs(samples.reviewed(pending=("harm",), stale=("harm",)))
    )


def test_lines_hold_all_that_a_text_may_hold() -> None:
    found = {pair.id: pair for pair in pairs(samples.publication())}
    full = found["harm"].at(Level.FULL)
    assert full[0] == "## About harm"
    assert 'A "blister" | often' in full
    assert "> Walk on, they say (https://sample.test/?a=1&b=2)." in full
    assert ": How fast you go" in full
    assert "[two-2020] Second. https://example.org/two-2020" in found["walking"].full
    assert "(first) This is the statement first." in found["walking"].full
    assert "(first) This is the statement first." not in found["gain"].full
    assert found["gain"].plain == ()


@pytest.mark.parametrize("text", ["", "a  b", "“a” – ‘b’ …", 'x "y" -- z'])
def test_what_is_typed_stays_as_it_is_typed(text: str) -> None:
    assert typed(typed(text)) == typed(text)
    assert typed(text).isascii()


def test_a_digest_tells_where_lines_end() -> None:
    assert digest(["ab", "c"]) != digest(["a", "bc"])
