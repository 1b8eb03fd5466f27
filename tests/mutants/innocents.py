"""Changes that a designer or an editor makes any day, and that no check may mind."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from imprint.model import Colours, Intervention, Jurisdiction, Place, Publication
from tests.mutants import face
from tests.mutants.bench import Innocent, Patch
from tests.mutants.publication import in_prose, placed, reworded
from tests.mutants.templates import ABOUT, CLAIM, FRONT, STYLES, TAIL, instead, style

TEMPLATES = Path(__file__).parents[2] / "templates"
LAST = {"page": ("page/page.html", "</main>"), "leaflet": ("leaflet/leaflet.html", "</main>")}
LAST |= {"ebook": ("ebook/text.xhtml", "</main>"), "embed": ("embed/embed.html", "</section>\n</div>\n</template>")}
LABELS = {
    "page": "page/page.html",
    "leaflet": "leaflet/leaflet.html",
    "ebook": "ebook/text.xhtml",
    "embed": "embed/embed.html",
}


def looks(name: str, rules: str, *, by_eye: bool = False) -> Innocent:
    """Other styles."""
    return Innocent(name, style(rules), by_eye=by_eye)


def text(name: str, change: Callable[[Publication], Publication]) -> Innocent:
    """Other words or data."""
    return Innocent(name, change=change)


def extra_paragraph(edition: str) -> tuple[Patch, ...]:
    """A paragraph more at the end of the text."""
    name, before = LAST[edition]
    return ((name, before, f'<p class="thanks">Thank you for reading this far.</p>\n{before}'),)


def other_heading(edition: str) -> tuple[Patch, ...]:
    """Another heading above what stands at the end."""
    heading = ABOUT if edition == "embed" else "<h2>{{ words.about }}</h2>"
    return ((LABELS[edition], heading, heading.replace("{{ words.about }}", "What else you should know")),)


def other_order(edition: str) -> tuple[Patch, ...]:
    """The rules for figures at the end of the style sheet."""
    sheet = (TEMPLATES / STYLES[edition]).read_text(encoding="utf-8")
    rules = [line + "\n" for line in sheet.splitlines() if line.startswith("fig")]
    assert rules
    return (*((STYLES[edition], rule, "") for rule in rules), (STYLES[edition], "", "".join(rules)))


def painted(publication: Publication) -> Publication:
    """Other colours."""
    colours = Colours("#1b4332", "#7f2704", "#edf6f0")
    return replace(publication, publisher=replace(publication.publisher, colours=colours))


def with_longer_glossary(publication: Publication) -> Publication:
    """Terms explained at greater length."""

    def longer(meaning: str) -> str:
        return f"{meaning.rstrip('.')}, which takes a good many more words to say than most people would expect."

    terms = [
        replace(one, meaning=replace(one.meaning, full=longer(one.meaning.full), plain=longer(one.meaning.plain)))
        for one in publication.glossary
    ]
    return replace(publication, glossary=tuple(terms))


def with_other_titles(publication: Publication) -> Publication:
    """Another title at each level."""
    titles = replace(publication.titles, full="A sore place: what now?", plain="What to do now")
    return replace(publication, titles=titles)


def with_other_headings(publication: Publication) -> Publication:
    """Another heading above each section."""
    sections = (
        replace(one, headings=replace(one.headings, full=f"More on this: {one.headings.full}"))
        for one in publication.sections
    )
    return replace(publication, sections=tuple(sections))


def later(publication: Publication) -> Publication:
    """Every date a day later, and the next version."""
    days, day = publication.dates, timedelta(days=1)
    assert days.last_reviewed
    assert days.next_review
    fresh = replace(days, last_reviewed=days.last_reviewed + day, next_review=days.next_review + day)
    return replace(publication, dates=fresh, version="2.2")


def elsewhere(publication: Publication) -> Publication:
    """One more jurisdiction."""
    more = Jurisdiction(
        "EU", "Europe", "112", "ring your surgery", "the office for wound products", "the list of side effects"
    )
    return replace(publication, jurisdictions=(*publication.jurisdictions, more))


def unsigned(publication: Publication) -> Publication:
    """Not reviewed yet: another status, and other disclaimers."""
    days = replace(publication.dates, last_reviewed=None, next_review=None)
    return replace(publication, reviewers=(), dates=days)


def altered(publication: Publication) -> Publication:
    """Changed since it was signed off: a draft again, which says why."""
    return replace(publication, pending=("care",), stale=("care",))


def without_treatments(publication: Publication) -> Publication:
    """On nothing that can be bought: fewer disclaimers are required."""
    no_interventions: tuple[Intervention, ...] = ()
    return replace(publication, interventions=no_interventions)


INNOCENTS = [
    text("other colours", painted),
    looks("larger type", ".chapter, .about { font-size: 1.15em; }", by_eye=True),
    looks("wider gaps", ".chapter { margin: 2em 0; } .disclaimer { margin: 1.2em 0; padding: 0.4em; }"),
    looks("bold disclaimers", ".disclaimer { font-weight: 700; }", by_eye=True),
    looks("disclaimers in italics", ".disclaimer { font-style: italic; }"),
    looks(
        "disclaimers in boxes",
        ".before .disclaimer, .chapter .disclaimer, .about .disclaimer { border: 2px solid #333333; padding: 0.5em; }",
        by_eye=True,
    ),
    looks(
        "disclaimers on yellow",
        ".disclaimer { background: #fff8e1; color: #1a1a1a; padding: 0.5em; } .disclaimer a { color: inherit; }",
        by_eye=True,
    ),
    looks("disclaimers underlined", ".disclaimer { text-decoration: underline; }"),
    looks("disclaimers in the middle", ".disclaimer { text-align: center; }"),
    looks(
        "links that answer", "a:hover { text-decoration: none; } a:focus-visible { outline: 3px solid currentcolor; }"
    ),
    looks(
        "disclaimers that answer", ".disclaimer:hover { outline: 1px solid; } .before:focus-within { padding: 1em; }"
    ),
    looks("other parts that answer", "figure:hover { opacity: 0.7; } nav:not(:hover) ul { opacity: 0.9; }"),
    looks("lines further apart", ".disclaimer { line-height: 1.7; letter-spacing: 0.02em; }"),
    looks("one column in front", ".before { columns: 1; }"),
    looks("a rule for nothing that is there", ".nothing-of-that-name { display: none; }"),
    looks("headings of another shape", "h2 { font-style: italic; border-bottom: 1px solid #666666; }"),
    looks("a box that clips what is not there", ".imprint, .text { overflow: hidden; }", by_eye=True),
    looks("a line above the foot", "footer, .foot { border-top: 3px double #333333; padding-top: 0.5em; }"),
    Innocent("style sheet in another order", other_order),
    Innocent("another heading at the end", other_heading),
    Innocent("a paragraph more in the template", extra_paragraph),
    Innocent("front in a box of its own", instead(FRONT, "<div class='box'>@</div>")),
    Innocent("beside claims in a box of its own", instead(CLAIM, "<div class='box'>@</div>")),
    Innocent("end in a box of its own", instead(TAIL, "<div class='box'>@</div>")),
    *(Innocent(name, patches) for name, patches in face.INNOCENT.items()),
    text("terms explained at length", with_longer_glossary),
    text("another title", with_other_titles),
    text("other headings", with_other_headings),
    text(
        "other words in the text",
        in_prose(lambda prose: replace(prose, blocks=prose.blocks.replace('"skin"', '"hide"'))),
    ),
    text("other words in the registry", reworded(lambda say: say.replace("everybody", "all of us"))),
    text("another order of the registry", lambda one: replace(one, disclaimers=one.disclaimers[::-1])),
    text("at the end as well, and meant so", placed(Place.FRONT, Place.FRONT, Place.FOOTER, Place.END)),
    text("another day and version", later),
    text("a jurisdiction more", elsewhere),
    text("no reviewer", unsigned),
    text("changed since it was signed off", altered),
    text("no treatments", without_treatments),
]
