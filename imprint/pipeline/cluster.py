"""The way to a cluster: Dask's workers behind ``concurrent.futures.Executor``, on other machines or on this one."""

import re
import tempfile
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from imprint.codes import finding
from imprint.errors import Exit, ImprintError, Where

if TYPE_CHECKING:
    from distributed import Client

MOST = 50  # publications of a batch: seconds of work, beside which the scheduler's milliseconds do not count
SECONDS = 30  # until a scheduler has answered
_LOCAL = re.compile(r"local:([1-9]\d{0,2})")
_REMOTE = re.compile(r"(tcp|tls|ucx|ws|wss)://\S+")


@contextmanager
def cluster_of(address: str, most: int = MOST) -> Iterator[Executor]:
    """The workers of a Dask cluster, each with a crew; ``most`` publications travel together.

    ``tcp://host:port`` or ``tls://host:port`` is a scheduler's address, for which Dask's own settings hold (its
    certificates: ``distributed.comm.tls``). ``local:4`` starts four workers that only this machine can reach.
    Raises ImprintError: E018 without Dask, E029 where no such cluster answers.
    """
    try:
        from imprint.pipeline.handing import Hands  # noqa: PLC0415 - without Dask it cannot be imported
    except ModuleNotFoundError as error:
        hint = f"install it: .venv/bin/python -m pip install --require-hashes -r requirements/cluster.lock ({error})"
        missing = finding("E018", Where(address), "distributed, which reaches a Dask cluster, is not installed", hint)
        raise ImprintError([missing], Exit.ENVIRONMENT) from error
    with ExitStack() as stack:
        hands = Hands(_client(address, stack), most, Where(address))
        try:
            yield hands
        finally:
            hands.shutdown(cancel_futures=True)


def _client(address: str, stack: ExitStack) -> "Client":
    from distributed import Client, Security  # noqa: PLC0415

    local = _LOCAL.fullmatch(address)
    if not local and not _REMOTE.fullmatch(address):
        raise _unreached(address, "this is not the address of a cluster", "write tcp://host:8786, tls://… or local:4")
    try:
        where = _started(int(local[1]), stack) if local else address
        Security().get_connection_args("client")  # are the certificates there? a client would fail only halfway
        client: Client = stack.enter_context(Client(where, timeout=SECONDS, set_as_default=False))
    except (OSError, TypeError, ValueError, RuntimeError) as error:  # no network, or settings that cannot be
        said = " ".join(str(error).split())[:300] or type(error).__name__
        hint = "is the scheduler there, and are Dask's settings (TLS, timeouts) right? docs/cluster.md says more"
        raise _unreached(address, f"the cluster does not answer ({said})", hint) from error
    return client


def _started(workers: int, stack: ExitStack) -> str:
    """The address of a scheduler on this machine, with workers of one thread; nobody else can reach it."""
    from distributed import LocalCluster  # noqa: PLC0415

    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="imprint-dask-"))
    cluster = LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address=None,
        scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},  # what it tells by HTTP, only here
        memory_limit=None,  # what needs memory are the processes of the crews, which bound it themselves
        local_directory=folder,
        silence_logs="CRITICAL",
    )
    return str(stack.enter_context(cluster).scheduler_address)


def _unreached(address: str, message: str, hint: str) -> ImprintError:
    return ImprintError([finding("E029", Where(address), message, hint)], Exit.ENVIRONMENT)
