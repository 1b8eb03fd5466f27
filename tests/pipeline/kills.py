"""What the workers of the tests of kills do: the errand of every worker, with word of what was made to the end.

    python -m tests.pipeline.kills FOLDER

builds the source in a folder with a crew of two, as the command does, and tells of it in lines of JSON.
"""

import json
import os
import sys
from pathlib import Path

from imprint.errors import has_errors
from imprint.pipeline import Options, Step, build, working
from imprint.pipeline.crew import Crew
from imprint.pipeline.work import Done, Job, errand
from tests.pipeline.small import ROOT, TODAY

WORKERS = 2


def noting(job: Job) -> Done:
    """Does a job, and leaves word of what it has made, of who has, and of what was there already."""
    note(job.options, "began", f"{os.getpid()} {job.name}")
    done = errand(job)
    for one in done.explained:
        note(job.options, one.action, f"{one.publication}/{one.edition}")
    return done


def note(options: Options, name: str, line: str) -> None:
    """A line is added as a whole, whoever else adds one."""
    with options.source.with_name(f"{name}.txt").open("a", encoding="utf-8", buffering=1) as file:
        file.write(f"{line}\n")


def notes(folder: Path, name: str) -> list[str]:
    path = folder / f"{name}.txt"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def options_of(folder: Path) -> Options:
    return Options(folder / "source", ROOT / "templates", folder / "output", TODAY, editions=("text",))


def main(folder: Path) -> None:
    def tell(step: Step) -> None:
        if step.tally:
            sys.stdout.write(json.dumps({"done": step.tally.publications, "name": step.publication}) + "\n")
            sys.stdout.flush()

    from tests.pipeline import kills  # noqa: PLC0415 - itself, by the name that workers know

    vars(working)["errand"] = kills.noting
    crew = Crew(WORKERS)
    try:
        report = build(options_of(folder), tell, crew)
    finally:
        crew.shutdown(cancel_futures=True)
    facts = {"proven": len(report.proven), "findings": [str(one) for one in report.findings]}
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.exit(has_errors(report.findings))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
