"""Presses that set each sheet once: the same sheet gives the same PDF, which tests/editions/test_repeat.py proves."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from imprint.editions import Workshop, editions, environment, workshop
from imprint.typesetting import Presses, Sheet


class Remembering(Presses):
    """Real presses, with all that they have set so far; unlike them, for one thread."""

    def __init__(self, presses: Presses) -> None:
        self._real = presses
        self._set: dict[str, bytes] = {}

    def typeset(self, sheet: Sheet) -> bytes:
        key = repr((sheet.html, sorted(sheet.files.items()), sheet.archival))
        if key not in self._set:
            self._set[key] = self._real.typeset(sheet)
        return self._set[key]


@contextmanager
def remembering(templates: Path) -> Iterator[Workshop]:
    """A workshop that sets each sheet once."""
    with workshop(templates, tuple(editions()), presses=1) as shop:
        yield Workshop(templates, Remembering(shop.presses), shop.environment, shop.editions)


def with_templates(shop: Workshop, templates: Path) -> Workshop:
    """The same over another folder of templates."""
    return Workshop(templates, shop.presses, environment(templates), shop.editions)
