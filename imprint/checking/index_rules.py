"""What must hold for the list of all that is published: it says what the source says, and gives what is there."""

import re
from collections.abc import Iterator, Mapping, Sequence
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
from imprint.model import Edition, Format, Publication, Status, Words

INDEX = "index.html"
AGAIN = f"{TEMPLATE}: build again, and report it if it stays"


def check_index(
    files: Mapping[str, bytes],
    publications: Sequence[Publication],
    words: Mapping[str, Words],
    as_of: date,
    editions: Sequence[Edition],
    folder: str,
) -> tuple[Finding, ...]:
    """Everything wrong with the list in ``files``, which are all of output/ by path.

    What it says of a publication is held against those given; downloads and snippets against the files of all.
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
    told = [*_untold(tree, publications, spoken, as_of), *_ungiven(tree, editions)]
    return (*check_tree(tree), *(finding("A016", where, one, AGAIN) for one in told))


def check_reports(files: Mapping[str, bytes], name: str, folder: str) -> tuple[Finding, ...]:
    """What every page must keep to, of the reports called ``name`` in ``files``; and that the list leads to them."""
    found: list[Finding] = []
    paths = sorted(path for path in files if path.split("/")[-1] == name)
    listed = frozenset(_links(parse_html(files.get(INDEX, b"")))) if paths else frozenset()
    for path in paths:
        where = Where(f"{folder}/{path}")
        try:
            root = parse_html(files[path])
        except UnreadableError as error:
            found.append(finding("A002", where, f"the file cannot be read as text/html: {error}", AGAIN))
            continue
        site = Site(files)
        found += check_tree(Tree(root, read_sheets(root, path, site.fetch), site, path, where))
        if path not in listed:
            told = f"it does not lead to {path}, which is published"
            found.append(finding("A016", Where(f"{folder}/{INDEX}"), told, AGAIN))
    return tuple(found)


def _untold(tree: Tree, publications: Sequence[Publication], words: Words, as_of: date) -> Iterator[str]:
    """The status and the version of each publication, in the article that lists it."""
    statuses = {status: words.texts.get(f"status_{status}", "") for status in Status}
    version = words.texts.get("version", "")
    for one in publications:
        article = _article(tree, f"{one.id}/{one.language}/")
        if article is None:
            continue  # that is told for its files
        sought = (*statuses.values(), version)  # "of" is a label too, and no label may tear "Out of date"
        labels = [text for text in words.texts.values() if not any(text in one for one in sought)]
        said = list(_said(tree.root, article, whole([*labels, one.titles.full, one.titles.plain])))
        for wanted, either in (
            (statuses[one.status(as_of)], whole(statuses.values())),
            (f"{version} {one.version}", labelled(version, r"[\w.+-]*\w")),
        ):
            texts = {found for text in said for found in either.findall(text)}
            if texts != {wanted}:
                listed = ", ".join(f"“{text}”" for text in sorted(texts)) or "nothing"
                yield f"of {one.id} ({one.language}) it says {listed} where it must say “{wanted}”"


def _said(root: Element, article: Element, known: re.Pattern[str]) -> Iterator[str]:
    inside = set(article.iter())
    for block in read_html(root, Kind.PAGE):
        if block.element in inside and not block.heading:
            yield known.sub(" ", block.text)


def _ungiven(tree: Tree, editions: Sequence[Edition]) -> Iterator[str]:
    """Each edition's download, and for each embed the snippet to copy, letter by letter."""
    by_name = {edition.filename: edition for edition in editions}
    for path in sorted(tree.site.files):
        *folder, name = path.split("/", 2)
        if len(folder) != 2 or name not in by_name:
            continue
        article = _article(tree, "/".join(folder) + "/")
        if article is None or path not in _links(article):
            yield f"it does not lead to {path}, which is published"
        elif by_name[name].format is Format.EMBED:
            holders = [one for one in article.iter("details") if path in _links(one)]
            snippets = ["".join(text.itertext()) for one in holders for text in one.iter("textarea")]
            if snippets != [tree.site.files[path].decode("utf-8", "replace")]:
                yield f"the snippet to copy is not what {path} holds"


def _article(tree: Tree, folder: str) -> Element | None:
    found = (one for one in tree.root.iter("article") if any(link.startswith(folder) for link in _links(one)))
    return next(found, None)


def _links(element: Element) -> list[str]:
    return [one.get("href", "") for one in rendered(element) if one.tag == "a"]
