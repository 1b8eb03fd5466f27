"""Small pages with one disclaimer: hidden in every way that comes to mind, or honestly shown."""

import pytest

from imprint.checking.browser_looks import LOOKS

WIDE_AND_NARROW = (LOOKS[0], LOOKS[3])
WORDING = "This text explains in general. It does not replace advice from your own doctor."
PARAGRAPH = f'<p class="d">{WORDING}</p>'


def page(css: str = "", body: str = PARAGRAPH, head: str = "") -> bytes:
    """A small page with a heading, text, the body and text again."""
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>{head}
<style>body{{font:16px/1.5 sans-serif;margin:1em}} {css}</style></head>
<body><main><h1>A heading</h1><p>Some text before.</p>{body}<p class="next">Some text after it.</p></main></body></html>
""".encode()


COVER = "content:'';position:absolute;inset:0;background:"
FADE = "@keyframes fade{to{opacity:0}}"
HIDDEN_BY_STYLE = {
    "hidden": {
        "display none": ".d{display:none}",
        "parent not displayed": "main{display:none}",
        "visibility": ".d{visibility:hidden}",
        "opacity 0": ".d{opacity:0}",
        "opacity of a twentieth": ".d{opacity:.05}",
        "no font size": ".d{font-size:0}",
        "clip-path": ".d{clip-path:inset(50%)}",
        "clip": ".d{position:absolute;clip:rect(0 0 0 0)}",
        "no height": ".d{overflow:hidden;height:0}",
        "indented away": ".d{text-indent:-9999px;overflow:hidden}",
        "left of the page": ".d{position:absolute;left:-9999px}",
        "above the page": ".d{position:absolute;top:-500px}",
        "right of the page": ".d{position:absolute;left:9000px}",
        "far below the page": ".d{position:absolute;top:9000px}",
        "moved by a transform": ".d{transform:translateX(-200%)}",
        "below a page that does not scroll": "html,body{height:100%;overflow:hidden}main{padding-top:1500px}",
        "under a fixed layer": "body::after{content:'';position:fixed;inset:0;background:#fff}",
        "under a layer of the page": f"main{{position:relative}}main::after{{{COVER}#eee}}",
        "under a nearly opaque layer": "body::after{content:'';position:fixed;inset:0;background:#fffe}",
        "behind its parent": ".d{position:relative;z-index:-1}main{background:#fff}",
        "content-visibility": ".d{content-visibility:hidden}",
        "mask": ".d{mask-image:linear-gradient(transparent,transparent)}",
        "filter": ".d{filter:opacity(.03)}",
        "blended away": "main{isolation:isolate;background:#fff}.d{mix-blend-mode:lighten}",
        "faded out": f".d{{animation:fade .1s forwards}}{FADE}",
        "faded out a minute later": f".d{{animation:fade 9s 60s forwards}}{FADE}",
        "dots for letters": ".d{-webkit-text-security:disc}",
    },
    "covered": {
        "under the next paragraph": ".d{margin-bottom:-3em}.next{background:#fff;position:relative;height:4em}"
    },
    "contrast": {
        "white on white": ".d{color:#fff}",
        "grey": ".d{color:#888}",
        "just too grey": ".d{color:#777}",
        "opacity of two fifths": ".d{opacity:.4}",
        "transparent": ".d{color:transparent}",
        "transparent fill": ".d{-webkit-text-fill-color:transparent}",
        "white first line": ".d::first-line{color:#fff}",
        "blurred": ".d{filter:blur(3px)}",
        "blurred a little": ".d{filter:blur(1px)}",
        "blurred from above": "body::after{content:'';position:fixed;inset:0;backdrop-filter:blur(6px)}",
        "on black stripes": ".d{background:repeating-linear-gradient(90deg,#000 0 2px,#fff 2px 4px)}",
        "in a black cloud": ".d{text-shadow:0 0 3px #000,1px 0 #000,-1px 0 #000,2px 0 #000,-2px 0 #000}",
        "eaten by its outline": ".d{-webkit-text-stroke:3px #fff}",
    },
    "clipped": {
        "half its height": ".d{overflow:hidden;height:.6em;line-height:1}",
        "feet cut off": ".d{overflow:hidden;height:.75em;line-height:1}",
        "half its width": ".d{clip-path:inset(0 50% 0 0);width:30em}",
        "ellipsis": ".d{white-space:nowrap;overflow:hidden;width:10em;text-overflow:ellipsis}",
        "line clamp": ".d{display:-webkit-box;-webkit-line-clamp:1;-webkit-box-orient:vertical;"
        "overflow:hidden;width:12em}",
        "behind bars": f"main{{position:relative}}main::after{{{COVER}"
        "repeating-linear-gradient(90deg,#fff 0 3px,transparent 3px 6px)}",
        "upside down": ".d{transform:rotate(180deg)}",
        "mirrored": ".d{transform:scaleX(-1)}",
        "written backwards": ".d{direction:rtl;unicode-bidi:bidi-override}",
    },
    "small": {
        "4 px": ".d{font-size:4px}",
        "a hair too small": ".d{font-size:11.9px}",
        "scaled": ".d{transform:scale(.2)}",
        "flattened": ".d{transform:scaleY(.3)}",
        "zoomed out": ".d{zoom:.3}",
    },
    "squeezed": {
        "letters": ".d{letter-spacing:-.2em}",
        "words": ".d{word-spacing:-.3em}",
        "lines": ".d{line-height:.4;width:20em}",
        "narrowed": ".d{transform:scaleX(.3)}",
    },
    "struck": {
        "line-through": ".d{text-decoration:line-through}",
        "red line of a parent": "main{text-decoration:line-through red}",
        "raised underline": ".d{text-decoration:underline;text-underline-offset:-.4em;text-decoration-skip-ink:none}",
        "line of a background": ".d{background:linear-gradient(transparent 52%,#000 52% 58%,transparent 58%)"
        " 0 0/100% 1.5em}",
    },
    "moving": {"blinking": f".d{{animation:fade 1s infinite alternate}}{FADE}"},
}
STYLE_CASES = [
    pytest.param(kind, css, id=f"{kind}: {name}")
    for kind, cases in HIDDEN_BY_STYLE.items()
    for name, css in cases.items()
]
WHITE_PICTURE = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E"
    "%3Crect width='999' height='999' fill='white'/%3E%3C/svg%3E"
)
SWAP = [6, -6] * 7  # em by which words change places with their neighbours
HIDDEN_BY_MARKUP = {
    "closed fold-out": ("hidden", f"<details><summary>More</summary>{PARAGRAPH}</details>"),
    "hidden attribute": ("hidden", f"<p hidden>{WORDING}</p>"),
    "hidden until found": ("hidden", f'<p hidden="until-found">{WORDING}</p>'),
    "below the edge of a small box": (
        "hidden",
        f'<div style="height:3em;overflow:auto"><p style="height:20em">x</p>{PARAGRAPH}</div>',
    ),
    "under a picture": (
        "covered",
        f'<div style="position:relative">{PARAGRAPH}'
        f'<img alt="" style="position:absolute;inset:0;width:100%;height:100%" src="{WHITE_PICTURE}"></div>',
    ),
    "not is hidden": ("clipped", PARAGRAPH.replace("not", '<span style="display:none">not</span>')),
    "not is pale": ("contrast", PARAGRAPH.replace("not", '<span style="color:#ccc">not</span>')),
    "always is inserted": (
        "altered",
        PARAGRAPH.replace("not", "<i></i>not") + "<style>i::before{content:'always '}</style>",
    ),
    "struck element": ("struck", f"<p><s>{WORDING}</s></p>"),
    "words in another order": (
        "scrambled",
        "<p>"
        + "".join(
            f'<b style="position:relative;left:{x}em">{w} </b>' for w, x in zip(WORDING.split(), SWAP, strict=True)
        )
        + "</p>",
    ),
}
MARKUP_CASES = [pytest.param(kind, body, id=f"{kind}: {name}") for name, (kind, body) in HIDDEN_BY_MARKUP.items()]
ABSENT = {
    "template": f"<template>{PARAGRAPH}</template>",
    "comment": f"<!--{PARAGRAPH}-->",
    "script": f'<script type="text/plain">{WORDING}</script>',
    "noscript": f"<noscript>{PARAGRAPH}</noscript>",
    "inert copy of a style sheet": f'<p class="d"></p><style>.d::after{{content:"{WORDING}"}}</style>',
    "look-alike letters": PARAGRAPH.replace("a", "а"),  # noqa: RUF001 - a Cyrillic letter is the point
    "zero-width letter": PARAGRAPH.replace("not", "n\u200bot"),
    "soft hyphen": PARAGRAPH.replace("replace", "re&shy;place"),
    "no-break space": PARAGRAPH.replace("does not", "does&nbsp;not"),
    "compatibility letters": PARAGRAPH.replace("fr", "ｆr"),  # noqa: RUF001 - a wide letter is the point
    "one word less": PARAGRAPH.replace("not ", ""),
    "two paragraphs": PARAGRAPH.replace("general. ", "general.</p><p>"),
    "field": f"<textarea>{WORDING}</textarea>",
    "picture's text": f'<img alt="{WORDING}">',
    "beside a shadow root": f"<div><template shadowrootmode=open><p>x</p></template>{PARAGRAPH}</div>",
}
INNOCENT_COLOURS = {  # looked at in every look; the others on a wide and on a narrow screen
    "nothing": "",
    "just grey enough": ".d{color:#767676}",
    "coloured box": ".d{background:#036;color:#fff;padding:1em;border:2px solid}",
    "dark scheme": "@media(prefers-color-scheme:dark){body{background:#111;color:#eee}}",
    "the browser's dark scheme": ":root{color-scheme:light dark}",
    "gradient": "body{background:linear-gradient(#fff,#cce)}",
    "nearly opaque": ".d{opacity:.9}",
}
INNOCENT_STYLES = {
    "just large enough": ".d{font-size:12px}",
    "columns": "@media(min-width:40em){main{columns:2}}",
    "large": ".d{font-size:40px}",
    "sticky header": "main{padding:70em 0}"
    "body::before{content:'bar';position:sticky;top:0;display:block;background:#fff;height:40px}",
    "fixed header": "body{padding-top:60px}"
    "body::before{content:'bar';position:fixed;top:0;left:0;right:0;background:#fff;height:50px}",
    "fixed footer": "main{padding-bottom:70em}"
    "body::before{content:'bar';position:fixed;bottom:0;left:0;right:0;background:#fff;height:80px}",
    "capitals": ".d{text-transform:uppercase}",
    "small capitals": ".d{font-variant:small-caps}",
    "bold italic": ".d{font-style:italic;font-weight:bold}",
    "serif, justified": ".d{font-family:serif;text-align:justify;hyphens:auto}",
    "spaced": ".d{letter-spacing:.05em;word-spacing:.2em;line-height:2}",
    "initial": ".d::first-letter{font-size:2em}",
    "underlined": ".d{text-decoration:underline}",
    "coloured by a gradient": ".d{background:linear-gradient(90deg,#900,#009);background-clip:text;color:transparent}",
    "enlarged": ".d{transform:scale(1.5);transform-origin:0 0;width:60%;margin-bottom:12em}",
    "faded in": ".d{animation:show 1s}@keyframes show{from{opacity:0}}",
    "spinning ornament": "h1::after{content:'';display:inline-block;width:9px;height:9px;background:red;"
    "animation:turn 1s infinite}"
    "@keyframes turn{to{rotate:1turn}}",
    "smooth scrolling": "html{scroll-behavior:smooth}main{padding:60em 0}",
}
INNOCENT_MARKUP = {
    "bold word": PARAGRAPH.replace("general", "<strong>general</strong>"),
    "bold half of a word": PARAGRAPH.replace("explains", "ex<b>plains</b>"),
    "link": PARAGRAPH.replace("your own doctor", '<a href="#x">your own doctor</a>'),
    "open fold-out": f"<details open><summary>More</summary>{PARAGRAPH}</details>",
    "line break, wide white space": PARAGRAPH.replace("general. ", "general.<br>").replace(" It ", "\n\t It "),
    "list": f"<ul><li>{WORDING}</li></ul>",
    "table": f'<table border="1"><tr><td>{WORDING}</td></tr></table>',
    "slot": f"<div><template shadowrootmode=open><slot></slot></template>{PARAGRAPH}</div>",
    "picture that loads late": f'<img loading="lazy" alt="" src="{WHITE_PICTURE}">{PARAGRAPH}',
}
INNOCENTS = [
    *(pytest.param(page(css), LOOKS, id=name) for name, css in INNOCENT_COLOURS.items()),
    *(pytest.param(page(css), WIDE_AND_NARROW, id=name) for name, css in INNOCENT_STYLES.items()),
    *(pytest.param(page(body=body), WIDE_AND_NARROW, id=name) for name, body in INNOCENT_MARKUP.items()),
]
ONE_LOOK = {
    "dark": "@media(prefers-color-scheme:dark){.d{display:none}}",
    "print": "@media print{.d{display:none}}",
    "narrow": "@media(max-width:400px){.d{visibility:hidden}}",
    "light": "@media screen and (prefers-color-scheme:light) and (min-width:1000px){.d{opacity:0}}",
}
DARK_ON_DARK = "@media(prefers-color-scheme:dark){body{background:#222;color:#eee}.d{color:#333}}"
