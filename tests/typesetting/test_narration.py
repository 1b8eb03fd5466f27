"""Every sentence of a page gets an element of its own and words to be said; nothing on the page changes but that."""

import re
from xml.etree import ElementTree

import pytest

from imprint.typesetting.narration import XHTML, narration

HEAD = f'<html xmlns="{XHTML}"><head><title>No</title></head><body>'
SPAN = re.compile(r'<span id="s(\d+)">(.*?)</span>')


def marked(body: str, numbers: tuple[str, ...] = ()) -> tuple[str, list[str]]:
    """The body with its marks, and what is said."""
    told = narration(f"{HEAD}{body}</body></html>", numbers, "Picture")
    inside = told.page.partition("<body>")[2].partition("</body>")[0]
    return inside, [sentence.spoken for sentence in told.sentences]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<p>One. Two!  Three? four.</p>", ["One.", "Two!", "Three? four."]),
        ("<p>It works (mostly.) “So.” Yes.</p>", ["It works (mostly.)", "“So.”", "Yes."]),
        ("<p>Ask Dr. Bee, e.g. Ann B. Bee. Now.</p>", ["Ask Dr. Bee, e.g. Ann B. Bee.", "Now."]),
        ("<p>About 2.5 of 10. 3 more.</p>", ["About 2.5 of 10.", "3 more."]),
        ("<h2>A</h2><ul><li>b</li><li>c<ul><li>d</li></ul>e</li></ul>", ["A", "b", "c", "d", "e"]),
        ("<p>See <a href='a'>here. And there</a>. Go.</p>", ["See here. And there.", "Go."]),
        ("<p>It may <em>help</em>. Or not.</p>", ["It may help.", "Or not."]),
        ("<p>Yes <a role='doc-biblioref' href='a'>[1]</a>. No.</p>", ["Yes .", "No."]),
        ("<p>Yes. <a role='doc-biblioref' href='a'>[1]</a></p>", ["Yes."]),
        ("<p><img src='a.png' alt='Two cups'/></p>", ["Picture: Two cups."]),
        ("<p><img src='a.png' alt=''/></p><p>—</p>", []),
        ("<p>Open https://a.example/b now.</p>", ["Open a.example/b now."]),
        ("<p>a<br/>b</p>", ["a b"]),
        ("<table><tr><th>Dose</th><td>2 mg</td></tr></table>", ["Dose", "2 mg"]),
    ],
)
def test_each_sentence_is_said_once_in_its_order(body: str, said: list[str]) -> None:
    assert marked(body)[1] == said


def test_addresses_are_not_said_among_the_sources() -> None:
    item = "<li>Bee. A trial. <a href='https://a.example'>https://a.example</a></li>"
    assert marked(f"<section id='_sources'><ol>{item}</ol></section>")[1] == ["Bee.", "A trial."]
    assert marked(f"<section id='more'><ol>{item}</ol></section>")[1] == ["Bee.", "A trial. a.example"]


def test_numbers_to_call_are_said_digit_by_digit_and_no_others() -> None:
    assert marked("<p>Call 999, not 9990 or 112.</p>", ("999", "111"))[1] == ["Call 9 9 9, not 9990 or 112."]


def test_sentences_know_their_section() -> None:
    body = "<p>a</p><section id='b'><p>b</p><section><p>c</p></section></section><p>d</p>"
    told = narration(f"{HEAD}{body}</body></html>", (), "Picture")
    assert [(one.id, one.section) for one in told.sentences] == [("s1", None), ("s2", "b"), ("s3", "b"), ("s4", None)]


@pytest.mark.parametrize(
    "body",
    [
        "<p>One. Two.</p>",
        "<p> One <em>so</em>. <a href='a'>Two</a></p> loose <p/>",
        "<ul><li>a. B.<ol><li><p>c</p></li></ol>d</li></ul>",
        "<p>&lt;One&gt; &amp; two.  “Three.” Four</p>",
        "<figure><img src='a.png' alt='A &quot;cup&quot;'/><figcaption>b</figcaption></figure>",
    ],
)
def test_the_words_of_the_page_stay_as_they_were(body: str) -> None:
    """Every letter and every space, and every element but those that hold a sentence."""
    page, said = marked(body)
    before, after = (ElementTree.fromstring(f"<body>{one}</body>") for one in (body, page))
    assert "".join(after.itertext()) == "".join(before.itertext())
    spans = [one for one in after.iter("span") if one.get("id")]
    images = [one for one in after.iter("img") if one.get("id")]
    assert len(spans) + len(images) == len(said)
    assert [one.tag for one in after.iter() if one not in spans] == [one.tag for one in before.iter()]
    assert all(one.itertext() for one in spans)
    assert not [text for text in ("".join(one.itertext()) for one in spans) if text != text.strip()]
