"""Where anything of the article shows on a partner's page, every disclaimer shows: in a real browser."""

import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from imprint.checking.pdf_paint import PdfPaint
from tests.embedding.conftest import Kit
from tests.embedding.looking import LOOKS, Bench, Look, Way, bench
from tests.embedding.pages import HOSTS, LIMITS, POLICIES, Host, host_named
from tests.embedding.sites import Site

pytestmark = pytest.mark.slow

PARSED = (Way("parser, no JavaScript", runs=False), Way("parser, with the script", loads=True))
OTHERS = (
    Way("parser, JavaScript without the script"),
    Way("innerHTML", insertion="innerHTML"),
    Way("innerHTML, with the script", insertion="innerHTML", loads=True),
    Way("insertAdjacentHTML, with the script", insertion="insertAdjacentHTML", loads=True),
    Way("setHTMLUnsafe", insertion="setHTMLUnsafe"),
    Way("React", insertion="React"),
    Way("React, with the script", insertion="React", loads=True),
    Way("nh3", filter="nh3", runs=False),
    Way("sanitize-html", filter="sanitize-html", runs=False),
    Way("DOMPurify, with the script", insertion="DOMPurify", loads=True),
    Way("element, no JavaScript", code="element", runs=False),
    Way("element, with the script", code="element", loads=True),
    Way("iframe, no JavaScript", code="frame", runs=False),
    Way("iframe, with the script", code="frame", loads=True),
)
HOSTILE = [
    host_named(name)
    for name in (
        "clean",
        "important resets",
        "near-white in 7 px",
        "hides what smells of a disclaimer, and the element",
        "everything unset with importance",
    )
]
FEW = ["none", "default-src 'self'", "default-src 'self', trusted types"]
LEAST = 300
PAPER = 9  # points: 12 px


def combinations() -> Iterator[tuple[Host, str, Way]]:
    """Every page with the embed in it."""
    yield from ((host, policy, way) for host in HOSTS for policy in POLICIES for way in PARSED)
    yield from ((host, policy, way) for host in HOSTILE for policy in FEW for way in OTHERS)


@pytest.fixture(scope="module")
def here(browser: Browser, partner: Site, publisher: Site, kit: Kit, sanitised: dict[str, str]) -> Iterator[Bench]:
    with bench(browser, partner, publisher, kit, sanitised) as made:
        yield made


def test_no_article_shows_without_its_disclaimers(here: Bench, count: Callable[[str], None]) -> None:
    """One test for all: they share the browser's tabs, and the totals are told together."""
    wrong: list[str] = []
    tally: Counter[str] = Counter()
    silent: dict[tuple[str, str, str], set[str]] = {}
    for host, policy, way in combinations():
        tab = here.open(host, policy, way)
        for look in LOOKS:
            seen = here.look(tab, host, look)
            name = f"{host.name} | {policy} | {way.name} | {look.name}"
            tally["whole" if seen.shown else "nothing"] += 1
            if not seen.shown:
                medium = "paper" if look.media == "print" else "screens"
                silent.setdefault((way.name, medium, host.name), set()).add(policy)
            elif seen.wrong:
                wrong.append(f"{name}: {seen.wrong}")
            if seen.shown and look is LOOKS[0]:
                wrong += [f"{name}: not read out: {one}" for one in unspoken(here, way)]
                tally["spoken"] += 1
    for line in told(tally, silent, len(wrong)):
        count(line)
    assert not wrong, "\n".join(wrong[:40])
    assert tally["whole"] + tally["nothing"] >= LEAST
    assert tally["whole"] >= LEAST


def unspoken(here: Bench, way: Way) -> list[str]:
    said = here.spoken(way)
    return [one for one in here.kit.wordings if "".join(one.split()) not in said]


def told(tally: Counter[str], silent: dict[tuple[str, str, str], set[str]], wrong: int) -> Iterator[str]:
    """The totals, and where the host leaves nothing visible."""
    every = tally["whole"] + tally["nothing"]
    yield (
        f"embedding: {every} combinations ({len(HOSTS)} hosts, {len(POLICIES)} policies, {len(PARSED) + len(OTHERS)} "
        f"ways, {len(LOOKS)} looks): {tally['whole'] - wrong} show the article with every disclaimer, {wrong} without, "
        f"{tally['nothing']} show nothing of it; {tally['spoken']} were read out"
    )
    alike: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for (way, medium, host), policies in sorted(silent.items()):
        alike.setdefault((way, medium, tuple(sorted(policies))), []).append(host)
    for (way, medium, policies_), hosts in alike.items():
        under = "every policy tried" if len(policies_) in (len(FEW), len(POLICIES)) else " and ".join(policies_)
        yield f"embedding: nothing of the article shows: {way}, on {medium}, under {under}: {', '.join(hosts)}"


@pytest.mark.parametrize("host", LIMITS, ids=lambda one: one.name)
def test_what_a_host_does_to_all_that_is_in_a_box_is_seen(
    here: Bench, host: Host, count: Callable[[str], None]
) -> None:
    """So the matrix is not blind; docs/authoring.md says that these cannot be prevented."""
    seen = here.look(here.open(host, "none", PARSED[0]), host, LOOKS[0])
    assert seen.shown
    assert seen.wrong
    count(f"embedding: no embed withstands: {host.name} ({len(seen.wrong)} of {len(here.kit.wordings)} disclaimers)")


def test_on_paper_every_disclaimer_is_printed(
    here: Bench, count: Callable[[str], None], pdftotext: Path, tmp_path: Path
) -> None:
    """The browser's own PDF, read by the eyes that read our leaflets, and by Poppler's.

    Where a box without height lets the host's next words lie among ours, ours are not in a row for the first of them.
    """
    printed, by_eye = 0, 0
    for host in HOSTS:
        tab = here.open(host, "none", PARSED[0])
        if not here.look(tab, host, Look("print", 794, "print")).shown:
            continue
        data = tab.pdf(format="A4", print_background=True)
        (tmp_path / "page.pdf").write_bytes(data)
        poppler = subprocess.run(
            [pdftotext, "-raw", tmp_path / "page.pdf", "-"], capture_output=True, text=True, check=True
        )
        said = "".join(poppler.stdout.split())
        with PdfPaint(data) as paint:
            for wording in here.kit.wordings:
                assert "".join(wording.split()) in said, (host.name, wording)
                found = paint.find(wording, minimum_size=PAPER)
                by_eye += bool(found)
                assert not found or any(not one.faults for one in found), (
                    host.name,
                    wording,
                    [one.faults for one in found],
                )
        printed += 1
    assert by_eye > printed * len(here.kit.wordings) * 0.8
    count(
        f"embedding: on {printed} of {len(HOSTS)} hosts' pages, printed to PDF, every disclaimer is on the paper "
        f"({by_eye} of {printed * len(here.kit.wordings)} seen by the eyes for PDFs as well)"
    )
