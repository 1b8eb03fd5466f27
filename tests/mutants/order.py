"""Mutants of the text itself: words lost, added, or told in another order than the source has them."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from imprint.model import Prose, Publication
from tests.mutants.bench import EVERY_LEVEL, LINEAR, MORE, Mutant, Patches, each
from tests.mutants.publication import in_prose
from tests.mutants.templates import CHAPTERS, PAGES, patch

FULL = ("page", "leaflet", "text")
PLAIN = ("plain-page", "ebook")
HEADING = "<h{{ level }}{{ named }}>{{ chapter.heading }}</h{{ level }}>"
Blocks = list[dict[str, Any]]


def blocks(change: Callable[[Blocks], Blocks]) -> Callable[[Publication], Publication]:
    """Changes what follows the blocks with claims, in the first section where that makes a difference."""

    def changed(prose: Prose) -> Prose:
        nodes: Blocks = json.loads(prose.blocks)
        kept = max((claim.block + 1 for claim in prose.claims), default=0)
        return replace(prose, blocks=json.dumps([*nodes[:kept], *change(nodes[kept:])], ensure_ascii=False))

    return in_prose(lambda prose: replace(changed(prose), blocks=_canonical(changed(prose), prose)))


def _canonical(changed: Prose, prose: Prose) -> str:
    """The blocks as they were where nothing changed."""
    return prose.blocks if json.loads(changed.blocks) == json.loads(prose.blocks) else changed.blocks


def without_last(nodes: Blocks) -> Blocks:
    return nodes[:-1] if nodes and nodes[-1]["t"] != "Para" else nodes


def with_last_two_swapped(nodes: Blocks) -> Blocks:
    return [*nodes[:-2], *nodes[:-3:-1]] if len(nodes) > 1 else nodes


def with_items_turned(nodes: Blocks) -> Blocks:
    """The last items of each list swapped."""

    def turned(node: dict[str, Any]) -> dict[str, Any]:
        items = node["c"][1] if node["t"] == "OrderedList" else node["c"]
        fresh = [*items[:-2], *items[:-3:-1]]
        return {**node, "c": [node["c"][0], fresh] if node["t"] == "OrderedList" else fresh}

    return [turned(node) if node["t"] in ("BulletList", "OrderedList") else node for node in nodes]


def with_columns_first(nodes: Blocks) -> Blocks:
    """The cells of each table down its columns instead of along its rows."""

    def turned(node: dict[str, Any]) -> dict[str, Any]:
        rows = [row for body in node["c"][4] for row in body[3]]
        cells = iter([cell for column in zip(*(row[1] for row in rows), strict=True) for cell in column])
        for row in rows:
            row[1] = [next(cells) for _ in row[1]]
        return node

    return [turned(node) if node["t"] == "Table" else node for node in nodes]


def in_text(old: str, new: str) -> Callable[[Publication], Publication]:
    """Another text in place of one, in the tree of a section."""
    return in_prose(lambda prose: replace(prose, blocks=prose.blocks.replace(old, new)))


def without_terms(publication: Publication) -> Publication:
    """Nothing explained."""
    return replace(publication, glossary=())


def without_message(edition: str) -> tuple[tuple[str, str, str], ...]:
    message = (
        "<p>{{ text.main_message }}</p>" if edition in LINEAR else '<p class="message">{{ text.main_message }}</p>'
    )
    return ((PAGES[edition], message, ""),)


def beside_heading(text: str) -> Patches:
    """Something printed under the heading of each chapter."""
    return patch((CHAPTERS, HEADING, HEADING + text))


READ_BACK = tuple(one for one in EVERY_LEVEL if "braille" not in one)  # which is not read back word for word

MUTANTS = [
    Mutant("the end of a section dropped", each("A019", READ_BACK), change=blocks(without_last)),
    Mutant("two blocks swapped", each("A021", FULL), change=blocks(with_last_two_swapped)),
    Mutant(
        "two items of a list swapped",
        each("A021", ("ebook", "plain-leaflet", "text")),
        change=blocks(with_items_turned),
    ),
    Mutant("a table read down its columns", each("A021", FULL), change=blocks(with_columns_first)),
    Mutant(
        "a sentence in every chapter",
        each("A020", ("embed", "plain-large-print", "plain-text")),
        beside_heading("<p>This is well known.</p>"),
    ),
    Mutant("a picture in every chapter", each("A020 …", ("page",)), beside_heading('<img src="" alt="Well known">')),
    Mutant(
        "every chapter's words twice",
        each(f"A020 {MORE}", ("page", "text")),
        patch((CHAPTERS, "{{ prose(part) }}", "{{ prose(part) }}{{ prose(part) }}")),
    ),
    Mutant("one word of the text dropped", each("A019", FULL), change=in_text('"damp"', '""')),
    Mutant("one word of the text added", each("A020", FULL), change=in_text('"damp"', '"hardly damp"')),
    Mutant("another picture's words", each("A019", FULL), change=in_text('"foot"', '"hand"')),
    Mutant(
        "another small heading",
        each("A019", FULL),
        change=in_text(
            '"What","t":"Str"},{"t":"Space"},{"c":"walkers"', '"Why","t":"Str"},{"t":"Space"},{"c":"walkers"'
        ),
    ),
    Mutant("nothing explained", each("A019", (*FULL, *PLAIN)), change=without_terms),
    Mutant("the main message dropped", each("A019", ("page", "plain-page", "embed", "text")), without_message),
    Mutant(
        "the sources dropped",
        each(f"A019 {MORE}", ("page", "embed", "text")),
        patch((CHAPTERS, "{% if sources %}", "{% if false %}")),
    ),
]
