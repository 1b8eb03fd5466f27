"""A build on a Dask cluster: the same bytes and findings as in one process, whoever is killed meanwhile."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event, Thread
from time import sleep
from typing import Any

import pytest

from imprint.errors import Exit, Finding, ImprintError
from imprint.pipeline import Options, Report, Step, build
from imprint.pipeline.cluster import cluster_of
from imprint.storing import StoreAddress
from tests.conftest import needs_tool
from tests.reading.broken import copied_base

dask = pytest.importorskip("dask", reason="to run this: pip install --require-hashes -r requirements/cluster.lock")
Client = pytest.importorskip("distributed").Client

KEY = "a secret of the tests, long enough"
Tree = dict[str, bytes]


def quiet(_: Step) -> None:
    """Nobody watches."""


def catalogue(folder: Path, count: int) -> Path:
    """A source of publications that differ by their names."""
    source = copied_base(folder)
    (one,) = (path for path in source.iterdir() if path.is_dir())
    for number in range(1, count):
        copy = Path(shutil.copytree(one, source / f"{one.name}-{number}"))
        text = copy / "publication.md"
        text.write_text(text.read_text("utf-8").replace(f"id: {one.name}", f"id: {copy.name}", 1), encoding="utf-8")
    return source


def options_for(source: Path, output: Path, root: Path, store: Path | str) -> Options:
    address = StoreAddress(str(store), KEY.encode())
    return Options(source, root / "templates", output, date(2026, 11, 22), editions=("page", "text"), store=address)


def tree(folder: Path) -> Tree:
    """Every file of a folder but the places of links to generations."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def told(report: Report, output: Path) -> list[Finding]:
    """The findings, whatever the folder of the output is called."""
    return [
        replace(one, where=replace(one.where, path=one.where.path.replace(str(output), "output")))
        for one in report.findings
    ]


@pytest.fixture(scope="module")
def hands() -> Iterator[Executor]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IMPRINT_STORE_KEY", KEY)
        with cluster_of("local:2", most=3) as executor:
            yield executor


@pytest.mark.slow
def test_the_same_as_in_one_process(hands: Executor, tmp_path: Path, root: Path) -> None:
    """Also where a text has errors, and where a folder holds a link, which does not travel."""
    source = catalogue(tmp_path, 5)
    names = sorted(path.name for path in source.iterdir() if path.is_dir())
    (source / names[1] / "publication.md").write_text("no metadata\n", encoding="utf-8")
    (source / names[2] / "link").symlink_to("publication.md")
    marked = source / names[3] / "publication.md"
    marked.write_text(marked.read_text("utf-8") + "\nAn end with <b>HTML</b> in it.\n", encoding="utf-8")
    inline = options_for(source, tmp_path / "inline", root, tmp_path / "store")
    shared = options_for(source, tmp_path / "shared", root, f"file://{tmp_path}/far")
    ours, theirs = build(inline, quiet), build(shared, quiet, hands)
    assert len(ours.proven) == 2 or ours.findings
    assert theirs.proven == ours.proven
    assert told(theirs, shared.output) == told(ours, inline.output)
    assert {Path(one.where.path).parent.name for one in ours.findings if one.is_error} >= {*names[1:4]}
    assert tree(shared.output) == tree(inline.output)
    assert [Path(path).read_bytes() for path in theirs.reports] == [Path(path).read_bytes() for path in ours.reports]


class Witness:
    """Looks at the entries of a store all the time, and tells which have been written more than once."""

    def __init__(self, store: Path) -> None:
        self._entries, self._ended = store / "entries", Event()
        self._seen: dict[str, set[int]] = {}
        self._thread = Thread(target=self._watch)
        self._thread.start()

    def _watch(self) -> None:
        while not self._ended.wait(0.005):
            for folder in [*os.scandir(self._entries)] if self._entries.exists() else []:
                for entry in os.scandir(folder.path):
                    self._seen.setdefault(entry.path, set()).add(entry.inode())

    def end(self) -> tuple[int, list[str]]:
        self._ended.set()
        self._thread.join()
        return len(self._seen), [path for path, nodes in self._seen.items() if len(nodes) > 1]


@pytest.mark.slow
def test_a_killed_worker_loses_nothing_and_renders_nothing_twice(hands: Any, tmp_path: Path, root: Path) -> None:
    source = catalogue(tmp_path, 8)
    options = options_for(source, tmp_path / "out", root, tmp_path / "store")
    witness = Witness(tmp_path / "store")
    killed: list[int] = []

    def kill(step: Step) -> None:
        """After the first publication, and again after the fourth, a worker dies in the middle of others."""
        if step.tally and step.tally.publications in (1, 4):
            killed.append(next(iter(hands._client.run(os.getpid).values())))
            os.kill(killed[-1], signal.SIGKILL)

    report = build(options, kill, hands)
    entries, twice = witness.end()
    assert len({*killed}) == 2
    assert (len(report.proven), report.withheld) == (8, ())
    assert entries > 8 * 2  # of each publication two editions, and what was found in them
    assert twice == []


@pytest.mark.slow
def test_a_shared_store_needs_a_key_that_signs(hands: Executor, tmp_path: Path, root: Path) -> None:
    options = options_for(catalogue(tmp_path, 2), tmp_path / "out", root, "")
    unsigned = replace(options, store=StoreAddress(f"file://{tmp_path}/far"))
    with pytest.raises(ImprintError, match=r"E025.*needs a key that signs.*IMPRINT_STORE_KEY") as caught:
        build(unsigned, quiet, hands)
    assert caught.value.exit_code == Exit.ENVIRONMENT


def test_without_distributed_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    for module in ("handing", "branch"):
        monkeypatch.delitem(sys.modules, f"imprint.pipeline.{module}", raising=False)
    with pytest.raises(ImprintError, match=r"E018.*requirements/cluster.lock"), cluster_of("local:1"):
        pass


@pytest.mark.parametrize("address", ["local:0", "here", "tcp:/host", "http://host:1"])
def test_what_is_no_address_is_told(address: str) -> None:
    with pytest.raises(ImprintError, match=r"E029.*tcp://host:8786"), cluster_of(address):
        pass


def test_a_scheduler_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("imprint.pipeline.cluster.SECONDS", 0.2)
    with pytest.raises(ImprintError, match=r"E029.*does not answer"), cluster_of("tcp://127.0.0.1:9"):
        pass


@contextmanager
def running(folder: Path, *command: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """Scheduler or worker as an administrator starts it, from a folder that holds nothing of ours."""
    folder.mkdir()
    environment["PATH"] = os.environ["PATH"]
    silent: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    start = [sys.executable, "-P", "-m", *command]
    with subprocess.Popen(start, env=environment, cwd=folder, **silent) as process:
        try:
            yield process
        finally:
            process.terminate()


@contextmanager
def scheduler(folder: Path, *arguments: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The address of a scheduler, and its process."""
    command = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    with running(folder, *command, "--scheduler-file", "at", *arguments) as process:
        at = folder / "at"
        while not (at.exists() and at.read_text("utf-8")):  # it is there, and empty, before it is written
            sleep(0.05)
        yield json.loads(at.read_text("utf-8"))["address"], process


@contextmanager
def worker(address: str, folder: Path, code: Path | None, key: str = KEY, *arguments: str) -> Iterator[None]:
    """A worker with Imprint from a folder, or without any."""
    command = ("distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard", "--local-directory", ".")
    paths = {"PYTHONPATH": str(code)} if code else {}
    with running(folder, *command, *arguments, IMPRINT_STORE_KEY=key, **paths):
        yield


def altered(root: Path, folder: Path) -> Path:
    """A copy of the program with another line in it."""
    for name in ("imprint", "requirements"):
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    with (folder / "imprint/composing/body.py").open("a", encoding="utf-8") as file:
        file.write("# another version\n")
    return folder


@pytest.mark.slow
def test_a_worker_that_is_not_like_this_machine_gets_no_work(tmp_path: Path, root: Path) -> None:
    options = options_for(catalogue(tmp_path, 4), tmp_path / "out", root, tmp_path / "store")
    other = altered(root, tmp_path / "other")
    with (
        scheduler(tmp_path / "zero") as (address, _),
        worker(address, tmp_path / "one", other),
        worker(address, tmp_path / "two", None),
        worker(address, tmp_path / "three", root, "another secret, as long as it"),
        Client(address) as client,
    ):
        client.wait_for_workers(3, timeout=120)
        with cluster_of(address) as hands, pytest.raises(ImprintError, match="E029") as caught:
            build(options, quiet, hands)
        assert caught.value.exit_code == Exit.ENVIRONMENT
        with worker(address, tmp_path / "four", root):
            client.wait_for_workers(4, timeout=120)
            with cluster_of(address) as hands:
                report = build(options, quiet, hands)
    assert len(report.proven) == 4
    warned = [one.message for one in report.findings if one.code == "E030"]
    reasons = ("Imprint is .* there, and .* here", "does not have this Imprint", "does not see the store")
    assert len(warned) == 3
    assert [reason for reason in reasons if not any(re.search(reason, message) for message in warned)] == []


@pytest.mark.slow
def test_a_scheduler_that_dies_is_told_and_loses_nothing(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("imprint.pipeline.cluster.SECONDS", 8)  # in which it might come back
    options = options_for(catalogue(tmp_path, 6), tmp_path / "out", root, tmp_path / "store")
    with scheduler(tmp_path / "zero") as (address, process), worker(address, tmp_path / "one", root):

        def kill(step: Step) -> None:
            if step.tally:
                process.kill()

        with cluster_of(address, most=1) as hands, pytest.raises(ImprintError, match=r"E029.*build again"):
            build(options, kill, hands)
    report = build(options, quiet)
    assert len(report.proven) == 6
    assert "reused" in {one.action for one in report.explained}


@pytest.mark.slow
def test_dasks_own_settings_of_tls_hold(tmp_path: Path, root: Path) -> None:
    options = options_for(catalogue(tmp_path, 2), tmp_path / "out", root, tmp_path / "store")
    paper, key = str(tmp_path / "paper.pem"), str(tmp_path / "key.pem")
    make = ("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=imprint")
    needs_tool("openssl", "openssl")
    subprocess.run([*make, "-out", paper, "-keyout", key], check=True, capture_output=True)
    tls = ("--protocol", "tls", "--tls-ca-file", paper, "--tls-cert", paper, "--tls-key", key)
    ours = {"ca-file": paper, "client.cert": paper, "client.key": key}
    with (
        scheduler(tmp_path / "zero", *tls) as (address, _),
        worker(address, tmp_path / "one", root, KEY, *tls),
        dask.config.set({f"distributed.comm.tls.{name}": path for name, path in ours.items()}),
        cluster_of(address) as hands,
    ):
        assert address.startswith("tls://")
        assert len(build(options, quiet, hands).proven) == 2
