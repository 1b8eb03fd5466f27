"""What an e-book says of its accessibility follows from its documents, never from a default."""

import pytest

from imprint.typesetting.epub_access import Access, access

DOCUMENT = '<html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html>'
NAV = DOCUMENT.format(
    '<nav xmlns:epub="http://www.idpf.org/2007/ops" epub:type="toc"><ol><li><a href="a">A</a></li></ol></nav>'
)
BARE = ("readingOrder", "structuralNavigation", "tableOfContents", "displayTransformability")


def of(body: str = "<h1>A</h1>", nav: str = NAV, css: str = "") -> Access:
    return access([DOCUMENT.format(body).encode()], nav.encode(), [css])


def test_a_book_without_pictures_says_nothing_of_them() -> None:
    found = of()
    assert (found.modes, found.sufficient, found.features, found.hazards) == (
        ("textual",),
        ("textual",),
        BARE,
        ("none",),
    )
    assert not [key for key in found.sentences if "picture" in key or "no_words" in key]


@pytest.mark.parametrize(
    ("images", "features", "sufficient"),
    [
        ('<img src="a" alt="A cup"/>', {"alternativeText"}, "textual"),
        ('<img src="a" alt="A cup"/><img src="b" alt=""/>', {"alternativeText"}, "textual"),
        ('<img src="b" alt=""/>', set(), "textual"),
        ('<img src="a" alt="A cup"/><img src="b"/>', set(), "textual,visual"),
        ('<img src="b" alt=" "/>', set(), "textual,visual"),
    ],
)
def test_pictures_are_described_only_where_each_is(images: str, features: set[str], sufficient: str) -> None:
    found = of(f"<h1>A</h1>{images}")
    assert set(found.features) - set(BARE) == features
    assert found.sufficient == (sufficient,)
    assert ("visual" in found.modes) == (bool(features) or sufficient != "textual")


@pytest.mark.parametrize(
    ("changes", "lost"),
    [
        ({"body": "<p>A</p>"}, "structuralNavigation"),
        ({"nav": DOCUMENT.format("")}, "tableOfContents"),
        ({"css": "p { position: absolute }"}, "readingOrder"),
        ({"css": "p { float: left }"}, "readingOrder"),
        ({"css": "p { font-size: 12pt }"}, "displayTransformability"),
        ({"css": "p { color: red }"}, "displayTransformability"),
        ({"css": "p { margin: 0 !important }"}, "displayTransformability"),
    ],
)
def test_each_feature_is_lost_by_what_takes_it_away(changes: dict[str, str], lost: str) -> None:
    assert set(BARE) - set(of(**changes).features) == {lost}


@pytest.mark.parametrize("changes", [{"body": "<h1>A</h1><video/>"}, {"css": "p { animation: a 1s }"}])
def test_what_moves_is_not_said_to_be_harmless(changes: dict[str, str]) -> None:
    assert of(**changes).hazards == ("unknown",)
