"""The workers make byte for byte what one pandoc command for each document would make, whatever came before it."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from imprint import composing, pandoc, reading
from imprint.composing.body import _html
from imprint.editions import editions
from imprint.model import Publication, words_for
from imprint.reading.ast import unwrapped
from tests.reading import broken
from tests.samples import CSL, TODAY

ROOT = Path(__file__).parents[2]
SOURCES = (ROOT / "source", *sorted((ROOT / "tests/sources").glob("*/")), broken.CASES / "base")
TEXTS = sorted(path for folder in ("source", "tests/sources", "tests/cases") for path in (ROOT / folder).rglob("*.md"))
HOSTILE = (
    "",
    "\n",
    "no end",
    "- a list\n\n  at the end",
    "- a list\n\n  at the end\n\n\n",
    "\ta\n\n- b\tc\n\t- d\n\n ü\t~~~\te\n\u3000\tf\t\n",
    "\r\nlines\r\nof others\r\n",
    "\ufeffmark\u2028\u0000\U0010ffff\u202e",
    "![](/etc/passwd) <img src=/etc/passwd> `x`{=html}\n\n~~~ {.include file=/etc/passwd}\n~~~\n",
    '[a]{style="x" onclick=y} "quoted" -- --- ... \'s\n\n[^1]\n\n[^1]: no note\n',
    "---\nbibliography: /etc/passwd\ncsl: /etc/passwd\n---\n\n[@a] @a\n",
    "| a | b |\n|--:|:-:|\n| 1 | `2` |\n\nTerm\n: meaning\n",
    "*a " * 300,
    "> " * 80 + "a",
    "[" * 1_000,
    "::: {#a .b c=d}\n" * 50,
)


def command(text: str, *options: str) -> str:
    """What the command line prints."""
    line = [pandoc.executable(), "--sandbox", "+RTS", "-M512m", "-RTS", *options]
    environment = {"LC_ALL": "C.UTF-8", "HOME": os.devnull}
    done = subprocess.run(line, input=text.encode(), capture_output=True, env=environment, check=True)
    return done.stdout.decode()


def written(text: str, references: Sequence[str], csl_style: Path | None) -> str:
    citing = ["--citeproc", "--csl", str(csl_style)] if references else []
    return command(text, "--from", "json", "--to", "html5", "--wrap", "none", *citing)


def body(path: Path) -> str:
    """What stands below a file's metadata."""
    return path.read_text("utf-8", errors="replace").split("\n---\n", 1)[-1][:20_000]


def broken_texts(folder: Path) -> Iterator[str]:
    """The texts of all broken sources."""
    for code in broken.codes():
        case = folder / code
        case.mkdir()
        for path in broken.make(code, case).source.rglob("*.md"):
            if path.is_file() and not path.is_symlink():
                yield body(path)


def document(blocks: Sequence[Mapping[str, Any]], references: Sequence[str], language: str) -> str:
    meta = {
        "lang": language,
        "link-citations": True,
        **({"references": [*map(json.loads, references)]} if references else {}),
    }
    return json.dumps({"pandoc-api-version": pandoc.API_VERSION, "meta": node(meta)["c"], "blocks": blocks})


def node(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return {"t": "MetaMap", "c": {key: node(item) for key, item in value.items()}}
    if isinstance(value, list):
        return {"t": "MetaList", "c": [*map(node, value)]}
    return {"t": "MetaBool", "c": value} if isinstance(value, bool) else {"t": "MetaString", "c": str(value)}


@pytest.mark.parametrize("text", [*map(body, TEXTS), *HOSTILE])
def test_a_text_is_read_and_written_as_the_command_does_it(text: str) -> None:
    blocks = read_alike(text)
    assert pandoc.ast_to_html(blocks) == written(document(blocks, (), "en"), (), None)


def test_every_broken_text_is_read_as_the_command_does_it(tmp_path: Path) -> None:
    every = set(broken_texts(tmp_path))
    assert len(every) > 20
    for text in every:
        read_alike(text)


def read_alike(text: str) -> pandoc.Blocks:
    """The text's blocks, which are those of the command; none where they are nested too deeply to be taken from it."""
    printed = command(text, "--from", pandoc.READER, "--to", "json")
    try:
        blocks: pandoc.Blocks = json.loads(printed)["blocks"]
    except RecursionError:
        with pytest.raises(pandoc.PandocError, match="nested"):
            pandoc.markdown_to_ast(text)
        return []
    read = pandoc.markdown_to_ast(text)
    assert list(letters(read, 0)) == list(letters(blocks, 0)), text[:200]
    return blocks


def letters(value: Any, line: int) -> Iterator[tuple[str, int] | str]:
    """Every letter below a value with its line, as reading finds it, and the kinds of what is no word."""
    if isinstance(value, list) and value and all(isinstance(one, dict) and "t" in one for one in value):
        for node, at in unwrapped(value, line):
            if node["t"] in ("Str", "Space"):
                yield from ((letter, at) for letter in node.get("c", " "))
            else:
                yield node["t"]
                yield from letters(node.get("c"), at)
    elif isinstance(value, list):
        for one in value:
            yield from letters(one, line)
    else:
        yield str(value)


def of(source: Path) -> list[Publication]:
    words = reading.read_words(ROOT / "templates/shared/words.yaml")
    return list(reading.read(source, words)[0].publications)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_edition_is_written_as_the_command_does_it(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write: Callable[..., str] = pandoc.ast_to_html
    asked: list[str] = []

    def both(blocks: Any, references: Sequence[str], csl_style: Path, language: str) -> str:
        html = write(blocks, references, csl_style, language)
        assert html == written(document(blocks, references, language), references, csl_style)
        asked.append(html)
        return html

    monkeypatch.setattr(pandoc, "ast_to_html", both)
    _html.cache_clear()  # other tests may have asked for the same
    words = reading.read_words(ROOT / "templates/shared/words.yaml")
    publications = of(source)
    assert publications
    for one in publications:
        for edition in editions():
            spoken = words_for(one.language, words)
            assert spoken
            if one.sections_at(edition.level):
                composing.write(composing.compose(one, edition, spoken, TODAY), CSL)
    assert asked


def test_a_document_is_not_written_in_the_language_of_the_one_before() -> None:
    reference = json.dumps({"id": "a", "type": "book", "title": "T", "author": [{"family": "B"}, {"family": "C"}]})
    cite = {
        "citationId": "a",
        "citationPrefix": [],
        "citationSuffix": [{"t": "Str", "c": "p. 3"}],
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": 0,
        "citationHash": 0,
    }
    blocks = [{"t": "Para", "c": [{"t": "Cite", "c": [[cite], []]}, {"t": "Quoted", "c": [{"t": "DoubleQuote"}, []]}]}]
    for language in ("en", "de", "hu", "xx", "en-GB", "de", "en"):
        for references in ((reference,), ()):
            html = pandoc.ast_to_html(blocks, references, CSL, language)
            assert html == written(document(blocks, references, language), references, CSL), language
