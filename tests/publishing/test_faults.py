"""What happens to output/ when a build is killed, runs out of disk, or meets another build."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from imprint.errors import Exit, ImprintError
from imprint.publishing import HISTORY, lock, published
from tests.publishing.faulty import generation
from tests.publishing.samples import put


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


@contextmanager
def process(root: Path, word: str, output: Path) -> Iterator["subprocess.Popen[str]"]:
    """A process of its own, which is gone afterwards."""
    command = [sys.executable, "-m", "tests.publishing.faulty", word, str(output)]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as child:
        try:
            yield child
        finally:
            child.kill()


def assert_one_whole_generation(output: Path) -> None:
    found = published(output)
    assert found.findings == ()
    assert len(found.manifest.artefacts) == 12
    assert (
        len({data.rpartition(b" ")[2] for path, data in found.files.items() if path not in ("index.html", HISTORY)})
        == 1
    )


def kill_at_any_moment(root: Path, output: Path, times: int, seed: int) -> None:
    """Kills a publishing process again and again; what is published is whole each time, and so is the next build."""
    moments = random.Random(seed)
    for _ in range(times):
        with process(root, "over-and-over", output) as child:
            assert child.stdout
            child.stdout.read(1 + moments.randrange(3))  # it has published at least once
            time.sleep(moments.random() * 0.06)
            child.kill()
            child.wait()
        assert_one_whole_generation(output)
    put(output, *generation(0))
    assert_one_whole_generation(output)
    assert len(list((output.parent / ".output-output").iterdir())) == 2  # the lock and one generation: no orphans


def test_killed_five_times_the_output_is_whole(root: Path, output: Path) -> None:
    kill_at_any_moment(root, output, times=5, seed=1)


@pytest.mark.slow
def test_killed_forty_times_the_output_is_whole(root: Path, output: Path) -> None:
    kill_at_any_moment(root, output, times=40, seed=2)


def test_ctrl_c_leaves_the_output_whole(root: Path, output: Path) -> None:
    with process(root, "over-and-over", output) as child:
        assert child.stdout
        child.stdout.read(2)
        child.send_signal(signal.SIGINT)
        assert child.wait(timeout=20) != 0
    assert_one_whole_generation(output)
    assert len(list((output.parent / ".output-output").iterdir())) == 2


def test_a_second_build_is_told_who_holds_the_first(root: Path, output: Path) -> None:
    with process(root, "hold", output) as child:
        assert child.stdout
        worker = int(child.stdout.readline())
        with pytest.raises(ImprintError) as caught, lock(output):
            pytest.fail("two builds at once")
        (finding,) = caught.value.findings
        assert (finding.code, caught.value.exit_code) == ("E010", Exit.ENVIRONMENT)
        assert f"process {child.pid} since 20" in finding.message
        assert "wait" in finding.hint
        with lock(output.parent / "preview"):
            os.kill(worker, signal.SIGKILL)  # another output is another matter


def test_the_lock_of_a_killed_build_is_free_even_while_its_workers_live(root: Path, output: Path) -> None:
    with process(root, "hold", output) as child:
        assert child.stdout
        worker = int(child.stdout.readline())
        child.kill()
        child.wait()
        try:
            put(output, *generation(1))
        finally:
            os.kill(worker, signal.SIGKILL)  # it lived until now: no exception
    assert_one_whole_generation(output)


def test_a_build_that_failed_gives_the_lock_back(output: Path) -> None:
    with pytest.raises(ZeroDivisionError), lock(output):
        _ = 1 // 0
    with lock(output):
        pass


def assert_refused_in_words(said: str, reason: str) -> None:
    assert said.startswith(f"{int(Exit.ENVIRONMENT)} whole=True left=['1', 'lock'] ")
    assert "error E012: the finished files cannot be written: " in said
    assert reason in said
    assert "untouched" in said


def test_a_file_the_system_will_not_write_leaves_the_old_output(root: Path, output: Path) -> None:
    put(output, *generation(1))
    with process(root, "too-big", output) as child:
        said, _ = child.communicate(timeout=20)
    assert_refused_in_words(said, "File too large")
    assert_one_whole_generation(output)


def test_a_full_disk_leaves_the_old_output(root: Path, tmp_path: Path) -> None:
    """On a disk of its own, of one megabyte; making one takes the rights of root and a system that grants them."""
    own_mounts = ["unshare", "--mount", "sh", "-c"]
    small_disk = 'mount -t tmpfs -o size=1m small "$1"'
    try:
        subprocess.run([*own_mounts, small_disk, "sh", tmp_path], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this user may not mount a small disk; as root it could")
    run = [*own_mounts, f'{small_disk} && exec "$2" -m tests.publishing.faulty full "$1/output"', "sh"]
    said = subprocess.run([*run, tmp_path, sys.executable], cwd=root, check=True, capture_output=True, text=True).stdout
    assert_refused_in_words(said, "No space left on device")


def test_a_folder_without_the_right_to_write_is_named(root: Path, tmp_path: Path) -> None:
    output = tmp_path / "file" / "output"
    output.parent.write_text("where a folder must be")
    with pytest.raises(ImprintError, match="E012") as caught, lock(output):
        pytest.fail("the lock was given")
    assert str(output.parent) in str(caught.value)
