"""The whole e-book of the sample in words, as composed; sample.txt was read and is changed by hand."""

import difflib
import json
from collections.abc import Iterator
from pathlib import Path

from imprint.composing import Document, Notice, compose
from imprint.composing.document import Text
from tests.samples import TODAY, edition, publication, text_of, words

GOLDEN = Path(__file__).with_name("sample.txt")


def told(document: Document) -> Iterator[str]:
    """A document in words: one line per block or notice."""
    for text in document.texts:
        yield from of_text(text)
    for place in ("end", "footer", "embed"):
        yield f"== {place}"
        yield from (of_notice(one) for one in getattr(document, place))
    yield "== glossary"
    yield from (f"{entry.term}: {entry.meaning}" for entry in document.glossary)


def of_text(text: Text) -> Iterator[str]:
    yield f"==== {text.level}: {text.title}"
    yield text.main_message
    yield from map(of_notice, text.front)
    for chapter in text.chapters:
        yield f"== {chapter.heading} #{chapter.id}"
        for part in chapter.parts:
            if isinstance(part, Notice):
                yield of_notice(part)
            else:
                yield from (f"{block['t']}: {text_of(block)}" for block in json.loads(part.blocks))


def of_notice(one: Notice) -> str:
    """A notice with its links in square brackets."""
    runs = [f"[{run.text}]({run.href})" if run.href else run.text for run in one.runs]
    return f"<{one.id}> {''.join(runs)}"


def test_the_sample_is_composed_as_it_was_read() -> None:
    now = list(told(compose(publication(), edition("ebook"), words(), TODAY)))
    then = GOLDEN.read_text(encoding="utf-8").splitlines()
    assert not list(difflib.unified_diff(then, now, GOLDEN.name, "composed now", lineterm=""))
