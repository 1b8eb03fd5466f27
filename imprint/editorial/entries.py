"""Decisions as the text of ``reviews.yaml``: each is added, and nothing else in the file changes."""

import json
import re
from collections.abc import Iterable, Iterator

from imprint.model import Review
from imprint.pairs import digest

HEAD = """\
# What people have decided about this publication, one entry for each section and decision; the newest counts.
# `./run review` adds entries; they are never changed. docs/authoring.md explains the file.
"""
_KEY = re.compile(r"^(\w+):(.*)$", re.MULTILINE)
_ITEM = re.compile(r"^( *)- ", re.MULTILINE)


def with_entries(text: str, reviews: Iterable[Review]) -> str:
    """The text of a file with these decisions added behind those that are there; the rest stays as it is."""
    ends = "\r\n" if "\r\n" in text else "\n"
    opened, start, stop = _opened(text or HEAD.replace("\n", ends), ends)
    found = _ITEM.search(opened, start, stop)
    indent = found[1] if found else ""
    lines = (f"{indent}{line}{ends}" for one in reviews for line in _entry(one))
    before, after = opened[:stop], opened[stop:]
    return "".join((before, "" if before.endswith("\n") else ends, *lines, after))


def _opened(text: str, ends: str) -> tuple[str, int, int]:
    """The text with a list of reviews in it, and where that list begins and ends."""
    keys = list(_KEY.finditer(text))
    for number, key in enumerate(keys):
        if key[1] == "reviews":
            if key[2].strip() == "[]":  # an empty list, which entries take the place of
                opened = f"{text[: key.start(2)]}{key[2].replace('[]', '').rstrip(' ')}{text[key.end(2) :]}"
                return _opened(opened, ends)
            stop = keys[number + 1].start() if number + 1 < len(keys) else len(text)
            return text, key.end(), stop
    whole = text + ("" if not text or text.endswith("\n") else ends) + f"reviews:{ends}"
    return whole, len(whole), len(whole)


def _entry(one: Review) -> Iterator[str]:
    yield f"- section: {_quoted(one.section)}"
    yield f"  decision: {one.decision}"
    yield f"  by: {_quoted(one.by)}"
    yield f"  role: {_quoted(one.role)}"
    yield f"  date: {one.date.isoformat()}"
    yield f"  scope: {_quoted(one.scope)}"
    yield f"  digests: {{full: {_quoted(digest(one.full))}, plain: {_quoted(digest(one.plain))}}}"
    for level, lines in (("full", one.full), ("plain", one.plain)):
        yield f"  {level}:" if lines else f"  {level}: []"
        yield from (f"  - {_quoted(line)}" for line in lines)


def _quoted(text: str) -> str:
    """A text in YAML's double quotation marks, which are JSON's."""
    return json.dumps(text, ensure_ascii=False)
