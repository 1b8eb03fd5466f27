"""A worker process on its own: it serves a line, and ends with it."""

import os
import pickle
import time
from functools import partial
from pathlib import Path
from typing import Any

from imprint.forks import ForkServer
from imprint.pipeline.errands import BEGUN, receive, send


def is_there(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_work_for_which_nobody_waits_any_more_is_broken_off() -> None:
    """Whoever has handed it out was killed: somebody else may have begun it, and nothing is to be made twice."""
    server = ForkServer("imprint.pipeline.errands")
    line = server.line()
    assert receive(line) == BEGUN

    def asked(call: Any) -> Any:
        send(line, pickle.dumps(call))
        return pickle.loads(receive(line))

    _, process, _ = asked(os.getpid)
    assert asked(partial(abs, -1))[1] == 1
    send(line, pickle.dumps(partial(time.sleep, 60)))
    time.sleep(0.5)
    assert is_there(process)
    line.close()
    for _ in range(100):
        if not is_there(process):
            break
        time.sleep(0.05)
    assert not is_there(process)
    server.close()
