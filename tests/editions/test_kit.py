"""What partners get beside the snippet: small, complete, true to the metadata, and in words that programs know."""

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from imprint.checking import check
from imprint.editions import Workshop, editions, produce
from imprint.model import Format, Kit, Licence
from tests.editions.making import Files, made
from tests.editions.markup import html, snippet, xhtml
from tests.editions.schema import faults
from tests.samples import PUBLISHER, TODAY, publication, reviewed, words

EMBEDS = [one for one in editions() if one.format is Format.EMBED]
KITS = [one.kit for one in EMBEDS if one.kit]
VOCABULARY = yaml.safe_load((Path(__file__).parent / "vocabulary.yaml").read_text("utf-8"))
LARGEST = 4096  # bytes of the script, as a server sends it
FORBIDDEN = (
    r"^\s*import\b|\bimport\(|https?://",  # it is alone
    r"\beval\b|new Function|innerHTML|outerHTML|insertAdjacentHTML",  # it builds elements, never mark-up
    r"localStorage|sessionStorage|indexedDB|document\.cookie",  # it stores nothing
    r"\b(?:window|self|globalThis)\.\w+ =",  # it leaves no name
)
LANDMARKS = ("banner", "complementary", "contentinfo", "form", "main", "navigation", "region", "search")
PAGES = {"index.html": KITS[0], "plain.html": KITS[1]}


@pytest.fixture(scope="module", params=["draft", "complete"])
def files(request: pytest.FixtureRequest) -> Files:
    of: Files = request.getfixturevalue(request.param)
    return of


def data(files: Files, kit: Kit) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(files[kit.data])
    return read


# --- the script


def test_the_script_is_small_and_alone(root: Path, count: Callable[[str], None]) -> None:
    script = (root / "templates/embed/imprint-embed.js").read_bytes()
    size = len(gzip.compress(script, mtime=0))
    assert size < LARGEST
    text = script.decode()
    assert [one for one in FORBIDDEN if re.search(one, text, re.MULTILINE)] == []
    count(f"kit: the script has {len(script)} bytes, {size} when packed with gzip")


# --- the data


@pytest.mark.parametrize("kit", KITS, ids=lambda one: one.data)
def test_the_data_have_the_shape_that_is_told(files: Files, kit: Kit, root: Path) -> None:
    schema = json.loads((root / "docs/embed.schema.json").read_text("utf-8"))
    assert list(faults(data(files, kit), schema, schema)) == []


def test_the_shape_refuses_what_does_not_fit(files: Files, root: Path) -> None:
    schema = json.loads((root / "docs/embed.schema.json").read_text("utf-8"))
    whole = data(files, KITS[0])
    block = whole["blocks"][0]
    for changed in (
        {**whole, "level": "easy"},
        {**whole, "more": 1},
        {name: one for name, one in whole.items() if name != "disclaimers"},
        {**whole, "dates": {**whole["dates"], "updated": "soon"}},
        {**whole, "blocks": [{**block, "digest": "sha256-x"}]},
        {**whole, "tree": ["p", {}, 7]},
    ):
        assert list(faults(changed, schema, schema))


@pytest.mark.parametrize("kit", KITS, ids=lambda one: one.data)
def test_the_data_say_every_disclaimer_in_its_place_and_in_the_list(files: Files, kit: Kit) -> None:
    told = data(files, kit)
    beside = next(edition for edition in EMBEDS if edition.kit is kit).filename
    shadow, _ = snippet(files[beside].decode())
    printed = ["".join(one.itertext()) for one in shadow.all("p") if one.get("class") == "disclaimer"]
    assert printed
    assert [one["text"] for one in told["blocks"] if one["kind"] == "disclaimer"] == printed
    assert {one["text"] for one in told["disclaimers"]} == set(printed)


# --- what programs know


def linked(files: Files, page: str) -> dict[str, Any]:
    (script,) = html(files[page].decode()).all("script")
    assert script.get("type") == "application/ld+json"
    read: dict[str, Any] = json.loads(script.text or "")
    return read


def unknown(value: Mapping[str, Any]) -> Iterator[str]:
    """What of a thing the vocabulary does not know."""
    kind = value["@type"] if isinstance(value["@type"], str) else "+".join(value["@type"])
    for name, held in value.items():
        if not name.startswith("@"):
            kinds = VOCABULARY[kind].get(name, [])
            for one in held if isinstance(held, list) else [held]:
                if not any(_is(one, wanted) for wanted in kinds):
                    yield f"{kind}.{name}: {one}"
                if isinstance(one, dict):
                    yield from unknown(one)


def _is(value: Any, kind: str) -> bool:
    if isinstance(value, dict):
        return bool(value["@type"] == kind)
    if kind == "date":
        return date.fromisoformat(value).isoformat() == str(value)
    return bool({"text": value, "url": value.startswith("https://")}.get(kind, value == kind))


@pytest.mark.parametrize("page", PAGES)
def test_pages_say_what_they_are_in_words_of_schema_org(files: Files, page: str) -> None:
    told = linked(files, page)
    assert told["@context"] == "https://schema.org"
    assert told["@type"] == ["MedicalWebPage", "Article"]
    assert list(unknown(told)) == []
    printed = [one for one in html(files[page].decode()).all("p") if one.get("class") == "disclaimer"]
    assert {one["text"] for one in told["hasPart"]} == {"".join(one.itertext()) for one in printed}


def test_a_word_that_is_not_in_the_vocabulary_would_be_noticed() -> None:
    assert list(unknown({"@type": "Person", "name": "A", "disclaimer": "b"})) == ["Person.disclaimer: b"]
    assert list(unknown({"@type": "MediaObject", "contentUrl": "a.pdf"})) == ["MediaObject.contentUrl: a.pdf"]


def test_nothing_is_said_of_a_text_that_nobody_has_reviewed_or_licensed(draft: Files, complete: Files) -> None:
    assert not {"reviewedBy", "lastReviewed", "license"} & set(linked(draft, "index.html"))
    assert linked(draft, "index.html")["creativeWorkStatus"] == "Draft"
    known = linked(complete, "index.html")
    assert [one["name"] for one in known["reviewedBy"]] == [one.name for one in reviewed().reviewers]
    assert known["lastReviewed"] == str(reviewed().dates.last_reviewed)
    assert "license" in known


def test_without_an_address_none_is_made_up(shop: Workshop) -> None:
    unset = publication(canonical_url="https://example.org/sample/en/", licence=Licence("CC BY 4.0"))
    files = made(unset, shop)
    told = linked(files, "index.html")
    assert not {"url", "encoding"} & set(told)
    assert told["license"] == {"@type": "CreativeWork", "name": "CC BY 4.0"}
    page = files["index.html"].decode()
    assert "og:url" not in page
    assert 'href="embed/oembed.json"' in page
    assert data(files, KITS[0])["canonical"] is None
    assert "data-status" not in files["embed/snippet.html"].decode()


def test_a_word_that_could_end_the_data_does_not(shop: Workshop) -> None:
    titles = replace(publication().titles, full="</script><b>Sugar")
    page = made(publication(titles=titles), shop)["index.html"].decode()
    assert json.loads(html(page).all("script")[0].text or "")["headline"] == "</script><b>Sugar"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_leads_to_its_card_which_shows_its_frame(files: Files, page: str) -> None:
    document = html(files[page].decode())
    (link,) = [one for one in document.all("link") if one.get("type") == "application/json+oembed"]
    kit = PAGES[page]
    assert link.get("href") == f"https://sample.test/sample/en/{kit.card}"
    card = json.loads(files[kit.card])
    assert (card["version"], card["type"]) == ("1.0", "rich")
    (frame,) = html(card["html"]).all("iframe")
    assert frame.get("src") == f"https://sample.test/sample/en/{kit.frame}"
    assert (frame.get("width"), frame.get("height")) == (str(card["width"]), str(card["height"]))
    assert frame.get("title") == card["title"] == link.get("title")


def test_open_graph_tells_title_address_and_publisher(complete: Files) -> None:
    meta = {one.get("property"): one.get("content") for one in html(complete["index.html"].decode()).all("meta")}
    assert meta["og:type"] == "article"
    assert meta["og:title"] == reviewed().titles.full
    assert meta["og:url"] == "https://sample.test/sample/en/"
    assert meta["og:site_name"] == PUBLISHER.name


# --- the snippet


@pytest.mark.parametrize("name", [one.filename for one in EMBEDS])
def test_a_snippet_is_right_on_pages_of_xhtml_too(files: Files, name: str) -> None:
    (element,) = xhtml(f"<body>{files[name].decode()}</body>").root
    assert element.tag == "imprint-leaflet"


@pytest.mark.parametrize("name", [one.filename for one in EMBEDS])
def test_screen_readers_meet_one_landmark_with_a_name(files: Files, name: str) -> None:
    shadow, light = snippet(files[name].decode())
    named = [one for one in shadow.all() if one.get("aria-labelledby") or one.get("role") in LANDMARKS]
    assert [one.tag for one in named] == ["section"]
    assert not shadow.all("main", "nav", "aside", "form") + light.all("main", "nav", "aside", "section")


# --- the frame


@pytest.mark.parametrize("kit", KITS, ids=lambda one: one.frame)
def test_a_frame_is_a_page_of_its_own_that_can_be_opened_to_print(files: Files, kit: Kit) -> None:
    document = html(files[kit.frame].decode())
    assert document.errors == ()
    assert document.all("h1")[0].text == document.all("title")[0].text
    (link,) = [one for one in document.all("a") if one.get("target") == "_blank"]
    assert link.get("href") == kit.frame.rpartition("/")[2]
    assert [one.get("src") for one in document.all("script")] == ["imprint-embed.js"]


def test_a_frame_answers_the_sites_that_the_publisher_has_listed(shop: Workshop) -> None:
    listed = replace(PUBLISHER, partner_origins=("https://one.test", "https://two.test"))
    frame = made(publication(publisher=listed), shop)["embed/frame.html"].decode()
    assert '<meta name="imprint-origins" content="https://one.test https://two.test">' in frame


# --- the page for webmasters


def handed_out(files: Files) -> dict[str, str]:
    areas = html(files["embed/partners.html"].decode()).all("textarea")
    return {area.get("id", "loader"): "".join(area.itertext()) for area in areas}


def test_every_level_can_be_shown_in_every_way(files: Files) -> None:
    assert set(handed_out(files)) == {
        "loader",
        *(f"code-{level}-{way}" for level in ("full", "plain") for way in ("snippet", "element", "frame", "link")),
    }
    assert handed_out(files)["code-plain-snippet"] == files["embed/snippet-plain.html"].decode()


@pytest.mark.parametrize(("level", "kit"), list(zip(("full", "plain"), KITS, strict=True)))
def test_the_element_pins_the_data_and_holds_every_disclaimer(files: Files, level: str, kit: Kit) -> None:
    (element,) = html(handed_out(files)[f"code-{level}-element"]).all("imprint-leaflet")
    pinned = base64.b64encode(hashlib.sha256(files[kit.data]).digest()).decode()
    assert element.get("digest") == f"sha256-{pinned}"
    assert element.get("src", "").endswith(f"/{kit.data}")
    *notices, due, newest = ["".join(one.itertext()) for one in element]
    assert notices == [one["text"] for one in data(files, kit)["disclaimers"]]
    assert (due, newest) == tuple("".join(one.itertext()) for one in element[-2:])


def test_the_hashes_for_a_policy_are_those_of_the_styles(files: Files) -> None:
    page = files["embed/partners.html"].decode()
    for name in ("embed/snippet.html", "embed/snippet-plain.html"):
        style = re.search(r"<style>(.*?)</style>", files[name].decode(), re.DOTALL)
        assert style
        wanted = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
        assert f"&#39;sha256-{wanted}&#39;" in page


def test_terms_are_the_publishers_or_said_to_be_missing(shop: Workshop) -> None:
    page = made(publication(), shop)["embed/partners.html"].decode()
    assert words().texts["partners_terms_unset"] in page
    stated = replace(PUBLISHER, partner_terms="Show all of it, and tell us.")
    page = made(publication(publisher=stated), shop)["embed/partners.html"].decode()
    assert "Show all of it, and tell us." in page
    assert words().texts["partners_terms_unset"] not in page
    linked_to = replace(PUBLISHER, partner_terms="https://sample.test/terms")
    page = made(publication(publisher=linked_to), shop)["embed/partners.html"].decode()
    assert '<a href="https://sample.test/terms">' in page


def test_a_draft_is_not_offered(draft: Files, complete: Files) -> None:
    assert words().texts["partners_draft"] in draft["embed/partners.html"].decode()
    assert words().texts["partners_draft"] not in complete["embed/partners.html"].decode()


# --- the check


def test_the_check_finds_the_kit_sound_and_misses_each_file(shop: Workshop) -> None:
    edition = EMBEDS[0]
    files = {one.path: one.data for one in produce(reviewed(), edition, words(), TODAY, shop)}
    beside = {name: b"" for other in KITS for name in (other.frame, other.data, other.card)}
    assert edition.kit
    for name in ("", edition.kit.frame, edition.kit.data, edition.kit.card, edition.kit.guide):
        there = {path: held for path, held in {**beside, **files}.items() if path != name}
        found = check(reviewed(), words(), TODAY, [edition], there, "output", None)
        assert {(one.code, one.where.path) for one in found if one.where.path.endswith(name or "x")} == (
            {("A001", f"output/{name}")} if name else set()
        )


def test_a_disclaimer_cut_out_of_the_frame_or_the_data_is_missed(shop: Workshop) -> None:
    edition = EMBEDS[0]
    assert edition.kit
    files = {one.path: one.data for one in produce(reviewed(), edition, words(), TODAY, shop)}
    beside = {name: b"" for other in KITS for name in (other.frame, other.data, other.card)}
    wordings = [one["text"] for one in data(files, edition.kit)["disclaimers"]]
    wording = next(one for one in wordings if one.encode() in files[edition.kit.frame])  # no link is in it
    for name, part in ((edition.kit.frame, wording.encode()), (edition.kit.data, wording.encode())):
        assert part in files[name]
        changed = {**beside, **files, name: files[name].replace(part, b"")}
        found = check(reviewed(), words(), TODAY, [edition], changed, "output", None)
        assert "V001" in {one.code for one in found if one.where.path == f"output/{name}"}, name
