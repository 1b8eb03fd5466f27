"""The list of what is published says what the source says, and leads to every file."""

from dataclasses import replace
from datetime import date

import pytest

from imprint.checking import check_index, check_report
from imprint.model import Person
from tests.checking.tea import AS_OF, EDITIONS, PUBLICATION, WORDS, published, with_dates

LEAFLET = '<li><a href="tea/en/leaflet.pdf" download="tea.pdf">Leaflet</a></li>\n'
REPORT = "tea/en/report.html"
DRAFT = "<span>Draft</span>"

# (what to find, what to put, codes)
CHANGES = [
    ("", "", []),
    ("<h2>Tea and sleep</h2>", "<h2>Tea and sleep</h2><p>The version for partners is a draft.</p>", []),
    (DRAFT, "<span>Current</span>", ["A016"]),
    (DRAFT, f"{DRAFT} <span>Out of date</span>", ["A016"]),
    (DRAFT, "", ["A016"]),
    (DRAFT, f"<!-- {DRAFT} -->", ["A016"]),
    ("Version 1.2", "Version 1.1", ["A016"]),
    ("Version 1.2", "", ["A016"]),
    ("Version 1.2 · en", "Version 1.2 · en</p><p>Version 1.3", ["A016"]),
    (LEAFLET, "", ["A016"]),
    ("tea/en/leaflet.pdf", "tea/en/leaf.pdf", ["A007", "A016"]),
    ("tea/en/leaflet.pdf", "https://tea.example.org/tea/en/leaflet.pdf", ["A016"]),
    ("<h1>Sheets</h1>", '<h1>Sheets</h1><a href="milk/en/index.html">Milk</a>', ["A007"]),
    ("<h1>Sheets</h1>", "<h1>Sheets</h1><script>1</script>", ["A012"]),
    ("<article", "<div", ["A016"] * len(EDITIONS)),
]


@pytest.mark.parametrize(("find", "put", "wanted"), CHANGES)
def test_each_rule_of_the_list(find: str, put: str, wanted: list[str]) -> None:
    files = published((find, put))
    found = check_index(files, [PUBLICATION], {"en": WORDS}, AS_OF, EDITIONS, "output")
    assert [one.code for one in found] == wanted


def test_what_the_source_says_is_asked_for() -> None:
    reviewed = replace(PUBLICATION, reviewers=(Person("Tea Taster"),), version="1.3")
    dated = with_dates(reviewed, last_reviewed=date(2024, 1, 1), next_review=date(2025, 1, 1))
    publisher = replace(
        dated.publisher, name="Tea House", base_url="https://t.test/", feedback="a@t.test", formats_contact="a@t.test"
    )
    late = replace(dated, publisher=publisher, canonical_url="https://t.test/tea/en/")
    found = check_index(published(), [late], {"en": WORDS}, AS_OF, EDITIONS, "output")
    assert [one.message for one in found] == [
        "of tea (en) it says “Draft” where it must say “Out of date”",
        "of tea (en) it says “Version 1.2” where it must say “Version 1.3”",
    ]
    right = published((DRAFT, "<span>Out of date</span>"), ("Version 1.2", "Version 1.3"))  # "of" is a label as well
    assert check_index(right, [late], {"en": WORDS}, AS_OF, EDITIONS, "output") == ()


def test_of_a_publication_that_was_not_built_only_files_are_asked_for() -> None:
    files = published((DRAFT, "<span>Current</span>"), (LEAFLET, ""))
    found = check_index(files, [], {"en": WORDS}, AS_OF, EDITIONS, "output")
    assert [one.message for one in found] == ["it does not lead to tea/en/leaflet.pdf, which is published"]


def test_a_list_that_is_missing_is_told() -> None:
    files = {path: data for path, data in published().items() if path != "index.html"}
    assert [one.code for one in check_index(files, [], {"en": WORDS}, AS_OF, EDITIONS, "output")] == ["A001"]


def test_the_list_must_lead_to_each_report() -> None:
    files = {**published(), REPORT: b"A report."}
    found = check_index(files, [], {"en": WORDS}, AS_OF, EDITIONS, "output", [REPORT])
    assert [one.message for one in found] == [f"it does not lead to {REPORT}, which is published"]
    led = published(("<h1>Sheets</h1>", f'<h1>Sheets</h1><a href="{REPORT}">How it was checked</a>'))
    assert check_index({**files, **led}, [], {"en": WORDS}, AS_OF, EDITIONS, "output", [REPORT]) == ()


def test_a_report_must_keep_to_what_every_page_must() -> None:
    page = '<!DOCTYPE html><html lang="en"><title>Tea</title><a href="leaflet.pdf">Leaflet</a><script>1</script>'
    found = check_report({"report.html": page.encode(), "leaflet.pdf": b""}, "report.html", "output/tea/en")
    assert {(one.where.path, one.code) for one in found} == {("output/tea/en/report.html", "A012")}
    found = check_report({"report.html": page.encode()}, "report.html", "output/tea/en")
    assert {one.code for one in found} == {"A007", "A012"}
    nested = b"<!DOCTYPE html>" + b"<div>" * 2000
    unread = check_report({"report.html": nested}, "report.html", "output/tea/en")
    assert [one.code for one in unread] == ["A002"]
