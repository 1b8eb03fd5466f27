"""One small file per edition: what it is made of and how it is packed.

A module of this package that has an ``EDITION`` and a ``make(document, workshop)`` is an edition; nothing else has to
be told of it. Its templates stand in the folder of its name, or are those that it names in ``TEMPLATES``.
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from types import ModuleType

from imprint.composing import Document, compose, standing_in
from imprint.editions.catalogue import Listed, Shown, index_page
from imprint.editions.given import Given, font_files, given
from imprint.editions.layouts import Layouts
from imprint.editions.workshop import Workshop, environment, layouts, press_room, workshop
from imprint.model import Artefact, Edition, Format, Publication, Words

Make = Callable[[Document, Workshop], tuple[Artefact, ...]]


@cache
def editions() -> Mapping[Edition, Make]:
    """Every edition with the function that makes its files, in the order in which readers are offered them."""
    found = [(module.EDITION, module.make) for module in _modules().values()]
    return dict(sorted(found, key=lambda pair: _rank(pair[0])))


@cache
def _modules() -> Mapping[str, ModuleType]:
    """The modules that are editions, by the editions' names."""
    modules = (importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__))
    return {module.EDITION.name: module for module in modules if hasattr(module, "EDITION")}


def _rank(edition: Edition) -> tuple[int, float, str]:
    """By format, the one most readers want first; within a format the usual size of type before a larger one."""
    return list(Format).index(edition.format), edition.smallest_type or 0, edition.name


def templates_of(edition: Edition) -> Sequence[str]:
    """The folders of templates, or single templates, that an edition declares as its own."""
    declared: Sequence[str] = getattr(_modules()[edition.name], "TEMPLATES", (edition.name,))
    return declared


def given_to(
    publication: Publication,
    edition: Edition,
    words: Words,
    as_of: date,
    templates: Layouts,
    offered: Sequence[Edition],
) -> Given:
    """All that one edition of a publication may depend on; ``offered`` are the editions that can be made here."""
    return given(publication, edition, words, as_of, templates, templates_of(edition), offered)


def produce(
    publication: Publication, edition: Edition, words: Words, as_of: date, shop: Workshop
) -> tuple[Artefact, ...]:
    """The finished files of one edition: the publication composed, written, laid into its template, and packed; or of
    the notice that stands in for it.

    Nothing is handed on but what the edition may depend on. Raises ImprintError with findings when a stage fails or
    complains.
    """
    order = given_to(publication, edition, words, as_of, layouts(shop.environment), shop.editions)
    make: Make = _modules()[edition.name].make
    document = compose(*standing_in(order.publication, edition, order.as_of), words, order.as_of)
    return make(document, shop.narrowed(templates_of(edition), order.offered))


__all__ = [
    "Given",
    "Layouts",
    "Listed",
    "Make",
    "Shown",
    "Workshop",
    "editions",
    "environment",
    "font_files",
    "given_to",
    "index_page",
    "layouts",
    "press_room",
    "produce",
    "templates_of",
    "workshop",
]
