"""The box around the disclaimers in front: what it says beside them by navigation, attributes, drawings or styles."""

from collections.abc import Iterator, Sequence, Set
from xml.etree.ElementTree import Element

from imprint.checking.face import Face, stranger
from imprint.checking.judge import Verdict
from imprint.checking.lettering import text_of
from imprint.checking.markup import local_name, rendered
from imprint.checking.page_rules import Tree
from imprint.checking.places import SECTION_HEADINGS, Zone
from imprint.checking.reading import Reading
from imprint.errors import Finding
from imprint.model import Place

SPEAKING = (
    "alt",
    "aria-label",
    "aria-description",
    "placeholder",
    "title",
    "value",
)  # attributes that readers are told
UNREAD = frozenset({"canvas", "math", "noscript", "object", "select", "svg", "textarea", "video"})  # no blocks of text


def check_boxes(reading: Reading, trees: Sequence[Tree], face: Face, verdict: Verdict) -> Iterator[Finding]:
    """V018 for whatever stands in such a box; what is running text there is told by the face."""
    for level in reading.headings:
        notices = {
            one.block.element
            for need, one in verdict.seen
            if need.place is Place.FRONT and need.level is level
            if one.spot.zone is Zone.FRONT and one.block.element is not None
        }
        for tree in trees:
            box = _box(tree.root, notices & set(rendered(tree.root)), _headings(reading))
            if box is not None:
                texts = (*_beside(reading, box, verdict), *_told(box), *_styled(tree, box, notices))
                yield from (stranger(rest, reading) for text in texts if (rest := face.rest(text, level)))


def _box(root: Element, notices: Set[Element], headings: Set[Element]) -> Element | None:
    """The smallest element around all the notices; none where that is the whole text."""
    if not notices:
        return None
    box = root
    while inner := [child for child in box if child not in notices and notices <= set(child.iter())]:
        box = inner[0]
    return None if headings & set(box.iter()) else box


def _headings(reading: Reading) -> set[Element]:
    """The headings of sections and texts."""
    ranked = (block for block in reading.blocks if block.heading and block.heading <= SECTION_HEADINGS)
    wanted = {text for texts in reading.headings.values() for text in texts}
    held = (block for block in ranked if block.heading == 1 or block.text in wanted)
    return {block.element for block in held if block.element is not None}


def _beside(reading: Reading, box: Element, verdict: Verdict) -> Iterator[str]:
    inside = set(box.iter())
    for number, (block, spot) in enumerate(zip(reading.blocks, reading.spots, strict=True)):
        is_running = spot.zone in (Zone.BEFORE, Zone.FRONT)
        if block.element in inside and not is_running and number not in verdict.accounted:
            yield block.text


def _told(box: Element) -> Iterator[str]:
    for one in rendered(box):
        yield from (one.get(name, "") for name in SPEAKING)
        if local_name(one) in UNREAD:
            yield " ".join("".join(one.itertext()).split())


def _styled(tree: Tree, box: Element, notices: Set[Element]) -> Iterator[str]:
    """Words that a style adds, which for the notices themselves is told elsewhere."""
    own = {inner for notice in notices for inner in notice.iter()}
    for one in rendered(box):
        for context in tree.cascade.contexts if one not in own else ():
            for name, styles in tree.cascade.pseudo_elements(one, context):
                if name in ("before", "after", "marker"):
                    yield text_of(styles, "content").strip("\"'").removeprefix("normal").removeprefix("none")
