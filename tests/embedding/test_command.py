"""`verify-embed` as an editor calls it: what is printed, where, and with which exit code it ends."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from build import cli
from imprint.errors import Exit
from tests.embedding.partners import LATER, NEW, OLD, OTHER, SNIPPET, codes, page, released


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("called")
    released(made, OLD, OTHER)
    released(made, NEW, OTHER, as_of=LATER)
    (made / "good.html").write_text(page(SNIPPET))
    (made / "old.html").write_text(page(codes(OLD)["full-snippet"]))
    (made / "bad.html").write_text(page(SNIPPET.replace("is no sum", "is a sum")))
    return made


def called(folder: Path, *words: str | Path) -> Result:
    common = ["verify-embed", "--output", str(folder / "output"), "--as-of", LATER.isoformat()]
    return CliRunner().invoke(cli, [*common, *map(str, words)], catch_exceptions=False)


@pytest.mark.parametrize(
    ("name", "code", "told"),
    [
        ("good", Exit.PROVEN, "good.html: up to date and unaltered\n  snippet: version 1.2 of sample, full text"),
        ("old", Exit.SUPERSEDED, "snippet: version 1.1 of sample, full text: superseded since 2027-01-01"),
        ("bad", Exit.ERRORS, "(“a” stands in place of “no”)"),
    ],
)
def test_a_page_gets_its_verdict_and_exit_code(folder: Path, name: str, code: Exit, told: str) -> None:
    result = called(folder, folder / f"{name}.html")
    assert result.exit_code == code, result.output
    assert told in result.stdout


def test_a_list_gets_a_table_and_progress(folder: Path) -> None:
    listed = folder / "partners.txt"
    listed.write_text(f"# ours\n{folder / 'good.html'}\n\n{folder / 'bad.html'}\n{folder / 'good.html'}\n")
    result = called(folder, "--list", listed)
    assert result.exit_code == Exit.ERRORS
    assert f"{folder / 'good.html'}\tup to date and unaltered\tsnippet: version 1.2 of sample" in result.stdout
    assert f"{folder / 'bad.html'}\taltered\t" in result.stdout
    assert "1 of 2 pages show what is published, unaltered and up to date." in result.stdout
    assert "looking at it (2 of 2)" in result.stderr


def test_programs_get_json(folder: Path) -> None:
    told = json.loads(called(folder, folder / "bad.html", "--json").stdout)
    assert [one["code"] for one in told["findings"]] == ["K010"]
    (one,) = told["pages"]
    assert (one["verdict"], one["rendered"]) == ("altered", False)
    assert one["shown"][0]["publication"] == "sample"
    assert one["shown"][0]["version"] == "1.2"


def test_an_address_that_is_refused_is_told(folder: Path) -> None:
    result = called(folder, "https://127.0.0.1/", folder / "good.html")
    assert result.exit_code == Exit.ENVIRONMENT
    assert "K001: https://127.0.0.1/ lies at 127.0.0.1, which is no public address" in result.stdout


@pytest.mark.parametrize("words", [(), ("no-such.html",)])
def test_what_is_no_page_is_a_slip(folder: Path, words: tuple[str, ...]) -> None:
    assert called(folder, *words).exit_code == Exit.USAGE


def test_without_anything_published_nothing_is_told(tmp_path: Path, folder: Path) -> None:
    result = called(tmp_path, folder / "good.html")
    assert result.exit_code == Exit.ENVIRONMENT
    assert "E017" in result.output
