"""Proving the finished files of a publication; the browser starts when the first page is to be looked at."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import astuple, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from imprint.codes import finding
from imprint.errors import Exit, Finding, ImprintError, Where, has_errors
from imprint.model import Edition, Publication, Words
from imprint.pipeline.made import Made
from imprint.pipeline.making import editions_of, words_of
from imprint.pipeline.options import Options

if TYPE_CHECKING:
    from imprint import checking


class Looking:
    """The browser that looks at pages: none, and a warning, where the one that is there does not start."""

    def __init__(self, program: Path | None, stack: ExitStack) -> None:
        self._program, self._stack = program, stack
        self._browser: checking.Browser | None = None
        self.unfit: tuple[Finding, ...] = ()

    def browser(self) -> "checking.Browser | None":
        """The browser, started if it was not."""
        from imprint import checking  # noqa: PLC0415 - it takes as long to load as all that makes the files

        if self._program and not self._browser and not self.unfit:
            try:
                self._browser = self._stack.enter_context(checking.Browser(self._program))
            except checking.BrowserError as error:
                self.unfit = (_unfit(self._program, error),)
        return self._browser


@contextmanager
def looking(program: Path | None) -> Iterator[Looking]:
    """A browser for as long as it is needed. Raises ImprintError (E020) where it breaks down while it looks."""
    from imprint import checking  # noqa: PLC0415

    with ExitStack() as stack:
        try:
            yield Looking(program, stack)
        except checking.BrowserError as error:
            raise ImprintError([_unfit(program, error)], Exit.ENVIRONMENT) from error


def prove(made: Made, words: Mapping[str, Words], options: Options, eyes: Looking) -> tuple[Made, str | None]:
    """What was made, with what the check finds in its finished files, and its evidence; and who has looked."""
    from imprint import checking  # noqa: PLC0415

    if has_errors(made.findings):
        return made, None
    browser = eyes.browser()
    proof = checking.prove(*case(made, words, options), browser)
    name = browser.name if browser else None
    return replace(made, findings=(*made.findings, *proof.findings), evidence=proof.evidence), name


def case(
    made: Made, words: Mapping[str, Words], options: Options
) -> tuple[Publication, Words, date, tuple[Edition, ...], Mapping[str, bytes], str]:
    """What the check is asked about."""
    one, folder = made.publication, (options.output / made.folder).as_posix()
    return one, words_of(one, words), options.as_of, made.editions, {**_elsewhere(made, options), **made.files}, folder


def _elsewhere(made: Made, options: Options) -> Mapping[str, bytes]:
    """Stand-ins for the editions that were not asked for this time, so that links to them lead somewhere."""
    names = {edition.name for edition in made.editions}
    others = [edition for edition in editions_of(made.publication, options) if edition.name not in names]
    kits = [edition.kit for edition in others if edition.kit]
    return dict.fromkeys([*(one.filename for one in others), *(name for kit in kits for name in astuple(kit))], b"")


def _unfit(browser: Path | None, error: Exception) -> Finding:
    hint = "no browser has looked at the pages: mend this one, or name another in IMPRINT_BROWSER"
    return finding("E020", Where(str(browser)), str(error), hint)
