"""What every finished file must have besides its wordings: each rule fails for what it is about, and only then."""

import pytest

from tests.checking.tea import DOT, Change
from tests.checking.test_mutants import IN_BROWSERS, SOURCES, codes, findings

SHADOW = "<template shadowrootmode=open></template>"

PARAGRAPH = "<p>People who lie awake."

# (what is put before a paragraph of the full text, the codes it raises); ebooks are XHTML, so all is well-formed
ADDED = [
    ('<img src="https://pictures.invalid/a.png" alt="A cup"/>', {"A006"}),
    ('<img src="//pictures.invalid/a.png" alt="A cup"/>', {"A006"}),
    (f'<img src="{DOT}" srcset="{DOT} 1x, https://pictures.invalid/a.png 2x" alt="A cup"/>', {"A006", "A007"}),
    ('<link rel="stylesheet" href="https://styles.invalid/a.css"/>', {"A006"}),
    ('<link rel="preconnect" href="https://styles.invalid/"/>', {"A006"}),
    ('<link rel="canonical" href="https://tea.invalid/"/>', set()),
    ("<style>p { background: url(https://pictures.invalid/a.png) }</style>", {"A006"}),
    ('<style>@font-face { font-family: "X"; src: url("//fonts.invalid/x.woff2") }</style>', {"A006"}),
    ('<style>@import "https://styles.invalid/a.css";</style>', {"A006"}),
    ('<style>p { background: image-set("https://pictures.invalid/a.png" 1x) }</style>', {"A006"}),
    ('<iframe src="https://frames.invalid/" title="A frame"></iframe>', {"A006"}),
    ('<video src="https://films.invalid/a.mp4"></video>', {"A006"}),
    ('<object data="https://films.invalid/a.pdf"></object>', {"A006"}),
    ('<img src="cup.png" alt="A cup"/>', {"A007"}),
    ('<img src="/cup.png" alt="A cup"/>', {"A007"}),
    ('<img src="file:///etc/cup.png" alt="A cup"/>', {"A007"}),
    (f'<img src="{DOT}" alt="A cup"/>', set()),
    ('<a href="https://elsewhere.invalid/">a</a>', set()),
    ('<a href="mailto:tea@tea.invalid">a</a>', set()),
    ('<a href="tel:999">a</a>', set()),
    ('<a href="../../index.html">a</a>', set()),
    ('<a href="nothing.html">a</a>', {"A007"}),
    ('<a href="#nothing">a</a>', {"A007"}),
    ('<a href="/nothing">a</a>', {"A007"}),
    ('<a href="data:text/html,x">a</a>', {"A007"}),
    ('<a href="javascript:alert(1)">a</a>', {"A012"}),
    ('<p id="twice">a</p><p id="twice">b</p>', {"A008"}),
    ('<p style="margin: 0">a</p>', {"A009"}),
    ('<p><font color="white">a</font></p>', {"A009"}),
    ('<table bgcolor="black"><tr><td>a</td></tr></table>', {"A009"}),
    (f'<img src="{DOT}"/>', {"A011"}),
    (f'<img src="{DOT}" alt=""/>', set()),
    (f'<figure><img src="{DOT}" alt=""/></figure>', {"A011"}),
    ('<script type="application/ld+json">{}</script>', set()),
    ("<script>1</script>", {"A012"}),
    ('<script type="module">1</script>', {"A012"}),
    ('<p onclick="x()">a</p>', {"A012"}),
    ("<style>p:nth-child(odd of +) { display: none }</style>", {"A013"}),
    ("<style>p::part(x), p:hover, p:focus-visible { outline: 1px solid #202020 }</style>", set()),
    ("<style>a:hover, a:focus { text-decoration: underline } li:hover { opacity: 0.5 }</style>", set()),
    ("<p>Braces {of the author} and {{ x }} stay.</p>", set()),
    ("<p>Call {emergency}.</p>", {"V014"}),
    ("<p>Ask {feedback }.</p>", {"V014"}),
]


@pytest.mark.parametrize(("added", "wanted"), ADDED)
@pytest.mark.parametrize("format_", IN_BROWSERS)
def test_each_rule_in_each_format(format_: str, added: str, wanted: set[str]) -> None:
    assert codes(Change(SOURCES[format_], PARAGRAPH, added + PARAGRAPH)) == wanted


LINK = 'href="plain.html"'
NAMED = (  # (what stands in the other page, whether it is something to link to)
    ('<p id="there">a</p>', True),
    ("<p class='x' id='there'>a</p>", True),
    ("<p id=there>a</p>", True),
    ('<p data-id="there">a</p>', False),
    ('<!-- <p id="there">a</p> -->', False),
    ('<p>id="there"</p>', False),
    ('<p id="there-too">a</p>', False),
    ("<p title=' id=\"there\"'>a</p>", False),
)


@pytest.mark.parametrize(("other", "is_there"), NAMED)
def test_a_link_into_another_file_leads_to_an_id_and_nothing_that_looks_like_one(other: str, is_there: bool) -> None:
    link = Change("index.html", LINK, 'href="plain.html#there"')
    found = findings(link, Change("plain.html", "</main>", f"{other}</main>"))
    assert {one.code for one in found} == (set() if is_there else {"A007"})


# (file, what to find, what to put, codes)
CHANGES = [
    ("index.html", "<title>Tea and sleep</title>", "", {"A003"}),
    ("index.html", "<title>Tea and sleep</title>", "<title>Tea and sleep | Tea House</title>", set()),
    ("index.html", "<h1>Tea and sleep</h1>", "<h1>Tea</h1>", {"A003"}),
    ("index.html", "<h1>Tea and sleep</h1>", "<h1>Tea and sleep</h1><h1>Tea and sleep</h1>", {"A003"}),
    ("index.html", 'lang="en"', 'lang="de"', {"A005"}),
    ("index.html", 'lang="en"', 'lang="EN"', set()),
    ("index.html", '<link rel="stylesheet" href="tea.css">', '<link rel="stylesheet" href="no.css">', {"A007"}),
    ("index.html", 'href="plain.html"', 'href="plain.html#nowhere"', {"A007"}),
    ("index.html", '<section id="who">', '<section id="who"><h2>What can go wrong</h2>', {"A004"}),
    ("index.html", "<h2>Who should ask first</h2>", "<h2>Who should ask</h2>", {"A004"}),
    ("index.html", "<h2>Who should ask first</h2>", "<h4>Who should ask first</h4>", {"A004"}),
    ("embed/snippet.html", ' lang="en"', "", {"A005"}),
    ("embed/snippet.html", "/imprint/tea/en/embed/embed.css", "/imprint/tea/en/other.css", {"A007"}),
    ("embed/snippet.html", "/imprint/tea/en/embed/embed.css", "embed.css", set()),
    ("embed/snippet.html", "<p>This sheet", '<p id="x">This sheet', {"A010"}),
    ("embed/snippet.html", "<template shadowrootmode", "<template data-mode", {"A002"}),
    (
        "embed/snippet.html",
        "</tea-sheet>",
        f"</tea-sheet><b-c>{SHADOW}</b-c>",
        {"A010"},
    ),
    ("embed/snippet.html", "</tea-sheet>", f'<img src="{DOT}" alt="A cup"></tea-sheet>', {"V016"}),
    ("embed/snippet.html", "</tea-sheet>", "<p>People who lie awake.</p></tea-sheet>", {"V016"}),
    ("embed/snippet.html", "</tea-sheet>", "<h2>What tea does</h2></tea-sheet>", {"V016"}),
    ("embed/snippet.html", "</tea-sheet>", f"<p>{'Any other text of some length. ' * 4}</p></tea-sheet>", {"V016"}),
    ("embed/snippet.html", "</tea-sheet>", "<h2>Tea and sleep</h2></tea-sheet>", set()),
    (
        "embed/snippet.html",
        "The whole sheet</a>",
        f"The whole sheet</a> {'Any other text. ' * 8}",
        {"V016"},
    ),
    ("embed/snippet.html", "https://tea.example.org/tea/en/", "https://tea.example.org/tea/en/plain.html", {"V013"}),
    ("embed/snippet.html", "<p>No tea taster has looked at this.</p>", "", {"V012"}),
    ("embed/snippet.html", "<p>No tea taster has looked", "<p>A tea taster has looked", {"V002"}),
    ("book/EPUB/package.opf", "<dc:title>Tea and sleep", "<dc:title>Book", {"A003"}),
    ("book/EPUB/package.opf", "<dc:language>en", "<dc:language>fr", {"A005"}),
    ("book/EPUB/package.opf", 'href="style.css"', 'href="styles.css"', {"A007"}),
    ("book/EPUB/package.opf", ' properties="nav"', "", {"A007"}),
    ("book/EPUB/package.opf", '<itemref idref="text"/><itemref idref="plain"/>', '<itemref idref="plain"/>', None),
    ("book/EPUB/package.opf", '<itemref idref="plain"/>', '<itemref idref="plain" linear="no"/>', None),
    ("book/EPUB/nav.xhtml", "text.xhtml#does", "text.xhtml#did", {"A007"}),
    ("book/EPUB/text.xhtml", 'lang="en" xml:lang="en"', "", {"A005"}),
    ("book/EPUB/plain.xhtml", "<h1>Tea at night</h1>", "<h1>Tea at dusk</h1>", None),
    ("leaflet.html", "<title>Tea and sleep</title>", "<title>Leaflet</title>", {"A003"}),
    ("leaflet.html", 'lang="en"', 'lang="fr"', {"A005"}),
    ("leaflet.html", "<h2>Who should ask first</h2>", "<p>Who should ask first</p>", {"A004"}),
]


@pytest.mark.parametrize(("file", "find", "put", "wanted"), CHANGES)
def test_each_rule_of_one_format(file: str, find: str, put: str, wanted: set[str] | None) -> None:
    found = codes(Change(file, find, put))
    assert found == wanted if wanted is not None else {"A003", "A004"} & found


def test_a_picture_in_a_leaflet_needs_words() -> None:
    assert codes(Change("leaflet.html", PARAGRAPH, f'<img src="{DOT}" style="width: 1cm">' + PARAGRAPH)) == {"A011"}


def test_a_page_without_its_main_is_told_in_lines_of_their_own() -> None:
    for found in findings(Change("index.html", "<main>", "<div>"), Change("index.html", "</main>", "</div>")):
        assert "\n" not in str(found)
