"""Having jobs done: what is told of them, in which order they come back, and what becomes of one that is broken off."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from imprint.errors import Exit, ImprintError
from imprint.pipeline import Options, Step, Tally
from imprint.pipeline.crew import CrewError
from imprint.pipeline.options import Explained
from imprint.pipeline.work import Done, Job
from imprint.pipeline.working import worked
from imprint.reporting import Stand
from tests.pipeline import working
from tests.pipeline.small import TODAY

NAMES = ("ache", "burn", "cold")


@dataclass
class Telling:
    """Who listens to a build."""

    steps: list[Step]

    def __call__(self, step: Step) -> None:
        self.steps.append(step)


class Hand(Executor):
    """Does jobs at once, as it is told for each; so what a job comes to is up to the test."""

    def __init__(self, do: Callable[[Job], Done]) -> None:
        self._do = do

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        try:
            future.set_result(self._do(args[0]))
        except Exception as error:  # noqa: BLE001 - as an executor does
            future.set_exception(error)
        return future


@pytest.fixture
def options(tmp_path: Path) -> Options:
    return Options(tmp_path / "source", tmp_path, tmp_path / "out", TODAY)


def jobs(options: Options) -> list[Job]:
    return [Job(name, options) for name in NAMES]


def done(job: Job, *actions: str) -> Done:
    told = tuple(Explained(job.name, str(number), action, "so") for number, action in enumerate(actions))
    return Done(job.name, (), Stand(job.name, None, TODAY, ()), explained=told)


def test_without_jobs_nothing_is_begun(options: Options) -> None:
    telling = Telling([])
    for executor in (None, Hand(done)):
        assert worked([], options, executor, telling).done == ()
    assert telling.steps == []


def test_they_come_back_in_the_order_of_their_names_and_are_told_as_they_come(options: Options) -> None:
    telling = Telling([])
    actions = {"ache": ("built", "reused"), "burn": ("failed",), "cold": ("reused", "reused")}
    given = worked(jobs(options)[::-1], options, Hand(lambda job: done(job, *actions[job.name])), telling)
    assert tuple(one.name for one in given.done) == NAMES
    assert telling.steps[-1].tally == Tally(built=1, reused=3, failed=1, publications=3, of=3)
    assert [step.tally.publications for step in telling.steps if step.tally] == [1, 2, 3]
    assert {step.publication: len(step.explained) for step in telling.steps} == {"ache": 2, "burn": 1, "cold": 2}


def test_one_that_is_broken_off_is_told_and_stops_no_other(options: Options) -> None:
    def do(job: Job) -> Done:
        if job.name == "burn":
            raise CrewError("2 processes that tried it have died")
        return done(job)

    telling = Telling([])
    _, burn, _ = worked(jobs(options), options, Hand(do), telling).done
    (flaw,) = burn.findings
    assert (flaw.code, flaw.where.path, flaw.is_error) == ("E027", (options.source / "burn").as_posix(), True)
    assert "2 processes that tried it have died" in flaw.message
    assert (burn.is_proven, burn.stand.findings, [one.action for one in burn.explained]) == (False, (flaw,), ["failed"])
    assert telling.steps[-1].tally == Tally(failed=1, publications=3, of=3)


@pytest.mark.parametrize("error", [ImprintError([working.FLAW], Exit.ENVIRONMENT), OSError("the disk is full")])
def test_what_the_machine_lacks_stops_all(error: Exception, options: Options) -> None:
    begun: list[Future[Done]] = []

    class Slow(Executor):
        """Fails with the first, and has not begun the others."""

        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
            future: Future[Any] = Future()
            if not begun:
                future.set_exception(error)
            begun.append(future)
            return future

    with pytest.raises(type(error)) as told:
        worked(jobs(options), options, Slow(), Telling([]))
    assert told.value is error
    assert [one.cancelled() for one in begun] == [False, True, True]


def test_an_executor_may_tell_who_does_not_help(options: Options) -> None:
    hand = Hand(done)
    vars(hand)["warnings"] = [working.FLAW]
    assert worked(jobs(options), options, hand, Telling([])).unasked == (working.FLAW,)
