"""Publishing on a real disk."""

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from imprint.errors import Exit, ImprintError
from imprint.publishing import lock, publish, published, settle
from tests.publishing.samples import INDEX, built, put, tree


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "output"


def refused(output: Path) -> ImprintError:
    with pytest.raises(ImprintError) as caught, lock(output):
        pytest.fail("the lock was given")
    return caught.value


def test_everything_is_there_and_is_what_the_manifest_says(output: Path) -> None:
    manifest = put(output, built("stem", "a"), built("bone", "b"))
    found = published(output)
    assert found.findings == ()
    assert (set(found.manifest.artefacts), found.manifest.root_files) == (set(manifest.artefacts), manifest.root_files)
    assert found.of("stem") == {"page.html": b"page: a", "leaflet.html": b"leaflet: a"}
    assert (output / "index.html").read_bytes() == INDEX["index.html"]


def test_a_second_build_leaves_the_same_bytes_and_dates(output: Path, tmp_path: Path) -> None:
    put(output, built("stem", "a"))
    before = tree(output), (output / "stem/en/page.html").stat().st_mtime_ns
    put(output, built("stem", "a"))
    assert (tree(output), (output / "stem/en/page.html").stat().st_mtime_ns) == before
    put(tmp_path / "else" / "where", built("stem", "a"))
    assert tree(tmp_path / "else" / "where") == tree(output)


def test_a_changed_file_is_a_new_file_and_the_one_a_reader_has_open_stays_whole(output: Path) -> None:
    put(output, built("stem", "old words"))
    with (output / "stem/en/page.html").open("rb") as reader:
        put(output, built("stem", "new words"))
        assert reader.read() == b"page: old words"
    assert (output / "stem/en/page.html").read_bytes() == b"page: new words"


def test_only_the_published_generation_stays_on_the_disk(output: Path) -> None:
    for text in "abc":
        put(output, built("stem", text))
    assert sorted(path.name for path in (output.parent / ".output-output").iterdir()) == ["3", "lock"]
    assert output.readlink() == Path(".output-output/3")


def test_what_a_killed_build_left_makes_room_before_the_next_one_starts(output: Path) -> None:
    put(output, built("stem", "a"))
    generations = output.parent / ".output-output"
    (generations / "7" / "stem").mkdir(parents=True)
    (generations / "next").symlink_to(".output-output/7")
    with lock(output):
        assert sorted(path.name for path in generations.iterdir()) == ["1", "lock"]
    assert published(output).findings == ()


def test_a_withheld_publication_stays_byte_for_byte(output: Path) -> None:
    put(output, built("stem", "a"), built("bone", "b"))
    before = tree(output / "bone")
    put(output, built("stem", "c"), known=("stem", "bone"))
    assert tree(output / "bone") == before
    assert published(output).findings == ()


def test_a_publication_out_of_the_source_disappears(output: Path) -> None:
    put(output, built("stem", "a"), built("bone", "b"))
    put(output, built("stem", "a"))
    assert not (output / "bone").exists()
    assert published(output).findings == ()


def test_it_all_works_from_another_folder_and_when_the_project_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    put(Path("preview/today"), built("stem", "a"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "project").rename(tmp_path / "moved")
    assert published(Path("moved/preview/today")).findings == ()
    put(Path("moved/preview/today"), built("stem", "b"))
    assert Path("moved/preview/today/stem/en/page.html").read_bytes() == b"page: b"


def test_an_empty_folder_is_taken(output: Path) -> None:
    output.mkdir()
    put(output, built("stem", "a"))
    assert published(output).findings == ()


def _full_folder(output: Path) -> None:
    output.mkdir()
    (output / "thesis.odt").write_text("mine")


def _file(output: Path) -> None:
    output.write_text("mine")


def _foreign_link(output: Path) -> None:
    (output.parent / "site").mkdir()
    output.symlink_to("site")


@pytest.mark.parametrize("make", [_full_folder, _file, _foreign_link])
def test_what_is_not_ours_is_not_touched(output: Path, make: object) -> None:
    assert callable(make)
    make(output)
    before = tree(output.parent)
    error = refused(output)
    assert (error.exit_code, [finding.code for finding in error.findings]) == (Exit.ENVIRONMENT, ["E011"])
    assert "--output" in error.findings[0].hint
    assert tree(output.parent) == before
    assert not (output.parent / ".output-output").exists()


@pytest.mark.parametrize("name", [".", "..", "../source"])
def test_the_folder_one_works_in_is_not_taken_for_output(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _full_folder(tmp_path / "project")
    _full_folder(tmp_path / "source")
    monkeypatch.chdir(tmp_path / "project")
    assert [finding.code for finding in refused(Path(name)).findings] == ["E011"]


def test_a_link_whose_generation_was_deleted_is_no_obstacle(output: Path) -> None:
    put(output, built("stem", "a"))
    shutil.rmtree(output.parent / ".output-output" / "1")
    put(output, built("stem", "b"))
    assert published(output).of("stem")["page.html"] == b"page: b"


def test_nothing_published_is_said(output: Path) -> None:
    assert [finding.code for finding in published(output).findings] == ["E017"]


def _changed(folder: Path) -> None:
    (folder / "bone/en/page.html").write_bytes(b"page: B")


def _missing(folder: Path) -> None:
    (folder / "bone/en/page.html").unlink()


def _link(folder: Path) -> None:
    (folder / "bone/en/page.html").rename(folder.parent / "the-same-words.html")
    (folder / "bone/en/page.html").symlink_to(folder.parent / "the-same-words.html")


@pytest.mark.parametrize("damage", [_changed, _missing, _link])
def test_a_damaged_file_is_found_and_never_kept(output: Path, damage: object) -> None:
    assert callable(damage)
    put(output, built("bone", "b"), built("stem", "a"))
    damage(output)
    assert [str(finding.where) for finding in published(output).findings] == [str(output / "bone/en/page.html")]
    with lock(output):
        shelf, findings = settle(output, [built("stem", "c")], ["bone", "stem"])
        publish(output, shelf, INDEX, date(2026, 11, 22))
    assert [finding.code for finding in findings] == ["E014"]
    assert "build bone" in findings[0].hint
    assert shelf.gone == ("bone",)
    assert not (output / "bone").exists()
    assert published(output).findings == ()


def test_a_damaged_file_that_is_built_again_is_mended_without_a_word(output: Path) -> None:
    put(output, built("bone", "b"))
    _changed(output)
    put(output, built("bone", "b"))
    assert published(output).of("bone")["page.html"] == b"page: b"


@pytest.mark.parametrize("name", ["stem/en/copy.html", "note.txt", "stem/en/.hidden", "stem/other"])
def test_a_file_that_nobody_has_proven_is_found_and_goes_with_the_next_build(output: Path, name: str) -> None:
    put(output, built("stem", "a"))
    (output / name).write_text("Buy now!")
    assert [(finding.code, finding.where.path) for finding in published(output).findings] == [
        ("E015", f"{output}/{name}")
    ]
    put(output, built("stem", "a"))
    assert published(output).findings == ()


def test_a_linked_folder_among_the_files_is_found(output: Path) -> None:
    put(output, built("stem", "a"))
    (output / "all").symlink_to("/")
    assert [finding.code for finding in published(output).findings] == ["E015"]


def test_a_damaged_manifest_stops_the_build_and_changes_nothing(output: Path) -> None:
    put(output, built("stem", "a"))
    (output / "manifest.json").write_text("{}")
    before = tree(output)
    with pytest.raises(ImprintError, match="E013"), lock(output):
        settle(output, [built("stem", "b")], ["stem"])
    assert tree(output) == before


def test_some_editions_join_the_published_ones(output: Path) -> None:
    put(output, built("stem", "a"))
    put(output, built("stem", "b", ("page",), source="a"), partial=True)
    assert published(output).of("stem") == {"page.html": b"page: b", "leaflet.html": b"leaflet: a"}
    assert published(output).findings == ()


def test_a_failure_on_the_way_leaves_the_old_and_nothing_half_done(output: Path) -> None:
    put(output, built("stem", "a"))
    before = tree(output)
    with lock(output):
        shelf, _ = settle(output, [built("stem", "b")], ["stem"])
        with pytest.raises(ImprintError, match="E012"):
            publish(output, shelf, {"stem": b"a file where a folder must be"}, date(2026, 11, 22))
    assert tree(output) == before
    assert sorted(path.name for path in (output.parent / ".output-output").iterdir()) == ["1", "lock"]


def test_published_files_can_be_read_by_a_web_server(output: Path) -> None:
    old = os.umask(0o022)
    try:
        put(output, built("stem", "a"))
    finally:
        os.umask(old)
    modes = {path.stat().st_mode & 0o777 for path in (output, output / "stem/en/page.html", output / "manifest.json")}
    assert modes == {0o755, 0o644}
