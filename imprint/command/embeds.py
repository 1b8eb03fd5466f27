"""What an editor is told of partners' pages, and which pages are asked for."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

import click


class Shown(Protocol):
    """What is told of one text on a page."""

    @property
    def told(self) -> str:
        """It in words."""
        ...


class Page(Protocol):
    """What is told of a page."""

    @property
    def page(self) -> str:
        """Its address or file."""
        ...

    @property
    def judgement(self) -> str:
        """What it is."""
        ...

    @property
    def shown(self) -> Sequence[Shown]:
        """What is on it."""
        ...

    @property
    def findings(self) -> Sequence[object]:
        """What is wrong with it."""
        ...


def asked(pages: Sequence[str], listed: Path | None) -> tuple[str, ...]:
    """Every page once, those of the list behind the others; a usage error where there is none, or a file is missing."""
    lines = listed.read_text("utf-8-sig", "replace").splitlines() if listed else []
    more = (line.strip() for line in lines)
    every = tuple(dict.fromkeys([*pages, *(line for line in more if line and not line.startswith("#"))]))
    if not every:
        raise click.UsageError("Name a page: its address, or a file. Or give a list of them with --list.")
    for one in every:
        if "://" not in one and not Path(one).is_file():
            raise click.UsageError(f"There is no file “{one}”. The address of a page begins with https://.")
    return every


def rows(pages: Sequence[Page]) -> Iterator[tuple[str, str, str]]:
    """A row for each page of a list."""
    for page in pages:
        yield page.page, str(page.judgement), "; ".join(one.told for one in page.shown) or "nothing"


def lines(pages: Sequence[Page]) -> Iterator[str]:
    """A line for each page, one for each text on it, and what came of them all."""
    for page in pages:
        yield f"{page.page}: {page.judgement}"
        yield from (f"  {one.told}" for one in page.shown)
    fine = sum(not page.findings for page in pages)
    if len(pages) > 1:
        yield f"{fine} of {len(pages)} pages show what is published, unaltered and up to date."
