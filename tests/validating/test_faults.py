"""Each validator, the real one, accepts a file without fault and sees the fault in a broken one."""

import io

import pypdfium2
import pytest

from imprint.errors import Severity
from imprint.validating import Tools, Verdict
from tests.validating.asking import MODES, NAV, XHTML, ask, book, page, rules, snippet, tools_here

pytestmark = pytest.mark.slow
PICTURE = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
UNNAMED = f'<img src="{PICTURE}" width="10" height="10">'
LOOKS = {
    "dark": ("@media (prefers-color-scheme: dark) { body { background: #111111; color: #333333; } }", "dark"),
    "print": ("@media print { p { color: #cccccc; } }", "print"),
    "forced colours": (
        "@media (forced-colors: active) { p { forced-color-adjust: none; background: #ffffff; color: #cccccc; } }",
        "forced colours",
    ),
    "a phone": ("@media (max-width: 400px) { p { color: #cccccc; } }", "320 px"),
    "a tablet": ("@media (min-width: 700px) and (max-width: 900px) { p { color: #cccccc; } }", "768 px"),
    "a desktop": ("@media (min-width: 1200px) { p { color: #cccccc; } }", "1280 px"),
}


@pytest.fixture(scope="module")
def tools() -> Tools:
    return tools_here()


# --- veraPDF


def untagged() -> bytes:
    file = io.BytesIO()
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    document.save(file)
    return file.getvalue()


def test_verapdf_sees_that_a_pdf_has_no_tags_and_what_is_no_pdf(tools: Tools) -> None:
    verdicts = ask("veraPDF", {"a.pdf": untagged(), "b.pdf": b"This is no PDF at all."}, tools)
    assert verdicts["a.pdf"].version[0].isdigit()
    broken = rules(verdicts["a.pdf"].flaws)
    assert {"PDF/UA-1 7.1-1", "PDF/UA-1 7.1-11"} & broken or any(rule.startswith("PDF/UA-1 7.1") for rule in broken)
    assert any(rule.startswith("PDF/A-2a 6.") for rule in broken)
    assert rules(verdicts["b.pdf"].flaws) == {"PDF/UA-1", "PDF/A-2a"}


# --- EPUBCheck


def test_epubcheck_accepts_a_book_without_fault(tools: Tools) -> None:
    verdict = ask("EPUBCheck", {"a.epub": book()}, tools)["a.epub"]
    assert verdict == Verdict("EPUBCheck", "5.3.0", "a.epub")


def test_epubcheck_sees_a_wrong_media_type(tools: Tools) -> None:
    verdict = ask("EPUBCheck", {"a.epub": book(mimetype="application/zip")}, tools)["a.epub"]
    assert rules(verdict.flaws) == {"PKG-007"}


def test_what_epubcheck_warns_of_is_a_flaw_and_names_its_place(tools: Tools) -> None:
    untitled = XHTML.format(body="<h1>Tea</h1>").replace("<title>Tea</title>", "")
    (flaw,) = ask("EPUBCheck", {"a.epub": book(others={"EPUB/text.xhtml": untitled})}, tools)["a.epub"].flaws
    assert (flaw.severity, flaw.rule, flaw.where) == (Severity.WARNING, "RSC-017", "EPUB/text.xhtml:4")


# --- Ace


def test_ace_accepts_a_book_without_fault(tools: Tools) -> None:
    assert ask("Ace", {"a.epub": book()}, tools)["a.epub"] == Verdict("Ace", "1.4.6", "a.epub")


def test_ace_sees_what_a_book_does_not_say_of_its_accessibility(tools: Tools) -> None:
    verdict = ask("Ace", {"a.epub": book(modes="")}, tools)["a.epub"]
    assert len([rule for rule in rules(verdict.flaws) if rule.startswith("metadata-")]) >= len(MODES.splitlines()) - 1
    assert {flaw.severity for flaw in verdict.flaws} >= {Severity.ERROR}


# --- axe


def test_axe_accepts_pages_snippets_and_books_without_fault(tools: Tools) -> None:
    files = {"a.html": page(), "b.html": snippet(), "c.epub": book()}
    assert [one.flaws for one in ask("axe", files, tools, ["b.html"]).values()] == [(), (), ()]


def test_axe_sees_a_picture_without_words_wherever_it_is(tools: Tools) -> None:
    unnamed = UNNAMED.replace(">", "/>")
    files = {"a.html": page(UNNAMED), "b.html": snippet(UNNAMED), "c.epub": book(unnamed)}
    verdicts = ask("axe", files, tools, ["b.html"])
    assert {path: rules(one.flaws) for path, one in verdicts.items()} == {path: {"image-alt"} for path in files}
    assert ">>>" in verdicts["b.html"].flaws[0].where  # it went into the shadow root
    assert verdicts["c.epub"].flaws[0].where.startswith("EPUB/text.xhtml ")
    assert verdicts["a.html"].flaws[0].where.count(" px, ") == 12


def test_axe_looks_at_every_width_and_in_every_way(tools: Tools) -> None:
    """Too little contrast that is there in one way of looking only."""
    files = {f"{name}.html": page(css=css) for name, (css, _) in LOOKS.items()}
    for path, verdict in ask("axe", files, tools).items():
        told = LOOKS[path.removesuffix(".html")][1]
        assert rules(verdict.flaws) == {"color-contrast"}, path
        for flaw in verdict.flaws:
            ways = flaw.where.partition("(")[2].split("; ")
            assert ways, path
            assert all(told in way for way in ways), (path, flaw.where)


def test_axe_asks_for_its_newest_rules_too(tools: Tools) -> None:
    """The size of targets, WCAG 2.2, is among those that axe leaves out unless they are asked for."""
    small = '<p><button style="all: unset; width: 9px; height: 9px">a</button><button style="all: unset">b</button></p>'
    assert "target-size" in rules(ask("axe", {"a.html": page(small)}, tools)["a.html"].flaws)


def test_where_axe_cannot_tell_it_is_a_flaw(tools: Tools) -> None:
    css = f"p {{ background: url({PICTURE}); }}"
    (flaw,) = ask("axe", {"a.html": page(css=css)}, tools)["a.html"].flaws
    assert (flaw.rule, flaw.severity) == ("color-contrast", Severity.WARNING)
    assert flaw.message.startswith("cannot tell: ")


# --- Nu


def test_nu_accepts_pages_snippets_and_books_without_fault(tools: Tools) -> None:
    files = {"a.html": page(), "b.html": snippet(), "c.epub": book()}
    assert [one.flaws for one in ask("Nu", files, tools, ["b.html"]).values()] == [(), (), ()]


def test_nu_sees_stray_tags_and_counts_a_warning_as_an_error(tools: Tools) -> None:
    files = {
        "a.html": page("</section>"),
        "b.html": page("<section><p>A section without a heading</p></section>"),
        "c.html": snippet("</section>"),
    }
    verdicts = ask("Nu", files, tools, ["c.html"])
    assert {path: rules(one.flaws) for path, one in verdicts.items()} == {
        "a.html": {"error"},
        "b.html": {"warning"},
        "c.html": {"error"},
    }
    assert {flaw.severity for one in verdicts.values() for flaw in one.flaws} == {Severity.ERROR}
    assert "Stray end tag" in verdicts["a.html"].flaws[0].message


def test_nu_is_spared_epub_type_and_nothing_else(tools: Tools) -> None:
    wrong = XHTML.format(body=NAV.replace("<h1>", '<h1 type="toc">'))
    spared, seen = ask("Nu", {"a.epub": book(), "b.epub": book(others={"EPUB/nav.xhtml": wrong})}, tools).values()
    assert spared.passes
    assert [flaw.where.partition(" ")[0] for flaw in seen.flaws] == ["EPUB/nav.xhtml:7"]
    assert "“type” not allowed on element “h1”" in seen.flaws[0].message
