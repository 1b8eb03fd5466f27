"""Has every validator judge every finished file of its kind, two validators at a time."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from imprint.errors import Severity
from imprint.validating import ace, axe, epubcheck, nu, verapdf
from imprint.validating.bench import Bench, Site, lay_out
from imprint.validating.process import NoVerdictError
from imprint.validating.tools import Missing, Tools
from imprint.validating.verdict import Flaw, Validator, Verdict

VALIDATORS = (axe.VALIDATOR, verapdf.VALIDATOR, epubcheck.VALIDATOR, ace.VALIDATOR, nu.VALIDATOR)  # the slowest first
NAMES = tuple(one.name for one in VALIDATORS)
AT_ONCE = 2

Tell = Callable[[str, int], None]  # a validator that begins, and how many files it judges


@dataclass(frozen=True)
class Validated:
    """What the validators said, in the order of the files; and what was missing for those that could not be asked."""

    verdicts: tuple[Verdict, ...]
    missing: tuple[tuple[str, Missing], ...] = ()  # validator, what it lacks


def validate(site: Site, tools: Tools, tell: Tell = lambda name, files: None, only: Iterable[str] = NAMES) -> Validated:
    """The verdict of each validator on each file that it can judge; depends on nothing but the files and the tools."""
    wanted = [one for one in VALIDATORS if one.name in only and any(path.endswith(one.suffixes) for path in site.files)]
    missing = [(one.name, lack) for one in wanted for lack in one.needs(tools)]
    able = [one for one in wanted if one.name not in {name for name, _ in missing}]
    with TemporaryDirectory(prefix="imprint-") as folder, ThreadPoolExecutor(AT_ONCE) as threads:
        bench = lay_out(site, Path(folder))
        verdicts = [one for said in threads.map(lambda one: _asked(one, bench, tools, tell), able) for one in said]
    return Validated(tuple(sorted(verdicts, key=lambda one: (one.path, one.validator))), tuple(missing))


def _asked(validator: Validator, bench: Bench, tools: Tools, tell: Tell) -> list[Verdict]:
    """Its verdicts; where it fails to judge, that is its flaw on every file that it should have judged."""
    paths = validator.files(bench)
    tell(validator.name, len(paths))
    try:
        verdicts = list(validator.judge(bench, tools))
    except (NoVerdictError, ValueError, KeyError) as error:  # what it said was not what it says otherwise
        flaw = Flaw(Severity.ERROR, "no verdict", f"it came to no verdict: {error}")
        return [Verdict(validator.name, "unknown", path, (flaw,)) for path in paths]
    assert sorted(one.path for one in verdicts) == sorted(paths)
    return verdicts
