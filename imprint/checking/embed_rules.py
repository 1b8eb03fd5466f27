"""What must hold for an embed on a partner's page, beyond its wordings."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from imprint.checking.blocks import Block, Region, fold
from imprint.checking.hints import TEMPLATE
from imprint.checking.markup import elements, rendered
from imprint.checking.page_rules import Tree
from imprint.checking.requirements import Requirement
from imprint.checking.wordings import NEAR, likeness
from imprint.codes import finding
from imprint.errors import Finding, Where
from imprint.model import Level, Publication, Words

MOST_WORDS = 15  # of a text in the fallback that is neither a wording nor the title: a label, not the article


def check_embed_hosts(root: Element, shadows: Sequence[tuple[Element, Element]], where: Where) -> Iterator[Finding]:
    """A010: an id outside the shadow root can clash with one of the partner's own."""
    for element in rendered(root):
        if element.get("id") is not None:
            told = f"<{element.tag}> outside the shadow root has the id “{element.get('id')}”"
            yield finding("A010", where, told, f"{TEMPLATE}: take the id away, the page it is pasted into has its own")
    if len(shadows) > 1:
        yield finding("A010", where, "it has more than one shadow root", f"{TEMPLATE}: an embed is one element")


def check_fallback(
    publication: Publication,
    words: Words,
    level: Level,
    blocks: Sequence[Block],
    required: Sequence[Requirement],
    light: Tree,
) -> Iterator[Finding]:
    """V013 and V016: the fallback links to the page and holds nothing of the article."""
    canonical = publication.canonical_url + ("plain.html" if level is Level.PLAIN else "")
    if canonical not in [one.get("href") for one in rendered(light.root) if one.tag == "a"]:
        told = f"the fallback has no link to {canonical}, where the whole text and its newest version are"
        yield finding("V013", light.where, told, f"{TEMPLATE}: print the link beside the shadow root")
    article = {block.text for block in blocks if block.region is not Region.FALLBACK}
    allowed = {one.wording for one in required} | {fold(publication.titles.at(level)), _due(publication, words)}
    for block in (one for one in blocks if one.region is Region.FALLBACK and one.text not in allowed):
        is_long = len(block.text.split()) > MOST_WORDS
        is_altered = any(likeness(one.wording, block.text) >= NEAR for one in required)  # and told as that
        if not is_altered and (is_long or (block.text in article and not _is_link(block, canonical))):
            yield _article(f"a text: “{block.text[:60]}”", light.where)
    for one in rendered(light.root):
        if one.tag in ("img", "picture", "table", "svg"):
            yield _article(f"<{one.tag}>", light.where)


def _due(publication: Publication, words: Words) -> str:
    """The line that says when the review falls due: no notice, and true wherever it stands."""
    day = publication.dates.next_review
    return f"{words.texts.get('review_due', '')}: {words.date(day) if day else words.texts.get('no_date', '')}."


def _is_link(block: Block, canonical: str) -> bool:
    return block.element is not None and any(one.get("href") == canonical for one in elements(block.element, "a"))


def _article(what: str, where: Where) -> Finding:
    told = (
        f"the fallback holds {what}; where a site takes the shadow root away, it would stand there without its styles"
    )
    return finding("V016", where, told, f"{TEMPLATE}: beside the shadow root, only disclaimers and the link may stand")
