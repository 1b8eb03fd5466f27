"""Joins the words of a line again, each of which pandoc's ``sourcepos`` wraps in a span of its own."""

import re

LINE = "l"  # the key of a node under which its line stands, where it is joined of words
_TEXT = rb'"t":"Str","c":"(?:[^"\\]++|\\.)*+"\}'  # within strings, JSON has no quotation mark without a backslash
_WORD = re.compile(
    rb'\{"t":"Span","c":\[\["",\[\],\[\["wrapper","1"\],\["data-pos","(\d{1,9}):[\d:-]*+"\]\]\],\[\{('
    + _TEXT
    + rb")\]\]\}"
)
_WORDS = re.compile(rb'\{"l":(\d+),' + _TEXT + rb'(?:,\{"l":\1,' + _TEXT + rb")+")
_SPACE, _BLANK = b'[{"t":"Space"}]]}', b'[{"t":"Str","c":" "}]]}'


def joined(ast: bytes) -> bytes:
    """Pandoc's JSON, in which words and spaces of one line are one node: ``{"l": line, "t": "Str", "c": words}``.

    It is a tenth as long, and takes as much less to read.
    """
    words = _WORD.sub(rb'{"l":\1,\2', ast.replace(_SPACE, _BLANK))
    return _WORDS.sub(lambda run: run[0].replace(b'"},{"l":%b,"t":"Str","c":"' % run[1], b""), words)
