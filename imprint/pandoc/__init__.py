"""The only room that runs pandoc: Markdown to AST, AST to HTML, in a sandbox with limits."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from imprint.codes import finding
from imprint.errors import Exit, ImprintError, Where
from imprint.pandoc.words import LINE as LINE
from imprint.pandoc.words import joined
from imprint.pandoc.workers import Job, Kind, StalledError, WorkerError, Workers

Node = dict[str, Any]  # one element of pandoc's JSON AST: {"t": type, "c": content}
Blocks = list[Node]

API_VERSION = (1, 23, 1)  # pandoc-types, the shape of the JSON; a pandoc that speaks another one refuses it
READER = "commonmark+fenced_divs+attributes+bracketed_spans+pipe_tables+definition_lists+smart+sourcepos"
SECONDS = 10
MEGABYTES = 512
COUNT = 2  # workers at most: a third gains nothing where the presses want the processors as well

_POOLS: dict[Kind, Workers] = {}


class PandocError(ImprintError):
    """Pandoc failed, or ran out of time or memory; ``reason`` says which, in an editor's words."""

    def __init__(self, reason: str, hint: str, code: str = "E001", exit_code: Exit = Exit.ERRORS) -> None:
        self.reason, self.hint = reason, hint
        super().__init__([finding(code, Where("pandoc"), reason, hint)], exit_code)


def warm() -> None:
    """Starts pandoc without waiting for it, so that it has begun when the first text is read; raises PandocError."""
    try:
        _workers().warm()
    except OSError as error:
        raise _missing(str(error)) from None


def markdown_to_ast(text: str) -> Blocks:
    """The blocks of a Markdown text, still with the positions of pandoc's ``sourcepos``; reads no metadata from it.

    The words of a line are one node, with its line under the key LINE.

    Raises PandocError when the text costs more than the limits allow.
    """
    output = _run(Job("read", _lines(text).encode()))
    try:
        blocks: Blocks = json.loads(joined(output))["blocks"]
    except RecursionError:
        raise PandocError("the text is nested too deeply", "take out lists or quotations inside others") from None
    return blocks


def ast_to_html(
    blocks: Sequence[Mapping[str, Any]],
    references: Sequence[str] = (),
    csl_style: Path | None = None,
    language: str = "en",
) -> str:
    """HTML5 of the blocks, without head and body; with references (CSL items as JSON) citeproc sets the citations.

    The list of the cited references ends the text as ``<div id="refs">``; a Div with that id in ``blocks`` places it.
    """
    meta: dict[str, Node] = {"lang": _text(language), "link-citations": {"t": "MetaBool", "c": True}}
    if references:
        meta["references"] = _meta([json.loads(item) for item in references])
        if csl_style:
            meta["csl"] = _text(csl_style.name)
    ast = json.dumps({"pandoc-api-version": API_VERSION, "meta": meta, "blocks": blocks}).encode()
    style = _bytes(csl_style) if references and csl_style else b""
    return _run(Job("cite" if references else "write", ast, style)).decode()


def _lines(text: str) -> str:
    """The text as the command line would hand it to the reader: lines without tabs, and an empty one at the end."""
    plain = text.removeprefix("\ufeff").replace("\r", "").expandtabs(4)
    return f"{plain}\n" if plain.endswith("\n") or not plain else f"{plain}\n\n"


def _run(job: Job) -> bytes:
    """What pandoc makes of a text, within the limits of time, memory and sight."""
    try:
        return _workers().ask(job, SECONDS)
    except StalledError:
        raise PandocError(
            f"pandoc did not finish within {SECONDS} seconds",
            "look for a long run of brackets or other signs, or split the text",
        ) from None
    except WorkerError as failure:
        raise _stopped(str(failure)) from None
    except OSError as error:
        raise _missing(str(error)) from None


def _workers() -> Workers:
    """The workers of this process, which start when they are needed."""
    kind = Kind(executable(), READER, MEGABYTES)
    return _POOLS.get(kind) or _POOLS.setdefault(kind, Workers(kind, COUNT))  # whichever thread comes first


@cache
def executable() -> str:
    """The pandoc that came with pypandoc, so that every machine runs the same one; else any that pypandoc finds.

    The bundled file is looked up without importing pypandoc, which would start every pandoc on the machine once.
    """
    package = find_spec("pypandoc")
    for folder in (package.submodule_search_locations or []) if package else []:
        bundled = Path(folder, "files", "pandoc")
        if bundled.is_file():
            return str(bundled)
    try:
        return str(import_module("pypandoc").get_pandoc_path())
    except (ImportError, OSError) as error:
        raise _missing(str(error)) from None


def _stopped(said: str) -> PandocError:
    return PandocError(f"pandoc stopped ({' '.join(said.split())[:300]})", "simplify or split the text")


def _missing(reason: str) -> PandocError:
    return PandocError(
        f"pandoc cannot be started ({' '.join(reason.split())[:200]})",
        "./run build sets up what is missing, or: python3 -m pip install pypandoc_binary",
        "E018",
        Exit.ENVIRONMENT,
    )


def _bytes(style: Path) -> bytes:
    """The style as the workers get it, which cannot open files."""
    try:
        return style.read_bytes()
    except OSError as error:
        raise _stopped(str(error)) from None


def _meta(value: Any) -> Node:
    """A JSON value as pandoc metadata; strings stay text, so that nothing in a reference is read as mark-up."""
    if isinstance(value, dict):
        return {"t": "MetaMap", "c": {key: _meta(item) for key, item in value.items()}}
    if isinstance(value, list):
        return {"t": "MetaList", "c": [_meta(item) for item in value]}
    return _text(str(value))


def _text(text: str) -> Node:
    return {"t": "MetaString", "c": text}
