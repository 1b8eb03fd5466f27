"""Mutants of the styles: a notice that stands in the file and that no reader sees, or not well."""

from tests.mutants.bench import SCREENS, Mutant, each
from tests.mutants.templates import style

GIF = "data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw=="
COVER = (
    ".before { position: relative; } .before::after { content: ''; position: absolute; inset: 0; background: #222222; }"
)
LID = "content: ''; position: fixed; inset: 0; background: #222222;"
DARK, FAINT = "@media (prefers-color-scheme: dark)", "color: #333333; background: #000000;"


def of_notices(declarations: str, screens: str, paper: str = "") -> Mutant:
    """A mutant in which every disclaimer is styled so; without a code for it, it is harmless on paper."""
    killed = each(screens, SCREENS) | ({"leaflet": paper} if paper else {})
    return Mutant(declarations, killed, style(f".disclaimer {{ {declarations} }}"))


def by_rule(name: str, killed: dict[str, str], rules: str) -> Mutant:
    """A mutant by rules of its own."""
    return Mutant(name, killed, style(rules))


GONE = [
    of_notices("display: none;", "V007", "V001"),
    of_notices("display: none !important;", "V007", "V001"),
    of_notices("visibility: hidden;", "V007", "V001"),
    of_notices("visibility: hidden !important;", "V007", "V001"),
    of_notices("opacity: 0;", "V007", "V008"),
    of_notices("opacity: 0.3;", "V007", "V010"),
    of_notices("opacity: 0 !important;", "V007", "V008"),
    of_notices("color: transparent;", "V007", "V010"),
    of_notices("-webkit-text-fill-color: transparent;", "V007"),
    of_notices("-webkit-text-security: disc;", "V007"),
    of_notices("content-visibility: hidden;", "V007"),
    of_notices("content: url(" + GIF + ");", "V007"),
    of_notices("filter: opacity(0);", "V007"),
    of_notices("filter: blur(4px);", "V007"),
    of_notices("mix-blend-mode: screen;", "V007"),
    of_notices("mask-image: linear-gradient(transparent, transparent);", "V007"),
    of_notices("clip-path: inset(100%);", "V007"),
    of_notices("clip-path: circle(0) !important;", "V007"),
    of_notices("position: absolute; clip: rect(0, 0, 0, 0);", "V007", "V011 …"),
    of_notices("position: absolute; left: -9999px;", "V007", "V011 …"),
    of_notices("position: relative; z-index: -1;", "V007"),
    of_notices("text-indent: -9999px;", "V007", "V011"),
    of_notices("margin-left: -3000px;", "V007", "V011"),
    of_notices("transform: translateX(-3000px);", "V007", "V011"),
    of_notices("translate: 0 -3000px;", "V007"),
]

CUT_AND_TURNED = [
    of_notices("height: 0; overflow: hidden;", "V007", "V011 …"),
    of_notices("max-height: 0.6em; overflow: hidden;", "V007", "V011"),
    of_notices("width: 1px; height: 1px; overflow: hidden; white-space: nowrap;", "V007", "V011 …"),
    of_notices("writing-mode: vertical-rl; height: 2em; overflow: hidden;", "V007"),
    of_notices("display: -webkit-box; -webkit-line-clamp: 1; overflow: hidden;", "V007"),
    of_notices("white-space: nowrap; overflow: hidden; text-overflow: ellipsis;", "V007"),
    of_notices("transform: scale(0.1);", "V007", "V009 …"),
    of_notices("scale: 0.1 !important;", "V007"),
    of_notices("transform: rotate(180deg);", "V007", "V011 …"),
    of_notices("letter-spacing: -1em;", "V007", "V011 …"),
    of_notices("letter-spacing: 2em;", "V007", "V002 …"),
    of_notices("line-height: 0;", "V007", "V011 …"),
    of_notices("text-transform: uppercase;", "V007", "V002 …"),
    of_notices("unicode-bidi: bidi-override; direction: rtl;", "V007"),
    of_notices("text-decoration: line-through;", "V011", "V011"),
    of_notices("text-decoration: line-through 0.5em !important;", "V011"),
    of_notices("text-decoration-line: underline line-through;", "V011", "V011"),
]

SMALL_AND_FAINT = [
    of_notices("font-size: 1px;", "V009", "V009 …"),
    of_notices("font-size: 0;", "V009", "V001"),
    of_notices("font-size: 4pt;", "V009", "V009"),
    of_notices("font-size: 4px !important;", "V009", "V009"),
    of_notices("font-size: 0.5em;", "V009", "V009"),
    of_notices("zoom: 0.3;", "V009"),
    of_notices("color: #ffffff; background: #ffffff;", "V010", "V010"),
    of_notices("color: #ffffff !important; background: #fefefe !important;", "V010", "V010"),
    of_notices("color: #c0c0c0; background: #ffffff;", "V010", "V010"),
    of_notices("color: rgb(0 0 0 / 0.2); background: #ffffff;", "V010"),
    by_rule("first lines tiny", each("V009", SCREENS), ".disclaimer::first-line { font-size: 1px; }"),
    by_rule(
        "in the colour of the ground", each("V010", ("page", "embed")), ":root, .imprint { --warn-ink: var(--warn); }"
    ),
    by_rule("feet in the colour of paper", {"leaflet": "V010"}, ".foot { color: #ffffff; }"),
    by_rule(
        "front in the colour of its box",
        {"leaflet": "V010", "plain-leaflet": "V010"},
        ".before { color: {{ publisher.colours.tint }}; }",
    ),
]

SOMETIMES = [
    by_rule(
        "gone in the dark",
        each("V007", SCREENS),
        "@media (prefers-color-scheme: dark) { .disclaimer { display: none; } }",
    ),
    by_rule(
        "black on black in the dark",
        each("V010", SCREENS),
        "@media (prefers-color-scheme: dark) { .disclaimer { color: #000000; background: #000000; } }",
    ),
    by_rule("gone in print", each("V007", SCREENS, leaflet="V001"), "@media print { .disclaimer { display: none; } }"),
    by_rule("gone on a phone", each("V007", SCREENS), "@media (max-width: 400px) { .disclaimer { display: none; } }"),
    by_rule(
        "gone on a wide screen",
        each("V007", SCREENS),
        "@media (min-width: 1000px) { .disclaimer { visibility: hidden; } }",
    ),
    by_rule(
        "gone in a narrow box", {"embed": "V007"}, "@container (max-width: 500px) { .disclaimer { display: none; } }"
    ),
    by_rule(  # WeasyPrint refuses what it does not know
        "gone where grids are known",
        each("V007", SCREENS, leaflet="E002"),
        "@supports (display: grid) { .disclaimer { display: none; } }",
    ),
    by_rule("gone unless pointed at", each("V007", SCREENS), ".disclaimer:not(:hover) { opacity: 0; }"),
    by_rule("gone when pointed at", each("V007", SCREENS), ".disclaimer:hover { opacity: 0; }"),
    by_rule("gone when pressed", each("V007", SCREENS), ".disclaimer { &:active { visibility: hidden; } }"),
    by_rule("gone with its box in focus", each("V007", SCREENS), ".before:focus-within { display: none; }"),
    by_rule("gone when it is a target", each("V007", SCREENS), ":target .disclaimer { display: none; }"),
    by_rule("gone where a link was seen", each("V010 …", ("page",)), ".disclaimer a:visited { color: #ffffff; }"),
    by_rule("gone when something is ticked", each("V007", SCREENS), ":has(:checked) .disclaimer { display: none; }"),
    by_rule("gone in a dark, pointed at", each("V010", ("page",)), f"{DARK} {{ .disclaimer:hover {{ {FAINT} }} }}"),
    by_rule(
        "struck through when pointed at", each("V011", SCREENS), ".before:hover { text-decoration: line-through; }"
    ),
    by_rule(
        "pale when pointed at", each("V010", SCREENS), ".disclaimer:hover { color: #ffffff; background: #ffffff; }"
    ),
    by_rule("covered when the title is pointed at", each("V007", ("page",)), ".title:hover::after { " + LID + " }"),
    by_rule("gone by a host's class", each("V007", ("embed",)), ":host-context(.night) .disclaimer { display: none; }"),
    by_rule("gone by a layer", each("V007", SCREENS), "@layer last { .disclaimer { display: none !important; } }"),
    by_rule(
        "gone by an animation",
        each("V007", SCREENS),
        "@keyframes gone { to { opacity: 0; } } .disclaimer { animation: gone 1s forwards; }",
    ),
]

SOME = [
    by_rule(
        "all but the first gone", each("V007", SCREENS, leaflet="V001"), ".disclaimer + .disclaimer { display: none; }"
    ),
    by_rule("the foot gone", each("V007", SCREENS, leaflet="V001"), "footer, .foot { display: none; }"),
    by_rule(
        "one by its name gone", each("V007", SCREENS, leaflet="V001"), "[data-disclaimer='general'] { display: none; }"
    ),
    by_rule(
        "front in a low box",
        each("V007", SCREENS, leaflet="V011"),
        ".before { height: 1em; overflow: hidden; padding: 0; }",
    ),
    by_rule("front in a box that scrolls", each("V007", SCREENS), ".before { height: 2em; overflow: auto; }"),
    by_rule("front behind its box", each("V007", SCREENS), ".before { position: relative; z-index: -1; }"),
    by_rule(
        "front off the paper", each("V007", SCREENS, leaflet="V011"), ".before { position: absolute; left: -3000px; }"
    ),
    by_rule("front see-through", each("V007", SCREENS, leaflet="V010"), ".before { opacity: 0.05; }"),
    by_rule("front struck through", each("V011", (*SCREENS, "leaflet")), ".before { text-decoration: line-through; }"),
    by_rule(
        "front covered", {"leaflet": "V011", "plain-leaflet": "V011"}, COVER
    ),  # on screens the browser sees it: eye.py
]

MUTANTS = [*GONE, *CUT_AND_TURNED, *SMALL_AND_FAINT, *SOMETIMES, *SOME]
