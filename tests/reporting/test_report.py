"""The report says what the check found: nothing more, nothing less, for people and for programs."""

import hashlib
import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from jinja2 import Environment

from imprint.errors import Finding, Severity, Where
from imprint.evidence import Judged
from imprint.model import ByLevel, Person, Withdrawal
from imprint.reporting import Account, report
from tests.checking.tea import LEAFLET, PAGE, with_dates

ERROR = Finding("V010", Where("leaflet.pdf", page=2), "the <b>disclaimer</b> is pale", "use “darker” ink")
WARNING = Finding("P034", Where("tea/publication.md", 1), "a long paragraph", "divide it", Severity.WARNING)


class Page(HTMLParser):
    """The ids, links, pictures and visible words of a page, and what a strict security policy refuses."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.pictures: list[dict[str, str | None]] = []
        self.refused: list[str] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.links += [value for name, value in attrs if name == "href" and value]
        self.pictures += [held] if tag == "img" else []
        self.refused += [name for name in held if name == "style" or name.startswith("on")]
        self.refused += [tag] if tag in ("script", "style", "iframe", "object") else []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def files(account: Account, environment: Environment) -> dict[str, bytes]:
    return {one.path: one.data for one in report(account, environment)}


def page(account: Account, environment: Environment) -> Page:
    return Page(files(account, environment)["report.html"].decode())


def data(account: Account, environment: Environment) -> Any:
    return json.loads(files(account, environment)["report.json"])


# --- for people


def test_every_link_and_picture_leads_to_something_and_no_id_is_there_twice(
    account: Account, environment: Environment
) -> None:
    made = files(account, environment)
    shown = Page(made["report.html"].decode())
    assert len(shown.ids) == len(set(shown.ids))
    inside = {link.removeprefix("#") for link in shown.links if link.startswith("#")}
    assert len(inside) > 20
    assert inside <= set(shown.ids)
    outside = {link for link in shown.links if not link.startswith(("#", "../.."))}
    assert outside <= {*made, *account.files}
    pictures = {str(one["src"]) for one in shown.pictures}
    assert pictures == {path for path in made if path.endswith(".png")}
    assert all(one["alt"] and one["width"] and one["height"] for one in shown.pictures)


def test_the_strictest_security_policy_refuses_nothing_of_it(account: Account, environment: Environment) -> None:
    assert page(account, environment).refused == []


def test_a_screen_reader_is_told_what_is_outlined_on_each_page(account: Account, environment: Environment) -> None:
    html = files(account, environment)["report.html"].decode()
    assert 'aria-label="Page 1 of 2, outlined: 1 general (front), 2 help (front), 3 mixed (first benefit)' in html
    assert html.count("<svg viewBox") == 2


def test_sound_editions_are_told_to_be_proven(account: Account, environment: Environment) -> None:
    text = page(account, environment).text
    assert "2 of 2 All proven" in text
    assert "None no error, no warning" in text
    assert "Not proven" not in text


def test_an_error_is_told_with_its_place_and_what_to_do(account: Account, environment: Environment) -> None:
    shown = page(replace(account, findings=(WARNING, ERROR)), environment)
    assert "1 of 2 Not all proven" in shown.text
    assert "not proven, so nothing of it was published" in shown.text
    told = "Error V010 leaflet.pdf page 2 Show where the <b>disclaimer</b> is pale What to do: use “darker” ink"
    assert told in shown.text
    assert shown.text.index("Error V010") < shown.text.index("Warning P034")
    assert "#leaflet-2" in shown.links
    assert "All found, not all proven" in shown.text
    assert "leaflet not proven text" in shown.text  # the heads of the table's columns
    assert "found, but the edition is not proven: front" in shown.text
    assert not [link for link in shown.links if link.endswith((".pdf", ".txt"))]  # it lies beside none of them


def test_a_warning_at_a_line_leads_to_its_section_on_the_page(account: Account, environment: Environment) -> None:
    shown = page(replace(account, findings=(WARNING,)), environment)
    assert "Warning P034 tea/publication.md:1 Show where" in shown.text
    assert "index.html#who" in shown.links  # the last of the sections that begin there
    alone = replace(account, findings=(WARNING,), files={"leaflet.pdf": b""})
    assert not any(link.startswith("index.html") for link in page(alone, environment).links)


def test_of_what_is_withdrawn_no_section_is_left_to_lead_to(account: Account) -> None:
    here = replace(account, findings=(WARNING,))
    gone = replace(account.publication, withdrawal=Withdrawal(account.as_of, ByLevel("why", "why")))
    assert [told.href for told in here.told()] == ["index.html#who"]
    assert [told.href for told in replace(here, publication=gone).told()] == [""]


def test_what_is_missing_is_told_by_its_place(account: Account, environment: Environment) -> None:
    leaflet, text = account.evidence
    lost = tuple(replace(need, found=0) if need.disclaimer == "harm" else need for need in leaflet.needs)
    shown = page(replace(account, evidence=(replace(leaflet, needs=lost), text)), environment)
    assert "not found everywhere: risk 0 of 1" in shown.text
    assert "Some missing" in shown.text


def test_it_says_that_no_validator_was_asked_and_how_to_ask(account: Account, environment: Environment) -> None:
    assert "./run build --deep tea" in page(account, environment).text


def test_validators_are_named_with_their_versions_and_what_they_found(
    account: Account, environment: Environment
) -> None:
    said = (Judged("veraPDF", "1.29", "leaflet.pdf", 0, 0), Judged("Nu", "26", "index.html", 2, 1))
    text = page(replace(account, verdicts=said, unasked=("Ace (it needs Node)",)), environment).text
    assert "File Nu 26 veraPDF 1.29 index.html 2 errors, 1 warning – not its kind of file" in text
    assert "leaflet.pdf – not its kind of file no fault" in text
    assert "Not installed, so not asked: Ace (it needs Node)." in text


def test_without_a_browser_it_says_so(account: Account, environment: Environment) -> None:
    assert "No browser has looked at the web pages" in page(account, environment).text
    assert "Chromium 1 has looked" in page(replace(account, browser="Chromium 1"), environment).text


def test_editions_that_were_not_looked_at_are_named(account: Account, environment: Environment) -> None:
    text = page(replace(account, others=(PAGE,)), environment).text
    assert "Not made and not looked at in this build: Web page." in text


def test_an_edition_without_pictures_shows_its_text_with_marks(account: Account, environment: Environment) -> None:
    html = files(account, environment)["report.html"].decode()
    marks = re.findall(r'<mark id="text-1-\d+"><span class="number">(\d+)</span> ([^<]+)</mark>', html)
    text = account.evidence[1]
    assert [words for _, words in marks] == [sight.wording for sight in text.sights]
    assert [int(number) for number, _ in marks] == list(range(1, len(text.sights) + 1))


def test_a_publication_of_which_nothing_could_be_made_still_has_a_report(
    account: Account, environment: Environment
) -> None:
    shown = page(replace(account, evidence=(), files={}, findings=(ERROR,)), environment)
    assert "the <b>disclaimer</b> is pale" in shown.text


# --- what only people can judge


def test_nothing_that_people_judge_is_done_unless_it_is_recorded(account: Account, environment: Environment) -> None:
    assert {one["done"] for one in data(account, environment)["people"]} == {False}
    shown = page(account, environment)
    assert shown.text.count("Not done") == len(data(account, environment)["people"]) >= 7


def test_a_recorded_review_is_named_with_its_day(account: Account, environment: Environment) -> None:
    of = with_dates(replace(account.publication, reviewers=(Person("Tea Taster"),)), last_reviewed=date(2026, 11, 2))
    people = data(replace(account, publication=of), environment)["people"]
    (done,) = [one for one in people if one["done"]]
    assert (done["what"], done["record"]) == (
        "Review by a clinician",
        "recorded in the metadata: Tea Taster, 2 November 2026",
    )
    dayless = replace(account.publication, reviewers=(Person("Tea Taster"),))
    assert not any(one["done"] for one in data(replace(account, publication=dayless), environment)["people"])


def test_braille_is_proof_read_where_there_is_braille(account: Account, environment: Environment) -> None:
    braille = replace(LEAFLET, name="braille", filename="leaflet.brf")
    more = replace(account, evidence=(*account.evidence, replace(account.evidence[1], edition=braille)))
    without, with_it = ({one["what"] for one in data(one, environment)["people"]} for one in (account, more))
    assert with_it - without == {"Braille proof-read by a braille reader"}


# --- for programs

SHAPE = {
    "report", "imprint", "publication", "language", "title", "version", "status", "updated", "as_of", "proven",
    "browser", "editions", "not_in_this_build", "findings", "validators", "reading_grade", "frames", "people",
}  # fmt: skip


def test_the_record_has_the_shape_that_is_documented(account: Account, environment: Environment) -> None:
    said = data(replace(account, findings=(ERROR,)), environment)
    assert set(said) == SHAPE
    assert (said["report"], said["publication"], said["status"], said["proven"]) == (2, "tea", "draft", False)
    assert said["validators"] == {"asked": False, "not_installed": [], "verdicts": []}
    assert said["findings"][0]["leads_to"] == "#leaflet-2"
    assert [one["name"] for one in said["editions"]] == ["leaflet", "text"]
    assert [one["proven"] for one in said["editions"]] == [False, True]


def test_the_record_vouches_for_the_very_files(account: Account, environment: Environment) -> None:
    for one in data(account, environment)["editions"]:
        held = account.files[one["file"]]
        assert (one["bytes"], one["sha256"]) == (len(held), hashlib.sha256(held).hexdigest())


@pytest.mark.slow
def test_the_record_tells_where_each_disclaimer_stands(whole: Account, environment: Environment) -> None:
    made = files(whole, environment)
    said = json.loads(made["report.json"])
    assert {one["name"] for one in said["editions"]} == {one.edition.name for one in whole.evidence}
    for one in said["editions"]:
        assert sum(need["found"] for need in one["needs"]) == len(one["sights"])
        assert {view["picture"] for view in one["views"]} - {None} <= set(made)
        for sight in one["sights"]:
            for box in sight["boxes"]:
                assert 1 <= box["view"] <= len(one["views"])
                assert 0 <= box["left"] < box["right"] <= 1
                assert 0 <= box["top"] < box["bottom"] <= 1
        if one["views"][0]["picture"]:
            assert all(sight["boxes"] for sight in one["sights"])


def test_the_same_account_gives_the_same_bytes(account: Account, environment: Environment) -> None:
    assert files(account, environment) == files(account, environment)
