"""How sure a statement is: the classes of marked words, and what is lost on the way to the plain text."""

from datetime import date

import pytest

from imprint.editorial.certainty import Certainty, certainty, judge_certainty
from imprint.model import ByLevel, ClaimKind, Kind, Mark, Prose, Stretch
from imprint.reading import read_words
from tests import samples

CLASSES = [
    ("It [eases the pain].", ""),
    ("It [may ease the pain].", "hedged"),
    ("It [could ease the pain].", "hedged weak"),
    ("It [possibly eases the pain].", "hedged"),
    ("It is [not a cure].", "negated"),
    ("It is not [a cure].", "negated"),
    ("It never [heals].", "negated"),
    ("It does not, at present, [heal].", "negated"),
    ("It is not known [whether it heals].", "unknown"),
    ("It is not known, however, [who will react].", "unknown"),
    ("We do not know [how long it lasts].", "unknown"),
    ("[It is still being tested].", "unknown"),
    ("It [has not been shown to work].", "unknown"),
    ("There is no proof that [it works].", "unknown"),
    ("In early trials, [patients got better].", "trials"),
    ("[Careful studies found a gain].", "trials"),
    ("[Some people get better].", "limited"),
    ("It [helps] only a few people.", "limited"),
    ("[Most people get better].", "wide"),
    ("Although it is not a cure, [it eases the pain].", ""),
    ("It is [not without risks].", ""),
    ("It is [not only cheap but quick].", ""),
    ("It may fail; [it eases the pain].", ""),
    ("It does not heal, but [it eases the pain].", ""),
    ("[It can cause harm, if not watched].", "hedged weak"),
    ("[It may help some people].", "hedged limited"),
]

LOSSES = [
    ("It is [not a cure].", "It is [a cure].", "C020"),
    ("It does not [stop the disease].", "It [stops the disease].", "C020"),
    ("It [may help].", "It [helps].", "C021"),
    ("It [may help some people].", "It [helps some people].", "C021"),
    ("In early trials, [it helped].", "[It helps].", "C021"),
    ("It is not known [whether it helps].", "[It helps].", "C021"),
    ("It is [still being tested].", "It [works].", "C021"),
    ("It [may help some people].", "It [may help people].", "C022"),
    ("It [helps a few people].", "It [helps people].", "C022"),
    ("It [helps many people].", "It [helps people].", "C022"),
    ("It [can cause bleeding].", "It [does not cause bleeding].", "C024"),
]

KEPT = [
    ("It is [not a cure].", "It [does not cure you]."),
    ("It is [not a cure].", "We do not know if it [cures]."),
    ("It [does not last].", "It [wears off]."),
    ("It [may help].", "It [could help]."),
    ("It [may help].", "It [helps some people]."),
    ("In trials, [it helped].", "It [may help]."),
    ("In trials, [patients went into remission].", "[It has helped some people]."),
    ("It [helps most people].", "It [helps many people]."),
    ("It is [still experimental].", "It is [not proven yet]."),
    ("[It can make you infertile].", "[You may not be able to have children]."),
    ("It [eases the pain].", "It [can ease the pain]."),
    ("Whether it helps [is not known].", "[Nobody knows] if it helps."),
]


def marked(text: str) -> tuple[str, int, int]:
    start, end = text.index("["), text.index("]") - 1
    return text.replace("[", "").replace("]", ""), start, end


@pytest.mark.parametrize(("text", "classes"), CLASSES)
def test_marked_words_have_their_classes(text: str, classes: str) -> None:
    found = certainty(*marked(text), "en")
    assert sorted(found - {Certainty.DENIED}) == sorted(classes.split())


def codes(full: str, plain: str) -> list[str]:
    proses = []
    for line, one in ((5, full), (9, plain)):
        text, start, end = marked(one)
        marks = (Mark(start, end, ClaimKind.BENEFIT, "c1"),)
        proses.append(Prose("[]", (), (Stretch(Kind.PARAGRAPH, text, 0, ((0, line),), (), marks),)))
    section = samples.section("one", proses[0], proses[1], ByLevel("One", "One"))
    publication = samples.publication(sections=(section,), plain_order=("one",))
    found = list(judge_certainty(publication, WORDS, date(2026, 1, 1)))
    assert all(one.where.line == 9 for one in found)
    return [one.code for one in found]


WORDS = read_words(samples.TEMPLATES / "shared/words.yaml")["en"]


@pytest.mark.parametrize(("full", "plain", "code"), LOSSES)
def test_what_the_plain_claim_has_lost_is_told(full: str, plain: str, code: str) -> None:
    assert codes(full, plain) == [code]


@pytest.mark.parametrize(("full", "plain"), KEPT)
def test_other_words_for_the_same_certainty_are_fine(full: str, plain: str) -> None:
    assert codes(full, plain) == []
