"""Absolute language: words that promise too much, and the same words where they promise nothing."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from imprint.editorial import lists
from imprint.editorial.absolutes import hits, judge_absolutes
from imprint.reading import read, read_words
from tests.reading.broken import copied_base
from tests.samples import TODAY

HITS = [
    ("It is a cure.", "L001"),
    ("It cures lupus.", "L001"),
    ("You will be cured.", "L001"),
    ("This treatment is safe.", "L001"),
    ("Success is guaranteed.", "L001"),
    ("We guarantee that it helps.", "L001"),
    ("It is clinically proven.", "L001"),
    ("It is not only safe but cheap.", "L001"),
    ("It does not hurt, it cures.", "L001"),
    ("It is safe and does not hurt.", "L001"),
    ("It is bound to work.", "L001"),
    ("It is the best treatment.", "L002"),
    ("This is the most effective drug.", "L002"),
    ("It is the safest way.", "L002"),
    ("A breakthrough for patients", "L002"),
    ("It is a miracle.", "L002"),
    ("A revolutionary therapy is here.", "L002"),
    ("It is a game-changer.", "L002"),
    ("It uses cutting-edge science.", "L002"),
    ("It is second to none.", "L002"),
    ("It is 100% effective.", "L003"),
    ("It works 100 % of the time.", "L003"),
    ("It always works.", "L003"),
    ("It works for everyone.", "L003"),
    ("It has no side effects.", "L003"),
    ("It is risk-free.", "L003"),
    ("It never fails.", "L003"),
    ("Want a treatment with no side effects?", "L003"),
    ("The disease never comes back.", "L003"),
    ("“It changed my life,” says Ann.", "L004"),
    ("I was cured in a week.", "L004"),
    ("“I got my strength back,” a man told us.", "L004"),
    ("Read our success stories.", "L004"),
    ("It gave me my life back.", "L004"),
]

FINE = [
    "It is not a cure.",
    "It is not a guaranteed cure.",
    "It is not yet a cure.",
    "It rarely cures the disease.",
    "They rarely offer a definitive cure.",
    "There is no cure.",
    "There is no proof that it cures.",
    "It has not been proven.",
    "It is unproven.",
    "It is far from a breakthrough.",
    "It is not, at present, a guaranteed cure.",
    "It is not safe, proven or guaranteed.",
    "Nobody can guarantee that it works.",
    "A cure does not exist yet.",
    "A cure for lupus is not yet known.",
    "Definitive evidence of cure remains elusive.",
    "Is there a cure?",
    "Is it safe for me?",
    "Which treatment is best for me?",
    "Ask whether it is safe to drive.",
    "Wait until it is safe to walk.",
    "It is natural to hope for a cure.",
    "the search for a cure goes on",
    "Keep your medicine in a safe place.",
    "Stay safe on the way home.",
    "Secure the dressing with tape.",
    "the safety of the treatment",
    "long-term safety is being studied",
    "a curious procurer",
    "Do your best.",
    "Use it before the best before date.",
    "Your nurse knows you best.",
    "It is best to ask first.",
    "at best, it eases the pain",
    "No medicine is risk-free.",
    "This does not mean that there are no side effects.",
    "No treatment works for everyone.",
    "It does not always work.",
    "Beware of miracle cures.",
    "Be wary of anyone who promises a miracle.",
    "Tell them: “I think that I have a fever.”",
    "“May I walk?” is a good question.",
    "A perfectionist may find this hard.",
    "Nothing is proven yet.",
]


@pytest.mark.parametrize(("text", "code"), HITS)
def test_a_promise_is_found(text: str, code: str) -> None:
    assert code in [one.code for one in hits(text, "en")]


@pytest.mark.parametrize("text", FINE)
def test_no_promise_is_found(text: str) -> None:
    assert [text[one.start : one.end] for one in hits(text, "en")] == []


def test_a_language_without_lists_is_left_alone() -> None:
    assert hits("a guaranteed cure", "cy") == ()


@pytest.mark.parametrize(
    ("full", "plain", "told"),
    [
        ("Tablets cure hay fever", "Tablets cure hay fever", []),
        ("Tablets cure hay fever", "Tablets are a cure", []),
        ("Tablets ease hay fever", "Tablets cure hay fever", ["L001"]),  # the sources say no such thing
        ("Tablets cure hay fever", "Tablets are the best", ["L002"]),
    ],
)
def test_sources_bear_out_a_plain_promise_that_the_full_text_makes(
    full: str, plain: str, told: list[str], root: Path, tmp_path: Path
) -> None:
    source = copied_base(tmp_path)
    file = source / "hay-fever/publication.md"
    text = file.read_text("utf-8").replace("Antihistamines stop the sneezing for most people]{.claim kind=benefit", "X")
    text = text.replace("[X", f"[{full}]{{.claim kind=benefit id=cure")
    text = text.replace("Tablets can help you.", f"[{plain}]{{.claim kind=benefit id=cure}}.")
    file.write_text(text, "utf-8")
    record = "claims:\n- {id: cure, support: supported, sources: [sneeze-2021]}\n"
    (source / "hay-fever/claims.yaml").write_text(record, "utf-8")
    words = read_words(root / "templates/shared/words.yaml")
    (one,) = read(source, words)[0].publications
    assert [found.code for found in judge_absolutes(one, words["en"], TODAY)] == told


@pytest.mark.parametrize("name", ["absolutes", "certainty", "numbers"])
def test_every_word_of_the_lists_is_a_text_that_stands_there_once(name: str) -> None:
    file = Path(lists.__file__).with_name(f"{name}.yaml")
    for found in _lists(yaml.safe_load(file.read_text(encoding="utf-8"))):
        assert all(isinstance(one, str) for one in found), found
        assert len(found) == len(set(found)), found


def _lists(value: Any) -> list[list[Any]]:
    if isinstance(value, dict):
        return [found for key, part in value.items() for found in ([[key]], _lists(part)) for found in found]
    return [value] if isinstance(value, list) else []
