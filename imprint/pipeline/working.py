"""Having jobs done: here, one after the other, or by an executor; and how far that is."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass, replace

from imprint import reporting
from imprint.codes import finding
from imprint.errors import Finding, Where
from imprint.pipeline import deep
from imprint.pipeline.crew import CrewError
from imprint.pipeline.options import Explained, Options, Progress, Step, Tally
from imprint.pipeline.work import Done, Job, bench, do, errand, finish, proved


@dataclass(frozen=True)
class Worked:
    """What became of all jobs, in the order of their names; and who of those who were to help could not be asked."""

    done: tuple[Done, ...]
    unasked: tuple[Finding, ...] = ()


def worked(jobs: Sequence[Job], options: Options, executor: Executor | None, progress: Progress) -> Worked:
    """Has jobs done. With the official validators, which judge all files at once, they end in this process."""
    if not jobs:
        return Worked(())
    if options.tools is not None:
        if executor:
            tuple(_told(_by(executor, jobs), len(jobs), progress))  # so that the store has it all
        worked = _validated(jobs, options, progress)
        return replace(worked, unasked=(*_unasked(executor), *worked.unasked))
    found = _by(executor, jobs) if executor else _here(jobs, options, progress)
    done = tuple(sorted(_told(found, len(jobs), progress), key=lambda one: one.name))
    return Worked(done, _unasked(executor))


def _unasked(executor: Executor | None) -> tuple[Finding, ...]:
    """What an executor tells of workers that were given nothing to do."""
    return tuple(getattr(executor, "warnings", ()))


def _here(jobs: Sequence[Job], options: Options, progress: Progress) -> Iterator[Done]:
    with bench(options) as tools:
        for job in jobs:
            progress(Step(job.name, "working on it"))
            yield do(job, tools)


def _by(executor: Executor, jobs: Sequence[Job]) -> Iterator[Done]:
    """In the order in which they are done."""
    futures = {executor.submit(errand, job): job for job in jobs}
    try:
        for future in as_completed(futures):
            yield _result(future, futures[future])
    finally:
        for future in futures:
            future.cancel()  # once one has failed for the machine's sake, the others need not begin


def _result(future: "Future[Done]", job: Job) -> Done:
    try:
        return future.result()
    except CrewError as error:
        where = Where((job.options.source / job.name).as_posix())
        hint = (
            "build again; if it stays, take out what you changed last, and report it: the others are built without it"
        )
        flaw = finding("E027", where, f"the work on it was broken off: {error}", hint)
        stand = reporting.Stand(job.name, None, job.options.as_of, (flaw,))
        return Done(job.name, (flaw,), stand, explained=(Explained(job.name, "", "failed", str(error)),))


def _told(done: Iterable[Done], count: int, progress: Progress) -> Iterator[Done]:
    """The same, telling how far it is after each."""
    tally = Tally(of=count)
    for one in done:
        actions = [each.action for each in one.explained]
        tally = replace(
            tally,
            built=tally.built + actions.count("built"),
            reused=tally.reused + actions.count("reused"),
            failed=tally.failed + actions.count("failed"),
            publications=tally.publications + 1,
        )
        progress(Step(one.name, "proven" if one.is_proven else "not proven", tally, one.explained))
        yield one


def _validated(jobs: Sequence[Job], options: Options, progress: Progress) -> Worked:
    with bench(options) as tools:
        found = []
        for job in jobs:
            progress(Step(job.name, "working on it"))
            found.append(proved(job, tools))
        made = [one.made for one in found if one.made]
        judged, unasked = deep.validated(made, options, progress)
        by_name = {one.publication.id: one for one in judged}
        whole = (replace(one, made=by_name.get(one.job.name)) for one in found)
        return Worked(tuple(_told([finish(one, tools) for one in whole], len(jobs), progress)), unasked)
