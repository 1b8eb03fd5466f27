"""One bench and one browser for all mutants of a run."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from imprint.checking import Browser
from imprint.editions import editions, workshop
from imprint.model import Publication, Words
from imprint.reading import read, read_words
from tests.conftest import needs_tools_of_editions
from tests.mutants.bench import Bench
from tests.mutants.publication import lean


@pytest.fixture(scope="session")
def clinic(root: Path) -> tuple[Publication, Words]:
    """The second publication, and the words around it."""
    words = read_words(root / "templates/shared/words.yaml")
    catalogue, findings = read(root / "tests/sources/clinic", words, None)
    assert findings == ()
    return catalogue.publications[0], words["en"]


@pytest.fixture(scope="session")
def bench(root: Path, clinic: tuple[Publication, Words]) -> Iterator[Bench]:
    """The bench with the whole second publication on it."""
    needs_tools_of_editions()
    with workshop(root / "templates", tuple(editions()), presses=1) as shop:
        yield Bench(shop, *clinic)


@pytest.fixture(scope="session")
def lean_bench(bench: Bench) -> Bench:
    """The bench with less on it, for the browser, which takes a second for every few wordings."""
    return replace(bench, publication=lean(bench.publication))


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    """One Chromium for all; it ends with its module, for no other browser starts in this thread while it runs."""
    with Browser(chromium) as running:
        yield running
