"""YAML without its surprises, and its attacks."""

import time

import pytest

from imprint.reading.report import Report
from imprint.reading.yaml_loader import Tree, load


def loaded(text: str) -> tuple[Tree | None, list[str]]:
    report = Report("source/a.yaml")
    tree = load(text, report)
    return tree, [finding.code for finding in report.findings]


@pytest.mark.parametrize(
    "text", ["NO", "no", "12:30", "1.10", "0x1F", "010", "1e3", "~", "null", "2026-11-22", "true", ".inf", "="]
)
def test_a_value_is_the_text_that_was_written(text: str) -> None:
    tree, codes = loaded(f"key: {text}\nlist: [{text}]")
    assert tree is not None
    assert tree.value == {"key": text, "list": [text]}
    assert codes == []


def test_nothing_is_none_and_an_empty_text_is_empty() -> None:
    tree, _ = loaded('a:\nb: ""\nc: |\n  two\n  lines\n')
    assert tree is not None
    assert tree.value == {"a": None, "b": "", "c": "two lines"}


def test_every_key_and_item_has_its_line() -> None:
    tree, _ = loaded("# a comment\na:\n- b: 1\n  c: 2\n- d\ne: >\n  f\n")
    assert tree is not None
    assert {way: tree.line(way) for way in [("a",), ("a", 0, "c"), ("a", 1), ("e",)]} == {
        ("a",): 2,
        ("a", 0, "c"): 4,
        ("a", 1): 5,
        ("e",): 6,
    }
    assert tree.line(("a", 0, "missing")) == 3  # the nearest thing around it


@pytest.mark.parametrize("text", ["", "# nothing but a comment\n", "---\n"])
def test_an_empty_file_is_empty_and_no_error(text: str) -> None:
    tree, codes = loaded(text)
    assert tree is not None
    assert tree.value is None
    assert codes == []


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (BOMB, "Y007"),
        ("a: &x [1]\nb: *x\n", "Y007"),
        ("a: !!python/object/apply:os.system [ls]\n", "Y007"),
        ("a: !local b\n", "Y007"),
        ("[" * 100_000, "Y008"),
        ("{" * 100_000, "Y008"),
        ("- " * 100_000, "Y008"),
        ("? " * 100_000, "Y008"),
        ("a: [" + "[" * 100_000 + "]" * 100_000 + "]", "Y008"),
        ("a: b\na: c\n", "Y006"),
        ("a: {b: 1, b: 2}\n", "Y006"),
        ("a: b\n---\na: c\n", "Y005"),
        ("a: \x00\n", "Y015"),
        ("a: \x1b[31m\n", "Y015"),
        ('a: "\\u202e"\n', "Y015"),
        ('a: "\\u0430bc"\n', "Y015"),
        ("%YAML 9.9\n---\na: b\n", "Y005"),
        ("%TAG ! tag:evil,2026:\n---\na: !b c\n", "Y007"),
        ("a" * 200_000 + ": b: c", "Y005"),
    ],
)
def test_what_attacks_or_contradicts_itself_is_noted_at_once(text: str, code: str) -> None:
    start = time.monotonic()
    _, codes = loaded(text)
    assert set(codes) == {code}
    assert time.monotonic() - start < 3
