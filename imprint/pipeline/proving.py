"""Proving the finished files of a publication; the browser starts when the first page is to be looked at."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import astuple, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from imprint.codes import finding
from imprint.errors import Exit, Finding, ImprintError, Where, has_errors
from imprint.evidence import Proof
from imprint.model import Edition, Format, Publication, Words
from imprint.pipeline.keys import Means, verdict_key
from imprint.pipeline.made import Made
from imprint.pipeline.making import editions_of, words_of
from imprint.pipeline.options import Options
from imprint.pipeline.programs import browser_state
from imprint.pipeline.records import located
from imprint.pipeline.remembering import Memory

if TYPE_CHECKING:
    from imprint import checking


class Looking:
    """The browser that looks at pages: none, and a warning, where the one that is there does not start."""

    def __init__(self, program: Path | None, stack: ExitStack) -> None:
        self.program, self._stack = program, stack
        self._browser: checking.Browser | None = None
        self.unfit: tuple[Finding, ...] = ()

    def state(self) -> str | None:
        """What tells the browser that looks from any other; None where none does. It need not have started."""
        return browser_state(self.program) if self.program and not self.unfit else None

    def name(self, memory: Memory) -> str | None:
        """The name and version of the browser that looks, also if it has not started because all was judged before."""
        state = self.state()
        if state is None:
            return None
        if self._browser is None and (known := memory.browser(state)):
            return known
        browser = self.browser()
        if browser:
            memory.keep_browser(state, browser.name)
        return browser.name if browser else None

    def browser(self) -> "checking.Browser | None":
        """The browser, started if it was not."""
        from imprint import checking  # noqa: PLC0415 - it takes as long to load as all that makes the files

        if self.program and not self._browser and not self.unfit:
            try:
                self._browser = self._stack.enter_context(checking.Browser(self.program))
            except checking.BrowserError as error:
                self.unfit = (_unfit(self.program, error),)
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


def prove(
    made: Made,
    words: Words,
    options: Options,
    eyes: Looking,
    memory: Memory,
    means: Means,
    only: Collection[str] = (),
) -> tuple[Made, str | None]:
    """What was made, with what the check finds in its finished files, and its evidence; and who has looked.

    What was judged before is not judged again. ``only`` names editions, if not all of them are to be judged.
    """
    from imprint import checking  # noqa: PLC0415 - it takes as long to load as all that makes the files

    if has_errors(made.findings):
        return made, None
    seen = eyes.state()
    asked = [edition for edition in made.editions if not only or edition.name in only]
    cases = {edition: _case(made, edition, words, options) for edition in asked}
    proofs = {edition: memory.proof(verdict_key(case, means, seen)) for edition, case in cases.items()}
    new = [edition for edition, proof in proofs.items() if proof is None]
    for edition, proof in zip(new, _judged([cases[edition] for edition in new], eyes), strict=True):
        proofs[edition] = proof  # only who tries to look notices that the browser does not start
        memory.keep_proof(verdict_key(cases[edition], means, eyes.state()), proof)
    folder = (options.output / made.folder).as_posix()
    proof = checking.joined([located(proof, folder) for proof in proofs.values() if proof])
    return replace(made, findings=(*made.findings, *proof.findings), evidence=proof.evidence), eyes.name(memory)


def _judged(cases: Sequence["checking.Case"], eyes: Looking) -> tuple[Proof, ...]:
    from imprint import checking  # noqa: PLC0415

    if not cases:
        return ()
    try:
        return checking.prove_cases(cases, "", eyes.browser())
    except checking.BrowserError as error:
        raise ImprintError([_unfit(eyes.program, error)], Exit.ENVIRONMENT) from error


def _case(made: Made, edition: Edition, words: Words, options: Options) -> "checking.Case":
    """One edition as it is to be checked: with the files that its check opens, and the names of all others."""
    from imprint import checking  # noqa: PLC0415

    opened = {one.name for one in checking.read_with(edition, made.editions)}
    shared = ("figures/", "fonts/")  # beside pages: of several editions, whichever has made them
    files = {
        one.path: one.data
        for one in made.artefacts
        if one.edition in opened or (edition.format is Format.PAGE and one.path.startswith(shared))
    }
    return checking.case_of(made.publication, edition, words, options.as_of, files, _beside(made, options))


def _beside(made: Made, options: Options) -> frozenset[str]:
    return frozenset({*made.files, *_elsewhere(made, options)})


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
