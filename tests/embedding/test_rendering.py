"""What `verify-embed --render` sees in headless Chromium, and that the browser reaches nothing by itself."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from imprint.embedding import Fetcher
from imprint.errors import ImprintError
from imprint.pipeline import Page, Rendering, rendering, verify_embeds
from tests.embedding.partners import (
    ELEMENT,
    FRAME,
    GONE,
    LATER,
    LOOSE,
    NEW,
    OLD,
    OTHER,
    PLAIN,
    SNIPPET,
    codes,
    files,
    options,
    page,
    released,
)
from tests.embedding.sites import Site, served
from tests.samples import reviewed

pytestmark = pytest.mark.slow
MOUNT = "/imprint/sample/en/"
VEIL = (
    "<script>document.querySelector('imprint-leaflet').shadowRoot.querySelectorAll('p').forEach((one) => {0})</script>"
)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("rendered")
    released(made, OLD, OTHER)
    released(made, NEW, OTHER, as_of=LATER)
    return made


@pytest.fixture(scope="module")
def eye(chromium: Path) -> Iterator[Rendering]:
    with rendering(chromium, sandbox=False) as running:
        yield running


@pytest.fixture
def partner() -> Iterator[Site]:
    """A partner's site that holds the kit."""
    with served({MOUNT + path: data for path, data in files(NEW).items()}) as site:
        yield site


def looked(folder: Path, eye: Rendering, site: Site, text: str) -> Page:
    site.files["/page.html"] = text.encode()
    fetcher = Fetcher(loopback=True)
    return verify_embeds([f"{site.address}/page.html"], options(folder, LATER), fetcher, render=eye)[0]


def told(one: Page) -> str:
    return "\n".join(map(str, one.findings))


HONEST = {
    "snippet": page(SNIPPET),
    "plain": page(PLAIN),
    "element": page(ELEMENT),
    "disclaimers alone": page(LOOSE),
    "resets": page(SNIPPET, "<style>* { all: unset !important; font-size: 7px; color: #fefefe }</style>"),
    "put in by a script": page(
        "<div id=here></div><script>here.setHTMLUnsafe(held.textContent)</script>",
        f"<script type=text/plain id=held>{SNIPPET}</script>",
    ),
}
HARM = "if (/harm/.test(one.textContent))"
LINKED = "<link rel=stylesheet href=/ad.css>"
DECEIVER = "<script>window.getComputedStyle = () => ({}); Element.prototype.checkVisibility = () => true</script>"


def boxed(name: str, before: str = "") -> str:
    """A page with the snippet in a box that a sheet of the page's own styles."""
    return page(f"{before}<div class={name}>{SNIPPET}</div>", LINKED)


def scripted(deed: str) -> str:
    """A page whose script does something to every paragraph of the snippet."""
    return page(SNIPPET + VEIL.replace("{0}", f"{{ {deed} }}"))


TAMPERED = {
    "a parent hidden by a linked sheet": ("K012", "not drawn", boxed("ad")),
    "the kit's own sheet altered": ("K012", "hard to read (contrast", page(SNIPPET)),
    "small type by a script": ("K012", "px", scripted("one.style.fontSize = '8px'")),
    "removed by a script": ("K011", "is missing in the text", scripted(f"{HARM} one.remove()")),
    "reworded by a script": ("K010", "charm", scripted(f"{HARM} one.textContent = 'This is the statement charm.'")),
    "functions replaced by a script": ("K012", "not drawn", boxed("ad", DECEIVER)),
    "a zoom": ("K012", "px", boxed("small")),
    "cut by a linked sheet": ("K012", "% of it", boxed("low")),
}
SHEET = b".ad { visibility: hidden; opacity: 0 } .small { zoom: .5 } .low { height: 30px; overflow: hidden }"


def test_honest_pages_are_fine_and_tampered_ones_are_seen(
    folder: Path, eye: Rendering, partner: Site, count: Callable[[str], None]
) -> None:
    partner.files["/ad.css"] = SHEET
    wrong = []
    for name, text in HONEST.items():
        one = looked(folder, eye, partner, text)
        wrong += [f"{name}: {told(one)}"] if one.findings or not one.rendered else []
    own = partner.files[f"{MOUNT}embed/embed.css"]
    for name, (code, words, text) in TAMPERED.items():
        is_altered = name == "the kit's own sheet altered"
        partner.files[f"{MOUNT}embed/embed.css"] = own + b".disclaimer { color: #fff3d0 !important }" * is_altered
        one = looked(folder, eye, partner, text)
        if not any(f.code == code and words in f.message and "in the browser" in f.message for f in one.findings):
            wrong.append(f"{name}: {told(one)}")
    assert not wrong, "\n\n".join(wrong)
    count(f"verify-embed --render: {len(TAMPERED)} tampered pages are seen, {len(HONEST)} honest pages pass")


def test_a_frame_is_fetched_and_held_against_what_was_published(folder: Path, eye: Rendering, partner: Site) -> None:
    here = FRAME.replace("https://sample.test/sample/en/embed/f", f"{partner.address}{MOUNT}embed/f")
    one = looked(folder, eye, partner, page(here))
    assert one.findings == (), told(one)  # a copy of the frame, byte by byte
    partner.files[f"{MOUNT}embed/frame.html"] = files(NEW)["embed/frame.html"].replace(b"is no sum", b"is a sum")
    one = looked(folder, eye, partner, page(here))
    assert "is none that was ever published" in told(one)


def test_what_lies_behind_an_element_must_be_what_it_pins(folder: Path, eye: Rendering, partner: Site) -> None:
    partner.files[f"{MOUNT}embed/embed.json"] = files(NEW)["embed/embed.json"].replace(b"is simple", b"is hard")
    one = looked(folder, eye, partner, page(ELEMENT))
    assert "is not what it pins, so readers get the disclaimers alone" in told(one)


def test_the_notice_that_the_script_shows_is_obeyed(folder: Path, eye: Rendering, partner: Site) -> None:
    status = b'{"status": "withdrawn", "withdrawn": {"date": "2026-01-01", "reason": "It was wrong."}}'
    partner.files["/status.json"] = status
    text = page(SNIPPET, codes(NEW)["loader"]).replace("https://sample.test/sample/en/status.json", "/status.json")
    assert not [one for one in looked(folder, eye, partner, text).findings if "in the browser" in one.message]


def test_the_browser_reaches_nothing_by_itself(folder: Path, eye: Rendering, partner: Site) -> None:
    with served({"/spy": b"", "/spy.css": b""}) as spy:
        asks = (
            f"<img src={spy.address}/spy><link rel=stylesheet href={spy.address}/spy.css>"
            f"<iframe src={spy.address}/spy></iframe><script>fetch('{spy.address}/spy', {{method: 'POST'}});"
            f"navigator.sendBeacon('{spy.address}/spy'); new WebSocket('{spy.address.replace('http', 'ws')}/spy');"
            f"new EventSource('{spy.address}/spy')</script>"
        )
        (folder / "page.html").write_text(SNIPPET + asks)  # a fragment that says no encoding, too
        closed = verify_embeds([str(folder / "page.html")], options(folder, LATER), Fetcher(), render=eye)[0]
        assert spy.asked == []  # our own fetcher refuses this machine, and there is no other way
        assert closed.findings == (), told(closed)


def test_without_a_browser_it_says_so() -> None:
    with pytest.raises(ImprintError, match="K004"), rendering(None, sandbox=False):
        pass


def test_a_withdrawn_text_is_replaced_by_its_notice(tmp_path: Path, eye: Rendering, partner: Site) -> None:
    gone = reviewed(withdrawal=GONE)
    released(tmp_path, gone, as_of=GONE.date)
    one = looked(tmp_path, eye, partner, page(files(gone, GONE.date)["embed/snippet.html"].decode()))
    assert [found for found in one.findings if found.code != "K013"] == [], told(one)
