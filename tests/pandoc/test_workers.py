"""Workers that fail, are killed, forked or asked by many at once; and what the documents in them can reach."""

import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

import pytest

from imprint import pandoc
from imprint.pandoc import workers as module
from imprint.pandoc.workers import Job, Kind, StalledError, Worker, WorkerError, Workers

KIND = Kind(pandoc.executable(), pandoc.READER, pandoc.MEGABYTES)
SMALL = Job("read", b"a *b*\n")
SECONDS = 20
SLOW = Job("read", b"::: a\n" * 800)  # some seconds
ROOT = Path(__file__).parents[2]


@pytest.fixture
def workers() -> Iterator[Workers]:
    opened = Workers(KIND, 2)
    yield opened
    opened.close()


def idle(of: Workers) -> list[int]:
    """The processes that wait for a document."""
    return [worker._process.pid for worker in of._idle]


def ends(process: int) -> bool:
    """Whether a process ends soon."""
    for _ in range(100):
        status = Path(f"/proc/{process}/status")
        if not status.exists() or "State:\tZ" in status.read_text():
            return True
        time.sleep(0.05)
    return False


def test_one_process_reads_one_document_after_another(workers: Workers) -> None:
    first = workers.ask(SMALL, SECONDS)
    (process,) = idle(workers)
    assert workers.ask(SMALL, SECONDS) == first
    assert idle(workers) == [process]


def test_a_warm_worker_is_the_one_that_is_asked(workers: Workers) -> None:
    workers.warm()
    (process,) = idle(workers)
    workers.warm()
    workers.ask(SMALL, SECONDS)
    assert idle(workers) == [process]


def test_a_worker_that_was_killed_costs_no_document(workers: Workers) -> None:
    first = workers.ask(SMALL, SECONDS)
    (process,) = idle(workers)
    os.kill(process, signal.SIGKILL)
    assert workers.ask(SMALL, SECONDS) == first
    assert idle(workers) != [process]


@pytest.mark.parametrize("is_warm", [True, False])
def test_a_worker_that_is_killed_over_a_document_costs_only_time(workers: Workers, is_warm: bool) -> None:
    if is_warm:
        workers.ask(SMALL, SECONDS)
    else:
        workers.warm()
    (process,) = idle(workers)
    with ThreadPoolExecutor(1) as threads:
        asked = threads.submit(workers.ask, SLOW, SECONDS)
        time.sleep(0.3)
        assert not asked.done()
        os.kill(process, signal.SIGKILL)
        assert b"Div" in asked.result()


def test_a_document_that_stalls_others_has_its_whole_time_alone(
    workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.1)
    workers.ask(SMALL, SECONDS)
    (process,) = idle(workers)
    assert b"Div" in workers.ask(SLOW, SECONDS)
    (other,) = idle(workers)
    assert other != process
    assert ends(process)


def test_a_document_that_stalls_alone_is_given_up_and_the_next_is_read(workers: Workers) -> None:
    with pytest.raises(StalledError):
        workers.ask(SLOW, 0.1)
    assert idle(workers) == []
    assert b"Emph" in workers.ask(SMALL, SECONDS)


def test_memory_that_others_have_used_up_is_not_blamed_on_a_document(workers: Workers) -> None:
    workers.ask(SMALL, SECONDS)
    (worker,) = workers._idle
    limit = 20 << 20  # as if others had left no more than this
    resource.prlimit(worker._process.pid, resource.RLIMIT_DATA, (limit, limit))
    assert b"Emph" in workers.ask(Job("read", SMALL.text * 20_000), SECONDS)
    assert worker not in workers._idle


def test_memory_that_a_document_uses_up_alone_is_its_fault() -> None:
    small = Workers(Kind(KIND.executable, KIND.reader, 80), 1)
    with pytest.raises(WorkerError, match="memory"):
        small.ask(Job("read", b"a *b* " * 60_000), SECONDS)
    assert idle(small) == []


def test_a_worker_is_replaced_after_many_documents(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "DOCUMENTS", 2)
    workers.ask(SMALL, SECONDS)
    (process,) = idle(workers)
    workers.ask(SMALL, SECONDS)
    assert idle(workers) == []
    assert ends(process)


def test_many_threads_get_their_own_answers_from_few_workers(workers: Workers) -> None:
    jobs = [Job("read", f"text *{number}*\n".encode() * (number % 7 + 1)) for number in range(80)]
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda job: workers.ask(job, SECONDS), jobs))
    for number, answer in enumerate(answers):
        assert answer.decode().count(f'"c":"{number}"') == number % 7 + 1
    assert 1 <= len(idle(workers)) <= 2


def test_a_forked_process_starts_its_own_and_leaves_its_parents_alone(workers: Workers) -> None:
    first = workers.ask(SMALL, SECONDS)
    processes = idle(workers)
    child = os.fork()
    if not child:
        try:
            same = workers.ask(SMALL, SECONDS) == first and idle(workers) != processes
            workers.close()
        finally:
            os._exit(0 if same else 1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert workers.ask(SMALL, SECONDS) == first
    assert idle(workers) == processes


@pytest.mark.parametrize("ending", ["", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"])
def test_workers_end_with_their_process_however_it_ends(ending: str) -> None:
    script = (
        "from imprint import pandoc\n"
        "pandoc.markdown_to_ast('a')\n"
        "print(pandoc._workers()._idle[0]._process.pid, flush=True)\n"
    )
    command = [sys.executable, "-W", "error", "-c", script + ending]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ends(int(done.stdout))
    assert done.stderr == ""


# --- what a document can reach


def sight(seen: str) -> Worker:
    """A worker that has begun, whose format is one that includes files."""
    worker = Worker(Kind(KIND.executable, seen, KIND.megabytes))
    worker.ask(Job("read", b"a"), SECONDS)
    return worker


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.json"
    path.write_text(json.dumps([{"id": "a", "type": "book", "title": "secret"}]))
    return path


def citing(**meta: str) -> bytes:
    cite = {
        "citationId": "a",
        "citationPrefix": [],
        "citationSuffix": [],
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": 0,
        "citationHash": 0,
    }
    strings = {key: {"t": "MetaString", "c": value} for key, value in meta.items()}
    blocks = [{"t": "Para", "c": [{"t": "Cite", "c": [[cite], []]}]}]
    return json.dumps({"pandoc-api-version": pandoc.API_VERSION, "meta": strings, "blocks": blocks}).encode()


def test_a_bibliography_in_a_file_would_be_read_if_it_could_be(secret: Path) -> None:
    line = [KIND.executable, "--from", "json", "--to", "html5", "--citeproc"]
    done = subprocess.run(line, input=citing(bibliography=str(secret)), capture_output=True, check=True)
    assert b"Secret" in done.stdout


@pytest.mark.parametrize("key", ["bibliography", "csl", "citation-abbreviations"])
def test_a_worker_opens_no_file(key: str, secret: Path) -> None:
    worker = sight(pandoc.READER)
    with pytest.raises(WorkerError, match="No file descriptors"):
        worker.ask(Job("cite", citing(**{key: str(secret)})), SECONDS)
    worker.close()


@pytest.mark.parametrize(
    ("format_", "text"),
    [
        ("rst", ".. include:: {}\n"),
        ("latex", "\\input{{{}}}"),
        ("org", "#+INCLUDE: {}\n"),
        ("rst", ".. csv-table:: t\n   :file: {}\n"),
    ],
)
def test_no_reader_sees_a_file(format_: str, text: str, secret: Path) -> None:
    worker = sight(format_)
    try:
        assert b"title" not in worker.ask(Job("read", text.format(secret).encode()), SECONDS)
    except WorkerError as failure:
        assert "title" not in str(failure)  # noqa: PT017 - it may refuse the text, or leave the file out
    worker.close()


def test_a_worker_connects_to_nobody() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        asked: list[bool] = []

        def listen() -> None:
            try:
                server.accept()[0].close()
                asked.append(True)
            except TimeoutError:
                asked.append(False)

        listener = Thread(target=listen)
        listener.start()
        worker = sight(pandoc.READER)
        with pytest.raises(WorkerError, match="Could not fetch"):
            worker.ask(Job("cite", citing(bibliography=f"http://127.0.0.1:{server.getsockname()[1]}/a.json")), SECONDS)
        worker.close()
        listener.join()
    assert asked == [False]
