"""What must hold for the list of all that is published: it says what the source says, and gives what is there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element

from imprint.checking.addresses import Site
from imprint.checking.blocks import UnreadableError
from imprint.checking.face import labelled, whole
from imprint.checking.hints import TEMPLATE
from imprint.checking.html_reader import Kind, read_html
from imprint.checking.markup import language, parse_html, rendered
from imprint.checking.page_rules import Tree, check_tree
from imprint.checking.sheets import read_sheets
from imprint.codes import finding
from imprint.errors import Finding, Where
from imprint.model import Edition, Publication, Status, Words

INDEX = "index.html"
AGAIN = f"{TEMPLATE}: build again, and report it if it stays"


def check_index(
    files: Mapping[str, bytes],
    publications: Sequence[Publication],
    words: Mapping[str, Words],
    as_of: date,
    editions: Sequence[Edition],
    folder: str,
    reports: Sequence[str] = (),
) -> tuple[Finding, ...]:
    """Everything wrong with the list in ``files``, which are all of output/ by path.

    What it says of a publication is held against those given; its downloads against the files of all. It must lead to
    each of the reports at these paths as well.
    """
    where = Where(f"{folder}/{INDEX}")
    if INDEX not in files:
        return (finding("A001", where, "the list of what is published is missing", AGAIN),)
    try:
        root = parse_html(files[INDEX])
    except UnreadableError as error:
        return (finding("A002", where, f"the file cannot be read as text/html: {error}", AGAIN),)
    site = Site(files)
    tree = Tree(root, read_sheets(root, INDEX, site.fetch), site, INDEX, where)
    spoken = words.get(language(root)) or words[min(words)]
    listed = _articles(root)
    told = [*_untold(tree, listed, publications, spoken, as_of), *_ungiven(tree, listed, editions)]
    lost = sorted({*reports} - {*_links(root)})
    told += [f"it does not lead to {path}, which is published" for path in lost]
    return (*check_tree(tree), *(finding("A016", where, one, AGAIN) for one in told))


def check_report(files: Mapping[str, bytes], path: str, folder: str) -> tuple[Finding, ...]:
    """What every page must keep to, of the report at ``path`` in a publication's ``files``."""
    where = Where(f"{folder}/{path}")
    try:
        root = parse_html(files[path])
    except UnreadableError as error:
        return (finding("A002", where, f"the file cannot be read as text/html: {error}", AGAIN),)
    site = Site(files)
    return tuple(check_tree(Tree(root, read_sheets(root, path, site.fetch), site, path, where)))


@dataclass(frozen=True)
class _Article:
    """What the list says of one publication."""

    element: Element
    links: frozenset[str]


def _articles(root: Element) -> Mapping[str, _Article]:
    """Every article by the folder (<publication>/<language>/) that its links lead into; of several the first."""
    found: dict[str, _Article] = {}
    for element in root.iter("article"):
        article = _Article(element, frozenset(_links(element)))
        for link in article.links:
            found.setdefault("/".join(link.split("/")[:2]) + "/", article)
    return found


def _untold(
    tree: Tree, listed: Mapping[str, _Article], publications: Sequence[Publication], words: Words, as_of: date
) -> Iterator[str]:
    """The status and the version of each publication, in the article that lists it."""
    statuses = {status: words.texts.get(f"status_{status}", "") for status in Status}
    version = words.texts.get("version", "")
    sought = (*statuses.values(), version)  # "of" is a label too, and no label may tear "Out of date"
    labels = [text for text in words.texts.values() if not any(text in one for one in sought)]
    all_statuses, any_version = whole(statuses.values()), labelled(version, r"[\w.+-]*\w")
    texts = _texts(tree.root)
    for one in publications:
        article = listed.get(f"{one.id}/{one.language}/")
        if article is None:
            continue  # that is told for its files
        known = whole([*labels, one.titles.full, one.titles.plain])
        said = [known.sub(" ", text) for text in texts.get(article.element, ())]
        for wanted, either in (
            (statuses[one.status(as_of)], all_statuses),
            (f"{version} {one.version}", any_version),
        ):
            told = {found for text in said for found in either.findall(text)}
            if told != {wanted}:
                shown = ", ".join(f"“{text}”" for text in sorted(told)) or "nothing"
                yield f"of {one.id} ({one.language}) it says {shown} where it must say “{wanted}”"


def _texts(root: Element) -> Mapping[Element, Sequence[str]]:
    """The text of each block that is no heading, by the article that it stands in."""
    holders = {element: article for article in root.iter("article") for element in article.iter()}
    found: dict[Element, list[str]] = {}
    for block in read_html(root, Kind.PAGE):
        if not block.heading and block.element in holders:
            found.setdefault(holders[block.element], []).append(block.text)
    return found


def _ungiven(tree: Tree, listed: Mapping[str, _Article], editions: Sequence[Edition]) -> Iterator[str]:
    """Each edition's download."""
    names = {edition.filename for edition in editions}
    for path in sorted(tree.site.files):
        *folder, name = path.split("/", 2)
        article = listed.get("/".join(folder) + "/")
        if len(folder) == 2 and name in names and (article is None or path not in article.links):
            yield f"it does not lead to {path}, which is published"


def _links(element: Element) -> list[str]:
    return [one.get("href", "") for one in rendered(element) if one.tag == "a"]
