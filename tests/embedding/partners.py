"""What is published for the tests of partners' pages, and the pages: honest ones, and ones that were tampered with."""

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from imprint.digests import digest
from imprint.editions import editions, produce, workshop
from imprint.model import ByLevel, Place, Publication, Withdrawal
from imprint.pipeline import Options
from imprint.publishing import Built, lock, publish, settle, with_status
from tests.editions.markup import html
from tests.publishing.samples import INDEX, record
from tests.samples import TEMPLATES, TODAY, claim, disclaimer, edition, para, prose, reviewed, section, words

LATER, LATE = date(2027, 1, 1), date(2028, 1, 1)
GONE = Withdrawal(date(2027, 2, 1), ByLevel("a reason", "why"), None)
NEW = reviewed()
OLD = reviewed(version="1.1", main_message=ByLevel("Walking was made up there.", "This was made up."))
OTHER = reviewed(
    id="other",
    titles=ByLevel("Resting: another sample", "Rest!"),
    canonical_url="https://sample.test/other/en/",
    main_message=ByLevel("Resting is made up as well.", "Rest is made up."),
    sections=(
        section(
            "rest",
            prose(
                para(claim("risk", "Resting for long"), " makes everybody weaker than before."), para("Get up at noon.")
            ),
            prose(para(claim("risk", "Too much rest"), " makes you weak."), para("Get up early.")),
        ),
    ),
    plain_order=(),
    figures=(),
    references=(),
    glossary=(),
    disclaimers=(
        disclaimer("rest", Place.FRONT, text=["Nobody should rest for weeks on end without asking."]),
        disclaimer("bed", Place.RISK, text=["A bed can be dangerous to those who fall out of it."]),
    ),
)
Codes = dict[str, str]


@cache
def _made(one: Publication, as_of: date) -> tuple[Any, ...]:
    with workshop(TEMPLATES, tuple(editions())) as shop:
        made = [produce(one, edition(name), words(), as_of, shop) for name in ("embed", "embed-plain")]
    return tuple({one.path: one for artefacts in made for one in artefacts}.values())


def released(folder: Path, *publications: Publication, as_of: date = TODAY) -> None:
    """Publishes the kits of these publications in output/."""
    built = []
    for one in publications:
        told = replace(record(one.id), status=one.status(as_of), version=one.version, titles=one.titles, as_of=as_of)
        built.append(Built.of(told, _made(one, as_of), dict.fromkeys(("embed", "embed-plain"), digest(repr(one)))))
    with lock(folder / "output"):
        shelf, _ = settle(folder / "output", built, [one.id for one in publications])
        publish(folder / "output", with_status(shelf, publications), INDEX, as_of)


def files(one: Publication, as_of: date = TODAY) -> dict[str, bytes]:
    """The kit of a publication, by path."""
    return {made.path: made.data for made in _made(one, as_of)}


def codes(one: Publication, as_of: date = TODAY) -> Codes:
    """What partners copy, by level and method."""
    areas = html(files(one, as_of)["embed/partners.html"].decode()).all("textarea")
    return {area.get("id", "loader").removeprefix("code-"): "".join(area.itertext()).strip() for area in areas}


def options(folder: Path, as_of: date = TODAY) -> Options:
    return Options(folder / "source", TEMPLATES, folder / "output", as_of)


def page(body: str, head: str = "", html_: str = '<html lang="en">') -> str:
    """A partner's page."""
    return (
        f"<!DOCTYPE html>{html_}<head><meta charset=utf-8><title>Our clinic</title>{head}</head><body>"
        f"<header><a href=/>Our clinic</a></header><main><h1>Walking</h1><p>We show a text of others.</p>{body}"
        "</main><footer><p>Call our desk. We are open on weekdays.</p></footer></body></html>"
    )


SNIPPET, PLAIN = codes(NEW)["full-snippet"], codes(NEW)["plain-snippet"]
ELEMENT, FRAME = codes(NEW)["full-element"], codes(NEW)["full-frame"]
FALLBACK = re.sub(r"<template.*?</template>", "", SNIPPET, flags=re.DOTALL)
LOOSE = re.sub(r"</?imprint-leaflet[^>]*>", "", FALLBACK)
ARTICLE, BESIDE = SNIPPET.split("</template>")
HARM = '<p class="disclaimer" data-disclaimer="harm">This is the statement harm.</p>'


def put(text: str, old: str, new: str, number: int = -1) -> str:
    """The text with that change, which must be one."""
    assert old in text, old
    return text.replace(old, new, number)


def first(pattern: str, text: str) -> str:
    """What the pattern finds first; there must be such a thing."""
    return next(re.finditer(pattern, text)).group()


def minified(text: str) -> str:
    """As minifiers leave it that know which white space is seen."""
    styles = re.sub(r"<style>.*?</style>", lambda one: re.sub(r"\s+", " ", one[0]), text, flags=re.DOTALL)
    return re.sub(r">\n\s*<", "><", styles).replace("\n", " ")


@dataclass(frozen=True)
class Case:
    """A page, and what must be said of it: which codes, and words that the findings hold."""

    name: str
    page: str
    codes: tuple[str, ...] = ()
    told: str = ""
    as_of: date = TODAY


def _tampered(name: str, code: str, told: str, body: str, head: str = "", as_of: date = TODAY) -> Case:
    return Case(name, page(body, head), tuple(code.split()), told, as_of)


def _swap(old: str, new: str, number: int = -1) -> str:
    return put(SNIPPET, old, new, number)


def _cut(start: str, end: str) -> str:
    """The snippet with a comment that swallows a part of it."""
    return put(put(SNIPPET, start, f"<!-- {start}", 1), end, f"{end} -->", 1)


OTHERS = codes(OTHER)
TAMPERED = (
    _tampered(
        "a word changed",
        "K010",
        "“always” stands in place of",
        _swap("How often is not known", "How often is always known"),
    ),
    _tampered("a digit changed", "K010", "“301.” stands in place of “300.”", _swap("0100 300.", "0100 301.", 1)),
    _tampered(
        "a sentence taken out",
        "K010",
        "a paragraph in the section “gain” is missing: “It lowers",
        _swap("<p>It lowers blood pressure.</p>", ""),
    ),
    _tampered(
        "a sentence added",
        "K010",
        "a text was added: “Buy our shoes",
        _swap("<p>It lowers", "<p>Buy our shoes today!</p><p>It lowers"),
    ),
    _tampered(
        "a disclaimer cut in the shadow root", "K011", "the disclaimer “harm” is missing in the text", _swap(HARM, "")
    ),
    _tampered(
        "a disclaimer cut in the fallback",
        "K011",
        "the disclaimer “harm” is missing beside the frame",
        ARTICLE + "</template>" + put(BESIDE, "<p>This is the statement harm.</p>", ""),
    ),
    _tampered(
        "a disclaimer reworded in the shadow root",
        "K010",
        "the disclaimer “harm” in the section “harm” was altered",
        _swap(HARM, HARM.replace("statement harm", "statement charm")),
    ),
    _tampered(
        "a disclaimer reworded in the fallback",
        "K010",
        "the disclaimer “gain” beside the frame that holds the text was altered",
        ARTICLE + "</template>" + put(BESIDE, "The full statement on gain.", "The full statement on pain."),
    ),
    _tampered(
        "a disclaimer moved to the end",
        "K010 K011",
        "the disclaimer “harm” is missing",
        put(put(SNIPPET, HARM, ""), "</footer>", f"{HARM}</footer>", 1),
    ),
    _tampered(
        "an old version",
        "K016",
        "version 1.1 of sample was superseded by version 1.2 on 2027-01-01",
        codes(OLD)["full-snippet"],
    ),
    _tampered(
        "an old version, altered",
        "K010 K016",
        "its words are not those of version 1.1 either",
        put(codes(OLD)["full-snippet"], "How often is not known", "How often is never known"),
    ),
    _tampered(
        "an old version's element",
        "K016",
        "version 1.1 of sample was superseded by version 1.2",
        codes(OLD)["full-element"],
    ),
    _tampered("a hidden parent", "K012", "`display: none`", f"<div style='display:none'>{SNIPPET}</div>"),
    _tampered(
        "a hidden parent, by a style sheet",
        "K012",
        "`opacity: 0`",
        f"<div class=ad>{SNIPPET}</div>",
        "<style>main .ad { opacity: 0 }</style>",
    ),
    _tampered(
        "a parent with the attribute hidden",
        "K012",
        "the attribute “hidden” of <section>",
        f"<section hidden>{SNIPPET}</section>",
    ),
    _tampered(
        "a parent without height", "K012", "`height: 40px`", f"<div style='height:40px;overflow:hidden'>{SNIPPET}</div>"
    ),
    _tampered(
        "type of size 0", "K012", "letters are 0 px high", _swap(HARM, HARM.replace("<p ", "<p style='font-size:0' "))
    ),
    _tampered(
        "near-white type",
        "K012",
        "contrast is 1",
        _swap(
            ".disclaimer + .disclaimer", ".disclaimer { color: #fffdfa; background: #fff } .disclaimer + .disclaimer", 1
        ),
    ),
    _tampered(
        "a disclaimer hidden in the shadow root",
        "K012",
        "the attribute “hidden” hides",
        _swap(HARM, HARM.replace("<p ", "<p hidden ")),
    ),
    _tampered(
        "a copied fragment without markup",
        "K014 K011",
        "sentences of the full text of sample stand there without the embed, such as",
        "<p>Your lungs gain from it. It lowers blood pressure. You can fall. How often is not known.</p>",
    ),
    _tampered(
        "the whole text copied, with every disclaimer",
        "K014",
        "without the embed",
        re.sub(r"<style>.*?</style>|</?(template|imprint-leaflet|link)[^>]*>", "", SNIPPET, flags=re.DOTALL),
    ),
    _tampered(
        "an iframe of another address",
        "K013",
        "https://evil.test/sample/en/embed/frame.html, not https://sample.test/sample/en/embed/frame.html",
        put(FRAME, "https://sample.test/sample/en/embed/frame.html", "https://evil.test/sample/en/embed/frame.html"),
    ),
    _tampered(
        "an iframe with a text of its own", "K013", "srcdoc", put(FRAME, "<iframe ", "<iframe srcdoc='All is well.' ")
    ),
    _tampered(
        "the digest altered",
        "K013",
        "the digest that it pins is of nothing that was ever published",
        re.sub(r'digest="sha256-....', 'digest="sha256-AAAA', ELEMENT),
    ),
    _tampered("the digest taken out", "K013", "it pins no digest", re.sub(r' digest="[^"]*"', "", ELEMENT)),
    _tampered(
        "the digest of the other level",
        "K010 K013",
        "its address is of the full text of sample, its digest of the plain text of sample",
        re.sub(r'digest="[^"]*"', first(r'digest="[^"]*"', codes(NEW)["plain-element"]), ELEMENT),
    ),
    _tampered(
        "the other level's text",
        "K010 K011",
        "it is of the plain text of sample",
        put(SNIPPET, "<p>Your lungs gain from it", "<p>It is free.</p><p>Your lungs gain from it").replace(HARM, ""),
    ),
    _tampered(
        "two embeds, one bad",
        "K011",
        "the disclaimer “doubt” is missing in the text",
        SNIPPET + put(SNIPPET, '<p class="disclaimer" data-disclaimer="doubt">This is the statement doubt.</p>', ""),
    ),
    _tampered(
        "a base elsewhere",
        "K013",
        "sends what the embed asks for to another server",
        SNIPPET,
        "<base href='https://evil.test/'>",
    ),
    _tampered(
        "a template without its mark",
        "K010",
        "has lost the mark “shadowrootmode”",
        put(SNIPPET, ' shadowrootmode="open"', ""),
    ),
    _tampered("a closed frame", "K010", "closed", put(SNIPPET, 'shadowrootmode="open"', 'shadowrootmode="closed"')),
    _tampered(
        "a comment swallows a disclaimer", "K011", "the disclaimer “harm” is missing in the text", _cut(HARM, HARM)
    ),
    _tampered("a comment that does not end", "K010 K011", "is missing", put(SNIPPET, HARM, f"<!-- {HARM}", 1)),
    _tampered(
        "entities that hide a sign", "K010", "U+200B", _swap("How often is not known", "How often is no&#8203;t known")
    ),
    _tampered(
        "entities that look alike",
        "K010",
        "U+0430",
        _swap("How often", "How &#1072;lways", 1) if "How often is" in SNIPPET else "",
    ),
    _tampered(
        "another publication's disclaimers",
        "K011 K010",
        "it is of the full text of other",
        re.sub(
            r"(?s)</template>.*?(<p>Next review)",
            "</template>"
            + first(r"(?s)</template>.*?(?=<p>Next)", OTHERS["full-snippet"])
            .removeprefix("</template>")
            .replace("\\", "")
            + r"\1",
            SNIPPET,
        ),
    ),
    _tampered(
        "a link that leads elsewhere",
        "K013",
        "leads to https://evil.test/",
        put(SNIPPET, 'href="https://sample.test/?a=1&amp;b=2"', 'href="https://evil.test/"'),
    ),
    _tampered(
        "a script put in", "K010", "<script> was put into the embed", _swap("<footer>", "<script>1</script><footer>", 1)
    ),
    _tampered(
        "a word put in by a style",
        "K012",
        "words are added to it",
        _swap(".disclaimer + .disclaimer", ".disclaimer::after { content: 'not' } .disclaimer + .disclaimer", 1),
    ),
    _tampered(
        "a filter left some disclaimers",
        "K011",
        "the disclaimer “harm” is missing",
        put(LOOSE, "<p>This is the statement harm.</p>", ""),
    ),
    _tampered(
        "a filter left them in tiny type",
        "K012",
        "letters are 6 px high",
        LOOSE,
        "<style>main p { font-size: 6px }</style>",
    ),
    _tampered("nothing of ours", "K015", "no text of what is published here", "<p>Nothing.</p>"),
    _tampered(
        "a page whose text is overdue",
        "K017",
        "sample should have been reviewed by 2027-12-31, and the page shows no notice",
        SNIPPET,
        as_of=LATE,
    ),
)
DESIGN = """<style>
html, body { height: 100%; overflow: auto } body { font: 15px/1.4 serif; color: #333 }
.card { transform: none; opacity: 1; letter-spacing: .2em; text-transform: uppercase }
.card { max-width: 80rem; overflow: hidden }
@media print { .card { display: none } }
</style>"""
HONEST = tuple(
    Case(name, text)
    for name, text in (
        ("the snippet", page(SNIPPET)),
        (
            "a host with resets",
            page(SNIPPET, "<style>* { all: unset !important; font-size: 7px; color: #fefefe }</style>"),
        ),
        (
            "a host with a design of its own",
            page(
                f"<div class='card wide'><article>{SNIPPET}</article></div>",
                DESIGN,
            ),
        ),
        ("white space", page(re.sub(r">\n<", ">\n\n\t  <", SNIPPET))),
        (
            "attributes in another order",
            page(
                put(
                    SNIPPET, 'class="disclaimer" data-disclaimer="harm"', "data-disclaimer='harm'  class=disclaimer"
                ).replace('lang="en" dir="ltr" data-heading-level="2"', "data-heading-level=2 dir='ltr' lang=en")
            ),
        ),
        ("minified", page(minified(SNIPPET))),
        ("other indentation", page("\n".join(f"      {line.strip()}" for line in SNIPPET.splitlines()))),
        ("entities", page(SNIPPET.replace("“", "&ldquo;").replace("”", "&#8221;"))),
        ("two embeds", page(SNIPPET + PLAIN)),
        ("two publications", page(SNIPPET + OTHERS["full-snippet"])),
        ("the plain level", page(PLAIN)),
        ("a frame", page(FRAME)),
        (
            "a bare frame",
            page('<iframe src="https://sample.test/sample/en/embed/frame.html" title="Walking"></iframe>'),
        ),
        ("an element with its digest", page(ELEMENT)),
        ("the element left alone by a filter", page(FALLBACK)),
        ("the disclaimers and the link alone", page(LOOSE)),
        (
            "in a table, within details",
            page(f"<details><summary>More</summary><table><tr><td>{SNIPPET}</td></tr></table></details>"),
        ),
        ("with the script", page(SNIPPET, codes(NEW)["loader"])),
        ("a quotation of one sentence", page(SNIPPET + "<blockquote>Your lungs gain from it.</blockquote>")),
        ("a page without its ends", "<!DOCTYPE html><meta charset=utf-8><title>x</title>" + SNIPPET),
        ("a plain link", page(codes(NEW)["full-link"])),
        ("somebody else's frame", page(SNIPPET + "<iframe src='https://videos.test/embed/frame.html'></iframe>")),
        ("a saved fragment that says no encoding", SNIPPET),
        (
            "capital tags",
            page(re.sub(r"(</?)(p|section|footer|header|div)\b", lambda one: one[1] + one[2].upper(), SNIPPET)),
        ),
    )
)
