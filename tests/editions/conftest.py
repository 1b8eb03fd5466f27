"""Every edition of the sample publication, made once: as a draft, and with everything set."""

from collections.abc import Iterator

import pytest

from imprint.editions import Workshop, editions, workshop
from tests.conftest import needs_tools_of_editions
from tests.editions.making import Files, made
from tests.samples import TEMPLATES, publication, reviewed


@pytest.fixture(scope="session")
def shop() -> Iterator[Workshop]:
    """The tools of a build; the presses are warm after their first sheet."""
    needs_tools_of_editions()
    with workshop(TEMPLATES, tuple(editions())) as running:
        yield running


@pytest.fixture(scope="session")
def draft(shop: Workshop) -> Files:
    """The files of the sample as it is: no reviewer, two jurisdictions."""
    return made(publication(), shop)


@pytest.fixture(scope="session")
def complete(shop: Workshop) -> Files:
    """The files of the sample with everything set."""
    return made(reviewed(), shop)
