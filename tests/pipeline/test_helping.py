"""Who works, and when a file was saved."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from imprint.pipeline import Options, fingerprints, hands, store_address
from imprint.pipeline.crew import Crew
from imprint.pipeline.helping import changes
from tests.pipeline import working
from tests.pipeline.small import TODAY, replaced, with_texts

QUIET = 1.6  # seconds after which a change would long have been seen


class Watch:
    """A thread that counts how often something has changed, as a build that is in no hurry would."""

    def __init__(self, wanted: Callable[[], Options], seconds: float = 0.0) -> None:
        self.begun, self.ended, self._is_over, self._seconds = 0, 0, False, seconds
        self._seen = changes(wanted)
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        for _ in self._seen:
            self.begun += 1
            time.sleep(self._seconds)
            self.ended += 1
            if self._is_over:
                return

    def until(self, count: int) -> None:
        end = time.monotonic() + 20
        while self.begun < count:
            assert time.monotonic() < end, self.begun
            time.sleep(0.02)

    def stop(self, last: Callable[[], object]) -> None:
        """Ends the thread, for which something must change."""
        self._is_over = True
        last()
        self._thread.join(20)
        assert not self._thread.is_alive()


@pytest.fixture
def options(tmp_path: Path) -> Options:
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "a.html").write_text("")
    return Options(with_texts(tmp_path / "source", ["ache"]), templates, tmp_path / "out", TODAY)


@pytest.fixture
def watch(options: Options) -> Iterator[Watch]:
    one = Watch(lambda: options)
    one.until(1)
    yield one
    one.stop(lambda: (options.templates / "last.html").write_text(""))


@pytest.mark.slow
def test_a_save_is_seen_once_and_nothing_else_is(watch: Watch, options: Options) -> None:
    time.sleep(QUIET)
    assert watch.begun == 1
    for name in ("source/ache/publication.md", "source/glossary.yaml", "templates/a.html"):
        seen = watch.begun
        with (options.source.parent / name).open("a") as file:
            file.write("\n")
        watch.until(seen + 1)
        time.sleep(QUIET)
        assert watch.begun == seen + 1


@pytest.mark.slow
def test_several_saves_in_a_row_are_one_change(watch: Watch, options: Options) -> None:
    for number in range(8):
        (options.source / "ache/publication.md").write_text(f"{number}")
        time.sleep(0.1)
    watch.until(2)
    time.sleep(QUIET)
    assert watch.begun == 2


@pytest.mark.slow
def test_what_an_editor_leaves_beside_a_text_is_no_change(watch: Watch, options: Options) -> None:
    (options.source / "ache/.publication.md.swp").write_text("half a text")
    (options.source / "ache/publication.md~").write_text("the text before")
    shutil.copytree(options.source / "ache", options.source / ".git")
    time.sleep(QUIET)
    assert watch.begun == 1


@pytest.mark.slow
def test_a_change_during_a_build_is_seen_after_it(options: Options) -> None:
    watch = Watch(lambda: options, seconds=1.5)
    watch.until(1)
    replaced(options.source / "ache/publication.md", "every year", "every month")
    assert (watch.begun, watch.ended) == (1, 0)
    watch.until(2)
    assert watch.ended == 1
    watch.stop(lambda: (options.templates / "a.html").write_text("a"))


def test_another_day_is_a_change(options: Options) -> None:
    days = iter([TODAY, *[date(2026, 11, 23)] * 9])
    seen = changes(lambda: replace(options, as_of=next(days)))
    next(seen)
    next(seen)
    assert next(days) == TODAY + timedelta(1)


def test_files_that_come_and_go_while_it_looks_do_no_harm(options: Options) -> None:
    """Editors write a file beside the text and rename it."""
    ended = threading.Event()

    def save() -> None:
        while not ended.is_set():
            (options.source / "ache/4913").write_text("")
            (options.source / "ache/4913").unlink()

    thread = threading.Thread(target=save)
    thread.start()
    try:
        for _ in range(2000):
            fingerprints.of_folder(str(options.source))
    finally:
        ended.set()
        thread.join()


def test_one_worker_is_this_process_and_more_are_a_crew() -> None:
    with hands(1) as alone:
        assert alone is None
    with hands(2) as crew:
        assert isinstance(crew, Crew)
        assert crew.submit(working.square, 2).result(60) == 4
    with pytest.raises(RuntimeError, match="sent home"):
        crew.submit(working.who)


def test_a_store_has_an_address_and_perhaps_a_key() -> None:
    assert store_address(None, "k") is None
    told = store_address("s3://b", "k")
    assert told
    assert (told.address, told.signing_key) == ("s3://b", b"k")
    assert "b'k'" not in repr(told)
