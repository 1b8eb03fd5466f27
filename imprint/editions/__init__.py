"""One small file per edition: what it is made of and how it is packed.

A module of this package that has an ``EDITION`` and a ``make(document, workshop)`` is an edition; nothing else has to
be told of it.
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

from imprint.composing import Document, compose, standing_in
from imprint.editions.catalogue import Listed, Shown, index_page
from imprint.editions.workshop import Workshop, environment, press_room, workshop
from imprint.model import Artefact, Edition, Format, Publication, Words

Make = Callable[[Document, Workshop], tuple[Artefact, ...]]


@cache
def editions() -> Mapping[Edition, Make]:
    """Every edition with the function that makes its files, in the order in which readers are offered them."""
    modules = (importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__))
    found = [(module.EDITION, module.make) for module in modules if hasattr(module, "EDITION")]
    return dict(sorted(found, key=lambda pair: _rank(pair[0])))


def _rank(edition: Edition) -> tuple[int, float, str]:
    """By format, the one most readers want first; within a format the usual size of type before a larger one."""
    return list(Format).index(edition.format), edition.smallest_type or 0, edition.name


def produce(
    publication: Publication, edition: Edition, words: Words, as_of: date, shop: Workshop
) -> tuple[Artefact, ...]:
    """The finished files of one edition: the publication composed, written, laid into its template, and packed; or of
    the notice that stands in for it.

    Raises ImprintError with findings when a stage fails or complains.
    """
    make = next(make for known, make in editions().items() if known.name == edition.name)
    return make(compose(*standing_in(publication, edition, as_of), words, as_of), shop)


__all__ = [
    "Listed",
    "Make",
    "Shown",
    "Workshop",
    "editions",
    "environment",
    "index_page",
    "press_room",
    "produce",
    "workshop",
]
