"""Lets no traceback reach an editor: whatever goes wrong becomes a finding, a hint and an exit code."""

import errno
import tempfile
import traceback
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from imprint.codes import finding
from imprint.command.building import Building
from imprint.errors import Exit, Finding, ImprintError, Where

STOPPED = 130  # what shells give a command that was stopped with Ctrl-C


class Guarded(click.Group):
    """A group of commands that end in findings and a documented exit code, however they end."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; ImprintError, Ctrl-C and what nobody foresaw are told in words."""
        try:
            return super().invoke(ctx)
        except ImprintError as error:
            _tell(ctx, error.findings)
            ctx.exit(error.exit_code)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            click.echo("\nStopped. What was published before stays.", err=True)
            ctx.exit(STOPPED)
        except Exception as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise  # nobody reads our output any more: click ends quietly
            _tell(ctx, [_unforeseen(error, ctx.params.get("debug", False))])
            ctx.exit(Exit.ERRORS)


def known(word: str, words: Iterable[str], kind: str) -> str:
    """The word itself when it is one of the words; a usage error with "did you mean" otherwise."""
    choices = list(words)
    if word in choices:
        return word
    near = get_close_matches(word.casefold(), choices, n=1)
    there_are = f"There are: {', '.join(choices)}." if choices else "There is none yet."
    hint = f"Did you mean “{near[0]}”?" if near else there_are
    raise click.UsageError(f"There is no {kind} “{word}”. {hint}")


def _tell(ctx: click.Context, findings: Iterable[Finding]) -> None:
    if isinstance(ctx.obj, Building):
        ctx.obj.result(findings)
        return
    try:
        from imprint.command.screen import Screen  # noqa: PLC0415 - rich is not needed for a help text
    except ModuleNotFoundError:
        for flaw in findings:
            click.echo(str(flaw), err=True)
        return
    screen = ctx.obj if isinstance(ctx.obj, Screen) else Screen()
    screen.result(findings)


def _unforeseen(error: Exception, debug: bool) -> Finding:
    """E019, with the traceback in a file to send along, or on the screen where that was asked for."""
    story = "".join(traceback.format_exception(error))
    if debug:
        click.echo(story, err=True)
    what = " ".join(str(error).split())[:200]
    message = f"something nobody foresaw: {type(error).__name__}: {what}"
    return finding("E019", Where("build.py"), message, f"please report it, with the file {_kept(story)}")


def _kept(story: str) -> Path:
    with tempfile.NamedTemporaryFile("w", prefix="imprint-", suffix=".log", delete=False, encoding="utf-8") as log:
        log.write(story)
    return Path(log.name)
