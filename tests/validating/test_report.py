"""The report is without fault itself: with pictures, texts, findings and verdicts, in every way of looking at it."""

from dataclasses import replace
from pathlib import Path

import pytest

from imprint.checking import Browser, prove
from imprint.editions import workshop
from imprint.errors import Finding, Severity, Where
from imprint.evidence import Judged
from imprint.reporting import PAGE, Account, report
from imprint.validating import Site, validate
from tests.checking import tea
from tests.checking.tea import AS_OF, EBOOK, EMBED, LEAFLET, PUBLICATION, TEXT, WORDS, finished
from tests.samples import TEMPLATES, words
from tests.validating.asking import refuse, tools_here

pytestmark = pytest.mark.slow
FINDINGS = (
    Finding("P034", Where("source/tea/publication.md", 1), "a paragraph is long", "divide it", Severity.WARNING),
    Finding("V010", Where("leaflet.pdf", page=2), "a disclaimer is pale", "make it darker"),
)
VERDICTS = (Judged("veraPDF", "1.29", "leaflet.pdf", 0, 0), Judged("Nu", "26", "index.html", 2, 1))


@pytest.fixture(scope="module")
def files(chromium: Path) -> dict[str, bytes]:
    """Two reports: a sound one, and one with everything that can be told."""
    made = finished()
    with Browser(chromium) as browser, workshop(TEMPLATES, (), presses=1) as shop:
        wanted = (tea.PAGE, LEAFLET, EBOOK, EMBED, TEXT)
        proof = prove(PUBLICATION, WORDS, AS_OF, wanted, made, "output/tea/en", browser)
        sound = Account(PUBLICATION, words(), AS_OF, proof.evidence, made, browser=browser.name)
        told = replace(sound, findings=FINDINGS, verdicts=VERDICTS, unasked=("Ace (it needs Node)",), others=(EBOOK,))
        both = {"sound/en": report(sound, shop.environment), "tea/en": report(told, shop.environment)}
    reports = {f"{folder}/{one.path}": one.data for folder, made in both.items() for one in made}
    beside = {f"{folder}/{path}": data for folder in both for path, data in made.items()}
    return {**beside, **reports, "index.html": b""}


def test_axe_and_nu_find_nothing_in_it(files: dict[str, bytes]) -> None:
    pages = {path for path in files if path.endswith(PAGE)}
    assert len(pages) == 2
    beside = {path: data for path, data in files.items() if path.endswith((PAGE, ".css", ".png"))}
    said = validate(Site(beside), tools_here(), only=["axe", "Nu"])
    refuse([f"{name} needs {lack.tool}: {lack.command}" for name, lack in said.missing])
    asked = {(one.validator, one.path) for one in said.verdicts}
    assert asked == {(name, path) for name in ("axe", "Nu") for path in pages}
    assert [(one.path, flaw) for one in said.verdicts for flaw in one.flaws] == []
