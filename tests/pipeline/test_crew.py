"""The crew: what it answers, what a dead worker costs, and that nobody stays behind."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, as_completed, wait
from pathlib import Path
from typing import Any

import pytest

from imprint.errors import ImprintError
from imprint.pipeline.crew import Crew, CrewError
from tests.pipeline import working
from tests.test_forks import ends, is_there

MIB = 1 << 20


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    with Crew(2) as one:
        yield one


def processes_of(crew: Crew) -> set[int]:
    """Its server, and all that this has forked."""
    assert crew._server
    server = crew._server.process.pid
    found = {server}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(told[2]) == server:  # its process group
            found.add(int(path.parent.name))
    return {one for one in found if is_there(one)}


def test_it_answers_each_with_its_own(crew: Crew) -> None:
    futures = {crew.submit(working.square, number): number for number in range(50)}
    assert {future.result(60): futures[future] for future in as_completed(futures)} == {
        number * number: number for number in range(50)
    }
    assert list(crew.map(working.square, range(5))) == [0, 1, 4, 9, 16]


@pytest.mark.slow
def test_one_worker_works_in_the_order_in_which_work_comes(tmp_path: Path) -> None:
    with Crew(1) as crew:
        wait([crew.submit(working.noted, tmp_path, str(number)) for number in range(20)])
    assert (tmp_path / "ended").read_text().split() == [str(number) for number in range(20)]


def test_a_worker_is_kept(crew: Crew) -> None:
    assert len({crew.submit(working.who).result(60) for _ in range(10)}) <= 2
    assert os.getpid() not in {crew.submit(working.who).result(60)}


def test_an_error_comes_back_as_it_was(crew: Crew) -> None:
    with pytest.raises(ImprintError) as told:
        crew.submit(working.flawed).result(60)
    assert told.value.findings == (working.FLAW,)
    with pytest.raises(TypeError, match="multiply"):
        crew.submit(working.square, "a").result(60)  # type: ignore[arg-type]


@pytest.mark.parametrize("work", [working.unlucky, working.unsendable], ids=lambda one: one.__name__)
def test_what_cannot_travel_is_an_error_and_nobody_waits_for_it(work: Callable[[], object], crew: Crew) -> None:
    with pytest.raises(TypeError, match="handed over"):
        crew.submit(work).result(60)
    assert crew.submit(working.square, 3).result(60) == 9


def test_what_cannot_be_sent_is_refused_at_once(crew: Crew) -> None:
    with pytest.raises(Exception, match="pickle"):
        crew.submit(lambda: None)


def test_a_worker_that_dies_costs_its_work_one_more_try(tmp_path: Path, crew: Crew) -> None:
    others = [crew.submit(working.square, number) for number in range(20)]
    assert crew.submit(working.deadly, tmp_path, "once", 1).result(60) == "once"
    assert (tmp_path / "once").read_text() == ".."
    assert [one.result(60) for one in others] == [number * number for number in range(20)]


def test_work_that_kills_two_ends_in_an_error_and_all_other_goes_on(tmp_path: Path, crew: Crew) -> None:
    begun: list[Future[Any]] = [crew.submit(working.deadly, tmp_path, "always", 9), crew.submit(working.leaving)]
    others = [crew.submit(working.square, number) for number in range(20)]
    for one in begun:
        with pytest.raises(CrewError, match="2 processes"):
            one.result(60)
    assert (tmp_path / "always").read_text() == ".."
    assert [one.result(60) for one in others] == [number * number for number in range(20)]


def test_a_worker_killed_in_the_middle_is_replaced(tmp_path: Path, crew: Crew) -> None:
    future = crew.submit(working.noted, tmp_path, "long", 1.0)
    while not (tmp_path / "began").exists():
        time.sleep(0.01)
    os.kill(int((tmp_path / "began").read_text().split()[1]), signal.SIGKILL)
    assert future.result(60) == "long"
    assert len((tmp_path / "began").read_text().splitlines()) == 2
    assert (tmp_path / "ended").read_text().split() == ["long"]


@pytest.mark.slow
def test_a_server_that_dies_is_replaced(tmp_path: Path) -> None:
    with Crew(2) as crew:
        first = crew.submit(working.whose).result(60)
        os.kill(first[1], signal.SIGKILL)
        os.kill(first[0], signal.SIGKILL)
        assert ends(first[0])
        answers = [one.result(60) for one in [crew.submit(working.noted, tmp_path, str(n)) for n in range(8)]]
        assert answers == [str(number) for number in range(8)]
        assert crew.submit(working.whose).result(60)[1] != first[1]


@pytest.mark.slow
def test_a_worker_that_holds_too_much_is_replaced() -> None:
    with Crew(1, memory=300 * MIB) as crew:
        first = crew.submit(working.who).result(60)
        assert crew.submit(working.heavy, 10 * MIB).result(60) == first
        assert crew.submit(working.heavy, 400 * MIB).result(60) == first
        second = crew.submit(working.who).result(60)
        assert second != first
        assert ends(first)


def test_nobody_stays_behind() -> None:
    crew = Crew(2)
    wait([crew.submit(working.square, number) for number in range(8)])
    there = processes_of(crew)
    assert len(there) >= 3
    crew.shutdown()
    assert not {one for one in there if is_there(one)}
    with pytest.raises(RuntimeError, match="sent home"):
        crew.submit(working.who)


@pytest.mark.slow
def test_sent_home_early_it_does_only_what_it_has_begun(tmp_path: Path) -> None:
    crew = Crew(2)
    futures = [crew.submit(working.noted, tmp_path, str(number), 0.3) for number in range(40)]
    next(as_completed(futures))
    crew.shutdown(cancel_futures=True)
    done = [one for one in futures if not one.cancelled()]
    assert 1 <= len(done) < 10
    assert sorted(one.result(0) for one in done) == sorted((tmp_path / "ended").read_text().split())
    with pytest.raises(CancelledError):
        futures[-1].result(0)


def test_work_may_be_handed_in_from_many_threads(crew: Crew) -> None:
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda n=n: found.append(crew.submit(working.square, n).result(60))) for n in range(8)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(found) == [number * number for number in range(8)]


def test_without_work_nothing_is_started() -> None:
    with Crew(2) as crew:
        assert crew._server is None
