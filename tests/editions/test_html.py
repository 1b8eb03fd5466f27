"""Pages and embeds as a browser meets them: sound, complete by themselves, quiet, and at home on a strict site."""

import re
from itertools import pairwise

import pytest

from imprint.editions import Workshop, editions, index_page, produce
from imprint.editions.catalogue import Listed, Shown
from imprint.model import Format, Status
from tests.editions.making import Files
from tests.editions.markup import Markup, addresses, fetched, html, led_to, snippet, target
from tests.samples import PUBLISHER, TODAY, publication, reviewed, section, words

PAGES = [one for one in editions() if one.format is Format.PAGE]
EMBEDS = [one for one in editions() if one.format is Format.EMBED]
BASE = "/imprint/sample/en/"
TEMPLATE_IDS = ("about", "glossary", "sources", "text", "title", "contents", "contents-label", "plain", "main", "start")


def documents(files: Files) -> dict[str, Markup]:
    """Every HTML document among the files; of an embed, the one in its shadow root."""
    pages = {one.filename: html(files[one.filename].decode()) for one in PAGES}
    return pages | {one.filename: snippet(files[one.filename].decode())[0] for one in EMBEDS}


NAMES = [one.filename for one in (*PAGES, *EMBEDS)]


@pytest.fixture(scope="module", params=["draft", "complete"])
def files(request: pytest.FixtureRequest) -> Files:
    of: Files = request.getfixturevalue(request.param)
    return of


@pytest.mark.parametrize("name", NAMES)
def test_the_markup_needs_no_repair(files: Files, name: str) -> None:
    assert documents(files)[name].errors == ()


@pytest.mark.parametrize("name", NAMES)
def test_no_id_stands_twice_and_every_reference_meets_one(files: Files, name: str) -> None:
    document = documents(files)[name]
    assert len(document.ids) == len(set(document.ids))
    named = [element.get(key, "") for element in document.all() for key in ("aria-labelledby", "aria-describedby")]
    assert set(" ".join(named).split()) <= set(document.ids)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_that_a_strict_policy_forbids_is_in_it(files: Files, name: str) -> None:
    for element in documents(files)[name].all():
        is_data = element.get("type") == "application/ld+json"  # no browser runs it
        assert element.tag not in ("script", "iframe", "object", "embed", "base", "form") or is_data, element.tag
        assert not [key for key in element.attrib if key == "style" or key.startswith("on")], element.attrib
        assert not element.get("href", "").lower().startswith(("javascript:", "data:"))


@pytest.mark.parametrize("name", [one.filename for one in PAGES])
def test_every_local_link_of_a_page_leads_somewhere(files: Files, name: str) -> None:
    pages = documents(files)
    for address in led_to(pages[name]):
        path, anchor = target(address, name)
        assert path in files, address
        assert not anchor or anchor in pages[path].ids, address


@pytest.mark.parametrize("name", [one.filename for one in PAGES])
def test_a_page_fetches_only_what_lies_beside_it(files: Files, name: str) -> None:
    wanted = list(fetched(documents(files)[name]))
    assert wanted
    assert {target(address, name)[0] for address in wanted} <= files.keys()


@pytest.mark.parametrize("name", [one.filename for one in EMBEDS])
def test_an_embed_fetches_only_what_the_partner_hosts(files: Files, name: str) -> None:
    shadow, light = snippet(files[name].decode())
    wanted = list(fetched(shadow))
    assert f"{BASE}embed/embed.css" in wanted
    assert all(address.removeprefix(BASE) in files and address.startswith(BASE) for address in wanted)
    assert list(fetched(light)) == []
    assert list(addresses(files["embed/embed.css"].decode())) == []


@pytest.mark.parametrize("name", NAMES)
def test_pictures_are_described_and_measured(files: Files, name: str) -> None:
    images = documents(files)[name].all("img")
    assert images
    for image in images:
        assert image.get("alt")
        assert int(image.get("width", "")) > 0
        assert int(image.get("height", "")) > 0


@pytest.mark.parametrize("name", NAMES)
def test_headings_lead_down_one_step_at_a_time(files: Files, name: str) -> None:
    levels = [int(element.tag[1]) for element in documents(files)[name].all("h1", "h2", "h3", "h4", "h5", "h6")]
    first = 1 if name in [one.filename for one in PAGES] else 2  # the host's page has a title of its own
    assert levels.count(first) == 1
    assert levels[0] == first
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", [one.filename for one in PAGES])
def test_a_page_says_its_language_title_and_address(files: Files, name: str) -> None:
    document = documents(files)[name]
    assert document.root.get("lang") == "en"
    assert [title.text for title in document.all("title")] == [document.all("h1")[0].text]
    canonical = [link.get("href") for link in document.all("link") if link.get("rel") == "canonical"]
    assert canonical == ["https://sample.test/sample/en/" + ("" if name == "index.html" else name)]
    assert [element.tag for element in document.all("main", "footer")] == ["main", "footer"]


def test_a_draft_is_kept_out_of_search_engines_and_a_reviewed_text_is_not(draft: Files, complete: Files) -> None:
    assert b'<meta name="robots" content="noindex">' in draft["index.html"]
    assert b"noindex" not in complete["index.html"]


@pytest.mark.parametrize("name", [one.filename for one in PAGES])
def test_every_cited_source_leads_back_to_its_places(files: Files, name: str) -> None:
    document = documents(files)[name]
    there = {link.get("href", "")[1:] for link in document.all("a") if link.get("role") == "doc-biblioref"}
    back = [link.get("href", "")[1:] for link in document.all("a") if link.get("role") == "doc-backlink"]
    cited = [link.get("id") for link in document.all("a") if link.get("role") == "doc-biblioref"]
    assert sorted(back) == sorted(str(one) for one in cited)
    assert there == {item.get("id") for item in document.all("li") if item.get("id", "").startswith("ref-")}


def test_sections_named_like_a_templates_parts_clash_with_none(shop: Workshop) -> None:
    text = publication().sections[0].full
    like = publication(sections=tuple(section(one, text) for one in TEMPLATE_IDS), plain_order=())
    page = produce(like, PAGES[0], words(), TODAY, shop)[0]
    document = html(page.data.decode())
    assert len(document.ids) == len(set(document.ids))
    for number, name in enumerate(TEMPLATE_IDS):
        assert [one.get("id") for one in document.all("section") if one.get("class") == "chapter"][number] == name


# --- embeds


@pytest.mark.parametrize("name", [one.filename for one in EMBEDS])
def test_beside_its_shadow_root_an_embed_holds_only_disclaimers_and_one_link(files: Files, name: str) -> None:
    shadow, light = snippet(files[name].decode())
    assert light.ids == []
    (element,) = light.all("imprint-leaflet")
    assert [child.tag for child in element] == ["p"] * len(element)
    *notices, due, newest = element
    assert "".join(due.itertext()).startswith(words().texts["review_due"])
    assert all(not one.attrib for one in notices)  # no class that a host's own styles may know
    assert newest.find("a") is not None
    in_shadow = {"".join(one.itertext()) for one in shadow.all("p") if one.get("class") == "disclaimer"}
    assert {"".join(one.itertext()) for one in notices} == in_shadow
    assert len(notices) == len(in_shadow)


@pytest.mark.parametrize("name", [one.filename for one in EMBEDS])
def test_an_embed_holds_against_the_hosts_styles(files: Files, name: str) -> None:
    text = files[name].decode()
    style = re.search(r"<style>\n(.*?)</style>", text, re.DOTALL)
    assert style
    assert re.search(r":host\s*\{[^}]*display:\s*block\s*!important", style[1])
    assert style[1].strip() == files["embed/embed.css"].decode().strip()  # if one is blocked


def test_an_embed_leads_to_the_newest_text(files: Files) -> None:
    for name, address in (("embed/snippet.html", ""), ("embed/snippet-plain.html", "plain.html")):
        _, light = snippet(files[name].decode())
        assert [link.get("href") for link in light.all("a")][-1] == f"https://sample.test/sample/en/{address}"


def test_no_link_in_an_embed_leads_into_the_partners_page(files: Files) -> None:
    for one in EMBEDS:
        shadow, light = snippet(files[one.filename].decode())
        assert [*led_to(shadow), *led_to(light)] == []


# --- the list of what is published


def index(shop: Workshop, status: Status = Status.DRAFT) -> Markup:
    shown = tuple(Shown(one, f"sample/en/{one.filename}", 12_345) for one in editions())
    one = Listed("sample", "en", "1.2", reviewed().titles, status, words(), shown)
    (data,) = index_page([one], PUBLISHER, words(), shop.environment).values()
    return html(data.decode())


def test_the_list_is_sound_and_names_every_file_to_save(shop: Workshop) -> None:
    document = index(shop)
    assert document.errors == ()
    assert len(document.ids) == len(set(document.ids))
    files = [one.filename for one in editions()] + [one.kit.guide for one in EMBEDS if one.kit]
    assert set(led_to(document)) == {f"sample/en/{name}" for name in files}
    saved = {link.get("download") for link in document.all("a") if link.get("download")}
    kinds = {one.name: one.filename.rpartition(".")[2] for one in editions() if one not in PAGES}
    assert saved == {f"sample-{name}-en-1.2.{ending}" for name, ending in kinds.items()}


def test_an_empty_list_says_so(shop: Workshop) -> None:
    (data,) = index_page([], PUBLISHER, words(), shop.environment).values()
    assert words().texts["index_empty"] in data.decode()
