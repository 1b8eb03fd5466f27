"""What each reader makes of small files: the text in order, where it stands, and what is no text at all."""

import io
import zipfile

import pytest

from imprint.checking.blocks import Block, Region, UnreadableError
from imprint.checking.epub_reader import MAX_FILES, read_epub
from imprint.checking.html_reader import Kind, read_html
from imprint.checking.markup import MAX_DEPTH, parse_html, parse_xhtml
from imprint.checking.pdf_reader import read_pdf
from tests.checking.tea import DOT, FOLDER, book, finished, leaflet

BOOK = {
    path.relative_to(FOLDER / "book").as_posix(): path.read_bytes()
    for path in sorted((FOLDER / "book").rglob("*"))
    if path.is_file()
}


def blocks(html: str, kind: Kind = Kind.PAGE) -> tuple[Block, ...]:
    return read_html(parse_html(html.encode(), "utf-8"), kind)


def texts(html: str, kind: Kind = Kind.PAGE) -> list[str]:
    return [block.text for block in blocks(html, kind) if not block.hidden]


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p>One\n  two</p>", ["One two"]),
        ("<p>One<br>two</p>", ["One two"]),
        ("<p>A<b>b</b>c <a href=x>d</a></p>", ["Abc d"]),
        ("<div>one <p>two</p> three</div>", ["one", "two", "three"]),
        ("<ul><li>one<li><p>two</p></ul>", ["one", "two"]),
        ("<table><tr><th>one<td>two</table>", ["one", "two"]),
        ("<p>one<!-- no --> two</p>", ["one two"]),
        ("<!-- <p>no</p> --><p>one</p>", ["one"]),
        ("<p>one<script>no</script><style>no</style></p>", ["one"]),
        ("<template><p>no</p></template><p>one</p>", ["one"]),
        ("<noscript><p>no</p></noscript><p>one</p>", ["one"]),
        ("<svg><text>no</text></svg><p>one</p>", ["one"]),
        ("<select><option>no</select><textarea>no</textarea><p>one</p>", ["one"]),
        ("<p>one</p><p hidden>no</p>", ["one"]),
        ("<div hidden><p>no</p></div>", []),
        ("<p>one <span hidden>no</span>two</p>", ["one two"]),
        ("<details><summary>one</summary><p>no</p>no</details><p>two</p>", ["one", "two"]),
        ("<details open><p>no</p></details>", []),
        ("<dialog>no</dialog><dialog open>one</dialog>", ["one"]),
        ("<p popover>no</p>", []),
        ("<section><template shadowrootmode=open>shadow</template>no</section>", []),
        ("<p>caf\u00e9 \u200bx</p>", ["caf\u00e9 \u200bx"]),
    ],
)
def test_html_text_is_what_a_reader_sees(html: str, wanted: list[str]) -> None:
    assert texts(f"<main>{html}</main>") == wanted


def test_hidden_text_is_kept_with_its_reason() -> None:
    found = blocks("<main><p hidden>a</p><details><p>b</p></details><p>c<span popover>d</span></p></main>")
    assert [(block.text, bool(block.hidden)) for block in found] == [
        ("a", True),
        ("b", True),
        ("d", True),
        ("c", False),
    ]


@pytest.mark.parametrize(
    ("html", "kind", "wanted"),
    [
        ("<header>a</header><main>b<footer>c</footer></main><footer>d</footer>", Kind.PAGE, "other main main footer"),
        ("<footer>a</footer><main>b</main>", Kind.PAGE, "other main"),
        ("<main><nav>a</nav>b</main><p>c</p>", Kind.PAGE, "other main other"),
        ("<p>a</p><footer>b</footer><nav>c</nav>", Kind.CHAPTER, "main footer other"),
        (
            "<x-y><template shadowrootmode=open><p>a</p><footer>b</footer></template><p>c</p><footer>d</footer></x-y>",
            Kind.EMBED,
            "main footer fallback fallback",
        ),
        ("<p>a</p><div><template shadowrootmode=closed>b</template></div>", Kind.EMBED, "fallback main"),
        ("<div><p><template>b</template></p>c</div>", Kind.EMBED, "fallback"),
        ("<ul><template shadowrootmode=open>b</template><li>c</ul>", Kind.EMBED, "fallback"),  # no list can be a host
        (
            "<x-y><template shadowrootmode=open>a</template><template shadowrootmode=open>b</template></x-y>",
            Kind.EMBED,
            "main",
        ),
        ("<x-y hidden><template shadowrootmode=open>a</template></x-y>", Kind.EMBED, "main"),
    ],
)
def test_each_block_knows_its_region(html: str, kind: Kind, wanted: str) -> None:
    assert " ".join(block.region for block in blocks(html, kind)) == wanted


def test_a_hidden_host_hides_its_shadow_root() -> None:
    found = blocks("<x-y hidden><template shadowrootmode=open>a</template></x-y>", Kind.EMBED)
    assert [bool(block.hidden) for block in found] == [True]


def test_headings_and_sections_are_told() -> None:
    found = blocks("<main><h1>a</h1><section><h2>b <i>c</i></h2>d<section>e</section></section>f</main>")
    told = [(block.text, block.heading, len(block.sections)) for block in found]
    assert told == [("a", 1, 0), ("b c", 2, 1), ("d", None, 1), ("e", None, 2), ("f", None, 0)]


def test_a_page_without_an_encoding_is_read_as_a_browser_would() -> None:
    assert read_html(parse_html("<main>it’s</main>".encode()), Kind.PAGE)[0].text != "it’s"


@pytest.mark.parametrize(
    "data",
    [
        b"<html>",
        b"<html>&nbsp;</html>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><html>&a;</html>',
        b"",
        b"\xff\xfe",
        b'<?xml-stylesheet href="a.css"?><html/>',
    ],
)
def test_xhtml_that_is_not_well_formed_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        parse_xhtml(data)


def test_endless_nesting_is_refused() -> None:
    with pytest.raises(UnreadableError, match="nested"):
        parse_html(b"<div>" * (MAX_DEPTH + 1))


def packed(**files: bytes | None) -> bytes:
    """The sound book with other files by name; None takes one out."""
    changed = {**BOOK, **{name.replace("__", "/").replace("_", "."): data for name, data in files.items()}}
    return book({path: data for path, data in changed.items() if data is not None})


def test_an_ebook_is_read_in_the_order_of_its_spine() -> None:
    found = read_epub(finished()["leaflet.epub"])
    assert [chapter.path for chapter in found.chapters] == ["EPUB/start.xhtml", "EPUB/text.xhtml", "EPUB/plain.xhtml"]
    assert (found.title, found.language) == ("Tea and sleep", "en")
    assert [block.text for block in found.blocks() if block.heading == 1] == ["Tea and sleep", "Tea at night"]
    assert found.blocks()[-1].region is Region.FOOTER


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK nonsense", "zip"),
        (packed(EPUB__package_opf=None), "package.opf"),
        (packed(EPUB__text_xhtml=None), "text.xhtml"),
        (packed(EPUB__text_xhtml=b"<html>"), "text.xhtml"),
        (packed(**{"META-INF__container_xml": b"<a/>"}), "needs"),
        (packed(EPUB__package_opf=BOOK["EPUB/package.opf"].replace(b'idref="text"', b'idref="next"')), "reading order"),
        (packed(**{"..__secret": b"x"}), "out of the archive"),
        (packed(**{"META-INF__encryption_xml": b"<a/>"}), "encrypted"),
        (packed(**{f"x{number}": b"" for number in range(MAX_FILES)}), "unpacks"),
    ],
)
def test_an_ebook_that_is_none_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(UnreadableError, match=why):
        read_epub(data)


def damaged() -> bytes:
    """An ebook of which one compressed entry is no longer what was compressed."""
    sound = packed()
    with zipfile.ZipFile(io.BytesIO(sound)) as book:
        start = book.getinfo("EPUB/text.xhtml").header_offset + 30 + len("EPUB/text.xhtml")
    return sound[:start] + b"\xff" * 20 + sound[start + 20 :]


@pytest.mark.parametrize(
    "data",
    [
        damaged(),
        packed(EPUB__text_xhtml=b'<?xml version="1.0" encoding="nonsense"?><html/>'),
        packed(EPUB__text_xhtml=b'<?xml version="1.0" encoding="utf-7"?><html/>'),
        packed(EPUB__package_opf=b'<?xml version="1.0" encoding="shift_jis"?><package/>'),
    ],
)
def test_a_damaged_ebook_or_an_odd_encoding_is_refused_not_a_crash(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_epub(data)


def archive(*entries: tuple[str, bytes, int]) -> bytes:
    data = io.BytesIO()
    with (
        zipfile.ZipFile(data, "w") as made,
        pytest.warns(UserWarning, match="Duplicate") if len(entries) > 2 else io.StringIO(),
    ):
        for name, text, method in entries:
            made.writestr(name, text, method)
    return data.getvalue()


@pytest.mark.parametrize(
    "entries",
    [
        [("mimetype", b"application/epub+zip", zipfile.ZIP_DEFLATED)],
        [("mimetype", b"application/zip", zipfile.ZIP_STORED)],
        [("a", b"", zipfile.ZIP_STORED), ("mimetype", b"application/epub+zip", zipfile.ZIP_STORED)],
        [("mimetype", b"application/epub+zip", zipfile.ZIP_STORED), *[("a", b"", zipfile.ZIP_STORED)] * 2],
        [("mimetype", b"application/epub+zip", zipfile.ZIP_STORED), ("a", bytes(201_000_000), zipfile.ZIP_DEFLATED)],
    ],
)
def test_a_zip_that_could_harm_or_mislead_is_refused(entries: list[tuple[str, bytes, int]]) -> None:
    with pytest.raises(UnreadableError):
        read_epub(archive(*entries))


def page(body: str, style: str = "") -> bytes:
    head = f"<title>T</title><style>@page {{ size: A6; margin: 15mm }} {style}</style>"
    return leaflet(f'<html lang="en"><head>{head}</head><body>{body}</body></html>')


def test_a_pdf_is_read_by_its_tags() -> None:
    paper = read_pdf(page("<h1>One</h1><p>two <b>three</b></p><section><h2>Four</h2><ul><li>five</ul></section>six"))
    told = [(block.text, block.heading, bool(block.sections)) for block in paper.blocks]
    assert [one for one in told if one[0] != "•"] == [
        ("One", 1, False),
        ("two three", None, False),
        ("Four", 2, True),
        ("five", None, True),
        ("six", None, False),
    ]
    assert (paper.pages, paper.title, paper.language, paper.runs_code, paper.unnamed) == (1, "T", "en", False, ())


def test_a_margin_is_told_from_the_text_on_every_page() -> None:
    running = "@page { @bottom-left { content: element(f) } } footer { position: running(f) } h2 { break-before: page }"
    paper = read_pdf(page("<footer><p>Foot one.</p><p>Foot two.</p></footer><p>Text</p><h2>More</h2>", running))
    feet = [block for block in paper.blocks if block.region is Region.FOOTER]
    assert [(foot.page, foot.text) for foot in feet] == [(1, "Foot one. Foot two."), (2, "Foot one. Foot two.")]
    assert all(foot.holds_alone(0, 9) and foot.holds_alone(10, 19) for foot in feet)
    assert not any(foot.holds_alone(0, 4) or foot.holds_alone(5, 9) for foot in feet)


def test_a_section_that_breaks_over_pages_stays_one() -> None:
    breaking = (
        '<section><h2>One</h2><p>a</p><p style="break-before: page">b</p></section><section><h2>Two</h2></section>'
    )
    paper = read_pdf(page(breaking))
    assert [(block.text, block.page, block.sections) for block in paper.blocks] == [
        ("One", 1, (1,)),
        ("a", 1, (1,)),
        ("b", 2, (1,)),
        ("Two", 2, (2,)),
    ]


def test_a_picture_without_words_is_counted() -> None:
    paper = read_pdf(
        page(f'<p>a</p><img src="{DOT}" style="width: 1cm"><img alt="A dot" src="{DOT}" style="width: 1cm">')
    )
    assert paper.unnamed == (1,)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 nonsense"])
def test_a_pdf_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_pdf(data)
