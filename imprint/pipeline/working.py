"""Having jobs done: here, one after the other, or by an executor; and how far that is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, as_completed
from contextlib import suppress
from dataclasses import dataclass, replace

from imprint import reporting
from imprint.codes import finding
from imprint.errors import Finding, Where
from imprint.model import Edition, Format
from imprint.pipeline import deep
from imprint.pipeline.crew import Crew, CrewError
from imprint.pipeline.making import possible
from imprint.pipeline.options import Explained, Options, Progress, Step, Tally
from imprint.pipeline.work import Done, Job, Part, bench, do, errand, finish, prepare, proved

COST = {  # about how long an edition takes to be made and proven, in parts of each other
    Format.PAGE: 3,
    Format.LEAFLET: 3,
    Format.EBOOK: 5,
    Format.EMBED: 5,
    Format.TEXT: 1,
    Format.BRAILLE: 1,
    Format.AUDIO: 5,
}


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
        prepared = tuple(_by(executor, jobs)) if executor else ()  # so that the store has it all
        worked = _validated(jobs, options, progress, {one.name: one.explained for one in prepared})
        return replace(worked, unasked=(*_idle(executor), *worked.unasked))
    if executor and len(jobs) == 1 and not options.browser:
        executor = None  # to start a process for it would take longer
    if isinstance(executor, Crew) and len(jobs) < executor.workers and not options.fresh:
        jobs = _shared_out(jobs, executor, progress)
    found = _by(executor, jobs) if executor else _here(jobs, options, progress)
    done = tuple(sorted(_told(found, len(jobs), progress), key=lambda one: one.name))
    return Worked(done, _idle(executor))


def _idle(executor: Executor | None) -> tuple[Finding, ...]:
    """What an executor tells of workers that are given nothing to do."""
    return tuple(getattr(executor, "warnings", ()))


def _shared_out(jobs: Sequence[Job], crew: Crew, progress: Progress) -> list[Job]:
    """Lets all of the crew work on few publications: they make the editions, then prove them, each a share of both."""
    made: dict[str, frozenset[str]] = {job.name: frozenset() for job in jobs}
    for is_proven in (False, True):
        parts = [Part(job, share, is_proven) for job in jobs for share in _shares(job, crew.workers)]
        progress(Step(jobs[0].name, "proving it" if is_proven else "making it"))
        for part, future in [(part, crew.submit(prepare, part)) for part in parts]:
            with suppress(CrewError):  # that is told when the job itself is done
                made[part.job.name] |= future.result()
    return [replace(job, made=made[job.name]) for job in jobs]


def _shares(job: Job, count: int) -> list[tuple[str, ...]]:
    """The editions of a job in shares that take about as long, the longest dealt out first."""
    wanted = [one for one in possible(job.options) if not job.options.editions or one.name in job.options.editions]
    shares: list[list[Edition]] = [[] for _ in range(min(count, len(wanted)))]
    for edition in sorted(wanted, key=_cost, reverse=True):
        min(shares, key=lambda share: sum(map(_cost, share))).append(edition)
    return [tuple(one.name for one in share) for share in shares]


def _cost(edition: Edition) -> int:
    return COST[edition.format] + bool(edition.smallest_type)


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


def _validated(
    jobs: Sequence[Job], options: Options, progress: Progress, prepared: Mapping[str, tuple[Explained, ...]]
) -> Worked:
    """``prepared`` is what was made for it just now, by name: that is not made again."""
    with bench(options) as tools:
        found = []
        for job in jobs:
            progress(Step(job.name, "working on it"))
            is_new = options.fresh and job.name not in prepared
            one = proved(replace(job, options=replace(job.options, fresh=is_new)), tools)
            found.append(replace(one, job=job, explained=prepared.get(job.name, one.explained)))
        made = [one.made for one in found if one.made]
        judged, unasked = deep.validated(made, options, progress)
        by_name = {one.publication.id: one for one in judged}
        whole = (replace(one, made=by_name.get(one.job.name)) for one in found)
        return Worked(tuple(_told([finish(one, tools) for one in whole], len(jobs), progress)), unasked)
