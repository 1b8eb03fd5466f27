"""Mutants of the front: what it says of the publication itself, and words beside the disclaimers that are none."""

import re
from dataclasses import replace
from datetime import timedelta

from imprint.model import Publication
from tests.mutants.bench import EVERY_LEVEL, SCREENS, Mutant, Patch, Patches, each
from tests.mutants.templates import ABOUT, FRONT, PAGES, TEMPLATES, instead, patch, style

STATUS, VERSION = '{{ words["status_" ~ document.status] }}', "{{ words.version }} {{ publication.version }}"
DAY = "{{ written(publication.dates.updated) }}"
EASY = "You may ignore the lines below."
PLAIN_PART = "ebook/plain.xhtml"


def in_facts(old: str, new: str) -> Patches:
    """Something else in the line of status, version and day: "@" stands for what stood there."""
    return lambda edition: ((PAGES[edition], facts(edition), facts(edition).replace(old, new.replace("@", old))),)


def facts(edition: str) -> str:
    """The line of a template that says status, version and day."""
    found = re.search(r'<p class="facts">.*</p>\n', (TEMPLATES / PAGES[edition]).read_text(encoding="utf-8"))
    assert found, f"{PAGES[edition]} says no status"
    return found[0]


def below(end: str) -> Patches:
    """The same line further below, after a text of the same template."""

    def patches(edition: str) -> tuple[Patch, ...]:
        line = facts(edition)
        return (PAGES[edition], line, ""), (PAGES[edition], end, end + line)

    return patches


def changed_later(publication: Publication) -> Publication:
    """Last changed a day later than it was."""
    return replace(publication, dates=replace(publication.dates, updated=publication.dates.updated + timedelta(days=1)))


def above_title(edition: str) -> tuple[Patch, ...]:
    """A word above the title."""
    heading = "<h{{ rank }} class" if edition == "embed" else "<h1"
    return ((PAGES[edition], heading, f"<p>{EASY}</p>{heading}"),)


FACTS = [
    Mutant("no status", each("V017", EVERY_LEVEL), in_facts(STATUS, "")),
    Mutant("the status of another", each("V017", EVERY_LEVEL), in_facts(STATUS, "{{ words.status_draft }}")),
    Mutant("two statuses", each("V017"), in_facts(STATUS, "@, {{ words.status_overdue }}")),
    Mutant("a status denied", each("V018"), in_facts(STATUS, "Hardly @")),
    Mutant("a status in a picture", each("V017", ("page",)), in_facts(STATUS, f'<img src="" alt="{STATUS}">')),
    Mutant("no version in front", each("A015", EVERY_LEVEL), in_facts(VERSION, "")),
    Mutant("another version in front", each("A015"), in_facts(VERSION, "@.1")),
    Mutant("no day in front", each("A015", EVERY_LEVEL), in_facts(f"{{{{ words.updated }}}} {DAY}", "")),
    Mutant("another day in front", each("A015"), in_facts(DAY, "{{ written(publication.dates.next_review) }}")),
    Mutant("another day of change", each("A015", EVERY_LEVEL), change=changed_later),
    Mutant(
        "the status at the end",
        each("A015 V017", ("page", "leaflet", "embed")),
        lambda edition: below(f"{ABOUT if edition == 'embed' else '<h2>{{ words.about }}</h2>'}\n")(edition),
    ),
    Mutant("the status gone", each("V007", SCREENS, leaflet="V017"), style(".status { display: none; }")),
    Mutant("the status see-through", each("V007", SCREENS, leaflet="V010"), style(".status { color: transparent; }")),
    Mutant("the front's facts tiny", each("V009", (*SCREENS, "leaflet")), style(".facts { font-size: 5px; }")),
    Mutant(
        "the status gone in the dark",
        each("V007", SCREENS),
        style("@media (prefers-color-scheme: dark) { .facts { visibility: hidden; } }"),
    ),
]

STRANGERS = [
    Mutant("a word before the notices", each("V018", EVERY_LEVEL), instead(FRONT, f"<p>{EASY}</p>@")),
    Mutant("a word after the notices", each("V018", EVERY_LEVEL), instead(FRONT, f"@<p>{EASY}</p>")),
    Mutant("a heading among the notices", each("V018"), instead(FRONT, f"<h3>{EASY}</h3>@")),
    Mutant(
        "a word above the notices' box",
        each("V018"),
        lambda edition: ((PAGES[edition], '<p class="message">', f'<p>{EASY}</p><p class="message">'),),
    ),
    Mutant("a word above the title", each("V018"), above_title),
    Mutant("a word in a box of its own", each("V018", SCREENS), instead(FRONT, f"<nav><p>{EASY}</p></nav>@")),
    Mutant("a word folded away", each("V018", SCREENS), instead(FRONT, f"@<details><p>{EASY}</p></details>")),
    Mutant("a word in a drawing", each("V018", ("page", "embed")), instead(FRONT, f"<svg><text>{EASY}</text></svg>@")),
    Mutant("a word for a picture", each("V018", ("page",)), instead(FRONT, f'<p><img src="data:," alt="{EASY}"></p>@')),
    Mutant(
        "a word for those who hear",
        each("V018", ("page", "embed", "ebook")),
        lambda edition: ((PAGES[edition], 'aria-label="{{ words.before_you_read }}"', f'aria-label="{EASY}"'),),
    ),
    Mutant(
        "a word by a style", each("V018", (*SCREENS, "leaflet")), style(f".before::before {{ content: '{EASY}'; }}")
    ),
    Mutant(
        "a word in the plain part of an ebook",
        each("V018", ("ebook",)),
        patch((PLAIN_PART, '<section class="before"', f'<p>{EASY}</p><section class="before"')),
    ),
]

MUTANTS = [*FACTS, *STRANGERS]
INNOCENT = {
    "the notices under a heading": instead(FRONT, "<h2>{{ words.before_you_read }}</h2>@"),
    "who publishes, in front": instead(FRONT, "<p>{{ words.published_by }}: {{ publisher.name }}.</p>@"),
    "who it is for, in front": instead(FRONT, "<p>{{ words.written_for }}: {{ publication.audience }}</p>@"),
    "the status below the title": lambda edition: below("</h{{ rank }}>\n" if edition == "embed" else "</h1>\n")(
        edition
    ),
    "the status in a line of its own": in_facts(STATUS + "</span>", "@<br/>"),
    "a sign before the notices": style(".before::before { content: '•'; }"),
}
