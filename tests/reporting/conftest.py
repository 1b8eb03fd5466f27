"""The evidence of the finished tea publication, gathered by the check, with a browser and without."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from jinja2 import Environment

from imprint.checking import Browser, prove
from imprint.editions import workshop
from imprint.evidence import Proof
from imprint.reporting import Account
from tests.checking.tea import AS_OF, EDITIONS, LEAFLET, PUBLICATION, TEXT, WORDS, finished
from tests.samples import TEMPLATES, words


@pytest.fixture(scope="session")
def environment() -> Iterator[Environment]:
    """The templates as a build has them."""
    with workshop(TEMPLATES, (), presses=1) as shop:
        yield shop.environment


@pytest.fixture(scope="session")
def proof() -> Proof:
    """What the check hands out of a leaflet and a text."""
    return prove(PUBLICATION, WORDS, AS_OF, [LEAFLET, TEXT], finished(), "output/tea/en", None)


@pytest.fixture(scope="session")
def seen(chromium: Path) -> Proof:
    """What it hands out of every edition, given a browser."""
    with Browser(chromium) as browser:
        return prove(PUBLICATION, WORDS, AS_OF, EDITIONS, finished(), "output/tea/en", browser)


@pytest.fixture(scope="session")
def account(proof: Proof) -> Account:
    """The account of two sound editions."""
    return Account(PUBLICATION, words(), AS_OF, proof.evidence, finished())


@pytest.fixture(scope="session")
def whole(seen: Proof) -> Account:
    """The account of every edition, with pictures of all."""
    return replace(Account(PUBLICATION, words(), AS_OF, seen.evidence, finished()), browser="Chromium 1")
