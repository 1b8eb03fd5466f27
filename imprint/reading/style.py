"""Rules about how a text is written, for people who listen, print, or read with effort; noted at the author's line."""

import re
from collections.abc import Callable, Iterator, Sequence

from imprint.pandoc import Node
from imprint.reading.ast import plain_text
from imprint.reading.margin import Margin
from imprint.reading.phrases import Phrases, colour_cue

SENTENCES = 3  # in a paragraph
LONGEST_WORD = 8  # letters of a word in capitals that may be an abbreviation
LONGEST_HEADING = 12  # words: what is longer is a stressed sentence, not a heading in disguise
_END = re.compile(r"(?<!\S)(\S*[.!?…])[\"”’)\]]*\s+(?=[\"“‘(\[]*[^\W_a-zà-öø-ÿ])")
_BRACKETS = re.compile(r"\[[^\[\]\0]*\]")
_CAPITALS = re.compile(r"(?<![\w@./:-])[^\W\d_]+(?:[’'-][^\W\d_]+)*(?:[ \n]+[^\W\d_]+(?:[’'-][^\W\d_]+)*)*(?![\w@/])")
_LONG_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s/]+/\S+|[\w-]+(?:\.[\w-]+)+/\S+")


def note_words(text: str, line_of: Callable[[int], int], margin: Margin) -> None:
    """Notes capitals, and a colour that is the only cue, in a run of words; ``line_of`` tells a place’s line."""
    bare = _BRACKETS.sub(lambda found: "\0" * len(found[0]) if "@" in found[0] else found[0], text)
    for place, words in _shouted(bare, margin.phrases):
        message = f"“{' '.join(words.split())[:40]}” stands in capitals, which are hard to read"
        margin.note("P032", line_of(place), message, "write small letters; stress words with **two stars**")
    cue = colour_cue(margin.phrases)
    if found := cue.search(bare) if cue else None:
        message = f"“{' '.join(found[0].split())}”: a colour is the only sign for what is meant"
        hint = "say it in words as well, since many print in grey or cannot tell colours apart"
        margin.note("P033", line_of(found.start()), message, hint)


def _shouted(text: str, of: Phrases) -> Iterator[tuple[int, str]]:
    """Words in capitals that are no abbreviations: three in a row, or a long one; with their places."""
    for row in _CAPITALS.finditer(text):
        run: list[re.Match[str]] = []
        for word in [*re.finditer(r"\S+", row[0]), None]:
            if word and word[0].isupper():
                run.append(word)
                continue
            if run and _is_shouted([one[0] for one in run], of):
                yield row.start() + run[0].start(), row[0][run[0].start() : run[-1].end()]
            run = []


def _is_shouted(words: Sequence[str], of: Phrases) -> bool:
    if any(len(part) > LONGEST_WORD for word in words for part in re.split(r"[’'-]", word)):
        return True
    return len(words) >= 3 and any(word.casefold() in of.common_words for word in words)


def note_paragraph(words: Sequence[Node], margin: Margin, line: int) -> None:
    """Notes a paragraph with more sentences than a reader can hold."""
    count = _sentences(plain_text(words), margin.phrases)
    if count > SENTENCES:
        message = f"the paragraph has {count} sentences, more than {SENTENCES}"
        margin.note("P034", line, message, "divide it by an empty line where a new thought begins, or make it a list")


def _sentences(text: str, of: Phrases) -> int:
    """How many sentences a text has; an abbreviation's or an initial's full stop ends none."""
    ends = [found[1].lstrip("“‘(\"'[") for found in _END.finditer(text.strip())]
    return 1 + sum(end.casefold() not in of.abbreviations and not re.fullmatch(r"[^\W\d_]\.", end) for end in ends)


def note_disguised(words: Sequence[Node], margin: Margin, line: int) -> None:
    """Notes a paragraph that is nothing but a few stressed words: it looks like a heading, and is none."""
    parts = [node for node in words if node["t"] not in ("Space", "SoftBreak") and node.get("c") != ":"]
    text = " ".join(plain_text(words).split())
    is_short = len(text.split()) <= LONGEST_HEADING and not text.endswith((".", "!", ";", ",", "…"))
    if parts and is_short and all(node["t"] in ("Emph", "Strong") for node in parts):
        message = f"“{text[:60]}” looks like a heading, but is none for those who listen"
        margin.note("P031", line, message, f"write ### {text.rstrip(':')[:60]}, or end the sentence with a full stop")


def note_link(words: Sequence[Node], margin: Margin, line: int) -> None:
    """Notes a link whose words do not tell where it leads."""
    text = " ".join(plain_text(words).split())
    if re.sub(r"[^\w ]", "", text).strip().casefold() in margin.phrases.empty_links:
        message = f"the link “{text}” does not say where it leads"
        margin.note("P028", line, message, "name what is found there: [more about pollen](https://…)")
    elif _LONG_ADDRESS.fullmatch(text):
        message = f"the link shows its address, “{text[:40]}”, which is hard to read and long to listen to"
        margin.note("P029", line, message, "give it words: [more about pollen](https://…)")


def note_table(heads: Sequence[str], margin: Margin, line: int) -> None:
    """Notes the columns of a table that have no heading."""
    empty = [str(number) for number, head in enumerate(heads, 1) if not head.strip()]
    hint = "write into the table’s first line what each column holds, the first one too"
    if len(empty) == len(heads):
        margin.note("P030", line, "the table has no headings above its columns", hint)
    elif empty:
        margin.note("P030", line, f"the table’s column {' and '.join(empty)} has no heading", hint)
