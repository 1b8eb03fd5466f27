"""A publication made by hand, as reading would hand it over, and the small pieces it is made of.

Its topic and people are made up to be recognised as such; its words try everything a text may hold.
"""

import io
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image

from imprint.editions import editions
from imprint.errors import Where
from imprint.model import (
    ByLevel,
    Claim,
    ClaimKind,
    Colours,
    Dates,
    Disclaimer,
    Edition,
    EvidenceStatus,
    Figure,
    Format,
    Harm,
    Intervention,
    Jurisdiction,
    Licence,
    Person,
    Place,
    Prose,
    Publication,
    Publisher,
    Reference,
    Section,
    Sentence,
    Term,
    When,
    Words,
)
from imprint.reading.words import read_words

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "templates"
CSL = TEMPLATES / "shared/references.csl"
TODAY = date(2026, 11, 22)
HERE = Where("source/sample/publication.md", 1)
NO_ATTR: list[Any] = ["", [], []]
Node = dict[str, Any]
Part = str | Node


@cache
def words() -> Words:
    """The English words of the templates."""
    return read_words(TEMPLATES / "shared/words.yaml")["en"]


def edition(name: str) -> Edition:
    """The edition of a name."""
    return next(one for one in editions() if one.name == name)


# --- pandoc's AST, as reading leaves it


def inlines(*parts: Part) -> list[Node]:
    """Words and spaces for a string, a newline being a soft break; nodes as they are."""
    nodes: list[Node] = []
    for part in parts:
        nodes += [part] if isinstance(part, dict) else _words(part)
    return nodes


def _words(text: str) -> list[Node]:
    spaces: dict[str, Node] = {" ": {"t": "Space"}, "\n": {"t": "SoftBreak"}}
    pieces = text.replace(" ", "\0 \0").replace("\n", "\0\n\0").split("\0")
    return [spaces.get(piece) or {"t": "Str", "c": piece} for piece in pieces if piece]


def para(*parts: Part) -> Node:
    return {"t": "Para", "c": inlines(*parts)}


def plain(*parts: Part) -> Node:
    """A paragraph of a tight list."""
    return {"t": "Plain", "c": inlines(*parts)}


def strong(*parts: Part) -> Node:
    return {"t": "Strong", "c": inlines(*parts)}


def emph(*parts: Part) -> Node:
    return {"t": "Emph", "c": inlines(*parts)}


def quoted(*parts: Part) -> Node:
    return {"t": "Quoted", "c": [{"t": "DoubleQuote"}, inlines(*parts)]}


def link(text: str, url: str) -> Node:
    return {"t": "Link", "c": [NO_ATTR, inlines(text), [url, ""]]}


def claim(kind: str, *parts: Part) -> Node:
    return {"t": "Span", "c": [["", ["claim"], [["kind", kind]]], inlines(*parts)]}


def cite(*keys: str) -> Node:
    citations = [
        {
            "citationId": key,
            "citationPrefix": [],
            "citationSuffix": [],
            "citationMode": {"t": "NormalCitation"},
            "citationNoteNum": 0,
            "citationHash": 0,
        }
        for key in keys
    ]
    return {"t": "Cite", "c": [citations, inlines("[" + "; ".join("@" + key for key in keys) + "]")]}


def heading(text: str) -> Node:
    return {"t": "Header", "c": [3, NO_ATTR, inlines(text)]}


def image(path: str, alt: str, caption: str = "") -> Node:
    return {"t": "Para", "c": [{"t": "Image", "c": [NO_ATTR, inlines(alt), [path, caption]]}]}


def bullets(*items: list[Node]) -> Node:
    return {"t": "BulletList", "c": list(items)}


def numbers(*items: list[Node]) -> Node:
    return {"t": "OrderedList", "c": [[1, {"t": "Decimal"}, {"t": "Period"}], list(items)]}


def quotation(*blocks: Node) -> Node:
    return {"t": "BlockQuote", "c": list(blocks)}


def definitions(*pairs: tuple[str, str]) -> Node:
    return {"t": "DefinitionList", "c": [[inlines(term), [[plain(text)]]] for term, text in pairs]}


def table(head: Sequence[str], *rows: Sequence[Part], aligned: str = "") -> Node:
    """A pipe table; ``aligned`` holds one letter per column (l, r, c; - for none)."""
    names = {"l": "AlignLeft", "r": "AlignRight", "c": "AlignCenter", "-": "AlignDefault"}
    columns = [{"t": names[letter]} for letter in aligned or "-" * len(head)]

    def row(cells: Sequence[Part]) -> list[Any]:
        return [NO_ATTR, [[NO_ATTR, {"t": "AlignDefault"}, 1, 1, [plain(cell)]] for cell in cells]]

    widths = [[column, {"t": "ColWidth", "c": 1 / len(columns)}] for column in columns]
    bodies = [[NO_ATTR, 0, [], [row(cells) for cells in rows]]]
    return {"t": "Table", "c": [NO_ATTR, [None, []], widths, [NO_ATTR, [row(head)]], bodies, [NO_ATTR, []]]}


def prose(*blocks: Node) -> Prose:
    """The blocks as a prose, with the claims that are marked in them."""
    claims = tuple(found for number, block in enumerate(blocks) for found in _claims(block, number))
    return Prose(json.dumps(blocks, ensure_ascii=False, separators=(",", ":"), sort_keys=True), claims)


def _claims(value: Any, block: int) -> list[Claim]:
    if isinstance(value, list):
        return [found for child in value for found in _claims(child, block)]
    if not isinstance(value, dict):
        return []
    if value.get("t") == "Span" and "claim" in value["c"][0][1]:
        kind = dict(value["c"][0][2])["kind"]
        return [Claim(ClaimKind(kind), text_of(value), block, 1)]
    return _claims(list(value.values()), block)


def text_of(value: Any) -> str:
    """The words below a node."""
    if isinstance(value, list):
        return "".join(text_of(child) for child in value)
    if isinstance(value, dict):
        own = {"Str": value.get("c"), "Space": " ", "SoftBreak": " "}.get(value.get("t", ""))
        return own or text_of(value.get("c"))
    return ""


# --- what a publication is made of


def section(id: str, full: Prose | None, plain: Prose | None = None, headings: ByLevel | None = None) -> Section:  # noqa: A002
    return Section(id, headings or ByLevel(f"About {id}", f"{id} in short"), full, plain, HERE)


def disclaimer(id: str, *places: Place, **fields: Any) -> Disclaimer:  # noqa: A002
    """A disclaimer that is always required and says its own id, unless the fields say otherwise."""
    text = fields.pop("text", (f"This is the statement {id}.",))
    by_level = {level: wording(*fields.pop(level, text)) for level in ("full", "plain")}
    footer = wording(*fields.pop("footer")) if "footer" in fields else None
    when = fields.pop("when", When(always=True))
    assert not fields
    return Disclaimer(id, when, places, by_level["full"], by_level["plain"], footer, (("statement",),), HERE)


def wording(*sentences: str | tuple[str, str]) -> tuple[Sentence, ...]:
    """Sentences; a pair is one with what is printed while a slot is unset."""
    return tuple(Sentence(one) if isinstance(one, str) else Sentence(*one) for one in sentences)


def term(name: str, meaning: str, *forms: str) -> Term:
    return Term(name, forms, ByLevel(full=f"{name.capitalize()}: {meaning}, in full.", plain=meaning))


def reference(key: str, title: str) -> Reference:
    item = {"id": key, "type": "webpage", "title": title, "URL": f"https://example.org/{key}"}
    return Reference(key, json.dumps(item, sort_keys=True))


@cache
def figure(path: str = "figures/steps.png", width: int = 40, height: int = 20) -> Figure:
    picture = io.BytesIO()
    Image.new("L", (width, height), 128).save(picture, "PNG")
    return Figure(path, picture.getvalue(), "image/png", width, height)


NORTH = Jurisdiction("N", "North", "100", "call 101 or 0100 222", "the North agency", "the North scheme")
SOUTH = Jurisdiction("S", "South", "200", "ask your doctor", "the South agency", "the South scheme")
TREATMENT = Intervention("walking", "exercise", EvidenceStatus.MIXED, Harm.SERIOUS)
PUBLISHER = Publisher(
    name="The Sample Press",
    base_url="https://sample.test/",
    email="post@sample.test",
    phone="0100 300",
    feedback="post@sample.test",
    formats_contact="0100 300",
    embed_path="/imprint/",
    colours=Colours("#0b4f6c", "#a8480f", "#e6f1f5"),
    where=HERE,
)
DISCLAIMERS = (
    disclaimer("draft", Place.FRONT, Place.FOOTER, when=When(reviewed=False), footer=["A draft statement."]),
    disclaimer("help", Place.FRONT, Place.END, text=["Statement: call {emergency} now.", "For help soon, {urgent}."]),
    disclaimer("first", Place.FRONT, Place.FIRST_BENEFIT, when=When(intervention_status=(EvidenceStatus.MIXED,))),
    disclaimer("gain", Place.BENEFIT, full=["The full statement on gain."], plain=["The plain statement on gain."]),
    disclaimer("harm", Place.RISK, when=When(intervention_harm=(Harm.SERIOUS, Harm.DEATH))),
    disclaimer("doubt", Place.UNCERTAINTY),
    disclaimer(
        "dates",
        Place.END,
        Place.FOOTER,
        text=[
            ("The statement was checked: {last_reviewed}.", "The statement has no date."),
            "Version {version}.",
            ("Newest: {url}.", "Ask for the newest."),
        ],
    ),
    disclaimer(
        "people",
        Place.END,
        text=[("Statement by {authors}.", "No author of the statement."), ("Paid by {funders}.", "")],
    ),
    disclaimer("from", Place.EMBED, text=["A statement of another site."], when=When(format=(Format.EMBED,))),
)
GLOSSARY = (
    term("muscle", "what moves you", "muscles"),
    term("blood pressure", "how hard blood pushes"),
    term("lung", "what you breathe with", "lungs"),
)
REFERENCES = (reference("one-2019", "First & foremost"), reference("two-2020", "Second"), reference("three", "Third"))


def sections() -> tuple[Section, ...]:
    """A text that holds everything a text may hold."""
    return (
        section(
            "walking",
            prose(
                para("Walking is ", strong("simple"), " and {{ 7 * 7 }} is no sum ", cite("two-2020"), "."),
                para(claim("benefit", "Your lungs gain"), " from it ", cite("one-2019", "two-2020"), "."),
                image("figures/steps.png", "Four steps & a rest", "Step by “step”"),
                heading("How to begin {% raw %}"),
                bullets([plain("Shoes")], [plain("A coat"), numbers([plain("a warm one")], [plain("a dry one")])]),
                bullets([para("One thing.")], [para("Another."), para("And more of it.")]),
            ),
            prose(
                para("Use your muscles, and your ", emph("lungs"), "."),
                image("figures/steps.png", "Four steps, and then a rest", "Steps"),
                numbers([para(claim("benefit", "It helps your muscles"), ".")], [para("It is free.")]),
            ),
            ByLevel("Why walk? <b>&amp;", "Walk!"),
        ),
        section(
            "harm",
            prose(
                para(claim("risk", "You can fall"), " <i>badly</i> ", cite("three"), "."),
                para(claim("uncertainty", "How often is not known"), ". Ask ", quoted("someone"), "."),
                table(["What", "How often"], ["A fall", "rare"], ["A “blister”", "often"], aligned="lr"),
                quotation(para("Walk on, ", link("they say", "https://sample.test/?a=1&b=2"), ".")),
                definitions(("Pace", "How fast you go"), ("Stride", "How far one step takes you")),
            ),
            prose(
                para(claim("risk", "You can fall"), "."),
                para(claim("uncertainty", "We do not know how often"), " ", cite("three"), "."),
                image("figures/more.png", "A plaster on a heel"),
            ),
        ),
        section("gain", prose(para(claim("benefit", "It lowers blood pressure"), ".")), None),
        section("next", None, prose(bullets([plain("Ask how far.")], [plain("Call ", link("us", "tel:0100300"))]))),
    )


def publication(**changes: Any) -> Publication:
    """The sample: two jurisdictions, no reviewer, every kind of claim, both levels; fields may be changed."""
    base = Publication(
        id="sample",
        version="1.2",
        language="en",
        titles=ByLevel("Walking: a sample", "Walk! A sample"),
        main_message=ByLevel("Walking is made up here.", "This is made up."),
        audience="Testers",
        readers_on_treatment=True,
        conditions=("testing",),
        interventions=(TREATMENT,),
        jurisdictions=(NORTH, SOUTH),
        authors=(Person("Author One"), Person("Author Two", "tester"), Person("Author Three")),
        reviewers=(),
        funding=(),
        competing_interests=None,
        dates=Dates(updated=TODAY),
        licence=None,
        canonical_url="https://sample.test/sample/en/",
        publisher=PUBLISHER,
        sections=sections(),
        plain_order=("harm", "walking", "next"),
        figures=(figure(), figure("figures/more.png", 30, 30)),
        references=REFERENCES,
        glossary=GLOSSARY,
        disclaimers=DISCLAIMERS,
        where=HERE,
    )
    return replace(base, **changes)


def reviewed(**changes: Any) -> Publication:
    """The sample with everything set: reviewed, dated, licensed, funded."""
    fields: dict[str, Any] = {
        "reviewers": (Person("Reviewer One", "tester"),),
        "funding": ("Funder One", "Funder Two"),
        "competing_interests": "none",
        "dates": Dates(TODAY, date(2026, 1, 2), date(2026, 1, 1), date(2027, 12, 31)),
        "licence": Licence("Sample Licence 1", "https://sample.test/licence"),
    }
    return publication(**{**fields, **changes})
