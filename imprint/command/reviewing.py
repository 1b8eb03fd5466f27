"""Reviewing at a terminal: shows both levels beside each other, asks for what a decision needs, and writes it down."""

import os
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

import click
from rich.table import Table
from rich.text import Text

from imprint.changes import Change, Line, Sign, Standing, marked
from imprint.codes import finding
from imprint.command.guard import known
from imprint.command.screen import Screen
from imprint.command.summary import listed
from imprint.errors import Exit, ImprintError, Where
from imprint.model import Decision, Level, Review

STYLES = {Sign.SAME: "", Sign.GONE: "red strike", Sign.NEW: "bold green underline"}
LEVELS = {Level.FULL: "Full text", Level.PLAIN: "Plain language"}
NARROW = 72  # columns of a terminal, below which one level stands under the other
CHOICES = {"a": Decision.APPROVED, "c": Decision.CHANGES_NEEDED, "s": None, "q": None}


@dataclass(frozen=True)
class Asked:
    """What the person who reviews has said on the command line."""

    publication: str
    day: date
    sections: tuple[str, ...] = ()
    everything: bool = False
    decision: str | None = None
    by: str | None = None
    role: str | None = None
    scope: str | None = None

    @property
    def is_begun(self) -> bool:
        """True when something was said that only a decision needs."""
        return any((self.decision, self.by, self.role, self.scope))

    def missing(self) -> list[str]:
        """The options without which nothing can be recorded."""
        needed = {
            "--section ID or --all": self.sections or self.everything,
            "--approve or --changes-needed": self.decision,
            "--by NAME": (self.by or "").strip(),
            "--role ROLE": (self.role or "").strip(),
            "--scope WORDS": (self.scope or "").strip(),
        }
        return [option for option, value in needed.items() if not value]


class Held(Protocol):
    """What the pipeline says of a publication under review."""

    @property
    def changes(self) -> Sequence[Change]:
        """Each pair, with what changed in it."""


def chosen(changes: Sequence[Change], asked: Asked, is_terminal: bool) -> tuple[Change, ...]:
    """The pairs to show: those that were named, all of them, or else those that are not signed off as they are.

    UsageError for a section that is not there, and where nobody can be asked for what a decision lacks.
    """
    if asked.is_begun and asked.missing() and not is_terminal:
        raise click.UsageError(f"To record a decision, say also {listed(asked.missing())}.")
    for name in asked.sections:
        known(name, [one.pair.id for one in changes], "section")
    if asked.sections:
        return tuple(one for one in changes if one.pair.id in asked.sections)
    return tuple(one for one in changes if asked.everything or one.standing is not Standing.APPROVED)


def decisions(shown: Sequence[Change], asked: Asked, screen: Screen, is_terminal: bool) -> Iterator[tuple[Review, ...]]:
    """Shows the pairs and yields what the person decides, as soon as it is decided; at a terminal it asks."""
    if is_terminal and asked.missing():
        yield from _asking(shown, asked, screen)
        return
    for one in shown:
        show(one, screen)
    if asked.is_begun and shown:
        yield tuple(_review(one, asked) for one in shown)


def _asking(shown: Sequence[Change], asked: Asked, screen: Screen) -> Iterator[tuple[Review, ...]]:
    """A decision that was given holds for sections that were named; nothing is signed off without being asked for."""
    given = asked.decision if asked.sections or asked.everything else None
    for one in shown:
        show(one, screen)
        choice = "" if given else _choice(one)
        if choice == "q":
            return
        if decision := given or CHOICES[choice]:
            asked = _complete(asked)
            yield (_review(one, replace(asked, decision=decision)),)


def _choice(one: Change) -> str:
    question = f"“{one.pair.id}”: approve (a), changes needed (c), skip (s), quit (q)?"
    answer: str = click.prompt(question, type=click.Choice(list(CHOICES), case_sensitive=False), show_choices=False)
    return answer


def _complete(asked: Asked) -> Asked:
    """With the answers to what was not said yet; they hold for all decisions of this call."""
    return replace(
        asked,
        by=(asked.by or "").strip() or _answer("Your name, as it shall stand in the record"),
        role=(asked.role or "").strip() or _answer("Your role, for example allergy nurse"),
        scope=(asked.scope or "").strip() or _answer("What you have looked at, for example doses and risks"),
    )


def _answer(question: str) -> str:
    while not (answer := " ".join(str(click.prompt(question)).split())):
        pass
    return answer


def _review(one: Change, asked: Asked) -> Review:
    by, role, scope = (" ".join(str(text).split()) for text in (asked.by, asked.role, asked.scope))
    pair, decision = one.pair, Decision(str(asked.decision))
    return Review(pair.id, decision, by, role, asked.day, scope, pair.full, pair.plain, pair.where)


def show(change: Change, screen: Screen) -> None:
    """One pair: on a terminal its levels beside each other in colours, else one below the other; always in signs."""
    heading = f"{change.pair.id}: {change.title}"
    screen.out.print(Text(f"\n{heading}", style="bold"))
    screen.out.print(Text(change.stands))
    if screen.out.is_terminal and screen.out.width >= NARROW:
        table = Table(expand=True, show_lines=False)
        for name in LEVELS.values():
            table.add_column(name, ratio=1, overflow="fold")
        table.add_row(*(_coloured(change.shown(level)) for level in LEVELS))
        screen.out.print(table, soft_wrap=False)
        return
    for level, name in LEVELS.items():
        screen.out.print(Text(f"-- {name}", style="bold"))
        screen.out.print(_coloured(change.shown(level)))


def _coloured(lines: Sequence[Line]) -> Text:
    if not lines:
        return Text("(no text at this level)")
    return Text("\n").join(Text.assemble(*((marked(piece), STYLES[piece.sign]) for piece in line)) for line in lines)


def outcome(before: Held, now: Held, asked: Asked, file: Path, html: Path | None) -> Iterator[str]:
    """What was recorded, what is still open, and what to type next."""
    recorded = before.changes != now.changes
    if html:
        yield f"What changed, as a page: {html}"
    if recorded:
        yield f"Recorded in {file}."
    waiting = [one.pair.id for one in now.changes if one.standing is not Standing.APPROVED]
    if waiting:
        yield f"Not signed off as it is now: {listed(waiting)}."
    else:
        yield "Every part is signed off as it is now."
    if recorded:
        yield f"Then build it again: ./run build {asked.publication}"
    elif waiting and not html:
        yield f"To see it as a page: ./run review {asked.publication} --html review.html"


def text_of(file: Path) -> str:
    """What stands in a file, its line ends as they are; nothing where there is none."""
    return file.read_bytes().decode("utf-8") if file.exists() else ""


def write(file: Path, text: str) -> None:
    """Puts a text into a file, whole or not at all; E012 where it cannot be written."""
    fresh = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with os.fdopen(handle, "wb") as out:
            out.write(text.encode("utf-8"))
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(file)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        hint = "choose a folder you may write to"
        message = f"the file cannot be written: {error.strerror or error}"
        raise ImprintError([finding("E012", Where(str(file)), message, hint)], Exit.ENVIRONMENT) from error
