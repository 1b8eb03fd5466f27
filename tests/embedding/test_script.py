"""The script of the kit at work: what it shows and refuses, whom it asks, and what it leaves of the page around it."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.embedding.conftest import MOUNT, Kit
from tests.embedding.looking import Bench, Way, bench
from tests.embedding.pages import HOSTS, Host, host_named
from tests.embedding.sites import Site

pytestmark = pytest.mark.slow

CLEAN = host_named("clean")
ELEMENT = Way("element", code="element", loads=True)
SNIPPET = Way("snippet", loads=True)
FRAME = Way("frame", code="frame", loads=True)
STATUS = f"{MOUNT}status.json"
ROOT = "document.querySelector('imprint-leaflet').shadowRoot"
TEXT = f"{ROOT}?.textContent.replace(/\\s+/g, ' ') ?? ''"
STYLES = """() => [...document.querySelectorAll('.probe, body, html')].map((one) => {
  const style = getComputedStyle(one);
  return [...style].filter((name) => !/^(block-size|height|perspective-origin|transform-origin)$/.test(name))
    .map((name) => name + ':' + style.getPropertyValue(name)).join(';');
})"""


@pytest.fixture(scope="module")
def here(browser: Browser, partner: Site, publisher: Site, kit: Kit, sanitised: dict[str, str]) -> Iterator[Bench]:
    with bench(browser, partner, publisher, kit, sanitised) as made:
        yield made


@pytest.fixture(autouse=True)
def no_status(publisher: Site) -> Iterator[None]:
    yield
    publisher.files.pop(STATUS, None)


def opened(here: Bench, way: Way, policy: str = "none", host: Host = CLEAN) -> Page:
    tab = here.open(host, policy, way)
    tab.wait_for_timeout(300)
    return tab


# --- what it shows and refuses


def test_an_element_becomes_the_tree_of_the_snippet(here: Bench) -> None:
    shown = opened(here, ELEMENT).evaluate(f"{ROOT}.querySelector('.imprint').textContent.replace(/\\s+/g, '')")
    wanted = opened(here, SNIPPET).evaluate(f"{ROOT}.querySelector('.imprint').textContent.replace(/\\s+/g, '')")
    assert shown == wanted
    assert len(shown) > 500


@pytest.mark.parametrize("change", ["word", "disclaimer", "nothing there"])
def test_other_content_than_was_pinned_is_refused(here: Bench, publisher: Site, kit: Kit, change: str) -> None:
    path = f"{MOUNT}embed/embed.json"
    kept = publisher.files[path]
    told: dict[str, Any] = json.loads(kept)
    told["title"] += " now"
    told["disclaimers"] = told["disclaimers"][1:]
    other = {"word": kept.replace(b"simple", b"hard"), "disclaimer": json.dumps(told).encode(), "nothing there": b""}
    publisher.files[path] = other[change]
    try:
        tab = opened(here, ELEMENT)
        assert tab.evaluate(ROOT) is None
        said = "".join(tab.inner_text("imprint-leaflet").split())
        assert all("".join(one.split()) in said for one in kit.wordings)
        assert tab.evaluate(
            "[...document.querySelectorAll('imprint-leaflet a')].pop().href === 'https://sample.test/sample/en/'"
        )
    finally:
        publisher.files[path] = kept


def test_data_without_one_of_their_disclaimers_are_refused_without_a_pin(here: Bench, publisher: Site) -> None:
    path = f"{MOUNT}embed/embed.json"
    kept = publisher.files[path]
    told: dict[str, Any] = json.loads(kept)
    told["disclaimers"].append({"id": "more", "text": "A disclaimer that the tree does not hold."})
    publisher.files[path] = json.dumps(told).encode()
    code = here.kit.codes["full-element"]
    here.kit.codes["full-element"] = code.replace('digest="', 'data-digest="')
    try:
        assert opened(here, ELEMENT).evaluate(ROOT) is None
        publisher.files[path] = kept
        assert opened(here, ELEMENT).evaluate(f"Boolean({ROOT})")
    finally:
        here.kit.codes["full-element"] = code
        publisher.files[path] = kept


@pytest.mark.parametrize("level", [1, 2, 4, 6])
def test_headings_begin_where_the_page_says(here: Bench, level: int) -> None:
    code = here.kit.codes["full-snippet"]
    here.kit.codes["full-snippet"] = code.replace('data-heading-level="2"', f'data-heading-level="{level}"')
    try:
        ranks = opened(here, SNIPPET).evaluate(
            f"[...{ROOT}.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(one => one.localName)"
        )
    finally:
        here.kit.codes["full-snippet"] = code
    assert ranks[0] == f"h{level}"
    assert {int(one[1]) for one in ranks} <= set(range(level, 7))
    assert ranks.count(f"h{level}") == 1 or level == 6


# --- notices


def test_a_withdrawn_text_gives_way_to_its_notice(here: Bench, publisher: Site, kit: Kit) -> None:
    gone = {
        "date": "2026-01-01",
        "reason": {"full": "A dose was wrong.", "plain": "It was wrong."},
        "replacement": None,
    }
    publisher.files[STATUS] = json.dumps({"status": "withdrawn", "withdrawn": gone, "next_review": None}).encode()
    for way in (SNIPPET, ELEMENT):
        said = opened(here, way).evaluate(TEXT)
        assert "This text has been withdrawn." in said
        assert "A dose was wrong." in said
        assert not [one for one in kit.article[4:] if one in said]


def test_a_text_that_is_to_be_withdrawn_later_stays_until_then(here: Bench, publisher: Site, kit: Kit) -> None:
    gone = {"date": "2999-01-01", "reason": {"full": "A", "plain": "B"}, "replacement": None}
    publisher.files[STATUS] = json.dumps({"status": "current", "withdrawn": gone, "next_review": "2998-01-01"}).encode()
    said = opened(here, SNIPPET).evaluate(TEXT)
    assert "withdrawn" not in said
    assert kit.wordings[-1] in said


def test_an_overdue_text_has_its_notice_in_front(here: Bench, publisher: Site, kit: Kit) -> None:
    publisher.files[STATUS] = json.dumps({"status": "overdue", "withdrawn": None, "next_review": "2026-01-01"}).encode()
    said = opened(here, SNIPPET).evaluate(TEXT)
    assert "Its review is overdue." in said
    assert said.index("Its review is overdue.") < said.index(" ".join(kit.wordings[1].split()))


def test_the_day_of_the_review_is_known_without_an_answer(here: Bench) -> None:
    code = here.kit.codes["full-snippet"]
    here.kit.codes["full-snippet"] = code.replace('data-due="2027-12-31"', 'data-due="2020-01-01"')
    try:
        assert "Its review is overdue." in opened(here, SNIPPET).evaluate(TEXT)
    finally:
        here.kit.codes["full-snippet"] = code


# --- frames


def test_a_frame_grows_only_on_sites_that_are_listed(here: Bench, publisher: Site, partner: Site) -> None:
    path = f"{MOUNT}embed/frame.html"
    kept = publisher.files[path]
    height = f"{ROOT}.querySelector('iframe').getBoundingClientRect().height"
    assert opened(here, FRAME).evaluate(height) == 1200
    publisher.files[path] = kept.replace(
        b'imprint-origins" content="', f'imprint-origins" content="{partner.address}'.encode()
    )
    try:
        tab = opened(here, FRAME)
        tab.wait_for_function(f"{height} !== 1200", timeout=3000)
        inside = tab.frames[1].evaluate("document.documentElement.offsetHeight")
        assert abs(tab.evaluate(height) - inside) <= 2
        tab.evaluate("postMessage({imprintHeight: 7}, '*')")  # from the page itself: nobody believes it
        tab.wait_for_timeout(100)
        assert tab.evaluate(height) > 100
    finally:
        publisher.files[path] = kept


# --- the host's page


@pytest.mark.parametrize("host", [one for one in HOSTS if one.kind != "xhtml"], ids=lambda one: one.name)
def test_the_hosts_page_is_as_it_was(here: Bench, host: Host) -> None:
    """Its styles before and after, and every global name."""
    nothing = Way("nothing", code="nothing")
    here.kit.codes["full-nothing"] = ""
    tab = here.open(host, "none", nothing)
    names = set(tab.evaluate("Object.getOwnPropertyNames(window)"))
    before = tab.evaluate(STYLES)
    tab = opened(here, SNIPPET, host=host)
    assert tab.evaluate(STYLES) == before
    assert set(tab.evaluate("Object.getOwnPropertyNames(window)")) <= names


def test_two_embeds_on_a_page_do_not_collide(here: Bench) -> None:
    code = here.kit.codes["full-snippet"]
    here.kit.codes["full-snippet"] = code + here.kit.codes["plain-snippet"] + code
    complaints: list[str] = []
    tab = here.tab(SNIPPET)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    try:
        opened(here, SNIPPET)
        ids = tab.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
        roots = tab.evaluate("[...document.querySelectorAll('imprint-leaflet')].map(one => Boolean(one.shadowRoot))")
    finally:
        here.kit.codes["full-snippet"] = code
    assert ids == ["place"]
    assert roots == [True, True, True]
    assert complaints == []


def test_it_asks_nobody_but_the_sites_that_the_page_names(here: Bench, partner: Site, publisher: Site) -> None:
    for way in (SNIPPET, ELEMENT, FRAME):
        asked: list[str] = []
        tab = here.tab(way)
        tab.on("request", lambda request: asked.append(request.url))  # noqa: B023 - it is heard within the turn
        opened(here, way)
        assert asked
        assert [url for url in asked if not url.startswith((partner.address, publisher.address))] == []
        assert here.context(way).cookies() == []
        assert tab.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


# --- what it costs


def test_the_cost_for_the_hosts_page_is_told(browser: Browser, here: Bench, count: Callable[[str], None]) -> None:
    here.kit.codes["full-nothing"] = ""
    here.kit.codes["full-plain iframe"] = here.kit.codes["full-frame"].partition("<iframe")[1] + (
        here.kit.codes["full-frame"].partition("<iframe")[2].partition("</iframe>")[0] + "</iframe>"
    )
    ways = (
        Way("the page alone", code="nothing"),
        Way("a plain iframe", code="plain iframe"),
        Way("the snippet"),
        Way("the snippet with the script", loads=True),
        Way("the element with the script", code="element", loads=True),
    )
    sizes = []
    for way in ways:
        asked, sent, busy = cost(browser, here, way)
        sizes.append(asked)
        count(f"embedding: cost of {way.name}: {asked} requests, {sent} bytes, {busy:.0f} ms of the main thread")
    assert sizes[0] < sizes[2] <= sizes[3]


def cost(browser: Browser, here: Bench, way: Way) -> tuple[int, int, float]:
    """Requests, bytes and time of the main thread for a page that nobody has opened before."""
    sites = (here.partner, here.publisher)
    with bench(browser, *sites, here.kit, here.sanitised) as fresh:
        session = fresh.context(way).new_cdp_session(fresh.tab(way))
        session.send("Performance.enable")
        before = [(len(site.asked), site.sent) for site in sites]
        fresh.open(CLEAN, "none", way).wait_for_timeout(500)
        metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    after = [(len(site.asked), site.sent) for site in sites]
    asked, sent = (sum(late[at] - early[at] for early, late in zip(before, after, strict=True)) for at in (0, 1))
    return asked, sent, metrics["TaskDuration"] * 1000
