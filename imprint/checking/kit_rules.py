"""What must hold for the files beside an embed's snippet: each says what the snippet says, which is proven."""

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import zip_longest
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from imprint.checking.addresses import Site
from imprint.checking.blocks import Block, Region, UnreadableError, fold
from imprint.checking.hints import TEMPLATE
from imprint.checking.html_reader import Kind, read_html
from imprint.checking.markup import parse_html
from imprint.checking.page_rules import Tree, check_tree
from imprint.checking.reading import Reading
from imprint.checking.requirements import Requirement
from imprint.checking.sheets import read_sheets
from imprint.codes import finding
from imprint.errors import Finding, Where
from imprint.model import Edition, Kit, Publication

AGAIN = f"{TEMPLATE}: build again, and report it if it stays"
Files = Mapping[str, bytes]
Data = Mapping[str, Any]
NOTHING = "nothing"


def check_data(
    publication: Publication,
    as_of: date,
    edition: Edition,
    files: Files,
    reading: Reading,
    required: Sequence[Requirement],
) -> Iterator[Finding]:
    """V001 for each disclaimer that the data does not list; A036 where it says something else than the snippet."""
    assert edition.kit is not None
    where = _where(reading, edition, edition.kit.data)
    try:
        data: Data = json.loads(files[edition.kit.data])
        told = [*_facts(data, publication, edition, as_of), *_texts(data, reading), *_styles(data, edition, files)]
        listed = {one["text"] for one in data["disclaimers"]}
    except KeyError as error:
        yield _lacking(edition.kit.data, error, files, where)
        return
    except (ValueError, TypeError, AttributeError, IndexError) as error:
        yield finding("A002", where, f"the file cannot be read as application/json: {error}", AGAIN)
        return
    for need in {one.wording: one for one in required if one.wording not in listed}.values():
        yield finding("V001", where, f"the disclaimer “{need.disclaimer}” is missing: “{need.wording}”", AGAIN)
    yield from (finding("A036", where, one, AGAIN) for one in told)


def check_card(publication: Publication, edition: Edition, files: Files, reading: Reading) -> Iterator[Finding]:
    """A036 where the card for oEmbed has another title, or shows something else than the frame."""
    assert edition.kit is not None
    where = _where(reading, edition, edition.kit.card)
    try:
        card = json.loads(files[edition.kit.card])
        shown = [one.get("src", "") for one in parse_html(card["html"].encode(), encoding="utf-8").iter("iframe")]
        title = card["title"]
    except KeyError as error:
        yield _lacking(edition.kit.card, error, files, where)
        return
    except (ValueError, TypeError, AttributeError, UnreadableError) as error:
        yield finding("A002", where, f"the file cannot be read as application/json: {error}", AGAIN)
        return
    if [address.rpartition("/")[2] for address in shown] != [edition.kit.frame.rpartition("/")[2]]:
        yield finding("A036", where, f"it shows {', '.join(shown) or NOTHING}, not the frame", AGAIN)
    if title != publication.titles.at(edition.level):
        yield finding("A036", where, f"it is called “{title}”", AGAIN)


def check_guide(kit: Kit, files: Files, folder: str) -> Iterator[Finding]:
    """What every page must keep to, of the page for webmasters; A036 where what it hands out is not what a file holds.

    A file that was not made this time is there by its name alone.
    """
    where = Where(f"{folder}/{kit.guide}")
    if kit.guide not in files:
        yield finding("A001", where, "the file is missing", AGAIN)
        return
    try:
        root = parse_html(files[kit.guide])
    except UnreadableError as error:
        yield finding("A002", where, f"the file cannot be read as text/html: {error}", AGAIN)
        return
    site, inside = Site(files), kit.guide.rpartition("/")[0]
    scripts = frozenset(name for name in files if name.startswith(f"{inside}/") and name.endswith(".js"))
    yield from check_tree(Tree(root, read_sheets(root, kit.guide, site.fetch), site, kit.guide, where, scripts))
    for area in (one for one in root.iter("textarea") if one.get("data-file")):
        held = files.get(f"{inside}/{area.get('data-file')}", b"")
        if held and "".join(area.itertext()) != held.decode("utf-8", "replace"):
            yield finding("A036", where, f"what it hands out is not what {area.get('data-file')} holds", AGAIN)


def _where(reading: Reading, edition: Edition, name: str) -> Where:
    return Where(reading.path.removesuffix(edition.filename) + name)


def _lacking(name: str, error: KeyError, files: Files, where: Where) -> Finding:
    if name not in files:
        return finding("A001", where, "the file is missing", AGAIN)
    return finding("A002", where, f"the file cannot be read: it has no {error}", AGAIN)


def _facts(data: Data, publication: Publication, edition: Edition, as_of: date) -> Iterator[str]:
    days = publication.dates
    facts = {
        "publication": publication.id,
        "version": publication.version,
        "language": publication.language,
        "level": edition.level,
        "title": publication.titles.at(edition.level),
        "status": publication.status(as_of),
    }
    for name, wanted in facts.items():
        if data[name] != wanted:
            yield f"its {name} is “{data[name]}”, not “{wanted}”"
    for name in ("updated", "published", "last_reviewed", "next_review"):
        day: date | None = getattr(days, name)
        if data["dates"][name] != (day.isoformat() if day else None):
            yield f"its date “{name}” is {data['dates'][name] or NOTHING}, not {day or NOTHING}"


def _texts(data: Data, reading: Reading) -> Iterator[str]:
    """The blocks, and what a script would build, against the shadow root; the digests against the blocks."""
    said = [_said(block) for block in reading.blocks if block.region is not Region.FALLBACK]
    told = [one["text"] for one in data["blocks"]]
    root = Element("body")
    _grow(root, data["tree"])
    built = [_said(block) for block in read_html(root, Kind.CHAPTER)]
    for name, texts in (("blocks", told), ("tree", built)):
        pairs = list(zip_longest(said, texts, fillvalue=NOTHING))
        if wrong := [(mine, its) for mine, its in pairs if mine != its]:
            yield f"where the snippet says “{wrong[0][0][:60]}”, its {name} say “{wrong[0][1][:60]}”"
    for one in data["blocks"]:
        if one["digest"] != _digest(one["text"]):
            yield f"the digest of “{one['text'][:60]}” is another one"


def _styles(data: Data, edition: Edition, files: Files) -> Iterator[str]:
    root = parse_html(files[edition.filename], encoding="utf-8")
    sheets = [fold("".join(style.itertext())) for style in root.iter("style")]
    if fold(data["styles"]) not in sheets:
        yield "its styles are not those of the snippet"


def _said(block: Block) -> str:
    return block.picture or block.text


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _grow(parent: Element, node: Sequence[Any]) -> None:
    """Builds a node of the tree as the kit's script does."""
    tag, attributes, *content = node
    element, last = SubElement(parent, tag, attributes), None
    for part in content:
        if not isinstance(part, str):
            _grow(element, part)
            last = element[-1]
        elif last is None:
            element.text = (element.text or "") + part
        else:
            last.tail = (last.tail or "") + part
