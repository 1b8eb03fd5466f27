"""Asks one real validator about files made for the purpose, and the smallest files that each of them accepts."""

import io
import os
import sys
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from imprint.pipeline import find_browser
from imprint.validating import Flaw, Site, Tools, Verdict, find_tools, validate

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tea</title>
<style>
{css}
</style>
</head>
<body>
<main>
<h1>Tea</h1>
<p>Tea is a hot drink.</p>
{more}
</main>
</body>
</html>
"""
SNIPPET = """<tea-leaflet>
<template shadowrootmode="open">
<style>p {{ margin: 1em; }}</style>
<article aria-labelledby="tea">
<h2 id="tea">Tea</h2>
<p>Tea is a hot drink.</p>
{more}
</article>
</template>
</tea-leaflet>
"""
MODES = """<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">The text can be read aloud.</meta>
"""
OPF = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:253fe368-0fc8-5259-ae8f-45105f1ce8f1</dc:identifier>
<dc:title>Tea</dc:title>
<dc:language>en</dc:language>
<meta property="dcterms:modified">2026-11-22T00:00:00Z</meta>
{modes}</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="text" href="text.xhtml" media-type="application/xhtml+xml"/>
</manifest>
<spine><itemref idref="text"/></spine>
</package>
"""
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
XHTML = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">
<head><title>Tea</title><style>p {{ margin: 1em; }}</style></head>
<body>
<main>
{body}
</main>
</body>
</html>
"""
NAV = '<nav epub:type="toc" role="doc-toc"><h1>Contents</h1><ol><li><a href="text.xhtml">Tea</a></li></ol></nav>'


def page(more: str = "", css: str = "") -> bytes:
    """A page without fault, but for what is added to it."""
    return PAGE.format(more=more, css=css).encode()


def snippet(more: str = "") -> bytes:
    """A snippet with a shadow root without fault, but for what is added to it."""
    return SNIPPET.format(more=more).encode()


def book(
    more: str = "", modes: str = MODES, mimetype: str = "application/epub+zip", others: Mapping[str, str] | None = None
) -> bytes:
    """An e-book without fault, but for what is added to its text or changed."""
    parts = {
        "META-INF/container.xml": CONTAINER,
        "EPUB/package.opf": OPF.format(modes=modes),
        "EPUB/nav.xhtml": XHTML.format(body=NAV),
        "EPUB/text.xhtml": XHTML.format(body=f"<h1>Tea</h1>\n<p>Tea is a hot drink.</p>\n{more}"),
    } | dict(others or {})
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", mimetype)
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def tools_here() -> Tools:
    """The validators of this machine, as `./run test` has installed them."""
    return find_tools(find_browser(os.environ.get("IMPRINT_BROWSER", "")), Path(sys.prefix, "npm"))


def ask(
    validator: str, files: Mapping[str, bytes], tools: Tools, snippets: Sequence[str] = ()
) -> Mapping[str, Verdict]:
    """The verdicts of one validator, by file; without it the test is skipped, or fails under CI=true."""
    said = validate(Site(files, frozenset(snippets)), tools, only=[validator])
    refuse([f"{name} needs {lack.tool}: {lack.command}" for name, lack in said.missing])
    assert {one.validator for one in said.verdicts} == {validator}
    return {one.path: one for one in said.verdicts}


def refuse(missing: Sequence[str]) -> None:
    """Skips the test where a validator is missing, or fails it under CI=true; says how to install it."""
    if missing:
        told = "; ".join(missing)
        if os.environ.get("CI") == "true":
            pytest.fail(told, pytrace=False)
        pytest.skip(told)


def rules(flaws: Sequence[Flaw]) -> set[str]:
    return {flaw.rule for flaw in flaws}
