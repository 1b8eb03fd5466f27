"""Mutants of the templates: a notice not printed, or elsewhere, or inside something that readers do not see."""

from tests.mutants.bench import END, EVERY_LEVEL, SCREENS, Mutant, each
from tests.mutants.templates import (
    CLAIM,
    FALLBACK,
    FOOT,
    FRONT,
    PARAGRAPH,
    TAIL,
    TEXT,
    WORDS,
    after_first_section,
    at_foot,
    both,
    in_fallback,
    instead,
    macro,
    moved,
    of,
    patch,
    style,
    with_attribute,
)

SNIPPET = "embed/embed.html"
SPINE, FIRST = "ebook/package.opf", '<itemref idref="start"/>\n'
SECOND = '{% if not is_notice %}\n<itemref idref="text"/>\n{% endif %}\n'
BARE = PARAGRAPH + "\n" + WORDS + "\n"  # a paragraph of the macro without its end
PAPER_AND_PAGE = ("page", "leaflet")


def each_notice(place: str, said: str) -> str:
    """A loop over a place's notices that prints them without the macro."""
    return f"{{% for notice in {place} %}}\n{said}\n{{% endfor %}}\n"


def text_in(place: str, start: str, end: str) -> str:
    """The bare words of each notice between two pieces of HTML."""
    return each_notice(place, f"{start}{TEXT}{end}")


NOT_PRINTED = [
    Mutant("nothing in front", each("V001", EVERY_LEVEL), instead(FRONT, "")),
    Mutant("nothing beside claims", each("V001", EVERY_LEVEL), instead(CLAIM, "")),
    Mutant("nothing at the end", each("V001", EVERY_LEVEL), instead(TAIL, "")),
    Mutant("nothing at the foot", each("V001", EVERY_LEVEL), instead(FOOT, "")),
    Mutant("nothing in the fallback", each("V012", ("embed", "embed-plain")), instead(FALLBACK, "")),
    Mutant("only the first in front", each("V001"), of(FRONT, "[:1]")),
    Mutant("all but the last at the end", each("V001"), of(TAIL, "[:-1]")),
    Mutant(
        "nothing of the embed's own",
        each("V001", ("embed",)),
        patch((SNIPPET, "document.footer + document.embed", "document.footer")),
    ),
    Mutant(
        "nothing before an ebook's plain part",
        each("V001", ("ebook",)),
        patch(("ebook/plain.xhtml", "in plain.front", "in plain.front[:0]")),
    ),
    Mutant(
        "no foot in one document",
        each("V006", ("ebook",)),
        patch(("ebook/text.xhtml", END, "{% block foot %}{% endblock %}\n")),
    ),
    Mutant(
        "a foot on the first page only",
        each("V006", ("leaflet", "plain-leaflet")),
        style("@page { @bottom-left { content: none; } } @page :first { @bottom-left { content: element(foot); } }"),
    ),
    Mutant("in a comment", each("V001"), instead(FRONT, "<!--@-->")),
    Mutant("in a comment of the template", each("V001"), instead(FRONT, "{#@#}")),
    Mutant("in a template element", each("V001"), instead(FRONT, "<template>@</template>")),
    Mutant(
        "in a script",
        each("A012 V001", SCREENS, leaflet="V001"),
        instead(FRONT, '<script type="text/plain">@</script>'),
    ),
    Mutant(
        "in data for machines",
        each("V001", ("page", "embed")),
        instead(FRONT, '<script type="application/ld+json">@</script>'),
    ),
    Mutant("in a style element", each("V001", ("page",), leaflet="E002"), instead(FRONT, "<style>@</style>")),
    Mutant("in noscript", each("V001", SCREENS), instead(FRONT, "<noscript>@</noscript>")),
    Mutant("in a text field", each("V001", SCREENS), instead(FRONT, text_in(FRONT, "<textarea>", "</textarea>"))),
    Mutant(
        "in a drawing", each("V001", ("page", "embed")), instead(FRONT, text_in(FRONT, "<svg><text>", "</text></svg>"))
    ),
    Mutant(
        "in a title attribute",
        each("V001", embed="V001 V012"),
        macro(BARE, with_attribute(f'title="{TEXT}"')),
    ),
    Mutant(
        "in a label for screen readers",
        each("V001", embed="V001 V012"),
        macro(BARE, with_attribute(f'aria-label="{TEXT}"')),
    ),
    Mutant(
        "in the words for a picture",
        each("V001", (*PAPER_AND_PAGE, "ebook")),
        instead(FRONT, text_in(FRONT, '<p><img src="{{ publication.figures[0].path }}" alt="', '"/></p>')),
    ),
    Mutant(
        "by a style's own words",  # which a PDF prints like any others
        each("V001", SCREENS, embed="V001 V012"),
        both(
            macro(BARE, with_attribute(f'data-text="{TEXT}"')),
            style(".disclaimer::after { content: attr(data-text); }"),
        ),
    ),
]

MISPLACED = [
    Mutant("after the first section", each("V003", EVERY_LEVEL), after_first_section),
    Mutant(
        "after the last section", each("V003", ("page", "leaflet", "embed")), moved(FRONT, '<section class="about"')
    ),
    Mutant("above the title", each("V003"), moved(FRONT, '<header class="title">')),
    Mutant("in the footer only", each("V003", ("page", "embed"), leaflet="V003 …"), at_foot),
    Mutant("outside the main text", each("V003", ("page",)), moved(FRONT, "</body>")),
    Mutant("beside the shadow root only", each("V003", ("embed",)), moved(FRONT, "<template shadowrootmode")),
    Mutant("among the navigation", each("V003", SCREENS), instead(FRONT, "<nav>@</nav>")),
    Mutant("end in front", each("V003", ("page", "leaflet", "embed")), moved(TAIL, '<header class="title">')),
    Mutant("on the second page", each("V003", ("leaflet", "plain-leaflet")), style(".before { break-before: page; }")),
    Mutant(
        "the start of an ebook after its text",
        each("A015 A019 V003 V017", ("ebook",)),
        patch((SPINE, FIRST + SECOND, SECOND + FIRST)),
    ),
    Mutant(
        "the start of an ebook outside its order", each("A003 A015 V001 V017", ("ebook",)), patch((SPINE, FIRST, ""))
    ),
    Mutant(
        "the start of an ebook passed over",
        each("A003 A015 V001 V017", ("ebook",)),
        patch((SPINE, FIRST, FIRST.replace("/>", ' linear="no"/>'))),
    ),
    Mutant(
        "what stands in front is not read aloud",
        each("A034 A035 V019", ("audio",)),
        patch(("audio/overlay.smil", "{% else %}\n{{ clips(of) }}", "{% else %}")),
    ),
    Mutant(
        "read aloud too early",
        each("A035 V019", ("audio",)),
        patch(("audio/overlay.smil", 'clipEnd="{{ clip.end }}"', 'clipEnd="{{ clip.begin }}"')),
    ),
    Mutant("twice in front", each("V004", EVERY_LEVEL), instead(FRONT, "@@")),
    Mutant("twice beside claims", each("V004"), instead(CLAIM, "@@")),
    Mutant("twice at the foot", each("V004"), instead(FOOT, "@@")),
    Mutant("twice in the fallback", each("V004", ("embed",)), instead(FALLBACK, "@@")),
    Mutant(
        "beside claims by style only",
        each("V003", SCREENS),
        style(".chapter { display: flex; flex-direction: column-reverse; }"),
    ),
]

ALTERED = each("V002 …")  # an altered notice can stand between a claim and the next one

BROKEN = [
    Mutant("with words after it", ALTERED, macro(WORDS, WORDS + " (or so)")),
    Mutant(
        "with words in its middle", ALTERED, macro(WORDS, f"{{{{ ({TEXT[3:-3]})|replace('. ', '. (Or so.) ', 1) }}}}")
    ),
    Mutant(
        "split in two paragraphs",
        ALTERED,
        macro(WORDS, f"{{{{ ({TEXT[3:-3]})|replace('. ', '.</p><p>', 1)|safe }}}}"),
    ),
    Mutant("in capitals", ALTERED, macro(WORDS, f"{{{{ ({TEXT[3:-3]})|upper }}}}")),
    Mutant(
        "cut short",
        each("V001 V002 …"),
        macro(WORDS, f"{{{{ ({TEXT[3:-3]})|truncate(60, True) }}}}"),
    ),
    Mutant("all in one paragraph", each("V002", SCREENS), instead(FRONT, "<p>" + text_in(FRONT, "", " ") + "</p>")),
    Mutant(
        "words of the fallback altered",
        each("V002", ("embed",)),
        instead(FALLBACK, text_in(FALLBACK, "<p>Perhaps: ", "</p>")),
    ),
]

HIDDEN = [
    Mutant("folded away", each("V007", SCREENS), instead(FRONT, "<details>@</details>")),
    Mutant(
        "folded away below a summary",
        each("V007", SCREENS),
        instead(TAIL, "<details><summary>More</summary>@</details>"),
    ),
    Mutant("in a closed dialog", each("V007", SCREENS), instead(FRONT, "<dialog>@</dialog>")),
    Mutant("in a popover", each("V007", SCREENS), instead(FRONT, '<div popover="auto">@</div>')),
    Mutant(
        "marked hidden",
        each("V007", SCREENS, leaflet="V001"),
        macro(PARAGRAPH, with_attribute('hidden="hidden"')),
    ),
    Mutant(
        "marked hidden until found",
        each("V007", SCREENS),
        macro(PARAGRAPH, with_attribute('hidden="until-found"')),
    ),
    Mutant(
        "hidden from screen readers",
        each("V015", SCREENS),
        macro(PARAGRAPH, with_attribute('aria-hidden="true"')),
    ),
    Mutant(
        "around it hidden from screen readers", each("V015", SCREENS), instead(FRONT, '<div aria-hidden="true">@</div>')
    ),
    Mutant("inert", each("V015", SCREENS), instead(FRONT, '<div inert="inert">@</div>')),
    Mutant("without its role", each("V015", SCREENS), macro(PARAGRAPH, with_attribute('role="presentation"'))),
    Mutant("struck through by an element", each("V011"), macro(WORDS, f"<s>{WORDS}</s>")),
    Mutant("deleted by an element", each("V011"), macro(WORDS, f"<del>{WORDS}</del>")),
    Mutant(
        "with a style of its own",
        each("A009 V007", SCREENS, leaflet="V001"),
        macro(PARAGRAPH, with_attribute('style="display: none"')),
    ),
    Mutant(
        "removed by a script",
        each("A012", ("page", "ebook", "embed")),
        instead(FRONT, "@<script>document.querySelector('.disclaimer').remove()</script>"),
    ),
    Mutant(
        "removed by an attribute",
        each("A012", SCREENS),
        macro(PARAGRAPH, with_attribute('onclick="this.remove()"')),
    ),
]

EMBEDDED = [
    Mutant(
        "no link to the whole text in the fallback",
        each("V013", ("embed", "embed-plain")),
        both(patch((SNIPPET, in_fallback(), "</imprint-leaflet>\n")), macro("link and", "false and")),
    ),
    Mutant(
        "the article in the fallback",
        each("V016", ("embed",)),
        patch((SNIPPET, "</imprint-leaflet>", "<p>{{ text.main_message }}</p></imprint-leaflet>")),
    ),
    Mutant("no shadow root", each("A002", ("embed",)), patch((SNIPPET, ' shadowrootmode="open"', ""))),
    Mutant("its host hidden", each("V007", ("embed",)), style(":host { display: none !important; }")),
    Mutant(
        "its fallback hidden by a style beside the shadow root",
        each("V007", ("embed",)),
        patch((SNIPPET, "</template>\n", "</template>\n<style>p { display: none; }</style>\n")),
    ),
    Mutant("its fallback folded away", each("V007", ("embed",)), instead(FALLBACK, "<details>@</details>")),
]

MUTANTS = [*NOT_PRINTED, *MISPLACED, *BROKEN, *HIDDEN, *EMBEDDED]
