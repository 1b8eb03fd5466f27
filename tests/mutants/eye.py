"""Mutants that stand unharmed in the file, so that only the browser's eye sees them, and some that both see."""

from tests.mutants.bench import Mutant
from tests.mutants.templates import FALLBACK, WORDS, instead, macro, style

GIF = "data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw=="
OVER = ".before { position: relative; } .before::after { content: ''; position: absolute; inset: 0; "
LID = ".lid { height: 3000px; margin-block-end: -3000px; background: #ffffff; position: relative; }"
DARK, PRINT, PHONE = "@media (prefers-color-scheme: dark)", "@media print", "@media (max-width: 400px)"


def seen(name: str, code: str, rules: str, *editions: str) -> Mutant:
    """A mutant by style alone, with what the browser must see of it, whatever the file itself tells."""
    return Mutant(name, dict.fromkeys(editions or ("page",), code), style(rules))


def said(name: str, code: str, start: str, end: str) -> Mutant:
    """A mutant by an element around the words."""
    return Mutant(name, {"page": code}, macro(WORDS, start + WORDS + end))


COVERED = [
    seen("covered by a box", "V008", OVER + "background: #222222; }", "page", "ebook", "embed"),
    seen("covered by a picture", "V008", OVER + f"background: url({GIF}) 0 0 / 100% 100%; }}"),
    seen("covered in print", "V008", f"{PRINT} {{ {OVER} background: #222222; }} }}"),
    seen("covered on a phone", "V008", f"{PHONE} {{ {OVER} background: #222222; }} }}"),
    seen("covered by frosted glass", "V010 …", OVER + "backdrop-filter: blur(9px); }"),
    seen("covered by the title", "V011", ".title { position: fixed; inset: 0; z-index: 9; }"),
    seen(
        "covered by the contents",
        "V011 …",
        ".contents { position: fixed; inset: 0; z-index: 9; background: #eeeeee; max-height: none; }",
    ),
    seen(
        "covered by an outline",
        "V008 …",
        ".before .label { position: relative; z-index: 2; outline: 12em solid #222222; }",
    ),
]

CUT = [
    seen("in a box too low", "V008 …", ".desk { height: 20em; overflow: hidden; }"),
    seen("in a box too narrow", "V011 …", ".desk { white-space: nowrap; overflow: hidden; }"),
    seen("moved by widths of the window", "V008 …", ".disclaimer { position: relative; left: 200vw; }"),
]

FAINT = [
    seen(
        "on a gradient",
        "V010",
        ".before, .disclaimer { background-image: linear-gradient(#777777, #777777); color: #6a6a6a; }",
        "page",
        "embed",
    ),
    seen(
        "on a gradient in the dark",
        "V010",
        f"{DARK} {{ .before, .disclaimer {{ background-image: linear-gradient(#999999, #999999); color: #a0a0a0; }} }}",
    ),
    seen("in a mixed colour", "V010", ".before { color: color-mix(in srgb, var(--warn) 85%, #000000); }"),
    seen("eaten by its outline", "V010 …", ".disclaimer { -webkit-text-stroke: 0.2em var(--warn); }"),
    seen(
        "drowned in its shadow",
        "V010 …",
        ".disclaimer { text-shadow: 0 0 1px currentcolor, 1px 1px 2px currentcolor, 0 0 9px currentcolor; }",
    ),
]

DISTORTED = [
    said("backwards by an element", "V011 …", '<bdo dir="rtl">', "</bdo>"),
    said("tiny by an attribute", "V009 …", '<font size="1">', "</font>"),
    said("running by", "V011 …", "<marquee>", "</marquee>"),
]

BY_BOTH = [
    seen("nothing painted", "V008", ".disclaimer { opacity: 0; }", "page", "embed"),
    seen("white on white", "V010", ".disclaimer { color: #ffffff; background: #ffffff; }", "ebook"),
    seen("half a line", "V011 …", ".disclaimer { max-height: 0.6em; overflow: hidden; }"),
    seen("four pixels high", "V009 …", ".disclaimer { font-size: 4px; }"),
    seen("gone in print only", "V008", f"{PRINT} {{ .disclaimer {{ display: none; }} }}"),
    seen(
        "pulled under the text",
        "V011 …",
        ".desk > * + * { position: relative; margin-block-start: -14em; background: #eeeeee; }",
    ),
]

BESIDE = [  # what is left of an embed where a browser or a site takes the shadow root away
    Mutant(
        "the fallback covered",
        {"embed": "V011"},
        instead(FALLBACK, f"<style>{LID}</style><div class='lid'></div>@"),
    ),
    Mutant(
        "the fallback pulled off the page",
        {"embed": "V008 …"},
        instead(FALLBACK, "<style>.far { margin-block-start: calc(0px - 99em); }</style><div class='far'>@</div>"),
    ),
]

MUTANTS = [*BESIDE, *COVERED, *CUT, *FAINT, *DISTORTED, *BY_BOTH]
